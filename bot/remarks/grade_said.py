"""The first sentence of an answer on a grade: the grade itself, and yes or no where that was asked and it decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.phrases import listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registers.grades import Grade
from bot.remarks import as_of_now, yes_no
from corpus.vocabulary.periods import NOW
from corpus.vocabulary.scales import FIVE, OUTCOMES

LATER: Final = "The later {title} ({date}) graded no area of this name."
OUTCOME: Final = "Inspection outcome"  # of area SEND inspections
HOW_GOOD: Final = re.compile(r"\bhow (?:good|bad|well|adequate|effective)\b", re.I)  # which names no grade
ANY: Final = re.compile(r"\bany(?:thing|where)?\b|\bat least one\b", re.I)
NEWEST: Final = "That was the newest graded inspection held."
MOST: Final = 3  # judgments named in one sentence
_BAD: Final = ("requires improvement", "inadequate", "inconsistent", "systemic failings")
NOT_GIVEN: Final = "Reports of this kind do not give the grade \u201c{asked}\u201d: {ground}"


def first_sentence(question: Question, shown: Sequence[Grade], held: Sequence[Grade], *, general: bool) -> str:
    """What is said first of the judgments ``shown`` of one body, of those ``held`` on it; nothing where it is open.

    Where no area of work was named (``general``), only an overall judgment answers.
    """
    if len({grade.report.body for grade in held}) != 1:
        return ""
    if general and question.grades and ANY.search(question.text):
        return _any_of(question, held)
    decisive = [grade for grade in held if grade.is_overall] if general else list(shown)
    if not 0 < len(decisive) <= MOST:
        return ""
    named = bool(question.grades) and not HOW_GOOD.search(question.text)
    told = _compared(question, decisive) if named else grounds(decisive)
    if told and as_of_now.asks(question):
        told += f" {NEWEST} {as_of_now.CANNOT_TELL}"
    elif told and NOW.search(question.text):
        told += f" {NEWEST}"
    newest = held[0].report
    if newest.id in {grade.report.id for grade in decisive}:
        return told
    return f"{told} {LATER.format(title=title(newest), date=dated(newest))}"


def _any_of(question: Question, held: Sequence[Grade]) -> str:
    """Those of all judgments that have a grade asked about, where any will do; nothing where none has it."""
    having = [grade for grade in held if grade.judgment.grade in question.grades]
    if not having:
        return ""
    more = f" {len(having) - MOST} more had it." * (len(having) > MOST)
    ground = grounds(having[:MOST]) + more
    return yes_no.said(True, ground) if yes_no.may_say(question) else ground


def _compared(question: Question, decisive: Sequence[Grade]) -> str:
    """The judgments against the grades asked about: a yes, a no, or only what they are."""
    first = decisive[0]
    scale = next((one for one in (OUTCOMES, FIVE) if first.judgment.grade in one), ())
    if not scale:
        return grounds(decisive)
    asked = [grade for grade in question.grades if grade in scale]
    if not asked:
        ground = grounds(decisive)
        return NOT_GIVEN.format(asked=listed(sorted(question.grades), "or"), ground=f"{ground[:1].lower()}{ground[1:]}")
    if not yes_no.may_say(question):
        return grounds(decisive)
    if all(grade.judgment.grade in asked for grade in decisive):
        return yes_no.said(True, grounds(decisive))
    given = [scale.index(grade.judgment.grade) for grade in decisive if grade.judgment.grade in scale]
    worse = len(given) == len(decisive) and min(given) > max(map(scale.index, asked))
    bad = {*asked} <= {*_BAD} and not any(grade.judgment.grade in asked for grade in decisive)
    return yes_no.said(False, grounds(decisive)) if worse or bad else grounds(decisive)


def grounds(decisive: Sequence[Grade]) -> str:
    """What each area was graded in one inspection, with its date, as a sentence."""
    return f"{listed(map(_ground, decisive))} ({dated(decisive[0].report)})."


def _ground(grade: Grade) -> str:
    if grade.area == OUTCOME:
        return f"The outcome of the inspection was \u201c{grade.judgment.grade}\u201d"
    alone = f", for {grade.part} alone" * bool(grade.part and grade.is_overall)
    return f"{grade.area} was graded \u201c{grade.label}\u201d{alone}"
