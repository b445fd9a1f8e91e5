"""The door to pypdfium2: a PDF's pages as text, with the place, size and weight of each line.

pdfium must never be used by two threads at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from corpus.errors import UnreadableReport
from corpus.pdf.columns import by_column
from corpus.pdf.frames import Frame, Table, dots_among, frames_among, has_bullet, tables_among
from corpus.pdf.marks import Run, blanked, joined_lines, parted_words, raised
from corpus.pdf.objects import drawn_on
from corpus.pdf.printed import Line, PrintedPage
from corpus.pdf.text_page import TextPage
from corpus.pdf.unseen import unseen_runs

READER = f"pypdfium2 {version('pypdfium2')}"


def read_pages(
    source: Path | bytes, password: str | None = None, hidden: Collection[str] = ()
) -> tuple[PrintedPage, ...]:
    """Read every page of a PDF: of a file, or of its bytes. ``hidden`` are the names of its layers that are off.

    Raises:
        UnreadableReport: pdfium cannot open the file.
    """
    with opened(source, password) as pdf:
        return tuple(_read_page(pdf, number, hidden) for number in range(len(pdf)))


@contextmanager
def opened(source: Path | bytes, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF that is closed behind its use.

    Raises:
        UnreadableReport: pdfium cannot open the file.
    """
    try:
        pdf = pypdfium2.PdfDocument(source, password=password)
        if pdf.get_formtype() == raw.FORMTYPE_ACRO_FORM:
            pdf.init_forms()  # sets what is typed into fields where the file does not
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


def page_of(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """A page, counted from 0; what is typed into the fields of a form on it is part of its text, and stands last."""
    page = pdf[number]
    if pdf.get_formtype() and _has_fields(page):
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = pdf[number]
    return page


def _has_fields(page: pypdfium2.PdfPage) -> bool:
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET:
            return True
    return False


def _read_page(pdf: pypdfium2.PdfDocument, number: int, hidden: Collection[str]) -> PrintedPage:
    before = pdf[number].get_textpage().count_chars() if pdf.get_formtype() else 0
    page = page_of(pdf, number)
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    drawn = drawn_on(page, layered=bool(hidden))
    unseen = unseen_runs(page, textpage, text, drawn, hidden)
    text = blanked(text, list(unseen))
    place = TextPage(textpage, page, text)
    marks, labels = raised(text, place.glyph)
    place.words = blanked(text, marks)
    shapes = [place.shape(*bounds) for bounds in drawn.paths]
    tables, height = tables_among(shapes), page.get_height()
    joined = joined_lines(place.words, [*marks, *labels], place.glyph)
    runs = _parted(parted_words(joined, place.words, place.glyph), unseen, place.words)
    dots = dots_among(shapes)
    lines = [_line(place, run, tables, dots, dict(labels), cut=cut) for run, cut in runs]
    if not tables:
        lines = by_column(lines, place.words, place.parted_at)
    if before and textpage.count_chars() > before:
        lines = _with_typed(lines, before)
    frames = frames_among(shapes, height)
    left_out: Counter[str] = Counter()
    for (start, end), why in unseen.items():
        left_out[why] += end - start
    return PrintedPage(text, tuple(lines), height, frames, tables, tuple(marks), left_out)


def _with_typed(lines: Sequence[Line], before: int) -> list[Line]:
    """The lines of a page with those from its character ``before`` on, which are typed into fields, in their places."""
    ordered = [line for line in lines if line.start < before]
    for line in lines:
        if line.start >= before:
            at = next((n for n, other in enumerate(ordered) if other.top > line.top), len(ordered))
            ordered.insert(at, line)
    return ordered


def _parted(lines: Iterable[Run], unseen: Iterable[Run], words: str) -> Iterator[tuple[Run, bool]]:
    """The lines, each parted where words stand in it that nobody sees; whether a part stands behind such words."""
    for start, end in lines:
        cut = False
        for first, last in [run for run in unseen if start < run[0] < end]:
            if words[start:first].strip():
                yield _stripped(words, start, first), cut
            start, cut = last, True
        yield _stripped(words, start, end), cut


def _stripped(words: str, start: int, end: int) -> Run:
    return start + len(words[start:end]) - len(words[start:end].lstrip()), len(words[:end].rstrip())


def _line(
    place: TextPage, run: Run, tables: Sequence[Table], dots: Sequence[Frame], labels: Mapping[int, int], *, cut: bool
) -> Line:
    line = place.parted(*run, tables)
    label = labels.get(line.start, line.start) - line.start
    bulleted = has_bullet(line.x0, line.top, line.bottom, dots)
    return replace(line, label=label, bulleted=bulleted, cut=cut) if label or bulleted or cut else line
