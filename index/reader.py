"""The reader: reads a question together with each passage, and tells how likely each sentence answers it.

A cross-encoder from the encoder's own base (Nogueira and Cho 2019, arXiv 1901.04085), trained by
scripts/train_reader.py. Its head makes a logit of the vectors of the question, the text and the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from index import adapter
from index.encoder import READER, SentenceEncoder, added
from index.types import Parted, Vectors

BETWEEN: Final = " [SEP] "  # the model's own mark between two texts


class TrainedReader:
    """The reader that is shipped, loaded when it first reads; safe to use from one thread at a time."""

    def __init__(self, runtime: str, cache: Path | None = None) -> None:
        """Find its weights; ``runtime`` and ``cache`` are as the encoder has them.

        Raises:
            ModelError: they are not there, or not those that were shipped.
        """
        self._encoder = SentenceEncoder(READER, runtime, cache)
        self._head = adapter.head(added(READER))

    def load(self) -> None:
        """Load the model now, and make its export where there is none: that takes seconds, once."""
        self._encoder.encode([BETWEEN])

    def logits(self, question: str, passages: Sequence[Parted]) -> list[tuple[float, ...]]:
        """For each sentence of each passage the logit that it answers, against *nothing answers* at 0."""
        texts, parts = self._encoder.encode_parts([joined(question, passage) for passage in passages])
        ends = np.cumsum([1 + len(passage.parts) for passage in passages])
        split = np.split(parts, ends[:-1])
        return [tuple(self._judged(text, own).tolist()) for text, own in zip(texts, split, strict=True)]

    def _judged(self, text: Vectors, parts: Vectors) -> Vectors:
        """Of one pair: ``text`` has the shape (dim,), ``parts`` (1 + n, dim), the question first."""
        question, sentences, head = parts[0], parts[1:], self._head
        alike, by_text = head["alike"]
        of_text = by_text * (question @ text) + text @ head["text"] + head["none"][0]
        judged: Vectors = sentences @ (alike * question + head["sentence"] + question * head["product"]) + of_text
        return judged


def joined(question: str, passage: Parted) -> Parted:
    """A question and a passage as one text; its parts are the question and the passage's sentences."""
    shift = len(question) + len(BETWEEN)
    parts = ((0, len(question)), *((start + shift, end + shift) for start, end in passage.parts))
    return Parted(question + BETWEEN + passage.text, parts)
