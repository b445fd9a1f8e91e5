"""Word (.docx) and OpenDocument (.odt) text as documents: the door to python-docx, and one to lxml."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from importlib.metadata import version
from typing import Any, Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from corpus.errors import UnreadableReport
from corpus.reading.html import read_html
from corpus.types import Document

READER: Final = f"python-docx {version('python-docx')}"
MOST_UNPACKED: Final = 256 * 1024 * 1024  # bytes of a file's parts together; a report's text takes a few million
DAMAGED: Final = (  # what zipfile, lxml and python-docx raise on damaged files
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, struct.error, etree.LxmlError, SyntaxError, LookupError,
    ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError, EOFError,
)  # fmt: skip
_HEADING: Final = re.compile(r"heading (\d)")
_TITLE: Final = ("title", "book title")
_CONTENTS: Final = re.compile(r"(?:toc|contents|table of figures)\b")
_ODF: Final = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table", "draw")
}
_ODF_UNSEEN: Final = ("note", "tracked-changes", "table-of-content", "hidden-text", "hidden-paragraph", "annotation")


def refuse_large(data: bytes) -> None:
    """Refuse a file whose parts would fill the memory.

    Raises:
        UnreadableReport: they would, or it is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except DAMAGED as error:
        raise UnreadableReport("a damaged office document: download the report again") from error
    if size > MOST_UNPACKED:
        raise UnreadableReport(f"an office document that unpacks to more than {MOST_UNPACKED // 2**20} MiB")


def read_docx(data: bytes) -> Document:
    """Read a Word file: headings by their styles, lists and tables whole; what is deleted or hidden is left out.

    Raises:
        UnreadableReport: it is damaged, or holds no text.
    """
    refuse_large(data)
    try:
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: str(style.name).lower() for style in document.styles}
        title = str(document.core_properties.title or "")
    except DAMAGED as error:
        raise UnreadableReport("a damaged Word file: download the report again") from error
    return _read("".join(_word_blocks(document.element.body, styles)), title)


def read_odt(data: bytes) -> Document:
    """Read an OpenDocument text: headings, lists and tables; notes, comments and what is deleted are left out.

    Raises:
        UnreadableReport: it is damaged or encrypted, or holds no text.
    """
    refuse_large(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
            tree = etree.fromstring(parts.read("content.xml"), parser)
    except DAMAGED as error:
        raise UnreadableReport("a damaged or encrypted OpenDocument file: download the report again") from error
    body = tree.find(f".//{_odf('office', 'text')}")
    return _read("" if body is None else "".join(_odf_blocks(body)), "")


def _read(blocks: str, title: str) -> Document:
    page = f"<html><head><title>{escape(title)}</title></head><body><main>{blocks}</main></body></html>"
    return replace(read_html(page, served=False), reader=READER)


def _word_blocks(parent: Any, styles: dict[str, str]) -> Iterator[str]:
    """The paragraphs and tables of a body as HTML, those of content controls among them."""
    for child in parent:
        if child.tag == qn("w:p"):
            yield _word_paragraph(child, styles)
        elif child.tag == qn("w:tbl"):
            rows = "".join(_word_row(row) for row in child.iter(qn("w:tr")))
            yield f"<table>{rows}</table>"
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            yield from _word_blocks(content if content is not None else (), styles)


def _word_paragraph(paragraph: Any, styles: dict[str, str]) -> str:
    words = escape("".join(_word_text(paragraph)))
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = "" if style is None else styles.get(style.get(qn("w:val")), "")
    if _CONTENTS.match(name):
        return ""
    if name in _TITLE:
        return f"<h1>{words}</h1>"
    if heading := _HEADING.match(name):
        return f"<h{min(int(heading[1]) + 1, 6)}>{words}</h{min(int(heading[1]) + 1, 6)}>"
    is_item = name.startswith("list") or paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    return f"<ul><li>{words}</li></ul>" if is_item else f"<p>{words}</p>"


def _word_row(row: Any) -> str:
    cells = []
    for cell in row.findall(qn("w:tc")):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        words = " ".join("".join(_word_text(paragraph)) for paragraph in cell.iter(qn("w:p")))
        width = "1" if span is None else span.get(qn("w:val"), "1")
        cells.append(f'<td colspan="{escape(width)}">{escape(words)}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _word_text(parent: Any) -> Iterator[str]:
    """The words of a paragraph that a reader sees: nothing moved away, deleted or hidden."""
    unseen = (qn("w:pPr"), qn("w:p"), qn("w:del"), qn("w:moveFrom"), qn("w:instrText"))
    marks = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "\u2011"}
    for child in parent:
        if child.tag in unseen or str(child.tag).endswith("}Fallback"):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in marks:
            yield marks[child.tag]
        elif child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None:
            yield from _word_text(child)


def _odf(space: str, name: str) -> str:
    return f"{{{_ODF[space]}}}{name}"


def _odf_blocks(parent: Any) -> Iterator[str]:
    """The paragraphs, lists and tables of a body as HTML, those of its sections among them."""
    for child in parent:
        name = etree.QName(child).localname
        if name in _ODF_UNSEEN:
            continue
        if name == "h":
            level = min(int(child.get(_odf("text", "outline-level"), "1")) + 1, 6)
            yield f"<h{level}>{_odf_words(child)}</h{level}>"
        elif name == "p":
            title = child.get(_odf("text", "style-name")) == "Title"
            yield f"<h1>{_odf_words(child)}</h1>" if title else f"<p>{_odf_words(child)}</p>"
        elif name == "list":
            items = (item for item in child.iter(_odf("text", "p")))
            yield f"<ul>{''.join(f'<li>{_odf_words(item)}</li>' for item in items)}</ul>"
        elif name == "table":
            yield f"<table>{''.join(map(_odf_row, child.iter(_odf('table', 'table-row'))))}</table>"
        elif name in ("section", "index-body"):
            yield from _odf_blocks(child)


def _odf_row(row: Any) -> str:
    cells = []
    for cell in row:
        if etree.QName(cell).localname in ("table-cell", "covered-table-cell"):
            words = " ".join(_odf_words(paragraph) for paragraph in cell.iter(_odf("text", "p")))
            cells.append(f"<td>{words}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _odf_words(element: Any) -> str:
    return escape("".join(_odf_text(element)))


def _odf_text(element: Any) -> Iterator[str]:
    """The words of a paragraph, without its notes and comments."""
    yield element.text or ""
    for child in element:
        name = etree.QName(child).localname
        if name == "s":
            yield " " * int(child.get(_odf("text", "c"), "1"))
        elif name in ("tab", "line-break"):
            yield " "
        elif name not in _ODF_UNSEEN and name != "frame":
            yield from _odf_text(child)
        yield child.tail or ""
