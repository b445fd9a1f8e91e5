"""The words of one version: postings come from the engine, and are scored here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import numpy as np

from index.engine.bm25 import POSTING, Scores
from index.engine.connection import Connection
from index.engine.held import Held, Recent
from index.lexical import Stemmer, rarity

RECENT: Final = 65_536  # words whose numbers are held
SEEK: Final = 0.05  # of all reports: of more, each by itself takes longer to find than all, which lie side by side


class EngineWords:
    """The search by words."""

    def __init__(self, connection: Connection, held: Held) -> None:
        self._engine, self._held = connection, held
        self.stems = Stemmer().stems
        self._lexicon: Recent[str, tuple[int, int]] = Recent(RECENT)
        ((words, heading_words),) = connection.rows(
            "SELECT coalesce(sum(words), 0)::bigint, coalesce(sum(heading_words), 0)::bigint"
            " FROM held JOIN copies USING (copy) WHERE version = %s",
            (held.version,),
        )
        self._scores = Scores(held.passages, words, heading_words)

    def __len__(self) -> int:
        return self._held.passages

    def rarity(self, stem: str) -> float:
        """How much a word tells: log((N + 1) / (n + 0.5)) for n of N passages that hold it."""
        return rarity(self._counted([stem])[stem][0], len(self))

    def is_known(self, stem: str) -> bool:
        """Whether any passage, or a heading above one, holds the word."""
        return any(self._counted([stem])[stem])

    def _counted(self, stems: Iterable[str]) -> dict[str, tuple[int, int]]:
        """How many passages hold each of the stems in their text, and in the headings above."""
        stems = list(stems)
        if lacking := self._lexicon.lacking(stems):
            rows = self._engine.rows(
                "SELECT stem, in_text, in_heading FROM lexicon WHERE version = %s AND stem = ANY(%s)",
                (self._held.version, lacking),
            )
            found = {stem: (in_text, in_heading) for stem, in_text, in_heading in rows}
            self._lexicon.keep(((stem, found.get(stem, (0, 0))) for stem in lacking), len(stems))
        return {stem: self._lexicon[stem] for stem in stems}

    def search(
        self, stems: Collection[str], count: int, reports: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Passages that hold any of the stems: ids and BM25 scores, best first."""
        if not stems or not len(self) or (reports is not None and not reports):
            return []
        many = reports is not None and len(reports) > SEEK * len(self._held.copies)
        which, values = self._held.condition(None if many else reports)
        rows = self._engine.rows(
            f"SELECT stem, string_agg(packed, ''::bytea) FROM postings WHERE stem = ANY(%s) AND {which} GROUP BY stem",
            (list(stems), *values),
        )
        packed: dict[str, bytes] = {str(stem): bytes(found) for stem, found in rows}
        postings = {stem: np.frombuffer(packed[stem], POSTING) for stem in stems if stem in packed}
        if many and reports is not None:
            kept = {stem: rows[self._held.among(rows["id"], reports)] for stem, rows in postings.items()}
            postings = {stem: rows for stem, rows in kept.items() if len(rows)}
        return self._scores.best(postings, self._counted(postings), count)
