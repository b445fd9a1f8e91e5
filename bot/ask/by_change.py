"""Change from one inspection to the next: the grades that both give, the newer first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.ask.grade_area import COMMON, on_area, words_of_area
from bot.phrases import counted
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registers.grades import Grade, grades_of
from bot.scope.holdings import Holdings, Scope
from bot.scope.later import supersedes
from bot.types import Entry
from corpus.types import Report
from corpus.vocabulary.plain_words import as_written
from corpus.vocabulary.scales import NOT_COMPARABLE
from index.search import Index

PAIR: Final = 2  # judgments of one area, in two inspections
NO_TWO: Final = "No grade of the same area was found in two inspections of {body}, so no change of grade can be told."
_NONE: Final[tuple[Report | None, Report | None, list[tuple[Grade, Grade]]]] = (None, None, [])
_BETWEEN: Final = re.compile(  # what names the inspections that are set against each other
    r"\b(?:between|since|from|after)\b[^?.]*\b(?:inspections?|reports?|visits?|reviews?|time|peels?|\d{4})\b", re.I
)
ASKING: Final = frozenset(  # words that ask for change, and name no area of work
    "improve improved improving improvement better worse changed change changes progress progressed progressing made"
    " moved gone went downhill up down turned around grade grades rating overall its their inspection"
    " inspections since then past years past".split()
)


def changed(index: Index, holdings: Holdings, question: Question, scope: Scope) -> tuple[str, list[Entry]] | None:
    """The grades of a body's two newest graded inspections of one family, on an area of work or overall, as a list.

    None where a question asks for no change of one body, or there are no two such inspections that grade it.
    """
    if question.seeks != "compare" or len(scope.bodies) != 1 or scope.through_areas:
        return None
    on_body = [holdings.reports[i] for i in holdings.on(scope.bodies[0])]
    held = grades_of(index.store, holdings.among(scope) if len(question.years) > 1 else on_body)
    words = [word for word in _words(question, held) if word not in COMMON | ASKING and not word.isdigit()]
    on = on_area(index, index.topic(as_written(" ".join(words))), held) if words else list(filter(_is_overall, held))
    newer, older = two_newest(on)
    if not (newer and older):
        return None if words else _all_areas(held)
    pairs = [_of(newer, on)[0], _of(older, on)[0]]
    later, before = pairs
    message = (
        f"{later.area}: \u201c{later.label}\u201d in {title(newer)} ({dated(newer)}),"
        f" \u201c{before.label}\u201d in {title(older)} ({dated(older)})."
    )
    marked = [later.quote, replace(before.quote, newer=newer)]
    entries = [
        Entry(grade.report.body, f"{grade.area}, {dated(grade.report)}", grade.label, quote)
        for grade, quote in zip(pairs, marked, strict=True)
    ]
    return message + f" {NOT_COMPARABLE}" * (later.cycle != before.cycle or newer.kind != older.kind), entries


def in_general(question: Question, scope: Scope) -> bool:
    """Whether a question asks how one body has changed, and names no part of its work."""
    words = [word for word in _words(question, ()) if word not in COMMON | ASKING and not word.isdigit()]
    return question.seeks == "compare" and len(scope.bodies) == 1 and not scope.through_areas and not words


def _all_areas(held: Sequence[Grade]) -> tuple[str, list[Entry]] | None:
    """The areas that the two newest inspections both grade, where neither gives an overall grade."""
    reports = sorted({grade.report.id: grade.report for grade in held}.values(), key=lambda one: one.date, reverse=True)
    pairs = ((one, two) for one in reports for two in reports if supersedes(one, two))
    newer, older, both = next(((one, two, areas) for one, two in pairs if (areas := _in_both(one, two, held))), _NONE)
    if not (newer and older):
        return None
    entries = [
        Entry(grade.report.body, f"{grade.area}, {dated(grade.report)}", grade.label, quote)
        for later, earlier in both
        for grade, quote in ((later, later.quote), (earlier, replace(earlier.quote, newer=newer)))
    ]
    told = (
        f"{counted(len(both), 'area')} of the same name graded in both {title(newer)} ({dated(newer)}) and "
        f"{title(older)}"
        f" ({dated(older)}), the newer grade first."
    )
    return told + f" {NOT_COMPARABLE}" * (both[0][0].cycle != both[0][1].cycle), entries


def _in_both(newer: Report, older: Report, held: Sequence[Grade]) -> list[tuple[Grade, Grade]]:
    """The judgments on each area that two reports grade, the newer first."""
    before = {grade.area: grade for grade in _of(older, held)}
    return [(grade, before[grade.area]) for grade in _of(newer, held) if grade.area in before]


def _words(question: Question, held: Sequence[Grade]) -> list[str]:
    """The words that may name an area of work, without those that name inspections."""
    areas = {area.lower() for grade in held for area in (grade.judgment.area, grade.area)}
    return words_of_area(replace(question, topic=_BETWEEN.sub(" ", question.topic)), areas)


def _is_overall(grade: Grade) -> bool:
    return grade.judgment.form == "outcome" or "overall" in grade.area.lower()


def two_newest(grades: Sequence[Grade]) -> tuple[Report | None, Report | None]:
    """The newest report that gives one of these, and the newest of those that it supersedes."""
    reports = sorted({grade.report.id: grade.report for grade in grades}.values(), key=lambda one: one.date)
    newer = reports[-1] if reports else None
    older = next((one for one in reversed(reports) if newer and supersedes(newer, one)), None)
    return newer, older


def _of(report: Report, grades: Sequence[Grade]) -> list[Grade]:
    return [grade for grade in grades if grade.report.id == report.id]
