"""Tables whose columns are headed by grades, read off the places of the words on a page.

Scorecards are set like this: *Outstanding*, *Good* … side by side, and under each the areas so graded. In
the order of the page's text such columns are interleaved, so only places tell which area stands under what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.pdfium import PrintedPage
from corpus.scales import FIVE
from corpus.types import Column, Span

FEWEST: Final = 3  # grades side by side that head a table
ALIGNED: Final = 1.0  # font sizes: how far an edge or a middle may be from that of its head
NEAR: Final = 0.35  # font sizes: lines of one cell are at most this far apart
FAR: Final = 5.0  # font sizes: what stands further below belongs to the table no more


@dataclass(frozen=True, slots=True)
class _Words:
    """Words side by side, with their place in points."""

    spans: tuple[Span, ...]
    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def below(self, other: _Words) -> _Words:
        """These words and others below them, as one."""
        edges = min(self.x0, other.x0), max(self.x1, other.x1), self.top, other.bottom
        return _Words((*self.spans, *other.spans), f"{self.text} {other.text}", *edges)


def columns_of(pages: Sequence[PrintedPage]) -> tuple[Column, ...]:
    """The columns headed by grades of all pages."""
    return tuple(column for number, page in enumerate(pages, start=1) for column in _columns(number, page))


def _columns(number: int, page: PrintedPage) -> Iterator[Column]:
    words = list(_words(number, page))
    heads = _heads(words)
    if len(heads) < FEWEST:
        return
    columns: list[list[_Words]] = [[] for _ in heads]
    for at, piece in _below(heads, words):
        columns[at].append(piece)
    for head, under in zip(heads, columns, strict=True):
        cells = tuple(tuple(span for line in cell for span in line.spans) for cell in _cells(under))
        yield Column(head.spans, cells)


def _words(number: int, page: PrintedPage) -> Iterator[_Words]:
    for line in page.lines:
        for piece in line.pieces or (line,):
            span = Span(number, piece.start, piece.end)
            text = " ".join(page.text[piece.start : piece.end].split())
            yield _Words((span,), text, piece.x0, piece.x1, line.top, line.bottom)


def _heads(words: Sequence[_Words]) -> list[_Words]:
    """The first grades that stand side by side, each of them once, from the left to the right."""
    grades = [piece for piece in _whole(words) if piece.text.casefold() in FIVE]
    for first in grades:
        beside = [piece for piece in grades if abs(piece.bottom - first.bottom) < 1.5 * first.size]
        named = {piece.text.casefold() for piece in beside}
        if FEWEST <= len(named) == len(beside):
            return sorted(beside, key=lambda piece: piece.x0)
    return []


def _whole(words: Sequence[_Words]) -> Iterator[_Words]:
    """The words, *Requires* together with *improvement* where that stands below."""
    for piece in words:
        if piece.text.casefold() == "requires":
            under = (w for w in words if w.text.casefold() == "improvement" and _is_under(w, piece))
            yield next((piece.below(other) for other in under), piece)
        else:
            yield piece


def _is_under(words: _Words, other: _Words) -> bool:
    beside = words.x1 < other.x0 or words.x0 > other.x1
    return not beside and 0 < words.bottom - other.bottom < 2 * other.size


def _below(heads: Sequence[_Words], words: Iterable[_Words]) -> Iterator[tuple[int, _Words]]:
    """The words below the heads with the number of their column, down to those that stand in none."""
    floor = max(head.bottom for head in heads)
    body = sorted((w for w in words if w.top >= floor - 1), key=lambda w: (w.top, w.x0))
    for piece in body:
        at = _column(piece, heads)
        if at is None or piece.top - floor > FAR * piece.size:
            return
        floor = max(floor, piece.bottom)
        yield at, piece


def _column(words: _Words, heads: Sequence[_Words]) -> int | None:
    """The number of the head that words are aligned with, by their left edge or their middle."""
    room = ALIGNED * words.size
    for at, head in enumerate(heads):
        end = heads[at + 1].x0 if at + 1 < len(heads) else head.x1 + head.x1 - head.x0 + 4 * room
        begin = heads[at - 1].x1 if at else head.x0 - 4 * room
        aligned = abs(words.x0 - head.x0) < room or abs(words.middle - head.middle) < room
        if aligned and begin - room < words.x0 and words.x1 < end + room / 2:
            return at
    return None


def _cells(lines: Iterable[_Words]) -> list[list[_Words]]:
    """Lines that stand close together as one cell."""
    cells: list[list[_Words]] = []
    for line in lines:
        if cells and line.top - cells[-1][-1].bottom <= NEAR * line.size:
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells
