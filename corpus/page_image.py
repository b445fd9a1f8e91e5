"""The door to Pillow: a report's page as an image, with the quoted words marked."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from corpus.errors import UnreadableReport
from corpus.pdfium import picture
from corpus.types import Span

WIDTH: Final = 1200  # pixels: text of 10 points is well read on a phone and a desk
MOST_BYTES: Final = 4 * 1024 * 1024  # of one image; beyond, colours are reduced
MARKER: Final = (255, 236, 110)  # yellow, and an outline for those who do not see it
OUTLINE: Final = (0, 70, 180)
AROUND: Final = 3  # pixels between the words and the outline
CHANGED: Final = "{name} has changed since it was indexed: run scripts/rebuild_index.py, then ask again"
GONE: Final = "{name} is no longer in its folder: put it back, or run scripts/rebuild_index.py"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page, counted from 1, as a PNG; ``size`` is its width and height in pixels."""

    page: int
    png: bytes
    size: tuple[int, int]


def page_images(
    path: Path, spans: Sequence[Span], texts: Mapping[int, str], password: str | None = None, width: int = WIDTH
) -> tuple[PageImage, ...]:
    """Draw each page that ``spans`` stand on, with their words marked, in the order of the pages.

    ``texts`` are the pages' texts as they were indexed, which the spans count in. pdfium draws the
    pages, which must never be used by two threads at once.

    Raises:
        UnreadableReport: the file is gone, or is not what was indexed.
    """
    if not path.is_file():
        raise UnreadableReport(GONE.format(name=path.name))
    pages = sorted({span.page for span in spans})
    return tuple(_drawn(path, page, spans, texts[page], password, width) for page in pages)


def _drawn(path: Path, page: int, spans: Sequence[Span], text: str, password: str | None, width: int) -> PageImage:
    runs = [(span.start, span.end) for span in spans if span.page == page]
    drawn = picture(path, page, runs, width, password)
    if drawn.text != text:
        raise UnreadableReport(CHANGED.format(name=path.name))
    size = (drawn.width, drawn.height)
    plain = Image.frombytes("RGB", size, drawn.pixels, "raw", "RGB", drawn.stride)
    image = _marked(plain, lines_of(drawn.boxes))
    return PageImage(page, _png(image), image.size)


def lines_of(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that follow one another on one line, as one."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _on_one_line(lines[-1], box):
            last = lines.pop()
            box = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        lines.append(box)
    return lines


def _on_one_line(one: Box, other: Box) -> bool:
    height = min(one[3] - one[1], other[3] - other[1])
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    return overlap > height / 2 and other[0] - one[2] < 2 * max(one[3] - one[1], other[3] - other[1])


def _marked(image: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The image with a marker over the boxes, through which the words are read, and an outline."""
    layer = Image.new("RGB", image.size, "white")
    marker = ImageDraw.Draw(layer)
    around = [(x0 - AROUND, y0 - AROUND, x1 + AROUND, y1 + AROUND) for x0, y0, x1, y1 in boxes]
    for box in around:
        marker.rectangle(box, fill=MARKER)
    image = ImageChops.multiply(image, layer)
    outline = ImageDraw.Draw(image)
    for box in around:
        outline.rectangle(box, outline=OUTLINE, width=2)
    return image


def _png(image: Image.Image) -> bytes:
    for version in (image, image.quantize(256)):
        buffer = io.BytesIO()
        version.save(buffer, "PNG", compress_level=6)
        if buffer.tell() <= MOST_BYTES:
            break
    return buffer.getvalue()
