"""Pages of a PDF as pictures, with the places of their words. A door to pypdfium2.

pdfium must never be used by two threads at once.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from corpus.pdf.pdfium import opened, page_of
from corpus.pdf.text_page import Rect, char_at

MOST_PIXELS = 4_000_000  # of a page's picture; one of A4 that is 1200 pixels wide has 2 million

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


def picture(
    source: Path | bytes,
    number: int,
    text: str,
    runs: Sequence[tuple[int, int]],
    width: int,
    password: str | None = None,
) -> Picture | None:
    """Draw a page, counted from 1, and find the boxes around runs of its text.

    A run is a start and an end (exclusive) in ``text``. ``width`` is in pixels; a page that would
    take more than ``MOST_PIXELS`` is drawn smaller.

    Returns:
        The picture, or ``None`` where the file has no such page, or the page another text.

    Raises:
        UnreadableReport: pdfium cannot open the file.
    """
    with opened(source, password) as pdf:
        if not 1 <= number <= len(pdf):
            return None
        page = page_of(pdf, number - 1)
        textpage = page.get_textpage()
        if not _is_same(textpage.get_text_range(), text):
            return None
        across, down = page.get_size()
        drawn = page.render(scale=min(width / across, math.sqrt(MOST_PIXELS / (across * down))), rev_byteorder=True)
        rects = [rect for run in runs for rect in _printed(textpage, text, *run)]
        boxes = tuple(_in_pixels(page, rect, drawn.width, drawn.height) for rect in rects)
        return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), boxes)


def _is_same(held: str, text: str) -> bool:
    """Whether a page's text is the one that was stored, in which blanks stand for words that nobody sees."""
    return len(held) == len(text) and all(a == b or b == " " for a, b in zip(held, text, strict=True))


def _printed(textpage: pypdfium2.PdfTextPage, text: str, start: int, end: int) -> list[Rect]:
    """The rectangles around a run of text: one for each line, or more where a line has wide gaps."""
    lines: list[Rect] = []
    before: Rect | None = None
    for char in range(char_at(textpage, text, start), char_at(textpage, text, end - 1) + 1):
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
