"""A briefing as a Word document with real footnotes, to be edited and copied from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

from bot.briefing.document import Pack, QuoteEntry, Sheet, StyledText
from bot.present.briefing.footnotes import Footnotes

LINK: Final = "Hyperlink"  # the name by which Word knows its own style
IMAGE_WIDTH: Final = Cm(15)
IMAGE_HEIGHT: Final = Cm(21)
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FRAME: Final = f'<a:ln {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln>'
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can hold


def briefing_word(pack: Pack) -> bytes:
    """Render a briefing; the same briefing at the same time gives the same bytes."""
    document = docx.Document()
    _drop_thumbnail(document)
    _set_up(document, pack)
    footnotes = Footnotes(document)
    document.add_paragraph(_fit(pack.name), "Title")
    document.add_paragraph(_fit(pack.summary))
    for entry in pack.entries:
        _add_entry(document, footnotes, entry)
    if pack.sources:
        _add_sources(document, pack)
    document.add_heading("What was searched", 1)
    for line in pack.searched:
        document.add_paragraph(_fit(line), "List Bullet")
    if pack.annex:
        _add_annex(document, pack.annex)
    buffer = io.BytesIO()
    document.save(buffer)
    return _undated(buffer.getvalue())


def _drop_thumbnail(document: Document) -> None:
    """Drop the thumbnail that the template contains, since it shows another document."""
    package = document.part.package
    assert package is not None
    for id, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[id]


def _set_up(document: Document, pack: Pack) -> None:
    """A4 pages, British English, the document's own properties, and the styles that the template lacks."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    about = document.core_properties
    about.title, about.author, about.comments = _fit(pack.name), "", ""
    about.last_modified_by, about.language, about.revision = "", "en-GB", 1
    about.created = about.modified = pack.at.replace(microsecond=0, tzinfo=None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    link = document.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = RGBColor(0x0B, 0x4A, 0x9E), True
    block = document.styles["Quote"]
    block.font.italic, block.font.color.rgb = False, RGBColor(0, 0, 0)
    block.paragraph_format.left_indent = block.paragraph_format.right_indent = Cm(1)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)


def _add_entry(document: Document, footnotes: Footnotes, entry: QuoteEntry) -> None:
    document.add_heading(_fit(f"{entry.number}. {entry.heading}"), 2)
    document.add_paragraph(_fit(entry.context)).paragraph_format.keep_with_next = True
    if entry.warning:
        warning = document.add_paragraph()
        run = warning.add_run(_fit(entry.warning))
        run.bold, run.font.color.rgb = True, RGBColor(0xA0, 0, 0)
        warning.paragraph_format.keep_with_next = True
    block = document.add_paragraph("\n".join(map(_fit, entry.words.split("\n"))), "Quote")
    block.paragraph_format.keep_together = True
    if entry.note:
        _fill(footnotes.add(block), footnotes.part, entry.note)
    else:
        _fill(block._p, document.part, (StyledText(" "), *entry.in_text))
    for note in entry.notes:
        paragraph = document.add_paragraph()
        paragraph.add_run("Note: ").bold = True
        paragraph.add_run(_fit(note))


def _add_sources(document: Document, pack: Pack) -> None:
    document.add_heading("Sources", 1)
    for source in pack.sources:
        paragraph = document.add_paragraph(style="List Number")
        _fill(paragraph._p, document.part, source.reference)
        held = paragraph.add_run()
        held.add_break()
        held.add_text(_fit(source.held))
        held.font.size = Pt(9)
    document.add_heading("Licences", 2)
    for line in pack.licences:
        _fill(document.add_paragraph()._p, document.part, line)


def _add_annex(document: Document, sheets: Sequence[Sheet]) -> None:
    document.add_heading("Annex: the pages", 1).paragraph_format.page_break_before = True
    for sheet in sheets:
        caption = document.add_paragraph(_fit(sheet.caption), "Caption")
        if sheet.image is None:
            continue
        caption.paragraph_format.keep_with_next = True
        width, height = sheet.image.size
        tall = height / width > IMAGE_HEIGHT / IMAGE_WIDTH
        run = document.add_paragraph().add_run()
        picture = run.add_picture(
            io.BytesIO(sheet.image.png), None if tall else IMAGE_WIDTH, IMAGE_HEIGHT if tall else None
        )
        properties = picture._inline.docPr
        properties.set("descr", _fit(sheet.described))
        properties.set("name", f"Page {sheet.image.page}")
        picture._inline.graphic.graphicData.pic.spPr.append(parse_xml(_FRAME))


def _fill(paragraph: Any, part: Any, runs: Sequence[StyledText]) -> None:
    """Append runs to a ``w:p``; addresses are relations of the part that it is in."""
    for run in runs:
        element = _run(run)
        if run.href:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            link.append(element)
            element = link
        paragraph.append(element)


def _run(run: StyledText) -> Any:
    element = OxmlElement("w:r")
    if run.italic or run.href:
        look = OxmlElement("w:rPr")
        if run.href:
            style = OxmlElement("w:rStyle")
            style.set(qn("w:val"), LINK)
            look.append(style)
        if run.italic:
            look.append(OxmlElement("w:i"))
        element.append(look)
    text = OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = _fit(run.text)
    element.append(text)
    return element


def _fit(text: str) -> str:
    """A text on one line, without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", re.sub(r"[\t\r\n]+", " ", text))


def _undated(document: bytes) -> bytes:
    """The same parts in a ZIP file that does not record when it was written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as parts, zipfile.ZipFile(buffer, "w") as whole:
        for name in parts.namelist():
            whole.writestr(zipfile.ZipInfo(name, _FIRST_DAY), parts.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
