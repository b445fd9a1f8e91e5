"""The file of the bot's memory: its SQLite tables, and how it is opened; or a server in its place."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import time
from pathlib import Path
from typing import Any, Final

from bot.memory.tables import IN_HAND, Tables
from corpus.errors import ReportbotError
from index.address import Address
from index.errors import EngineError
from index.places import NO_DRIVER

log = logging.getLogger(__name__)

# A file that is locked, full or damaged, or a row of it; a server that is gone, slow or full.
Trouble: Final = (sqlite3.Error, EngineError)
PATIENCE: Final = 1.0  # seconds that one statement waits for another program which holds the file
_MAGIC: Final = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html 1.3
VERSION: Final = 1  # of the tables: raise it when older files can no longer be used

SCHEMA: Final = """
CREATE TABLE answers (
    id TEXT PRIMARY KEY, asker INTEGER NOT NULL, place INTEGER NOT NULL, guild INTEGER, message INTEGER,
    at TEXT NOT NULL, asked TEXT NOT NULL, answer BLOB NOT NULL, generation TEXT NOT NULL
);
CREATE INDEX answers_of_message ON answers (message);
CREATE INDEX answers_of_asker ON answers (asker, place, at);
CREATE TABLE votes (
    answer_id TEXT NOT NULL, person INTEGER, vote INTEGER NOT NULL, at TEXT NOT NULL,
    asked TEXT NOT NULL, answer BLOB NOT NULL, generation TEXT NOT NULL, UNIQUE (answer_id, person)
);
CREATE TABLE settings (
    guild INTEGER NOT NULL, channel INTEGER NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL,
    PRIMARY KEY (guild, channel, name)
);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
# Added to files of the same version that lack them; older programs ignore them.
LATER: Final = """
CREATE TABLE IF NOT EXISTS briefings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
    used TEXT NOT NULL, UNIQUE (person, folded)
);
CREATE TABLE IF NOT EXISTS in_hand (
    token TEXT PRIMARY KEY, application INTEGER NOT NULL, person INTEGER NOT NULL, place INTEGER NOT NULL,
    guild INTEGER, at TEXT NOT NULL, asked TEXT
);
CREATE TABLE IF NOT EXISTS briefing_quotes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, briefing INTEGER NOT NULL, place INTEGER NOT NULL, pointer TEXT NOT NULL,
    at TEXT NOT NULL, question TEXT NOT NULL, generation TEXT NOT NULL, reports INTEGER, quote BLOB NOT NULL,
    UNIQUE (briefing, pointer)
);
CREATE TABLE IF NOT EXISTS watches (
    guild INTEGER NOT NULL, channel INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (channel, body)
);
"""


class Connection(sqlite3.Connection):
    """The file, open."""

    shared = False

    def left_in_hand(self, since: str) -> list[Any]:
        """What the process before has left since a time, oldest first: the columns ``IN_HAND``."""
        return self.execute(f"SELECT {IN_HAND} FROM in_hand WHERE at >= ? ORDER BY at, rowid", (since,)).fetchall()

    def scrub(self) -> None:
        """Let nothing of what was deleted be left in the files."""
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class RowDamaged(sqlite3.DatabaseError):
    """What a row holds is not what was written."""


def opened(path: Path | Address | None) -> Tables:
    """Open or make the file, readable by its owner alone; ``None`` opens a database in memory, an address a server's.

    A file that is damaged is left under another name beside it, and a new one made.

    Raises:
        ReportbotError: it cannot be opened, is not a memory file, or is of a newer version.
    """
    if isinstance(path, Address):
        return _served(path)
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            _set_aside_if_damaged(path)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(path or ":memory:", check_same_thread=False, timeout=PATIENCE, factory=Connection)
        _bring_up_to_date(db, path)
    except (OSError, sqlite3.Error) as error:
        raise ReportbotError(
            f"{path} cannot be the bot's memory ({error}): name another file with REPORTBOT_MEMORY"
        ) from error
    return db


def _served(address: Address) -> Tables:
    try:
        from bot.memory.postgres import PostgresTables  # with the driver, which is an extra
    except ImportError as error:
        raise ReportbotError(NO_DRIVER) from error
    return PostgresTables(address)


def _bring_up_to_date(db: Connection, path: Path | None) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version > VERSION or (version == 0 and tables):
        db.close()
        found = f"of version {version}, this program knows {VERSION}" if version else "a database of something else"
        raise ReportbotError(f"{path} is {found}: name another file with REPORTBOT_MEMORY")
    db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;")
    if version == 0:
        db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    db.executescript(LATER)


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


def _set_aside_if_damaged(path: Path) -> None:
    """Give a damaged file of SQLite's another name: what is no such file is somebody's, and stays."""
    if not path.is_file() or _begins(path) != _MAGIC:
        return
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE)) as db:
            found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:  # locked, or not to be opened: not damaged
        return
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found == "ok":
        return
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}")
    for end in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.replace(f"{path}{end}", f"{aside}{end}")
    log.error("The bot's memory %s is damaged (%s): it is kept as %s, and a new one is begun", path, found, aside.name)
