"""Both sides of what a report says: whether quotes only praise or only find fault, read by trained weights.

``scripts/train_sides.py`` trains them on sentences that reports themselves set under headings of strengths and of
weaknesses, and writes ``sides.npz``: a row of weights and a bias for the encoder's vector of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from bot.question.leaning import headed_as, leaning
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.remarks import yes_no
from bot.remarks.grade_said import HOW_GOOD
from bot.search.figures import GRADED_ROW
from bot.types import Quote, Wants
from corpus.structure.text import searchable
from index.types import Encoder, Vectors

DATA: Final = Path(__file__).parent / "sides.npz"
SURE: Final = 0.75  # share from which a sentence is taken to lean one way; on reports never seen .92 of such are right
GENERAL: Final = 4  # telling words of a topic at most: a longer one asks for one thing, which has one side
FEWEST: Final = 2  # quotes shown that all lean one way; one alone may be all that is asked for
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z\u2018\u201c])")
_OTHER: Final[dict[Wants, Wants]] = {"weakness": "strength", "strength": "weakness"}


@dataclass(frozen=True, slots=True)
class Weights:
    """A row of weights and a bias; ``encoder`` is the identity of the one that they were trained with."""

    encoder: str
    row: Vectors
    bias: float


@cache
def load(path: Path = DATA) -> Weights:
    """The shipped weights."""
    with np.load(path, allow_pickle=False) as arrays:
        return Weights(str(arrays["encoder"]), arrays["row"].astype(np.float32), float(arrays["bias"]))


class Sides:
    """Reads which way sentences lean, with the encoder that the weights go with; with any other by their words."""

    def __init__(self, encoder: Encoder, weights: Weights | None = None) -> None:
        """Take the shipped weights, or those given."""
        self._encoder, self._weights = encoder, weights or load()
        self._fits = encoder.model.sha256 == self._weights.encoder

    def of(self, quote: Quote) -> set[Wants]:
        """The sides that a quote shows: that of the heading above, or else those of its sentences; none for a grade."""
        headed = headed_as(quote.heading)
        if len(headed) == 1:
            return {"weakness"} if "weakness" in headed else {"strength"}
        if GRADED_ROW.search(quote.text):
            return set()
        return {side for side in self._sides(_SENTENCES.split(f"{quote.text} {quote.goes_on}".strip())) if side}

    def _sides(self, sentences: Sequence[str]) -> list[Wants]:
        if not self._fits:
            return [leaning(sentence) for sentence in sentences]
        vectors = self._encoder.encode([searchable(sentence) for sentence in sentences])
        weak = 1 / (1 + np.exp(-(vectors @ self._weights.row + self._weights.bias)))
        return ["weakness" if share >= SURE else "strength" if share <= 1 - SURE else "" for share in weak]

    def as_wanted(self, question: Question, quotes: Sequence[Quote]) -> list[Quote]:
        """Quotes on what must improve, behind the first without those that only praise."""
        if question.seeks != "findings" or question.wants != "weakness":
            return [*quotes]
        return [*quotes[:1], *(quote for quote in quotes[1:] if self.of(quote) != {"strength"})]

    def lacking(self, question: Question, quotes: Sequence[Quote]) -> Wants:
        """The side that quotes on a general question leave out; nothing where they show both, or none for sure."""
        general = question.seeks == "passage" and not question.wide and 0 < len(question.telling) <= GENERAL
        whether = yes_no.asks(question.text) and bool(question.wants)  # *is it handled well?*
        few = len(quotes) < FEWEST and not (whether or HOW_GOOD.search(question.text))
        return "" if not general or few or (question.wants and not whether) else self.missing(quotes)

    def missing(self, quotes: Sequence[Quote]) -> Wants:
        """The side that quotes leave out; nothing where they show both, or none for sure."""
        shown = {side for quote in quotes for side in self.of(quote)}
        return _OTHER[shown.pop()] if len(shown) == 1 else ""

    def with_other(
        self, shown: Sequence[Quote], found: Sequence[Quote], side: Wants, on_topic: Callable[[Quote], bool], count: int
    ) -> list[Quote]:
        """Quotes with the first of those ``found`` that is on the topic and of the other side as the last of ``count``.

        It is of a report that is quoted, of a section that is quoted if there is one.
        """
        sections = {(quote.report.id, quote.heading) for quote in shown}
        reports = {quote.report.id for quote in shown}
        new = [one for one in found if one.report.id in reports and not any(overlap(one, other) for other in shown)]
        new.sort(key=lambda one: (one.report.id, one.heading) not in sections)
        other = next((one for one in new if on_topic(one) and side in self.of(one)), None)
        return [*shown[: max(1, count - 1)], other][:count] if other else [*shown]
