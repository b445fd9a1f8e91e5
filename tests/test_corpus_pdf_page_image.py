"""The page as an image: the quoted words marked, and nothing else, however the page is made."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pdfs
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, RectangleObject, StreamObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableReport
from corpus.pdf.page_image import page_images
from corpus.pdf.pdfium import read_pages
from corpus.types import Span

WIDTH, HEIGHT = 600.0, 800.0  # points
SCALE = 2  # pixels a point
FRAME = 2.0  # points from the words' ink to the outer edge of the outline
YELLOW = (255, 236, 110)
SIZE = 14  # of the font
LEFT = 60.0
Place = tuple[float, float, float, float]  # left, top, right, bottom in points from the page's top left
LINES = {  # baselines in points from the bottom
    700: "The force answers calls quickly. Victims are told",
    680: "of every delay. Officers see them the same day.",
    400: "Custody is safe and clean in every suite.",
}
EMOJI = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <58> <D83DDE00> endbfchar
2 beginbfrange <20> <57> <0020> <59> <7E> <0059> endbfrange
endcmap end end"""


def paper(path: Path, *pages: dict[int, str]) -> Path:
    """A PDF of pages with these lines."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for lines in pages:
        canvas.setFont("Helvetica", SIZE)
        for y, text in lines.items():
            canvas.drawString(LEFT, y, text)
        canvas.showPage()
    canvas.save()
    return path


def turned(path: Path, rotation: int, crop: tuple[float, float, float, float] | None = None) -> Path:
    """The same PDF with its pages turned, and cropped to left, bottom, right, top."""
    writer = PdfWriter(clone_from=PdfReader(path))
    for page in writer.pages:
        page.rotate(rotation)
        if crop:
            page.cropbox = RectangleObject(crop)
    writer.write(path)
    return path


def texts_of(path: Path, password: str | None = None) -> dict[int, str]:
    """The text of each page, as it is indexed."""
    return {number: page.text for number, page in enumerate(read_pages(path, password), start=1)}


def span_of(texts: dict[int, str], words: str) -> Span:
    """Where words stand, on the first page that has them; ends of lines count as blanks."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    for number, text in texts.items():
        if found := pattern.search(text):
            return Span(number, *found.span())
    raise AssertionError(f"{words!r} is not in {texts}")


def drawn(path: Path, *spans: Span, width: float = WIDTH, password: str | None = None) -> Image.Image:
    """A page with these spans marked."""
    (image,) = page_images(path, spans, texts_of(path, password), password, round(width * SCALE))
    return Image.open(io.BytesIO(image.png)).convert("RGB")


def marked_all(path: Path, *spans: Span, width: float = WIDTH) -> Image.Image:
    """What marking changes on a page: white on black."""
    texts = texts_of(path)
    blank = next(re.finditer(r" ", texts[spans[0].page]))
    plain = drawn(path, Span(spans[0].page, *blank.span()), width=width)
    change = ImageChops.difference(plain, drawn(path, *spans, width=width))
    return change.convert("L").point(lambda value: 255 if value else 0)


def place(change: Image.Image, top: float = 0, bottom: float | None = None) -> Place:
    """Where the ink of the marked words stands, between two heights of the page, in points."""
    strip = change.crop((0, round(top * SCALE), change.width, round((bottom or change.height / SCALE) * SCALE)))
    box = strip.getbbox()
    assert box is not None
    left, upper, right, lower = (side / SCALE for side in box)
    return left + FRAME, top + upper + FRAME, right - FRAME, top + lower - FRAME


def marked(path: Path, words: str, width: float = WIDTH) -> Place:
    return place(marked_all(path, span_of(texts_of(path), words), width=width))


def long(words: str, size: float = SIZE) -> float:
    """How wide words are set, in points."""
    return Canvas(io.BytesIO()).stringWidth(words, "Helvetica", size)


def at(before: str, words: str, y: float, left: float = LEFT) -> Place:
    """Where words stand behind others on a line with this baseline; they rise above it and hang below."""
    start = left + long(before)
    return start, HEIGHT - y - 10, start + long(words.rstrip()), HEIGHT - y + 3


def near(found: Place, expected: Place) -> bool:
    """Less than half a blank astray to the sides; some words have no letter that hangs down."""
    sides = abs(found[0] - expected[0]) < 1.9 and abs(found[2] - expected[2]) < 1.9
    return sides and abs(found[1] - expected[1]) < 1.5 and -4 < found[3] - expected[3] < 1.5


def test_the_words_are_marked_from_the_first_to_the_last(tmp_path: Path) -> None:
    """In the middle of a line, and not the words before or after."""
    path = paper(tmp_path / "a.pdf", LINES)

    assert near(marked(path, "safe and clean"), at("Custody is ", "safe and clean", 400))


def test_a_quote_over_two_lines_leaves_their_other_words_alone(tmp_path: Path) -> None:
    """What stands before the quote on its first line, and behind it on its last, is not marked."""
    path = paper(tmp_path / "a.pdf", LINES)
    change = marked_all(path, span_of(texts_of(path), "Victims are told of every delay."))

    assert near(place(change, 80, 101), (*at("The force answers calls quickly. ", "Victims are told", 700)[:3], 99))
    assert near(place(change, 111, 130), (LEFT, 113, LEFT + long("of every delay."), 123))


def test_blanks_at_the_end_of_a_line_are_not_marked(tmp_path: Path) -> None:
    """Some programs leave them there."""
    path = paper(tmp_path / "a.pdf", {700: "Victims wait.     ", 680: "Nobody calls."})

    assert near(marked(path, "Victims wait. Nobody calls."), (LEFT, 90, LEFT + long("Nobody calls."), 123))


def test_the_words_stay_readable_under_the_marker(tmp_path: Path) -> None:
    """Letters are as dark as before on bright yellow, which a dark line surrounds."""
    path = paper(tmp_path / "a.pdf", LINES)
    image = drawn(path, span_of(texts_of(path), "safe and clean"))
    left, top, right, bottom = (round(side * SCALE) for side in at("Custody is ", "safe and clean", 400))
    colours = image.crop((left, top, right, bottom)).getcolors(10_000) or []
    edge = image.crop((left - 8, top + 2, left + 4, top + 4)).convert("L")

    assert max(colours)[1] == YELLOW
    assert (0, 0, 0) in [colour for _, colour in colours]
    assert edge.getextrema()[0] < 80


def test_words_on_a_dark_page_are_framed_brightly(tmp_path: Path) -> None:
    """A marker does not show on dark paint; the rim around it does."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(WIDTH, HEIGHT))
    canvas.setFillGray(0.1)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(LEFT, 400, "Custody is safe")
    canvas.save()
    image = drawn(tmp_path / "a.pdf", span_of({1: "Custody is safe"}, "safe"))
    left, top, *_ = (round(side * SCALE) for side in at("Custody is ", "safe", 400))

    assert YELLOW in [image.getpixel((left + x, top + 10)) for x in range(-6, 4)]


@pytest.mark.parametrize("crop", [None, (40.0, 100.0, 560.0, 750.0)], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_are_marked_where_they_are_shown(tmp_path: Path, rotation: int, crop: Place | None) -> None:
    """The image is turned and cropped as a reader shows the page, and the marks with it."""
    path = turned(paper(tmp_path / "a.pdf", LINES), rotation, crop)
    x0, y0, x1, y1 = crop or (0, 0, WIDTH, HEIGHT)
    across, down = x1 - x0, y1 - y0
    left, top, right, bottom = at("Custody is ", "safe and clean", 400)
    left, top, right, bottom = left - x0, top - (HEIGHT - y1), right - x0, bottom - (HEIGHT - y1) - 3
    found = marked(path, "safe and clean", width=across if rotation in (0, 180) else down)

    assert found == pytest.approx(
        {
            0: (left, top, right, bottom),
            90: (down - bottom, left, down - top, right),
            180: (across - right, down - bottom, across - left, down - top),
            270: (top, across - right, bottom, across - left),
        }[rotation],
        abs=1.9,
    )


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_stored_turned_is_marked_upright(tmp_path: Path, degrees: int) -> None:
    """Lines that run up the stored page are lines across the page as it is shown: one area, no strips."""
    page = pdfs.Paper().turned(degrees)
    page.at(72, 130, "Victims are told of", SIZE)
    page.at(72, 150, "delays at once.", SIZE)
    path = page.save(tmp_path / "a.pdf")
    change = marked_all(path, span_of(texts_of(path), "told of delays"), width=pdfs.WIDTH)

    assert place(change, 110, 132)[0] == pytest.approx(72 + long("Victims are "), abs=1.9)
    assert place(change, 139, 160)[::2] == pytest.approx((72, 72 + long("delays")), abs=1.9)


def test_words_that_run_up_the_page_have_a_mark_for_each_line(tmp_path: Path) -> None:
    """As in the head of a narrow column of a table; the words beside them are not marked."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Helvetica", SIZE)
    canvas.rotate(90)
    canvas.drawString(100, -300, "Calls answered")
    canvas.drawString(100, -320, "within ten seconds")
    canvas.save()
    change = marked_all(tmp_path / "a.pdf", span_of(texts_of(tmp_path / "a.pdf"), "answered within"))
    first, second = change.crop((570, 0, 608, 1600)), change.crop((614, 0, 650, 1600))

    assert place(first)[1::2] == pytest.approx((700 - long("Calls answered"), 700 - long("Calls ")), abs=1.9)
    assert place(second)[1::2] == pytest.approx((700 - long("within"), 700), abs=1.9)


def test_columns_are_not_marked_across(tmp_path: Path) -> None:
    """A quote of the left column leaves the right one alone, though they share their lines."""
    page = pdfs.Paper()
    page.columns(
        ("Victims wait for calls and", "nobody tells them why."), ("Custody is clean and", "nurses come at once.")
    )
    path = page.save(tmp_path / "a.pdf")
    left = marked(path, "Victims wait for calls and nobody tells them why.", width=pdfs.WIDTH)
    right = marked(path, "clean and nurses come at once.", width=pdfs.WIDTH)

    assert left[::2] == pytest.approx((pdfs.LEFT, pdfs.LEFT + long("Victims wait for calls and", 10)), abs=1.9)
    assert right[0] == pytest.approx(pdfs.LEFT + 250, abs=1.9)


def test_the_cells_of_a_row_are_marked_apart(tmp_path: Path) -> None:
    """Between them nothing is marked."""
    path = pdfs.Paper().row("Investigating crime", "Adequate").save(tmp_path / "a.pdf")
    change = marked_all(path, span_of(texts_of(path), "Investigating crime Adequate"), width=pdfs.WIDTH)
    end = pdfs.LEFT + long("Investigating crime", pdfs.BODY)
    between = change.crop((round((end + 4) * SCALE), 0, round((pdfs.LEFT + 226) * SCALE), change.height))

    assert between.getbbox() is None
    assert place(change)[2] == pytest.approx(pdfs.LEFT + 230 + long("Adequate", pdfs.BODY), abs=1.9)


def test_a_word_broken_over_a_lines_end_is_marked_with_its_hyphen(tmp_path: Path) -> None:
    """Both its parts, and no word more."""
    path = paper(tmp_path / "a.pdf", {700: "The force has im-", 680: "proved since then."})
    text = texts_of(path)[1]
    span = Span(1, text.index("im"), text.index(" since"))
    change = marked_all(path, span)

    assert text[span.start : span.end] == "im\ufffeproved"
    assert near(place(change, 80, 101), (*at("The force has ", "im-", 700)[:3], 99))
    assert place(change, 111, 130)[::2] == pytest.approx((LEFT, LEFT + long("proved")), abs=1.9)


def test_a_list_item_is_marked_without_its_bullet(tmp_path: Path) -> None:
    """The quote is the item's words."""
    page = (
        pdfs.Paper().bullet("answers non-emergency calls, which callers", "abandon too often").bullet("records harm.")
    )
    path = page.save(tmp_path / "a.pdf")
    words = "answers non-emergency calls, which callers abandon too often"
    found = marked(path, words, width=pdfs.WIDTH)

    assert found[0] == pytest.approx(pdfs.LEFT + 24, abs=1.9)
    assert found[3] < 120 + pdfs.LEADING + 4


def test_the_raised_number_of_a_footnote_stays_as_it_is(tmp_path: Path) -> None:
    """A quote that ends before it does not paint it over, and one that holds it marks it on the same line."""
    path = pdfs.Paper().marked("Most callers were content.", "1").save(tmp_path / "a.pdf")
    end = pdfs.LEFT + long("Most callers were content.", pdfs.BODY)
    before = marked(path, "were content.", width=pdfs.WIDTH)
    after = marked(path, "were content.1", width=pdfs.WIDTH)
    ink = drawn(path, span_of(texts_of(path), "were content."), width=pdfs.WIDTH).convert("L")
    number = ink.crop((round((end + 0.5) * SCALE), 220, round((end + 4) * SCALE), 233))

    assert before[2] < end
    assert after[2] == pytest.approx(end + long("1", 6), abs=1.9)
    assert number.getextrema()[0] < 60


def test_a_character_that_pdfium_counts_twice_moves_no_mark(tmp_path: Path) -> None:
    """An emoji is two characters to pdfium, and one in the text."""
    path = paper(tmp_path / "a.pdf", {700: "X X X Custody is safe and clean."})
    writer = PdfWriter(clone_from=PdfReader(path))
    stream = StreamObject()
    stream.set_data(EMOJI)
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        font.get_object()[NameObject("/ToUnicode")] = writer._add_object(stream)
    writer.write(path)

    assert texts_of(path)[1] == "\U0001f600 \U0001f600 \U0001f600 Custody is safe and clean."
    assert near(marked(path, "safe"), at("X X X Custody is ", "safe", 700))
    assert near(marked(path, "clean."), at("X X X Custody is safe and ", "clean.", 700))


def test_a_quote_over_a_page_break_is_two_images(tmp_path: Path) -> None:
    """In the order of the pages, each with its own words marked."""
    path = paper(tmp_path / "a.pdf", LINES, {60: "Victims are not always told"}, {740: "of delays. They wait."})
    texts = texts_of(path)
    spans = (span_of(texts, "of delays."), span_of(texts, "Victims are not always told"))
    images = page_images(path, spans, texts)

    assert [(image.page, image.size) for image in images] == [(2, (1200, 1600)), (3, (1200, 1600))]
    assert near(place(marked_all(path, spans[1])), at("", "Victims are not always told", 60))
    assert near(place(marked_all(path, spans[0])), at("", "of delays.", 740))


def test_two_sentences_of_a_page_are_marked_without_the_one_between(tmp_path: Path) -> None:
    """However short it is."""
    path = paper(tmp_path / "a.pdf", {700: "Victims wait. So? Nobody calls."})
    texts = texts_of(path)
    change = marked_all(path, span_of(texts, "Victims wait."), span_of(texts, "Nobody calls."))
    left, top, right, bottom = (round(side * SCALE) for side in at("Victims wait. ", "So?", 700))

    assert change.crop((left + 1, top, right - 2, bottom)).getbbox() is None


def test_sentences_that_follow_one_another_are_marked_as_one(tmp_path: Path) -> None:
    """No frame runs between them."""
    path = paper(tmp_path / "a.pdf", {700: "Victims wait. So? Nobody calls."})
    texts = texts_of(path)
    apart = drawn(path, span_of(texts, "Victims wait."), span_of(texts, "So?"))

    assert apart == drawn(path, span_of(texts, "Victims wait. So?"))


def test_an_encrypted_report_is_drawn_with_its_password(tmp_path: Path) -> None:
    """Without it, a sentence says what is missing."""
    path = paper(tmp_path / "a.pdf", LINES)
    span = span_of(texts_of(path), "safe and clean")
    plain = drawn(path, span)
    path.write_bytes(pdfs.encrypted(path.read_bytes(), "s3cret"))

    assert drawn(path, span, password="s3cret") == plain
    for password in (None, "wrong"):
        with pytest.raises(UnreadableReport, match=r"^encrypted PDF: give its password as `password` in reports"):
            page_images(path, (span,), {1: ""}, password)


@pytest.mark.parametrize("number", [1, 2], ids=["another text", "no such page"])
def test_a_file_that_has_changed_is_not_marked_in_the_wrong_place(tmp_path: Path, number: int) -> None:
    """The sentence names the file, not its folder, and the command that mends it."""
    path = paper(tmp_path / "a.pdf", LINES)

    with pytest.raises(UnreadableReport) as refusal:
        page_images(path, (Span(number, 0, 5),), {number: "The text as it was."})
    assert str(refusal.value) == "a.pdf has changed since it was indexed: run scripts/rebuild_index.py, then ask again"


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """Likewise."""
    with pytest.raises(UnreadableReport) as refusal:
        page_images(tmp_path / "a.pdf", (Span(1, 0, 5),), {1: "The text as it was."})
    assert str(refusal.value) == "a.pdf is no longer in its folder: put it back, or run scripts/rebuild_index.py"


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """As when it is read."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and no more")

    with pytest.raises(UnreadableReport, match=r"^damaged PDF \(.+\): download the report again$"):
        page_images(tmp_path / "a.pdf", (Span(1, 0, 5),), {1: "The text as it was."})


def test_a_page_of_text_is_a_small_file(tmp_path: Path) -> None:
    """Fifty full lines take less than a mebibyte."""
    path = paper(
        tmp_path / "a.pdf",
        {40 + 15 * n: "The force answers calls quickly, and victims know it. " * 2 for n in range(50)},
    )
    texts = texts_of(path)

    assert len(page_images(path, (Span(1, 0, len(texts[1])),), texts)[0].png) < 1024 * 1024


@pytest.mark.parametrize("height", [HEIGHT, 14_000.0], ids=["a page", "a scroll"])
def test_no_page_makes_a_large_file(tmp_path: Path, height: float) -> None:
    """Not a photograph of noise, nor a page as long as a PDF can have; its words are marked all the same."""
    noise = Image.frombytes("RGB", (600, 800), random.Random(1).randbytes(600 * 800 * 3))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(WIDTH, height))
    canvas.drawImage(ImageReader(noise), 0, 0, WIDTH, height)
    canvas.drawString(LEFT, height / 2, "Custody is safe")
    canvas.save()
    (image,) = page_images(tmp_path / "a.pdf", (Span(1, 0, 7),), {1: "Custody is safe"})
    width, down = image.size

    assert len(image.png) < 5 * 1024 * 1024
    assert width * down <= 4_040_000
    assert width / down == pytest.approx(WIDTH / height, rel=0.01)
