"""Sentences that only count findings (*The force has six areas for improvement*), and say nothing of what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.question.question import Question
from bot.types import Quote
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.numbers import COUNTS

_NUMBER: Final = re.compile(rf"\b(?:\d+|one|{COUNTS})(?:\s+(?:further|other|new|more))?\s+$", re.I)
_ON_ONE: Final = re.compile(r"^\W*(?:about|on|over|regarding|relating to|concerning|which|that|:)", re.I)


def only_counts(text: str) -> bool:
    """Whether a text counts findings of a kind, and says nothing behind that of what they are about."""
    found = [one for one in said_in(text) if one.slot == "finding"]
    counted = [one for one in found if _NUMBER.search(text[: one.start])]
    return bool(counted) and not any(_ON_ONE.match(text[one.end :]) for one in found)


def with_contents(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes on a question for anything but the number of findings: those that only count findings are left out.

    Where there are no others, all are kept.
    """
    kinds = any(one.slot == "finding" for one in said_in(question.text))
    if question.seeks == "count" and kinds:
        return [*quotes]
    return [quote for quote in quotes if not only_counts(quote.text)] or [*quotes]
