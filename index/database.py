"""Opens a generation's SQLite database, new or existing, and reports damage in one sentence."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

from index.errors import IndexMismatch
from index.mend import rebuild_command

Connection = sqlite3.Connection
READ_ONLY = "mode=ro&immutable=1"
T = TypeVar("T")


class _Cursor(sqlite3.Cursor):
    """A cursor that reports a damaged file in one sentence."""

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        return self._told(lambda: super(_Cursor, self).execute(sql, parameters))

    def fetchone(self) -> Any:
        return self._told(super().fetchone)

    def fetchall(self) -> list[Any]:
        return self._told(super().fetchall)

    def __next__(self) -> Any:
        return self._told(super().__next__)

    def _told(self, done: Callable[[], T]) -> T:
        try:
            return done()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY:  # a mistake of ours
                raise
            assert isinstance(self.connection, _Connection)  # nothing else makes such cursors
            raise _damaged(self.connection.path, error) from error


class _Connection(sqlite3.Connection):
    """A connection to the file at ``path``."""

    path = Path()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return self.cursor(_Cursor).execute(sql, parameters)


def created(path: Path) -> Connection:
    """A connection to a file that is made when it is missing."""
    return sqlite3.connect(path)


def opened(path: Path, *, writable: bool = False) -> Connection:
    """A connection to an existing file; any thread may use one opened for reading.

    Raises:
        IndexMismatch: the file is missing or damaged, which may show only when it is read.
    """
    address = _address(path, "mode=rw" if writable else READ_ONLY)
    try:
        connection = sqlite3.connect(address, uri=True, check_same_thread=writable, factory=_Connection)
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error
    connection.path = path
    return connection


def _address(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?{mode}"


def _damaged(path: Path, error: sqlite3.Error) -> IndexMismatch:
    index = path.parent.parent.parent  # of the generation whose file this is
    return IndexMismatch(f"{path} is damaged ({error}): run {rebuild_command(index, corpora_of(index))}")


def corpora_of(index: Path) -> tuple[str, ...]:
    """The folders that an index was made from, read from its newest readable store, whatever its schema."""
    for path in sorted(index.glob("generations/*/corpus.sqlite"), reverse=True):
        with contextlib.suppress(sqlite3.Error):
            return _corpora(path)
    return ()


def _corpora(path: Path) -> tuple[str, ...]:
    with contextlib.closing(sqlite3.connect(_address(path, READ_ONLY), uri=True)) as store:
        return tuple(row[0] for row in store.execute("SELECT DISTINCT corpus FROM files ORDER BY corpus"))
