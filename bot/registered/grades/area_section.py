"""What a report says of an area of work that it grades: its section on it, both what is good and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.registered.findings.general_points import counts_of
from bot.registers.findings import findings_of
from bot.registers.grades import Grade
from bot.search.section import Section, section_headed
from bot.types import Quote, Wants
from corpus.vocabulary.scales import headed_area
from index.search import Index

NONE_SET_OUT: Final = "The digest sets out no areas for improvement one by one; the official report may."


def section_on(index: Index, grade: Grade, count: int, first: Wants = "weakness") -> Section:
    """At most ``count`` paragraphs of the section on the area of a judgment; none where the cycle has no such area.

    Of a longer section those of each part are taken by turns, and of both sides, beginning with ``first``.
    """
    cycle = grade.cycle
    if not cycle:
        return Section()
    return section_headed(index, grade.report, lambda heading: grade.area in headed_area(heading, cycle), count, first)


def sections_on(index: Index, grades: Sequence[Grade], count: int) -> tuple[tuple[Quote, ...], str] | None:
    """The sections on the areas of some judgments, each with a share of ``count``, and what to know of one alone.

    None where one of them has none.
    """
    sections = [section_on(index, grade, count // len(grades)) for grade in grades]
    if not sections or not all(one.quotes for one in sections):
        return None
    told = f"{sections[0].told} {improvements(index, grades[0])}".strip() if len(sections) == 1 else ""
    return tuple(quote for one in sections for quote in one.quotes), told


def improvements(index: Index, grade: Grade) -> str:
    """How many findings the report of a judgment sets out in all; that a digest sets out none, where it does not."""
    found = findings_of(index.store, grade.report)
    if found:
        return f"{counts_of(grade.report, found)}, of whatever area of work: ask for them."
    return NONE_SET_OUT * grade.report.digest
