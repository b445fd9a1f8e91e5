"""PDF files: the text and its place by one reader, the same words by another, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pdfs
import pytest

from corpus.describe.sidecar import BUNDLED
from corpus.errors import UnreadableReport
from corpus.pdf import pdfium, pypdf_reader
from corpus.reading.read import read
from corpus.structure.text import bare, readable
from corpus.types import Document


def document(data: bytes, folder: Path, password: str | None = None) -> Document:
    path = folder / "a1.pdf"
    path.write_bytes(data)
    found, front = read(path, data, password)
    assert front == {}
    return found


def test_a_pdf_becomes_pages_with_their_printed_numbers(tmp_path: Path) -> None:
    """Every page has its number in the file and the number printed on it, and says who read it."""
    found = document(pdfs.report().bytes(), tmp_path)

    assert [(page.number, page.label) for page in found.pages] == [(1, "i"), (2, "1"), (3, "2"), (4, "3")]
    assert found.paged
    assert found.reader == pdfium.READER


def test_text_is_stored_as_the_reader_gives_it(tmp_path: Path) -> None:
    """Line ends and the mark of a broken word stay in the stored text; nothing is cleaned away."""
    paper = pdfs.Paper(head="Westshire Police").lines("It has im-", "proved since the", "last inspection.")
    found = document(paper.bytes(), tmp_path)

    assert found.pages[0].text == "Westshire Police\r\nIt has im\ufffeproved since the\r\nlast inspection."


def test_what_is_printed_counts_more_than_what_the_file_says(tmp_path: Path) -> None:
    """Programs number the pages of a file by themselves; readers look at the paper."""
    paper = pdfs.Paper(labels=True).lines("The title.").page()
    for number in range(1, 5):
        paper.at(pdfs.LEFT, 40, f"Inspection of Westshire   {number}", 9)
        paper.lines("The force answers most calls quickly.").page()
    found = document(paper.lines("An annex.").bytes(), tmp_path)

    assert [page.label for page in found.pages] == ["i", "1", "2", "3", "4", "5"]

    numbered = pdfs.Paper(labels=True)
    for number in range(1, 6):
        numbered.at(pdfs.LEFT, 40, f"Inspection of Westshire   {number + 7}", 9)
        numbered.lines("The force answers most calls quickly.").page()
    assert [page.label for page in document(numbered.bytes(), tmp_path).pages] == ["8", "9", "10", "11", "12"]


def test_a_number_that_happens_to_stand_in_a_margin_is_no_page(tmp_path: Path) -> None:
    """A year in a running head is the same on each page, and figures at the end of a line do not count up."""
    paper = pdfs.Paper(head="PEEL 2023 to 2025")
    for figure in (12, 4, 9, 30):
        paper.lines("The force answers most calls quickly.").at(pdfs.LEFT, pdfs.HEIGHT - 60, f"Calls lost: {figure}", 9)
        paper.page()

    assert {page.label for page in document(paper.bytes(), tmp_path).pages} == {None}


def test_a_pdf_without_labels_has_none(tmp_path: Path) -> None:
    """No number is invented for a page on which the file states none."""
    found = document(pdfs.Paper().lines("The force answers calls quickly.").bytes(), tmp_path)

    assert [page.label for page in found.pages] == [None]


def test_properties_are_the_files_own(tmp_path: Path) -> None:
    """Document information is kept under lower-case names."""
    paper = pdfs.Paper(title="An inspection of Westshire Police").lines("The force answers calls quickly.")

    assert document(paper.bytes(), tmp_path).properties["title"] == "An inspection of Westshire Police"


def test_lines_have_their_place_and_style(tmp_path: Path) -> None:
    """A line knows where it begins, how large and bold it is, and how many cells gaps part."""
    paper = pdfs.Paper()
    paper.at(72, 100, "Main findings", 16, bold=True)
    paper.at(90, 130, "Plain words", 11)
    paper.at(72, 160, "Area", 11)
    paper.at(300, 160, "Grade", 11)
    page = pdfium.read_pages(paper.save(tmp_path / "a1.pdf"))[0]
    words = [page.text[line.start : line.end] for line in page.lines]

    assert words == ["Main findings", "Plain words", "Area Grade"]
    assert [round(line.x0) for line in page.lines] == [72, 90, 72]
    assert [line.bold for line in page.lines] == [True, False, False]
    assert [line.cells for line in page.lines] == [1, 1, 2]
    assert [[page.text[p.start : p.end] for p in line.pieces] for line in page.lines] == [[], [], ["Area", "Grade"]]
    assert [round(piece.x0) for piece in page.lines[2].pieces] == [72, 300]
    assert page.lines[0].size == pytest.approx(page.lines[1].size * 16 / 11, rel=0.02)
    assert 80 < page.lines[0].top < 100 < page.lines[0].bottom < 105
    assert round(page.height) == 842


def test_a_line_is_bold_from_end_to_end(tmp_path: Path) -> None:
    """Bold words at the beginning or the end of a line do not make the line bold."""
    paper = pdfs.Paper()
    for top, bold in ((120, (True, False)), (160, (False, True)), (200, (True, True))):
        paper.at(72, top, "Victims are", 11, bold=bold[0])
        paper.at(140, top, "not told.", 11, bold=bold[1])
    page = pdfium.read_pages(paper.save(tmp_path / "a1.pdf"))[0]

    assert [line.bold for line in page.lines] == [False, False, True]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path, degrees: int) -> None:
    """On a page stored sideways or upside down, places are those that the reader of the page sees."""
    paper = pdfs.Paper().turned(degrees)
    paper.at(90, 130, "Plain words", 11)
    page = pdfium.read_pages(paper.save(tmp_path / "a1.pdf"))[0]
    line = page.lines[0]

    assert page.text == "Plain words"
    assert round(line.x0) == 90
    assert 115 < line.top < 130 < line.bottom < 135
    assert line.x1 - line.x0 == pytest.approx(57, abs=1)
    assert round(page.height) == 842


def test_two_readers_find_the_same_words_on_the_same_pages() -> None:
    """Each page of a bundled report has the same characters for both readers, but for the bullets."""
    for path in sorted(BUNDLED.glob("*.pdf")):
        first = [sorted(bare(page.text).replace("\u2022", "")) for page in pdfium.read_pages(path)]

        assert [sorted(bare(text)) for text in pypdf_reader.page_texts(path)] == first, path.name


def test_a_password_from_the_sidecar_opens_a_pdf(tmp_path: Path) -> None:
    """An encrypted file is read with its password."""
    data = pdfs.encrypted(pdfs.report().bytes(), "s3cret")

    assert document(data, tmp_path, "s3cret").pages[2].label == "2"


@pytest.mark.parametrize("password", [None, "wrong"])
def test_an_encrypted_pdf_is_refused_without_its_password(tmp_path: Path, password: str | None) -> None:
    """The message says where the password is to be given."""
    data = pdfs.encrypted(pdfs.report().bytes(), "s3cret")

    with pytest.raises(UnreadableReport) as refusal:
        document(data, tmp_path, password)
    assert str(refusal.value) == "encrypted PDF: give its password as `password` in reports.toml beside it"


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    """A file with an owner's password but none for readers opens without one."""
    data = pdfs.encrypted(pdfs.report().bytes(), "")

    assert len(document(data, tmp_path).pages) == 4


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.98])
def test_half_a_pdf_is_refused(tmp_path: Path, share: float) -> None:
    """A download that broke off is not taken for a report, however much of it came."""
    with pytest.raises(UnreadableReport) as refusal:
        document(pdfs.truncated(pdfs.report().bytes(), share), tmp_path)
    assert str(refusal.value).startswith("damaged PDF (")
    assert str(refusal.value).endswith("): download the report again")


@pytest.mark.parametrize(
    ("good", "bad"), [(b"/Root ", b"/Roux "), (b"/Count 4", b"/Count 9")], ids=["no root", "too many pages"]
)
def test_a_pdf_that_only_the_second_reader_opens_is_read(tmp_path: Path, good: bytes, bad: bytes) -> None:
    """Where pdfium gives up, pypdf's text serves: running heads go, a sentence runs over the page break."""
    data = pdfs.report().bytes().replace(good, bad)
    found = document(data, tmp_path)
    texts = {page.number: page.text for page in found.pages}
    blocks = [readable(texts, block.spans, {"improved"}) for block in found.blocks]

    assert found.reader == pypdf_reader.READER
    assert len(found.pages) == 4
    assert "answers non-emergency calls, which callers abandon too often" in blocks
    assert [text for text in blocks if "Inspectorate of Examples" in text] == []
    assert [text for text in blocks if "and victims are not always told about the progress" in text] != []


def test_a_pdf_that_only_the_first_reader_opens_is_read(tmp_path: Path) -> None:
    """Where pypdf gives up, properties are missing, but text and printed numbers are not."""
    data = pdfs.report().bytes()
    found = document(data[: data.rindex(b"startxref")], tmp_path)

    assert found.reader == pdfium.READER
    assert [page.label for page in found.pages] == [None, "1", "2", "3"]
    assert found.properties == {}


def test_pages_that_the_second_reader_cannot_decode_are_said(tmp_path: Path) -> None:
    """A filter that pypdf does not know is a reason, not a crash."""
    path = tmp_path / "a1.pdf"
    path.write_bytes(pdfs.report().bytes().replace(b"/ASCII85Decode", b"/ASCII99Decode"))

    with pytest.raises(UnreadableReport, match="Unsupported filter /ASCII99Decode"):
        pypdf_reader.page_texts(path)


@pytest.mark.parametrize(
    ("paper", "reason"),
    [
        (pdfs.Paper().picture("The force is good."), "no text layer (0 letters on 1 pages)"),
        (pdfs.Paper().lines("Scanned 2024").page().picture("Good."), "no text layer (7 letters on 2 pages)"),
    ],
    ids=["a picture", "pictures with a stamp"],
)
def test_a_scan_is_refused(tmp_path: Path, paper: pdfs.Paper, reason: str) -> None:
    """Pictures of pages hold no text to quote; the message says what to do."""
    with pytest.raises(UnreadableReport) as refusal:
        document(paper.bytes(), tmp_path)
    assert str(refusal.value) == f"{reason}: a scan; recognise its text first"


def test_a_report_with_one_picture_page_is_no_scan(tmp_path: Path) -> None:
    """A cover without text does not spoil the report, and keeps its page number."""
    paper = pdfs.Paper().picture("Cover").page().lines("The force answers emergency calls quickly and well.")
    found = document(paper.bytes(), tmp_path)

    assert [page.text for page in found.pages] == ["", "The force answers emergency calls quickly and well."]
    assert found.blocks[0].spans[0].page == 2


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty file"), (pdfs.ERROR_PAGE, "named .pdf but an HTML page")])
def test_what_only_calls_itself_a_pdf_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    """An empty file and a server's error page are refused before any reader sees them."""
    with pytest.raises(UnreadableReport, match=reason):
        document(data, tmp_path)


def test_bookmarks_are_read_at_every_depth() -> None:
    """The outline of a bundled report has its sections and subsections, in order."""
    info = pypdf_reader.read_info(BUNDLED / "west-mercia-peel-2021-22.pdf")

    assert info.bookmarks[:3] == ("About this digest", "Graded judgments", "Responding to the public")
    assert info.bookmarks[4:6] == ("Victims", "Victim contact")
    assert info.labels == ("i", "1", "2", "3", "4")
