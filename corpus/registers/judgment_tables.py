"""Judgments in tables that have a row for each area, with its grade."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from corpus.describe.gazetteer import Gazetteer
from corpus.registers.judgment_words import grade_of, is_elsewhere
from corpus.structure.outline import Outline, OutlineBlock
from corpus.types import Judgment, Report
from corpus.vocabulary.numbers import TO_TWELVE
from corpus.vocabulary.scales import PRINTED

LONGEST_AREA: Final = 24  # words
FRONT: Final = 2  # pages on which a table of grades may stand without a head
FRONT_ROWS: Final = 3  # rows that such a page must have at least, all of them an area and its grade
_AREA_HEAD: Final = (
    r"(?:inspection |graded |judge?ment )?"
    r"(?:areas?|judge?ments?|(?:key )?questions?|standards?|pillars?|themes?|aspects?|diagnostics?)"
)
_GRADE_HEAD: Final = r"(?:our |the )?(?:overall )?(?:grades?|graded judge?ments?|judge?ments?|ratings?)"
_HEAD: Final = re.compile(rf"{_AREA_HEAD}(?: of [\w ]{{1,30}})?\s+{_GRADE_HEAD}(?: 20[\d/\u2013-]+)?", re.I)
_GRADED_SECTION: Final = re.compile(
    r"\b(?:graded judge?ments?|our judge?ments?|summary of (?:judge?ments|grades|ratings))\b", re.I
)
_ROW: Final = re.compile(rf"(?P<area>\S.*?)\s+(?P<grade>(?:{PRINTED})(?:\s*\([^)]*\))?)", re.I)
_NO_AREA: Final = re.compile(  # a count of areas that are not named, or a line of a key
    rf"(?:(?:one|{TO_TWELVE}|\d+)\s+)?(?:(?:further|other|more|graded)\s+)*"
    r"(?:areas?|questions?)\b|.*\bnot (?:established|named|known)\b|total\b|number of\b|grades?\b",
    re.I,
)


def in_rows(outline: Outline, report: Report, names: Gazetteer) -> Iterator[Judgment]:
    """The judgments of tables with a row for each area, headed as such or alone on a front page."""
    front = _front_pages(outline.blocks, outline)
    for is_row, group in groupby(outline.blocks, key=lambda entry: entry.block.kind == "row"):
        if is_row:
            rows = list(group)
            yield from _of_table(rows, outline, report, names, opened=rows[0].block.spans[0].page in front)


def _front_pages(blocks: Sequence[OutlineBlock], outline: Outline) -> frozenset[int]:
    """The first pages whose rows all give an area and its grade: the summary that a report opens with."""
    rows = [entry for entry in blocks if entry.block.kind == "row" and entry.block.spans[0].page <= FRONT]
    graded = Counter(row.block.spans[0].page for row in rows if _graded(row, outline))
    return frozenset(
        page
        for page, count in graded.items()
        if count >= FRONT_ROWS and count == sum(row.block.spans[0].page == page for row in rows)
    )


def _of_table(
    rows: Sequence[OutlineBlock], outline: Outline, report: Report, names: Gazetteer, *, opened: bool
) -> Iterator[Judgment]:
    if any(is_elsewhere(heading, report) for heading in rows[0].above if heading != report.title):
        return
    opened = opened or (bool(_GRADED_SECTION.search(rows[0].heading)) and _graded(rows[0], outline) is not None)
    for row in rows:
        if _HEAD.fullmatch(" ".join(_cells(row, outline)) or row.text):
            opened = not is_elsewhere(row.text, report)
        elif opened and (judgment := _graded(row, outline)) and not _is_body(judgment.area, names):
            yield judgment


def _graded(row: OutlineBlock, outline: Outline) -> Judgment | None:
    """The judgment of a row that holds an area and one grade, and nothing else."""
    cells = _cells(row, outline)
    if len(cells) == 2:
        area, printed = cells
    elif not cells and (match := _ROW.fullmatch(row.text)):
        area, printed = match["area"], match["grade"]
    else:
        return None
    found = grade_of(printed)
    if found is None or not is_area(area):
        return None
    return Judgment(area, found[0], found[1], row.block.spans, "table", row.heading)


def _cells(row: OutlineBlock, outline: Outline) -> list[str]:
    """The cells of a row that are not empty, where the source tells them apart, else none."""
    text = "\t".join(map(outline.text.stored, row.block.spans))
    cells = [" ".join(cell.split()) for cell in text.split("\t")]
    return [cell for cell in cells if cell] if "\t" in text else []


def is_area(text: str) -> bool:
    """Whether a text can be the name of an area: neither a grade nor a count of areas, and not too long."""
    words = text.split()
    named = (
        any(map(str.isalpha, text))
        and text.casefold() != "improvement"
        and len(words) <= LONGEST_AREA
        and not _NO_AREA.match(text)
    )
    # A grade before the last one is that of another inspection, or the row one of a table of grades.
    return named and not re.search(rf"(?:^|\s)(?:{PRINTED})\W*$", text, re.I)


def _is_body(text: str, names: Gazetteer) -> bool:
    return any((mention.start, mention.end) == (0, len(text)) for mention in names.find(text, within=False))
