"""What is drawn on a PDF's page, object by object in the order of drawing. A door to pypdfium2.

pdfium must never be used by two threads at once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as raw

from corpus.pdf.text_page import Rect

RULE: Final = 3.0  # points: shapes that are lower or narrower are rules: they neither cover words nor lie under them
_DEEPEST: Final = 4  # forms within forms
_OVER: Final = frozenset(  # kinds of annotations that may lie over words
    {
        raw.FPDF_ANNOT_SQUARE,
        raw.FPDF_ANNOT_CIRCLE,
        raw.FPDF_ANNOT_POLYGON,
        raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_INK,
        raw.FPDF_ANNOT_REDACT,
    }
)

Colour = tuple[int, int, int]
_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, picture or other thing that is not text; ``order`` counts the objects of the page as they are drawn.

    ``colour`` is that of its filling, where it has one. What is ``solid`` covers all that is drawn before it.
    """

    order: int
    bounds: Rect
    colour: Colour | None = None
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text: ``address`` tells its object from others; ``opacity`` is from 0 to 255.

    ``layers`` are the names of the layers of the file that it stands in; one without a name is empty.
    """

    order: int
    address: int
    bounds: Rect
    mode: int
    colour: Colour
    opacity: int
    layers: tuple[str, ...] = ()


@dataclass(slots=True)
class Drawn:
    """All that is drawn on a page: ``paths`` surrounds each path, ``shapes`` are those that are more than rules."""

    paths: list[Rect] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    count: int = 0


def drawn_on(page: pypdfium2.PdfPage, *, layered: bool) -> Drawn:
    """Go through the objects of a page; ``layered`` asks for the layers of its texts, too."""
    found = Drawn()
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        _take(raw.FPDFPage_GetObject(page.raw, number), found, None, (), layered, 0)
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        found.count += 1
        found.shapes += [Shape(found.count, bounds) for bounds in _annotated(page, number)]
    return found


def _take(item: Any, found: Drawn, matrix: _Matrix | None, layers: tuple[str, ...], layered: bool, depth: int) -> None:
    """Add an object, and those of a form, which its ``matrix`` places on the page."""
    found.count += 1
    kind = raw.FPDFPageObj_GetType(item)
    bounds = _bounds(item, matrix)
    if bounds is None:
        return
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        if bounds[0] == bounds[2]:  # nothing but blanks
            return
        own = (*layers, *_layers(item)) if layered else ()
        colour, opacity = _filling(item)
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        found.texts.append(Text(found.count, address(item), bounds, mode, colour, opacity, own))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _placed(item, matrix)
        own = (*layers, *_layers(item)) if layered else ()
        for number in range(raw.FPDFFormObj_CountObjects(item)):
            _take(raw.FPDFFormObj_GetObject(item, number), found, inner, own, layered, depth + 1)
    else:
        if kind == raw.FPDF_PAGEOBJ_PATH and not depth:
            found.paths.append(bounds)
        if bounds[2] - bounds[0] > RULE < bounds[3] - bounds[1]:
            found.shapes += _shape(item, kind, found.count, bounds)


def _shape(item: Any, kind: int, order: int, bounds: Rect) -> Iterator[Shape]:
    if kind != raw.FPDF_PAGEOBJ_PATH:
        yield Shape(order, bounds)
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, filled, stroked)
    if filled.value:
        colour, opacity = _filling(item)
        solid = opacity == 255 and raw.FPDFPath_CountSegments(item) <= 5 and not raw.FPDFPageObj_HasTransparency(item)
        yield Shape(order, _clipped(item, bounds) if solid else bounds, colour, solid)


def _clipped(item: Any, bounds: Rect) -> Rect:
    """The part of a path that is drawn."""
    left, bottom, right, top = bounds
    clip = raw.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        xs, ys = [], []
        for number in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
            xs.append(x.value)
            ys.append(y.value)
        if xs:
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return left, bottom, right, top


_FLOATS = tuple(ctypes.c_float() for _ in range(4))
_UINTS = tuple(ctypes.c_uint() for _ in range(4))


def _bounds(item: Any, matrix: _Matrix | None) -> Rect | None:
    if not raw.FPDFPageObj_GetBounds(item, *_FLOATS):
        return None
    left, bottom, right, top = (edge.value for edge in _FLOATS)
    if matrix is None:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _placed(item: Any, outer: _Matrix | None) -> _Matrix:
    """The matrix that places what is in a form on the page."""
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    a, b, c, d, e, f = own.a, own.b, own.c, own.d, own.e, own.f
    if outer is None:
        return a, b, c, d, e, f
    k, m, n, p, q, r = outer
    return (
        a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + q, e * m + f * p + r,
    )  # fmt: skip


def _filling(item: Any) -> tuple[Colour, int]:
    red, green, blue, opacity = _UINTS
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, opacity):
        return (0, 0, 0), 255
    return (red.value, green.value, blue.value), opacity.value


def address(item: Any) -> int:
    """What tells an object from others."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _layers(item: Any) -> Iterator[str]:
    for number in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, number)
        if _string(raw.FPDFPageObjMark_GetName, mark) == "OC":
            yield _string(raw.FPDFPageObjMark_GetParamStringValue, mark, b"Name")


def _string(ask: Any, *given: Any) -> str:
    """A string of pdfium's, which says first how long it is."""
    length = ctypes.c_ulong()
    if not ask(*given, None, 0, length) or length.value < 2:
        return ""
    held = (ctypes.c_ushort * (length.value // 2))()
    ask(*given, held, length.value, length)
    return bytes(held).decode("utf-16-le", errors="replace").rstrip("\0")


def _annotated(page: pypdfium2.PdfPage, number: int) -> Iterator[Rect]:
    """The rectangle of an annotation that may lie over words."""
    annotation = raw.FPDFPage_GetAnnot(page.raw, number)
    if not annotation:
        return
    rect = raw.FS_RECTF()
    if raw.FPDFAnnot_GetSubtype(annotation) in _OVER and raw.FPDFAnnot_GetRect(annotation, rect):
        yield rect.left, rect.bottom, rect.right, rect.top
    raw.FPDFPage_CloseAnnot(annotation)
