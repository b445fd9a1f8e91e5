"""Cosines of different encoders on one scale, so that what is learned on one holds for the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.types import Model, Vectors

# Slope and shift that lay the cosines of a trained encoder on those of the base model, from the percentiles of the
# best sentence in its own report for each of 1,080 questions on 25 reports that the training never saw.
SCALES: Final[Mapping[str, tuple[float, float]]] = {"reportbot-minilm": (0.986, 0.068)}


def likeness(model: Model, cosines: Vectors) -> Vectors:
    """Cosines of an encoder, float32 of any shape, in [-1, 1], on the scale of the base model's."""
    slope, shift = SCALES.get(model.name, (1.0, 0.0))
    scaled: Vectors = slope * cosines + shift
    return scaled
