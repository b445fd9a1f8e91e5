"""What is printed on the pages of a PDF: lines with their places, and frames and tables drawn around them."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.pdf.frames import Frame, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: characters ``start`` to ``end`` of its page's text, without edge blanks.

    Distances are in points from the top left corner of the page; ``size`` is the height of the
    font's box. ``cells`` counts the groups of words that wide gaps part, as in a table's row;
    ``parts`` are those that a ruled table's columns part.
    ``pieces`` are the groups that gaps part which are wider than any between words, where there are several:
    cells that stand a little higher or lower than their neighbours are given as one line with them.
    """

    start: int
    end: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    cells: int = 1
    parts: tuple[Line, ...] = ()
    pieces: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page's text, its lines in the order of the text, its height, and frames and tables drawn on it."""

    text: str
    lines: tuple[Line, ...]
    height: float
    frames: tuple[Frame, ...] = ()
    tables: tuple[Table, ...] = ()
