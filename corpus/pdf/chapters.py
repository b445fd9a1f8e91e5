"""Boxes that open a chapter: the text behind them stands under what their first lines name and grade.

Reports on children's services set the area, its grade and a summary into a frame on top of a page; what was found
in that area follows below the frame, up to the next one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.pdf.closed import Closed
from corpus.types import Block
from corpus.vocabulary.scales import PRINTED, WRITTEN

_ENDS_GRADED: Final = re.compile(rf"\S.*\s(?:{PRINTED}|{WRITTEN})\W*", re.I | re.S)
_GRADE: Final = re.compile(rf"(?:{PRINTED})\W*", re.I)
_ASKS: Final = re.compile(r"\b(?:should|must|needs? to)\b", re.I)  # in a box that tells what has to be good
FRONT: Final = 1  # the page that grades all areas, and opens none
_HEADS: Final = 3  # blocks at the start of a box that may name its area and the grade


def chapter(inside: Sequence[Closed], number: int) -> list[Closed]:
    """The blocks of a box, its number given, with the heading of the chapter that it opens before them.

    That heading stands outside the box. The blocks are as they came where the box opens none: where it gives no
    grade to what it names, or stands on the front page.
    """
    boxed = [replace(block, box=number) for block in inside]
    named = range(0) if inside[0].is_caption or inside[0].first[0] == FRONT else _named(inside)
    if not named:
        return boxed
    parts = [inside[at] for at in named]
    words, spans = " ".join(part.words for part in parts), tuple(span for part in parts for span in part.spans)
    head = replace(inside[0], kind="heading", words=words, spans=spans, opens=number)
    return [head, *boxed[: named.start], *boxed[named.stop :]]


def _named(inside: Sequence[Closed]) -> range:
    """The blocks of a box that name an area which has a grade; none where no area is graded.

    They are its heading, or the first row of a table below that, whose first cell may begin on the line before.
    """
    head, *rest = (block.words for block in inside[:_HEADS])
    if _ASKS.search(head):
        return range(0)
    if _ENDS_GRADED.fullmatch(head) or (rest and _GRADE.fullmatch(rest[0])):
        return range(1)
    row = next((at for at, block in enumerate(inside[:_HEADS]) if at and block.kind == "row"), 0)
    if not row or not _ENDS_GRADED.fullmatch(rest[row - 1]):
        return range(0)
    return range(row - rest[row - 1][0].islower(), row + 1)


def with_depths(blocks: Sequence[Block], closed: Sequence[Closed]) -> tuple[Block, ...]:
    """Blocks with the headings of each opening box, and one that comes back behind several, below its chapter's.

    What comes back, such as *Inspection findings*, is told from the next chapter by that.
    """
    times = Counter(block.words.casefold() for block in closed if block.kind == "heading")
    found: list[Block] = []
    box = level = 0  # of the latest chapter
    waits = False  # for the first block behind its box
    for block, own in zip(blocks, closed, strict=True):
        comes_back = waits and own.box == 0 and times[own.words.casefold()] > 1
        if own.opens:
            box, level, waits = own.opens, block.level, True
        elif own.box == 0:
            waits = False
        is_below = not own.opens and (comes_back or 0 < own.box == box)
        found.append(replace(block, level=max(block.level, level + 1)) if block.level and is_below else block)
    return tuple(found)
