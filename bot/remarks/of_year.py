"""Whose the year of a list is: of the inspections it took place in that year, or only their reports were published."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from bot.phrases import listed
from bot.question.question import Question
from bot.scope.readings import in_years
from corpus.types import Report, years_of
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.scales import cycle_of, cycle_told

MOST: Final = 12  # bodies named
INSPECTED: Final = "inspected"
PUBLISHED: Final = "published"
_ALL: Final = "All of them were {one} in {years}."
_SOME: Final = "{one} in {years}: {own} of the {all} listed; only {other} then: {bodies}."
_ALL_OF_CYCLE: Final = "These years are the name of a cycle of inspections, {names}: all of them are of it."
_SOME_OF_CYCLE: Final = (
    "These years are the name of a cycle of inspections, {names}: {count} of the {all} listed are of it."
)
_UNKNOWN: Final = " Of {count} of these it is not known when {it} {one}."


def told(question: Question, reports: Collection[Report]) -> str:
    """How many of the reports of a list were inspected in the years asked for, and which were only published then.

    The other way round where the question asks what was published. Nothing where there is no list of such years.
    """
    by_id = {report.id: report for report in reports}
    if len(by_id) < 2 or not question.years or question.role == "event":
        return ""
    if cycles := _of_cycle(question, list(by_id.values())):
        return cycles
    asks = any((said.slot, said.meaning) == ("sought", "date_published") for said in said_in(question.text))
    one, other = (PUBLISHED, INSPECTED) if asks else (INSPECTED, PUBLISHED)
    years, in_them = set(question.years), in_years(question.years)
    own = [report for report in by_id.values() if years & years_of(_date(report, one))]
    only = [report for report in by_id.values() if report not in own and years & years_of(_date(report, other))]
    if len(own) + len(only) < len(by_id):  # of other years: the nearest stand in
        return ""
    if not own and not any(_date(report, one) for report in only):  # nothing is known of it
        return ""
    if not only:
        return _ALL.format(one=one, years=in_them)
    some = _SOME.format(
        one=one.capitalize(),
        own=len(own) or "none",
        all=len(by_id),
        years=in_them,
        other=other,
        bodies=_few(sorted({report.body for report in only})),
    )
    unknown = sum(not _date(report, one) for report in only)
    return some + _UNKNOWN.format(count=unknown, it="it was" if unknown == 1 else "they were", one=one) * bool(unknown)


def _of_cycle(question: Question, reports: Sequence[Report]) -> str:
    """How many of the reports are of the cycle of inspections of which the years are the name (*2023-25*); or nothing.

    Of such a cycle no year of an inspection or of its report tells more than its name.
    """
    named = [cycle for report in reports if (cycle := cycle_told(report.kind, question.text))]
    if len(named) < len(reports):
        return ""
    own = [cycle for report, cycle in zip(reports, named, strict=True) if cycle_of(report) == cycle]
    names = listed(dict.fromkeys(cycle.name for cycle in own))
    if len(own) == len(reports):
        return _ALL_OF_CYCLE.format(names=names)
    return _SOME_OF_CYCLE.format(count=len(own), all=len(reports), names=names) if own else ""


def _date(report: Report, which: str) -> str | None:
    return report.inspected if which == INSPECTED else report.published


def _few(names: Sequence[str]) -> str:
    """Names, of many only the first, and how many more."""
    return listed(names) if len(names) <= MOST else f"{', '.join(names[:MOST])} and {len(names) - MOST} others"
