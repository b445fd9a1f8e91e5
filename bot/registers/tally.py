"""The sentence in which a report counts its own grades: *good in two areas, adequate in three*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.vocabulary.numbers import WORTH
from corpus.vocabulary.scales import WRITTEN
from index.types import StoredPassage

_TOKEN: Final = re.compile(rf"\b(?:(?P<number>{'|'.join(WORTH)}|\d{{1,2}})|(?P<grade>{WRITTEN}))\b", re.I)
_IN: Final = re.compile(r"[\u2019\u201d']?\s+(?:in|for|at)\s+")
_GRADED: Final = re.compile(r"\bgrade[sd]?\b|\bjudge(?:d|ments?)\b|\bjudgments?\b|\brated\b", re.I)
_BEFORE_NOW: Final = re.compile(r"\b(?:had been|previous|earlier|last inspection|years? before|by another)\b", re.I)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many areas of work have each grade, by a report's own count; the sentence stands in a passage."""

    counts: tuple[tuple[str, int], ...]
    stored: StoredPassage
    sentence: int

    @property
    def total(self) -> int:
        """How many areas are counted."""
        return sum(count for _, count in self.counts)


def tally_of(passages: Sequence[StoredPassage]) -> Tally | None:
    """The first sentence of a report that counts at least two grades of its own."""
    return next(_tallies(passages), None)


def _tallies(passages: Sequence[StoredPassage]) -> Iterator[Tally]:
    for stored in passages:
        for number, sentence in enumerate(stored.sentences):
            told = " ".join((*stored.passage.heading, *stored.sentences))
            if stored.passage.sentences[number].kind != "row" and _GRADED.search(told):
                counts = counted_in(sentence)
                if len(counts) > 1 and not _BEFORE_NOW.search(sentence):
                    yield Tally(counts, stored, number)


def counted_in(sentence: str) -> tuple[tuple[str, int], ...]:
    """The grades that a sentence counts, each with its number: *two Good and one Inadequate*, *Good in two areas*."""
    tokens = list(_TOKEN.finditer(sentence))
    behind = [
        (one["grade"], two["number"])
        for one, two in pairwise(tokens)
        if one["grade"] and two["number"] and _IN.fullmatch(sentence[one.end() : two.start()])
    ]
    before = [(two["grade"], one["number"]) for one, two in pairwise(tokens) if one["number"] and two["grade"]]
    pairs = behind if len(behind) > 1 else before
    return tuple((grade.lower(), _worth(number)) for grade, number in dict(pairs).items())


def _worth(number: str) -> int:
    return int(number) if number.isdigit() else WORTH[number.lower()]
