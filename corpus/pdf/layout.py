"""Printed lines to blocks: what is a heading, a paragraph, a list item, a table row, a note.

Reports are set without tags, so the structure is read off the page: sizes, weights, gaps and
repetition. Every block keeps the spans of the characters it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TypeAlias

from corpus.pdf.boxes import part
from corpus.pdf.captions import is_caption
from corpus.pdf.chapters import chapter, with_depths
from corpus.pdf.closed import Closed
from corpus.pdf.grouping import NUMBER_ALONE, NUMBERED, Group, Style, grouped
from corpus.pdf.indents import with_items
from corpus.pdf.lines import Placed, text_lines
from corpus.pdf.numbered import with_numbers
from corpus.pdf.printed import PrintedPage
from corpus.pdf.slanted import with_slanted
from corpus.pdf.tables import by_cell
from corpus.types import Block, Span
from corpus.vocabulary.scales import WRITTEN

LONGEST_HEADING = 180  # characters
# *The experiences and progress of children in care requires improvement to be good.*
_GRADED = re.compile(rf"\b(?:is|are|be)\s+(?:{WRITTEN})\.\s*$|\brequires?\s+improvement\.\s*$", re.I)


def blocks_of(pages: Sequence[PrintedPage]) -> tuple[Block, ...]:
    """The blocks of a document's pages in reading order, without furniture and contents lists."""
    body = by_cell(text_lines(pages), pages)
    if not body:
        return ()
    style = Style.of(body)
    flow, boxes = part(with_numbers(body, style), pages, style.stands_out)
    blocks, apart = _without_tables(list(map(_closed, _groups(flow, style))))
    apart += [(_behind(blocks, flow[: box.at]), _boxed(box.lines, style)) for box in boxes]
    for number, (after, inside) in reversed(list(enumerate(sorted(apart, key=_place), start=1))):
        new = chapter(inside, number)
        at = next((n for n in range(after, len(blocks)) if blocks[n].kind == "heading" or new[0].opens), len(blocks))
        blocks[at:at] = new
    return _with_levels(blocks)


def _boxed(lines: Sequence[Placed], style: Style) -> list[Closed]:
    """The blocks of a box, the first of them its heading."""
    head, *rest = map(_closed, _groups(lines, style))
    return [replace(head, kind="heading"), *rest]


def _groups(lines: Sequence[Placed], style: Style) -> list[Group]:
    return with_slanted(with_items(grouped(lines, style), lines))


def _without_tables(blocks: Sequence[Closed]) -> tuple[list[Closed], list[_Apart]]:
    """The blocks without the tables that have a caption, and these, each with its place; other captions are notes."""
    flow: list[Closed] = []
    tables: list[_Apart] = []
    table: list[Closed] | None = None
    for block, after in zip_longest(blocks, blocks[1:]):
        if table is not None and block.is_tabular:
            table.append(block)
            continue
        table = None
        if not block.is_caption:
            flow.append(block)
        elif after and after.is_tabular:
            table = [replace(block, kind="heading")]
            tables.append((len(flow), table))
        else:
            flow.append(replace(block, kind="note"))
    return flow, tables


def _behind(blocks: Sequence[Closed], before: Sequence[Placed]) -> int:
    """How many of the blocks begin in these lines, which stand before a box."""
    held = {(line.page, line.number) for line in before}
    started = [n for n, block in enumerate(blocks) if block.first in held]
    return started[-1] + 1 if started else 0


def _place(apart: _Apart) -> tuple[int, tuple[int, int]]:
    return apart[0], apart[1][0].first


_Apart: TypeAlias = tuple[int, list[Closed]]  # a box or table, and how many blocks of the text stand before it


def _closed(block: Group) -> Closed:
    first, kind = block.lines[0], block.kind
    if kind in ("paragraph", "item") and len(block.lines) > 1 and NUMBER_ALONE.fullmatch(first.text):
        block.lines, block.skip = block.lines[1:], 0  # the number stands before them as one in their first line does
    text = " ".join(item.text for item in block.lines)
    if kind == "heading" and not _reads_like_heading(text):
        kind, mark = "paragraph", NUMBERED.match(first.text)
        block.skip = mark.end() if mark else 0
    caption = kind in ("heading", "paragraph") and is_caption(text, stands_out=kind == "heading")
    place, cell = (first.page, first.number), (first.cell, first.column)
    look = round(first.line.size), first.line.bold
    return Closed(kind, text, _spans(block), place, *look, *cell, block.label, caption)


def _reads_like_heading(text: str) -> bool:
    """Whether words set as a heading are one: no long ones, no sentence but for one that gives a grade."""
    ends = re.search(r"[.;,](?:\s\([\w.]+\)|\s(?:and|or))?$", text.rstrip())  # with a reference, or as items do
    return len(text) <= LONGEST_HEADING and (not ends or bool(_GRADED.search(text)))


def _spans(block: Group) -> tuple[Span, ...]:
    """One span a page, from the first line's text after its bullet to the last line's end.

    Lines that follow each other in the page's text become one span; where other text (a
    footnote, a running head) stands between them, a new span begins.
    """
    spans: list[Span] = []
    previous: Placed | None = None
    for item in block.lines:
        span = item.span
        if previous is None and block.skip:
            span = Span(span.page, span.start + block.skip, span.end)
        if previous and (previous.page, previous.number + 1) == (item.page, item.number) and not item.behind:
            spans[-1] = Span(span.page, spans[-1].start, span.end)
        else:
            spans.append(span)
        previous = item
    return tuple(spans)


def _with_levels(blocks: Sequence[Closed]) -> tuple[Block, ...]:
    """Number heading styles, the largest first, from level 1."""
    styles = sorted({block.style for block in blocks if block.kind == "heading"}, reverse=True)
    level = {style: depth for depth, style in enumerate(styles, start=1)}
    made = [
        Block(b.kind, b.spans, level[b.style] if b.kind == "heading" else 0, b.box, b.cell, b.column, b.label)
        for b in blocks
    ]
    return with_depths(made, blocks)
