"""OpenDocument reports (.odt) as documents: what their readers see becomes a page of HTML; a door to lxml."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any, Final

from lxml import etree

from corpus.errors import UnreadableReport
from corpus.reading.archive import DAMAGED, refuse_large
from corpus.reading.office import MOST_UNPACKED, marked, note, read_as_html
from corpus.reading.word import HIDDEN, STRUCK
from corpus.types import Document

_SPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_NO_TEXT: Final = frozenset("tracked-changes table-of-content annotation ruby-text".split())
_HIDDEN: Final = frozenset(("hidden-text", "hidden-paragraph"))
_WITHIN: Final = frozenset("section index-body list list-item list-header numbered-paragraph".split())
_RAISED: Final = re.compile(r"super\b|\d*[1-9]\d*%")  # above the base line, by a share of the letters' size
_DAMAGED: Final = "a damaged or encrypted OpenDocument file: download the report again"


def read_odt(data: bytes) -> Document:
    """Read an OpenDocument text: headings, lists, tables and text boxes, and each note behind its paragraph.

    What is deleted, struck out or hidden is left out.

    Raises:
        UnreadableReport: it is damaged or encrypted, or holds no text.
    """
    try:
        refuse_large(data, MOST_UNPACKED)
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = [name for name in ("styles.xml", "content.xml") if name in parts.namelist() or name[0] == "c"]
            trees = [_parsed(parts.read(name)) for name in names]
    except (etree.LxmlError, *DAMAGED) as error:
        raise UnreadableReport(_DAMAGED) from error
    styles = (style for tree in trees for style in tree.iter(_tag("style", "style")))
    writer = _Writer({_own(style, "style", "name"): style for style in styles})
    body = trees[-1].find(f".//{_tag('office', 'text')}")
    return read_as_html("" if body is None else "".join(writer.blocks(body)), "", writer.unseen)


def _parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))


class _Writer:
    """Writes the blocks of a text as HTML, and counts what nobody sees; ``styles`` by name."""

    def __init__(self, styles: dict[str, Any]) -> None:
        self.unseen: Counter[str] = Counter()
        self._styles = styles
        self._count = 0  # of notes
        self._waiting: list[Any] = []  # notes and text boxes of the block that is written: they follow behind it

    def blocks(self, parent: Any, item: str = "p") -> Iterator[str]:
        """The paragraphs, lists and tables of a body; ``item`` is the element that paragraphs become."""
        for child in parent:
            name = _name(child)
            if name in _NO_TEXT:
                continue
            if _own(child, "text", "display") == "none":
                self._leave_out(child, HIDDEN)
            elif name == "h":
                level = min(int(_own(child, "text", "outline-level") or "1") + 1, 6)
                yield f"<h{level}>{self._words(child)}</h{level}>"
            elif name == "p":
                tag = "h1" if "Title" in self._names(child) else item
                words = f"<{tag}>{self._words(child)}</{tag}>"
                yield f"<ul>{words}</ul>" if tag == "li" else words
            elif name == "table":
                yield f"<table>{''.join(map(self._row, child.iter(_tag('table', 'table-row'))))}</table>"
            elif name in _WITHIN:
                yield from self.blocks(child, "li" if name == "list-item" else item)
            elif name == "frame":
                self._waiting += child.iter(_tag("draw", "text-box"))
            yield from self._behind()

    def _behind(self) -> Iterator[str]:
        """The notes and text boxes that hang on the block before."""
        while self._waiting:
            waiting = self._waiting.pop(0)
            if _name(waiting) == "text-box":
                yield from self.blocks(waiting)
            else:
                body = waiting.find(_tag("text", "note-body"))
                yield note(waiting.get("address"), "" if body is None else self._paragraphs(body))

    def _paragraphs(self, element: Any) -> str:
        return " ".join(map(self._words, element.iter(_tag("text", "p"))))

    def _row(self, row: Any) -> str:
        cells = [cell for cell in row if _name(cell) in ("table-cell", "covered-table-cell")]
        return f"<tr>{''.join(f'<td>{self._paragraphs(cell)}</td>' for cell in cells)}</tr>"

    def _words(self, element: Any) -> str:
        """The words of a paragraph that are seen, as HTML."""
        return "".join(self._pieces(element, ()))

    def _pieces(self, element: Any, around: tuple[str, ...]) -> Iterator[str]:
        """The words of a paragraph or span; ``around`` are the names of the styles outside it."""
        names = (*self._names(element), *around)
        if why := self._why(names):
            self._leave_out(element, why)
            return
        raised = _name(element) == "span" and _RAISED.match(self._said(names, "text-position"))
        yield "<sup>" if raised else ""
        yield escape(element.text or "")
        for child in element:
            yield from self._piece(child, names)
            yield escape(child.tail or "")
        yield "</sup>" if raised else ""

    def _piece(self, child: Any, names: tuple[str, ...]) -> Iterator[str]:
        name = _name(child)
        if name == "s":
            yield " " * int(_own(child, "text", "c") or "1")
        elif name in ("tab", "line-break"):
            yield "<br>" if name == "line-break" else " "
        elif name == "note":
            yield self._mark(child)
        elif name == "frame":
            self._waiting += child.iter(_tag("draw", "text-box"))
        elif name in _HIDDEN:
            self._leave_out(child, HIDDEN)
        elif name not in _NO_TEXT:
            yield from self._pieces(child, names)

    def _mark(self, element: Any) -> str:
        self._count += 1
        citation = element.find(_tag("text", "note-citation"))
        label = "".join(() if citation is None else citation.itertext()).strip() or str(self._count)
        element.set("address", f"note-{self._count}")
        self._waiting.append(element)
        return marked(element.get("address"), label)

    def _leave_out(self, element: Any, why: str) -> None:
        self.unseen[why] += len(" ".join("".join(element.itertext()).split()))

    def _names(self, element: Any) -> tuple[str, ...]:
        """The style of an element and those that it is based on."""
        names: list[str] = []
        name = _own(element, "text", "style-name")
        while name and name not in names:
            names.append(name)
            style = self._styles.get(name)
            name = "" if style is None else _own(style, "style", "parent-style-name")
        return tuple(names)

    def _why(self, names: tuple[str, ...]) -> str:
        if self._said(names, "display") == "none":
            return HIDDEN
        struck = self._said(names, "text-line-through-style"), self._said(names, "text-line-through-type")
        return STRUCK if any(value not in ("", "none") for value in struck) else ""

    def _said(self, names: tuple[str, ...], name: str) -> str:
        """What the first of some styles that says something of a property of letters says of it."""
        styles = (self._styles[one] for one in names if one in self._styles)
        properties = (one for style in styles for one in style.iter(_tag("style", "text-properties")))
        return next((value for one in properties if (value := _own(one, "text", name) or _own(one, "style", name))), "")


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _tag(space: str, name: str) -> str:
    return f"{{{_SPACE.format(space)}}}{name}"


def _own(element: Any, space: str, name: str) -> str:
    """The value of an attribute, or nothing."""
    return str(element.get(_tag(space, name), ""))
