"""The door to lxml: an HTML page's report as text and blocks, its navigation left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version

from lxml import etree, html

from corpus.errors import UnreadableReport
from corpus.reading.breaks import BREAK, lines_apart
from corpus.reading.charset import decode_page
from corpus.reading.furniture import furniture_in, is_publication_box
from corpus.reading.notes import by_label, linked
from corpus.reading.raised import unwrap, wrap
from corpus.reading.unseen import empty, remove_unseen
from corpus.types import Block, Document, Page, Span, Unseen

READER = f"lxml {version('lxml')}"
HEADINGS = tuple("h1 h2 h3 h4 h5 h6".split())
_ANY_HEADING = " | ".join(f".//{tag}" for tag in HEADINGS)
_DATED = re.compile(r"(?:date )?publi(?:shed|cation date)(?: on)?:? .{6,30}", re.I)
_OPENERS = re.compile(r"(?:^|[-_\s])(?:accordion|collapsible|collapse)(?:[-_\s]|$)", re.I)
_BLOCKS = frozenset(
    "p li dt dd blockquote pre caption td th div section article main body figure figcaption header footer aside form"
    " h1 h2 h3 h4 h5 h6 ul ol dl table thead tbody tfoot tr hr details summary address fieldset".split()
)
MOST_ABOVE_TITLE = 0.2  # of a page's characters: what stands above its title, if it is not the report
BOX = "data-reportbot-box"  # marks a publication box while a page is read
FEWEST_WORDS = 3  # of a part of a page that a button opens
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
    left_out = tuple(Unseen(why, count) for why, count in remove_unseen(tree).items())
    wrap(tree)
    main = _main(tree)
    if served:
        _head_parts(main)
        _set_apart_furniture(main)
    blocks = list(_blocks(main))
    writer = _Writer()
    for kind, level, words in _below_title(blocks) if served else blocks:
        writer.add(kind, level, words)
    if not writer.blocks:
        raise UnreadableReport("HTML page without text")
    if served and (_ERROR_PAGE.search(title) or (len(writer.text) < 2000 and _ERROR_PAGE.search(writer.text))):
        raise UnreadableReport(f"a web server's error page ({title or 'no title'}): download the report again")
    page = Page(1, writer.text)
    page = replace(page, marks=linked(page, writer.marks, by_label(writer.blocks)))
    properties = _properties(tree, title)
    return Document((page,), tuple(writer.blocks), False, READER, properties, unseen=left_out)


def _parse(data: bytes | str) -> html.HtmlElement:
    text = data if isinstance(data, str) else decode_page(data)
    try:
        parser = html.HTMLParser(encoding="utf-8")  # whatever the page says of itself
        return html.document_fromstring(text.encode("utf-8", "replace"), parser)
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
    """The element that holds the report: ``main``, a lone ``article``, what is named so, or the whole body."""
    body = tree.find("body")
    whole = tree if body is None else body
    for path in ("//main", "//*[@role='main']", "//article", "//*[@id='content' or @id='main-content'][.//h1]"):
        found = tree.xpath(path)
        named = "@id" in path
        if len(found) == 1 and len(found[0].text_content()) > (len(whole.text_content()) / 2 if named else 200):
            return found[0]
    return whole


def _head_parts(main: html.HtmlElement) -> None:
    """Make headings of what opens the parts of a page, one level below the heading above them."""
    level = 1
    for element in list(main.iter("button", "summary", "a", *HEADINGS)):
        if element.tag in HEADINGS:
            level = int(element.tag[1])
        elif _opens_part(element):
            element.tag = f"h{min(level + 1, 6)}"


def _opens_part(element: html.HtmlElement) -> bool:
    """Whether an element is the button that opens the part below it, or the summary of one of several such parts."""
    around = element.getparent()
    if around is None or element.xpath(_ANY_HEADING) or _is_in_heading(element):
        return False
    if element.tag == "summary":
        return any(other.tag == "details" for other in (*around.itersiblings(), *around.itersiblings(preceding=True)))
    opens = any(element.get(name) is not None for name in ("aria-expanded", "aria-controls", "data-bs-toggle"))
    if not opens and not (element.tag == "button" and _OPENERS.search(element.get("class") or "")):
        return False
    part = element.getnext() if element.getnext() is not None or len(around) > 1 else around.getnext()
    is_part = part is not None and part.tag in ("div", "section", "p", "ul")
    return is_part and len(part.text_content().split()) > FEWEST_WORDS


def _is_in_heading(element: html.HtmlElement) -> bool:
    return next(element.iterancestors(*HEADINGS, "summary"), None) is not None


def _set_apart_furniture(main: html.HtmlElement) -> None:
    """Empty what is no part of the report, a blank in the place of a block, and mark publication boxes."""
    for element in list(furniture_in(main)):
        if not _is_inline(element):
            element.tail = f" {element.tail or ''}"
        empty(element)
    for element in main.iterdescendants():
        if isinstance(element.tag, str) and is_publication_box(element):
            element.set(BOX, "")


def _blocks(element: html.HtmlElement) -> Iterator[tuple[str, int, str]]:
    """Kind, heading level and text of each block below an element, in order."""
    loose: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            if _is_inline(child):
                loose.append(_text(child))
            else:
                yield from _paragraph(element, loose)
                loose = []
                yield from _block(child)
        loose.append(child.tail or "")
    yield from _paragraph(element, loose)


def _below_title(blocks: list[tuple[str, int, str]]) -> Iterator[tuple[str, int, str]]:
    """The blocks of a page: the few lines above its one title are the site's, kept in the text alone."""
    titles = [number for number, (_, level, _) in enumerate(blocks) if level == 1]
    sizes = [len(words) for _, _, words in blocks]
    above = titles[0] if len(titles) == 1 else 0
    for number, (kind, level, words) in enumerate(blocks):
        is_site = number < above and sum(sizes[:above]) < MOST_ABOVE_TITLE * sum(sizes)
        yield ("", 0, words) if is_site else (kind, level, words)


def _block(element: html.HtmlElement) -> Iterator[tuple[str, int, str]]:
    tag = str(element.tag)
    if level := _heading_level(element):
        yield "heading", level, _text(element)
    elif tag == "tr":
        yield "row", 0, "\t".join(_cells(element))
    elif element.get(BOX) is not None:
        yield from (_of_box(*block) for block in _blocks(element))
    else:
        yield from _blocks(element)


def _heading_level(element: html.HtmlElement) -> int:
    """The level of a heading, or 0."""
    tag, level = str(element.tag), element.get("aria-level", "")
    if tag in HEADINGS:
        return int(tag[1])
    if element.get("role") == "heading" and level in tuple("123456"):
        return int(level)
    return 0


def _of_box(kind: str, level: int, words: str) -> tuple[str, int, str]:
    """A block of a publication box: kept in the text, but for its date no part of the report."""
    return (kind, level, words) if _DATED.fullmatch(words.strip()) else ("", 0, words)


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
    kind = "item" if _is_item(element) else "paragraph"
    for own, words in lines_apart("".join(loose)):
        yield own or kind, 0, words


def _is_item(element: html.HtmlElement) -> bool:
    """Whether an element is a list item, or the first paragraph of one."""
    parent = element.getparent()
    first = parent is not None and parent.tag in ("li", "dd") and element in (parent[0], parent.find("p"))
    return element.tag in ("li", "dd") or first


def _is_inline(element: html.HtmlElement) -> bool:
    """Whether an element only dresses words of the paragraph around it."""
    return next(element.iter(*_BLOCKS), None) is None


def _text(element: html.HtmlElement) -> str:
    """All text below an element, with its line breaks, and a space around each paragraph."""
    parts = [BREAK if element.tag == "br" else element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_text(child) if _is_inline(child) else f" {_text(child)} ")
        parts.append(child.tail or "")
    return "".join(parts)


class _Writer:
    """Puts block texts one under another and remembers where each stands, but for those without a kind."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.marks: list[tuple[int, int]] = []
        self._lines: list[str] = []
        self._end = 0

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._lines)

    def add(self, kind: str, level: int, words: str) -> None:
        raised = unwrap(
            re.sub(rf"[ \n\r\f{BREAK}]+", " ", words).strip(" ")
        )  # tabs stay: they tell a row's empty cells
        line = raised.words
        words = line.strip()
        if not words:
            return
        start = self._end + line.index(words)
        self.marks += [(self._end + first, self._end + last) for first, last in raised.marks]
        self._lines += [line, "\n\n"]
        self._end += len(line) + 2
        if raised.label and kind in ("paragraph", "item"):
            kind = "note"
        if kind and any(map(str.isalnum, words)):
            self.blocks.append(Block(kind, (Span(1, start, start + len(words)),), level, label=raised.label))
