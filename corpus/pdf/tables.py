"""Ruled tables whose cells hold sentences: their lines put into the order in which they are read, cell by cell.

Pages give such a table line by line across its columns, or cell by cell, and a row that runs over a page
break in two pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.pdf.frames import Table
from corpus.pdf.lines import ENDED, Placed
from corpus.pdf.printed import PrintedPage

FULL = 0.6  # share of a column's width: a shorter line is not broken by the column's edge
PROSE = 150  # characters of sentences in one cell, from which a table is read cell by cell; below, row by row


@dataclass(slots=True)
class _Row:
    """A row of a table: its lines as they came, and, parted where they run over several columns, by column.

    ``edges`` are the left and the right edge of its first column, in points.
    """

    lines: list[Placed]
    columns: list[list[Placed]]
    edges: tuple[float, float]

    @property
    def is_head(self) -> bool:
        """Whether it names the columns."""
        return all(item.line.bold for item in self.lines)

    def starts_behind(self, before: _Row) -> bool:
        """Whether its first cell is a new one, not the rest of that of the row before."""
        if any(_runs_on(last, cell) for last, cell in zip(before.columns, self.columns, strict=True)):
            return False
        first, last = self.columns[0], before.columns[0]
        left, right = before.edges
        short = not last or last[-1].line.x1 < left + FULL * (right - left)
        return bool(first) and (short or bool(ENDED.search(last[-1].text)))

    @property
    def has_ended(self) -> bool:
        """Whether the sentence in its last column is complete."""
        last = self.columns[-1][-1].text if self.columns[-1] else ":"
        return bool(ENDED.search(last)) and not last.endswith(":")


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines that follow one another in a table, or outside all."""

    table: Table | None
    lines: list[Placed]

    @property
    def columns(self) -> int:
        """How many the table has; 0 outside all."""
        return len(self.table.xs) - 1 if self.table else 0

    @property
    def rows(self) -> Iterator[_Row]:
        """The rows of the table."""
        return _rows(self.lines, self.table) if self.table else iter(())


def by_cell(lines: Sequence[Placed], pages: Sequence[PrintedPage]) -> list[Placed]:
    """The lines of the text, those of tables of sentences in the order of rows and columns, numbered by cell."""
    runs = [_Run(table, list(group)) for table, group in groupby(lines, key=lambda item: _table_of(item, pages))]
    ordered: list[Placed] = []
    count = 0
    for columns, together in groupby(runs, key=lambda run: run.columns):
        found = list(together)
        rows = list(_whole(row for run in found for row in run.rows))
        if not columns or not _is_prose(rows):
            ordered += [item for run in found for item in run.lines]
            continue
        for row in rows:
            if row.is_head:
                ordered += row.lines
                continue
            for column, cell in enumerate(row.columns, start=1):
                count += 1
                ordered += [replace(item, cell=count, column=column) for item in cell]
    return ordered


def _whole(rows: Iterable[_Row]) -> Iterator[_Row]:
    """The rows, each that runs over a page break in one."""
    last: _Row | None = None
    for row in rows:
        if last and not row.is_head and _goes_on(last, row):
            columns = [a + b for a, b in zip(last.columns, row.columns, strict=True)]
            last = replace(last, lines=last.lines + row.lines, columns=columns)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _table_of(item: Placed, pages: Sequence[PrintedPage]) -> Table | None:
    line = item.line
    middle = (line.top + line.bottom) / 2
    return next((table for table in pages[item.page - 1].tables if table.cell(line.x0, middle)), None)


def _rows(lines: Sequence[Placed], table: Table) -> Iterator[_Row]:
    rows: dict[int, _Row] = {}
    for item in lines:
        row = rows.setdefault(_cell(item, table)[0], _Row([], [[] for _ in table.xs[1:]], (table.xs[0], table.xs[1])))
        row.lines.append(item)
        for part in _parts(item):
            row.columns[_cell(part, table)[1]].append(part)
    return (rows[number] for number in sorted(rows))


def _cell(item: Placed, table: Table) -> tuple[int, int]:
    line = item.line
    return table.cell(line.x0, (line.top + line.bottom) / 2) or (0, 0)


def _parts(item: Placed) -> Iterator[Placed]:
    """The line, or its parts: of these only the last is followed by the next line, and keeps the number."""
    parts = item.line.parts or (item.line,)
    for n, part in enumerate(parts, start=1):
        number = item.number if n == len(parts) else -(item.number * len(parts) + n)
        text = item.text[part.start - item.line.start : part.end - item.line.start]
        yield replace(item, line=part, text=text, number=number, behind=n > 1)


def _runs_on(last: Sequence[Placed], cell: Sequence[Placed]) -> bool:
    """Whether a cell goes on in the next row of a table: in small letters, also behind a bullet."""
    begins_small = bool(cell) and next(filter(str.isalnum, cell[0].text), "").islower()
    return begins_small and (not last or last[-1].text[-1] not in ".!?")


def _is_prose(rows: Sequence[_Row]) -> bool:
    cells = (cell for row in rows for cell in row.columns if cell and ENDED.search(cell[-1].text))
    return any(sum(len(item.text) for item in cell) >= PROSE for cell in cells)


def _goes_on(before: _Row, row: _Row) -> bool:
    """Whether a row at the top of a page goes on with the last one of the page before."""
    turned = row.lines[0].page == before.lines[-1].page + 1
    unfinished = not row.columns[0] or (not before.has_ended and not row.starts_behind(before))
    return turned and not before.is_head and unfinished
