"""What the index is made of and what it answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.types import Passage

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """The identity of an encoder: its name, the SHA-256 of its weights, the length of its rows."""

    name: str
    sha256: str
    dim: int


class Encoder(Protocol):
    """Turns texts into vectors; rows of two encoders of one identity may be mixed."""

    @property
    def model(self) -> Model:
        """Which weights these vectors come from."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as an array of shape (n, dim), float32, rows of length 1."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage in the index; ``id`` is its row everywhere, ``text`` its readable text."""

    id: int
    report_id: str
    passage: Passage
    text: str
    lead_in: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may answer.

    ``score`` orders hits, higher is better. ``cosine`` is the similarity of question and passage
    in [-1, 1]; ``sentence_cosines`` those of its sentences; ``coverage`` the share of the
    question's information (weighted by rarity) whose words the passage holds, in [0, 1].
    """

    stored: StoredPassage
    score: float
    cosine: float
    coverage: float
    sentence_cosines: tuple[float, ...] = ()
