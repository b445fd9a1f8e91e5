"""What a question is for: a linear classifier over its words, the spans found in it, and its topic's vector.

``scripts/train_intent.py`` trains it and writes ``intent.npz``: for each head (what is sought, turn, role of the
years, polarity, service) one row of weights a class. It is trained on each question with its vector and without: where
another encoder is used than the one it was trained with, it reads words and spans alone. What is sought, labelled
questions that are like it tell as well (``bot/question/alike.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

import numpy as np

from bot.question import alike
from bot.question.alike import Alike
from bot.question.features import features
from bot.question.times import Time
from bot.question.topic import searched
from corpus.describe.gazetteer import Mention
from index.types import Encoder, Vectors

log = logging.getLogger(__name__)

DATA: Final = Path(__file__).parent / "intent.npz"
# Share from which the words alone tell, and the encoder is not asked. On five folds of labelled questions no field lost
# by it, and half of the questions are told so.
PLAIN: Final = 0.9
ALIKE: Final = 2 / 3  # share of what like questions tell, against what the classifier does
RETRAIN: Final = "run `python -m scripts.train_intent LABELLED.jsonl`"
Head = Literal["seeks", "turn", "role", "polarity", "service"]
HEADS: Final[tuple[Head, ...]] = ("seeks", "turn", "role", "polarity", "service")


@dataclass(frozen=True, slots=True)
class Reading:
    """For each head the probability of each class, which sum to 1."""

    shares: Mapping[Head, Mapping[str, float]]

    def best(self, head: Head) -> str:
        """The likeliest class of a head."""
        return max(self.shares[head], key=self.shares[head].__getitem__)


@dataclass(frozen=True, slots=True)
class Weights:
    """Trained weights: the place of each feature, and for each head its classes, rows and biases.

    ``rows`` have one column a feature, and one a dimension of the vector behind them.
    """

    encoder: str
    places: Mapping[str, int]
    classes: Mapping[Head, Sequence[str]]
    rows: Mapping[Head, Vectors]
    biases: Mapping[Head, Vectors]
    alike: Alike


class Intent:
    """Reads what questions are for, with the vectors of one encoder or, where there is none, by words alone."""

    def __init__(self, encoder: Encoder | None = None, weights: Weights | None = None) -> None:
        """Take the shipped weights that go with an encoder, or those given, which were trained with it."""
        self._weights = weights or load()
        fits = encoder is not None and encoder.model.sha256 == self._weights.encoder
        if encoder is not None and not fits:
            log.warning(
                "What questions ask is told by their words alone: the weights were trained with the encoder"
                " %.12s\u2026, this one is %.12s\u2026: %s",
                self._weights.encoder,
                encoder.model.sha256,
                RETRAIN,
            )
        self._encoder = encoder if fits else None

    def read(self, text: str, mentions: Sequence[Mention], times: Sequence[Time], *, follows: bool) -> Reading:
        """Read a question; ``follows`` tells that others were asked before it.

        The encoder is asked only where words and spans leave what it is for open, and for the text that a search
        will mostly ask it for.
        """
        found = features(text, mentions, times, follows=follows)
        row = np.zeros(self._weights.rows["seeks"].shape[1], dtype=np.float32)
        for name, value in found.items():
            if (place := self._weights.places.get(name)) is not None:
                row[place] = value
        told = self._reading(row)
        asked = [head for head in HEADS if (head != "role" or times) and (head != "service" or mentions)]
        if self._encoder is None or all(told.shares[head][told.best(head)] >= PLAIN for head in asked):
            return told
        vector = self._encoder.encode([searched(text, mentions, times)])[0]
        return self._with_alike(row[: len(self._weights.places)], vector)

    def _with_alike(self, found: Vectors, vector: Vectors) -> Reading:
        """What the classifier reads with a vector; of what is sought, like questions tell as well."""
        shares = dict(self._reading(np.concatenate([found, vector])).shares)
        told = self._weights.alike.shares(found, vector).tolist()
        shares["seeks"] = {
            name: share + ALIKE * (also - share)
            for (name, share), also in zip(shares["seeks"].items(), told, strict=True)
        }
        return Reading(shares)

    def _reading(self, row: Vectors) -> Reading:
        return Reading({head: self._shares(head, row) for head in HEADS})

    def _shares(self, head: Head, row: Vectors) -> dict[str, float]:
        scores = self._weights.rows[head] @ row + self._weights.biases[head]
        shares = np.exp(scores - scores.max())
        return dict(zip(self._weights.classes[head], (shares / shares.sum()).tolist(), strict=True))


@cache
def load(path: Path = DATA) -> Weights:
    """The shipped weights."""
    with np.load(path, allow_pickle=False) as arrays:
        return Weights(
            str(arrays["encoder"]),
            {name: place for place, name in enumerate(arrays["names"].tolist())},
            {head: arrays[f"{head}_classes"].tolist() for head in HEADS},
            {head: arrays[f"{head}_rows"].astype(np.float32) for head in HEADS},
            {head: arrays[f"{head}_biases"].astype(np.float32) for head in HEADS},
            alike.from_arrays(arrays),
        )
