"""Words that a PDF's page holds and that nobody sees on it. A door to pypdfium2.

What the page's objects say (how text is drawn, in what colour, what is drawn over it, in which layer) finds the
words that may be unseen. Where that leaves a doubt, the page is drawn: words without ink are unseen.
pdfium must never be used by two threads at once.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import pypdfium2
import pypdfium2.raw as raw

from corpus.pdf.marks import Run
from corpus.pdf.objects import Colour, Drawn, Shape, Text, address
from corpus.pdf.text_page import Rect, char_at

SCALE: Final = 2.0  # pixels to a point in which a page is drawn to look for ink
CONTRAST: Final = 12  # of 255 shades: ink differs at least so much from what is around it
NEAR_COLOUR: Final = 64  # of 255 in each of red, green and blue: text in a colour so near its ground is doubtful
TRANSPARENT: Final = 16  # of 255: text of less opacity is invisible
ALIGNED: Final = 0.7  # share of a scan's recognised words that stand on ink, from which the others are unseen
_INVISIBLE: Final = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_WHITE: Final = (255, 255, 255)
_WORD = re.compile(r"\S+")

Doubt: TypeAlias = Literal["outside", "switched off", "invisible", "covered", "faint"]
_WHY: Final[Mapping[Doubt, str]] = {
    "outside": "outside the part of the page that is shown",
    "switched off": "in a layer that is switched off",
    "invisible": "in invisible letters",
    "covered": "under something that is drawn over it",
    "faint": "in the colour of its ground",
}


@dataclass(frozen=True, slots=True)
class _Char:
    """A character whose text object is doubtful; ``bounds`` is the box of its ink."""

    doubt: Doubt
    text: Text
    bounds: Rect


def unseen_runs(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, text: str, drawn: Drawn, hidden: Collection[str]
) -> dict[Run, str]:
    """The words of a page's text that nobody sees, each a start and an end (exclusive), in order, and why.

    ``hidden`` are the names of the layers that are switched off; where there are some, ``drawn`` tells layers.
    """
    visible = _bounding(page)
    doubts = {one.address: (doubt, one) for one in drawn.texts if (doubt := _doubt(one, drawn.shapes, visible, hidden))}
    if not doubts:
        return {}
    words = [(match.span(), _chars(textpage, text, match.span(), doubts)) for match in _WORD.finditer(text)]
    judge = _Judge(page, drawn, {key: doubt for key, (doubt, _) in doubts.items()})
    judge.trust_scan([char for _, chars in words for char in chars if char and char.doubt == "invisible"])
    return {run: _why(chars) for run, chars in words if _is_unseen(chars, judge.is_unseen)}


def _is_unseen(chars: Sequence[_Char | None], is_unseen: Callable[[_Char], bool]) -> bool:
    """Whether most characters of a word are unseen."""
    return any(chars) and 2 * sum(char is not None and is_unseen(char) for char in chars) > len(chars)


def _why(chars: Sequence[_Char | None]) -> str:
    return _WHY[next(char.doubt for char in chars if char)]


def _bounding(page: pypdfium2.PdfPage) -> Rect:
    """The part of a page that is shown, in the page's own points."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    return box.left, box.bottom, box.right, box.top


def _doubt(text: Text, shapes: Sequence[Shape], visible: Rect, hidden: Collection[str]) -> Doubt | None:
    if hidden and text.layers:
        return "switched off" if any(name in hidden for name in text.layers) else "faint"
    if not _meets(visible, text.bounds):
        return "outside"
    if text.mode in _INVISIBLE or text.opacity < TRANSPARENT:
        return "invisible"
    if any(shape.order > text.order and _covers(shape.bounds, text.bounds) for shape in shapes):
        return "covered"
    under = (shape for shape in reversed(shapes) if shape.order < text.order and _holds_middle(shape, text.bounds))
    ground = next(under, None)
    colour = ground.colour if ground else _WHITE
    return "faint" if _is_near(text.colour, _WHITE if colour is None else colour) else None


def _is_near(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) < NEAR_COLOUR for a, b in zip(one, other, strict=True))


def _holds(outer: Rect, inner: Rect) -> bool:
    left, bottom, right, top = inner
    return outer[0] - 0.5 <= left and outer[1] - 0.5 <= bottom and right <= outer[2] + 0.5 and top <= outer[3] + 0.5


def _meets(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _covers(shape: Rect, text: Rect) -> bool:
    """Whether a shape may cover a letter of a text: it reaches over the middle of its line."""
    middle = (text[1] + text[3]) / 2
    return shape[1] < middle < shape[3] and shape[0] < text[2] and text[0] < shape[2]


def _holds_middle(shape: Shape, text: Rect) -> bool:
    left, bottom, right, top = shape.bounds
    return left < (text[0] + text[2]) / 2 < right and bottom < (text[1] + text[3]) / 2 < top


def _chars(
    textpage: pypdfium2.PdfTextPage, text: str, run: Run, doubts: dict[int, tuple[Doubt, Text]]
) -> list[_Char | None]:
    """For each character of a word its doubt, or nothing where there is none."""
    found: list[_Char | None] = []
    for at in range(*run):
        char = char_at(textpage, text, at)
        known = doubts.get(address(raw.FPDFText_GetTextObject(textpage.raw, char)))
        found.append(_Char(*known, textpage.get_charbox(char)) if known else None)
    return found


class _Judge:
    """Tells which doubtful characters of a page are unseen."""

    def __init__(self, page: pypdfium2.PdfPage, drawn: Drawn, doubts: dict[int, Doubt]) -> None:
        self._page, self._drawn = page, drawn
        self._plain = [text.bounds for text in drawn.texts if doubts.get(text.address) not in ("invisible", "outside")]
        self._solid = [shape for shape in drawn.shapes if shape.solid]
        self._trusted = False
        self._ink: _Ink | None = None

    def trust_scan(self, recognised: Sequence[_Char]) -> None:
        """Take invisible words as those of the scan they lie on, where the page has no others.

        Where nearly all of them stand on ink, those that do not are unseen all the same.
        """
        if recognised and not self._plain and self._drawn.shapes:
            on_ink = sum(self._has_ink(char.bounds) for char in recognised)
            self._trusted = on_ink < ALIGNED * len(recognised)

    def is_unseen(self, char: _Char) -> bool:
        """Whether nobody sees it."""
        match char.doubt:
            case "switched off" | "outside":
                return True
            case "invisible":
                return not self._trusted and (self._is_over_text(char) or not self._has_ink(char.bounds))
            case _:
                return self._is_covered(char) or not self._has_ink(char.bounds)

    def _is_over_text(self, char: _Char) -> bool:
        """Whether the ink at its place is that of other words."""
        return any(_holds_point(bounds, char.bounds) for bounds in self._plain)

    def _is_covered(self, char: _Char) -> bool:
        return any(shape.order > char.text.order and _holds(shape.bounds, char.bounds) for shape in self._solid)

    def _has_ink(self, bounds: Rect) -> bool:
        self._ink = self._ink or _Ink(self._page)
        return self._ink.at(bounds)


def _holds_point(outer: Rect, inner: Rect) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


class _Ink:
    """A page as it is shown, in shades of grey."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        drawn = page.render(scale=SCALE, grayscale=True)
        self._width, self._height, self._stride = drawn.width, drawn.height, drawn.stride
        self._shades = bytes(drawn.buffer)

    def at(self, bounds: Rect) -> bool:
        """Whether anything is to be seen in a rectangle: not all of it has one shade."""
        x, y = ctypes.c_int(), ctypes.c_int()
        corners = []
        for across, up in (bounds[:2], bounds[2:]):
            raw.FPDF_PageToDevice(
                self._page.raw, 0, 0, self._width, self._height, 0, across, up, ctypes.byref(x), ctypes.byref(y)
            )
            corners.append((x.value, y.value))
        (x0, y0), (x1, y1) = corners
        left, right = max(0, min(x0, x1)), min(self._width, max(x0, x1) + 1)
        shades = [
            shade
            for row in range(max(0, min(y0, y1)), min(self._height, max(y0, y1) + 1))
            for shade in self._shades[row * self._stride + left : row * self._stride + right]
        ]
        return bool(shades) and max(shades) - min(shades) >= CONTRAST
