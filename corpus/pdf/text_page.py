"""The characters of a PDF's page and where they stand, turned and cropped the way the page is shown.

A door to pypdfium2, which must never be used by two threads at once.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as raw

from corpus.pdf.frames import Frame, Table
from corpus.pdf.marks import Glyph
from corpus.pdf.printed import Line

CELL_GAP = 2.0  # font sizes: cells of a table's row are further apart
PIECE_GAP = 0.9  # font sizes: words of a sentence are nearer to one another, also where it is set justified
STOP_GAP = 0.35  # font sizes: a blank is narrower where a line is not justified
SAME_PLACE = 2.0  # points: up to here two characters stand at the same distance from the left
BOLD = 600  # CSS font weights: 400 is regular, 700 bold
SLANT = 0.1  # sideways per upright, of letters in italics: 0.33 where a regular font is set aslant
LONGEST_SLANTED = 90  # characters of a line in italics that may be a heading
_ITALIC = 1 << 6  # a flag of a font (PDF 32000-1, table 123)

Rect = tuple[float, float, float, float]  # left, bottom, right, top in points, as the PDF counts: upwards, unturned


def char_at(textpage: pypdfium2.PdfTextPage, text: str, index: int) -> int:
    """The character on the page that stands at ``index`` of the page's text.

    pdfium counts one beyond U+FFFF, an emoji for instance, as two.
    """
    units = index if text.isascii() else len(text[:index].encode("utf-16-le")) // 2
    return max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(textpage.raw, units)))


class TextPage:
    """Finds where runs of a page's text stand.

    ``words`` is the text with blanks in the place of what is no part of its lines.
    """

    def __init__(self, textpage: pypdfium2.PdfTextPage, page: pypdfium2.PdfPage, text: str) -> None:
        self._textpage = textpage
        self._text = self.words = text
        self._wide = bool(text) and max(text) > "\uffff"
        self._rotation = page.get_rotation()
        self._width, self._height = page.get_size()
        shown = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page.raw, shown)
        self._left, self._bottom = shown.left, shown.bottom
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name, self._flags, self._matrix = ctypes.create_string_buffer(100), ctypes.c_int(), raw.FS_MATRIX()

    def glyph(self, at: int) -> Glyph:
        """A character of the text as it is shown."""
        char = self._char(at)
        raw.FPDFText_GetCharOrigin(self._textpage.raw, char, self._x, self._y)
        left, top, right, bottom = self._box(char)
        base = self._shown(self._x.value, self._y.value, self._x.value, self._y.value)[1]
        ink = self._shown(*self._textpage.get_charbox(char))[3]
        return Glyph(left, right, bottom - top, base, ink)

    def _char(self, at: int) -> int:
        return char_at(self._textpage, self._text, at) if self._wide else self._index(at)

    def _index(self, at: int) -> int:
        return max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(self._textpage.raw, at)))

    def parted(self, start: int, end: int, tables: Sequence[Table]) -> Line:
        """The line of this run of text, parted where it runs over several columns of a table."""
        whole = self.line(start, end)
        if not tables or (whole.cells == 1 and not whole.pieces):
            return whole
        starts: list[int] = []
        before: tuple[int, int] | None = None
        for at in range(start, end):
            left, top, _, bottom = self._box(self._char(at))
            cell = next(filter(None, (table.cell(left, (top + bottom) / 2) for table in tables)), None)
            if cell and cell != before and not self.words[at].isspace():
                starts.append(at)
                before = cell
        if len(starts) < 2:
            return whole
        ends = [len(self.words[:to].rstrip()) for to in (*starts[1:], end)]
        return replace(whole, parts=tuple(self.line(*run) for run in zip([start, *starts[1:]], ends, strict=True)))

    def line(self, start: int, end: int) -> Line:
        """The line of this run of text."""
        first, last = self._char(start), self._char(end - 1)
        left, top, _, first_bottom = self._box(first)
        _, last_top, right, bottom = self._box(last)
        word = first if self._text[start].isalpha() else self._char(self._within(start, end))  # behind a number
        bold = self._bold(word) and self._bold(last)
        size = max(first_bottom - top, bottom - last_top)  # a bullet or a footnote mark is smaller
        if self._text[end - 1].isdigit() and not self._text[start].isalnum():  # both
            _, top, _, bottom = self._box(self._char(self._within(start, end)))
            size = max(size, bottom - top)
        places = self._gaps(first, last)
        gaps = [gap for gap, _ in places]
        cells = 1 + sum(gap > CELL_GAP * size for gap in gaps)
        stops = tuple(place for gap, place in places if gap > STOP_GAP * size)
        short = not bold and self._text[start].isupper() and end - start <= LONGEST_SLANTED
        slanted = short and self._slanted(first) and self._slanted(last)
        whole = Line(start, end, left, right, top, bottom, size, bold, cells, stops=stops, slanted=slanted)
        return replace(whole, pieces=self._pieces(whole)) if any(gap > PIECE_GAP * size for gap in gaps) else whole

    def _within(self, start: int, end: int) -> int:
        """The place of the first letter of a run of text, or else its start."""
        return next((at for at in range(start, end) if self._text[at].isalpha()), start)

    def _pieces(self, line: Line) -> tuple[Line, ...]:
        """The groups of words of a line that gaps part."""
        runs: list[tuple[int, int]] = []
        boxes: list[Rect] = []
        for at in range(line.start, line.end):
            if self.words[at].isspace():
                continue
            left, top, right, bottom = self._box(self._char(at))
            if boxes and left - boxes[-1][2] <= PIECE_GAP * line.size:
                (start, _), (left, top, _, bottom) = runs.pop(), boxes.pop()
            else:
                start = at
            runs.append((start, at + 1))
            boxes.append((left, top, right, bottom))
        return tuple(
            Line(start, end, box[0], box[2], box[1], box[3], line.size, line.bold)
            for (start, end), box in zip(runs, boxes, strict=True)
        )

    def shape(self, left: float, bottom: float, right: float, top: float) -> Frame:
        """A rectangle of PDF space on the page as shown."""
        x0, above, x1, below = self._shown(left, bottom, right, top)
        return Frame(x0, x1, above, below)

    def _box(self, char: int) -> tuple[float, float, float, float]:
        return self._shown(*self._textpage.get_charbox(char, loose=True))

    def _shown(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """From PDF space (origin bottom left, unrotated) to left, top, right, bottom as shown."""
        left, right = left - self._left, right - self._left
        bottom, top = bottom - self._bottom, top - self._bottom
        match self._rotation:
            case 90:
                return bottom, left, top, right
            case 180:
                return self._width - right, bottom, self._width - left, top
            case 270:
                return self._width - top, self._height - right, self._width - bottom, self._height - left
            case _:
                return left, self._height - top, right, self._height - bottom

    def _bold(self, char: int) -> bool:
        weight = int(raw.FPDFText_GetFontWeight(self._textpage.raw, char))
        return weight >= BOLD or "bold" in self._font(char).lower()

    def _font(self, char: int) -> str:
        """The name of a character's font; fonts that state no weight, or a wrong one, say it there."""
        raw.FPDFText_GetFontInfo(self._textpage.raw, char, self._name, len(self._name), self._flags)
        return self._name.value.decode("utf-8", errors="replace")

    def _slanted(self, char: int) -> bool:
        """Whether a character is set in italics, or in a regular font aslant."""
        raw.FPDFText_GetMatrix(self._textpage.raw, char, self._matrix)
        aslant = abs(self._matrix.c) > SLANT * abs(self._matrix.d) > 0
        return aslant or bool(re.search("italic|oblique", self._font(char), re.I)) or bool(self._flags.value & _ITALIC)

    def _gaps(self, first: int, last: int) -> list[tuple[float, float]]:
        """The gaps between the groups of characters that pdfium finds in a line, and where each ends, in points."""
        boxes = [
            self._shown(*self._textpage.get_rect(index))
            for index in range(self._textpage.count_rects(first, last - first + 1))
        ]
        return [(right[0] - left[2], right[0]) for left, right in pairwise(boxes)]

    def parted_at(self, line: Line, x: float) -> tuple[Line, Line] | None:
        """A line in two parts, the second of which begins at a distance from the left edge of the page."""
        for at in range(line.start + 1, line.end):
            if not self.words[at].isspace() and abs(self._box(self._char(at))[0] - x) < SAME_PLACE:
                return self.line(line.start, len(self.words[:at].rstrip())), self.line(at, line.end)
        return None
