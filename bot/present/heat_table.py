"""The content of a heat table of graded judgments: rows, columns and cells, with a gap between cycles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.phrases import counted
from bot.quoting.place import dated
from bot.registers.grades import Grade, Grades
from corpus.types import Report
from corpus.vocabulary.scales import NOT_COMPARABLE, Cycle, folded, place_of

MOST_COLUMNS: Final = 6  # inspections of a body, or bodies, that are set side by side
MOST_ROWS: Final = 50
ALT_TEXT: Final = 1000  # characters; Discord takes 1024
DIGEST_MARK: Final = "*"
SAME_NAME: Final = "An area whose full name has changed has a row for each name."
BLANK: Final = "An empty cell: no grade under this name."
BELOW: Final = "see below"  # in place of a longer remark on a grade
DIGEST_NOTE: Final = f"{DIGEST_MARK} From a digest written for this project, not from the inspectorate's own text."


@dataclass(frozen=True, slots=True)
class Cell:
    """A grade in a table: its words, the remark added to it, and its cycle, which decides its colour."""

    grade: str
    words: str
    added: str
    cycle: Cycle | None


@dataclass(frozen=True, slots=True)
class CycleColumns:
    """Columns of one cycle, side by side."""

    title: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One table; ``cells`` are by row and column number, columns being numbered across all groups."""

    groups: tuple[CycleColumns, ...]
    rows: tuple[str, ...]
    cells: dict[tuple[int, int], Cell]


@dataclass(frozen=True, slots=True)
class HeatTable:
    """A picture's content: panels one below the other, scales, notes, and the alternative text."""

    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    scales: tuple[Cycle, ...]
    notes: tuple[str, ...]
    alt: str


def heat_table(found: Grades) -> HeatTable:
    """The inspections of one body side by side, or the bodies of each cycle."""
    one = len(found.bodies) == 1
    panels, left = _of_body(found.grades) if one else _of_bodies(found.grades)
    title = f"Graded judgments: {found.bodies[0]}" if one else f"Graded judgments of {len(found.bodies)} bodies"
    several = len(found.cycles) > 1
    return HeatTable(
        title,
        NOT_COMPARABLE if several else "",
        panels,
        tuple(cycle for cycle in found.cycles if cycle and cycle.grades),
        tuple(filter(None, [*left, *_notes(found, panels, several=several and one), _source(found.reports)])),
        _alt(found, title),
    )


def _of_body(grades: Sequence[Grade]) -> tuple[tuple[Panel, ...], list[str]]:
    """Areas by inspections, the oldest inspection on the left."""
    everything = sorted({grade.report.id: grade.report for grade in grades}.values(), key=lambda report: report.date)
    reports = everything[-MOST_COLUMNS:]
    cycle = {grade.report.id: grade.cycle for grade in grades}
    groups: list[tuple[Cycle | None, list[Report]]] = []
    for report in reports:
        last = groups[-1] if groups else None
        if last and last[0] is not None and last[0] == cycle[report.id]:
            last[1].append(report)
        else:
            groups.append((cycle[report.id], [report]))
    drawn = sorted((g for g in grades if g.report in reports), key=lambda grade: -reports.index(grade.report))
    known = list(dict.fromkeys(grade.area for grade in drawn))
    rows = tuple(_printed(area, drawn) for area in known)
    columns = [report.id for report in reports]
    cells = {(known.index(g.area), columns.index(g.report.id)): _cell(g) for g in drawn}
    shown = tuple(CycleColumns(_group_head(own, members), tuple(map(_column_head, members))) for own, members in groups)
    left = len(everything) - len(reports)
    return (Panel(shown, rows, cells),), [f"{left} older inspections are not drawn."] if left else []


def _of_bodies(grades: Sequence[Grade]) -> tuple[tuple[Panel, ...], list[str]]:
    """For each cycle, areas by bodies where these are few, else bodies by areas; the newest grade of each."""
    panels: list[Panel] = []
    left: list[str] = []
    for cycle in dict.fromkeys(grade.cycle for grade in grades):
        newest: dict[tuple[str, str], Grade] = {}
        for grade in grades:
            if grade.cycle == cycle:
                newest.setdefault((grade.report.body, grade.area), grade)  # the newest comes first
        bodies = list(dict.fromkeys(body for body, _ in newest))
        left += [f"{_named(cycle)}: {len(bodies) - MOST_ROWS} more bodies are not drawn."] * (len(bodies) > MOST_ROWS)
        panels += _bodies_panels(cycle, bodies[:MOST_ROWS], newest)
    return tuple(panels), left


def _bodies_panels(cycle: Cycle | None, bodies: Sequence[str], newest: dict[tuple[str, str], Grade]) -> Iterator[Panel]:
    """Panels of as many columns as can be read, each with all rows."""
    known = sorted(dict.fromkeys(area for _, area in newest), key=lambda area: place_of(area, cycle))
    drawn = [grade for grade in newest.values() if grade.report.body in bodies]
    printed = {area: _printed(area, drawn) for area in known}
    if len(bodies) <= MOST_COLUMNS and len(known) > 1:
        cells = {(known.index(area), bodies.index(body)): _cell(grade) for (body, area), grade in newest.items()}
        heads = tuple("\n".join(_body_head(body, drawn)) for body in bodies)
        yield Panel((CycleColumns(_named(cycle), heads),), tuple(printed.values()), cells)
        return
    rows = tuple(", ".join(_body_head(body, drawn)) for body in bodies)
    for areas_here in _evenly(known):
        heads = tuple(printed[area] for area in areas_here)
        cells = {
            (bodies.index(body), areas_here.index(area)): _cell(grade)
            for (body, area), grade in newest.items()
            if body in bodies and area in areas_here
        }
        yield Panel((CycleColumns(_named(cycle), heads),), rows, cells)


def _evenly(names: Sequence[str]) -> list[Sequence[str]]:
    """Names in as few parts of about equal length as have room for them."""
    parts = -(-len(names) // MOST_COLUMNS)
    edges = [len(names) * n // parts for n in range(parts + 1)]
    return [names[start:end] for start, end in pairwise(edges)]


def _cell(grade: Grade) -> Cell:
    words, _, added = grade.label.partition(" (")
    added = added.rstrip(")")
    return Cell(grade.judgment.grade, words[:1].upper() + words[1:], BELOW if _is_long(added) else added, grade.cycle)


def _is_long(added: str) -> bool:
    return len(added) > len(BELOW)


def _printed(area: str, grades: Iterable[Grade]) -> str:
    """An area's name as the reports drawn print it; where they differ, each of its names."""
    names = [grade.judgment.area for grade in grades if grade.area == area]
    return " / ".join({folded(name): name for name in names}.values())


def _body_head(body: str, grades: Iterable[Grade]) -> tuple[str, ...]:
    """A body, and the dates of its inspections that are drawn."""
    reports = {grade.report.id: grade.report for grade in grades if grade.report.body == body}.values()
    mark = DIGEST_MARK * any(report.digest for report in reports)
    return f"{body}{mark}", *dict.fromkeys(map(dated, reports))


def _named(cycle: Cycle | None) -> str:
    return cycle.name if cycle else "Scale not known"


def _group_head(cycle: Cycle | None, reports: Sequence[Report]) -> str:
    kind = reports[0].kind
    return cycle.name if cycle else f"{kind[:1].upper()}{kind[1:]} (scale not known)"


def _column_head(report: Report) -> str:
    return f"{dated(report)}{DIGEST_MARK * report.digest}"


def _notes(found: Grades, panels: Iterable[Panel], *, several: bool) -> Iterable[str]:
    blank = any(len(p.cells) < len(p.rows) * sum(len(group.columns) for group in p.groups) for p in panels)
    yield " ".join([BLANK] * blank + [SAME_NAME] * several)
    for grade in found.grades:
        if _is_long(grade.judgment.printed.partition(" (")[2].rstrip(")")):
            yield f"{grade.judgment.area}, {dated(grade.report)}: {grade.judgment.printed}."
    yield DIGEST_NOTE if any(report.digest for report in found.reports) else ""


def _source(reports: Sequence[Report]) -> str:
    inspectorates = list(dict.fromkeys(name for report in reports for name in report.inspectorates))
    dates = sorted(report.date[:4] for report in reports if report.date)
    years = "" if not dates else f", {dates[0]}" if dates[0] == dates[-1] else f", {dates[0]} to {dates[-1]}"
    authors = f"{' of ' * bool(inspectorates)}{', '.join(inspectorates)}"
    count = counted(len(reports), "inspection report")
    return f"Source: {count}{authors}{years}. Drawn by reportbot from the reports held."


def _alt(found: Grades, title: str) -> str:
    """The picture in words, cut where it is too long."""
    parts = [f"Heat table. {title}."]
    for report in found.reports:
        own = [grade for grade in found.grades if grade.report.id == report.id]
        listed = "; ".join(f"{grade.judgment.area}: {grade.judgment.grade}" for grade in own)
        parts.append(f"{report.body}, {_named(own[0].cycle)}, {dated(report)}: {listed}.")
    text = " ".join([*parts, *([NOT_COMPARABLE] if len(found.cycles) > 1 else [])])
    return text if len(text) <= ALT_TEXT else text[: text.rfind(" ", 0, ALT_TEXT - 2)] + " …"
