"""Which graded area of an inspection a question is about, in the inspectorates' own words."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from bot.question.question import EMPTY, Question
from corpus.vocabulary.asked import said_in, words_of
from corpus.vocabulary.scales import areas, folded

OVERALL: Final = "overall"
_MORE: Final = 3  # words that name no area, from which a question is of more than the overall grade
_ALL: Final = re.compile(r"\b(?:grades|gradings|ratings|marks|scores|judge?ments)\b", re.I)
_NO_AREA: Final = frozenset(("grade", "kind", "implied", "graded of", "named", "service", "who", "graded", "turn"))
_SERVICES: Final = ("police", "fire", "area", "other")


def judged(question: Question, services: Collection[str]) -> str:
    """The graded area asked about in lower case, *overall*, or nothing; ``services`` are the kinds of its bodies."""
    if not question.seeks_grade and question.seeks != "compare":
        return ""
    if named := _named(question.topic, services):
        return named
    if question.seeks != "grade" or _ALL.search(question.text):
        return ""
    return OVERALL if len(_left(question)) < _MORE else ""


def _named(topic: str, services: Collection[str]) -> str:
    """The longest name of an area that stands in a topic: in people's words for these services, else in full."""
    slots = {f"judged {service}" for service in services or _SERVICES}
    said = [one for one in said_in(topic) if one.slot in slots]
    if longest := max(said, key=lambda one: one.end - one.start, default=None):
        return longest.meaning
    text = f" {folded(topic)} "
    known = (area.name for area in areas() for name in (area.name, *area.short) if f" {folded(name)} " in text)
    return max(known, key=len, default="").lower()


def _left(question: Question) -> list[str]:
    """The words of a topic that name neither a grade nor a service, an inspection or which of several."""
    spans = [one for one in said_in(question.topic) if one.slot in _NO_AREA or one.meaning == "grade"]
    words = words_of(question.topic)
    return [
        word
        for word, start, end in words
        if word not in EMPTY and not any(one.start <= start and end <= one.end for one in spans)
    ]
