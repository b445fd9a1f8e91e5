"""Sentences that only count findings (*The force has six areas for improvement*), and say nothing of what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.question.question import Question
from bot.types import Quote
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.numbers import COUNTS, WORTH
from index.types import StoredPassage

_NUMBER: Final = re.compile(rf"\b(?:\d+|one|{COUNTS})(?:\s+(?:further|other|new|more))?\s+$", re.I)
_EARLIER: Final = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last (?:inspection|time)|closed|discharged|lifted|(?:19|20)\d\d)\b", re.I
)
_ON_ONE: Final = re.compile(r"^\W*(?:about|on|over|regarding|relating to|concerning|which|that|:)", re.I)


def only_counts(text: str) -> bool:
    """Whether a text counts findings of a kind, and says nothing behind that of what they are about."""
    found = [one for one in said_in(text) if one.slot == "finding"]
    counted = [one for one in found if _NUMBER.search(text[: one.start])]
    return bool(counted) and not any(_ON_ONE.match(text[one.end :]) for one in found)


def number_said(passages: Iterable[StoredPassage], kind: str) -> str:
    """The words in which a report gives the number of its findings of a kind (*eight areas for improvement*).

    Of several the greatest; nothing where it gives none, or only that of an earlier inspection.
    """
    sentences = (sentence for stored in passages for sentence in stored.sentences if not _EARLIER.search(sentence))
    said = [
        (_worth(number[0]), sentence[number.start() : one.end])
        for sentence in sentences
        for one in said_in(sentence)
        if (one.slot, one.meaning) == ("finding", kind) and (number := _NUMBER.search(sentence[: one.start]))
    ]
    return max(said, key=lambda pair: pair[0])[1] if said else ""


def _worth(number: str) -> int:
    word = number.split()[0].lower()
    return int(word) if word.isdigit() else WORTH.get(word, 0)


def with_contents(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes on a question for anything but the number of findings: those that only count findings are left out.

    Where there are no others, all are kept.
    """
    kinds = any(one.slot == "finding" for one in said_in(question.text))
    if question.seeks == "count" and kinds:
        return [*quotes]
    return [quote for quote in quotes if not only_counts(quote.text)] or [*quotes]
