"""What labelled questions that are like a question seek: a kernel ridge regression over their features and vectors.

It sees what a linear classifier cannot: that words mean something else together. ``scripts/train_intent.py`` solves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from index.types import Vectors

WIDTH: Final = 0.15  # how fast the likeness of two questions falls with the square of their distance
SHARPNESS: Final = 10.0  # of the shares against the scores, which are from 0 to 1
_STEPS: Final = 254.0  # of 1, in which the vectors are kept: no number of theirs is above a half


@dataclass(frozen=True, slots=True)
class Alike:
    """Labelled questions and what each tells.

    Of feature ``n`` the questions ``asked[starts[n] : starts[n + 1]]`` have these ``values``; ``vectors`` has a row for
    each question, ``told`` one with a number for each class, and ``base`` is what is told of a question like none.
    """

    starts: Vectors
    asked: Vectors
    values: Vectors
    vectors: Vectors
    told: Vectors
    base: Vectors
    lengths: Vectors

    def shares(self, row: Vectors, vector: Vectors) -> Vectors:
        """The probability of each class for a question with these features, a number for each, and this vector."""
        products = self.vectors @ vector
        for place in np.flatnonzero(row):
            part = slice(self.starts[place], self.starts[place + 1])
            products[self.asked[part]] += row[place] * self.values[part]
        own = float(row @ row + vector @ vector)
        scores = likeness(self.lengths + own - 2 * products) @ self.told + self.base
        shares: Vectors = np.exp(SHARPNESS * (scores - scores.max()))
        shares /= shares.sum()
        return shares


def likeness(distances: Vectors) -> Vectors:
    """How alike questions are, from 0 to 1, by the squares of their distances."""
    alike: Vectors = np.exp(-WIDTH * distances)
    return alike


def arrays(alike: Alike) -> dict[str, Any]:
    """What is written to a file, in few bits."""
    return {
        "alike_starts": alike.starts,
        "alike_asked": alike.asked.astype(np.uint16),
        "alike_values": alike.values.astype(np.float16),
        "alike_vectors": np.clip(np.round(alike.vectors * _STEPS), -127, 127).astype(np.int8),
        "alike_told": alike.told.astype(np.float16),
        "alike_base": alike.base,
    }


def from_arrays(held: Mapping[str, Any]) -> Alike:
    """What was written."""
    starts, asked = held["alike_starts"], held["alike_asked"].astype(np.intp)
    values = held["alike_values"].astype(np.float32)
    vectors = held["alike_vectors"].astype(np.float32) / _STEPS
    lengths = np.bincount(asked, values**2, len(vectors)) + (vectors**2).sum(axis=1)
    told = held["alike_told"].astype(np.float32)
    return Alike(starts, asked, values, vectors, told, held["alike_base"], lengths.astype(np.float32))
