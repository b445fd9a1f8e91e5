"""The door to lxml: an HTML page's report as text and blocks, its navigation left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version

from lxml import etree, html

from corpus.errors import UnreadableReport
from corpus.reading.notes import by_label, linked
from corpus.reading.raised import unwrap, wrap
from corpus.types import Block, Document, Page, Span

READER = f"lxml {version('lxml')}"
_DROPPED = frozenset(
    "script style noscript template nav header footer aside form button select iframe svg canvas"
    " figure dialog object video audio".split()
)
_ROLES = frozenset("navigation banner contentinfo search complementary dialog alert".split())
_CHROME = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|breadcrumbs?|cookies?|sidebar|share|social(?!-(?:care|work|services|housing))|skip"
    r"|pagination|back-to-top|related)(?:[-_\s]|$)",
    re.I,
)
_NAMED_BY_WORDS = frozenset("h1 h2 h3 h4 h5 h6 section article p li dt dd table".split())  # their ids are anchors
_BLOCKS = frozenset("p li dt dd blockquote pre caption td th div section article main body".split())
MOST_COLUMNS = 40  # of a table: what a cell says of its width is believed up to here
_ERROR_PAGE = re.compile(
    r"\b(?:40[0-9]|50[0-9])\b.{0,40}\b(?:error|found|forbidden|unavailable|denied)"
    r"|page (?:cannot be|could not be|not) found"
    r"|access denied|just a moment|attention required|are you a robot|enable javascript",
    re.I,
)


def read_html(data: bytes | str, *, served: bool = True) -> Document:
    """Read an HTML page: headings become heading blocks, table rows and list items stay whole.

    Raises:
        UnreadableReport: the page holds no text, or (one that was ``served``) is a server's error page.
    """
    tree = _parse(data)
    title = (tree.findtext(".//title") or "").strip()
    wrap(tree)
    writer = _Writer()
    for kind, level, words in _blocks(_main(tree)):
        writer.add(kind, level, words)
    if not writer.blocks:
        raise UnreadableReport("HTML page without text")
    if served and (_ERROR_PAGE.search(title) or (len(writer.text) < 2000 and _ERROR_PAGE.search(writer.text))):
        raise UnreadableReport(f"a web server's error page ({title or 'no title'}): download the report again")
    page = Page(1, writer.text)
    page = replace(page, marks=linked(page, writer.marks, by_label(writer.blocks)))
    return Document((page,), tuple(writer.blocks), False, READER, _properties(tree, title))


def _parse(data: bytes | str) -> html.HtmlElement:
    try:
        if isinstance(data, bytes) and not re.search(rb"charset", data[:4096], re.I):
            data = data.decode("utf-8", errors="replace")
        return html.document_fromstring(data)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableReport(f"damaged HTML: {error}") from error


def _properties(tree: html.HtmlElement, title: str) -> dict[str, str]:
    named = {
        (meta.get("name") or meta.get("property") or "").lower(): (meta.get("content") or "").strip()
        for meta in tree.iter("meta")
    }
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    found = named | {"title": title, "url": str(canonical)}
    return {name: value for name, value in found.items() if name and value}


def _main(tree: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the report: ``main``, a lone ``article``, or the whole body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = tree.xpath(path)
        if len(found) == 1 and len(found[0].text_content()) > 200:
            return found[0]
    body = tree.find("body")
    return tree if body is None else body


def _blocks(element: html.HtmlElement) -> Iterator[tuple[str, int, str]]:
    """Kind, heading level and text of each block below an element, in order."""
    loose: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not _is_dropped(child):
            if _is_inline(child):
                loose.append(_text(child))
            else:
                yield from _paragraph(element, loose)
                loose = []
                yield from _block(child)
        loose.append(child.tail or "")
    yield from _paragraph(element, loose)


def _block(element: html.HtmlElement) -> Iterator[tuple[str, int, str]]:
    tag = str(element.tag)
    if re.fullmatch(r"h[1-6]", tag):
        yield "heading", int(tag[1]), _text(element)
    elif tag == "tr":
        yield "row", 0, "\t".join(_cells(element))
    else:
        yield from _blocks(element)


def _cells(row: html.HtmlElement) -> Iterator[str]:
    """The text of each cell; one that takes several columns has empty ones behind it."""
    for cell in row:
        if cell.tag in ("td", "th"):
            yield _text(cell)
            width = cell.get("colspan", "1")
            yield from [""] * (
                int(width) - 1 if width.isascii() and width.isdigit() and int(width) < MOST_COLUMNS else 0
            )


def _paragraph(element: html.HtmlElement, loose: list[str]) -> Iterator[tuple[str, int, str]]:
    words = "".join(loose)
    if words.strip():
        yield ("item" if _is_item(element) else "paragraph"), 0, words


def _is_item(element: html.HtmlElement) -> bool:
    """Whether an element is a list item, or the first paragraph of one."""
    parent = element.getparent()
    first = parent is not None and parent.tag in ("li", "dd") and parent[0] is element
    return element.tag in ("li", "dd") or first


def _is_inline(element: html.HtmlElement) -> bool:
    """Whether an element only dresses words of the paragraph around it."""
    tag = str(element.tag)
    if tag in _BLOCKS or re.fullmatch(r"h[1-6]|ul|ol|dl|table|thead|tbody|tfoot|tr|hr|details|summary", tag):
        return False
    return all(_is_inline(child) for child in element if isinstance(child.tag, str))


def _is_dropped(element: html.HtmlElement) -> bool:
    if element.tag in _DROPPED or element.get("role") in _ROLES or element.get("hidden") is not None:
        return True
    names = [element.get("class") or "", "" if element.tag in _NAMED_BY_WORDS else element.get("id") or ""]
    is_chrome = any(map(_CHROME.search, names)) and element.find(".//h1") is None
    return element.get("aria-hidden") == "true" or is_chrome


def _text(element: html.HtmlElement) -> str:
    """All text below an element, a space for each line break and around each paragraph."""
    parts = [" " if element.tag == "br" else element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not _is_dropped(child):
            parts.append(_text(child) if _is_inline(child) else f" {_text(child)} ")
        parts.append(child.tail or "")
    return "".join(parts)


class _Writer:
    """Puts block texts one under another and remembers where each stands."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.marks: list[tuple[int, int]] = []

    def add(self, kind: str, level: int, words: str) -> None:
        raised = unwrap(re.sub(r"[ \n\r\f]+", " ", words).strip(" "))  # tabs stay: they tell a row's empty cells
        line = raised.words
        words = line.strip()
        if not words:
            return
        start = len(self.text) + line.index(words)
        self.marks += [(len(self.text) + first, len(self.text) + last) for first, last in raised.marks]
        self.text += line + "\n\n"
        if raised.label and kind in ("paragraph", "item"):
            kind = "note"
        self.blocks.append(Block(kind, (Span(1, start, start + len(words)),), level, label=raised.label))
