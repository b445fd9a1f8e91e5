"""What a reader sees on a page, and only that: marks, unseen words, columns, captions, heads, fields."""

from __future__ import annotations

from pathlib import Path

import pdfs
import pytest
from documents import read_paper
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.pdf.pdfium import read_pages
from corpus.pdf.pypdf_reader import page_texts, read_info
from corpus.reading.html import read_html
from corpus.structure.outline import Outline
from corpus.structure.passages import split
from corpus.structure.sentences import sentence_ranges
from corpus.structure.text import ReportText
from corpus.types import Document

FILLER = ("Supervisors look at the plans of all investigations,", "and write down what they have seen there.")


def told(document: Document) -> list[str]:
    """The words of all sentences."""
    text = ReportText.of(document.pages, ())
    return [text.words(one.spans) for passage in split(Outline.of(document, ())) for one in passage.sentences]


def noted(document: Document) -> list[tuple[str, str]]:
    """Each mark with the words of its note."""
    text = ReportText.of(document.pages, ())
    return [(p.text[m.start : m.end], text.words(m.note)) for p in document.pages for m in p.marks]


def drawn(folder: Path, draw: object) -> Path:
    """A page of A4 as ``draw`` draws it."""
    path = folder / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "Each ward has a named officer.")
    draw(canvas)  # type: ignore[operator]
    canvas.save()
    return path


def seen(path: Path, hidden: frozenset[str] = frozenset()) -> tuple[str, int]:
    """The words of a page that are seen, and how many characters are not."""
    page = read_pages(path, None, hidden)[0]
    return " ".join(page.text.split()), sum(page.unseen.values())


def test_a_mark_behind_a_number_is_no_part_of_it_and_leads_to_its_note(tmp_path: Path) -> None:
    """Told by size and rise: the number of a small line is no mark, and a mark may have three digits."""
    paper = pdfs.Paper().lines(*FILLER)
    paper.at(72, 200, "The force answered 90")
    paper.at(183, 196, "138", 6)
    paper.at(196, 200, "per cent of calls.")
    paper.note("138 Year to March 2025.")
    document = read_paper(paper, tmp_path)

    assert told(document)[1:] == ["The force answered 90 per cent of calls.", "Year to March 2025."]
    assert noted(document) == [("138", "Year to March 2025.")]


def test_raised_words_of_a_web_page_are_marks_but_powers_and_ordinals() -> None:
    """A mark leads to the part of the page that its link names."""
    document = read_html(
        "<html><body><h1>A</h1><p>It lost 15<sup><a href='#n3'>[note 3]</a></sup> officers on 30 km<sup>2</sup>"
        " by the 21<sup>st</sup> of May, and 90\u00b2 per cent.</p><ol><li id='n3'>In 2024.</li></ol></body></html>"
    )

    assert told(document) == ["It lost 15 officers on 30 km2 by the 21st of May, and 90 per cent.", "In 2024."]
    assert noted(document) == [("[note 3]", "In 2024."), ("\u00b2", "")]


def _under_a_box(canvas: Canvas) -> None:
    canvas.drawString(72, 650, "The officer is Alan Fictitious.")
    canvas.rect(70, 645, 300, 16, 0, 1)


def _white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(72, 650, "The suite was inadequate.")


def _invisible(canvas: Canvas) -> None:
    words = canvas.beginText(72, 650)
    words.setTextRenderMode(3)
    words.textOut("Editor: withdraw this.")
    canvas.drawText(words)


def _outside(canvas: Canvas) -> None:
    canvas.drawString(72, 900, "PROOF 3 of the report")


@pytest.mark.parametrize(("draw", "count"), [(_under_a_box, 27), (_white, 22), (_invisible, 20), (_outside, 17)])
def test_words_that_nobody_sees_are_left_out_and_counted(tmp_path: Path, draw: object, count: int) -> None:
    """Blanks stand in their place."""
    assert seen(drawn(tmp_path, draw)) == ("Each ward has a named officer.", count)


def _white_on_black(canvas: Canvas) -> None:
    canvas.rect(70, 645, 300, 16, 0, 1)
    canvas.setFillGray(1)
    canvas.drawString(72, 650, "Findings")


def test_white_words_on_a_dark_ground_are_seen(tmp_path: Path) -> None:
    """As the head of a table is set."""
    assert seen(drawn(tmp_path, _white_on_black)) == ("Each ward has a named officer. Findings", 0)


def test_the_only_text_layer_of_a_scan_is_read(tmp_path: Path) -> None:
    """It is invisible, and its words are those of the picture."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (595, 842), 255)
    ImageDraw.Draw(image).text((72, 132), "Each ward has a named officer.", fill=0)
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=(595, 842), invariant=1)
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    words = canvas.beginText(72, 700)
    words.setFont("Helvetica", 11)
    words.setTextRenderMode(3)
    words.textOut("Each ward has a named officer.")
    canvas.drawText(words)
    canvas.save()

    assert seen(tmp_path / "scan.pdf") == ("Each ward has a named officer.", 0)


def test_words_in_a_layer_that_is_switched_off_are_left_out(tmp_path: Path) -> None:
    """The file says which layers are shown when it is opened."""
    path = drawn(tmp_path, lambda canvas: None)
    writer = PdfWriter(clone_from=PdfReader(path))
    group = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Draft")})
    )
    page = writer.pages[0]
    page["/Resources"][NameObject("/Properties")] = DictionaryObject({NameObject("/MC0"): group})  # type: ignore[index]
    content = page.get_contents()
    assert content is not None
    content.set_data(b"/OC /MC0 BDC BT /F1 11 Tf 72 650 Td (A draft) Tj ET EMC " + content.get_data())
    page[NameObject("/Contents")] = writer._add_object(content)
    layers = {
        NameObject("/OCGs"): ArrayObject([group]),
        NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([group])}),
    }
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(layers)
    writer.write(tmp_path / "layers.pdf")

    assert read_info(tmp_path / "layers.pdf").hidden_layers == {"Draft"}
    assert seen(tmp_path / "layers.pdf", frozenset({"Draft"})) == ("Each ward has a named officer.", 6)


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other(tmp_path: Path) -> None:
    """A narrow gutter parts them, at one place in all lines."""
    left = (
        "Gwent tells most victims what",
        "happens with their case, and",
        "it sends a form to them, but",
        "no one reads it.",
    )
    right = (
        "Victims of fraud wait for more",
        "time than others do, and they",
        "hear nothing back from those",
        "who have the report.",
    )
    paper = pdfs.Paper()
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        paper.at(72, 200 + 14 * number, one)
        paper.at(240, 200 + 14 * number, other)

    assert told(read_paper(paper, tmp_path)) == [" ".join(left), " ".join(right)]


def test_a_caption_names_no_section(tmp_path: Path) -> None:
    """What stands behind a figure is of the section in which the figure is."""
    paper = pdfs.Paper().heading("An inspection of Westshire Police", 24).lines(*FILLER)
    paper.heading("Calls").lines(*FILLER).heading("Figure 1: Calls answered in time", pdfs.BODY)
    document = read_paper(paper.gap(80).lines("Nobody calls back."), tmp_path)

    found = [(passage.heading, passage.kind) for passage in split(Outline.of(document, ()))]

    assert found == [((), "text"), (("Calls",), "text"), (("Calls",), "note")]


def test_heads_that_change_with_each_chapter_break_no_sentence(tmp_path: Path) -> None:
    """They stand at one place of all pages, and each on fewer than a quarter of these."""
    paper = pdfs.Paper()
    for number in range(12):
        paper.at(72, 40, f"Chapter: {'ABCDEF'[number // 2]} things", 9)
        paper.lines(
            f"The text of sheet {'abcdefghijkl'[number]} goes on over the end of",
            "the sheet with more of the same words as",
        )
        paper.page()

    assert not any("Chapter" in words for words in told(read_paper(paper, tmp_path)))


def test_what_is_typed_into_a_form_is_read_in_its_place(tmp_path: Path) -> None:
    """And the second reader reads it, too."""
    path = tmp_path / "form.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.drawString(72, 700, "By when will the force act?")
    canvas.acroForm.textfield(name="when", x=72, y=660, width=300, height=18, value="By May 2025.")
    canvas.drawString(72, 600, "The next question stands here.")
    canvas.save()
    page = read_pages(path)[0]

    assert [page.text[line.start : line.end] for line in page.lines] == [
        "By when will the force act?",
        "By May 2025.",
        "The next question stands here.",
    ]
    assert page_texts(path)[0].endswith("By May 2025.")


@pytest.mark.parametrize(
    "sentences",
    [
        ("Some forces, e.g., Gwent, act.", "Others do not."),
        ("It met standard No. 5 of ten.", "The answer is no.", "It must act."),
        ("The force spent \u00a313.6m.", "Sickness fell (\u00b1 0.4 per cent).", "See p. 4."),
        ("The report by J. R. Smith and Ms. Jones was read at St Mary\u2019s.", "They agreed."),
        ("The force met plan B.", "The shift ended at 9 a.m.", "It was late."),
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: tuple[str, ...]) -> None:
    """Abbreviations and initials end none before a name or a number."""
    text = " ".join(sentences)

    assert tuple(text[start:end] for start, end in sentence_ranges(text)) == sentences
