"""The connection to a PostgreSQL server: made again when it is lost, with every failure told in one sentence."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from index.address import Address
from index.errors import EngineDown, EngineError

log = logging.getLogger(__name__)

T = TypeVar("T")
Row: TypeAlias = tuple[Any, ...]
SCHEMA: Final = "reportbot"  # of the database, in which all tables stand
PATIENCE: Final = 8.0  # seconds in which a lost connection is made again, before the asker is told
GRACE: Final = 5.0  # seconds after that in which the server itself has to end a slow statement
INTERVAL: Final = 0.1  # seconds between two looks at the clock
SLOW: Final = 15.0  # seconds that one statement of an answer may take
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
DEFAULTS: Final = {
    "application_name": "reportbot",
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
CHECK: Final = "`reportbot engine check` tells what is wrong"
DOWN: Final = f"the engine that keeps this cannot be reached just now: try again in a minute ({CHECK})"
SLOW_WORDS: Final = f"the engine that keeps this did not answer in time: try again in a minute ({CHECK})"
UNSAFE: Final = {  # what the driver says of a server that cannot be trusted, and what is told
    "does not support SSL": "the server does not encrypt, and the address asks for it (sslmode)",
    "certificate verify failed": "the server's certificate is not from the authority that the address names",
    "does not match host name": "the server's certificate is for another name than the one in the address",
    "root certificate file": "the file of the authority that the address names (sslrootcert) is not there",
}
FULL: Final = f"the disk of the engine is full: nothing was changed; make room there, and try again ({CHECK})"


class _Watched(psycopg.Connection[Row]):
    """A connection that is given up where a server, or what stands before it, says nothing at all."""

    longest: float | None = None  # seconds that one statement may take

    def wait(self, gen: PQGen[T], interval: float = INTERVAL, timeout: float | None = None) -> T:
        """Wait for the server as psycopg does, but for so long."""
        return super().wait(gen if self.longest is None else self._watched(gen, self.longest), interval, timeout)

    def _watched(self, gen: PQGen[T], longest: float) -> PQGen[T]:
        until = time.monotonic() + longest
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and time.monotonic() > until:
                    self.close()
                    raise psycopg.OperationalError(f"no answer within {longest:.0f} seconds")
                wanted = gen.send(ready)
        except StopIteration as done:
            result: T = done.value
            return result


class Connection:
    """One connection, which any thread may use, one after another.

    A lost connection is made again: outside a transaction the statement is repeated, since what is read never
    changes and each write stands alone; within one the transaction is over, and nothing of it was done.
    """

    def __init__(
        self, address: Address, *, slow: float | None = SLOW, patience: float = PATIENCE, schema: str = SCHEMA
    ) -> None:
        """Connect when it is first needed; a statement that takes longer than ``slow`` seconds is ended."""
        self.address = address
        self._schema = schema
        self._slow, self._patience = slow, patience
        self._lock = threading.RLock()
        self._db: psycopg.Connection[Row] | None = None
        self._within = False
        self.made = 0  # how often it was connected

    def close(self) -> None:
        """Close it; it is made again when it is needed."""
        with self._lock:
            db, self._db = self._db, None
            if db is not None:
                db.close()

    @property
    def encrypted(self) -> bool:
        """Whether the connection that is open is encrypted on this side; on the other one a server knows."""
        with self._lock:
            return self._db is not None and bool(self._db.pgconn.ssl_in_use)

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """What a statement returns.

        Raises:
            EngineDown: the engine cannot be reached, or was too slow.
            EngineError: it refuses the statement.
        """
        return self.done(statement, values)[0]

    def done(self, statement: str, values: Sequence[object] = ()) -> tuple[list[Row], int]:
        """What a statement returns, and how many rows it changed; raises as :meth:`rows` does."""
        with self._lock, told(self.address):
            found = self._cursor(statement, values)
            return found.fetchall() if found.description else [], found.rowcount

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """Run a statement, and return how many rows it changed; raises as :meth:`rows` does."""
        return self.done(statement, values)[1]

    def _cursor(self, statement: str, values: Sequence[object]) -> psycopg.Cursor[Row]:
        until = time.monotonic() + self._patience
        while True:
            db = self._connected(until)
            try:
                return db.execute(statement, values, binary=True)
            except psycopg.OperationalError:
                if not db.broken or self._within or time.monotonic() >= until:
                    raise
                log.warning("The connection to the engine %s was lost: it is made again", self.address)

    def _connected(self, until: float) -> psycopg.Connection[Row]:
        """The connection; outside a transaction a lost one is made again, up to a time of ``time.monotonic``."""
        if self._db is not None and (self._within or not self._db.closed):
            return self._db
        pause = 0.1
        while True:
            try:
                self._db = connected(self.address, self._slow, self._schema)
                self.made += 1
                return self._db
            except psycopg.OperationalError as error:
                if time.monotonic() + pause >= until or not passing(error):
                    raise
            time.sleep(pause)
            pause = min(2 * pause, 1.0)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that the block does, or nothing; a block within another one is a part of it.

        Raises:
            EngineDown: the connection was lost before the end.
        """
        with self._lock, told(self.address):
            if self._within:
                yield
                return
            self._cursor("BEGIN", ())  # on a new connection where the old one is lost: nothing has been done yet
            self._within = True
            try:
                yield
                self._cursor("COMMIT", ())
            except BaseException:
                with contextlib.suppress(psycopg.Error):  # it is over with the connection
                    self._cursor("ROLLBACK", ())
                raise
            finally:
                self._within = False

    def copy(self, table: str, types: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write rows into a table, their columns of these types; within a transaction only."""
        with told(self.address):
            db = self._connected(time.monotonic())
            with db.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copying:
                copying.set_types(types)
                for row in rows:
                    copying.write_row(row)

    def copy_packed(self, table: str, packed: bytes) -> None:
        """Write rows into a table that are packed as COPY's binary format has them, without its head and end."""
        with told(self.address):
            db = self._connected(time.monotonic())
            with db.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copying:
                copying.write(b"PGCOPY\n\xff\r\n\0" + bytes(8) + packed + b"\xff\xff")


def connected(address: Address, slow: float | None, schema: str) -> psycopg.Connection[Row]:
    """A new connection; psycopg's errors are those of :func:`told`."""
    try:
        given = conninfo_to_dict(address.url)
    except psycopg.ProgrammingError as error:  # its words may repeat the password
        raise EngineError("the address of the engine cannot be read: see docs/engine.md for its form") from error
    db = _Watched.connect(make_conninfo("", **{**DEFAULTS, **given}), autocommit=True)
    db.longest = None if slow is None else slow + GRACE
    milliseconds = 0 if slow is None else int(1000 * slow)
    db.execute(
        f"SELECT set_config('statement_timeout', '{milliseconds}', false),"
        f" set_config('search_path', '{schema}, public', false)"
    )
    return db


def passing(error: psycopg.Error) -> bool:
    """Whether trouble at connecting may pass by itself: a refused password, or a database that is missing, does not."""
    signs = ("authentication", "password", "does not exist", "no pg_hba.conf", "SSL", *UNSAFE)
    return not any(sign in str(error) for sign in signs)


@contextlib.contextmanager
def told(address: Address) -> Iterator[None]:
    """Tell of psycopg's errors in one sentence, which names no password; details go to the log."""
    try:
        yield
    except psycopg.errors.QueryCanceled as error:
        log.warning("The engine %s: %s", address, _words(error))
        raise EngineDown(SLOW_WORDS) from None
    except psycopg.errors.DiskFull as error:
        log.error("The engine %s: %s", address, _words(error))
        raise EngineError(FULL) from None
    except psycopg.errors.InsufficientPrivilege as error:
        raise EngineError(f"the role of the engine lacks a right ({_words(error)}): {CHECK}") from None
    except psycopg.errors.ReadOnlySqlTransaction as error:
        raise EngineError(f"the engine may only be read ({_words(error)}): give the address of the primary") from None
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        log.warning("The engine %s: %s", address, _words(error))
        if isinstance(error, psycopg.OperationalError) and not passing(error):
            for sign, why in UNSAFE.items():
                if sign in str(error):
                    raise EngineError(f"the engine was not connected to: {why} (see docs/engine.md)") from None
            raise EngineError(f"the engine refuses the connection ({_words(error)}): {CHECK}") from None
        raise EngineDown(DOWN) from None
    except psycopg.Error as error:
        raise EngineError(f"the engine refuses a statement ({_words(error)}): {CHECK}") from error


def _words(error: psycopg.Error) -> str:
    """The first line of what the server says, or the library where no server did."""
    return (error.diag.message_primary or str(error)).strip().partition("\n")[0] or type(error).__name__
