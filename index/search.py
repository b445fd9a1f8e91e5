"""Finds the passages that may answer a topic, by words and meaning together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.structure.text import searchable
from index import generation as generations
from index.errors import IndexMismatch
from index.likeness import likeness
from index.passage_rows import PassageRows
from index.rows import cosines
from index.texts import Texts
from index.types import Encoder, Hit, StoredFinding, StoredPassage, Vectors

CANDIDATES = 60  # passages taken from each of the two searches
# Weights of standard scores, chosen with scripts/evaluate.py: meaning, words, best sentence.
MEANING, WORDS, SENTENCE = 0.1, 0.2, 0.6


@dataclass(frozen=True, slots=True)
class Topic:
    """What a search is for: text to encode, the stems of its telling words, and their rarity."""

    text: str
    vector: Vectors
    stems: tuple[str, ...]
    rarity: tuple[float, ...]
    unknown: tuple[str, ...]


class Index:
    """One generation with its vectors, opened for reading; safe to use from one thread at a time."""

    def __init__(self, texts: Texts, encoder: Encoder) -> None:
        """Open the vectors beside the texts.

        Raises:
            IndexMismatch: they were made with another model than ``encoder``.
        """
        _check_model(texts, encoder)
        self.generation = texts.generation.name
        self.manifest, self.reports = texts.manifest, texts.reports
        self.store, self.lexical = texts.store, texts.lexical
        self.encoder = encoder
        self._rows = PassageRows(texts, encoder)

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Index:
        """Open the live generation of an index folder.

        Raises:
            IndexMissing: there is none.
            IndexMismatch: it was made by another version, or with another model than ``encoder``.
        """
        return cls(Texts(generations.current(folder)), encoder)

    def topic(self, text: str) -> Topic:
        """Encode a topic and find its telling words; ``unknown`` are those the reports never use."""
        words = searchable(text)
        stems = tuple(self.lexical.stems(words))
        return Topic(
            words,
            self.encoder.encode([words])[0],
            stems,
            tuple(self.lexical.rarity(stem) for stem in stems),
            tuple(stem for stem in stems if not self.lexical.is_known(stem)),
        )

    def search(self, topic: Topic, reports: Collection[str] | None = None) -> list[Hit]:
        """Passages that may answer, best first, of these reports or of all."""
        if reports is None and self.store.without:
            reports = list(self.reports)
        meant = self._rows.search(topic.vector, CANDIDATES, reports)
        worded = dict(self.lexical.search(topic.stems, CANDIDATES, reports))
        ids = list(dict.fromkeys([*(i for i, _ in meant), *worded]))
        if not ids:
            return []
        found = self.store.passages(ids)
        stored = [found[i] for i in ids]
        alike = self._likeness(self._rows.of_passages(stored), topic.vector[None])[:, 0]
        read = self._sentence_cosines(topic, stored)
        scores = (
            MEANING * _standard(alike)
            + WORDS * _standard([worded.get(i, 0.0) for i in ids])
            + SENTENCE * _standard([max(each) for each in read])
        )
        hits = [
            Hit(passage, float(score), float(cosine), each)
            for passage, score, cosine, each in zip(stored, scores, alike, read, strict=True)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.stored.id))

    def _likeness(self, rows: Vectors, others: Vectors) -> Vectors:
        """Cosines of rows of shapes (n, dim) and (m, dim), on one scale for all encoders: shape (n, m)."""
        return likeness(self.encoder.model, cosines(rows, others))

    def _sentence_cosines(self, topic: Topic, passages: Sequence[StoredPassage]) -> list[tuple[float, ...]]:
        each = iter(self._likeness(self._rows.of_sentences(passages), topic.vector[None])[:, 0].tolist())
        return [tuple(next(each) for _ in passage.sentences) for passage in passages]

    def coverage(self, topic: Topic, stored: StoredPassage) -> float:
        """The share of the topic's information (weighted by rarity) whose words a passage holds, in [0, 1]."""
        return self.covered(topic, f"{' '.join(stored.passage.heading)} {stored.lead_in} {stored.text}")

    def covered(self, topic: Topic, words: str) -> float:
        """The same share for a text."""
        total = sum(topic.rarity)
        if not total:
            return 0.0
        held = set(self.lexical.stems(searchable(words)))
        return sum(r for stem, r in zip(topic.stems, topic.rarity, strict=True) if stem in held) / total

    def likeness(self, topic: Topic, findings: Sequence[StoredFinding]) -> list[float]:
        """How similar each finding is to a topic: as its best sentence, or 1 if it holds all telling words.

        A sentence whose vector is not made yet counts by its words alone.
        """
        alike = self._rows.likeness(topic.vector, [one.sentences for one in findings])
        worded = [self._holds(topic, f"{' '.join(one.finding.heading)} {one.lead_in} {one.text}") for one in findings]
        return [1.0 if whole else cosine for cosine, whole in zip(alike, worded, strict=True)]

    def _holds(self, topic: Topic, words: str) -> bool:
        """Whether a text holds all telling words of a topic."""
        return bool(topic.stems) and set(topic.stems) <= set(self.lexical.stems(searchable(words)))

    def unheard(self, topic: Topic, near: Sequence[Hit]) -> float:
        """How much the topic's unknown words stand between it and the hits, at least 0.

        Leaving out a word that the reports only put otherwise (*mates* for *friends*) takes likeness
        away; leaving out one that they are silent on (*tasers*) adds to it. That gain counts by the
        share of the topic's information that unknown words hold.
        """
        words = topic.text.split()
        left_out = [n for n, word in enumerate(words) if set(self.lexical.stems(word)) & set(topic.unknown)]
        if not left_out or not near:
            return 0.0
        shorter = [" ".join(words[:n] + words[n + 1 :]) for n in left_out]
        passages = [hit.stored for hit in near]
        rows = np.concatenate([self._rows.of_sentences(passages), self._rows.of_passages(passages)])
        nearest = float(self._likeness(rows, topic.vector[None]).max())
        without = self._likeness(self.encoder.encode(shorter), rows).max(axis=1)
        unknown = sum(r for stem, r in zip(topic.stems, topic.rarity, strict=True) if stem in topic.unknown)
        return max(0.0, float(without.max()) - nearest) * unknown / sum(topic.rarity)


def _check_model(texts: Texts, encoder: Encoder) -> None:
    theirs, ours = texts.manifest.model, encoder.model
    if theirs != ours:
        raise IndexMismatch(
            f"the index was made with {theirs.name} ({theirs.sha256[:12]}…, {theirs.dim} dimensions), the encoder is"
            f" {ours.name} ({ours.sha256[:12]}…, {ours.dim} dimensions): run {texts.generation.rebuild}"
        )


def _standard(values: Sequence[float] | Vectors) -> Vectors:
    """Standard scores: mean 0, deviation 1; all 0 where the values are equal."""
    array = np.asarray(values, dtype=np.float32)
    spread = float(array.std()) if array.size else 0.0
    return (array - array.mean()) / spread if spread > 1e-9 else np.zeros_like(array)
