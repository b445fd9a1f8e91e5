"""The door to pypdfium2: a PDF's pages as text, each line's place, size and weight, and pages as pictures.

pdfium must never be used by two threads at once.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from corpus.errors import UnreadableReport
from corpus.pdf.frames import Frame, Table, frames_among, tables_among
from corpus.pdf.printed import Line, PrintedPage

READER = f"pypdfium2 {version('pypdfium2')}"
CELL_GAP = 2.0  # font sizes: cells of a table's row are further apart
PIECE_GAP = 0.9  # font sizes: words of a sentence are nearer to one another, also where it is set justified
BOLD = 600  # CSS font weights: 400 is regular, 700 bold
MOST_PIXELS = 4_000_000  # of a page's picture; one of A4 that is 1200 pixels wide has 2 million

Rect = tuple[float, float, float, float]  # left, bottom, right, top in points, as the PDF counts: upwards, unturned
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels from the top left of a page as shown


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is shown: ``stride`` bytes a row, three for each pixel (red, green, blue).

    ``boxes`` surround runs of its text, one for each printed line, or more where a line has wide gaps.
    """

    width: int
    height: int
    stride: int
    pixels: bytes
    boxes: tuple[Box, ...]


def read_pages(source: Path | bytes, password: str | None = None) -> tuple[PrintedPage, ...]:
    """Read every page of a PDF: of a file, or of its bytes.

    Raises:
        UnreadableReport: pdfium cannot open the file.
    """
    with _opened(source, password) as pdf:
        return tuple(_read_page(pdf[number]) for number in range(len(pdf)))


def picture(
    path: Path, number: int, text: str, runs: Sequence[tuple[int, int]], width: int, password: str | None = None
) -> Picture | None:
    """Draw a page, counted from 1, and find the boxes around runs of its text.

    A run is a start and an end (exclusive) in ``text``. ``width`` is in pixels; a page that would
    take more than ``MOST_PIXELS`` is drawn smaller.

    Returns:
        The picture, or ``None`` where the file has no such page, or the page another text.

    Raises:
        UnreadableReport: pdfium cannot open the file.
    """
    with _opened(path, password) as pdf:
        if not 1 <= number <= len(pdf):
            return None
        page = pdf[number - 1]
        textpage = page.get_textpage()
        if textpage.get_text_range() != text:
            return None
        across, down = page.get_size()
        drawn = page.render(scale=min(width / across, math.sqrt(MOST_PIXELS / (across * down))), rev_byteorder=True)
        rects = [rect for run in runs for rect in _printed(textpage, text, *run)]
        boxes = tuple(_in_pixels(page, rect, drawn.width, drawn.height) for rect in rects)
        return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), boxes)


@contextmanager
def _opened(source: Path | bytes, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(source, password=password)
        try:
            yield pdf
        finally:
            pdf.close()
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableReport(
                "encrypted PDF: give its password as `password` in reports.toml beside it"
            ) from error
        raise UnreadableReport(f"damaged PDF ({error}): download the report again") from error


def _printed(textpage: pypdfium2.PdfTextPage, text: str, start: int, end: int) -> list[Rect]:
    """The rectangles around a run of text: one for each line, or more where a line has wide gaps."""
    lines: list[Rect] = []
    before: Rect | None = None
    for char in range(_char(textpage, text, start), _char(textpage, text, end - 1) + 1):
        if chr(raw.FPDFText_GetUnicode(textpage.raw, char)).isspace():
            continue
        ink, room = textpage.get_charbox(char), textpage.get_charbox(char, loose=True)
        level = abs(math.cos(raw.FPDFText_GetCharAngle(textpage.raw, char))) > 0.5
        if before and _on_one_line(before, room, level):
            left, bottom, right, top = lines[-1]
            lines[-1] = min(left, ink[0]), min(bottom, ink[1]), max(right, ink[2]), max(top, ink[3])
        else:
            lines.append(ink)
        before = room
    return lines


def _on_one_line(one: Rect, other: Rect, level: bool) -> bool:
    """Whether two characters that follow one another stand on one line, level or upright, without a wide gap."""
    along, across = (0, 1) if level else (1, 0)
    heights = one[across + 2] - one[across], other[across + 2] - other[across]
    shared = min(one[across + 2], other[across + 2]) - max(one[across], other[across])
    gap = max(one[along], other[along]) - min(one[along + 2], other[along + 2])
    return shared > min(heights) / 2 and gap < 2 * max(heights)


def _in_pixels(page: pypdfium2.PdfPage, rect: Rect, width: int, height: int) -> Box:
    """A rectangle on the drawn page, however the page is turned or cropped."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in (rect[:2], rect[2:]):
        raw.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, across, up, ctypes.byref(x), ctypes.byref(y))
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _char(textpage: pypdfium2.PdfTextPage, text: str, index: int) -> int:
    """The character on the page that stands at ``index`` of the page's text.

    pdfium counts one beyond U+FFFF, an emoji for instance, as two.
    """
    units = len(text[:index].encode("utf-16-le")) // 2
    return max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(textpage.raw, units)))


def _read_page(page: pypdfium2.PdfPage) -> PrintedPage:
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    place = _Placer(textpage, page, text)
    shapes = [place.shape(*bounds) for bounds in _drawn(page)]
    tables, height = tables_among(shapes), page.get_height()
    lines = tuple(place.parted(start, end, tables) for start, end in _line_ranges(text))
    return PrintedPage(text, lines, height, frames_among(shapes, height), tables)


def _drawn(page: pypdfium2.PdfPage) -> Iterator[Rect]:
    """The rectangles around all shapes of a page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        shape = raw.FPDFPage_GetObject(page.raw, number)
        if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(
            shape, left, bottom, right, top
        ):
            yield left.value, bottom.value, right.value, top.value


def _line_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that holds more than blanks."""
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped[0])
            yield first, first + len(stripped)
        start += len(line)


class _Placer:
    """Finds where runs of a text page stand, turned the way the page is shown."""

    def __init__(self, textpage: pypdfium2.PdfTextPage, page: pypdfium2.PdfPage, text: str) -> None:
        self._textpage = textpage
        self._text = text
        self._rotation = page.get_rotation()
        self._width, self._height = page.get_size()

    def parted(self, start: int, end: int, tables: Sequence[Table]) -> Line:
        """The line of this run of text, parted where it runs over several columns of a table."""
        whole = self.line(start, end)
        if whole.cells == 1 or not tables:
            return whole
        starts: list[int] = []
        before: tuple[int, int] | None = None
        for at in range(start, end):
            left, top, _, bottom = self._box(_char(self._textpage, self._text, at))
            cell = next(filter(None, (table.cell(left, (top + bottom) / 2) for table in tables)), None)
            if cell and cell != before and not self._text[at].isspace():
                starts.append(at)
                before = cell
        if len(starts) < 2:
            return whole
        ends = [self._text.rindex(self._text[:to].rstrip()[-1], 0, to) + 1 for to in (*starts[1:], end)]
        return replace(whole, parts=tuple(self.line(*run) for run in zip([start, *starts[1:]], ends, strict=True)))

    def line(self, start: int, end: int) -> Line:
        first, last = _char(self._textpage, self._text, start), _char(self._textpage, self._text, end - 1)
        left, top, _, first_bottom = self._box(first)
        _, last_top, right, bottom = self._box(last)
        bold = self._bold(first) and self._bold(last)
        size = max(first_bottom - top, bottom - last_top)  # a bullet or a footnote mark is smaller
        if self._text[end - 1].isdigit() and not self._text[start].isalnum():  # both
            _, top, _, bottom = self._box(_char(self._textpage, self._text, self._within(start, end)))
            size = max(size, bottom - top)
        gaps = self._gaps(first, last)
        cells = 1 + sum(gap > CELL_GAP * size for gap in gaps)
        whole = Line(start, end, left, right, top, bottom, size, bold, cells)
        return replace(whole, pieces=self._pieces(whole)) if any(gap > PIECE_GAP * size for gap in gaps) else whole

    def _within(self, start: int, end: int) -> int:
        """The place of the first letter of a run of text, or else its start."""
        return next((at for at in range(start, end) if self._text[at].isalpha()), start)

    def _pieces(self, line: Line) -> tuple[Line, ...]:
        """The groups of words of a line that gaps part."""
        pieces: list[Line] = []
        for at in range(line.start, line.end):
            if self._text[at].isspace():
                continue
            left, top, right, bottom = self._box(_char(self._textpage, self._text, at))
            if pieces and left - pieces[-1].x1 <= PIECE_GAP * line.size:
                pieces[-1] = replace(pieces[-1], end=at + 1, x1=right)
            else:
                pieces.append(Line(at, at + 1, left, right, top, bottom, line.size, line.bold))
        return tuple(pieces)

    def shape(self, left: float, bottom: float, right: float, top: float) -> Frame:
        """A rectangle of PDF space on the page as shown."""
        x0, above, x1, below = self._shown(left, bottom, right, top)
        return Frame(x0, x1, above, below)

    def _box(self, char: int) -> tuple[float, float, float, float]:
        return self._shown(*self._textpage.get_charbox(char, loose=True))

    def _shown(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """From PDF space (origin bottom left, unrotated) to left, top, right, bottom as shown."""
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
        return weight >= BOLD or (weight <= 0 and "bold" in self._font(char).lower())

    def _font(self, char: int) -> str:
        """The name of a character's font; the standard fonts, which state no weight, say it there."""
        name = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(self._textpage.raw, char, name, len(name), None)
        return name.value.decode("utf-8", errors="replace")

    def _gaps(self, first: int, last: int) -> list[float]:
        """The gaps between the groups of characters that pdfium finds in a line, in points."""
        boxes = [
            self._shown(*self._textpage.get_rect(index))
            for index in range(self._textpage.count_rects(first, last - first + 1))
        ]
        return [right[0] - left[2] for left, right in pairwise(boxes)]
