"""The page as an image: the quoted words marked, and nothing else, however the page is made."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableReport
from corpus.page_image import lines_of, page_images
from corpus.pdfium import read_pages
from corpus.types import Span

WIDTH, HEIGHT = 600.0, 800.0  # points, and with images of 600 pixels also pixels
LINES = {  # baselines in points from the bottom
    700: "The force answers calls quickly. Victims are told",
    680: "of every delay. Officers see them the same day.",
    400: "Custody is safe and clean in every suite.",
}


def paper(path: Path, *pages: dict[int, str], left: float = 60, columns: bool = False) -> Path:
    """A PDF with these lines, in a second column for those on the second page where there are columns."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for number, lines in enumerate(pages):
        canvas.setFont("Helvetica", 14)
        for y, text in lines.items():
            canvas.drawString(left + 260 * number * columns, y, text)
        if not columns:
            canvas.showPage()
    canvas.save()
    return path


def changed(path: Path, *, rotation: int = 0, crop: tuple[float, float] = (0, 0), password: str = "") -> Path:
    """The same PDF with its pages turned, cropped at the left and bottom, or encrypted."""
    writer = PdfWriter(clone_from=PdfReader(path))
    for page in writer.pages:
        page.rotate(rotation)
        page.cropbox.lower_left = crop
        page.mediabox.lower_left = crop
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


def spans_of(path: Path, *runs: str, password: str | None = None) -> tuple[Span, ...]:
    """Where runs of words stand, each on the first page that has it; line ends count as blanks."""
    texts = [page.text for page in read_pages(path, password)]
    return tuple(next(filter(None, (_span(n, text, run) for n, text in enumerate(texts, start=1)))) for run in runs)


def _span(number: int, text: str, run: str) -> Span | None:
    found = re.search(r"\s+".join(map(re.escape, run.split())), text)
    return Span(number, *found.span()) if found else None


def drawn(path: Path, spans: tuple[Span, ...], password: str | None = None, width: int = 600) -> list[Image.Image]:
    """The pages as images, one pixel a point."""
    texts = {n: page.text for n, page in enumerate(read_pages(path, password), start=1)}
    return [Image.open(io.BytesIO(i.png)).convert("RGB") for i in page_images(path, spans, texts, password, width)]


def marked(image: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all that is marked: the yellow of the marker is neither white nor grey."""
    yellow = image.split()[2].point(lambda blue: 255 if blue < 140 else 0)
    red = image.split()[0].point(lambda value: 255 if value > 200 else 0)
    both = Image.composite(red, Image.new("L", image.size, 0), yellow)
    box = both.getbbox()
    assert box is not None
    return box


def near(found: tuple[int, int, int, int], expected: tuple[float, float, float, float], by: float = 6) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, expected, strict=True))


def width_of(words: str) -> float:
    return Canvas(io.BytesIO()).stringWidth(words, "Helvetica", 14)


def test_the_words_are_marked_from_the_first_to_the_last(tmp_path: Path) -> None:
    """In the middle of a line, and not the words before or after."""
    path = paper(tmp_path / "a.pdf", LINES)
    (image,) = drawn(path, spans_of(path, "safe and clean"))
    left = 60 + width_of("Custody is ")
    right = left + width_of("safe and clean")
    assert image.size == (600, 800)
    assert near(marked(image), (left, HEIGHT - 400 - 11, right, HEIGHT - 400 + 3))


def test_a_quote_over_two_lines_has_two_boxes(tmp_path: Path) -> None:
    """From mid-line to mid-line: what stands before on the first and after on the second is not marked."""
    path = paper(tmp_path / "a.pdf", LINES)
    (image,) = drawn(path, spans_of(path, "Victims are told of every delay."))
    first = image.crop((0, 80, 600, 106))
    second = image.crop((0, 107, 600, 130))
    assert abs(marked(first)[0] - (60 + width_of("The force answers calls quickly. "))) <= 6
    assert abs(marked(second)[2] - (60 + width_of("of every delay."))) <= 6
    assert abs(marked(second)[0] - 60) <= 6


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_marked_where_its_words_are_shown(tmp_path: Path, rotation: int) -> None:
    """The image is turned as a reader shows the page, and the boxes with it."""
    path = paper(tmp_path / "a.pdf", LINES)
    (upright,) = drawn(path, spans_of(path, "safe and clean"))
    left, top, right, bottom = marked(upright)
    changed(path, rotation=rotation)
    (image,) = drawn(path, spans_of(path, "safe and clean"), width=600 if rotation == 180 else 800)
    expected = {
        90: (HEIGHT - bottom, left, HEIGHT - top, right),
        180: (WIDTH - right, HEIGHT - bottom, WIDTH - left, HEIGHT - top),
        270: (top, WIDTH - right, bottom, WIDTH - left),
    }[rotation]
    assert image.size == ((600, 800) if rotation == 180 else (800, 600))
    assert near(marked(image), expected)


def test_a_cropped_page_is_marked_where_its_words_are_shown(tmp_path: Path) -> None:
    """A page whose corner is not at zero."""
    path = changed(paper(tmp_path / "a.pdf", LINES), crop=(40, 100))
    (image,) = drawn(path, spans_of(path, "Custody"), width=560)
    assert near(marked(image), (20, 700 - 300 - 11, 20 + width_of("Custody"), 700 - 300 + 3))


def test_columns_are_not_marked_across(tmp_path: Path) -> None:
    """A quote of the left column leaves the right one alone, though they share their lines."""
    left = {700: "Victims wait for calls and", 680: "nobody tells them why."}
    right = {700: "Custody is clean here and", 680: "nurses come at once."}
    path = paper(tmp_path / "a.pdf", left, right, columns=True)
    (image,) = drawn(path, spans_of(path, "nobody tells them why."))
    assert near(marked(image), (60, 800 - 680 - 11, 60 + width_of("nobody tells them why."), 800 - 680 + 3))


def test_a_quote_over_a_page_break_is_two_images(tmp_path: Path) -> None:
    """In the order of the pages, each with its own words marked."""
    path = paper(tmp_path / "a.pdf", {60: "Victims are not always told"}, {740: "of delays. They wait."})
    spans = spans_of(path, "Victims are not always told", "of delays.")
    texts = {n: page.text for n, page in enumerate(read_pages(path), start=1)}
    images = page_images(path, spans, texts)
    assert [image.page for image in images] == [1, 2]
    one, two = drawn(path, spans)
    assert near(marked(one), (60, 800 - 60 - 11, 60 + width_of("Victims are not always told"), 800 - 60 + 3))
    assert near(marked(two), (60, 60 - 11, 60 + width_of("of delays."), 60 + 3))


def test_an_encrypted_report_is_drawn_with_its_password(tmp_path: Path) -> None:
    """Without it there is a clear sentence."""
    path = changed(paper(tmp_path / "a.pdf", LINES), password="open")
    spans = spans_of(path, "safe and clean", password="open")
    (image,) = drawn(path, spans, "open")
    assert marked(image)
    with pytest.raises(UnreadableReport):
        page_images(path, spans, {1: ""})


def test_a_file_that_has_changed_is_not_marked_in_the_wrong_place(tmp_path: Path) -> None:
    """The sentence names the file, not its folder, and the command that mends it."""
    path = paper(tmp_path / "a.pdf", LINES)
    with pytest.raises(UnreadableReport, match=r"^a\.pdf has changed since it was indexed: run scripts/rebuild_index"):
        page_images(path, (Span(1, 0, 5),), {1: "Another text."})


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """Likewise."""
    with pytest.raises(UnreadableReport, match=r"^gone\.pdf is no longer in its folder"):
        page_images(tmp_path / "gone.pdf", (Span(1, 0, 5),), {1: ""})


def test_pieces_of_one_line_are_one_box() -> None:
    """Words in bold between others part a line into pieces; lines and columns stay apart."""
    pieces = [(10.0, 10.0, 50.0, 22.0), (52.0, 10.0, 90.0, 23.0), (10.0, 26.0, 40.0, 38.0), (300.0, 26.0, 340.0, 38.0)]
    assert lines_of(pieces) == [(10.0, 10.0, 90.0, 23.0), (10.0, 26.0, 40.0, 38.0), (300.0, 26.0, 340.0, 38.0)]
