"""Word and OpenDocument reports: headings, lists, tables, and nothing that a reader would not see."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from documents import told
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.errors import UnreadableReport
from corpus.reading.office import read_docx, read_odt
from corpus.reading.sniff import sniff


def word() -> bytes:
    """A report in Word: a title, a heading, words struck and hidden, a list and a table."""
    document = docx.Document()
    document.core_properties.title = "A title of the file"
    document.add_paragraph("An inspection of Gwent Police", style="Title")
    document.add_heading("Calls", 1)
    paragraph = document.add_paragraph("The force answers ")
    hidden = paragraph.add_run("(draft) ")
    hidden.font.hidden = True
    paragraph.add_run("most calls")
    struck = OxmlElement("w:del")
    run, text = OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = "never"
    run.append(text)
    struck.append(run)
    paragraph._p.append(struck)
    inserted = OxmlElement("w:ins")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = " quickly."
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    inserted.append(run)
    paragraph._p.append(inserted)
    document.add_paragraph("Record calls.", style="List Bullet")
    document.add_paragraph("Train staff.", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("Area", "Grade", "Calls", "Good"), strict=True
    ):
        cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


BODY = """<text:tracked-changes><text:changed-region><text:deletion><text:p>Struck.</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">An inspection of Gwent Police</text:p>
<text:h text:outline-level="1">Calls</text:h>
<text:p>The force answers<text:s text:c="2"/>most calls<text:note><text:note-body>
<text:p>A note.</text:p></text:note-body></text:note> quickly &amp; well.</text:p>
<text:list><text:list-item><text:p>Record calls.</text:p></text:list-item><text:list-item><text:p>Train staff.</text:p>
</text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Area</text:p></table:table-cell><table:table-cell>
<text:p>Grade</text:p></table:table-cell></table:table-row></table:table>"""


def odt(body: str = BODY) -> bytes:
    """A report in OpenDocument text."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "draw")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def test_a_word_report_is_read_as_it_is_seen() -> None:
    """Headings by their styles; what is inserted counts, what is struck or hidden does not."""
    document = read_docx(word())
    assert told(document) == [
        ("heading1", "An inspection of Gwent Police"),
        ("heading2", "Calls"),
        ("paragraph", "The force answers most calls quickly."),
        ("item", "Record calls."),
        ("item", "Train staff."),
        ("row", "Area Grade"),
        ("row", "Calls Good"),
    ]
    assert not document.paged
    assert document.properties["title"] == "A title of the file"


def test_an_opendocument_report_is_read_as_it_is_seen() -> None:
    """Without its notes and what was struck."""
    assert told(read_odt(odt())) == [
        ("heading1", "An inspection of Gwent Police"),
        ("heading2", "Calls"),
        ("paragraph", "The force answers most calls quickly & well."),
        ("item", "Record calls."),
        ("item", "Train staff."),
        ("row", "Area Grade"),
    ]


def test_office_documents_are_told_by_their_parts() -> None:
    """Whatever they are called; any other archive is refused."""
    assert (sniff(word(), "report.pdf"), sniff(odt(), "report")) == ("docx", "odt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("a.txt", "words")
    with pytest.raises(UnreadableReport, match="a ZIP archive or office document"):
        sniff(out.getvalue(), "report.docx")


@pytest.mark.parametrize("damaged", [word()[:2000], b"PK\x03\x04 no archive"])
def test_a_damaged_office_document_is_refused(damaged: bytes) -> None:
    with pytest.raises(UnreadableReport, match="damaged"):
        read_docx(damaged)
    with pytest.raises(UnreadableReport, match="damaged"):
        read_odt(damaged)


def test_an_office_document_without_text_is_refused() -> None:
    with pytest.raises(UnreadableReport):
        read_odt(odt(""))
