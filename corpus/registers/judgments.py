"""Graded judgments, found by the structure of a report: rather none than a wrong one.

Reports on more than one body, or on none, give none here, since a grade could be any body's; and kinds that
grade nothing (``corpus.scales.UNGRADED``) give none, whatever words stand in them. A progress report such as
that on Haringey of 2009 judges progress in words and on no printed scale: the sentence that opens a section is
taken, and none where it judges services apart. A force or fire service is graded by the inspectorate of
constabulary alone, so that a council's grades are never taken for those of the force of its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from corpus.describe.gazetteer import Gazetteer
from corpus.registers.judgment_columns import in_columns
from corpus.registers.judgment_front import BOARD, on_front
from corpus.registers.judgment_record import in_record
from corpus.registers.judgment_sentences import in_openings, outcome, progress, under_headings, verdict
from corpus.registers.judgment_tables import in_rows
from corpus.structure.outline import Outline
from corpus.types import CONSTABULARY, Column, Judgment, Report
from corpus.vocabulary.kinds import CHILDREN, PROGRESS_REVIEW, SEND, SINGLE, family_of
from corpus.vocabulary.scales import FIVE, NUMBERED_KINDS, UNGRADED, Cycle, cycle_of, folded, full_name

_TRUST = {"table": 0, "columns": 0, "line": 1, "sentence": 2, "outcome": 0, "progress": 0}  # 0 before 1
_EXPERIENCES: Final = "experiences and progress of "  # which the same area has in its section, and not in the table


def find_judgments(
    outline: Outline, columns: Sequence[Column], report: Report, names: Gazetteer
) -> tuple[Judgment, ...]:
    """The judgments of a report, each area once, in the order of the report; ``columns`` are those headed by grades."""
    if report.kind in UNGRADED or len(report.bodies) != 1 or not _may_grade(report, names):
        return ()
    if report.kind == SEND:
        return tuple(outcome(outline))
    if report.kind == PROGRESS_REVIEW:
        return tuple(progress(outline))
    if report.kind in NUMBERED_KINDS:
        return settled(in_record(outline), cycle_of(report))
    found = [
        *in_rows(outline, report, names),
        *in_columns(columns, outline),
        *under_headings(outline, report, [span for column in columns for span in column.head]),
        *in_openings(outline, report, names),
        *(verdict(outline) if family_of(report.kind) == CHILDREN else ()),
        *(on_front(outline) if report.kind in SINGLE else ()),
    ]
    return settled(found, cycle_of(report))


def _may_grade(report: Report, names: Gazetteer) -> bool:
    body = names.get(report.body)
    is_service = body is not None and body.kind in ("police", "fire")
    return not is_service or bool(CONSTABULARY.intersection(report.inspectorates))


def settled(found: Iterable[Judgment], cycle: Cycle | None) -> tuple[Judgment, ...]:
    """Each area once, as stated most plainly; none where equally plain statements differ.

    A grade that the cycle does not have is no judgment of it.
    """
    scale = cycle.grades if cycle and cycle.grades else FIVE
    by_area: dict[str, list[Judgment]] = defaultdict(list)
    for judgment in found:
        if judgment.grade in scale:
            by_area[_named_as(full_name(judgment.area, cycle))].append(judgment)
    kept: list[Judgment] = []
    for same in by_area.values():
        plainest = min(_TRUST[judgment.form] for judgment in same)
        best = [judgment for judgment in same if _TRUST[judgment.form] == plainest]
        kept += best[:1] if len({judgment.grade for judgment in best}) == 1 else []
    return tuple(sorted(kept, key=lambda judgment: (judgment.page, min(s.start for s in judgment.spans))))


def _named_as(area: str) -> str:
    """An area's name for comparison within a report, whose table and sections give it in two forms."""
    words = folded(area)
    if folded(BOARD) in words:
        return folded(BOARD)
    return words.removeprefix("the ").removeprefix(_EXPERIENCES)
