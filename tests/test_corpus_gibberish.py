"""Letters that make no words are recognised, and read off the page's picture where a program for that is installed."""

from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path

import pdfs
import pytest
from documents import told
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from bot.quoting.place import citation, place
from bot.types import Quote
from corpus.errors import UnreadableReport
from corpus.folder import files_of, read_report
from corpus.pdf.pdfium import read_pages
from corpus.reading import ocr
from corpus.reading.gibberish import is_gibberish
from corpus.reading.read import read
from index.packed import packed_report, report_from

ENGLISH = (
    "The force answers most of its calls within ten seconds, and callers told inspectors that they value this. "
    "It does not always record why a strip search was made, and supervisors have not asked for that to change. "
)
WELSH = (
    "Mae’r heddlu’n dda am ateb galwadau brys, ond nid yw cofnodion dioddefwyr yn ddigon manwl. Dylai’r heddlu "
    "sicrhau bod goruchwylwyr yn adolygu pob ymchwiliad o fewn wyth diwrnod ar hugain, ac yn cadw’r cynllun. "
)
NAMES = (
    "Dr Adam Corner, Dr Lorraine Whitmarsh, Professor Nick Pidgeon and Professor Greg Maio, Cardiff University. " * 3
)
FIGURES = "Calls 1,250 90% 14 of 70; 2019/20 33 45.6 (0.4) 2020/21 77 12.3 (0.9) " * 12
SHIFTED = str.maketrans(string.ascii_lowercase, string.ascii_lowercase[7:] + string.ascii_lowercase[:7])
TURNED = str.maketrans(string.ascii_letters, string.ascii_lowercase[::-1] + string.ascii_uppercase[::-1])


@pytest.mark.parametrize("text", [ENGLISH * 2, WELSH * 2, ENGLISH.upper() * 2, NAMES, FIGURES, "zxq vkj " * 10, ""])
def test_words_names_and_figures_are_no_gibberish(text: str) -> None:
    """In English or Welsh, in small or capital letters; what holds but few letters is not judged."""
    assert not is_gibberish(text)


@pytest.mark.parametrize(
    "text",
    [
        (ENGLISH * 2).translate(SHIFTED),
        (WELSH * 2).translate(TURNED),
        "".join(chr(ord(letter) - 29) if letter.isalpha() else letter for letter in ENGLISH * 4),
        "".join(chr(0xE000 + ord(letter)) for letter in ENGLISH),
        "".join(chr(0x410 + ord(letter) % 60) for letter in ENGLISH * 2),
    ],
    ids=["shifted", "turned", "numbers of glyphs", "private use", "Cyrillic"],
)
def test_letters_that_make_no_words_are_gibberish(text: str) -> None:
    """However they were taken for others."""
    assert is_gibberish(text)


def lying(path: Path, pages: int, *, lies: range) -> Path:
    """A PDF whose pages show English words; the fonts of some tell other letters, as in TURNED."""
    paper = pdfs.Paper()
    for number in range(pages):
        if number:
            paper.page()
        words = ENGLISH.split() * 2
        paper.lines(*(" ".join(words[at : at + 12]) for at in range(0, len(words), 12)))
    writer = PdfWriter(clone_from=PdfReader(paper.save(path)))
    stream = StreamObject()
    pairs = [
        (ord(a), ord(b)) for a, b in zip(string.ascii_letters, string.ascii_letters.translate(TURNED), strict=True)
    ]
    rows = [f"<{code:02X}> <{letter:04X}>" for code, letter in pairs]
    stream.set_data(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(rows)} beginbfchar\n".encode()
        + "\n".join(rows).encode()
        + b"\nendbfchar\nendcmap end end"
    )
    for number in lies:
        resources = writer.pages[number]["/Resources"]
        fonts = resources["/Font"].clone(writer, force_duplicate=True)
        for name, font in list(fonts.items()):
            own = font.get_object().clone(writer, force_duplicate=True)
            own[NameObject("/ToUnicode")] = writer._add_object(stream)
            fonts[NameObject(name)] = own
        own_resources = resources.clone(writer, force_duplicate=True)
        own_resources[NameObject("/Font")] = fonts
        writer.pages[number][NameObject("/Resources")] = own_resources
    writer.write(path)
    return path


def test_some_lines_of_a_page_that_make_no_words_are_enough() -> None:
    """As where one of its fonts lies."""
    lines = [ENGLISH[at : at + 70] for at in range(0, len(ENGLISH), 70)] * 4
    assert not is_gibberish("\n".join(lines))
    assert is_gibberish("\n".join([*lines, *(line.translate(TURNED) for line in lines), *lines]))


def test_a_report_whose_letters_make_no_words_is_refused_with_the_reason(tmp_path: Path) -> None:
    """With what mends it."""
    path = lying(tmp_path / "a1.pdf", 3, lies=range(3))
    with pytest.raises(UnreadableReport) as refusal:
        read(path, path.read_bytes())
    assert str(refusal.value) == (
        "letters that make no words on 3 of 3 pages: its fonts tell false letters; install tesseract to read it by"
        " OCR, or get another copy"
    )


def test_a_page_whose_letters_make_no_words_is_left_out(tmp_path: Path) -> None:
    """The others are read, and the report knows which is not."""
    path = lying(tmp_path / "a1.pdf", 3, lies=range(1, 2))
    document, _ = read(path, path.read_bytes())
    assert (document.unread_pages, document.ocr_pages) == ((2,), ())
    assert [bool(page.text.strip()) for page in document.pages] == [True, False, True]
    assert {span.page for block in document.blocks for span in block.spans} == {1, 3}


def test_a_page_read_by_ocr_is_cited_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other pages are not; the index keeps which they are."""
    asked: list[int] = []

    def recognised(path: Path, texts: dict[int, str], password: str | None) -> dict[int, str]:
        asked.extend(texts)
        return dict.fromkeys(texts, "Calls by night\n\nThe force answers its calls by night.\n")

    monkeypatch.setattr("corpus.reading.read.recognised", recognised)
    lying(tmp_path / "a1.pdf", 3, lies=range(1, 2))
    (file,) = files_of(tmp_path)
    held = read_report(file)
    report = report_from(packed_report(held.report))
    assert (asked, report.ocr_pages, report.unread_pages) == ([2], (2,), ())
    assert held.pages[1].text.strip("\n") + "\n" == "Calls by night\n\nThe force answers its calls by night.\n"
    quote = Quote("Words.", "Words.", report, 2, 2, 1.0)
    assert place(quote) == "p. 2, read by OCR"
    assert citation(quote).endswith("p. 2, read by OCR")
    assert place(replace(quote, page=3, page_end=3)) == "p. 3"
    assert place(replace(quote, page=1, page_end=2)) == "pp. 1–2 of the PDF, read by OCR"


def test_a_scan_is_read_by_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All its pages."""
    words = "The force answers its calls.\n\nIts records are poor.\n"
    monkeypatch.setattr("corpus.reading.read.recognised", lambda path, texts, password: dict.fromkeys(texts, words))
    path = pdfs.Paper().picture("A scan").save(tmp_path / "a1.pdf")
    document, _ = read(path, path.read_bytes())
    assert document.ocr_pages == (1,)
    assert told(document) == [("paragraph", "The force answers its calls. Its records are poor.")]


def test_tesseract_is_given_the_picture_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a pixmap, with the languages it has; a program that fails reads nothing."""
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\nif [ "$1" = --list-langs ]; then echo "List:"; echo eng; echo fra; exit; fi\n'
        'head -c 2 | grep -q P6 && echo "read in $4"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(ocr, "PROGRAM", str(program))
    ocr.languages.cache_clear()
    path = lying(tmp_path / "a1.pdf", 1, lies=range(1))
    text = read_pages(path, None)[0].text
    assert ocr.recognised(path, {1: text}, None) == {1: "read in eng\n"}
    assert ocr.recognised(path, {1: "another text"}, None) == {}
    ocr.languages.cache_clear()
