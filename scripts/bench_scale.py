"""Bench: searching many passages. Rows are made from an index's own: real ones and noise around them.

What is searched for are the vectors of single sentences, which are no passage's own. Such rows serve
for speed and memory, and for recall of the way of searching; they say nothing of the quality of answers.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bot.config import Settings
from index import generation as generations
from index.rows import Rows, RowWriter
from index.types import Vectors
from index.vectors import VectorIndex, cluster
from scripts.bench_stages import memory

COUNT = 10  # rows wanted
PASSAGES_OF_REPORT = 50
NOISE = 0.6  # length of what is added to a real row of length 1
BLOCK = 50_000
QUERIES = 200


def made(real: Vectors, count: int, folder: Path) -> None:
    """Write ``count`` rows around real ones, in the order of reports: those of one lie near each other."""
    chance = np.random.default_rng(0)
    writer = RowWriter(folder, real.shape[1])
    for start in range(0, count, BLOCK):
        size = min(BLOCK, count - start)
        report = np.repeat(chance.integers(0, len(real), -(-size // PASSAGES_OF_REPORT)), PASSAGES_OF_REPORT)[:size]
        base = real[(report + chance.integers(0, PASSAGES_OF_REPORT, size)) % len(real)]
        writer.add(range(start, start + size), around(base, chance))
    writer.close()


def around(base: Vectors, chance: np.random.Generator) -> Vectors:
    """Rows near those of ``base``, of length 1."""
    noisy = base + NOISE / np.sqrt(base.shape[1]) * chance.standard_normal(base.shape, dtype=np.float32)
    rows: Vectors = (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)
    return rows


def exact(rows: Rows, queries: Vectors, among: np.ndarray | None) -> list[set[int]]:
    """The nearest rows of each query, by comparing all."""
    scores = np.full((len(queries), COUNT), -2.0, dtype=np.float32)
    ids = np.zeros((len(queries), COUNT), dtype=np.int64)
    for start in range(0, len(rows), BLOCK):
        block_ids, block = rows.ids[start : start + BLOCK], rows.all[start : start + BLOCK]
        if among is not None:
            held = np.isin(block_ids, among)
            block_ids, block = block_ids[held], block[held]
        scores = np.concatenate([scores, queries @ block.T], axis=1)
        ids = np.concatenate([ids, np.broadcast_to(block_ids, (len(queries), len(block_ids)))], axis=1)
        best = np.argsort(-scores, axis=1)[:, :COUNT]
        scores, ids = np.take_along_axis(scores, best, 1), np.take_along_axis(ids, best, 1)
    return [set(found.tolist()) for found in ids]


def measured(real: Vectors, queries: Vectors, count: int, folder: Path) -> list[dict[str, object]]:
    """Figures of searching ``count`` rows: unfiltered, by a body's few reports, and by a tenth of all."""
    made(real, count, folder)
    started = time.perf_counter()
    cluster(folder)
    built = time.perf_counter() - started
    chance = np.random.default_rng(1)
    before = memory()
    started = time.perf_counter()
    index = VectorIndex(folder)
    opened = 1000 * (time.perf_counter() - started)
    few = np.arange(count // 2, count // 2 + 4 * PASSAGES_OF_REPORT)
    reports = chance.choice(count // PASSAGES_OF_REPORT, count // PASSAGES_OF_REPORT // 10, replace=False)
    tenth = (reports[:, None] * PASSAGES_OF_REPORT + np.arange(PASSAGES_OF_REPORT)).ravel()
    found = []
    for name, among in (("none", None), ("a body, 200 rows", few), ("a tenth of all", tenth)):
        times, hits = _searched(index, queries, among)
        p50, p95 = np.percentile(times, [50, 95])
        line: dict[str, object] = {"rows": count, "filter": name, "p50 ms": float(p50), "p95 ms": float(p95)}
        found.append((line | {"memory MB": memory() - before}, among, hits))
    return [
        line | {"recall@10": _shared(hits, exact(Rows(folder), queries, among)), "clusters s": built, "open ms": opened}
        for line, among, hits in found
    ]


def _shared(hits: Sequence[set[int]], right: Sequence[set[int]]) -> float:
    return float(np.mean([len(one & other) / COUNT for one, other in zip(hits, right, strict=True)]))


def _searched(index: VectorIndex, queries: Vectors, among: np.ndarray | None) -> tuple[list[float], list[set[int]]]:
    """Milliseconds of each search, and what it found."""
    ids = None if among is None else among.tolist()
    times, found = [], []
    for query in queries:
        started = time.perf_counter()
        hits = index.search(query, COUNT, ids)
        times.append(1000 * (time.perf_counter() - started))
        found.append({i for i, _ in hits})
    return times, found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench and print its figures, a line for each size and filter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, default=Settings().index, metavar="DIR", help="where real rows come from")
    parser.add_argument("--rows", type=int, nargs="+", default=[30_000, 300_000, 1_000_000], help="sizes to measure")
    parser.add_argument("--engine", action="store_true", help="in PostgreSQL, on a server of its own: whole reports")
    parser.add_argument("--json", action="store_true", help="print JSON, a line each")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="with --engine: where its data stay for the next run")
    parser.add_argument("--fill", action="store_true", help="with --engine: send the reports, and measure nothing")
    given = parser.parse_args(arguments)
    for line in _of_engine(given) if given.engine else _of_folder(given):
        print(json.dumps(line) if given.json else _row(line), flush=True)
    return 0


def _of_engine(given: argparse.Namespace) -> Iterator[dict[str, object]]:
    from scripts import bench_engine  # with the driver, which is an extra

    return bench_engine.measured(given.index, given.rows, given.keep, fill=given.fill)


def _of_folder(given: argparse.Namespace) -> Iterator[dict[str, object]]:
    live = generations.current(given.index)
    rows, sentences = Rows(live.vectors), Rows(live.sentences)
    real = rows.rows(rows.ids.tolist())
    places = np.random.default_rng(2).choice(len(sentences), QUERIES, replace=False)
    queries = sentences.rows(sentences.ids[places].tolist())
    for count in given.rows:
        with tempfile.TemporaryDirectory(prefix="scale-") as folder:
            yield from measured(real, queries, count, Path(folder) / "rows")


def _row(line: dict[str, object]) -> str:
    cells = (f"{name} {value:,.4g}" if isinstance(value, float) else f"{value!s:>16}" for name, value in line.items())
    return "  ".join(cells)


if __name__ == "__main__":
    sys.exit(main())
