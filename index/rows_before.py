"""Rows that the same words had in the generation before: what is said of a report changes none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.kept_rows import key_of
from index.passage_rows import embedded
from index.rows import Rows
from index.types import StoredPassage, Vectors, sentence_ids


@dataclass(frozen=True, slots=True)
class Same:
    """A new passage, by id, one with the same words that went, and how many sentences both have."""

    new: int
    old: int
    count: int


class RowsBefore:
    """The rows of passages that leave an index, by what of them was encoded: heading, lead-in and sentences."""

    def __init__(self, vectors: Rows, sentences: Rows, gone: Iterable[StoredPassage]) -> None:
        """``gone`` are the passages that leave; those that have no rows yet are of no use."""
        self._vectors = vectors
        self._sentences = sentences
        held = {key_of(embedded(stored)): (stored.id, len(stored.sentences)) for stored in gone}
        lacking = vectors.lacking([old for old, _ in held.values()])
        self._held = {key: found for key, found in held.items() if found[0] not in lacking}

    def same(self, passages: Iterable[StoredPassage]) -> Iterator[Same]:
        """The passages among these whose words are those of one that left."""
        if not self._held:
            return
        for stored in passages:
            if found := self._held.get(key_of(embedded(stored))):
                yield Same(stored.id, *found)

    def rows(self, pairs: Sequence[Same]) -> tuple[Vectors, list[int], Vectors]:
        """A row for each new passage, the ids of their sentences, and a row for each of these."""
        new = [n for pair in pairs for n in sentence_ids(pair.new, pair.count)]
        old = [n for pair in pairs for n in sentence_ids(pair.old, pair.count)]
        return self._vectors.rows([pair.old for pair in pairs]), new, self._sentences.rows(old)
