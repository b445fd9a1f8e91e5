"""Finds the rows nearest to a question: exactly while that is fastest, then by clusters, with FAISS."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.checksums import Reader, held
from index.rows import Ids, Rows, blocks, cosines
from index.types import Vectors

# Limits taken from scripts/bench_scale.py, on two cores.
EXACT = 50_000  # rows; more are searched by clusters
DIRECT = 20_000  # ids of a filter; their rows are compared one by one, however many there are beside them
PROBES = 128  # clusters looked into
PROBES_FILTERED = 512  # where a filter leaves out most of their rows
REFINED = 4  # candidates for each row wanted, which are compared exactly
LEARNT = 64  # rows that each cluster is learnt from


class VectorIndex:
    """Rows of passages, compared by inner product: the cosine, since rows have length 1."""

    def __init__(self, folder: Path, read: Reader = held) -> None:
        """Open the rows of a folder, and the clusters where :func:`cluster` made them, as :class:`Rows` does."""
        self._rows = Rows(folder, read)
        self._near = _opened(folder / "near.faiss", read) if (folder / "near.faiss").exists() else None
        self.rows = self._rows.rows

    @property
    def dim(self) -> int:
        """The length of a row."""
        return self._rows.dim

    def __len__(self) -> int:
        return len(self._rows)

    def lacking(self, ids: Sequence[int]) -> set[int]:
        """Those of these ids that have no row."""
        return self._rows.lacking(ids)

    def search(self, query: Vectors, count: int, among: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The nearest rows to one query of shape (dim,): ids and cosines, nearest first.

        ``among`` restricts the search to these ids.
        """
        if among is not None and (self._near is None or len(among) <= DIRECT):
            places = self._rows.places(among)
        elif self._near is None:
            places = self._nearest(query, count)
        else:
            places = self._rows.places(_clustered(self._near, query, count, among))
        scores = cosines(self._rows.all[places], query[None])[:, 0]
        ids = self._rows.ids[places]
        best = np.lexsort((ids, -scores))[:count]
        return [(int(ids[n]), float(scores[n])) for n in best]

    def _nearest(self, query: Vectors, count: int) -> Ids:
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        faiss = _faiss()
        _, places = faiss.knn(query[None], self._rows.all, min(count, len(self)), metric=faiss.METRIC_INNER_PRODUCT)
        found: Ids = places[0]
        return found


def _clustered(near: Any, query: Vectors, count: int, among: Collection[int] | None) -> Ids:
    faiss = _faiss()
    how = {"nprobe": PROBES}
    if among is not None:
        chosen = np.fromiter(among, dtype=np.int64, count=len(among))
        marks = np.zeros(int(chosen.max()) + 1, dtype=bool)
        marks[chosen] = True
        bits = np.packbits(marks, bitorder="little")
        how = {"nprobe": PROBES_FILTERED, "sel": faiss.IDSelectorBitmap(bits)}
    parameters = faiss.SearchParametersIVF(**how)
    _, ids = near.search(query[None], REFINED * count, params=parameters)
    found: Ids = ids[0][ids[0] >= 0]
    return found


def cluster(folder: Path, old: Path | None = None) -> None:
    """Sort the rows of a folder into clusters, beyond the number up to which exact search is fastest.

    Clusters of the ``old`` folder are reused while they fit: only rows that came or went are added
    or removed.
    """
    rows = Rows(folder)
    if len(rows) <= EXACT:
        return
    faiss = _faiss()
    clusters = _clusters(len(rows))
    near, held = _learnt_before(old)
    if near is None or not clusters / 2 <= near.nlist <= clusters * 2:
        near, held = _learnt(rows, clusters), held[:0]
    else:
        near.remove_ids(np.setdiff1d(held, rows.ids))
    for ids, block in blocks(rows):
        new = ~np.isin(ids, held)
        if new.any():
            near.add_with_ids(block[new], ids[new])
    faiss.write_index(near, str(folder / "near.faiss"))


def _learnt_before(old: Path | None) -> tuple[Any, Ids]:
    """The clusters of an older folder, if it has any, and the ids that are in them."""
    if old is None or not (old / "near.faiss").exists():
        return None, np.zeros(0, dtype=np.int64)
    return _faiss().read_index(str(old / "near.faiss")), Rows(old).ids


def _clusters(count: int) -> int:
    return int(4 * math.sqrt(count))


def _learnt(rows: Rows, clusters: int) -> Any:
    """An index of clusters without rows, learnt from a sample that is always the same; 8 bits a number."""
    faiss = _faiss()
    places = np.random.default_rng(0).choice(len(rows), min(len(rows), LEARNT * clusters), replace=False)
    coarse = faiss.IndexFlatIP(rows.dim)
    near = faiss.IndexIVFScalarQuantizer(
        coarse, rows.dim, clusters, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    near.cp.niter, near.cp.max_points_per_centroid = 8, LEARNT
    near.train(rows.all[np.sort(places)])
    return near


def _opened(path: Path, read: Reader) -> Any:
    faiss = _faiss()
    if (data := read(path)) is not None:
        return faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)


def _faiss() -> Any:
    """FAISS, imported when needed: most questions name a body, whose few rows are compared directly."""
    import faiss

    faiss.omp_set_num_threads(1)  # a second thread does not help one question, and waits where cores are busy
    return faiss
