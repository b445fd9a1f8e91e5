"""The rows of passages and their sentences: from the index, or encoded now if the build has not made them yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from corpus.structure.text import searchable
from index.likeness import likeness
from index.rows import cosines
from index.texts import Texts
from index.types import Encoder, Parted, StoredPassage, Vectors

MOST_KEPT: Final = 4096  # passages encoded for questions whose rows stay in memory: about 30 MB


def embedded(stored: StoredPassage) -> Parted:
    """A passage as it is encoded: its nearest heading, its lead-in, and its sentences as parts."""
    above = [f"{heading}. " for heading in stored.passage.heading[-1:]] + [f"{stored.lead_in} "] * bool(stored.lead_in)
    text = searchable("".join(above))
    parts: list[tuple[int, int]] = []
    for sentence in map(searchable, stored.sentences):
        parts.append((len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return Parted(text.rstrip(), tuple(parts))


class PassageRows:
    """The rows of one generation; safe to use from one thread at a time."""

    def __init__(self, texts: Texts, encoder: Encoder) -> None:
        self._vectors, self._sentences = texts.rows()
        self._encoder = encoder
        self._encoded: dict[int, tuple[Vectors, Vectors]] = {}
        self.search = self._vectors.search

    def of_passages(self, passages: Sequence[StoredPassage]) -> Vectors:
        """A row for each passage, shape (len(passages), dim), float32, rows of length 1."""
        missing = self._missing(passages)
        if not missing:
            return self._vectors.rows([stored.id for stored in passages])
        return np.stack(
            [
                self._encoded[stored.id][0] if stored.id in missing else self._vectors.rows([stored.id])[0]
                for stored in passages
            ]
        )

    def of_sentences(self, passages: Sequence[StoredPassage]) -> Vectors:
        """A row for each sentence of the passages, in order, float32, rows of length 1."""
        missing = self._missing(passages)
        if not missing:
            return self._sentences.rows([i for stored in passages for i in stored.sentence_ids])
        return np.concatenate(
            [
                self._encoded[stored.id][1] if stored.id in missing else self._sentences.rows(stored.sentence_ids)
                for stored in passages
            ]
        )

    def likeness(self, row: Vectors, groups: Sequence[Sequence[int]]) -> list[float]:
        """For each group of sentences, by id, the highest likeness to a row of shape (dim,); 0 where none has a row."""
        ids = [i for group in groups for i in group]
        lacking = self._sentences.lacking(ids)
        held = [i for i in ids if i not in lacking]
        alike = likeness(self._encoder.model, cosines(self._sentences.rows(held), row[None])[:, 0])
        each = dict(zip(held, alike.tolist(), strict=True))
        return [max((each[i] for i in group if i in each), default=0.0) for group in groups]

    def _missing(self, passages: Sequence[StoredPassage]) -> set[int]:
        """The ids of those that have no rows in the index; they are encoded when this returns."""
        missing = self._vectors.lacking([stored.id for stored in passages])
        new = [stored for stored in passages if stored.id in missing and stored.id not in self._encoded]
        if new:
            if len(self._encoded) + len(new) > MOST_KEPT:
                self._encoded = {i: self._encoded[i] for i in missing & self._encoded.keys()}
            rows, parts = self._encoder.encode_parts([embedded(stored) for stored in new])
            ends = np.cumsum([len(stored.sentences) for stored in new])
            for stored, row, own in zip(new, rows, np.split(parts, ends[:-1]), strict=True):
                self._encoded[stored.id] = (row, own)
        return missing
