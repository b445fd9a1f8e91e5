"""Printed lines to blocks: what is a heading, a paragraph, a list item, a table row, a note.

Reports are set without tags, so the structure is read off the page: sizes, weights, gaps and
repetition. Every block keeps the spans of the characters it is made of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.pdfium import Line, PrintedPage
from corpus.types import Block, Span

MARGIN = 0.13  # share of a page's height in which running heads and feet stand
HEADING_GROWTH = 1.12  # a heading is set at least this much larger than the body, or bold
NOTE_SHRINK = 0.88  # footnotes are set at most this large
PARAGRAPH_GAP = 1.3  # lines of one paragraph are at most this many usual leadings apart
LONGEST_HEADING = 180  # characters

BULLET = re.compile(
    "(?:[\u2022\u25cf\u25cb\u25a0\u25a1\u25aa\u25ab\u25b6\u25ba\u25b8\u25c6\u25c7\u25e6\u25fc\u25fb"
    "\u2023\u2043\u2713\u2714\u27a2\ue000-\uf8ff\x7f-\x9f]|[-\u2013\u2014*o](?=\\s))\\s*"
)
NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-\u2013]?\s*(?:\d{1,4}|[ivxl]+)\s*[-\u2013]?(?:\s+of\s+\d+)?", re.I)
CONTENTS_ENTRY = re.compile(r".*?\S(?:\s|\.{3,}|\u2026)+\d{1,3}$|.*\.{5,}.*")
CONTENTS_TITLE = re.compile(r"(?:table of )?contents:?", re.I)
ENDED = re.compile(r"[.!?:;][\"'\u2019\u201d)\]]*\d{0,2}$")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with its page, its text, and its number on the page."""

    page: int
    line: Line
    text: str
    number: int

    @property
    def span(self) -> Span:
        return Span(self.page, self.line.start, self.line.end)


@dataclass(slots=True)
class _Open:
    """A block that may still grow; ``indent`` is where the text of a list item's lines starts."""

    kind: str
    lines: list[_Placed]
    skip: int = 0  # characters of the first line that are its bullet or number
    marks: list[_Placed] = field(default_factory=list)

    @property
    def last(self) -> _Placed:
        """The last line that is more than a footnote's mark."""
        return next(line for line in reversed(self.lines) if line not in self.marks)


def blocks_of(pages: Sequence[PrintedPage]) -> tuple[Block, ...]:
    """The blocks of a document's pages in reading order, without furniture and contents lists."""
    body = _without_contents(_without_furniture(pages), pages)
    if not body:
        return ()
    style = _Style.of(body)
    grouped = (block for block in _Grouper(style).group(body) if _has_words(block))
    return _with_levels([_closed(block, style) for block in grouped])


def _has_words(block: _Open) -> bool:
    """Whether a block is more than an empty item's bullet or a rule drawn with hyphens."""
    return any(char.isalnum() for item in block.lines for char in item.text)


def _placed(pages: Sequence[PrintedPage]) -> Iterator[_Placed]:
    for number, page in enumerate(pages, start=1):
        for n, line in enumerate(page.lines):
            yield _Placed(number, line, page.text[line.start : line.end], n)


def _in_margin(item: _Placed, page: PrintedPage) -> str:
    """``head`` or ``foot`` when the line stands in that margin of its page, else ''."""
    if item.line.bottom < MARGIN * page.height:
        return "head"
    return "foot" if item.line.top > (1 - MARGIN) * page.height else ""


def _without_furniture(pages: Sequence[PrintedPage]) -> list[_Placed]:
    """Drop running heads and feet (the same words in the same margin of many pages) and numbers."""
    lines = list(_placed(pages))
    seen = Counter({(_in_margin(item, pages[item.page - 1]), _shape(item.text), item.page) for item in lines})
    repeats = Counter((margin, shape) for margin, shape, _ in seen if margin)
    often = 2 if len(pages) <= 4 else max(3, round(0.25 * len(pages)))
    return [item for item in lines if not _is_furniture(item, pages, repeats, often)]


def _is_furniture(
    item: _Placed,
    pages: Sequence[PrintedPage],
    repeats: Counter[tuple[str, str]],
    often: int,
) -> bool:
    margin = _in_margin(item, pages[item.page - 1])
    if not margin:
        return False
    if PAGE_NUMBER.fullmatch(item.text):
        return True
    # A sentence of the text may come back at the same height by chance; furniture is short.
    return repeats[margin, _shape(item.text)] >= often and not ENDED.search(item.text)


def _shape(text: str) -> str:
    """A line's text with its numbers and blanks folded, so that running heads look alike."""
    return re.sub(r"\s+", " ", re.sub(r"\d+", "#", text)).casefold()


def _without_contents(lines: list[_Placed], pages: Sequence[PrintedPage]) -> list[_Placed]:
    """Drop the entries of contents lists: runs of lines that end in a page number."""
    dropped: set[int] = set()
    for number in range(1, min(len(pages), 12) + 1):
        dropped.update(_contents_entries([n for n, item in enumerate(lines) if item.page == number], lines))
    return [item for n, item in enumerate(lines) if n not in dropped]


def _contents_entries(on_page: list[int], lines: list[_Placed]) -> Iterable[int]:
    entries = [n for n in on_page if CONTENTS_ENTRY.fullmatch(lines[n].text)]
    titles = [n for n in on_page if CONTENTS_TITLE.fullmatch(lines[n].text)]
    dotted = sum("...." in lines[n].text for n in entries)
    if len(entries) < 3 or not (titles or dotted >= 3):
        return ()
    first = titles[0] if titles else entries[0]
    # Entries that take two lines end in a number only on the second.
    return range(first, entries[-1] + 1) if len(entries) * 3 >= entries[-1] - first else entries


@dataclass(frozen=True, slots=True)
class _Style:
    """What is usual in this document: size of the body, distance of its lines, right edge."""

    size: float
    leading: float
    right: float

    @classmethod
    def of(cls, lines: Sequence[_Placed]) -> _Style:
        sizes: Counter[float] = Counter()
        for item in lines:
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
        return line.size < NOTE_SHRINK * self.size

    def stands_out(self, line: Line) -> bool:
        return line.bold or line.size > HEADING_GROWTH * self.size


class _Grouper:
    """Puts lines together into blocks, in the order in which the page gives them."""

    def __init__(self, style: _Style) -> None:
        self._style = style
        self._done: list[_Open] = []
        self._flow: _Open | None = None  # the paragraph or item that the next line may go on with
        self._note: _Open | None = None

    def group(self, lines: Iterable[_Placed]) -> list[_Open]:
        for item in lines:
            self._take(item)
        return self._done

    def _take(self, item: _Placed) -> None:
        flow = self._flow
        if flow and self._is_mark(item, flow):
            flow.marks.append(item)
            flow.lines.append(item)
            return
        kind = self._kind(item)
        if kind == "note":
            self._take_note(item)
        elif flow and self._goes_on(flow, item, kind):
            if self._is_cell_beside(flow, item) and _reads_like_cells(flow, item):
                flow.kind = "row"  # whose first cell took several lines
            flow.lines.append(item)
        else:
            self._flow = self._start(kind, item)
            if kind in ("heading", "row"):
                self._note = None

    def _take_note(self, item: _Placed) -> None:
        note = self._note
        if note and self._goes_on_in_note(note, item):
            note.lines.append(item)
        else:
            self._note = self._start("note", item)

    def _goes_on_in_note(self, note: _Open, item: _Placed) -> bool:
        step = item.line.bottom - note.last.line.bottom
        same = note.last.page == item.page and 0 <= step <= self._limit(item, note)
        return same and not re.match(r"\d{1,2}\s", item.text)

    def _start(self, kind: str, item: _Placed) -> _Open:
        mark = BULLET.match(item.text) or NUMBERED.match(item.text)
        skip = mark.end() if mark and kind in ("item", "paragraph") and mark.end() < len(item.text) else 0
        block = _Open(kind, [item], skip)
        self._done.append(block)
        return block

    def _kind(self, item: _Placed) -> str:
        line = item.line
        if BULLET.match(item.text):
            return "item"
        if line.cells > 1:
            return "row"
        if self._style.stands_out(line) and any(map(str.isalpha, item.text)):
            return "heading"
        if self._style.is_note(line):
            return "note"
        return "paragraph"

    def _is_mark(self, item: _Placed, flow: _Open) -> bool:
        """Whether the line is the raised number of a footnote within the line before."""
        last = flow.last.line
        return (
            item.page == flow.last.page
            and len(item.text) <= 3
            and item.line.size < 0.8 * self._style.size
            and last.top - 3 < item.line.top
            and item.line.bottom < last.bottom + 3
        )

    def _goes_on(self, flow: _Open, item: _Placed, kind: str) -> bool:
        last = flow.last
        if item.page != last.page:
            return (kind == flow.kind in ("paragraph",) and self._unfinished(flow, item)) or (
                kind == "paragraph" and flow.kind == "item" and self._unfinished(flow, item)
            )
        step = item.line.bottom - last.line.bottom
        if abs(step) < 0.4 * self._style.leading and flow.kind == kind != "item":
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

    def _is_apart(self, flow: _Open, item: _Placed, step: float) -> bool:
        """Whether the line stands too far below, or beside, the lines of the block."""
        left = min(i.line.x0 for i in flow.lines)
        right = max(i.line.x1 for i in flow.lines)
        if item.line.x1 < left or item.line.x0 > right:
            return True
        limit = self._limit(item, flow)
        return step > (2 * limit if item.text[0].islower() and self._unfinished(flow, item) else limit)

    def _limit(self, item: _Placed, flow: _Open) -> float:
        """How far apart two lines of one block may be, in points."""
        return PARAGRAPH_GAP * max(self._style.leading, 1.2 * min(item.line.size, flow.last.line.size))

    def _unfinished(self, flow: _Open, item: _Placed) -> bool:
        """Whether the sentence of the last line goes on with this line, in another place."""
        last = flow.last
        if ENDED.search(last.text):
            return False
        starts_small = item.text[0].islower() or item.text[0] in "(,&\u2018'"
        full = last.line.x1 > 0.8 * self._style.right
        return starts_small or (full and (flow.kind == "paragraph" or self._hangs_under(flow, item)))

    @staticmethod
    def _hangs_under(flow: _Open, item: _Placed) -> bool:
        """Whether the line starts where the list item's own text does."""
        return flow.kind == "item" and len(flow.lines) > 1 and abs(flow.last.line.x0 - item.line.x0) < 3

    def _is_cell_beside(self, flow: _Open, item: _Placed) -> bool:
        """Whether the line is a short cell that stands to the right of the block's own lines."""
        return (
            flow.kind in ("row", "paragraph")
            and item.page == flow.last.page
            and len(item.text) <= 40
            and item.line.x0 > max(i.line.x1 for i in flow.lines) + self._style.size
            and item.line.bottom > flow.lines[0].line.top
            and item.line.top < flow.last.line.bottom
        )

    def _is_in_last_cell(self, flow: _Open, item: _Placed, step: float) -> bool:
        """Whether the line goes on with the words of the row's last cell."""
        under = item.line.x0 > min(i.line.x0 for i in flow.lines) + 2 * self._style.size
        runs_on = item.text[0].islower() or abs(item.line.x0 - flow.last.line.x0) < 3
        return under and runs_on and not self._is_apart(flow, item, step)

    def _leaves_item(self, flow: _Open, item: _Placed) -> bool:
        """Whether a line under a list item starts left of the item's own text."""
        if flow.kind != "item":
            return False
        first, x0 = flow.lines[0].line.x0, item.line.x0
        hanging = len(flow.lines) > 1 and flow.lines[1].line.x0 > first + 3
        if not ENDED.search(flow.last.text) and item.text[0].islower():
            return False
        return x0 < first - 3 or (x0 < first + 3 and (hanging or bool(ENDED.search(flow.last.text))))

    def _starts_numbered(self, flow: _Open, item: _Placed) -> bool:
        """Whether a numbered paragraph begins although the gap above it is small."""
        return bool(NUMBERED.match(item.text) and ENDED.search(flow.last.text))


def _reads_like_cells(flow: _Open, item: _Placed) -> bool:
    """Whether a block and the words beside it are a table's row, not two columns of text."""
    sentences = any(ENDED.search(line.text) and not line.text.endswith(":") for line in flow.lines)
    return not sentences and not item.text[0].islower()


@dataclass(frozen=True, slots=True)
class _Closed:
    block: Block
    size: float
    bold: bool


def _closed(block: _Open, style: _Style) -> _Closed:
    spans = _spans(block)
    first = block.lines[0].line
    kind = block.kind
    if kind == "heading" and not _reads_like_heading(block):
        kind = "paragraph"
    return _Closed(Block(kind, spans), round(first.size), first.bold)


def _reads_like_heading(block: _Open) -> bool:
    text = " ".join(item.text for item in block.lines)
    return len(text) <= LONGEST_HEADING and not re.search(r"[.;,]$", text)


def _spans(block: _Open) -> tuple[Span, ...]:
    """One span a page, from the first line's text after its bullet to the last line's end.

    Lines that follow each other in the page's text become one span; where other text (a
    footnote, a running head) stands between them, a new span begins.
    """
    spans: list[Span] = []
    previous: _Placed | None = None
    for item in _worded(block):
        span = item.span
        if previous is None and block.skip:
            span = Span(span.page, span.start + block.skip, span.end)
        if previous and (previous.page, previous.number + 1) == (item.page, item.number):
            spans[-1] = Span(span.page, spans[-1].start, span.end)
        else:
            spans.append(span)
        previous = item
    return tuple(spans)


def _worded(block: _Open) -> Iterator[_Placed]:
    """The block's lines without footnote marks that end a sentence."""
    for item, after in zip(block.lines, [*block.lines[1:], None], strict=True):
        if item in block.marks and (after is None or _follows_sentence(block, item)):
            continue
        yield item


def _follows_sentence(block: _Open, mark: _Placed) -> bool:
    at = block.lines.index(mark)
    return at > 0 and bool(ENDED.search(block.lines[at - 1].text))


def _with_levels(blocks: list[_Closed]) -> tuple[Block, ...]:
    """Number heading styles, the largest first, from level 1."""
    styles = sorted({(b.size, b.bold) for b in blocks if b.block.kind == "heading"}, reverse=True)
    level = {key: depth for depth, key in enumerate(styles, start=1)}
    return tuple(
        Block("heading", b.block.spans, level[b.size, b.bold]) if b.block.kind == "heading" else b.block for b in blocks
    )
