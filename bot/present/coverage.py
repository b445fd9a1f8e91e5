"""Coverage of the catalogue as text, CSV, JSON, and as the content of a picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.phrases import counted
from bot.present.heat_table import ALT_TEXT, Cell, CycleColumns, HeatTable, Panel
from bot.present.jsonable import Json, dumped
from bot.registers.coverage import MEANING, STATES, Coverage, CoverageTable
from corpus.fetch.catalogue import fetch_command
from corpus.vocabulary.scales import Cycle

NO_CELL: Final = "-"
MOST_LISTED: Final = 12  # missing reports of other kinds that are named
SCALE: Final = Cycle("coverage", STATES)
COLUMNS: Final = ("inspectorate", "kind", "body", "cycle", "title", "published", "state", "address", "command")


def coverage_text(found: Coverage) -> str:
    """Tables of bodies by cycles, then what is missing of other reports."""
    parts = ["\n".join(_table(table)) for table in found.tables]
    parts += ["\n".join(_others(found))] if found.others else []
    used = {state for _, state in found.entries} | {s for table in found.tables for s in table.cells.values()}
    parts.append("\n".join(f"{state}: {MEANING[state]}" for state in STATES if state in used))
    return "\n\n".join(filter(None, parts)) or "The catalogue has no such report."


def _table(table: CoverageTable) -> Iterator[str]:
    years = [name.partition(" ")[2] for name in table.cycles]
    first = max(map(len, (table.kind, *table.bodies)))
    yield f"{table.kind[:1].upper()}{table.kind[1:]:<{first}} " + "".join(f" {year:<9}" for year in years).rstrip()
    for body in table.bodies:
        cells = "".join(f" {table.cells.get((body, name), NO_CELL):<9}" for name in table.cycles)
        yield f"{body:<{first}}  {cells}".rstrip()
    told = ", ".join(f"{count} {state}" for state, count in table.counts.items() if count)
    yield f"{counted(len(table.cells), 'inspection')}: {told}"


def _others(found: Coverage) -> Iterator[str]:
    missing = [entry for entry, state in found.others if state != "held"]
    yield f"Other reports of the catalogue: {len(found.others) - len(missing)} of {len(found.others)} held"
    for entry in missing[:MOST_LISTED]:
        yield f"  not held: {entry.title}"
    if len(missing) > MOST_LISTED:
        yield f"  and {len(missing) - MOST_LISTED} more: --format csv has all of them"


def _rows(found: Coverage) -> Iterator[dict[str, str]]:
    for entry, state in found.entries:
        values = (entry.source, entry.kind, entry.body, entry.cycle, entry.title, entry.published, state)
        command = "" if state == "held" else fetch_command([entry])
        yield dict(zip(COLUMNS, (*values, entry.addresses[0], command), strict=True))


def coverage_csv(found: Coverage) -> str:
    """A row for each report of the catalogue, with the command that fetches it where it is not held."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(found))
    return out.getvalue()


def coverage_json(found: Coverage) -> Json:
    """The same for other programs."""
    return {"reports": list(_rows(found)), "states": dict(MEANING)}


def coverage_picture(found: Coverage) -> HeatTable:
    """The tables as a picture shows them; colours say what the words say, too."""
    panels = tuple(map(_panel, found.tables))
    told = [
        f"{table.kind}: " + ", ".join(f"{count} {state}" for state, count in table.counts.items() if count)
        for table in found.tables
    ]
    notes = tuple(f"{state}: {MEANING[state]}." for state in STATES)
    alt = f"Table of coverage. {'; '.join(told)}."
    return HeatTable("Inspections held, by body and cycle", "; ".join(told), panels, (), notes, alt[:ALT_TEXT])


def _panel(table: CoverageTable) -> Panel:
    cells = {
        (table.bodies.index(body), table.cycles.index(name)): Cell(state, state, "", SCALE)
        for (body, name), state in table.cells.items()
        if name in table.cycles
    }
    years = tuple(name.partition(" ")[2] for name in table.cycles)
    return Panel((CycleColumns(f"{table.kind[:1].upper()}{table.kind[1:]}", years),), table.bodies, cells)


SHOWN: Final[Mapping[str, Callable[[Coverage], str]]] = {
    "text": coverage_text,
    "csv": coverage_csv,
    "json": lambda found: dumped(coverage_json(found)),
}
