"""Lists whose items only their indents tell: further to the right than their lead-in, or with hanging lines."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise, takewhile
from typing import Final

from corpus.pdf.grouping import Group
from corpus.pdf.lines import Placed

SAME: Final = 2.0  # points: left edges of the lines of a list differ at most so much
INDENT: Final = 0.5  # sizes of the letters: an indent is at least so wide
WIDEST: Final = 5.0  # sizes: hanging lines are indented by no more than this
FULL: Final = 0.8  # share of the lines at one left edge that end at or before the right edge of their column
FEWEST_ITEMS: Final = 2  # paragraphs behind a lead-in that are a list
FEWEST: Final = 5  # lines at one left edge of a page that tell where their column ends
_SENTENCES = re.compile(r"[a-z][.!?][\"'\u2019\u201d)]*\s+[A-Z]")


def with_items(groups: Sequence[Group], lines: Sequence[Placed]) -> list[Group]:
    """Groups of lines, those paragraphs that are lists parted into items; ``lines`` are all of the text."""
    columns = _Columns(lines)
    parted: list[Group] = []
    for group in groups:
        before = parted[-1] if parted else None
        parted += _parted(group, before, columns) if group.kind == "paragraph" else [group]
    _head_items(parted)
    return parted


def _head_items(groups: Sequence[Group]) -> None:
    """Make items of paragraphs that follow a lead-in one after another, each set further to the right than that."""
    for number, lead in enumerate(groups):
        if lead.kind == "paragraph" and lead.last.text.endswith(":"):
            behind = [*takewhile(partial(_is_right_of, lead), groups[number + 1 :])]
            for group in behind if len(behind) >= FEWEST_ITEMS else []:
                group.kind = "item"


def _is_right_of(lead: Group, group: Group) -> bool:
    first, size = group.lines[0], lead.last.line.size
    apart = first.line.x0 - lead.last.line.x0
    fits = group.kind == "paragraph" and first.page == lead.last.page and INDENT * size < apart < WIDEST * size
    return fits and not _SENTENCES.search(" ".join(item.text for item in group.lines))  # as paragraphs quoted have


def _parted(group: Group, before: Group | None, columns: _Columns) -> Iterator[Group]:
    """A paragraph with the items behind its lead-in, or behind the lead-in that the group before is, each by itself."""
    lines = group.lines
    if lines[0].cell or group.skip:
        yield group
        return
    at = next((n for n, item in enumerate(lines, start=1) if item.text.endswith(":")), 0)
    lead = lines[at - 1] if at else before.last if before and before.last.text.endswith(":") else None
    starts = _hanging(lines[at:], columns) or (_indented(lines[at:], lead, columns) if lead else [])
    if not starts:
        yield group
        return
    if at:
        yield Group("paragraph", lines[:at], group.skip)
    for first, last in pairwise([*starts, len(lines) - at]):
        yield Group("item", lines[at + first : at + last])


def _hanging(lines: Sequence[Placed], columns: _Columns) -> list[int]:
    """The numbers of the lines that begin an item, where the others hang under these; nothing where it is no list."""
    left = min((item.line.x0 for item in lines), default=0.0)
    starts = [n for n, item in enumerate(lines) if item.line.x0 - left < SAME]
    hanging = [item.line.x0 - left for n, item in enumerate(lines) if n not in starts]
    if len(starts) < 2 or not hanging or starts[0] or max(hanging) - min(hanging) > SAME:
        return []
    size = lines[0].line.size
    short = sum(columns.is_broken(lines[n - 1], lines[n]) for n in starts[1:])
    fits = INDENT * size < hanging[0] < WIDEST * size
    return starts if fits and 2 * short > len(starts) - 1 else []


def _indented(lines: Sequence[Placed], lead: Placed, columns: _Columns) -> list[int]:
    """The same where all lines begin at one place, to the right of their lead-in: each behind a line that is broken."""
    if not lines or lines[0].page != lead.page:
        return []
    left = lines[0].line.x0
    if any(abs(item.line.x0 - left) > SAME for item in lines) or left - lead.line.x0 < INDENT * lead.line.size:
        return []
    starts = [0, *(n for n in range(1, len(lines)) if columns.is_broken(lines[n - 1], lines[n]))]
    return starts if len(starts) > 1 else []


class _Columns:
    """Where the columns of text end on the right."""

    def __init__(self, lines: Sequence[Placed]) -> None:
        self._edges: dict[int, list[tuple[float, float]]] = {}
        for item in lines:
            self._edges.setdefault(item.page, []).append((item.line.x0, item.line.x1))
        for edges in self._edges.values():
            edges.sort()

    def is_broken(self, line: Placed, after: Placed) -> bool:
        """Whether a line ends although the first word of the next one would have had room in it."""
        words = after.text.split()[0]
        room = (len(words) + 1) * (after.line.x1 - after.line.x0) / len(after.text)
        return line.line.x1 + room < self._right(line)

    def _right(self, line: Placed) -> float:
        """The right edge of a line's column, as the lines beside its left edge tell; nothing where these are few."""
        edges, size = self._edges[line.page], line.line.size
        first = bisect(edges, (line.line.x0 - WIDEST * size, 0.0))
        last = bisect(edges, (line.line.x0 + WIDEST * size, 0.0))
        ends = sorted(x1 for _, x1 in edges[first:last])
        return ends[int(FULL * len(ends))] if len(ends) >= FEWEST else 0.0
