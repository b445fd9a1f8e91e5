"""Tables whose columns are headed by grades, read off the places of the words on a page.

Scorecards are set like this: *Outstanding*, *Good* … side by side, and under each the areas so graded. In
the order of the page's text such columns are interleaved, so only places tell which area stands under what.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.pdf.printed import PrintedPage
from corpus.types import Column, Span
from corpus.vocabulary.scales import FIVE

FEWEST: Final = 3  # grades side by side that head a table
TIGHT: Final = 0.5  # font sizes: lines of one paragraph are at most this far apart, however it is set
NEAR: Final = 0.8  # font sizes: lines of one cell are at most this far apart
FAR: Final = 3.0  # font sizes: what stands further below belongs to the table no more
OTHER: Final = 0.05  # share by which type is larger or smaller than that of the cells: it stands behind the table
SLACK: Final = 2.0  # points by which words may reach out of their column


@dataclass(frozen=True, slots=True)
class _Words:
    """Words side by side, with their place in points."""

    spans: tuple[Span, ...]
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def below(self, other: _Words) -> _Words:
        """These words and others below them, as one."""
        edges = min(self.x0, other.x0), max(self.x1, other.x1), self.top, other.bottom
        return _Words((*self.spans, *other.spans), f"{self.text} {other.text}", *edges, self.bold)


def columns_of(pages: Sequence[PrintedPage]) -> tuple[Column, ...]:
    """The columns headed by grades of all pages."""
    return tuple(column for number, page in enumerate(pages, start=1) for column in _columns(number, page))


def _columns(number: int, page: PrintedPage) -> Iterator[Column]:
    words = list(_words(number, page))
    heads = _heads(words)
    if len(heads) < FEWEST:
        return
    columns = _settled([_sorted(heads, edges, words) for edges in _edges(heads)]) or [[] for _ in heads]
    for head, under in zip(heads, columns, strict=True):
        yield Column(head.spans, tuple(tuple(span for line in cell for span in line.spans) for cell in _cells(under)))


def _words(number: int, page: PrintedPage) -> Iterator[_Words]:
    for line in page.lines:
        for piece in line.pieces or (line,):
            span = Span(number, piece.start, piece.end)
            text = " ".join(page.words(piece).split())
            yield _Words((span,), text, piece.x0, piece.x1, piece.top, piece.bottom, piece.bold)


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


def _edges(heads: Sequence[_Words]) -> Iterator[list[float]]:
    """Where columns may begin: at the left edges of their heads, or half way between the middles of two."""
    yield [*(head.x0 for head in heads[1:])]
    yield [(one.middle + other.middle) / 2 for one, other in pairwise(heads)]


def _settled(found: Sequence[list[list[_Words]] | None]) -> list[list[_Words]]:
    """The one way in which words stand in columns; none where there are two."""
    ways = [columns for columns in found if columns is not None]
    return ways[0] if ways and all(way == ways[0] for way in ways) else []


def _sorted(heads: Sequence[_Words], edges: Sequence[float], words: Sequence[_Words]) -> list[list[_Words]] | None:
    """The words below the heads by column; None where some stand in two columns, so that these are others."""
    columns: list[list[_Words]] = [[] for _ in heads]
    for piece in _below(heads, words):
        if piece is None:
            return None
        at = bisect_right(edges, piece.x0 + SLACK)
        if at < len(edges) and piece.x1 > edges[at] + SLACK:
            return None
        columns[at].append(piece)
    return columns


def _below(heads: Sequence[_Words], words: Sequence[_Words]) -> Iterator[_Words | None]:
    """The words of the table, from the top down: until there is a gap, other type, or a line across columns.

    Such a line directly below others may be cells that ran together: None says that nothing is sure then.
    """
    floor = max(head.bottom for head in heads)
    first: _Words | None = None
    for piece in sorted((w for w in words if w.top >= floor - 1), key=lambda w: (w.top, w.x0)):
        first = first or piece
        other = abs(piece.size - first.size) > OTHER * first.size or piece.bold != first.bold
        across = sum(piece.x0 < head.middle < piece.x1 for head in heads) > 1
        if across and piece is not first and piece.top - floor < TIGHT * piece.size:
            yield None
        if other or across or piece.top - floor > FAR * piece.size:
            return
        floor = max(floor, piece.bottom)
        yield piece


def _cells(lines: Iterable[_Words]) -> list[list[_Words]]:
    """Lines that stand close together as one cell."""
    cells: list[list[_Words]] = []
    for line in lines:
        if cells and line.top - cells[-1][-1].bottom <= NEAR * line.size:
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells
