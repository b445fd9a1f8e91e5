"""How many areas of work a report grades, and how: by its own count, and by the judgments that can be read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from bot.phrases import counted, listed
from bot.registers.grades import Grade
from bot.registers.tally import Tally
from corpus.types import Report
from corpus.vocabulary.scales import FIVE, areas


def spread(grades: Collection[str] | Sequence[str]) -> str:
    """How many judgments have each grade, the best grade first: *1 good, 4 adequate and 4 requires improvement*."""
    return _named(Counter(grades))


def _named(counts: Mapping[str, int]) -> str:
    order = sorted(counts, key=lambda grade: (FIVE.index(grade) if grade in FIVE else len(FIVE), grade))
    return listed(f"{counts[grade]} {grade}" for grade in order)


def told(report: Report, own: Sequence[Grade], tally: Tally | None, asked: Collection[str] = ()) -> str:
    """What the judgments of a report come to; those with the grades ``asked`` about among how many.

    Where the report itself counts more, or its form is not known, the list is said not to be whole.
    """
    areas_of = [grade for grade in own if not grade.is_overall]
    counts = Counter(grade.judgment.grade for grade in areas_of)
    more = tally is not None and tally.total > len(areas_of)
    total = tally.total if tally and more else len(areas_of)
    if total < 2:
        message = ""
    elif asked:
        wanted = dict(tally.counts) if tally and more else counts
        number = sum(wanted.get(grade, 0) for grade in asked)
        named = listed((f"\u201c{grade}\u201d" for grade in sorted(asked)), "or")
        message = (
            f"{number or 'None'} of the {counted(total, 'area')} graded {'were' if number > 1 else 'was'} {named}."
        )
    else:
        message = "" if more else f"{counted(len(areas_of), 'area')} graded: {_named(counts)}."
    if tally and more:
        counts_named = _named(dict(tally.counts))
        are = f"{len(areas_of)} {'is' if len(areas_of) == 1 else 'are'}"
        return f"{message} By its own count {total} areas were graded: {counts_named}; {are} named.".strip()
    return f"{message} {_not_whole(report, own)}".strip()


def _not_whole(report: Report, own: Sequence[Grade]) -> str:
    """Which areas of the cycle have no grade that was read; that there may be more, where the form is not known."""
    cycle = own[0].cycle if own else None
    if cycle is None:
        whole = not own or any("overall" in one.area.lower() for one in own)
        return "" if whole else "The form of this report is not known here, so it may give more."
    missing = [area.name for area in areas() if area.cycle == cycle.name and area.name not in {one.area for one in own}]
    if not missing or len(missing) > len(own):
        return ""
    return f"No grade was found for {listed(missing, 'or')}: not every area is graded in every inspection."
