"""A draft as paragraphs: Markdown, plain text, Word (the door to python-docx) and PDF."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.verify.quotations import Paragraph, find_quotations, is_marked
from corpus.errors import UnreadableReport
from corpus.reading.charset import decode
from corpus.reading.office import DAMAGED
from corpus.reading.plain import front_matter
from corpus.reading.read import read
from corpus.structure.text import ReportText, words_to_join

KINDS = (".md", ".markdown", ".txt", ".docx", ".pdf")
MOST_UNPACKED = 64 * 1024 * 1024  # bytes of a Word file's parts together; a draft's text takes a few hundred thousand
_NOTES = re.compile(r"/word/(?:footnotes|endnotes)\d*\.xml")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]:?")
_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[a-z]+)\b", re.I)
_MARK_ALONE = re.compile(r"\d{1,3}(?:[,\u2013-]\d{1,3}){0,4}|[*\u2020\u2021\u00a7]{1,3}")  # of notes
_MAY_BE_MARKED = re.compile(r"[^\W\d_]{3}$|[\d.,;:!?)'\"\u2019\u201d]$")  # what a note's mark stands behind
_OLD_WAY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
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
    """The paragraphs of what was typed: a text without a quotation mark is one quotation as a whole.

    So is a text whose quotations are but a word or two each, which stand behind it.
    """
    if not is_marked(text) and not re.search("^>", text, re.M):
        return (_whole(text),)
    paragraphs = tuple(_of_text(text))
    inner = find_quotations(paragraphs)
    if len(paragraphs) == 1 and not paragraphs[0].quoted and all(quotation.is_short for quotation in inner):
        return (_whole(text), *(paragraphs if inner else ()))
    return paragraphs


def _whole(text: str) -> Paragraph:
    return Paragraph(" ".join(text.split()), "line 1", quoted=True)


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
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("html_block")
    for token in markdown.parse(body):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        line = token.map[0] if token.map else line
        if token.type == "inline":
            words, left_out = _seen(_pieces(token.children or ()))
            yield Paragraph(words, f"line {above + line + 1}", depth > 0, heading, left_out)


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph in Markdown, each with whether it is seen: not struck out, and no note's mark."""
    struck = raised = 0
    for token in tokens:
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        if tag and tag["name"].lower() in ("del", "s", "strike"):
            struck += -1 if tag["ends"] else 1
        elif tag and tag["name"].lower() == "sup":
            raised += -1 if tag["ends"] else 1
        elif tag and tag["name"].lower() == "q":
            yield ("\u201d" if tag["ends"] else "\u201c"), struck <= 0
        elif token.type in ("s_open", "s_close"):
            struck += 1 if token.type == "s_open" else -1
        elif not (raised > 0 and _MARK_ALONE.fullmatch(token.content)):
            yield _NOTE_MARK.sub("", _words(token.type, token.content)), struck <= 0


def _words(kind: str, content: str) -> str:
    return "\n" if kind in ("softbreak", "hardbreak") else content if kind in ("text", "code_inline") else ""


def _seen(pieces: Iterable[tuple[str, bool]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The words that are seen, and those that are not, each with the place where they stood."""
    seen: list[str] = []
    unseen: list[tuple[int, str]] = []
    at = 0
    for words, is_seen in pieces:
        if is_seen:
            seen.append(words)
            at += len(words)
        elif unseen and unseen[-1][0] == at:
            unseen[-1] = at, unseen[-1][1] + words
        else:
            unseen.append((at, words))
    return "".join(seen), tuple((place, words.strip()) for place, words in unseen if words.strip())


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
        hidden = frozenset(style.style_id for style in document.styles if _hides(style.element.find(qn("w:rPr"))))
    except DAMAGED as error:
        raise UnreadableReport("not a Word document (.docx), or damaged") from error
    for kind, body in bodies:
        pieces: list[tuple[str, bool]] = []
        for number, paragraph in enumerate(_paragraphs(body), start=1):
            pieces += _runs(paragraph, hidden)
            if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
                continue  # its end is struck by a revision: it goes on with the next
            words, left_out = _seen(pieces)
            pieces = []
            if words.strip():
                style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
                name = "" if style is None else styles.get(style.get(qn("w:val")), "")
                quoted = "quote" in name or name == "block text"
                yield Paragraph(words, f"{kind} {number}", quoted, _HEADING.match(name) is not None, left_out)


def _paragraphs(element: Any) -> Iterator[Any]:
    """The paragraphs below an element, in order, those of text boxes once: Word writes each in two ways."""
    for child in element:
        if child.tag == qn("w:p"):
            yield child
        if child.tag != _OLD_WAY:
            yield from _paragraphs(child)


def _runs(paragraph: Any, hidden: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph, each with whether it is seen: neither hidden nor struck out, and no note's mark."""
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    before = ""
    for run in _inner(paragraph):
        style = run.find(qn("w:rPr"))
        words = "".join(part.text or "" if part.tag == qn("w:t") else marks.get(part.tag, "") for part in run)
        raised = style is not None and style.find(qn("w:vertAlign")) is not None
        if raised and _MARK_ALONE.fullmatch(words) and _MAY_BE_MARKED.search(before[-3:]):
            continue
        named = None if style is None else style.find(qn("w:rStyle"))
        own = _hides(style)
        is_hidden = own if own is not None else named is not None and named.get(qn("w:val")) in hidden
        yield words, not is_hidden
        before = words or before


def _hides(style: Any) -> bool | None:
    """Whether letters set so are hidden or struck out; nothing where that is not said."""
    said = [] if style is None else [style.find(qn(name)) for name in ("w:vanish", "w:strike", "w:dstrike")]
    values = [mark.get(qn("w:val"), "true") not in ("0", "false", "off") for mark in said if mark is not None]
    return any(values) if values else None


def _inner(paragraph: Any) -> Iterator[Any]:
    """The runs of a paragraph, without those of paragraphs within it (text boxes) and those struck by a revision."""
    for child in paragraph:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in (qn("w:p"), qn("w:pPr"), qn("w:del"), qn("w:moveFrom"), _OLD_WAY):
            yield from _inner(child)


def _of_pdf(data: bytes) -> Iterator[Paragraph]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.pdf"
        path.write_bytes(data)
        document, _ = read(path, data)
    text = ReportText.of(document.pages, words_to_join([page.text for page in document.pages]))
    for block in document.blocks:
        yield Paragraph(text.words(block.spans), f"page {block.spans[0].page}")
