"""An encoder for drills, which are of files and not of meaning: each word has a place by its hash."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np

from index.types import Model, Parted, Vectors

DIM: Final = 64


class HashedEncoder:
    """Counts the words of a text by their hashes."""

    model = Model("hashed words", "0" * 64, DIM)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as an array of shape (n, dim), float32, rows of length 1."""
        rows = np.zeros((len(texts), DIM), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or ["-"]:
                row[zlib.crc32(word.encode()) % DIM] += 1
        lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / lengths

    def encode_parts(self, texts: Sequence[Parted]) -> tuple[Vectors, Vectors]:
        """Encode texts and their parts, each part for itself."""
        parts = [text.text[start:end] for text in texts for start, end in text.parts]
        return self.encode([text.text for text in texts]), self.encode(parts)
