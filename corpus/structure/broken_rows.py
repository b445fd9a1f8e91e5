"""Rows of tables whose first cell begins on the line before: that line and the row are one block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from corpus.structure.text import ReportText
from corpus.types import Block, Span
from corpus.vocabulary.scales import PRINTED

LONGEST: Final = 24  # words of the line
BREAK: Final = 4  # characters at the most between two lines of a cell
_GRADED: Final = re.compile(rf"\b(?:{PRINTED})\W*$", re.I)


def whole_rows(blocks: Sequence[Block], text: ReportText) -> Iterator[Block]:
    """Blocks, with a row whose first cell begins on the line before it as one: a row, or a heading where that line is.

    The line has no end; the row goes on in lower case, and gives a grade.
    """
    begun: Block | None = None
    for block, after in zip_longest(blocks, blocks[1:]):
        if begun:
            first, last = begun.spans[0], block.spans[-1]
            kept = begun if begun.kind == "heading" else block
            yield replace(kept, spans=(Span(first.page, first.start, last.end),))
            begun = None
        elif _goes_on(block, after, text):
            begun = block
        else:
            yield block


def _goes_on(line: Block, row: Block | None, text: ReportText) -> bool:
    """Whether a line is the first of a row's first cell."""
    if row is None or line.kind not in ("paragraph", "heading") or row.kind != "row":
        return False
    first, last = line.spans[-1], row.spans[0]
    if len({span.page for span in (*line.spans, *row.spans)}) != 1 or not 0 <= last.start - first.end <= BREAK:
        return False
    begins, goes_on = text.words(line.spans), text.words(row.spans)
    return (
        goes_on[:1].islower()
        and begins[-1:].isalpha()
        and len(begins.split()) <= LONGEST
        and bool(_GRADED.search(goes_on))
    )
