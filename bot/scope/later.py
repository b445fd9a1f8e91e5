"""Which reports supersede which: a later one of the same family on the same body."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.types import CONSTABULARY, Report
from corpus.vocabulary.kinds import ACCELERATED, CRIME_DATA, REVISIT, family_of

NARROW = frozenset({REVISIT, ACCELERATED, CRIME_DATA})  # reports on a single matter


def supersedes(later: Report, earlier: Report) -> bool:
    """Whether a report is a later one of the same family on the same body."""
    same = later.body == earlier.body and bool(later.body) and _family(later) == _family(earlier)
    return same and later.date > earlier.date


def _family(report: Report) -> str:
    """Reports of one family supersede each other: all inspections of one force by the constabulary's inspectorate do.

    So do those of the same services under successive frameworks.
    """
    if report.inspectorates and CONSTABULARY.issuperset(report.inspectorates):
        return "force"
    return family_of(report.kind)


def newest_of(reports: Iterable[Report]) -> list[str]:
    """The id of the newest of some reports on each body."""
    newest: dict[str, Report] = {}
    for report in reports:
        newest[report.body] = max(newest.get(report.body, report), report, key=lambda one: one.date)
    return [report.id for report in newest.values()]
