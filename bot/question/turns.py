"""Which inspection of several a question names: the latest, the first, or so many before the newest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.question.question import Question
from corpus.vocabulary.asked import Said
from corpus.vocabulary.periods import BACK, NOW, NUMBERS

REPORT: Final = r"(?:reports?|inspections?|review|letter|PEEL|JTAI)\b"
TURNED: Final = re.compile(rf"^\s+(?:\w+\s+)?{REPORT}", re.I)
NAMED: Final = re.compile(rf"\b{REPORT}", re.I)
_YEAR_BEFORE: Final = re.compile(
    r"\bthe (?:year|time) before(?: (?:that|then))?\W*$|\bthe (?:previous|preceding|prior) year\W*$",
    re.I,
)
_BEFORE: Final = re.compile(  # a follow-up of few words
    r"^\W*(?:(?:and|but|so)\s+)?(?:what|how|which)\b(?:\s+[\w\u2019']+){0,4}\s+(?:before|beforehand|previously)\W*$",
    re.I,
)
TWO: Final = 2  # inspections before the newest: the one before the previous


def turn_named(text: str, said: Sequence[Said], previous: Question | None) -> tuple[str, int]:
    """The turn that a question names, or nothing, and how many inspections before the newest it counts.

    *What was it before?* asks a follow-up for the inspection before.
    """
    back = steps_back(text, previous)
    before = previous is not None and _BEFORE.search(text)
    return ("previous" if back or before else named_turn(text, said)), back


def named_turn(text: str, said: Sequence[Said]) -> str:
    """The turn that the name of a report gives it (*the latest inspection*, *the previous PEEL*), or nothing.

    *The year before*, with nothing behind it, is the inspection before.
    """
    if _YEAR_BEFORE.search(text):
        return "previous"
    turns = [one for one in said if one.slot == "turn" and one.meaning != "all"]
    named = [one.meaning for one in turns if TURNED.match(text[one.end :]) or NAMED.search(text[one.start : one.end])]
    return "previous" if "previous" in named else next(iter(named), "")


def says_year_before(text: str) -> bool:
    """Whether a question asks for the inspection before by calling it the year before."""
    return bool(_YEAR_BEFORE.search(text)) and "year" in text.lower()


def asks_now(text: str) -> bool:
    """Whether a question asks how things are now, in so many words (*these days*, *as things stand*)."""
    return bool(NOW.search(text))


def steps_back(text: str, previous: Question | None) -> int:
    """How many inspections before the newest a question names, 0 where it counts none.

    *Before that* counts on from the inspection of the question before.
    """
    match = BACK.search(text)
    if not match:
        return 0
    if match["count"]:
        return NUMBERS[match["count"].lower()]
    if match["last"] or previous is None:
        return TWO
    return (previous.back or (1 if previous.turn == "previous" else 0)) + 1
