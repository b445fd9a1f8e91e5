"""Finds the graded judgments on a body and an area in the reports held, each with its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.phrases import counted, listed
from bot.quoting.cut import quote_at
from bot.quoting.place import dated
from bot.scope.holdings import Holdings
from bot.scope.messages import about, only_areas
from bot.scope.narrowing import NothingAllowed, narrowed
from bot.types import Quote
from corpus.describe.gazetteer import Gazetteer
from corpus.types import Judgment, Report
from corpus.vocabulary.kinds import part_of
from corpus.vocabulary.scales import NOT_COMPARABLE, UNGRADED, Cycle, cycle_of, folded, full_name, place_of
from index.store import Store

SPREAD: Final = frozenset({"table", "columns", "line"})  # forms whose words stand in several cells or blocks
DIGESTS: Final = (
    "A digest is a summary written for this project: its grades are as published, or marked as inferred; its pages and"
    " its words are not the inspectorate's."
)


@dataclass(frozen=True, slots=True)
class GradesSought:
    """The judgments asked for: a body by any of its names, words of an area's name, years; None means all."""

    body: str | None = None
    area: str | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A judgment with its report; ``area`` is the area's full name in its cycle.

    ``quote`` holds the exact words that state it, and where they stand.
    """

    report: Report
    judgment: Judgment
    cycle: Cycle | None
    area: str
    quote: Quote

    @property
    def is_overall(self) -> bool:
        """Whether it is of the inspection as a whole."""
        return self.judgment.form == "outcome" or "overall" in folded(self.area)

    @property
    def part(self) -> str:
        """The part of a body's services that its inspection alone was on; nothing where it was on all."""
        return part_of(self.report.kind)

    @property
    def label(self) -> str:
        """The grade as printed; for an outcome, which is printed within a sentence, its name on the scale."""
        return self.judgment.grade.capitalize() if self.judgment.form == "outcome" else self.judgment.printed


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades found: by body, the newest inspection first, areas in their order.

    ``message`` says in one sentence what they are, or why there are none; ``notes`` are what a reader has
    to know; ``choices`` are the bodies that the given name may mean.
    """

    message: str
    grades: tuple[Grade, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies graded, in order."""
        return tuple(dict.fromkeys(grade.report.body for grade in self.grades))

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that give the grades, in order."""
        return tuple({grade.report.id: grade.report for grade in self.grades}.values())

    @property
    def cycles(self) -> tuple[Cycle | None, ...]:
        """The cycles of the grades, in order; None for one that is not known."""
        return tuple(dict.fromkeys(grade.cycle for grade in self.grades))


def find_grades(store: Store, names: Gazetteer, wanted: GradesSought) -> Grades:
    """Find the judgments asked for in the reports held."""
    holdings = Holdings(store.reports(), names)
    try:
        scope = narrowed(holdings, names, wanted.body, wanted.since, wanted.until)
    except NothingAllowed as reason:
        return Grades(str(reason), choices=reason.choices)
    if scope.through_areas:
        return Grades(only_areas(scope))
    reports = holdings.among(scope)
    return _told(grades_of(store, reports), reports, about(scope), wanted.area)


def grades_of(store: Store, reports: Iterable[Report]) -> list[Grade]:
    """All judgments of these reports: by body, the newest inspection first, areas in their order."""
    return sorted((grade for report in reports for grade in _of_report(store, report)), key=_order)


def _told(found: Sequence[Grade], reports: Sequence[Report], on: str, area: str | None) -> Grades:
    """What was found, with its sentence and notes."""
    kept = tuple(grade for grade in found if _is_on(grade, area))
    if not found:
        return Grades(_none_given(reports, on))
    if not kept:
        count = counted(len(found), "graded judgment")
        return Grades(f"None of the {count}{on} is on an area with “{area}” in its name.")
    inspections = len({grade.report.id for grade in kept})
    message = f"{counted(len(kept), 'graded judgment')} of {counted(inspections, 'inspection')}{on}."
    graded = {grade.report.id for grade in found}
    others = [report for report in reports if report.id not in graded] if on else []
    notes = [*_notes(kept), *([_none_given(others, on, "other ")] if others else [])]
    return Grades(message, kept, tuple(notes))


def _none_given(reports: Sequence[Report], on: str, other: str = "") -> str:
    """Why reports hold no judgments: their kinds give none, or none was found in them."""
    kinds = [UNGRADED[kind] for kind in dict.fromkeys(report.kind for report in reports) if kind in UNGRADED]
    carry = "carries" if len(reports) == 1 else "carry"
    count = "one" if len(reports) == 1 else str(len(reports))
    held = f"The {count} {other}{'report' if len(reports) == 1 else 'reports'} held{on} {carry} no grades"
    if not kinds:
        return f"{held} that could be found."
    reason = f"{listed(kinds)} give none"
    return f"{held}: {reason}." if all(report.kind in UNGRADED for report in reports) else f"{held} ({reason})."


def _of_report(store: Store, report: Report) -> Iterable[Grade]:
    judgments = store.judgments(report.id)
    if not judgments:
        return
    cycle, text = cycle_of(report), store.text(report.id)
    for judgment in judgments:
        heading = filter(None, [judgment.heading])
        linked = judgment.heading if judgment.form in SPREAD else ""
        words = text.words(judgment.spans)
        quote = quote_at(store, report, judgment.spans, words, heading=tuple(heading), linked=linked)
        yield Grade(report, judgment, cycle, full_name(judgment.area, cycle), quote)


def _order(grade: Grade) -> tuple[str, int, str, int, int, int]:
    report = grade.report
    newest_first = -int((report.date or "0").replace("-", "").ljust(8, "0")[:8])
    first = grade.judgment.spans[0]
    return report.body, newest_first, report.id, place_of(grade.area, grade.cycle), first.page, first.start


def _is_on(grade: Grade, area: str | None) -> bool:
    """Whether all words wanted stand in the area's name, as printed or in full."""
    named = f"{folded(grade.judgment.area)} {folded(grade.area)}"
    return all(word in named for word in folded(area or "").split())


def _notes(grades: Sequence[Grade]) -> Iterable[str]:
    """The scale of each cycle, whether grades can be compared, and what digests are."""
    cycles = list(dict.fromkeys(grade.cycle for grade in grades))
    for cycle in cycles:
        if cycle:
            yield f"{cycle.name}: {scale_of(cycle)}."
    for report in {grade.report.id: grade.report for grade in grades if grade.cycle is None}.values():
        yield f"The scale of “{report.title}” ({dated(report)}) is not known here."
    if len(cycles) > 1:
        yield NOT_COMPARABLE
    if any(grade.report.digest for grade in grades):
        yield DIGESTS


def scale_of(cycle: Cycle) -> str:
    """The grades that a cycle can give, in words."""
    return f"{', '.join(cycle.grades)} (the best first)" if cycle.grades else "its scale is not known here"
