"""Comparisons of bodies: the same register for each, as a table; over one area of work, or over all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.phrases import counted, listed
from bot.question.question import Question
from bot.quoting.place import period
from bot.registers.grade_area import COMMON, as_entry, named_area, newest, on_area, rank_of, words_of_area
from bot.registers.grades import Grade, grades_of
from bot.registers.spread import spread
from bot.registers.tally import tally_of
from bot.scope.holdings import Holdings, Scope
from bot.search.sentences import cut
from bot.types import Entry, Quote
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.scales import NOT_COMPARABLE, place_of
from index.search import Index

GAP: Final = "no grade found"
NOT_HELD: Final = "no report held"
UNLIKE: Final = (
    "These areas of work are not named and cut alike, so one grade may not be the same judgment as another: read what"
    " each is of."
)
GAPS: Final = "Where there is a gap, the inspection of that body may have judged this work in an area of another name."
YEARS_APART: Final = "The inspections are of different years."
_ALL: Final = frozenset(
    "across all every each areas area grades grade table side compare compared comparison versus vs v and with between"
    " does do how to overall whole everything in terms of board or which who is better worse draft make write produce"
    " create build list show give me please".split()
)
_SIDE_BY_SIDE: Final = frozenset("compare compared comparison versus vs v and with between on".split())
_TABLE: Final = re.compile(r"\b(?:table|side by side|matrix|grid|spreadsheet)\b", re.I)


def asks_table(text: str) -> bool:
    """Whether a table is asked for."""
    return bool(_TABLE.search(text))


def compared_on(question: Question) -> str:
    """The topic of a question on several bodies, without the words that only set them side by side."""
    words = [word for word in question.topic.split() if word.lower().strip("?.,") not in _SIDE_BY_SIDE]
    return " ".join(words) if question.seeks == "compare" and words else question.topic


def compares(question: Question, scope: Scope) -> bool:
    """Whether a question sets two bodies or more side by side."""
    asks = question.seeks == "compare" or any(said.slot == "superlative" for said in said_in(question.text))
    asks = asks or (question.names_grade and asks_table(question.text))
    return len(scope.bodies) > 1 and (asks or bool(re.search(r"\b(?:v|vs|versus|better|worse)\b", question.text, re.I)))


def compared(
    index: Index, holdings: Holdings, question: Question, scope: Scope
) -> tuple[str, list[Quote], list[Entry], bool] | None:
    """The message, quotes and table of the grades that bodies have on an area of work, or on all.

    The last of the four is whether it is on all areas, so that nothing else is to be looked for. None where no grade
    is to be compared.
    """
    held = newest(grades_of(index.store, holdings.among(scope)))
    words = [word for word in words_of_area(question) if word not in COMMON | _ALL and not word.isdigit()]
    on = on_area(index, named_area(index, question, words), held) if words else held
    if not on:
        return None
    rows = list(dict.fromkeys(sorted((grade.area for grade in on), key=lambda area: _place(area, on))))
    if words:
        return _on_one(rows, scope, on)
    if len(rows) == 1:
        entries = _cells(rows, scope, on)
        return f"{rows[0]}. {_each(on, scope)}{_note(on)}", _quotes_of(entries), entries, True
    told = [
        f"{body}{_when(own)}: {spread([grade.judgment.grade for grade in own])}."
        for body in scope.bodies
        if (own := [grade for grade in on if grade.report.body == body])
    ]
    cells = _cells(rows, scope, on)
    gaps = f" {GAPS}" * any(cell.value == GAP and _is_graded(cell.body, on) for cell in cells)
    many = f"{counted(len(rows), 'area')} of work, {len(scope.bodies)} bodies."
    message = f"{_overall(scope, on)}{many} {' '.join(told)}{gaps}{_note(on)}"
    return message, _counts(index, scope, on), cells, True


def _overall(scope: Scope, on: Sequence[Grade]) -> str:
    """The overall grade of each body, and of two on one scale which is the higher; with a blank behind, or nothing."""
    overall = [grade for body in scope.bodies for grade in on if grade.report.body == body and grade.is_overall]
    if len(overall) != len(scope.bodies) or len({grade.report.body for grade in overall}) != len(overall):
        return ""
    given = [f"{one.report.body} \u201c{one.label}\u201d" for one in overall]
    told = f"Overall: {listed(given)}. "
    first, *others = sorted(overall, key=rank_of)
    alike = len({(grade.area, grade.cycle, grade.report.kind) for grade in overall}) == 1
    if len(others) != 1 or not alike:
        return told
    if rank_of(first) == rank_of(others[0]):
        return f"{told}Both have the same grade. "
    return f"{told}{first.report.body} has the higher grade. "


def _on_one(rows: Sequence[str], scope: Scope, on: Sequence[Grade]) -> tuple[str, list[Quote], list[Entry], bool]:
    """The grades on the area that is named: side by side where all have it, else each with the area that it is of."""
    graded = list(dict.fromkeys(grade.report.body for grade in on))
    shared = [row for row in rows if {grade.report.body for grade in on if grade.area == row} == {*graded}]
    alike = bool(shared) or len(graded) < 2
    entries = _cells(rows, scope, on) if alike else _own_lines(scope, on)
    if alike:
        message = f"Grades on {listed(rows)}. {_each(on, scope)}{_note(on)}"
    else:
        apart = len({grade.report.date[:4] for grade in on}) > 1
        message = " ".join([_each(on, scope), UNLIKE, *[YEARS_APART] * apart]) + _note(on)
    return message, _quotes_of(entries), entries, False


def _each(on: Sequence[Grade], scope: Scope) -> str:
    """Each body with the date of its inspection and its grades, named by their area where there are several."""
    named = len({grade.area for grade in on}) > 1
    told = []
    for body in scope.bodies:
        own = [grade for grade in on if grade.report.body == body]
        given = listed(f"\u201c{grade.label}\u201d{f' for {grade.area}' * named}" for grade in own)
        told += [f"{body}{_when(own)}: {given}."] if own else []
    return " ".join(told)


def _is_graded(body: str, on: Sequence[Grade]) -> bool:
    return any(grade.report.body == body for grade in on)


def _note(on: Sequence[Grade]) -> str:
    return f" {NOT_COMPARABLE}" * (len({grade.cycle for grade in on}) > 1)


def _quotes_of(entries: Sequence[Entry]) -> list[Quote]:
    return [entry.quote for entry in entries if entry.quote]


def _cells(rows: Sequence[str], scope: Scope, on: Sequence[Grade]) -> list[Entry]:
    """A grade or a gap for each area and body."""
    wanting = {body.name for body in scope.wanting}
    return [
        Entry(body, area, NOT_HELD) if body in wanting else _cell(area, body, on)
        for area in rows
        for body in scope.bodies
    ]


def _own_lines(scope: Scope, on: Sequence[Grade]) -> list[Entry]:
    """The grades of each body, by themselves, and what is not known of the others."""
    wanting = {body.name for body in scope.wanting}
    lines: list[Entry] = []
    for body in scope.bodies:
        own = [as_entry(grade) for grade in on if grade.report.body == body]
        lines += own or [Entry(body, "", NOT_HELD if body in wanting else GAP)]
    return lines


def _when(grades: Sequence[Grade]) -> str:
    """The dates of the inspections in brackets, where they are known, with a blank before."""
    dates = period(grade.report for grade in grades)
    return f" ({dates})" if dates else ""


def _place(area: str, grades: Sequence[Grade]) -> tuple[int, str]:
    return min(place_of(grade.area, grade.cycle) for grade in grades if grade.area == area), area


def _cell(area: str, body: str, grades: Sequence[Grade]) -> Entry:
    """The grade of a body on an area, or the gap."""
    found = next((grade for grade in grades if (grade.area, grade.report.body) == (area, body)), None)
    return as_entry(found) if found else Entry(body, area, GAP)


def _counts(index: Index, scope: Scope, grades: Sequence[Grade]) -> list[Quote]:
    """For each body its overall judgment, else the sentence that counts its grades, else its first judgment."""
    quotes = []
    for body in scope.bodies:
        own = [grade for grade in grades if grade.report.body == body]
        first = next((grade for grade in own if grade.is_overall), None)
        tally = tally_of(index.store.passages_of(own[0].report.id)) if own and not first else None
        if tally:
            quotes.append(cut(index, tally.stored, tally.sentence, tally.sentence))
        elif own:
            quotes.append((first or own[0]).quote)
    return quotes
