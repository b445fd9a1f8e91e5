"""Boxes: frames with a heading of their own that are set into the text, such as case studies.

The text goes on behind a box where it stopped, often within a sentence, and what stands behind it is not
what its heading tells of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.pdf.captions import is_caption
from corpus.pdf.frames import EDGE, Frame
from corpus.pdf.lines import Placed
from corpus.pdf.printed import Line, PrintedPage

TWO_LINES = 30.0  # points: a frame with a heading is at least so high; the rest of one on the next page may be less


@dataclass(slots=True)
class Box:
    """The lines of a box, the first of them its heading; ``at`` is the number of lines of the text before it."""

    frame: Frame
    lines: list[Placed]
    at: int = 0

    @property
    def page(self) -> int:
        """The page on which its last line stands."""
        return self.lines[-1].page


def part(
    lines: Sequence[Placed], pages: Sequence[PrintedPage], stands_out: Callable[[Line], bool]
) -> tuple[list[Placed], list[Box]]:
    """Part the lines of the text from those of the boxes that are set into it.

    ``stands_out`` tells the lines that are set as headings are. The boxes come in the order of their places.
    """
    framed = _framed(lines, pages)
    boxes: list[Box] = []
    for group in framed:
        first, rest = group.lines[0], group.lines[1:]
        high = group.frame.bottom - group.frame.top >= TWO_LINES
        if high and stands_out(first.line) and not all(stands_out(item.line) for item in rest):
            boxes.append(group)
        elif high and (title := _title(group, lines, stands_out)):
            boxes.append(Box(group.frame, [*title, *group.lines]))
        elif boxes and not stands_out(first.line) and _goes_on(boxes[-1], group, lines):
            boxes[-1].lines += group.lines
    inside = {(item.page, item.number) for box in boxes for item in box.lines}
    flow = [item for item in lines if (item.page, item.number) not in inside]
    for box in boxes:
        box.at = _place(box, flow)
    return flow, sorted(boxes, key=lambda box: box.at)


def _title(group: Box, lines: Sequence[Placed], stands_out: Callable[[Line], bool]) -> list[Placed]:
    """The caption directly above a frame, such as *Box 2*, whose lines are set as headings are."""
    frame, page = group.frame, group.lines[0].page
    above = [item for item in lines if item.page == page and item.line.bottom < frame.top + EDGE]
    found: list[Placed] = []
    for item in sorted(above, key=lambda item: -item.line.bottom):
        edge = found[0].line.top if found else frame.top
        beside = frame.x0 - EDGE <= item.line.x0 and item.line.x1 <= frame.x1 + EDGE
        if not (beside and stands_out(item.line) and edge - item.line.bottom < item.line.size):
            break
        found.insert(0, item)
    return found if is_caption(" ".join(item.text for item in found), stands_out=True) else []


def _framed(lines: Sequence[Placed], pages: Sequence[PrintedPage]) -> list[Box]:
    """The lines that stand in frames, put together by frame."""
    found: dict[tuple[int, Frame], Box] = {}
    for item in lines:
        holding = [frame for frame in pages[item.page - 1].frames if _holds(frame, item.line)]
        if holding:
            frame = max(holding, key=lambda frame: frame.bottom - frame.top)
            found.setdefault((item.page, frame), Box(frame, [])).lines.append(item)
    return list(found.values())


def _holds(frame: Frame, line: Line) -> bool:
    beside = frame.x0 - EDGE <= line.x0 and line.x1 <= frame.x1 + EDGE
    return beside and frame.top - EDGE <= line.top and line.bottom <= frame.bottom + EDGE


def _goes_on(box: Box, group: Box, lines: Sequence[Placed]) -> bool:
    """Whether a frame at the top of a page goes on with a box at the foot of the page before."""
    below = any(item.page == box.page and item.line.top > box.frame.bottom for item in lines)
    above = any(item.page == group.page and item.line.bottom < group.frame.top for item in lines)
    return group.page == box.page + 1 and not below and not above


def _place(box: Box, flow: Sequence[Placed]) -> int:
    """How many lines of the text come before a box, by its place on the page.

    Pages often give the lines of a box last, wherever it stands.
    """
    first = box.lines[0]
    for number, item in enumerate(flow):
        line = item.line
        beside = line.x0 < box.frame.x1 and box.frame.x0 < line.x1
        below = beside and line.top > box.frame.bottom - EDGE
        if item.page > first.page or (item.page == first.page and below):
            return number
    return len(flow)
