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
