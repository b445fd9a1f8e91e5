"""Printed lines to groups that belong together: headings, paragraphs, list items, table rows, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.pdf.lines import ENDED, Placed
from corpus.pdf.printed import Line

HEADING_GROWTH = 1.12  # a heading is set at least this much larger than the body, or bold
NOTE_SHRINK = 0.88  # footnotes are set at most this large
TWO_LINES = 1.5  # sizes of the letters: a line that is higher holds two
FULL_LINE = 0.8  # share of the way to the text's right edge: a line that runs so far is broken by it
NEXT = 3  # the label of a note is so much greater at most than that of the one above it
PARAGRAPH_GAP = 1.3  # lines of one paragraph are at most this many usual leadings apart

BULLET = re.compile(
    "(?:[\u2022\u25cf\u25cb\u25a0\u25a1\u25aa\u25ab\u25b6\u25ba\u25b8\u25c6\u25c7\u25e6\u25fc\u25fb"
    "\u2023\u2043\u2713\u2714\u27a2\ue000-\uf8ff\x7f-\x9f]|[-\u2013\u2014\u2212*o](?=\\s))\\s*"
)
_NUMBER = r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]"  # 4. 3.14. (a) iv)
NUMBER_ALONE = re.compile(_NUMBER)
NUMBERED = re.compile(rf"{_NUMBER}\s+(?=\S)|(?:\d{{1,3}}\.){{2,3}}(?=[A-Z][a-z])")
_ONE_MORE = re.compile(r"[;,] (?:and|or)$")  # ends the last item but one


@dataclass(slots=True)
class Group:
    """The lines of one block: ``label`` is the mark with which a note begins."""

    kind: str
    lines: list[Placed]
    skip: int = 0  # characters of the first line that are its bullet, number or label
    label: str = ""

    @property
    def last(self) -> Placed:
        """The last line."""
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in this document: size of the body, distance of its lines, right edge."""

    size: float
    leading: float
    right: float

    @classmethod
    def of(cls, lines: Sequence[Placed]) -> Style:
        """The style of a document with these lines."""
        sizes: Counter[float] = Counter()
        for item in [item for item in lines if not item.line.bold] or lines:
            sizes[round(item.line.size * 2) / 2] += len(item.text)
        size = sizes.most_common(1)[0][0]
        body = [item for item in lines if abs(item.line.size - size) < 0.6]
        steps = [
            b.line.bottom - a.line.bottom
            for a, b in pairwise(body)
            if a.page == b.page and 0 < b.line.bottom - a.line.bottom < 3 * size
        ]
        return cls(size, median(steps) if steps else 1.2 * size, max(i.line.x1 for i in body))

    def is_note(self, line: Line) -> bool:
        """Whether a line is set as footnotes are."""
        return line.size < NOTE_SHRINK * self.size

    def stands_out(self, line: Line) -> bool:
        """Whether a line is set as headings are."""
        return (line.bold and not self.is_note(line)) or line.size > HEADING_GROWTH * self.size


def grouped(lines: Iterable[Placed], style: Style) -> list[Group]:
    """The groups of lines in the order in which the pages give them, without bullets and rules of no words."""
    groups = _Grouper(style).group(lines)
    return [group for group in groups if any(char.isalnum() for item in group.lines for char in item.text)]


class _Grouper:
    """Puts lines together into groups."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._done: list[Group] = []
        self._flow: Group | None = None  # the paragraph or item that the next line may go on with
        self._note: Group | None = None

    def group(self, lines: Iterable[Placed]) -> list[Group]:
        for item in lines:
            self._take(item)
        return self._done

    def _take(self, item: Placed) -> None:
        flow = self._flow
        kind = self._kind(item)
        if kind == "note" and flow and self._hangs_in_small_print(flow, item):
            flow.lines.append(item)
        elif kind == "note":
            self._take_note(item)
        elif flow and self._goes_on(flow, item, "paragraph" if self._is_set_as(flow, item, kind) else kind):
            if self._is_cell_beside(flow, item) and _reads_like_cells(flow, item):
                flow.kind = "row"  # whose first cell took several lines
            flow.lines.append(item)
        else:
            self._flow = self._start(kind, item)
            if kind in ("heading", "row"):
                self._note = None

    def _is_set_as(self, flow: Group, item: Placed, kind: str) -> bool:
        """Whether a line that is set as headings are goes on with bold words of a sentence, or a bold paragraph."""
        first, last = flow.lines[0], flow.last
        if kind != "heading" or flow.kind not in ("paragraph", "item"):
            return False
        if first.counted and self._style.stands_out(first.line):
            return True
        full = last.line.x1 > FULL_LINE * self._style.right and not ENDED.search(last.text)
        return full and (item.text[0].islower() or self._style.stands_out(last.line))

    def _take_note(self, item: Placed) -> None:
        note = self._note
        if note and self._goes_on_in_note(note, item):
            note.lines.append(item)
        else:
            self._note = self._start("note", item)

    def _goes_on_in_note(self, note: Group, item: Placed) -> bool:
        step = _step(note.last, item)
        same = note.last.page == item.page and note.last.cell == item.cell and 0 <= step <= self._limit(item, note)
        return same and not _begins_note(note, item)

    def _hangs_in_small_print(self, flow: Group, item: Placed) -> bool:
        """Whether a line in small print goes on with the list item above it."""
        step = _step(flow.last, item)
        close = flow.last.page == item.page and flow.last.cell == item.cell and 0 < step <= self._limit(item, flow)
        return close and flow.kind == "item" and not item.label and item.line.x0 > flow.lines[0].line.x0 + 3

    def _start(self, kind: str, item: Placed) -> Group:
        mark = BULLET.match(item.text) or NUMBERED.match(item.text)
        skip = item.counted or (mark.end() if mark and mark.end() < len(item.text) else 0)
        skip = skip if kind in ("item", "paragraph") else 0
        block = Group(kind, [item], skip)
        if kind == "note" and item.label:
            block.skip, block.label = item.label, item.text[: item.label].strip(" \r\n.[]()")
        self._done.append(block)
        return block

    def _kind(self, item: Placed) -> str:
        line = item.line
        if line.label:  # raised
            return "note"
        if line.bulleted or BULLET.match(item.text):
            return "item"
        if line.cells > 1 and not _is_numbered(item):
            return "row"
        if item.counted:
            return "paragraph"
        if self._style.stands_out(line) and any(map(str.isalpha, item.text)):
            return "heading"
        return "note" if self._style.is_note(line) and not item.cell else "paragraph"  # tables are often in small print

    def _goes_on(self, flow: Group, item: Placed, kind: str) -> bool:
        last = flow.last
        if item.line.cut or item.counted or (item.cell != last.cell and not _is_rest_of_box(last, item)):
            return False
        if item.page != last.page:
            return (kind == flow.kind in ("paragraph",) and self._unfinished(flow, item)) or (
                kind == "paragraph" and flow.kind == "item" and self._unfinished(flow, item)
            )
        step = _step(last, item)
        beside = kind == "paragraph" and self._is_beside(flow, item)
        if abs(step) < 0.4 * self._style.leading and (flow.kind == kind != "item" or beside):
            return True  # further words of the same printed line
        if self._is_cell_beside(flow, item):
            return True
        if step < 0:
            return kind == "paragraph" and flow.kind in ("paragraph", "item") and self._unfinished(flow, item)
        if flow.kind == "row":
            return kind == "paragraph" and self._is_in_last_cell(flow, item, step)
        if kind in ("item", "row") or self._is_apart(flow, item, step):
            return False
        if flow.kind == "heading":  # its last line may be no more than a year
            if not self._style.stands_out(item.line) or abs(item.line.size - last.line.size) > 0.6:
                return False
        elif kind != flow.kind and not (kind == "paragraph" and flow.kind == "item"):
            return False
        return not self._leaves_item(flow, item) and not self._starts_numbered(flow, item)

    def _is_beside(self, flow: Group, item: Placed) -> bool:
        """Whether the line starts where the last line of a list item ends."""
        return flow.kind == "item" and abs(item.line.x0 - flow.last.line.x1) < self._style.size

    def _is_apart(self, flow: Group, item: Placed, step: float) -> bool:
        """Whether the line stands too far below, or beside, the lines of the block."""
        left = min(i.line.x0 for i in flow.lines)
        right = max(i.line.x1 for i in flow.lines)
        if item.line.x1 < left or item.line.x0 > right:
            return True
        limit = self._limit(item, flow)
        return step > (2 * limit if item.text[0].islower() and self._unfinished(flow, item) else limit)

    def _limit(self, item: Placed, flow: Group) -> float:
        """How far apart two lines of one block may be, in points."""
        size = min(item.line.size, flow.last.line.size)
        if flow.kind == "heading" and size <= HEADING_GROWTH * self._style.size:  # bold paragraphs stand as others do
            return PARAGRAPH_GAP * self._style.leading
        return PARAGRAPH_GAP * max(self._style.leading, 1.2 * size)

    def _unfinished(self, flow: Group, item: Placed) -> bool:
        """Whether the sentence of the last line goes on with this line, in another place."""
        last = flow.last
        full = last.line.x1 > FULL_LINE * self._style.right
        if ENDED.search(last.text):  # a semicolon ends an item, and no sentence
            return last.text.endswith(";") and flow.kind == "paragraph" and full and item.text[0].islower()
        starts_small = item.text[0].islower() or item.text[0] in "(,&\u2018'"
        return starts_small or item.cell > 0 or (full and (flow.kind == "paragraph" or self._hangs_under(flow, item)))

    @staticmethod
    def _hangs_under(flow: Group, item: Placed) -> bool:
        """Whether the line starts where the list item's own text does."""
        return flow.kind == "item" and len(flow.lines) > 1 and abs(flow.last.line.x0 - item.line.x0) < 3

    def _is_cell_beside(self, flow: Group, item: Placed) -> bool:
        """Whether the line is a short cell that stands to the right of the block's own lines."""
        return (
            flow.kind in ("row", "paragraph")
            and item.page == flow.last.page
            and len(item.text) <= 40
            and item.line.x0 > max(i.line.x1 for i in flow.lines) + self._style.size
            and item.line.bottom > flow.lines[0].line.top
            and item.line.top < flow.last.line.bottom
        )

    def _is_in_last_cell(self, flow: Group, item: Placed, step: float) -> bool:
        """Whether the line goes on with the words of the row's last cell."""
        under = item.line.x0 > min(i.line.x0 for i in flow.lines) + 2 * self._style.size
        runs_on = item.text[0].islower() or abs(item.line.x0 - flow.last.line.x0) < 3
        return under and runs_on and not self._is_apart(flow, item, step)

    def _leaves_item(self, flow: Group, item: Placed) -> bool:
        """Whether a line under a list item starts left of the item's own text."""
        if flow.kind != "item":
            return False
        first, x0 = flow.lines[0].line.x0, item.line.x0
        hanging = len(flow.lines) > 1 and flow.lines[1].line.x0 > first + 3
        if not ENDED.search(flow.last.text) and item.text[0].islower():
            return False
        return x0 < first - 3 or (x0 < first + 3 and (hanging or bool(ENDED.search(flow.last.text))))

    def _starts_numbered(self, flow: Group, item: Placed) -> bool:
        """Whether a numbered paragraph begins although the gap above it is small."""
        mark, first = NUMBERED.match(item.text), NUMBERED.match(flow.lines[0].text)
        if not mark:
            return False
        listed = first is not None and _written(first[0]) == _written(mark[0])
        return bool(ENDED.search(flow.last.text) or (listed and _ONE_MORE.search(flow.last.text)))


def _is_rest_of_box(last: Placed, item: Placed) -> bool:
    """Whether a line at the top of a page may go on with a box that has rules around it on one of two pages alone."""
    return item.page == last.page + 1 and 0 in (item.cell, last.cell) and item.text[0].islower()


def _step(last: Placed, item: Placed) -> float:
    """How far below another a line stands, in points; one that a broken word runs over its end is two lines high."""
    line = item.line
    bottom = line.top + line.size if line.bottom - line.top > TWO_LINES * line.size else line.bottom
    return bottom - last.line.bottom


def _begins_note(note: Group, item: Placed) -> bool:
    """Whether a line in small print begins another note, with its label; a sentence may go on with a number."""
    number = re.match(r"\d{1,3}(?=\s)", item.text)
    if not number or item.line.label or ENDED.search(note.last.text):
        return bool(item.label or number)
    return note.label.isdecimal() and 0 < int(number[0]) - int(note.label) <= NEXT


def _written(number: str) -> str:
    """How a number is written: the same for each of a list."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", number))


def _is_numbered(item: Placed) -> bool:
    """Whether a line has one wide gap, behind the number with which it begins."""
    first = item.line.pieces[0] if item.line.cells == 2 and item.line.pieces else None
    number = item.text[: first.end - item.line.start].strip() if first else ""
    return bool(NUMBER_ALONE.fullmatch(number)) or 0 < len(number) < item.counted


def _reads_like_cells(flow: Group, item: Placed) -> bool:
    """Whether a block and the words beside it are a table's row, not two columns of text."""
    sentences = any(ENDED.search(line.text) and not line.text.endswith(":") for line in flow.lines)
    return not sentences and not item.text[0].islower()
