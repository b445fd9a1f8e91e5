"""A given quotation is boxed on its page: all its inked words and no others, however the page is made.

The words that are quoted are set in red between black ones, so that the drawn page itself tells where they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from fakes import FakeEncoder
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, RectangleObject, StreamObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bot.live.index import quoted_pages
from bot.verify.quotations import Paragraph, find_quotations
from bot.verify.spans import spans_of
from bot.verify.tokens import TokenRange, wording_of
from bot.verify.verifier import Checked, Verifier
from corpus.describe.gazetteer import gazetteer
from corpus.pdf.page_image import page_images
from corpus.pdf.picture import Picture, picture
from corpus.types import Span
from index import generation as generations
from index.build import build
from index.lexical import LexicalIndex
from index.store import Store

ACROSS, DOWN = A4
PIXELS = 1200
LIGATURE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <58> <FB01> endbfchar
2 beginbfrange <20> <57> <0020> <59> <7E> <0059> endbfrange
endcmap end end"""


@dataclass(frozen=True)
class Set:
    """A printed line ``top`` points below the page's upper edge; what stands in « » is red."""

    top: float
    words: str
    left: float = 72
    size: float = 11
    bold: bool = False


TITLE = Set(90, "An inspection of Kent Police", size=24, bold=True)
PLAIN = (
    Set(160, "The force answers most calls within ten seconds, and callers"),
    Set(174, "say so. «Victims are not always told of delays in their case», and"),
    Set(188, "«nobody calls them back» on the day. Officers see them later."),
    Set(202, "It will look at this again in the next year and the one after."),
)


def pdf(path: Path, *pages: Sequence[Set], turned: int = 0) -> Path:
    """A PDF of these lines, its pages stored turned and shown upright."""
    canvas = Canvas(str(path), pagesize=A4)
    for lines in pages:
        if turned:
            canvas.setPageRotation(turned)
            canvas.rotate(turned)
            canvas.translate(*{90: (0, -DOWN), 180: (-ACROSS, -DOWN), 270: (-ACROSS, 0)}[turned])
        for line in lines:
            _set(canvas, line)
        canvas.showPage()
    canvas.save()
    return path


def _set(canvas: Canvas, line: Set) -> None:
    font, x = ("Helvetica-Bold" if line.bold else "Helvetica"), line.left
    canvas.setFont(font, line.size)
    for number, words in enumerate(re.split("[«»]", line.words)):
        canvas.setFillColorRGB(*(1, 0, 0) if number % 2 else (0, 0, 0))
        canvas.drawString(x, DOWN - line.top, words)
        x += canvas.stringWidth(words, font, line.size)


def found(path: Path, words: str) -> tuple[Checked, Store]:
    """The outcome for a quotation, against the one report of a folder."""
    build([path.parent], path.parent.parent / "index", FakeEncoder)
    live = generations.current(path.parent.parent / "index")
    store = Store.open(live.store)
    verifier = Verifier(store, LexicalIndex(live.lexical), gazetteer())
    return verifier.check(find_quotations([Paragraph(words, "line 1", quoted=True)])[0]), store


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Where the report is put."""
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus" / "a1.pdf"


def drawn(path: Path, words: str) -> dict[int, Picture]:
    """The pages that a quotation stands on, each with the boxes around its words."""
    checked, store = found(path, words)
    assert checked.verdict == "exact"
    (source,) = checked.sources
    pages = quoted_pages(store, source)
    images = page_images(pages.path, pages.spans, pages.texts)
    assert [image.page for image in images] == sorted({span.page for span in pages.spans})
    assert (source.page, source.page_end) == (images[0].page, images[-1].page)
    return {image.page: _picture(pages.path, image.page, pages.texts[image.page], pages.spans) for image in images}


def _picture(path: Path, page: int, text: str, spans: Sequence[Span]) -> Picture:
    made = picture(path, page, text, [(span.start, span.end) for span in spans if span.page == page], PIXELS)
    assert made is not None
    return made


def boxes_just_the_red(page: Picture) -> bool:
    """Whether the boxes hold all red ink of a page, and no black."""
    rows = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.stride)[:, : page.width * 3]
    pixels = rows.reshape(page.height, page.width, 3).astype(int)
    red = pixels[..., 0] - pixels[..., 1] > 60
    black = pixels.max(axis=2) < 90
    assert red.any()
    assert black.any()
    return not (red & ~_inside(page, 1)).any() and not (black & _inside(page, -1)).any()


def _inside(page: Picture, around: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros((page.height, page.width), bool)
    for left, top, right, bottom in page.boxes:
        mask[top - around : bottom + around + 1, left - around : right + around + 1] = True
    return mask


QUOTED = "Victims are not always told of delays in their case, and nobody calls them back"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_over_a_line_s_end_are_boxed_on_a_page_turned_by(report: Path, turned: int) -> None:
    """From the middle of one line to the middle of the next; what stands between the marks is red, but one word."""
    lines = tuple(Set(line.top, line.words.replace("», and", ", and»")) for line in PLAIN)
    pages = drawn(pdf(report, (TITLE, *lines), turned=turned), QUOTED)

    assert list(pages) == [1]
    assert boxes_just_the_red(pages[1])


def test_a_few_words_are_boxed_and_not_their_sentence(report: Path) -> None:
    """Three are enough."""
    lines = (Set(160, "The force answers «most calls within» ten seconds, which callers like."), *PLAIN[3:])

    assert boxes_just_the_red(drawn(pdf(report, (TITLE, *lines)), "most calls within")[1])


def test_a_cropped_page_is_boxed_where_it_is_shown(report: Path) -> None:
    """The page's text counts from its own corner, the picture from the crop's."""
    lines = tuple(Set(line.top, line.words.replace("», and", ", and»")) for line in PLAIN)
    writer = PdfWriter(clone_from=PdfReader(pdf(report, (TITLE, *lines))))
    writer.pages[0].cropbox = RectangleObject((40, 300, 560, 800))
    writer.write(report)

    assert boxes_just_the_red(drawn(report, QUOTED)[1])


def test_words_over_two_columns_are_boxed_in_both(report: Path) -> None:
    """The end of the left one and the start of the right one, and nothing beside them."""
    left = ("The force answers most", "calls within ten", "seconds. «Victims are»")
    right = ("«not always told» of the", "delays in their case,", "which is a pity here.")
    lines = [Set(160 + 14 * n, words) for n, words in enumerate(left)]
    lines += [Set(160 + 14 * n, words, 320) for n, words in enumerate(right)]

    assert boxes_just_the_red(drawn(pdf(report, (TITLE, *lines)), "Victims are not always told")[1])


def test_a_word_broken_over_a_line_s_end_is_boxed_with_its_hyphen(report: Path) -> None:
    """It is quoted whole, as the report writes it elsewhere."""
    lines = (
        Set(160, "Its improvement since last year is what we saw. The force has «im-»"),
        Set(174, "«proved since then», and callers say that improved calls are liked."),
    )

    assert boxes_just_the_red(drawn(pdf(report, (TITLE, *lines)), "improved since then")[1])


def test_words_within_a_list_item_are_boxed_without_its_bullet(report: Path) -> None:
    """Nor the items around it."""
    lines = (
        Set(160, "The force should improve how it:"),
        *(Set(top, "\u2022", 80) for top in (180, 200, 234)),
        Set(180, "answers calls from the public", 96),
        Set(200, "records the «vulnerability of callers who ask for»", 96),
        Set(214, "«help more than once» in a month", 96),
        Set(234, "tells victims what happens", 96),
    )
    words = "vulnerability of callers who ask for help more than once"

    assert boxes_just_the_red(drawn(pdf(report, (TITLE, *lines)), words)[1])


def test_words_over_a_page_s_end_are_two_images(report: Path) -> None:
    """With a word broken there; the foot of the one page and the head of the next stay plain."""
    foot = (Set(800, "Kent Police", size=9), Set(40, "Inspectorate of Examples", size=9))
    first = [Set(160 + 14 * n, "The force answers calls and callers like what they are told.") for n in range(40)]
    last = Set(160 + 14 * 40, "It has plans, and «most of them are well co-»")
    second = (Set(90, "«produced with the victims» of crime, who like them. They were asked."), *PLAIN[3:])
    pages = drawn(
        pdf(report, (*foot, TITLE, *first, last), (*foot, *second), (*foot, *PLAIN), (*foot, *PLAIN)),
        "most of them are well co-produced with the victims",
    )

    assert list(pages) == [1, 2]
    assert all(boxes_just_the_red(page) for page in pages.values())


def test_words_of_the_second_page_alone_are_one_image(report: Path) -> None:
    """Though their sentence begins on the page before."""
    first = [Set(160 + 14 * n, "The force answers calls and callers like what they are told.") for n in range(40)]
    last = Set(160 + 14 * 40, "It has plans, and most of them are well")
    second = (Set(90, "made together «with the victims of» crime, who like them. They were asked."), *PLAIN[3:])
    pages = drawn(pdf(report, (TITLE, *first, last), second), "with the victims of")

    assert list(pages) == [2]
    assert boxes_just_the_red(pages[2])


def test_a_ligature_is_boxed_as_its_letters(report: Path) -> None:
    """One character of the page is two of the quotation."""
    lines = (Set(160, "The force will «Xnd all callers who deXne» what they want from it."),)
    writer = PdfWriter(clone_from=PdfReader(pdf(report, (TITLE, *lines))))
    stream = StreamObject()
    stream.set_data(LIGATURE)
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/ToUnicode")] = writer._add_object(stream)
    writer.write(report)

    assert boxes_just_the_red(drawn(report, "find all callers who define")[1])


def test_the_parts_around_an_ellipsis_are_boxed_without_what_was_left_out(report: Path) -> None:
    """As one quote of one report."""
    words = "Victims are not always told of delays in their case, [\u2026] nobody calls them back"

    assert boxes_just_the_red(drawn(pdf(report, (TITLE, *PLAIN)), words)[1])


def test_a_cell_of_a_table_is_boxed_and_its_row_is_not(report: Path) -> None:
    """Nor the rows around it."""
    rows = (("Area of work", "Grade given"), ("«Investigating all crime»", "Adequate"), ("Managing offenders", "Good"))
    cells = [Set(200 + 20 * n, cell, 72 + 230 * m) for n, row in enumerate(rows) for m, cell in enumerate(row)]

    assert boxes_just_the_red(drawn(pdf(report, (TITLE, *PLAIN[3:], *cells)), "Investigating all crime")[1])


def test_a_footnote_is_boxed_in_small_print(report: Path) -> None:
    """At the foot of its page."""
    body = [Set(160 + 14 * n, "The force answers calls and callers like what they are told.") for n in range(30)]
    note = Set(760, "1 Survey of «400 callers by the force», June 2024.", size=8)

    assert boxes_just_the_red(drawn(pdf(report, (TITLE, *body, note)), "400 callers by the force")[1])


def test_a_heading_is_boxed_above_its_section(report: Path) -> None:
    """Not the same words in the sentence above it."""
    lines = (
        Set(160, "The force answers calls. How it keeps people safe is told below."),
        Set(174, "It answers them within ten seconds, and callers like that."),
        Set(210, "«How it keeps people safe»", size=16, bold=True),
        Set(240, "Officers see victims on the same day, which they like."),
    )
    path = pdf(report, (TITLE, *lines))
    build([path.parent], path.parent.parent / "index", FakeEncoder)
    store = Store.open(generations.current(path.parent.parent / "index").store)
    (held,) = store.reports()
    wording = wording_of(store, held.id)
    number = next(n for n, line in enumerate(wording.lines) if line.words == "How it keeps people safe")
    text = store.text(held.id)
    spans = spans_of(wording, wording.of_line(number), text)

    assert not wording.lines[number].spans
    assert boxes_just_the_red(_picture(path, 1, text.pages[1], spans))


def test_the_words_are_given_as_the_source_prints_them(report: Path) -> None:
    """Its own quotation marks, blanks and hyphens, and from the first word to the last."""
    lines = (Set(160, "Officers are \u201ctrained each year\u201d, it says \u2013 and victims like it."), *PLAIN[3:])
    checked, _ = found(pdf(report, (TITLE, *lines)), "'trained each year', it says - and victims")
    (source,) = checked.sources

    assert source.text == "\u201ctrained each year\u201d, it says \u2013 and victims"


def test_no_span_is_longer_than_the_words(report: Path) -> None:
    """Every run of tokens of a report is cut out of its pages as it stands in its wording."""
    path = pdf(report, (TITLE, *PLAIN))
    build([path.parent], path.parent.parent / "index", FakeEncoder)
    store = Store.open(generations.current(path.parent.parent / "index").store)
    (held,) = store.reports()
    wording, text = wording_of(store, held.id), store.text(held.id)
    first = wording.tokens.index("Victims")

    for length in range(1, 12):
        (span,) = spans_of(wording, TokenRange(first, first + length), text)
        cut = " ".join(text.pages[span.page][span.start : span.end].split())
        assert cut == wording.said(TokenRange(first, first + length))


@pytest.mark.parametrize(
    ("given", "page", "flags"),
    [("p. 2", 2, ()), ("p. 1", 1, ()), ("p. 7", 1, ("attributed to page 7; the words stand on p. 1",))],
)
def test_of_several_places_the_one_on_the_page_that_is_given(
    report: Path, given: str, page: int, flags: tuple[str, ...]
) -> None:
    """The first, where the words stand on none such."""
    pdf(report, (TITLE, *PLAIN), (Set(90, "Victims and their care", size=24, bold=True), *PLAIN))
    build([report.parent], report.parent.parent / "index", FakeEncoder)
    live = generations.current(report.parent.parent / "index")
    verifier = Verifier(Store.open(live.store), LexicalIndex(live.lexical), gazetteer())
    (quotation,) = find_quotations([Paragraph(f"“Officers see them later” ({given})", "line 1")])
    checked = verifier.check(quotation)
    assert (checked.verdict, checked.sources[0].page, checked.flags) == ("exact", page, flags)
