"""The same areas of work in two inspections: which judgments are on one matter, and which are higher or lower."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.phrases import counted, listed
from bot.quoting.place import dated, title
from bot.registers.grade_area import JUDGED, rank_of
from bot.registers.grades import Grade
from corpus.types import Report
from corpus.vocabulary.asked import said_in

_LOWER: Final = "On the same matter by their names, lower in the newer one: {named}."
_HIGHER: Final = "On the same matter by their names, higher in the newer one: {named}."
_SAME: Final = "No area on the same matter, by its name, has a lower or a higher grade in the newer one."


def in_both(newer: Report, older: Report, held: Sequence[Grade]) -> list[tuple[Grade, Grade]]:
    """The judgments on each area that two reports grade, the newer first: of one name, or else on one matter."""
    before = given_in(older, held)
    names = {grade.area for grade in before}
    return [
        (grade, old)
        for grade in given_in(newer, held)
        for old in before
        if grade.area == old.area or (grade.area not in names and (one := _matter(grade)) and one == _matter(old))
    ]


def _matter(grade: Grade) -> str:
    """The area of work that the name of a judgment names first, whatever the framework calls it."""
    return next((one.meaning for one in said_in(grade.area) if one.slot.startswith(JUDGED)), "")


def same_matter(later: Sequence[Grade], earlier: Sequence[Grade]) -> list[tuple[Grade, Grade]]:
    """The judgments of two inspections on the same area of work: by its name, or by the matters that both name."""
    parts = [[grade for grade in own if not is_overall(grade)] for own in (later, earlier)]
    return [(new, old) for new in parts[0] for old in parts[1] if new.area == old.area or _matters(new) & _matters(old)]


def _matters(grade: Grade) -> frozenset[str]:
    """The areas of work that the name of a judgment names, whatever the framework calls them."""
    return frozenset(one.meaning for one in said_in(grade.area) if one.slot == "judged area")


def which_moved(areas: Sequence[tuple[Grade, Grade]]) -> list[str]:
    """Which areas of work have a lower grade in the newer inspection, and which a higher one; or that none has."""
    told = []
    for form, turn in ((_LOWER, 1), (_HIGHER, -1)):
        before: dict[str, list[str]] = {}
        for new, old in areas:
            if turn * (rank_of(new) - rank_of(old)) > 0:
                own = before.setdefault(f"{new.judgment.area} (\u201c{new.label}\u201d", [])
                own.append(f"{old.judgment.area} \u201c{old.label}\u201d")
        named = [f"{new}; before: {listed(old)})" for new, old in before.items()]
        told += [form.format(named="; ".join(named))] if named else []
    return told or [_SAME] * bool(areas)


def counted_ways(both: Sequence[tuple[Grade, Grade]], newer: Report, older: Report) -> str:
    """Of how many areas the grade is higher, lower or the same in the newer of two inspections."""
    steps = [rank_of(new) - rank_of(old) for new, old in both]
    counts = ((sum(step < 0 for step in steps), "higher"), (sum(step > 0 for step in steps), "lower"))
    each = [f"{count} {way}" for count, way in (*counts, (steps.count(0), "the same")) if count]
    return (
        f"By grade, of the {counted(len(both), 'area')} on the same matter graded in both {title(newer)}"
        f" ({dated(newer)}) and {title(older)} ({dated(older)}): {listed(each)} in the newer."
    )


def each_way(both: Sequence[tuple[Grade, Grade]]) -> list[str]:
    """The areas with a higher, a lower and the same grade, each by its names and with its grades."""
    ways: dict[str, list[str]] = {"Higher": [], "Lower": [], "The same": []}
    for new, old in both:
        step = rank_of(new) - rank_of(old)
        name = new.area if new.area == old.area else f"{new.area} (then: {old.judgment.area})"
        grades = f"\u201c{new.label}\u201d" + f", before \u201c{old.label}\u201d" * bool(step)
        ways["Higher" if step < 0 else "Lower" if step else "The same"].append(f"{name}, {grades}")
    return [f"{way}: {'; '.join(areas)}." for way, areas in ways.items() if areas]


def in_one(both: Sequence[tuple[Grade, Grade]], newer: Report, older: Report, held: Sequence[Grade]) -> list[str]:
    """The areas of which a grade was found in only one of two inspections."""
    told = []
    for report, at, which in ((newer, 0, "newer"), (older, 1, "older")):
        paired = [pair[at] for pair in both]
        alone = [
            f"{one.judgment.area} (\u201c{one.label}\u201d)" for one in given_in(report, held) if one not in paired
        ]
        told += [f"Found only in the {which}: {'; '.join(alone)}."] if alone else []
    return told


def is_overall(grade: Grade) -> bool:
    """Whether a judgment is of the whole inspection, and of no single area of work."""
    return grade.judgment.form == "outcome" or "overall" in grade.area.lower()


def given_in(report: Report, grades: Sequence[Grade]) -> list[Grade]:
    """The judgments that one report gives."""
    return [grade for grade in grades if grade.report.id == report.id]
