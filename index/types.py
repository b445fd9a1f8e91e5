"""What the index is made of and what it answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.types import Finding, Passage

MOST_SENTENCES = 4096  # of one passage: far more than the words of the longest
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """The identity of an encoder: its name, the SHA-256 of its weights, the length of its rows."""

    name: str
    sha256: str
    dim: int


@dataclass(frozen=True, slots=True)
class Parted:
    """A text and parts of it: pairs of start and end in characters, in order."""

    text: str
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as a model has read it, float32: the ``row`` of shape (dim,) and length 1, and its tokens.

    ``tokens`` has shape (count, dim), and ``offsets``, int64, shape (count, 2): the start and end in
    characters of each token. The marks at a text's ends stand nowhere: (0, 0).
    """

    row: Vectors
    tokens: Vectors
    offsets: npt.NDArray[np.int64]


class Runtime(Protocol):
    """Runs a model: what differs between runtimes is speed, not the vectors."""

    @property
    def dim(self) -> int:
        """The length of a row."""

    def read(self, texts: Sequence[str]) -> list[ReadText]:
        """Read texts in one batch, best of like lengths, each up to the model's longest input."""


class Encoder(Protocol):
    """Turns texts into vectors; rows of two encoders of one identity may be mixed."""

    @property
    def model(self) -> Model:
        """Which weights these vectors come from."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as an array of shape (n, dim), float32, rows of length 1."""

    def encode_parts(self, texts: Sequence[Parted]) -> tuple[Vectors, Vectors]:
        """Encode texts and, each in the context of its text, their parts.

        Returns two arrays of rows of length 1, float32: one of shape (n, dim) for the texts, and
        one of shape (sum of the counts of parts, dim) for all parts in order.
        """


class Reader(Protocol):
    """Reads a question together with passages."""

    def logits(self, question: str, passages: Sequence[Parted]) -> list[tuple[float, ...]]:
        """For each sentence of each passage the logit that it answers, against *nothing answers* at 0."""


def sentence_ids(passage: int, count: int) -> range:
    """The ids of a passage's sentences among all sentences, in order."""
    return range(passage * MOST_SENTENCES, passage * MOST_SENTENCES + count)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage in the index; ``id`` is its row everywhere, ``text`` its readable text.

    Its sentences have the ids ``sentence_ids``, which no other passage's sentences have.
    """

    id: int
    report_id: str
    passage: Passage
    text: str
    lead_in: str
    sentences: tuple[str, ...]

    @property
    def sentence_ids(self) -> range:
        """The ids of the sentences among all sentences, in order."""
        return sentence_ids(self.id, len(self.sentences))


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding in the index: ``text`` and ``lead_in`` are its readable text.

    ``sentences`` are the ids of the sentences of passages that it is made of, among all sentences.
    """

    report_id: str
    finding: Finding
    text: str
    lead_in: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may answer.

    ``score`` orders hits, higher is better. ``cosine`` is the similarity of question and passage
    in [-1, 1]; ``sentence_cosines`` those of its sentences, each read in its context. ``logits`` are what a
    reader gives its sentences; none where it did not read the passage.
    """

    stored: StoredPassage
    score: float
    cosine: float
    sentence_cosines: tuple[float, ...]
    logits: tuple[float, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether a reader takes one of the sentences to answer, rather than that nothing does."""
        return any(logit > 0 for logit in self.logits)

    @property
    def likeness(self) -> float:
        """The similarity of the question with the passage or its best sentence, whichever is higher."""
        return max(self.cosine, *self.sentence_cosines)
