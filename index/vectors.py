"""The door to FAISS: unit rows by passage id, searched exactly."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.types import Vectors

faiss.omp_set_num_threads(1)  # a second thread does not help one question, and has it wait where cores are busy


def cosines(rows: Vectors, others: Vectors) -> Vectors:
    """The inner product of each of ``rows``, shape (n, dim), with each of ``others``, as shape (n, len(others)).

    Unlike ``@`` it starts no threads, which take longer than the work at these sizes.
    """
    products: Vectors = np.einsum("nd,md->nm", rows, others)
    return products


class VectorIndex:
    """Vectors of passages, compared by inner product: the cosine, since rows have length 1."""

    def __init__(self, index: Any) -> None:  # faiss's own types lack what its Python layer adds
        self._index = index

    @classmethod
    def empty(cls, dim: int, *, half: bool = False) -> VectorIndex:
        """An index without rows, for rows of length ``dim``; ``half`` keeps 16 bits of each number."""
        if half:
            kind = faiss.ScalarQuantizer.QT_fp16
            return cls(faiss.IndexIDMap2(faiss.IndexScalarQuantizer(dim, kind, faiss.METRIC_INNER_PRODUCT)))
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dim)))

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read an index that :meth:`save` wrote."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    @property
    def dim(self) -> int:
        """The length of a row."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], rows: Vectors) -> None:
        """Add rows, an array of shape (len(ids), dim), float32, of length 1."""
        if rows.shape != (len(ids), self.dim):
            raise ValueError(f"{len(ids)} ids of dimension {self.dim}, but rows of shape {rows.shape}")
        self._index.add_with_ids(rows, np.asarray(ids, dtype=np.int64))

    def remove(self, ids: Collection[int]) -> None:
        """Remove the rows of these ids."""
        self._index.remove_ids(np.fromiter(ids, dtype=np.int64, count=len(ids)))

    def search(self, query: Vectors, count: int, among: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The nearest rows to one query of shape (dim,): ids and cosines, nearest first.

        ``among`` restricts the search to these ids.
        """
        parameters: Any = None
        if among is not None:
            chosen = np.fromiter(among, dtype=np.int64, count=len(among))
            parameters = _restricted(faiss.IDSelectorBatch(chosen))
        scores, ids = self._index.search(query.reshape(1, -1), count, params=parameters)
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def rows(self, ids: Sequence[int]) -> Vectors:
        """The rows of these ids, shape (len(ids), dim).

        Raises:
            RuntimeError: an id is not in the index.
        """
        if not len(ids):
            return np.zeros((0, self.dim), dtype=np.float32)
        rows: Vectors = self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))
        return rows


def _restricted(selector: Any) -> Any:
    parameters: Any = faiss.SearchParameters
    return parameters(sel=selector)
