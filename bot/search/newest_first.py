"""The newest inspection first: which hits a later report on the same body supersedes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.scope.later import NARROW, supersedes
from bot.search.reread import is_clear
from corpus.types import Report
from index.types import Hit

# A later report treats a topic when a passage of it has this share of the older one's likeness; one
# on a single matter, such as a revisit letter, only when it is as near as the older.
AS_NEAR = 0.8
AS_NEAR_GRADE = 0.6  # where a grade is sought: the row of a table is like nothing but its own words
AS_NEAR_NOW = 0.6  # where a question asks how things are now: what is quoted at all is near enough
AS_NEAR_NARROW = 0.95
MAY_TREAT = 0.7  # from which a later report on the body, of any kind, may answer, too, and is named
SUPERSEDED = 1.0  # taken off the score, in standard deviations, where a later report treats the topic


def newest_first(
    hits: Sequence[Hit], reports: Mapping[str, Report], seeks: str = "", *, now: bool = False
) -> list[tuple[Hit, Report | None]]:
    """Hits in the order to quote them, each with the newest later report that treats its topic, if any.

    No hit stands before the best hit of a report that supersedes it; where a question asks how things are ``now``,
    any later report that says something on it does.
    """
    near = AS_NEAR_GRADE if seeks == "grade" else AS_NEAR_NOW if now else AS_NEAR
    # A letter on a single matter changes no grade.
    later = [hit for hit in hits if seeks != "grade" or reports[hit.stored.report_id].kind not in NARROW]
    newer = {hit.stored.id: _superseding(hit, later, reports, near, now=now) for hit in hits}
    named = {hit.stored.id: _later(hit, later, reports) for hit in hits if seeks != "grade"}
    ranked = sorted(hits, key=lambda hit: (-hit.score + SUPERSEDED * bool(newer[hit.stored.id]), hit.stored.id))
    ordered: dict[int, Hit] = {}

    def place(hit: Hit) -> None:
        for first in newer[hit.stored.id]:
            place(first)
        ordered.setdefault(hit.stored.id, hit)

    for hit in ranked:
        place(hit)
    found = ((hit, _report(newer[hit.stored.id], reports)) for hit in ordered.values())
    return [(hit, report or named.get(hit.stored.id)) for hit, report in found]


def _superseding(hit: Hit, hits: Sequence[Hit], reports: Mapping[str, Report], near: float, *, now: bool) -> list[Hit]:
    """The best hit of each later report that treats the topic nearly as well as an older one, the newest first.

    Asked how things are ``now``, a later report of any kind counts if a reader takes it to answer clearly.
    """
    own = reports[hit.stored.report_id]
    best: dict[str, Hit] = {}
    for other in hits:
        later = reports[other.stored.report_id]
        treats = supersedes(later, own) and other.likeness >= _share(later, near) * hit.likeness
        if treats or (now and is_clear(other) and _comes_after(later, own)):
            best[later.id] = max(best.get(later.id, other), other, key=lambda each: each.score)
    return sorted(best.values(), key=lambda each: (reports[each.stored.report_id].date, each.score), reverse=True)


def _comes_after(later: Report, own: Report) -> bool:
    """Whether a report is a later one on the same body, of whatever kind."""
    return bool(later.body) and later.body == own.body and later.date > own.date


def _share(later: Report, near: float) -> float:
    return AS_NEAR_NARROW if later.kind in NARROW else near


def _later(hit: Hit, hits: Sequence[Hit], reports: Mapping[str, Report]) -> Report | None:
    """The newest later report on the body that may treat the topic, too."""
    own = reports[hit.stored.report_id]
    later = [
        report
        for other in hits
        if _comes_after(report := reports[other.stored.report_id], own)
        and (other.answers or other.likeness >= max(MAY_TREAT, AS_NEAR_NARROW * (report.kind in NARROW)) * hit.likeness)
    ]
    return max(later, key=lambda report: report.date, default=None)


def _report(hits: Sequence[Hit], reports: Mapping[str, Report]) -> Report | None:
    return reports[hits[0].stored.report_id] if hits else None
