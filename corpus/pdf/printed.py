"""What is printed on the pages of a PDF: lines with their places, and frames and tables drawn around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.pdf.frames import Frame, Table
from corpus.pdf.marks import Run, blanked


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: characters ``start`` to ``end`` of its page's text, without edge blanks.

    Distances are in points from the top left corner of the page; ``size`` is the height of the
    font's box. ``cells`` counts the groups of words that wide gaps part, as in a table's row;
    ``parts`` are those that a ruled table's columns part.
    ``pieces`` are the groups that gaps part which are wider than any between words, where there are several:
    cells that stand a little higher or lower than their neighbours are given as one line with them.
    ``label`` counts the characters at its start that are raised, as a note's label is. A line that is ``bulleted``
    has a drawn bullet before it, one that is ``cut`` begins behind words that nobody sees. ``stops`` are the left
    edges of the groups of words behind gaps that are wider than a blank. ``slanted`` are short lines in italics that
    begin with a capital, as headings do.
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
    label: int = 0
    bulleted: bool = False
    cut: bool = False
    stops: tuple[float, ...] = ()
    slanted: bool = False


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page's text, its lines in the order of the text, its height, and frames and tables drawn on it.

    ``marks`` are the runs of the text that are marks of footnotes; ``unseen`` counts the characters that
    nobody sees, in whose place the text has blanks, by the reason for it.
    """

    text: str
    lines: tuple[Line, ...]
    height: float
    frames: tuple[Frame, ...] = ()
    tables: tuple[Table, ...] = ()
    marks: tuple[Run, ...] = ()
    unseen: Mapping[str, int] = field(default_factory=dict)

    def words(self, line: Line) -> str:
        """The words of a line, with blanks in the place of marks."""
        inside = [(start - line.start, end - line.start) for start, end in self.marks if line.start <= start < line.end]
        return blanked(self.text[line.start : line.end], inside)
