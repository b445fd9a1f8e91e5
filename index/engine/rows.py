"""The rows of one version's passages and sentences, and the passages nearest to a question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from index.engine import graph
from index.engine.connection import Connection, Row
from index.engine.held import Held, Recent
from index.rows import cosines
from index.types import MOST_SENTENCES, Vectors
from index.vectors import DIRECT

MARGIN: Final = 20  # rows beyond those wanted that are compared again here, since the engine rounds otherwise
BREADTH: Final = 200  # of the search in the graph (hnsw.ef_search)
RECENT: Final = 4096  # passages whose rows are held: 6 MB, and about 20 MB for those of their sentences
_PAIRS: Final = "(copy, id) IN (SELECT * FROM unnest(%s::int[], %s::int[]))"


class EngineVectors:
    """The rows of passages."""

    def __init__(self, connection: Connection, held: Held) -> None:
        self._engine, self._held = connection, held
        self._recent: Recent[int, Vectors] = Recent(RECENT)

    def lacking(self, ids: Sequence[int]) -> set[int]:
        """Those of these passages that are not held: a version has a row for each passage."""
        return {id for id in ids if self._held.copy_of(id) is None}

    def rows(self, ids: Sequence[int]) -> Vectors:
        """The rows of these passages, shape (len(ids), dim), float32.

        Raises:
            KeyError: a passage has no row.
        """
        if lacking := self._recent.lacking(ids):
            found = self._engine.rows(
                f"SELECT id, vector_send(row) FROM vectors WHERE {_PAIRS}", self._held.placed(lacking)
            )
            self._keep(found, len(ids))
        return np.stack([self._recent[id] for id in ids])

    def _keep(self, found: Sequence[Row], wanted: int) -> None:
        self._recent.keep(((id, vector_from(packed)) for id, packed in found), wanted)

    def search(self, query: Vectors, count: int, reports: Collection[str] | None = None) -> list[tuple[int, float]]:
        """The nearest passages to one query of shape (dim,), of these reports or of all: ids and cosines.

        They are found exactly, but where more than ``graph.EXACT`` rows are to be compared.
        """
        which, values = self._held.condition(reports)
        among = self._held.passages if reports is None else sum(copy.passages for copy in self._held.of(reports))
        found = self._nearest(
            query, count + MARGIN, which, values, exact=among <= (graph.EXACT if reports is None else DIRECT)
        )
        if not found:
            return []
        self._keep(found, len(found))
        ids = np.array([id for id, _ in found])
        scores = cosines(self.rows(ids.tolist()), query[None])[:, 0]
        best = np.lexsort((ids, -scores))[:count]
        return [(int(ids[n]), float(scores[n])) for n in best]

    def _nearest(self, query: Vectors, count: int, which: str, values: Sequence[object], *, exact: bool) -> list[Row]:
        """Ids and packed rows; an order that is reckoned with is no order that the graph could serve."""
        order = "(row <#> %s::vector) + 0, id" if exact else "row <#> %s::vector"
        near = f"SELECT id, row FROM vectors WHERE {which} ORDER BY {order} LIMIT {count}"
        select = f"SELECT id, vector_send(row) FROM ({near}) AS near"  # packed after they are chosen
        text = "[" + ",".join(map(repr, query.tolist())) + "]"
        if exact:
            return self._engine.rows(select, (*values, text))
        with self._engine.transaction():
            self._engine.rows(
                f"SELECT set_config('hnsw.ef_search', '{BREADTH}', true),"
                " set_config('hnsw.iterative_scan', 'relaxed_order', true)"
            )
            return self._engine.rows(select, (*values, text))


class EngineSentences:
    """The rows of sentences."""

    def __init__(self, connection: Connection, held: Held, dim: int) -> None:
        self._engine, self._held, self._dim = connection, held, dim
        self._recent: Recent[int, Vectors] = Recent(RECENT)

    def _read(self, ids: Sequence[int]) -> None:
        passages = [id // MOST_SENTENCES for id in ids]
        if lacking := self._recent.lacking(passages):
            found = self._engine.rows(f"SELECT id, rows FROM sentences WHERE {_PAIRS}", self._held.placed(lacking))
            own = ((id, np.frombuffer(packed, "<f2").reshape(-1, self._dim)) for id, packed in found)
            self._recent.keep(own, len(passages))

    def lacking(self, ids: Sequence[int]) -> set[int]:
        """Those of these sentences that have no row."""
        self._read(ids)
        held = {passage for id in ids if (passage := id // MOST_SENTENCES) in self._recent}
        return {
            id
            for id in ids
            if id // MOST_SENTENCES not in held or id % MOST_SENTENCES >= len(self._recent[id // MOST_SENTENCES])
        }

    def rows(self, ids: Sequence[int]) -> Vectors:
        """The rows of these sentences, shape (len(ids), dim), float32.

        Raises:
            KeyError: a sentence has no row.
        """
        self._read(ids)
        rows = [self._recent[id // MOST_SENTENCES][id % MOST_SENTENCES] for id in ids]
        return np.asarray(rows, dtype=np.float32).reshape(len(ids), self._dim)


def vector_from(packed: bytes) -> Vectors:
    """A row as pgvector sends it: its length in 2 bytes, 2 unused, and numbers in 32 bits, the highest byte first."""
    return np.frombuffer(packed, ">f4", offset=4).astype(np.float32)
