"""The newest inspection first: which hits a later report on the same body supersedes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.kinds import ACCELERATED, CRIME_DATA, REVISIT
from corpus.types import Report
from index.types import Hit

# A later report treats a topic when a passage of it has this share of the older one's likeness; one
# on a single matter, such as a revisit letter, only when it is as near as the older.
AS_NEAR = 0.8
AS_NEAR_GRADE = 0.6  # where a grade is sought: the row of a table is like nothing but its own words
AS_NEAR_NARROW = 0.95
NARROW = frozenset({REVISIT, ACCELERATED, CRIME_DATA})
SUPERSEDED = 1.0  # taken off the score, in standard deviations, where a later report treats the topic


def newest_first(
    hits: Sequence[Hit], reports: Mapping[str, Report], seeks: str = ""
) -> list[tuple[Hit, Report | None]]:
    """Hits in the order to quote them, each with the later report that treats its topic, if any.

    No hit stands before the best hit of the report that supersedes it.
    """
    near = AS_NEAR_GRADE if seeks == "grade" else AS_NEAR
    # A letter on a single matter changes no grade.
    later = [hit for hit in hits if seeks != "grade" or reports[hit.stored.report_id].kind not in NARROW]
    newer = {hit.stored.id: _superseding(hit, later, reports, near) for hit in hits}
    ranked = sorted(hits, key=lambda hit: (-hit.score + SUPERSEDED * bool(newer[hit.stored.id]), hit.stored.id))
    ordered: dict[int, Hit] = {}
    for hit in ranked:
        for first in (newer[hit.stored.id] or hit, hit):
            ordered.setdefault(first.stored.id, first)
    return [(hit, _report(newer[hit.stored.id], reports)) for hit in ordered.values()]


def _superseding(hit: Hit, hits: Sequence[Hit], reports: Mapping[str, Report], near: float) -> Hit | None:
    """The best hit of the newest report that treats the topic nearly as well as an older one."""
    own = reports[hit.stored.report_id]
    later = [
        other
        for other in hits
        if supersedes(reports[other.stored.report_id], own)
        and other.likeness >= _share(reports[other.stored.report_id], near) * hit.likeness
    ]
    return max(later, key=lambda other: (reports[other.stored.report_id].date, other.score), default=None)


def supersedes(later: Report, earlier: Report) -> bool:
    """Whether a report is a later one of the same family on the same body."""
    same = later.body == earlier.body and bool(later.body) and _family(later) == _family(earlier)
    return same and later.date > earlier.date


def _share(later: Report, near: float) -> float:
    return AS_NEAR_NARROW if later.kind in NARROW else near


def _family(report: Report) -> str:
    """Reports of one family supersede each other: all inspections of one force by HMICFRS alone do."""
    return "force" if report.inspectorates == ("HMICFRS",) else report.kind


def _report(hit: Hit | None, reports: Mapping[str, Report]) -> Report | None:
    return reports[hit.stored.report_id] if hit else None
