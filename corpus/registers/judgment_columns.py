"""Judgments in tables that have a column for each grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from corpus.registers.judgment_tables import is_area
from corpus.registers.judgment_words import grade_of, grades_in
from corpus.structure.outline import Outline, OutlineBlock
from corpus.structure.text import Origin, runs_of
from corpus.types import Column, Judgment, Span
from corpus.vocabulary.scales import begins_area, folded, known_in

FEWEST: Final = 3  # grades side by side that head a table
MOST_LINES: Final = 8  # of an area's name in a narrow column


def in_columns(columns: Sequence[Column], outline: Outline) -> Iterator[Judgment]:
    """The judgments of tables with a column for each grade."""
    for column in (*columns, *_html_columns(outline)):
        if found := grade_of(outline.words(column.head)):
            for spans in _areas(column, outline):
                yield Judgment(outline.words(spans), *found, (*column.head, *spans), "columns")


def _areas(column: Column, outline: Outline) -> Iterator[tuple[Span, ...]]:
    """The areas of a column: those known by name, and lines between them that look like the name of one."""
    lines = [span for cell in column.cells for span in cell]
    if whole := _named(lines, outline):
        yield from whole
        return
    first = {0, *accumulate(map(len, column.cells))}  # the numbers of the lines with which a cell begins
    first |= {number for number, span in enumerate(lines) if outline.words([span])[:1].isupper()}
    at = 0
    while at < len(lines):
        ends = [end for end in range(min(len(lines), at + MOST_LINES), at, -1) if end in first or end == len(lines)]
        named = next(((end, found) for end in ends if (found := _named(lines[at:end], outline))), None)
        if named:
            yield from named[1]
        elif ends and _is_name(outline.words(lines[at : ends[-1]])):
            yield tuple(lines[at : ends[-1]])
        at = named[0] if named else ends[-1] if ends else at + 1


def _is_name(text: str) -> bool:
    """Whether a text that is not known looks like an area's whole name: several words, the first with a capital."""
    words = folded(text).split()
    cut = begins_area(text) or words[-1:] in ([word] for word in ("and", "of", "the", "to", "for", "in", "with", "or"))
    ran_together = any(known_in(" ".join(words[:end])) for end in range(2, len(words)))
    return text[:1].isupper() and len(words) > 1 and is_area(text) and not cut and not ran_together


def _named(cell: Sequence[Span], outline: Outline) -> list[tuple[Span, ...]]:
    """The spans of each name in a text of nothing but names of areas."""
    words: list[str] = []
    origin: list[Origin] = []
    for number, span in enumerate(cell):
        words += [outline.text.stored(span), " "]
        origin += [(number, span.page, offset) for offset in (*outline.text.offsets(span), span.end)]
    found = known_in("".join(words)) or []
    return [runs_of(origin[start:end]) for start, end in found]


def _html_columns(outline: Outline) -> Iterator[Column]:
    """The columns of rows whose cells the source tells apart, below a row of nothing but grades."""
    heads: list[Span] = []
    under: list[list[tuple[Span, ...]]] = []
    for entry in outline.blocks:
        cells = _all_cells(entry, outline) if entry.block.kind == "row" else []
        graded = [cell for cell in cells if grade_of(outline.words([cell]))]
        if len(graded) == len(cells) >= FEWEST and len(grades_in(outline.words(cells))) == len(cells):
            yield from _columns(heads, under)
            heads, under = cells, [[] for _ in cells]
        elif heads and len(cells) == len(heads):
            for column, cell in zip(under, cells, strict=True):
                column += [(cell,)] if outline.words([cell]) else []
        else:
            yield from _columns(heads, under)
            heads, under = [], []
    yield from _columns(heads, under)


def _columns(heads: Sequence[Span], under: Sequence[Sequence[tuple[Span, ...]]]) -> Iterator[Column]:
    for head, cells in zip(heads, under, strict=True):
        yield Column((head,), tuple(cells))


def _all_cells(row: OutlineBlock, outline: Outline) -> list[Span]:
    """The cells of a row with the empty ones, which tabs in its line tell."""
    span = row.block.spans[0]
    text = outline.text.pages[span.page]
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    if "\t" not in line:
        return []
    edges = [start, *(start + n + 1 for n, char in enumerate(line) if char == "\t"), start + len(line) + 1]
    return [Span(span.page, first, last - 1) for first, last in pairwise(edges)]
