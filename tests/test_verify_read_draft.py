"""Drafts are read as paragraphs, and say where each stands."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from bot.verify.quotations import Paragraph
from bot.verify.read_draft import MOST_UNPACKED, paragraphs_of, read_draft
from corpus.errors import UnreadableReport


def word(*paragraphs: tuple[str, str | None]) -> bytes:
    """A Word file with these paragraphs, each in its style, and a table with one cell."""
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style)
    document.add_table(1, 1).cell(0, 0).text = "In a cell."
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_markdown_tells_block_quotes_and_lines() -> None:
    """Markup, notes and the front matter are no words of the draft; lines are those of the file."""
    text = "---\ntitle: A\n---\n# Head\n\nThey *said* [so](https://example.org)[^1].\n\n> Quoted\n> words.\n"
    assert read_draft("a.md", text.encode()) == (
        Paragraph("Head", "line 4", heading=True),
        Paragraph("They said so.", "line 6"),
        Paragraph("Quoted\nwords.", "line 8", quoted=True),
    )


def test_plain_text_is_parted_at_blank_lines() -> None:
    """A paragraph whose every line begins with > is set apart."""
    assert read_draft("A.TXT", "One\ntwo.\n\n> three\n> four\n".encode("utf-16")) == (
        Paragraph("One\ntwo.", "line 1"),
        Paragraph("three\nfour", "line 4", quoted=True),
    )


def test_a_word_file_is_read_with_its_tables_and_styles() -> None:
    """Paragraphs in a style for quotations are set apart, headings known; empty ones count, and are left out."""
    data = word(("Before.", "Heading 2"), ("", None), ("Quoted.", "Quote"), ("Also.", "Intense Quote"))
    assert read_draft("a.docx", data) == (
        Paragraph("Before.", "paragraph 1", heading=True),
        Paragraph("Quoted.", "paragraph 3", quoted=True),
        Paragraph("Also.", "paragraph 4", quoted=True),
        Paragraph("In a cell.", "paragraph 5"),
    )


def test_words_struck_by_a_revision_are_no_longer_in_the_draft() -> None:
    """Those put in by one are."""
    document = docx.Document()
    paragraph = document.add_paragraph("They are ")
    for tag, text, name in (("w:del", "never", "w:delText"), ("w:ins", "told", "w:t")):
        run = paragraph._p.makeelement(docx.oxml.ns.qn("w:r"), {})
        words = paragraph._p.makeelement(docx.oxml.ns.qn(name), {})
        words.text = text
        run.append(words)
        change = paragraph._p.makeelement(docx.oxml.ns.qn(tag), {})
        change.append(run)
        paragraph._p.append(change)
    written = io.BytesIO()
    document.save(written)
    assert [p.text for p in read_draft("a.docx", written.getvalue())] == ["They are told"]


def test_the_notes_of_a_word_file_are_read_after_its_body() -> None:
    """Quotations in footnotes are to be true as well."""
    document = docx.Document()
    document.add_paragraph("In the body.")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>In a note.</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{space}">{note}</w:footnotes>'
    name, kind = PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml"
    part = Part(name, f"{kind}.footnotes+xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    written = io.BytesIO()
    document.save(written)
    assert read_draft("a.docx", written.getvalue()) == (
        Paragraph("In the body.", "paragraph 1"),
        Paragraph("In a note.", "note paragraph 1"),
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"no zip", "not a Word document (.docx), or damaged"),
        ("a.docx", b"PK\x03\x04 damaged", "not a Word document (.docx), or damaged"),
        ("a.odt", b"", "this kind of draft is not read: a.odt; give one of .md, .markdown, .txt, .docx, .pdf"),
        ("draft", b"", "this kind of draft is not read: draft; give one of .md, .markdown, .txt, .docx, .pdf"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, reason: str) -> None:
    """In one sentence."""
    with pytest.raises(UnreadableReport) as refused:
        read_draft(name, data)
    assert str(refused.value) == reason


def test_a_word_file_that_unpacks_to_far_too_much_is_refused() -> None:
    """Before it is unpacked."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"\0" * (MOST_UNPACKED + 1))
    with pytest.raises(UnreadableReport, match="unpacks to more than 64 MiB"):
        read_draft("a.docx", written.getvalue())


def test_what_is_typed_without_marks_is_one_quotation() -> None:
    """With marks it is a text that holds quotations."""
    assert paragraphs_of("victims aren’t\ntold") == (Paragraph("victims aren’t told", "line 1", quoted=True),)
    assert paragraphs_of("They say “so it is”.") == (Paragraph("They say “so it is”.", "line 1"),)


def runs(*runs: tuple[str, str]) -> bytes:
    """A Word file with one paragraph of runs, each with the XML of its properties."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, properties in runs:
        run = paragraph.add_run(text)
        for name in properties.split():
            run._r.get_or_add_rPr().append(run._r.makeelement(docx.oxml.ns.qn(f"w:{name}"), {}))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize("properties", ["vanish", "strike", "dstrike"])
def test_hidden_and_struck_words_of_word_are_left_out_and_told(properties: str) -> None:
    """With the place where they stood."""
    (paragraph,) = read_draft("a.docx", runs(("They do ", ""), ("not ", properties), ("wait.", "")))
    assert paragraph == Paragraph("They do wait.", "paragraph 1", left_out=((8, "not"),))


def test_a_text_box_is_read_once_and_what_was_moved_away_is_not() -> None:
    """Word writes a text box in two ways; a raised number behind a word is a note's mark."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    other = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        f'<w:p xmlns:w="{space}" xmlns:mc="{other}"><w:r><w:t>Errors</w:t></w:r>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>7</w:t></w:r><w:r><w:t> fell.</w:t></w:r>'
        "<w:moveFrom><w:r><w:t> Gone.</w:t></w:r></w:moveFrom><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = docx.Document()
    document.element.body.insert(0, docx.oxml.parse_xml(xml))
    written = io.BytesIO()
    document.save(written)
    assert [p.text for p in read_draft("a.docx", written.getvalue())] == ["Errors fell.", "In a box."]


def test_a_paragraph_whose_end_is_struck_by_a_revision_goes_on() -> None:
    """With the next one."""
    document = docx.Document()
    first = document.add_paragraph("“They are ")
    document.add_paragraph("told”.")
    properties = first._p.get_or_add_pPr()
    mark = properties.makeelement(docx.oxml.ns.qn("w:rPr"), {})
    mark.append(properties.makeelement(docx.oxml.ns.qn("w:del"), {}))
    properties.append(mark)
    written = io.BytesIO()
    document.save(written)
    assert [p.text for p in read_draft("a.docx", written.getvalue())] == ["“They are told”."]


def test_struck_words_and_quotation_elements_of_markdown_are_what_a_reader_sees() -> None:
    """Comments are nothing."""
    text = "They do ~~not~~ <del>never</del> wait<sup>2</sup>. <q>So it is</q><!-- no -->"
    assert read_draft("a.md", text.encode()) == (
        Paragraph("They do   wait. “So it is”", "line 1", left_out=((8, "not"), (9, "never"))),
    )


def test_a_typed_sentence_with_a_term_in_quotation_marks_is_looked_for_as_a_whole() -> None:
    """The term stands beside it."""
    sentence = "The ‘front door’ of the force is staffed."
    assert paragraphs_of(sentence) == (Paragraph(sentence, "line 1", quoted=True), Paragraph(sentence, "line 1"))
    assert paragraphs_of("> The ‘front door’ of the force") == (
        Paragraph("The ‘front door’ of the force", "line 1", quoted=True),
    )
