"""Printed lines to blocks: what is a heading, a paragraph, a list item, a table row, a note.

Reports are set without tags, so the structure is read off the page: sizes, weights, gaps and
repetition. Every block keeps the spans of the characters it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.pdf.boxes import part
from corpus.pdf.grouping import Group, Style, grouped
from corpus.pdf.lines import Placed, text_lines
from corpus.pdf.printed import PrintedPage
from corpus.pdf.tables import by_cell
from corpus.types import Block, Span

LONGEST_HEADING = 180  # characters


def blocks_of(pages: Sequence[PrintedPage]) -> tuple[Block, ...]:
    """The blocks of a document's pages in reading order, without furniture and contents lists."""
    body = by_cell(text_lines(pages), pages)
    if not body:
        return ()
    style = Style.of(body)
    flow, boxes = part(body, pages, style.stands_out)
    blocks = list(map(_closed, grouped(flow, style)))
    for number, box in reversed(list(enumerate(boxes, start=1))):
        at = _end_of_section(blocks, flow[: box.at])
        head, *rest = map(_closed, grouped(box.lines, style))
        blocks[at:at] = [replace(head, kind="heading", box=number), *(replace(block, box=number) for block in rest)]
    return _with_levels(blocks)


def _end_of_section(blocks: Sequence[_Closed], before: Sequence[Placed]) -> int:
    """Where a box belongs that stands after these lines: behind the last block of their section."""
    held = {(line.page, line.number) for line in before}
    started = [n for n, block in enumerate(blocks) if block.first in held]
    after = started[-1] + 1 if started else 0
    return next((n for n in range(after, len(blocks)) if blocks[n].kind == "heading"), len(blocks))


@dataclass(frozen=True, slots=True)
class _Closed:
    """A block that is whole: ``first`` is the page and number of its first line, whose size and weight it has."""

    kind: str
    spans: tuple[Span, ...]
    first: tuple[int, int]
    size: float
    bold: bool
    cell: int
    column: int
    label: str = ""
    box: int = 0

    @property
    def style(self) -> tuple[float, bool]:
        return self.size, self.bold


def _closed(block: Group) -> _Closed:
    first = block.lines[0]
    kind = block.kind
    if kind == "heading" and not _reads_like_heading(block):
        kind = "paragraph"
    place = first.page, first.number
    return _Closed(kind, _spans(block), place, round(first.line.size), first.line.bold, first.cell, first.column, block.label)


def _reads_like_heading(block: Group) -> bool:
    text = " ".join(item.text for item in block.lines)
    return len(text) <= LONGEST_HEADING and not re.search(r"[.;,]$", text)


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
        if previous and (previous.page, previous.number + 1) == (item.page, item.number):
            spans[-1] = Span(span.page, spans[-1].start, span.end)
        else:
            spans.append(span)
        previous = item
    return tuple(spans)


def _with_levels(blocks: Sequence[_Closed]) -> tuple[Block, ...]:
    """Number heading styles, the largest first, from level 1."""
    styles = sorted({block.style for block in blocks if block.kind == "heading"}, reverse=True)
    level = {style: depth for depth, style in enumerate(styles, start=1)}
    return tuple(
        Block(b.kind, b.spans, level[b.style] if b.kind == "heading" else 0, b.box, b.cell, b.column, b.label)
        for b in blocks
    )
