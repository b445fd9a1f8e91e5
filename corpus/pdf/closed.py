"""Blocks of a page that are whole, before their levels are known."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Closed:
    """A block that is whole: ``first`` is the page and number of its first line, whose size and weight it has.

    ``opens`` is the number of the box that begins the chapter of which this is the heading; 0 for all others.
    """

    kind: str
    words: str
    spans: tuple[Span, ...]
    first: tuple[int, int]
    size: float
    bold: bool
    cell: int
    column: int
    label: str = ""
    is_caption: bool = False
    box: int = 0
    opens: int = 0

    @property
    def is_tabular(self) -> bool:
        """Whether it is of a table."""
        return self.kind == "row" or self.cell > 0

    @property
    def style(self) -> tuple[float, bool]:
        """What tells the level of a heading."""
        return self.size, self.bold
