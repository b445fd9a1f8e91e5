"""The kinds of report and the inspectorates: by which words they are told, and which bodies they inspect."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

PEEL: Final = "PEEL inspection"
FIRE: Final = "fire and rescue inspection"
JOINT_TARGETED: Final = "joint targeted area inspection"
SEND: Final = "area SEND inspection"
PROGRESS_REVIEW: Final = "joint area review progress inspection"
REVISIT: Final = "revisit letter"
ACCELERATED: Final = "accelerated cause of concern"
CRIME_DATA: Final = "crime data integrity inspection"
CUSTODY: Final = "custody inspection"
CHILD_PROTECTION: Final = "child protection inspection"
THEMATIC: Final = "thematic inspection"
ANNUAL: Final = "annual assessment"
CHILDREN: Final = "children's services"  # the family of inspections of a council's services for children
SINGLE: Final = frozenset(  # of that family, from November 2013 to 2018
    ("single inspection (SIF)", "single inspection (SIF) with LSCB review", "SIF re-inspection")
)
SUPER_COMPLAINT: Final = "super-complaint investigation"

KINDS_DATA: Final = Path(__file__).parent / "kinds.tsv"
INSPECTORATES_DATA: Final = Path(__file__).parent / "inspectorates.tsv"
ANY_BODY: Final = ("police", "fire", "other", "area")
_NONE: Final = "none"
_ALSO_CALLED: Final = {
    CHILD_PROTECTION: (
        JOINT_TARGETED,
        "joint inspection of child protection arrangements",
        "inspection of arrangements for the protection of children",
    ),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report.

    ``inspectorates`` are those that make such reports, empty where any may. ``bodies`` are the kinds of
    body that it may be on, likeliest first: those of the gazetteer, ``prison``, or ``own`` for an
    establishment that no list holds. Kinds of one ``family`` are inspections of the same services under successive
    frameworks, each in place of the one before; a kind without is a family of its own. ``part`` is what inspections of
    it alone are on, where others judge a body's services as a whole. ``general`` reports are on no body in particular.
    ``on_cover`` is true where other lines of the cover tell it before the title does.
    """

    name: str
    inspectorates: tuple[str, ...]
    bodies: tuple[str, ...]
    family: str
    part: str
    general: bool
    parliamentary: bool
    on_cover: bool
    told_by: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Inspectorate:
    """An inspectorate: the words that name it, and the kinds of body that it inspects."""

    name: str
    told_by: re.Pattern[str]
    bodies: tuple[str, ...]


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds; of several that fit, the first is meant."""
    return tuple(
        Kind(
            row["kind"],
            tuple(name for name in _listed(row["inspectorates"]) if name != _NONE),
            tuple(name for name in _listed(row["bodies"]) if name != _NONE),
            row["family"] or row["kind"],
            row["part"],
            _NONE in _listed(row["bodies"]),
            row["inspectorates"] == _NONE,
            row["where"] == "cover",
            re.compile(row["told_by"], re.I),
        )
        for row in _rows(KINDS_DATA)
    )


@cache
def inspectorates() -> tuple[Inspectorate, ...]:
    """All inspectorates, in the order in which reports are said to be by them."""
    return tuple(
        Inspectorate(row["name"], re.compile(row["told_by"]), tuple(_listed(row["bodies"])))
        for row in _rows(INSPECTORATES_DATA)
    )


@cache
def family_of(kind: str) -> str:
    """The family of a kind of report: its own name where no other framework came before or after it."""
    known = kind_named(kind)
    return known.family if known else kind


@cache
def part_of(kind: str) -> str:
    """What inspections of a kind alone are on, so that even an overall grade of theirs is on no more; or nothing."""
    known = kind_named(kind)
    return known.part if known else ""


def also_called(names: Collection[str]) -> frozenset[str]:
    """The kinds that people call by the names of other kinds, for these."""
    return frozenset(kind for name in names for kind in _ALSO_CALLED.get(name, ()))


def kind_named(name: str) -> Kind | None:
    """The kind of this name, or None for one that is not listed."""
    return next((kind for kind in kinds() if kind.name == name), None)


def bodies_inspected(kind: str, by: Collection[str] = ()) -> tuple[str, ...]:
    """The kinds of body that a report may be on, likeliest first, by its kind and its inspectorates.

    Both have to allow them; where nothing is known of either, they are all that the gazetteer holds.
    """
    known = kind_named(kind)
    allowed = known.bodies if known and (known.bodies or known.general) else ()
    makers = [maker for maker in inspectorates() if maker.name in by]
    reach = {body for maker in makers for body in maker.bodies}
    if not allowed:
        return tuple(body for body in ANY_BODY if not reach or body in reach)
    return tuple(body for body in allowed if not reach or body in reach) or allowed


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _listed(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]
