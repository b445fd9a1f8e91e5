"""Of how many a list tells: the bodies held whose grade is not known, and those of which nothing is held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from bot.phrases import listed
from bot.registers.grades import Grade
from bot.scope.holdings import Holdings
from corpus.types import Report
from corpus.vocabulary.kinds import SEND
from corpus.vocabulary.scales import UNGRADED

MOST: Final = 12  # bodies named


def later_unread(report: Report, reports: Collection[Report], read: Collection[str]) -> Report | None:
    """The newest later inspection of the same family on the same body whose grades could not be read, if there is one.

    ``read`` are the ids of the reports that give grades.
    """
    later = [
        one
        for one in reports
        if one.body == report.body and one.date > report.date and one.id not in read and _alike(one, report)
    ]
    return max(later, key=lambda one: one.date, default=None)


def current(graded: Sequence[Grade], reports: Collection[Report]) -> list[Grade]:
    """The judgments that no later inspection stands against whose own could not be read."""
    read = {grade.report.id for grade in graded}
    held = {
        one.id: later_unread(one, reports, read) for one in {grade.report.id: grade.report for grade in graded}.values()
    }
    return [grade for grade in graded if held[grade.report.id] is None]


def _alike(one: Report, other: Report) -> bool:
    """Whether two reports are of one kind, or both are Ofsted's own on a council's services."""
    own = one.inspectorates == other.inspectorates == ("Ofsted",) and not {one.kind, other.kind} & {SEND, *UNGRADED}
    return one.kind == other.kind or own


def unread(graded: Sequence[Grade], reports: Collection[Report], holdings: Holdings) -> list[str]:
    """Bodies of the kinds graded on which such reports are held, none of which gives a grade that could be read."""
    given = {grade.report.body for grade in graded}
    kinds = {holdings.kind_of(body) for body in given}
    held = {
        report.body
        for report in reports
        if report.kind not in UNGRADED and holdings.kind_of(report.body) in kinds and holdings.kind_of(report.body)
    }
    return sorted(held - given)


def beyond(graded: Sequence[Grade], reports: Collection[Report], holdings: Holdings) -> str:
    """What a list of grades leaves out, in sentences: bodies held without such a grade, and bodies not held."""
    lacking = unread(graded, reports, holdings)
    named = listed(lacking) if len(lacking) <= MOST else f"{len(lacking)} other bodies held"
    parts = (
        [f"No such grade was found for {named}, which may not be graded on it, or have any grade."] if lacking else []
    )
    kinds = {holdings.kind_of(grade.report.body) for grade in graded}
    if len(kinds) == 1 and (kind := kinds.pop()) in ("police", "fire"):
        held = {name for name in holdings.bodies if holdings.kind_of(name) == kind}
        known = holdings.known(kind)
        name = {"police": "police forces", "fire": "fire and rescue services"}[kind]
        parts.append(f"Held are {len(held)} of the {known} {name} known here.")
    return " ".join(parts)
