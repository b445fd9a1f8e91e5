"""The door to Pillow: the pages that a quote stands on as images, its words marked.

pdfium draws the pages, and must never be used by two threads at once.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from corpus.errors import UnreadableReport
from corpus.pdf.picture import Box, picture
from corpus.types import Span

WIDTH: Final = 1200  # pixels: text of 10 points is well read on a phone and a desk
MOST_BYTES: Final = 1024 * 1024  # of an image in full colour; beyond, it has 256 colours, a byte a pixel at most
MARKER: Final = (255, 236, 110)  # yellow
OUTLINE: Final = (0, 70, 180)  # far darker than the marker, for those who tell no colours
CHANGED: Final = "{name} has changed since it was indexed: run scripts/rebuild_index.py, then ask again"
GONE: Final = "{name} is no longer in its folder: put it back, or run scripts/rebuild_index.py"


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page, counted from 1, as a PNG; ``size`` is its width and height in pixels."""

    page: int
    png: bytes
    size: tuple[int, int]


def page_images(
    path: Path, spans: Sequence[Span], texts: Mapping[int, str], password: str | None = None, width: int = WIDTH
) -> tuple[PageImage, ...]:
    """Draw each page of a PDF that ``spans`` stand on, with their words marked, in the order of the pages.

    ``texts`` holds the text of each of these pages as it was indexed, which the spans count in.
    ``width`` is in pixels; a page so long that it would take more than 4 million is drawn smaller.
    A PNG is about half a mebibyte, and never more than 5. Not to be called in two threads at once.

    Raises:
        UnreadableReport: the file is gone, is not what was indexed, or cannot be opened.
        KeyError: ``texts`` lacks a page that a span stands on.
    """
    if not path.is_file():
        raise UnreadableReport(GONE.format(name=path.name))
    pages = sorted({span.page for span in spans})
    return tuple(_page_image(path, page, spans, texts[page], password, width) for page in pages)


def _page_image(path: Path, page: int, spans: Sequence[Span], text: str, password: str | None, width: int) -> PageImage:
    runs = _joined([(span.start, span.end) for span in spans if span.page == page], text)
    drawn = picture(path, page, text, runs, width, password)
    if drawn is None:
        raise UnreadableReport(CHANGED.format(name=path.name))
    size = (drawn.width, drawn.height)
    plain = Image.frombytes("RGB", size, drawn.pixels, "raw", "RGB", drawn.stride)
    return PageImage(page, _png(_marked(plain, drawn.boxes)), size)


def _joined(runs: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Runs of a text, those as one between which only blanks stand."""
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and joined[-1][1] <= start and not text[joined[-1][1] : start].strip():
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _marked(image: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The image with a marker over the boxes, through which the words are read, and a line around them.

    Between marker and line runs a rim as bright as the marker, so that both are seen on a dark page.
    """
    step = max(1, round(image.width / WIDTH))
    areas = [*boxes, *_between(boxes)]
    marked = ImageChops.multiply(image, Image.new("RGB", image.size, MARKER))
    framed = image.copy()
    framed.paste(
        ImageChops.darker(image, Image.new("RGB", image.size, OUTLINE)), mask=_mask(image.size, areas, 4 * step)
    )
    framed.paste(MARKER, mask=_mask(image.size, areas, 2 * step))
    framed.paste(marked, mask=_mask(image.size, areas, step))
    return framed


def _between(boxes: Sequence[Box]) -> Iterator[Box]:
    """The white between a line and the next below it, so that lines that belong together are framed as one."""
    for one, below in permutations(boxes, 2):
        left, right = max(one[0], below[0]), min(one[2], below[2])
        room = min(one[3] - one[1], below[3] - below[1])
        if left < right and one[3] < below[1] <= one[3] + room:
            yield left, one[3], right, below[1]


def _mask(size: tuple[int, int], areas: Sequence[Box], around: int) -> Image.Image:
    """White where the areas are, each larger by ``around`` pixels on every side."""
    mask = Image.new("L", size)
    brush = ImageDraw.Draw(mask)
    for left, top, right, bottom in areas:
        brush.rectangle((left - around, top - around, right + around, bottom + around), fill=255)
    return mask


def _png(image: Image.Image) -> bytes:
    encoded = _encoded(image)
    return encoded if len(encoded) <= MOST_BYTES else _encoded(image.quantize(256, Image.Quantize.FASTOCTREE))


def _encoded(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=3)  # as small as higher ones on pages of text, in half the time
    return buffer.getvalue()
