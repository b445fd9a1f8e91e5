"""The cycles of graded inspections: which grades each can give, best first, and the areas it grades.

Sources: the inspectorate's reports and news as noted for this project (2014 to 2025), and for area SEND
inspections the reports themselves. Grades of two cycles cannot be compared, as the inspectorate says in each
report of 2021/22 and of 2023–25: the judgments of one are made on other questions, and on another scale.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from corpus.types import Report, years_of
from corpus.vocabulary.kinds import (
    ACCELERATED,
    ANNUAL,
    FIRE,
    JOINT_TARGETED,
    PEEL,
    REVISIT,
    SEND,
    SUPER_COMPLAINT,
    THEMATIC,
)

DATA: Final = Path(__file__).parent / "areas.tsv"
FOUR: Final = ("outstanding", "good", "requires improvement", "inadequate")
UNTIL_2013: Final = ("outstanding", "good", "adequate", "inadequate")  # of children's services, numbered from 1
FIVE: Final = ("outstanding", "good", "adequate", "requires improvement", "inadequate")
# The grades of all scales as alternatives of a regular expression: in a report, and as people write them.
PRINTED: Final = r"outstanding|good|adequate|requires improvement(?: to be good)?|inadequate"
WRITTEN: Final = r"outstanding|good|adequate|requires? improvement|inadequate"
IN_ONE_WORD: Final = r"outstanding|good|adequate|inadequate"
OUTCOMES: Final = ("typically positive", "inconsistent", "systemic failings")
PROGRESS: Final = ("good", "satisfactory", "limited", "inadequate")
UNGRADED: Final[dict[str, str]] = {  # kinds of report that give no grades, and what to call them
    JOINT_TARGETED: "joint targeted area inspections",
    REVISIT: "revisit letters",
    ACCELERATED: "accelerated causes of concern",
    THEMATIC: "thematic inspections",
    ANNUAL: "annual assessments",
    SUPER_COMPLAINT: "super-complaint investigations",
}
NOT_COMPARABLE: Final = "Grades of different cycles cannot be compared: areas, definitions or scales differ."
_SPAN: Final = re.compile(r"\b(20\d\d)\s?[/\u2013-]\s?(?:20)?(\d\d)\b")
_YEAR: Final = re.compile(r"\b(20\d\d)\b")
_NUMBER: Final = re.compile(
    r"^\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[A-Z])"
)  # of an area in a report's table: *2.1 Adoption …*


@dataclass(frozen=True, slots=True)
class Cycle:
    """A round of inspections; ``grades`` are those it can give, best first, empty where that is not known."""

    name: str
    grades: tuple[str, ...]


_CYCLES: Final = {  # by kind of report and the years of its title
    # Four grades until 2018/19, pillars and the questions below them; adequate was added in 2021/22.
    **{(PEEL, (year, year)): Cycle(f"PEEL {year}", FOUR) for year in (2014, 2015, 2016, 2017)},
    (PEEL, (2018, 2019)): Cycle("PEEL 2018/19", FOUR),
    (PEEL, (2021, 2022)): Cycle("PEEL 2021/22", FIVE),
    (PEEL, (2023, 2025)): Cycle("PEEL 2023–25", FIVE),
    (PEEL, (2025, 2027)): Cycle("PEEL 2025–27", ()),  # none had been seen when this was written
    # Fire services: adequate was added in the third round.
    (FIRE, (2018, 2019)): Cycle("Fire 2018/19", FOUR),
    (FIRE, (2021, 2022)): Cycle("Fire 2021/22", FOUR),
    (FIRE, (2023, 2025)): Cycle("Fire 2023–25", FIVE),
}
# One of three statements, in every report since the first inspections under the framework of January 2023.
_SEND: Final = Cycle("Area SEND, framework of 2023", OUTCOMES)
_SEND_SINCE: Final = 2023
_NUMBERED: Final = Cycle("Children\u2019s services until 2013", UNTIL_2013)
NUMBERED_KINDS: Final = frozenset(  # of children's services, before the single inspections that began in November 2013
    (
        "inspection of safeguarding and looked after children services",
        "inspection of looked after children services",
        "inspection of arrangements for the protection of children",
    )
)


def cycle_of(report: Report) -> Cycle | None:
    """The cycle of a report, by its kind and the years of its title; None where they do not tell."""
    if report.kind == SEND:
        years = years_of(report.inspected) or years_of(report.published)
        return _SEND if min(years, default=0) >= _SEND_SINCE else None
    return _NUMBERED if report.kind in NUMBERED_KINDS else cycle_told(report.kind, report.title)


def cycle_told(kind: str, title: str) -> Cycle | None:
    """The cycle of a kind of report that a title tells, or None."""
    return _CYCLES.get((kind, years_told(title)))


def cycles_of(kind: str) -> tuple[Cycle, ...]:
    """The cycles of a kind of report that titles tell, the oldest first."""
    return tuple(cycle for (of, _), cycle in sorted(_CYCLES.items()) if of == kind)


def years_told(title: str) -> tuple[int, int]:
    """The years that a title names, or zeros where it names none, or more than one span of them."""
    spans = {(int(first), int(first) // 100 * 100 + int(last)) for first, last in _SPAN.findall(title)}
    alone = {(int(year), int(year)) for year in _YEAR.findall(_SPAN.sub(" ", title))}
    found = spans or alone
    return found.pop() if len(found) == 1 else (0, 0)


@dataclass(frozen=True, slots=True)
class Area:
    """An area of a cycle by its full name, with the short forms that scorecards and the press use.

    ``headed`` are headings under which summaries treat it, where they use none of its names.
    """

    cycle: str
    name: str
    short: tuple[str, ...]
    headed: tuple[str, ...] = ()


@cache
def areas() -> tuple[Area, ...]:
    """The areas of all cycles, in the order of the reports."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(Area(row["cycle"], row["area"], _listed(row["short"]), _listed(row["headed"])) for row in rows)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


def folded(area: str) -> str:
    """An area's name for comparison: lower case, no hyphens, no *(overall)*, *and* for &."""
    words = re.sub(r"\(overall\)|[-\u2010\u2011]", "", area.casefold()).replace("&", "and")
    return " ".join(re.findall(r"[a-z0-9]+", words))


@cache
def _full_names() -> dict[tuple[str, str], str]:
    return {(area.cycle, folded(name)): area.name for area in areas() for name in (area.name, *area.short)}


@cache
def known_areas() -> frozenset[str]:
    """The folded names of all areas of all cycles, full and short."""
    return frozenset(name for _, name in _full_names())


@cache
def _headings(cycle: str) -> dict[str, frozenset[str]]:
    """The folded headings that areas of a cycle stand under, each with the full names of these areas."""
    found: dict[str, set[str]] = {}
    for area in areas():
        for heading in (area.name, *area.short, *area.headed) if area.cycle == cycle else ():
            found.setdefault(folded(heading), set()).add(area.name)
    return {heading: frozenset(names) for heading, names in found.items()}


def headed_area(heading: Sequence[str], cycle: Cycle) -> frozenset[str]:
    """The full names of the areas of a cycle that headings are of, outermost first: the innermost that is of one."""
    known = _headings(cycle.name)
    return next((known[name] for one in reversed(heading) if (name := folded(one)) in known), frozenset())


def begins_area(text: str) -> bool:
    """Whether a text is the beginning of a known area's name, and not the whole of one."""
    start = f"{folded(text)} "
    return folded(text) not in known_areas() and any(name.startswith(start) for name in known_areas())


def full_name(area: str, cycle: Cycle | None) -> str:
    """The full name of an area in its cycle, or the name as it is, without its number, where the cycle has no such."""
    area = _NUMBER.sub("", area, count=1)
    return _full_names().get((cycle.name, folded(area)), area) if cycle else area


def place_of(area: str, cycle: Cycle | None) -> int:
    """Where an area comes among those of its cycle, as reports list them; behind them where it is none."""
    names = [one.name for one in areas() if cycle and one.cycle == cycle.name]
    return names.index(area) if area in names else len(names)


def known_in(text: str) -> list[tuple[int, int]] | None:
    """The start and end of each area's name in a text of nothing but such names, one after the other, or None."""
    words = list(re.finditer(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*|&|\(overall\)", text))
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = next(_ends(text, words, at), None)
        if end is None:
            return None
        found.append((words[at].start(), words[end - 1].end()))
        at = end
    return found or None


def _ends(text: str, words: list[re.Match[str]], at: int) -> Iterator[int]:
    """The numbers of the words at which an area's name that begins with word ``at`` ends, longest first."""
    for end in range(min(len(words), at + 16), at, -1):
        if folded(text[words[at].start() : words[end - 1].end()]) in known_areas():
            yield end


def scales_with(text: str) -> list[str]:
    """For each scale with a grade that a text names a sentence: its cycles and its grades, the best first."""
    named = {grade for grade in {*FIVE, *OUTCOMES} if re.search(rf"\b{grade}\b", text, re.I)}
    by_scale: dict[tuple[str, ...], list[str]] = {}
    for cycle in (*_CYCLES.values(), _SEND):
        if named & {*cycle.grades}:
            by_scale.setdefault(cycle.grades, []).append(cycle.name)
    return [f"{', '.join(names)}: {', '.join(scale)} (the best first)." for scale, names in by_scale.items()]
