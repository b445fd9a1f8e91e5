"""Stand-ins for what is slow: an encoder whose vectors can be worked out by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from index.types import Model, Parted, Vectors

WORDS = ("calls", "victims", "custody", "burglary", "training")
SMALL = Model("bag-of-words", "f" * 64, len(WORDS) + 1)


class FakeEncoder:
    """Counts five named words: one dimension each, in their order, and the last for texts with none.

    A row is those counts at length 1, so the cosine of two texts that name one word each is 1 or 0.
    ``encoded`` holds every text that was encoded, in order.
    """

    def __init__(self, model: Model = SMALL) -> None:
        """Encode under a model's identity; rows have its length."""
        self.model = model
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as an array of shape (n, dim), float32, rows of length 1."""
        self.encoded += texts
        rows = np.zeros((len(texts), self.model.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            said = re.findall(r"[a-z]+", text.lower())
            counts = [said.count(word) for word in WORDS]
            length = math.hypot(*counts)
            if length:
                row[: len(WORDS)] = [count / length for count in counts]
            else:
                row[-1] = 1.0
        return rows

    def encode_parts(self, texts: Sequence[Parted]) -> tuple[Vectors, Vectors]:
        """Encode texts and their parts, each part for itself."""
        rows = self.encode([text.text for text in texts])
        counted = len(self.encoded)
        parts = self.encode([text.text[start:end] for text in texts for start, end in text.parts])
        del self.encoded[counted:]
        return rows, parts
