"""The nearest passages of a folder's vectors, narrowed by report."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.store import Store
from index.types import Vectors
from index.vectors import VectorIndex


class NearPassages:
    """The vectors of one generation, with the store that tells which passages a report has."""

    def __init__(self, vectors: VectorIndex, store: Store) -> None:
        self._vectors, self._store = vectors, store

    def lacking(self, ids: Sequence[int]) -> set[int]:
        """Those of these passages that have no row."""
        return self._vectors.lacking(ids)

    def rows(self, ids: Sequence[int]) -> Vectors:
        """The rows of these passages, shape (len(ids), dim), float32.

        Raises:
            KeyError: a passage has no row.
        """
        return self._vectors.rows(ids)

    def search(self, query: Vectors, count: int, reports: Collection[str] | None = None) -> list[tuple[int, float]]:
        """The nearest passages to one query of shape (dim,), of these reports or of all: ids and cosines."""
        return self._vectors.search(query, count, None if reports is None else self._store.passage_ids(reports))
