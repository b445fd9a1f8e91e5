"""The bot's memory in PostgreSQL, for several processes of one application."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Final

from corpus.errors import ReportbotError
from index.address import Address
from index.engine.connection import Connection, Row
from index.errors import EngineError

SCHEMA: Final = "reportbot_memory"
LOCK: Final = 7_411_020_812  # of whoever makes the tables: an advisory lock of the database
PATIENCE: Final = 1.0  # seconds in which a lost connection is made again: Discord waits for three
SLOW: Final = 2.0  # seconds that one statement may take

# Each brings the tables from one version to the next; together they are those of the file, with 64 bits a number.
MIGRATIONS: Final = (
    """
CREATE TABLE answers (
    id text PRIMARY KEY, asker bigint NOT NULL, place bigint NOT NULL, guild bigint, message bigint,
    at text COLLATE "C" NOT NULL, asked text NOT NULL, answer bytea NOT NULL, generation text NOT NULL,
    rowid bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX answers_of_message ON answers (message);
CREATE INDEX answers_of_asker ON answers (asker, place, at);
CREATE INDEX answers_by_time ON answers (at);
CREATE TABLE votes (
    answer_id text NOT NULL, person bigint, vote int NOT NULL, at text COLLATE "C" NOT NULL,
    asked text NOT NULL, answer bytea NOT NULL, generation text NOT NULL, UNIQUE (answer_id, person)
);
CREATE TABLE settings (
    guild bigint NOT NULL, channel bigint NOT NULL, name text NOT NULL, value bigint NOT NULL,
    PRIMARY KEY (guild, channel, name)
);
CREATE TABLE notes (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE briefings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person bigint NOT NULL, name text NOT NULL,
    folded text NOT NULL, used text COLLATE "C" NOT NULL, UNIQUE (person, folded)
);
CREATE TABLE briefing_quotes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, briefing bigint NOT NULL, place bigint NOT NULL,
    pointer text NOT NULL, at text NOT NULL, question text NOT NULL, generation text NOT NULL, reports bigint,
    quote bytea NOT NULL, UNIQUE (briefing, pointer)
);
CREATE TABLE in_hand (
    token text PRIMARY KEY, application bigint NOT NULL, person bigint NOT NULL, place bigint NOT NULL,
    guild bigint, at text COLLATE "C" NOT NULL, asked text, owner int NOT NULL DEFAULT pg_backend_pid()
);
CREATE TABLE watches (
    guild bigint NOT NULL, channel bigint NOT NULL, body text COLLATE "C" NOT NULL, PRIMARY KEY (channel, body)
);
CREATE TABLE claims (id bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
""",
)


class _Found:
    """The rows of a statement, and how many it changed."""

    def __init__(self, rows: list[Row], rowcount: int) -> None:
        self._rows, self.rowcount = rows, rowcount

    def fetchone(self) -> Row | None:
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[Row]:
        return self._rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)


class PostgresTables:
    """The tables in a database; whoever uses it holds the memory's lock."""

    shared = True

    def __init__(self, address: Address) -> None:
        """Connect, and make the tables or bring them up to date.

        Raises:
            ReportbotError: the database cannot be reached or used, or its tables are those of a newer version.
        """
        self._db = Connection(address, slow=SLOW, patience=PATIENCE, schema=SCHEMA)
        self._block: list[contextlib.AbstractContextManager[None]] = []
        with self._db.transaction():
            self._bring_up_to_date(address)

    def _bring_up_to_date(self, address: Address) -> None:
        self._db.run(f"SELECT pg_advisory_xact_lock({LOCK})")  # two processes may start at once
        ((there,),) = self._db.rows(f"SELECT to_regclass('{SCHEMA}.schema_version') IS NOT NULL")
        if not there:
            self._db.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            self._db.run("CREATE TABLE schema_version (number int PRIMARY KEY, made timestamptz DEFAULT now())")
        ((found,),) = self._db.rows("SELECT coalesce(max(number), 0) FROM schema_version")
        if found > len(MIGRATIONS):
            raise ReportbotError(
                f"the memory in {address} is of version {found}, this program knows {len(MIGRATIONS)}: update it"
            )
        for number, statements in enumerate(MIGRATIONS[found:], start=found + 1):
            for statement in filter(str.strip, statements.split(";\n")):
                self._db.run(statement)
            self._db.run("INSERT INTO schema_version VALUES (%s)", (number,))

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> _Found:
        """Run a statement whose places for values are question marks."""
        return _Found(*self._db.done(statement.replace("?", "%s"), values))

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> None:
        """Run a statement for each row of values."""
        for row in rows:
            self.execute(statement, row)

    def left_in_hand(self, since: str) -> list[Row]:
        """What ended processes have left: it is this one's from now on, so that no other takes it, too."""
        rows = self._db.rows(
            "UPDATE in_hand SET owner = pg_backend_pid()"
            " WHERE at >= %s AND owner NOT IN (SELECT pid FROM pg_stat_activity)"
            " RETURNING token, application, person, place, guild, at, asked",
            (since,),
        )
        return sorted(rows, key=lambda row: (row[5], row[0]))

    def scrub(self) -> None:
        """Have the server clear the space of deleted rows, where this role may."""
        with contextlib.suppress(EngineError):
            self._db.run("VACUUM answers, votes, briefings, briefing_quotes, in_hand")

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def __enter__(self) -> PostgresTables:
        block = self._db.transaction()
        block.__enter__()
        self._block.append(block)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._block.pop().__exit__(kind, error, at)
