"""Opens a generation's SQLite database, new or existing, and reports damage in one sentence."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

from index.errors import IndexDamaged
from index.mend import rebuild_command

Connection = sqlite3.Connection
READ_ONLY = "mode=ro&immutable=1"
T = TypeVar("T")


class _Cursor(sqlite3.Cursor):
    """A cursor that reports a damaged file in one sentence."""

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        return _told(self.connection, lambda: super(_Cursor, self).execute(sql, parameters))

    def fetchone(self) -> Any:
        return _told(self.connection, super().fetchone)

    def fetchall(self) -> list[Any]:
        return _told(self.connection, super().fetchall)

    def __next__(self) -> Any:
        return _told(self.connection, super().__next__)


class _Connection(sqlite3.Connection):
    """A connection to the file at ``path``."""

    path = Path()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return self.cursor(_Cursor).execute(sql, parameters)

    def commit(self) -> None:
        _told(self, super().commit)

    def backup(self, target: sqlite3.Connection, **options: Any) -> None:
        _told(self, lambda: super(_Connection, self).backup(target, **options))


def _told(connection: sqlite3.Connection, done: Callable[[], T]) -> T:
    try:
        return done()
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # https://www.sqlite.org/rescode.html
        if code == sqlite3.SQLITE_READONLY:  # a mistake of ours
            raise
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            full = errno.ENOSPC if code == sqlite3.SQLITE_FULL else errno.EIO
            raise OSError(full, str(error), str(_path_of(connection))) from error
        raise damaged(connection, str(error)) from error


def _path_of(connection: sqlite3.Connection) -> Path:
    assert isinstance(connection, _Connection)  # nothing else is made here
    return connection.path


def created(path: Path) -> Connection:
    """A connection to a file that is made when it is missing."""
    connection = sqlite3.connect(path, factory=_Connection)
    connection.path = path
    return connection


def opened(path: Path, *, writable: bool = False) -> Connection:
    """A connection to an existing file; any thread may use one opened for reading.

    Raises:
        IndexDamaged: the file is missing or damaged, which may show only when it is read.
    """
    address = _address(path, "mode=rw" if writable else READ_ONLY)
    try:
        connection = sqlite3.connect(address, uri=True, check_same_thread=writable, factory=_Connection)
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error
    connection.path = path
    return connection


def loaded(path: Path, data: bytes) -> Connection:
    """A connection to the ``data`` of a file in memory, which any thread may use.

    Raises:
        IndexDamaged: it is no database.
    """
    connection = sqlite3.connect(":memory:", check_same_thread=False, factory=_Connection)
    connection.path = path
    _told(connection, lambda: connection.deserialize(data))
    return connection


def _address(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?{mode}"


def damaged(connection: Connection, what: str, report_id: str = "") -> IndexDamaged:
    """The error that tells what of the file behind a connection is damaged, and the command that mends it."""
    return _damaged(_path_of(connection), what, report_id)


def _damaged(path: Path, what: object, report_id: str = "") -> IndexDamaged:
    return IndexDamaged(f"{path} is damaged ({what}): run {rebuild_of(path.parent)}", report_id)


def rebuild_of(generation: Path) -> str:
    """The command that makes the index anew which a generation's folder is of."""
    index = generation.parent.parent
    return rebuild_command(index, corpora_of(index))


def corpora_of(index: Path) -> tuple[str, ...]:
    """The folders that an index was made from, read from its newest readable store, whatever its schema."""
    for path in sorted(index.glob("generations/*/corpus.sqlite"), reverse=True):
        with contextlib.suppress(sqlite3.Error):
            return _corpora(path)
    return ()


def _corpora(path: Path) -> tuple[str, ...]:
    with contextlib.closing(sqlite3.connect(_address(path, READ_ONLY), uri=True)) as store:
        return tuple(row[0] for row in store.execute("SELECT DISTINCT corpus FROM files ORDER BY corpus"))
