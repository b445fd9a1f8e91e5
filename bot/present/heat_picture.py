"""Draws heat tables of graded judgments, with Pillow."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.present.heat_colours import INK, PAPER, colour_of, ink_on
from bot.present.heat_table import Cell, CycleColumns, HeatTable, Panel

WIDTH: Final = 1200  # pixels: what Discord shows across a screen, and what a phone can enlarge
MARGIN: Final = 36
GAP: Final = 3  # between cells
PADDING: Final = 10  # of a cell, on both sides together
BREAK: Final = 40  # between cycles
TITLE, LABEL, NOTE, SMALLEST = 36, 26, 22, 12  # sizes of type, in pixels
FAINT, EMPTY = "#555555", "#f4f4f4"
# Characters that Pillow's own font lacks, and what is drawn instead.
_SET_AS: Final = str.maketrans({"–": "-", "—": "-", "‑": "-", "•": "-", "…": "..."})


@dataclass(frozen=True, slots=True)
class HeatPicture:
    """A PNG with its width and height in pixels, and its alternative text."""

    png: bytes
    size: tuple[int, int]
    alt: str


def picture(table: HeatTable) -> HeatPicture:
    """Draw a heat table: 1200 pixels wide, as high as it needs to be."""
    height = _Drawing(None).everything(table)
    image = Image.new("RGB", (WIDTH, height), PAPER)
    _Drawing(ImageDraw.Draw(image)).everything(table)
    buffer = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return HeatPicture(buffer.getvalue(), image.size, table.alt)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # Pillow's wheels come with FreeType
    return font


def _drawable(text: str) -> str:
    """Text in characters that the font has: dashes as hyphens, letters without accents, others as a question mark."""
    text = text.translate(_SET_AS)
    missing = bytes(_font(LABEL).getmask("\ufffe"))
    return "".join(c if c == " " or bytes(_font(LABEL).getmask(c)) != missing else _plain(c) for c in text)


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode() or "?"


def _wrapped(text: str, size: int, width: float) -> list[str]:
    """Lines of a text that are at most ``width`` pixels long, broken between words, and at its own line ends."""
    lines: list[str] = []
    for part in text.split("\n"):
        begun = len(lines)
        for word in _drawable(part).split():
            longer = f"{lines[-1]} {word}" if lines else word
            if len(lines) > begun and _font(size).getlength(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
    return lines


def _fitting(texts: Sequence[str], size: int, width: float, *, whole: bool = False) -> int:
    """The largest size of type, up to ``size``, at which no word, or no ``whole`` text, is wider than ``width``."""
    words = {word for text in texts for word in ([_drawable(text)] if whole else _drawable(text).split())}
    while size > SMALLEST and any(_font(size).getlength(word) > width for word in words):
        size -= 1
    return size


class _Drawing:
    """Draws from the top down; without a brush it only measures."""

    def __init__(self, brush: ImageDraw.ImageDraw | None) -> None:
        self._brush = brush
        self._top = MARGIN

    def everything(self, table: HeatTable) -> int:
        """Draw the whole table, and return its height."""
        self._text(table.title, TITLE, bold=True)
        if table.subtitle:
            self._text(table.subtitle, LABEL)
        for panel in table.panels:
            self._top += 18
            self._panel(panel)
        self._top += 24
        for cycle in table.scales:
            self._scale(cycle.name, [Cell(g, g[:1].upper() + g[1:], "", cycle) for g in cycle.grades])
        self._top += 8
        for note in table.notes:
            self._text(note, NOTE, colour=FAINT)
        return self._top + MARGIN - 10

    def _text(self, text: str, size: int, *, colour: str = INK, bold: bool = False) -> None:
        lines = _wrapped(text, size, WIDTH - 2 * MARGIN)
        self._lines(lines, size, MARGIN, self._top, colour, bold=bold)
        self._top += round(1.3 * size * len(lines)) + 4

    def _lines(
        self,
        lines: Sequence[str],
        size: int,
        x: float,
        top: float,
        colour: str,
        *,
        bold: bool = False,
        middle: bool = False,
    ) -> None:
        """Lines of text that begin at ``x``, or are centred on it."""
        if self._brush:
            for n, line in enumerate(lines):
                place = (x, top + 1.25 * size * n + 0.62 * size)
                weight = 0.6 if bold else 0.0
                self._brush.text(
                    place, line, colour, _font(size), "mm" if middle else "lm", stroke_width=weight, stroke_fill=colour
                )

    def _panel(self, panel: Panel) -> None:
        places = _Places.of(panel)
        top = self._top
        self._heads(panel.groups, places)
        added = [f"({cell.added})" for cell in panel.cells.values() if cell.added]
        size = _fitting([cell.words for cell in panel.cells.values()], LABEL, places.width - PADDING)
        size = _fitting(added, size, places.width - PADDING, whole=True)
        for row, label in enumerate(panel.rows):
            self._row(label, [panel.cells.get((row, column)) for column in range(len(places.left))], size, places)
        if self._brush:
            for x in places.breaks:
                for y in range(top, self._top - 10, 14):
                    self._brush.line((x, y, x, y + 7), FAINT, 3)

    def _heads(self, groups: Sequence[CycleColumns], places: _Places) -> None:
        names = [name for group in groups for name in group.columns]
        size = _fitting(names, NOTE, places.width - 6)
        titles = [_wrapped(group.title, LABEL, places.across(group)) for group in groups]
        heads = [_wrapped(name, size, places.width - 6) for name in names]
        above = round(1.25 * LABEL * max(map(len, titles))) + 6
        height = round(1.25 * size * max(map(len, heads)))
        column = 0
        for group, title in zip(groups, titles, strict=True):
            self._lines(title, LABEL, places.left[column], self._top, INK, bold=True)
            for head in heads[column : column + len(group.columns)]:
                low = self._top + above + height - 1.25 * size * len(head)
                self._lines(head, size, places.left[column] + places.width / 2, low, INK, middle=True)
                column += 1
        self._top += above + height + 10

    def _row(self, label: str, cells: Sequence[Cell | None], size: int, places: _Places) -> None:
        lines = _wrapped(label, LABEL, places.label - 14)
        graded = [cell for cell in cells if cell]
        tallest = max((len(_wrapped(c.words, size, places.width - PADDING)) + bool(c.added) for c in graded), default=1)
        height = max(round(1.25 * LABEL * len(lines)), round(1.25 * size * tallest)) + 16
        self._lines(lines, LABEL, MARGIN, self._top + (height - 1.25 * LABEL * len(lines)) / 2, INK)
        for left, cell in zip(places.left, cells, strict=True):
            self._cell(cell, (left, self._top, left + places.width, self._top + height), size)
        self._top += height + GAP

    def _cell(self, cell: Cell | None, box: tuple[float, float, float, float], size: int) -> None:
        if not self._brush:
            return
        ground = colour_of(cell) if cell else EMPTY
        self._brush.rectangle(box, ground)
        if cell:
            lines = _wrapped(cell.words, size, box[2] - box[0] - PADDING) + (
                [f"({_drawable(cell.added)})"] if cell.added else []
            )
            top = (box[1] + box[3]) / 2 - 1.25 * size * len(lines) / 2
            self._lines(lines, size, (box[0] + box[2]) / 2, top, ink_on(ground), middle=True)

    def _scale(self, name: str, cells: Sequence[Cell]) -> None:
        """A cycle's grades, the best first, each in its colour."""
        self._text(f"Scale of {name}, the best first", NOTE, bold=True)
        width = (WIDTH - 2 * MARGIN - GAP * (len(cells) - 1)) / max(5, len(cells))
        size = _fitting([cell.words for cell in cells], NOTE, width - PADDING, whole=True)
        height = round(1.25 * size) + 14
        for n, cell in enumerate(cells):
            left = MARGIN + n * (width + GAP)
            self._cell(cell, (left, self._top, left + width, self._top + height), size)
        self._top += height + 12


@dataclass(frozen=True, slots=True)
class _Places:
    """Where columns begin, how wide they are, where the lines between cycles are, and the width of row labels."""

    left: tuple[float, ...]
    width: float
    breaks: tuple[float, ...]
    label: float

    @classmethod
    def of(cls, panel: Panel) -> _Places:
        counts = [len(group.columns) for group in panel.groups]
        total = sum(counts)
        between = BREAK * (len(counts) - 1) + GAP * (total - len(counts))
        longest = max(_font(LABEL).getlength(_drawable(row)) for row in panel.rows) + 2 * PADDING
        label = min(longest, 460 if total < 4 else 400)
        width = min(290.0 if total < 3 else 220.0, (WIDTH - 2 * MARGIN - label - between) / total)
        label = min(longest, WIDTH - 2 * MARGIN - between - width * total)
        left: list[float] = []
        breaks: list[float] = []
        x = MARGIN + label
        for count in counts:
            if left:
                breaks.append(x + BREAK / 2 - GAP)
                x += BREAK - GAP
            for _ in range(count):
                left.append(x)
                x += width + GAP
        return cls(tuple(left), width, tuple(breaks), label)

    def across(self, group: CycleColumns) -> float:
        """The width of a group's columns together, which its title must fit."""
        return (self.width + GAP) * len(group.columns) - GAP
