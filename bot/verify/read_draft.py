"""A draft as paragraphs: Markdown, plain text, Word (the door to python-docx) and PDF."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from bot.verify.quotations import Paragraph
from corpus.errors import UnreadableReport
from corpus.reading.charset import decode
from corpus.reading.plain import front_matter
from corpus.reading.read import read
from corpus.structure.text import ReportText, words_to_join

KINDS = (".md", ".markdown", ".txt", ".docx", ".pdf")
MOST_UNPACKED = 64 * 1024 * 1024  # bytes of a Word file's parts together; a draft's text takes a few hundred thousand
_NOTES = re.compile(r"/word/(?:footnotes|endnotes)\d*\.xml")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]:?")
_HEADING = re.compile(r"(?:heading|title|subtitle|toc heading)\b")  # styles of Word
_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*\Z|[ \t]*\r?\n[ \t]*\r?\n)", re.S)


def read_draft(name: str, data: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a draft, its kind told by the ending of its name.

    Raises:
        UnreadableReport: it is of another kind, or cannot be read; the message says why.
    """
    match Path(name).suffix.lower():
        case ".md" | ".markdown":
            return tuple(_of_markdown(decode(data)))
        case ".txt":
            return tuple(_of_text(decode(data)))
        case ".docx":
            return tuple(_of_word(data))
        case ".pdf":
            return tuple(_of_pdf(data))
    raise UnreadableReport(f"this kind of draft is not read: {Path(name).name}; give one of {', '.join(KINDS)}")


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of what was typed: a text without a quotation mark is one quotation as a whole."""
    if re.search("[\"\u201c\u201d\u2018]|(?:^|\\s)'\\w|^>", text, re.M):
        return tuple(_of_text(text))
    return (Paragraph(" ".join(text.split()), "line 1", quoted=True),)


def _of_text(text: str) -> Iterator[Paragraph]:
    for match in _PARAGRAPH.finditer(text):
        lines = match[0].splitlines()
        quoted = all(line.lstrip().startswith(">") for line in lines)
        words = "\n".join(line.lstrip().removeprefix(">").strip() for line in lines) if quoted else match[0]
        yield Paragraph(words, f"line {text.count(chr(10), 0, match.start()) + 1}", quoted)


def _of_markdown(text: str) -> Iterator[Paragraph]:
    body = front_matter(text)[1]
    above = text[: len(text) - len(body)].count("\n")
    depth = 0
    line = 0
    heading = False
    for token in MarkdownIt("commonmark", {"html": False}).enable("table").parse(body):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        line = token.map[0] if token.map else line
        if token.type == "inline":
            words = "".join(_words(child.type, child.content) for child in token.children or ())
            yield Paragraph(_NOTE_MARK.sub("", words), f"line {above + line + 1}", depth > 0, heading)


def _words(kind: str, content: str) -> str:
    return "\n" if kind in ("softbreak", "hardbreak") else content if kind in ("text", "code_inline") else ""


def _of_word(data: bytes) -> Iterator[Paragraph]:
    """Paragraphs of the body and its tables, then those of the notes; what is struck by a revision is left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise UnreadableReport(f"the Word file unpacks to more than {MOST_UNPACKED // 2**20} MiB")
        document = docx.Document(io.BytesIO(data))
        notes = [part for part in document.part.package.iter_parts() if _NOTES.fullmatch(str(part.partname))]
        bodies: list[tuple[str, Any]] = [("paragraph", document.element.body)]
        bodies += [("note paragraph", parse_xml(part.blob)) for part in notes]
        styles = {style.style_id: str(style.name).lower() for style in document.styles}
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableReport("not a Word document (.docx), or damaged") from error
    for kind, body in bodies:
        for number, paragraph in enumerate(body.iter(qn("w:p")), start=1):
            words = _run_text(paragraph)
            if words.strip():
                style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
                name = "" if style is None else styles.get(style.get(qn("w:val")), "")
                quoted = "quote" in name or name == "block text"
                yield Paragraph(words, f"{kind} {number}", quoted, _HEADING.match(name) is not None)


def _run_text(paragraph: Any) -> str:
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    parts = (part.text or "" if part.tag == qn("w:t") else marks.get(part.tag, "") for part in _inner(paragraph))
    return "".join(parts)


def _inner(paragraph: Any) -> Iterator[Any]:
    """The parts of a paragraph, without its settings and those of paragraphs within it (text boxes)."""
    for child in paragraph:
        if child.tag not in (qn("w:p"), qn("w:pPr")):
            yield child
            yield from _inner(child)


def _of_pdf(data: bytes) -> Iterator[Paragraph]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.pdf"
        path.write_bytes(data)
        document, _ = read(path, data)
    text = ReportText.of(document.pages, words_to_join([page.text for page in document.pages]))
    for block in document.blocks:
        yield Paragraph(text.words(block.spans), f"page {block.spans[0].page}")
