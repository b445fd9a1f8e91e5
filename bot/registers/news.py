"""What is new in a report: its headline judgments, and what changed against the inspection before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.registers.grades import Grade
from corpus.types import Report


@dataclass(frozen=True, slots=True)
class Change:
    """A judgment of a new report, and the grade that the report before gave the same area, if it gave one."""

    area: str
    grade: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """A new report with its judgments; ``before`` is the last one of the same kind on the same body."""

    report: Report
    changes: tuple[Change, ...] = ()
    before: Report | None = None
    comparable: bool = True


def news_of(report: Report, grades: Sequence[Grade], reports: Sequence[Report]) -> News:
    """What a report brings; ``grades`` are all judgments of its body, ``reports`` all that are held."""
    earlier = [
        one
        for one in reports
        if one.body == report.body and one.kind == report.kind and one.date < report.date and not one.digest
    ]
    before = max(earlier, key=lambda one: one.date, default=None)
    own = [grade for grade in grades if grade.report.id == report.id]
    old = {grade.area: grade for grade in grades if before and grade.report.id == before.id}
    changes = tuple(Change(g.area, g.label, old[g.area].label if g.area in old else "") for g in own)
    cycles = {grade.cycle for grade in own} | {grade.cycle for grade in old.values()}
    return News(report, changes, before, len(cycles) < 2)
