"""Bench: an index of many passages in PostgreSQL, on a server of its own. ``scripts/bench_scale.py --engine`` runs it.

Reports are made from an index's own: the same pages, passages and words under new ids, with noise around their
vectors. They serve for speed, memory and disk, and say nothing of the quality of answers.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from index import generation as generations
from index.address import Address
from index.engine import graph, schema
from index.engine.bm25 import POSTING
from index.engine.connection import Connection
from index.engine.copying import Content, Local, content_of, write
from index.engine.held import Held
from index.engine.push import PATIENCE, Publishing
from index.engine.rows import EngineVectors
from index.engine.words import EngineWords
from index.lexical import Stemmer
from index.search import CANDIDATES
from index.types import Vectors
from scripts.bench_stages import memory
from scripts.loopback import LoopbackPostgres

COUNT = 10  # rows wanted
NOISE = 0.6  # length of what is added to a real row of length 1
STAY = 0.75  # of the words of a passage, in a report that is made
LONGER = 4  # steps of a length in 8 bits by which a passage is longer or shorter
QUERIES = 100
DATABASE = "made"
SERVER = ("-c", "shared_buffers=1GB", "-c", "maintenance_work_mem=2400MB", "-c", "max_wal_size=4GB")


def grown(content: Content, number: int, first: int, chance: np.random.Generator) -> Content:
    """A report like another one, with ids from ``first`` on, other vectors, and a quarter of its words left out."""
    by = first - content.first
    tables = dict(content.tables)
    for name in ("passages", "sentences"):
        tables[name] = [(row[0] + by, *row[1:]) for row in content.tables[name]]
    tables["postings"] = _varied(content.tables["postings"], by, len(content.ids), chance)
    noise = NOISE / np.sqrt(content.vectors.shape[1]) * chance.standard_normal(content.vectors.shape, dtype=np.float32)
    rows = content.vectors + noise
    return replace(
        content,
        report_id=f"made{number}",
        key=f"made{number}",
        first=first,
        ids=tuple(id + by for id in content.ids),
        tables=tables | {"reports": [(f"made{number}", *row[1:]) for row in content.tables["reports"]]},
        vectors=(rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32),
    )


def _varied(rows: Sequence[tuple[Any, ...]], by: int, passages: int, chance: np.random.Generator) -> list[Any]:
    """Postings under ids that are greater by ``by``: without some words, and of passages of other lengths.

    Otherwise many passages would score the same.
    """
    packed = [row[4] for row in rows]
    every = np.frombuffer(b"".join(packed), POSTING).copy()
    longer = chance.integers(-LONGER, LONGER + 1, passages)
    every["size"] = np.clip(every["size"] + longer[every["id"] - every["id"].min()], 1, 255)
    every["id"] += by
    stay = (chance.random(len(every)) < STAY) | (every["heading"] > 0)
    starts = np.cumsum([0, *(len(one) // POSTING.itemsize for one in packed[:-1])])
    counts = [np.add.reduceat(stay & (every[name] > 0), starts).tolist() for name in ("text", "heading")]
    ends = (np.cumsum(np.add.reduceat(stay, starts)) * POSTING.itemsize).tolist()
    kept = every[stay].tobytes()
    parts = zip(rows, *counts, [0, *ends], ends, strict=False)
    return [(*row[:2], text, heading, kept[start:end]) for row, text, heading, start, end in parts if end > start]


def measured(index: Path, sizes: Sequence[int], keep: Path | None, *, fill: bool) -> Iterator[dict[str, object]]:
    """Figures for each size, one after the other in one database that grows; with ``fill`` it is only filled."""
    live = generations.current(index)
    parts = live.parts()
    local = Local(parts.store, *parts.rows(), Stemmer())
    real = [content_of(local, report_id, report_id) for report_id in parts.store.order()]
    some = parts.store.passage_ids(parts.store.order()[:5])
    stems = [parts.words.stems(stored.text)[:4] for stored in parts.store.each_passage(some)]
    logging.getLogger("index.engine").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="engine-") as folder, _served(keep or Path(folder)) as (server, connection):
        schema.bring_up_to_date(connection, real[0].vectors.shape[1])
        for size in sorted(sizes):
            before = _passages(connection)
            sending = _seconds(partial(_fill, connection, real, size))
            passages = _passages(connection)
            seen: dict[str, object] = {"passages": passages, "sent": passages - before, "sending s": sending}
            if fill:
                yield seen
                continue
            copies: dict[str, int] = dict(connection.rows("SELECT report_id, copy FROM copies ORDER BY copy"))
            manifest = replace(live.read_manifest(), passages=passages, reports=len(copies))
            publishing = Publishing(connection, local, f"made-{size}", manifest)
            seen["counting s"] = _seconds(publishing.count_rows)
            seen["graph s"] = _seconds(partial(publishing.make_graph, max(copies.values()), PATIENCE))
            graph.drop_others(connection)
            seen["publishing s"] = _seconds(partial(publishing.publish, copies))
            seen |= server_figures(server, connection)
            yield from (line | seen for line in _searches(connection, real, stems))


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[tuple[LoopbackPostgres, Connection]]:
    """A server with its data in a folder, new ones or those of an earlier run, and a connection to it."""
    server = LoopbackPostgres(folder / "data", SERVER).start()
    if not server.run(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"):
        server.run(f"CREATE DATABASE {DATABASE}")
    connection = Connection(Address(server.url(DATABASE)), slow=None)
    try:
        yield server, connection
    finally:
        connection.close()
        server.stop("fast")


def _passages(connection: Connection) -> int:
    return int(connection.rows("SELECT coalesce(sum(passages), 0)::bigint FROM copies")[0][0])


def _fill(connection: Connection, real: Sequence[Content], size: int) -> None:
    """Send made reports until there are so many passages."""
    first = 1 + _passages(connection)
    graph.leave_out(connection, size - first)
    number = int(connection.rows("SELECT count(*) FROM copies")[0][0])
    chance = np.random.default_rng(number)
    while first <= size:
        made = grown(real[number % len(real)], number, first, chance)
        with connection.transaction():
            write(connection, made)
        first, number = first + len(made.ids), number + 1


def server_figures(server: LoopbackPostgres, connection: Connection) -> dict[str, object]:
    """Disk by table, and the memory of all of the server's processes, in MB."""
    rows = connection.rows(
        "SELECT sum(pg_total_relation_size(oid))::bigint, max(pg_total_relation_size(oid)) FILTER (WHERE relname ="
        " 'vectors'), max(pg_total_relation_size(oid)) FILTER (WHERE relname = 'postings'),"
        " max(pg_total_relation_size(oid)) FILTER (WHERE relname = 'sentences') FROM pg_class"
        " WHERE relnamespace = 'reportbot'::regnamespace AND relkind = 'r'"
    )
    names = ("disk MB", "vectors MB", "postings MB", "sentences MB")
    return {name: size / 1e6 for name, size in zip(names, rows[0], strict=True)} | {"server MB": server.memory()}


def _searches(
    connection: Connection, real: Sequence[Content], stems: Sequence[Sequence[str]]
) -> list[dict[str, object]]:
    """Times of searching by meaning and by words: in all, in a body's four reports, and in a tenth."""
    live = int(connection.rows("SELECT version FROM live")[0][0])
    before = memory()
    held = Held.read(connection, live)
    vectors, words = EngineVectors(connection, held), EngineWords(connection, held)
    chance = np.random.default_rng(1)
    queries = np.concatenate([content.vectors for content in real])
    queries = queries[chance.choice(len(queries), QUERIES, replace=False)]
    everything = list(held.copies)
    tenth = [everything[n] for n in chance.choice(len(everything), max(1, len(everything) // 10), replace=False)]
    found = []
    for name, reports in (("none", None), ("a body, 4 reports", everything[:4]), ("a tenth of all", tenth)):
        meant, hits = _timed([partial(vectors.search, q, COUNT, reports) for q in queries])
        worded, _ = _timed([partial(words.search, s, CANDIDATES, reports) for s in stems[:QUERIES]])
        line: dict[str, object] = {"filter": name, "meaning p50 ms": meant[0], "meaning p95 ms": meant[1]}
        line |= {"words p50 ms": worded[0], "words p95 ms": worded[1], "client MB": memory() - before}
        if reports is None:
            line["recall@10"] = _recall(connection, held, queries[:20], hits[:20])
        found.append(line)
    return found


def _recall(connection: Connection, held: Held, queries: Vectors, hits: Sequence[Any]) -> float:
    """The share of the nearest that were found, by comparing all."""
    which, values = held.condition(None)
    shares = []
    for query, found in zip(queries, hits, strict=True):
        text = "[" + ",".join(map(repr, query.tolist())) + "]"
        rows = connection.rows(
            f"SELECT id FROM vectors WHERE {which} ORDER BY (row <#> %s::vector) + 0, id LIMIT {COUNT}", (*values, text)
        )
        shares.append(len({id for (id,) in rows} & {id for id, _ in found}) / COUNT)
    return float(np.mean(shares))


def _timed(calls: Sequence[Callable[[], Any]]) -> tuple[tuple[float, float], list[Any]]:
    """The median and the 95th percentile of calls in milliseconds, and what each returned; all were made before."""
    for call in calls:
        call()
    times, found = [], []
    for call in calls:
        started = time.perf_counter()
        found.append(call())
        times.append(1000 * (time.perf_counter() - started))
    p50, p95 = np.percentile(times, [50, 95])
    return (float(p50), float(p95)), found


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
