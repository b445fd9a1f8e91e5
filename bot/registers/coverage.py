"""Which inspections of the catalogue are held, by body and cycle, and which are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal

from corpus.fetch.types import Entry
from corpus.types import Report
from corpus.vocabulary.kinds import FIRE, PEEL
from corpus.vocabulary.scales import cycle_of, cycle_told, cycles_of

State = Literal["held", "digest", "missing", "untried"]
STATES: Final[tuple[State, ...]] = ("held", "digest", "missing", "untried")
MEANING: Final[Mapping[State, str]] = {
    "held": "the official report is held",
    "digest": "only a digest is held",
    "missing": "not held; its address was seen in public use",
    "untried": "not held; its address only follows a pattern, so there may be no such report",
}


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The bodies and cycles of one kind of inspection; a cell that is missing has no known inspection."""

    kind: str
    bodies: tuple[str, ...]
    cycles: tuple[str, ...]
    cells: Mapping[tuple[str, str], State]

    @property
    def counts(self) -> Mapping[State, int]:
        """How many inspections are in each state."""
        states = list(self.cells.values())
        return {state: states.count(state) for state in STATES}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Tables of the graded inspections, and all entries of the catalogue with their states."""

    tables: tuple[CoverageTable, ...]
    entries: tuple[tuple[Entry, State], ...]

    @property
    def others(self) -> tuple[tuple[Entry, State], ...]:
        """The entries that stand in no table."""
        kinds = {table.kind for table in self.tables}
        return tuple(one for one in self.entries if not (one[0].kind in kinds and one[0].body and one[0].cycle))


def coverage(reports: Sequence[Report], catalogue: Iterable[Entry], bodies: Iterable[str] = ()) -> Coverage:
    """What is held of the catalogue; only of these bodies, where any are given."""
    wanted = frozenset(bodies)
    held = _Held(reports)
    entries = tuple((one, held.state(one)) for one in catalogue if not wanted or one.body in wanted)
    tables = tuple(_table(kind, reports, entries, wanted) for kind in (PEEL, FIRE))
    return Coverage(tuple(table for table in tables if table.bodies), entries)


class _Held:
    """What is held, by file name, by address, and by body and cycle."""

    def __init__(self, reports: Sequence[Report]) -> None:
        official = [report for report in reports if not report.digest]
        self._names = {PurePosixPath(report.source).stem for report in official}
        self._urls = {report.url for report in official if report.url}
        self._cycles = {True: _cells(official), False: _cells(report for report in reports if report.digest)}

    def state(self, entry: Entry) -> State:
        cycle = cycle_told(entry.kind, entry.title)
        cell = (entry.body, cycle.name if cycle else "")
        if entry.name in self._names or self._urls & set(entry.addresses) or cell in self._cycles[True]:
            return "held"
        if cell in self._cycles[False]:
            return "digest"
        return "untried" if entry.basis == "pattern" else "missing"


def _cells(reports: Iterable[Report]) -> set[tuple[str, str]]:
    return {(body, cycle.name) for report in reports if (cycle := cycle_of(report)) for body in report.bodies}


def _table(
    kind: str, reports: Sequence[Report], entries: Sequence[tuple[Entry, State]], wanted: frozenset[str]
) -> CoverageTable:
    cells: dict[tuple[str, str], State] = {}
    for entry, state in entries:
        cycle = cycle_told(entry.kind, entry.title)
        if entry.kind == kind and entry.body and cycle:
            cells[entry.body, cycle.name] = state
    for report in sorted(reports, key=lambda one: not one.digest):  # an official report counts more than a digest
        for body, name in _cells([report]) if report.kind == kind else ():
            if not wanted or body in wanted:
                cells[body, name] = "digest" if report.digest else "held"
    found = {name for _, name in cells}
    names = tuple(cycle.name for cycle in cycles_of(kind) if cycle.name in found)
    return CoverageTable(kind, tuple(sorted({body for body, _ in cells})), names, cells)
