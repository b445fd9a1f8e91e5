"""Moves a local index into an engine: only reports that it does not have yet, and all of them before any is live."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from corpus.errors import ReportbotError
from index import generation as generations
from index.address import Address
from index.checksums import of_row
from index.engine import graph, schema
from index.engine.connection import Connection
from index.engine.copying import Content, Local, content_of, key_of, write
from index.engine.version import manifest_text
from index.errors import EngineDown, EngineError
from index.generation import Manifest
from index.lexical import Stemmer
from index.track import Track, untracked

log = logging.getLogger(__name__)
T = TypeVar("T")

PATIENCE: Final = 120.0  # seconds in which a push waits for an engine that is gone, before it gives up
KEPT: Final = "1 hour"  # for which a version that was replaced is kept, so that answers begun with it can be finished
BUSY: Final = "another push into this engine is at work: wait until it is done"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: reports written now, reports that were there already, and reports that went."""

    version: str
    written: int
    there: int
    gone: int
    passages: int
    again: int  # how often the connection was lost, and made again


def push(index: Path, address: Address, track: Track = untracked, *, patience: float = PATIENCE) -> Pushed:
    """Bring an engine to the state of a local index; readers of it see the old state or the new.

    A push that is stopped has changed nothing that can be seen, and the next one goes on from there.

    Raises:
        ReportbotError: the index is not whole or not finished, or the engine refuses, is full or stays away.
    """
    live = generations.readable(index)
    manifest = live.read_manifest()
    if manifest.pending:
        raise ReportbotError(
            f"{manifest.pending} passages are still being encoded: run the push when the build is done"
        )
    parts = live.parts()
    local = Local(parts.store, *parts.rows(), Stemmer())
    connection = Connection(address, slow=None, patience=patience)
    try:
        again(connection, patience, partial(schema.bring_up_to_date, connection, manifest.model.dim))
        done = _sent(Publishing(connection, local, live.name, manifest), track, patience)
        connection.rows(f"SELECT pg_advisory_unlock({schema.LOCK})")
        return done
    finally:
        connection.close()
        parts.store.close()


def again(connection: Connection, patience: float, step: Callable[[], T]) -> T:
    """Do a step in a transaction as the only writer, from its beginning each time that the connection is lost.

    Raises:
        EngineDown: the engine stays away for longer than ``patience`` seconds.
        EngineError: another writer is at work, or the engine refuses.
    """
    until = time.monotonic() + patience
    while True:
        try:
            with connection.transaction():
                _be_only_writer(connection)
                return step()
        except EngineDown:
            if time.monotonic() >= until:
                raise
            time.sleep(0.2)


def _be_only_writer(connection: Connection) -> None:
    """Take the lock of the writer, or take it again where it went with a connection."""
    held = connection.rows(
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted"
        " AND (classid::bigint << 32) + objid::bigint = %s",
        (schema.LOCK,),
    )
    if not held and not connection.rows(f"SELECT pg_try_advisory_lock({schema.LOCK})")[0][0]:
        raise EngineError(BUSY)


def _sent(publishing: Publishing, track: Track, patience: float) -> Pushed:
    """Send what is not there, and make it live."""
    engine, local = publishing.engine, publishing.local
    order = local.store.order()
    keys = {id: key_of(local, id) for id in track(order, label="Comparing", total=len(order))}
    copies = dict(engine.rows("SELECT report_id, copy FROM copies WHERE key = ANY(%s)", (list(keys.values()),)))
    new = [report_id for report_id in order if report_id not in copies]
    again(engine, patience, partial(graph.leave_out, engine, len(local.store.passage_ids(new))))
    for report_id in track(new, label="Sending", total=len(new)):
        content = content_of(local, report_id, keys[report_id])
        copies[report_id] = again(engine, patience, partial(_written, engine, content))
    if new:
        publishing.count_rows()
    publishing.make_graph(max(copies.values(), default=0), patience)
    gone = again(engine, patience, partial(publishing.publish, {id: copies[id] for id in order}))
    again(engine, patience, partial(_sweep, engine))
    graph.drop_others(engine)
    passages = publishing.manifest.passages
    return Pushed(publishing.name, len(new), len(order) - len(new), gone, passages, max(0, engine.made - 1))


def _written(engine: Connection, content: Content) -> int:
    """The copy of a report, written now, or by a transaction whose end was not heard of."""
    found = engine.rows("SELECT copy FROM copies WHERE key = %s", (content.key,))
    return int(found[0][0]) if found else write(engine, content)


@dataclass(frozen=True, slots=True)
class Publishing:
    """A version that is being made live: its name, its manifest, and the local index that it is a copy of."""

    engine: Connection
    local: Local
    name: str
    manifest: Manifest

    def count_rows(self) -> None:
        """Let the engine know how its tables are filled, and that postings may be read from their index alone."""
        self.engine.run(f"ANALYZE {', '.join(['copies', *schema.OF_COPY])}")
        self.engine.run("VACUUM postings")

    def make_graph(self, newest: int, patience: float) -> None:
        """Make the graph of vectors where there are many, and none takes in the newest copy."""
        if self.manifest.passages <= graph.EXACT or newest <= graph.last(self.engine):
            return
        try:
            again(self.engine, patience, partial(graph.make, self.engine, newest, graph.WORKERS))
        except EngineDown:
            raise
        except EngineError as error:  # memory that processes share may have no room for it: containers have 64 MB
            log.warning("The graph of vectors is made by one process, since several cannot: %s", error)
            again(self.engine, patience, partial(graph.make, self.engine, newest, 0))

    def publish(self, copies: dict[str, int]) -> int:
        """Make these copies the live version; how many reports of the one before it does not hold."""
        before = self.engine.rows("SELECT version FROM live")
        there = self.engine.rows("SELECT version FROM versions WHERE name = %s", (self.name,))
        if there and there == before:
            return 0
        version = there[0][0] if there else self._add_version(copies, before[0][0] if before else None)
        self.engine.run("UPDATE versions SET replaced = now() WHERE version IN (SELECT version FROM live)")
        self.engine.run("UPDATE versions SET replaced = NULL WHERE version = %s", (version,))
        self.engine.run(
            "INSERT INTO live (version) VALUES (%s) ON CONFLICT (one) DO UPDATE SET version = excluded.version",
            (version,),
        )
        ((gone,),) = self.engine.rows(
            "SELECT count(*) FROM held a WHERE version = %s AND NOT EXISTS"
            " (SELECT 1 FROM held b WHERE b.version = %s AND b.report_id = a.report_id)",
            (before[0][0] if before else version, version),
        )
        return int(gone)

    def _add_version(self, copies: dict[str, int], before: int | None) -> int:
        ((version,),) = self.engine.rows(
            "INSERT INTO versions (name, manifest) VALUES (%s, %s) RETURNING version",
            (self.name, manifest_text(self.manifest)),
        )
        held = [(version, report_id, place, copy) for place, (report_id, copy) in enumerate(copies.items())]
        self.engine.copy("held (version, report_id, place, copy)", ("int4", "text", "int4", "int4"), held)
        files = [(f.corpus, f.source, f.sha256, f.recipe, f.report_id, f.reason) for f in self.local.store.files()]
        columns = "files (version, corpus, source, sha256, recipe, report_id, reason, sum)"
        types = ("int4", "text", "text", "text", "text", "text", "text", "int8")
        self.engine.copy(columns, types, ((version, *row, of_row(row)) for row in files))
        self._count_words(version, before)
        self._prove(version, copies)
        return int(version)

    def _count_words(self, version: int, before: int | None) -> None:
        """How many passages hold each word: those of the version before, more for what came and less for what went."""
        self.engine.run(
            "INSERT INTO lexicon SELECT %s, stem, sum(in_text), sum(in_heading) FROM ("
            " SELECT stem, in_text, in_heading FROM lexicon WHERE version = %s"
            " UNION ALL SELECT stem, in_text, in_heading FROM postings WHERE copy IN"
            " (SELECT copy FROM held WHERE version = %s EXCEPT SELECT copy FROM held WHERE version = %s)"
            " UNION ALL SELECT stem, -in_text, -in_heading FROM postings WHERE copy IN"
            " (SELECT copy FROM held WHERE version = %s EXCEPT SELECT copy FROM held WHERE version = %s)"
            ") AS changes GROUP BY stem HAVING sum(in_text) > 0 OR sum(in_heading) > 0",
            (version, before, version, before, before, version),
        )

    def _prove(self, version: int, copies: dict[str, int]) -> None:
        """See that the new version holds all reports and passages of the local index.

        Raises:
            EngineError: it does not.
        """
        found = self.engine.rows(
            "SELECT count(*), coalesce(sum(passages), 0)::bigint FROM held JOIN copies USING (copy) WHERE version = %s",
            (version,),
        )
        if found != [(self.manifest.reports, self.manifest.passages)]:
            raise EngineError(
                f"the engine holds {found[0][0]} reports with {found[0][1]} passages of {self.manifest.reports} with"
                f" {self.manifest.passages}: nothing was made live; run the push again"
            )


def _sweep(engine: Connection) -> None:
    """Remove versions that were replaced long ago, but the last of them, and copies that none holds."""
    old = engine.rows(
        f"SELECT version FROM versions WHERE replaced < now() - interval '{KEPT}' AND version <>"
        " (SELECT version FROM versions WHERE replaced IS NOT NULL ORDER BY replaced DESC LIMIT 1)"
    )
    for table in ("versions", "held", "files", "lexicon"):
        engine.run(f"DELETE FROM {table} WHERE version = ANY(%s::int[])", ([row[0] for row in old],))
    rows = engine.rows("SELECT copy FROM copies EXCEPT SELECT copy FROM held")
    free: Sequence[int] = [copy for (copy,) in rows]
    for table in (*schema.OF_COPY, "copies") if free else ():
        engine.run(f"DELETE FROM {table} WHERE copy = ANY(%s::int[])", (free,))
