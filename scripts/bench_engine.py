"""Bench: an index of many passages in PostgreSQL, on a server of its own. ``scripts/bench_scale.py --engine`` runs it.

Reports are made from an index's own: the same pages, passages and words under new ids, with noise around their
vectors. They serve for speed, memory and disk, and say nothing of the quality of answers.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from index import generation as generations
from index.address import Address
from index.engine import schema
from index.engine.bm25 import POSTING
from index.engine.connection import Connection
from index.engine.copying import Content, Local, content_of, write
from index.engine.held import Held
from index.engine.push import Publishing
from index.engine.rows import EngineVectors
from index.engine.words import EngineWords
from index.lexical import Stemmer
from index.types import Vectors
from scripts.bench_stages import memory
from scripts.loopback import LoopbackPostgres

COUNT = 10  # rows wanted
NOISE = 0.6  # length of what is added to a real row of length 1
QUERIES = 100
SERVER = ("-c", "shared_buffers=1GB", "-c", "maintenance_work_mem=2GB", "-c", "max_wal_size=4GB")


def grown(content: Content, number: int, first: int, chance: np.random.Generator) -> Content:
    """A report like another one, with ids from ``first`` on and other vectors."""
    by = first - content.first
    tables = dict(content.tables)
    for name in ("passages", "sentences"):
        tables[name] = [(row[0] + by, *row[1:]) for row in content.tables[name]]
    tables["postings"] = [(*row[:3], _moved(row[3], by)) for row in content.tables["postings"]]
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


def _moved(packed: bytes, by: int) -> bytes:
    rows = np.frombuffer(packed, POSTING).copy()
    rows["id"] += by
    return rows.tobytes()


def measured(index: Path, sizes: Sequence[int]) -> list[dict[str, object]]:
    """Figures for each size, one after the other in one database that grows."""
    live = generations.current(index)
    parts = live.parts()
    local = Local(parts.store, *parts.rows(), Stemmer())
    real = [content_of(local, report_id, report_id) for report_id in parts.store.order()]
    some = parts.store.passage_ids(parts.store.order()[:5])
    stems = [parts.words.stems(stored.text)[:4] for stored in parts.store.each_passage(some)]
    lines: list[dict[str, object]] = []
    logging.getLogger("index.engine").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="engine-") as folder:
        server = LoopbackPostgres(Path(folder) / "data", SERVER).start()
        connection = Connection(Address(server.new_database()), slow=None)
        try:
            schema.bring_up_to_date(connection, real[0].vectors.shape[1])
            copies: dict[str, int] = {}
            for size in sorted(sizes):
                manifest = replace(live.read_manifest(), passages=0, reports=0)
                grow = _seconds(partial(_fill, connection, real, copies, size))
                passages = int(connection.rows("SELECT coalesce(sum(passages), 0)::bigint FROM copies")[0][0])
                manifest = replace(manifest, passages=passages, reports=len(copies))
                publishing = Publishing(connection, local, f"made-{size}", manifest)
                prepare = _seconds(publishing.prepare_search)
                publish = _seconds(partial(publishing.publish, copies))
                sizes_now = {"passages": passages, "sending s": grow, "graph s": prepare, "publishing s": publish}
                seen = sizes_now | server_figures(server, connection)
                lines += [line | seen for line in _searches(connection, real, stems)]
        finally:
            connection.close()
            server.stop("immediate")
    return lines


def _fill(connection: Connection, real: Sequence[Content], copies: dict[str, int], size: int) -> None:
    chance = np.random.default_rng(len(copies))
    first = 1 + int(connection.rows("SELECT coalesce(sum(passages), 0)::bigint FROM copies")[0][0])
    while first <= size:
        made = grown(real[len(copies) % len(real)], len(copies), first, chance)
        with connection.transaction():
            copies[made.report_id] = write(connection, made)
        first += len(made.ids)


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
        worded, _ = _timed([partial(words.search, s, COUNT, reports) for s in stems[:QUERIES]])
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
    """The median and the 95th percentile of calls in milliseconds, and what each returned."""
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
