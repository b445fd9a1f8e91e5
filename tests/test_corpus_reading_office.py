"""Word and OpenDocument reports: headings, lists, tables, and nothing that a reader would not see."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from documents import told
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from corpus.errors import UnreadableReport
from corpus.reading.office import read_docx
from corpus.reading.opendocument import read_odt
from corpus.reading.sniff import sniff
from corpus.structure.text import ReportText
from corpus.types import Document, Unseen


def noted(document: Document) -> list[tuple[str, str]]:
    """Each mark with the words of its note."""
    text = ReportText.of(document.pages, ())
    return [(p.text[m.start : m.end], text.words(m.note)) for p in document.pages for m in p.marks]


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
<text:p>The force answers<text:s text:c="2"/>90<text:note><text:note-citation>1</text:note-citation><text:note-body>
<text:p>A note.</text:p></text:note-body></text:note> per cent of calls
<text:span text:style-name="T1">never </text:span><text:span text:style-name="T2">quickly</text:span> &amp; well.
<draw:frame><draw:text-box><text:p>In a box.</text:p>
</draw:text-box></draw:frame></text:p>
<text:list><text:list-item><text:p>Record calls.</text:p></text:list-item><text:list-item><text:p>Train staff.</text:p>
</text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Area</text:p></table:table-cell><table:table-cell>
<text:p>Grade</text:p></table:table-cell></table:table-row></table:table>"""


STYLES = """<office:automatic-styles><style:style style:name="Gone"><style:text-properties text:display="none"/>
</style:style><style:style style:name="T1" style:parent-style-name="Gone"/><style:style style:name="T2">
<style:text-properties style:text-line-through-style="none"/></style:style></office:automatic-styles>"""


def odt(body: str = BODY) -> bytes:
    """A report in OpenDocument text."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "draw", "style")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr(
            "content.xml",
            f"<office:document-content {spaces}>{STYLES}<office:body><office:text>{body}</office:text></office:body>"
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
    """Without what was struck or is hidden, also by a style; a text box stands behind its paragraph."""
    document = read_odt(odt())
    assert told(document) == [
        ("heading1", "An inspection of Gwent Police"),
        ("heading2", "Calls"),
        ("paragraph", "The force answers 901 per cent of calls quickly & well."),
        ("note", "A note."),
        ("paragraph", "In a box."),
        ("item", "Record calls."),
        ("item", "Train staff."),
        ("row", "Area Grade"),
    ]
    assert noted(document) == [("1", "A note.")]
    assert document.unseen == (Unseen("hidden", 5),)


def parts(body: str, notes: str = "") -> bytes:
    """A Word file with this body, and these footnotes."""
    document = docx.Document()
    document.styles.add_style("Editor", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    document.styles.add_style("Withdrawn", WD_STYLE_TYPE.PARAGRAPH).font.strike = True
    document.styles.add_style("Aside", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Withdrawn"]
    for child in reversed(parse_xml(f"<w:body {SPACES}>{body}</w:body>")):
        document.element.body.insert(0, child)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    blob = f"<w:footnotes {SPACES}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
WRITTEN_TWICE = f"<mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
BOXED = f"<w:r><mc:AlternateContent>{WRITTEN_TWICE}</mc:AlternateContent></w:r>"


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ('<w:r><w:rPr><w:rStyle w:val="Editor"/></w:rPr><w:t>not </w:t></w:r>', "hidden"),
        ("<w:r><w:rPr><w:dstrike/></w:rPr><w:t>not </w:t></w:r>", "struck out"),
        ("<w:del><w:r><w:delText>not </w:delText></w:r></w:del>", "deleted by a revision"),
        ("<w:moveFrom><w:r><w:t>not </w:t></w:r></w:moveFrom>", "deleted by a revision"),
    ],
)
def test_what_a_reader_of_a_word_report_does_not_see_is_left_out_and_counted(run: str, why: str) -> None:
    """Also by a style, which a run may contradict."""
    shown = '<w:r><w:rPr><w:rStyle w:val="Editor"/><w:vanish w:val="0"/></w:rPr><w:t>wait.</w:t></w:r>'
    document = read_docx(parts(f'<w:p><w:r><w:t xml:space="preserve">They do </w:t></w:r>{run}{shown}</w:p>'))
    assert told(document) == [("paragraph", "They do wait.")]
    assert document.unseen == (Unseen(why, 3),)


def test_a_paragraph_in_a_struck_style_is_left_out_and_a_text_box_is_read_once() -> None:
    """The style may be that on which its own is based; a paragraph whose end is deleted goes on with the next."""
    open_end = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Aside"/></w:pPr><w:r><w:t>Withdrawn.</w:t></w:r></w:p>'
        f'<w:p>{open_end}<w:r><w:t xml:space="preserve">They do </w:t></w:r>{BOXED}</w:p>'
        "<w:p><w:r><w:t>wait.</w:t></w:r></w:p>"
    )
    document = read_docx(parts(body))
    assert told(document) == [("paragraph", "They do wait."), ("paragraph", "In a box.")]
    assert document.unseen == (Unseen("struck out", 10),)


def test_a_mark_leads_to_the_note_of_a_word_report() -> None:
    """It is no part of the text, and the note stands behind its paragraph."""
    body = (
        "<w:p><w:r><w:t>It answered 90</w:t></w:r><w:r><w:footnoteReference w:id='7'/></w:r>"
        "<w:r><w:t xml:space='preserve'> per cent.</w:t></w:r></w:p><w:p><w:r><w:t>It lost 15</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>3</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> of them.</w:t></w:r></w:p>"
    )
    document = read_docx(parts(body, "<w:footnote w:id='7'><w:p><w:r><w:t>To March.</w:t></w:r></w:p></w:footnote>"))
    text = ReportText.of(document.pages, ())
    assert [text.words(block.spans) for block in document.blocks] == [
        "It answered 90 per cent.",
        "To March.",
        "It lost 15 of them.",
    ]
    assert noted(document) == [("1", "To March."), ("3", "")]


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
