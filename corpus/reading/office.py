"""Word reports (.docx) as documents: what their readers see becomes a page of HTML, and that is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from importlib.metadata import version
from typing import Any, Final

from corpus.errors import UnreadableReport
from corpus.reading.html import read_html
from corpus.reading.word import Piece, WordFile, goes_on, paragraphs_in, text_boxes_in
from corpus.types import Document, Unseen

READER: Final = f"python-docx {version('python-docx')}"
MOST_UNPACKED: Final = 256 * 1024 * 1024  # bytes of a file's parts together; a report's text takes a few million
_HEADING: Final = re.compile(r"heading (\d)")
_TITLE: Final = ("title", "book title")
_CONTENTS: Final = re.compile(r"(?:toc|contents|table of figures)\b")


def read_docx(data: bytes) -> Document:
    """Read a Word file: headings by their styles, lists, tables and text boxes, and each note behind its paragraph.

    What is deleted, struck out or hidden is left out.

    Raises:
        UnreadableReport: it is damaged, or holds no text.
    """
    try:
        file = WordFile(data, MOST_UNPACKED)
    except UnreadableReport as problem:
        raise UnreadableReport(f"{problem}: download the report again") from problem
    writer = _Writer(file)
    return read_as_html("".join(writer.blocks(file.body)), file.title, writer.unseen)


def read_as_html(blocks: str, title: str, unseen: Mapping[str, int]) -> Document:
    """Read the blocks of an office document, written as HTML; ``unseen`` counts what was left out, by the reason.

    Raises:
        UnreadableReport: there is no text in them.
    """
    page = f"<html><head><title>{escape(title)}</title></head><body><main>{blocks}</main></body></html>"
    left_out = tuple(Unseen(why, count) for why, count in unseen.items() if count)
    return replace(read_html(page, served=False), reader=READER, unseen=left_out)


def marked(id: str, label: str) -> str:
    """The mark of a note as HTML."""
    return f'<sup><a href="#{escape(id)}">{escape(label)}</a></sup>'


def note(id: str, words: str) -> str:
    """A note as HTML, to which :func:`marked` leads."""
    return f'<p id="{escape(id)}">{words}</p>'


class _Writer:
    """Writes the blocks of a Word file as HTML, and counts what nobody sees."""

    def __init__(self, file: WordFile) -> None:
        self.unseen: Counter[str] = Counter()
        self._file = file
        self._counts: Counter[str] = Counter()  # of notes of each kind
        self._waiting: list[tuple[str, Any]] = []  # notes whose marks are written: they follow behind the block

    def blocks(self, parent: Any) -> Iterator[str]:
        """The paragraphs and tables of a body, those of content controls and text boxes among them."""
        begun: list[Any] = []
        for child in parent:
            name = _name(child)
            if name == "p":
                begun.append(child)
                if not goes_on(child):
                    yield self._paragraph(begun)
                    yield from self._notes()
                    for box in (box for paragraph in begun for box in text_boxes_in(paragraph)):
                        yield from self.blocks(box)
                    begun = []
            elif name == "tbl":
                yield f"<table>{''.join(map(self._row, _children(child, 'tr')))}</table>"
                yield from self._notes()
            elif name == "sdt":
                for content in _children(child, "sdtContent"):
                    yield from self.blocks(content)
        if begun:
            yield self._paragraph(begun)

    def _paragraph(self, paragraphs: list[Any]) -> str:
        words = self._words(piece for paragraph in paragraphs for piece in self._file.pieces(paragraph))
        last = paragraphs[-1]
        name = self._file.style_of(last)
        if _CONTENTS.match(name):
            return ""
        if name in _TITLE:
            return f"<h1>{words}</h1>"
        if heading := _HEADING.match(name):
            return f"<h{min(int(heading[1]) + 1, 6)}>{words}</h{min(int(heading[1]) + 1, 6)}>"
        is_item = name.startswith("list") or any(_children(own, "numPr") for own in _children(last, "pPr"))
        return f"<ul><li>{words}</li></ul>" if is_item else f"<p>{words}</p>"

    def _row(self, row: Any) -> str:
        return f"<tr>{''.join(map(self._cell, _children(row, 'tc')))}</tr>"

    def _cell(self, cell: Any) -> str:
        words = " ".join(self._words(self._file.pieces(paragraph)) for paragraph in paragraphs_in(cell))
        spans = (span for own in _children(cell, "tcPr") for span in _children(own, "gridSpan"))
        width = next((str(value) for span in spans for value in span.values()), "1")
        return f'<td colspan="{escape(width)}">{words}</td>'

    def _words(self, pieces: Iterable[Piece]) -> str:
        """The words that are seen, as HTML."""
        parts: list[str] = []
        for piece in pieces:
            if piece.why:
                self.unseen[piece.why] += len(" ".join(piece.words.split()))
            elif piece.note:
                parts.append(self._mark(piece, *piece.note))
            else:
                words = escape(piece.words).replace("\n", "<br>")
                parts.append(f"<sup>{words}</sup>" if piece.raised and piece.words.strip() else words)
        return "".join(parts)

    def _mark(self, piece: Piece, kind: str, id: str) -> str:
        self._counts[kind] += 1
        count = self._counts[kind]
        label = piece.words.strip() or (str(count) if kind == "footnote" else _roman(count))
        address = f"{kind}-{count}"
        if (kind, id) in self._file.notes:
            self._waiting.append((address, self._file.notes[kind, id]))
        return marked(address, label)

    def _notes(self) -> Iterator[str]:
        """The notes whose marks stand in the block before."""
        while self._waiting:
            address, element = self._waiting.pop(0)
            yield note(address, " ".join(self._words(self._file.pieces(one)) for one in paragraphs_in(element)))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: Any, name: str) -> list[Any]:
    """The children of one name, also those within content controls."""
    found: list[Any] = []
    for child in element:
        if _name(child) == name:
            found.append(child)
        elif _name(child) in ("sdt", "sdtContent"):
            found += _children(child, name)
    return found


def _roman(number: int) -> str:
    """A number as Word counts endnotes."""
    tens, ones = divmod(number, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
