"""Judgments in tables: rows of an area and its grade, and columns headed by grades."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from corpus.gazetteer import Gazetteer
from corpus.judgment_words import GRADE, grade_of, grades_in, is_elsewhere
from corpus.outline import Entry, Outline
from corpus.scales import folded, known_areas, known_in
from corpus.types import Column, Judgment, Report, Span

FEWEST: Final = 3  # grades side by side that head a table
LONGEST_AREA: Final = 24  # words
_AREA_HEAD: Final = (
    r"(?:inspection |graded |judge?ment )?"
    r"(?:areas?|judge?ments?|(?:key )?questions?|standards?|pillars?|themes?|aspects?|diagnostics?)"
)
_GRADE_HEAD: Final = r"(?:our |the )?(?:overall )?(?:grades?|graded judge?ments?|judge?ments?|ratings?)"
_HEAD: Final = re.compile(rf"{_AREA_HEAD}(?: of [\w ]{{1,30}})?\s+{_GRADE_HEAD}(?: 20[\d/\u2013-]+)?", re.I)
_GRADED_SECTION: Final = re.compile(
    r"\b(?:graded judge?ments?|our judge?ments?|summary of (?:judge?ments|grades|ratings))\b", re.I
)
_ROW: Final = re.compile(rf"(?P<area>\S.*?)\s+(?P<grade>(?:{GRADE})(?:\s*\([^)]*\))?)", re.I)
_NO_AREA: Final = re.compile(  # a count of areas that are not named, or a line of a key
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\s+)?(?:(?:further|other|more|graded)\s+)*"
    r"(?:areas?|questions?)\b|.*\bnot (?:established|named|known)\b|total\b|number of\b|grades?\b",
    re.I,
)


def in_rows(outline: Outline, report: Report, names: Gazetteer) -> Iterator[Judgment]:
    """The judgments of tables with a row for each area."""
    for is_row, group in groupby(outline.entries, key=lambda entry: entry.block.kind == "row"):
        if is_row:
            yield from _of_table(list(group), outline, report, names)


def _of_table(rows: Sequence[Entry], outline: Outline, report: Report, names: Gazetteer) -> Iterator[Judgment]:
    if any(is_elsewhere(heading, report) for heading in rows[0].above if heading != report.title):
        return
    opened = bool(_GRADED_SECTION.search(rows[0].heading)) and _graded(rows[0], outline) is not None
    for row in rows:
        if _HEAD.fullmatch(" ".join(_cells(row, outline)) or row.text):
            opened = not is_elsewhere(row.text, report)
        elif opened and (judgment := _graded(row, outline)) and not _is_body(judgment.area, names):
            yield judgment


def _graded(row: Entry, outline: Outline) -> Judgment | None:
    """The judgment of a row that holds an area and one grade, and nothing else."""
    cells = _cells(row, outline)
    if len(cells) == 2:
        area, printed = cells
    elif not cells and (match := _ROW.fullmatch(row.text)):
        area, printed = match["area"], match["grade"]
    else:
        return None
    found = grade_of(printed)
    if found is None or not _is_area(area):
        return None
    return Judgment(area, found[0], found[1], row.block.spans, "table", row.heading)


def _cells(row: Entry, outline: Outline) -> list[str]:
    """The cells of a row that are not empty, where the source tells them apart, else none."""
    text = "\t".join(outline.texts[span.page][span.start : span.end] for span in row.block.spans)
    cells = [" ".join(cell.split()) for cell in text.split("\t")]
    return [cell for cell in cells if cell] if "\t" in text else []


def _is_area(text: str) -> bool:
    words = text.split()
    named = (
        any(map(str.isalpha, text))
        and text.casefold() != "improvement"
        and len(words) <= LONGEST_AREA
        and not _NO_AREA.match(text)
    )
    # A grade before the last one is that of another inspection, or the row one of a table of grades.
    return named and not re.search(rf"(?:^|\s)(?:{GRADE})\W*$", text, re.I)


def _is_body(text: str, names: Gazetteer) -> bool:
    return any((mention.start, mention.end) == (0, len(text)) for mention in names.find(text))


def in_columns(columns: Sequence[Column], outline: Outline) -> Iterator[Judgment]:
    """The judgments of tables with a column for each grade."""
    for column in (*columns, *_html_columns(outline)):
        if found := grade_of(outline.words(column.head)):
            for spans in _areas(column, outline):
                yield Judgment(outline.words(spans), *found, (*column.head, *spans), "columns")


def _areas(column: Column, outline: Outline) -> Iterator[tuple[Span, ...]]:
    """The areas of a column: where all its words are names of areas, these, else its cells that look like one."""
    whole = _named(tuple(span for cell in column.cells for span in cell), outline)
    if whole:
        yield from whole
        return
    for cell in column.cells:
        text = outline.words(cell)
        if named := _named(cell, outline):
            yield from named
        elif _is_area(text) and not _holds_area(text) and _is_whole([outline.words([span]) for span in cell]):
            yield cell


def _is_whole(lines: Sequence[str]) -> bool:
    """Whether the lines of a cell read like one name: a capital at its beginning alone, and several words."""
    begins = [line[:1].isupper() for line in lines]
    return begins[:1] == [True] and not any(begins[1:]) and len(" ".join(lines).split()) > 1


def _named(cell: Sequence[Span], outline: Outline) -> list[tuple[Span, ...]]:
    """The spans of each name in a text of nothing but names of areas."""
    words: list[str] = []
    origin: list[tuple[int, int, int]] = []  # number of span, its page, offset
    for number, span in enumerate(cell):
        text = outline.texts[span.page][span.start : span.end]
        words += [text, " "]
        origin += [(number, span.page, span.start + n) for n in range(len(text))]
        origin.append((number, span.page, span.end))
    found = known_in("".join(words)) or []
    return [_spans(origin[start:end]) for start, end in found]


def _spans(origin: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    parts = [list(part) for _, part in groupby(origin, key=lambda one: one[:2])]
    return tuple(Span(part[0][1], part[0][2], part[-1][2] + 1) for part in parts)


def _holds_area(text: str) -> bool:
    """Whether a text is a known area's name and more: two areas that ran together, perhaps."""
    words = folded(text).split()
    starts = (" ".join(words[:end]) for end in range(2, len(words)))
    return any(start in known_areas() for start in starts)


def _html_columns(outline: Outline) -> Iterator[Column]:
    """The columns of rows whose cells the source tells apart, below a row of nothing but grades."""
    heads: list[Span] = []
    under: list[list[tuple[Span, ...]]] = []
    for entry in outline.entries:
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


def _all_cells(row: Entry, outline: Outline) -> list[Span]:
    """The cells of a row with the empty ones, which tabs in its line tell."""
    span = row.block.spans[0]
    text = outline.texts[span.page]
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    if "\t" not in line:
        return []
    edges = [start, *(start + n + 1 for n, char in enumerate(line) if char == "\t"), start + len(line) + 1]
    return [Span(span.page, first, last - 1) for first, last in pairwise(edges)]
