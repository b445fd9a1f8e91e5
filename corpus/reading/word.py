"""A Word file as its reader sees it, for reports and for drafts: the door to python-docx for reading."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from corpus.errors import UnreadableReport
from corpus.reading.archive import DAMAGED, refuse_large

HIDDEN: Final = "hidden"
STRUCK: Final = "struck out"
DELETED: Final = "deleted by a revision"
_UNSEEN: Final = {"w:vanish": HIDDEN, "w:strike": STRUCK, "w:dstrike": STRUCK}
_NOTES: Final = re.compile(r"/word/(?P<kind>footnote|endnote)s\d*\.xml")
_REFERENCES: Final = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_SIGNS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_TEXTS: Final = (qn("w:t"), qn("w:delText"))
_REMOVED: Final = (qn("w:del"), qn("w:moveFrom"))
_OLD_WAY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # of what is written twice


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``why`` nobody sees it, or nothing; whether it is ``raised``; the kind and id of its ``note``."""

    words: str
    why: str = ""
    raised: bool = False
    note: tuple[str, str] | None = None


class WordFile:
    """The parts of a Word file: its ``body``, its ``title`` and its notes, by kind and id."""

    def __init__(self, data: bytes, most: int) -> None:
        """Open a file whose parts unpack to ``most`` bytes at most.

        Raises:
            UnreadableReport: they unpack to more, or it is damaged.
        """
        try:
            refuse_large(data, most)
            document = docx.Document(io.BytesIO(data))
            self._styles = {style.style_id: style for style in document.styles}
            self.title = str(document.core_properties.title or "")
            parts = [(_NOTES.fullmatch(str(part.partname)), part) for part in document.part.package.iter_parts()]
            self.note_parts = [(found["kind"], parse_xml(part.blob)) for found, part in parts if found]
        except (PackageNotFoundError, *DAMAGED) as error:
            raise UnreadableReport("not a Word document (.docx), or damaged") from error
        self.body: Any = document.element.body
        self.notes = {(kind, note.get(qn("w:id"))): note for kind, part in self.note_parts for note in part}

    def style_of(self, paragraph: Any) -> str:
        """The name of a paragraph's style in small letters, or nothing."""
        style = self._styles.get(_style_id(paragraph, "w:pPr/w:pStyle"))
        return str(style.name).lower() if style else ""

    def pieces(self, paragraph: Any) -> Iterator[Piece]:
        """The runs of a paragraph, those that nobody sees among them; paragraphs within it are none of its own."""
        around = _style_id(paragraph, "w:pPr/w:pStyle")
        for run, is_removed in _runs(paragraph, is_removed=False):
            own, style = run.find(qn("w:rPr")), _style_id(run, "w:rPr/w:rStyle")
            why = DELETED if is_removed else self._why(own, style, around)
            raised = self._said("w:vertAlign", own, style, "") == "superscript"
            words = "".join(part.text or "" if part.tag in _TEXTS else _SIGNS.get(part.tag, "") for part in run)
            notes = [(kind, part.get(qn("w:id"), "")) for part in run if (kind := _REFERENCES.get(part.tag))]
            yield Piece(words, why, raised, notes[0] if notes else None)

    def _why(self, own: Any, style: str, around: str) -> str:
        said = (why for name, why in _UNSEEN.items() if _is_on(self._said(name, own, style, around)))
        return next(said, "")

    def _said(self, name: str, own: Any, style: str, around: str) -> str | None:
        """What a run says of a property of its letters, or else its style, or else that of its paragraph."""
        if own is not None and (found := own.find(qn(name))) is not None:
            return str(found.get(qn("w:val"), "true"))
        for id in (style, around):
            seen: set[str] = set()
            while id in self._styles and id not in seen:
                seen.add(id)
                element = self._styles[id].element
                if (found := element.find(_path(f"w:rPr/{name}"))) is not None:
                    return str(found.get(qn("w:val"), "true"))
                id = _style_id(element, "w:basedOn")
        return None


def paragraphs_in(element: Any) -> Iterator[Any]:
    """The paragraphs below an element, in order, those of text boxes behind the one that holds them, and once."""
    for child in element:
        if child.tag == qn("w:p"):
            yield child
        if child.tag != _OLD_WAY:
            yield from paragraphs_in(child)


def text_boxes_in(element: Any) -> Iterator[Any]:
    """The text boxes below an element, each once, without those in other boxes."""
    for child in element:
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag != _OLD_WAY:
            yield from text_boxes_in(child)


def goes_on(paragraph: Any) -> bool:
    """Whether a paragraph goes on with the next: its end is struck by a revision, or hidden.

    The hidden end that parts a heading from the text in its line is none.
    """
    mark = paragraph.find(_path("w:pPr/w:rPr"))
    if mark is None:
        return False
    hidden = mark.find(qn("w:vanish"))
    is_hidden = hidden is not None and _is_on(hidden.get(qn("w:val"), "true")) and mark.find(qn("w:specVanish")) is None
    return is_hidden or mark.find(qn("w:del")) is not None


def _runs(element: Any, *, is_removed: bool) -> Iterator[tuple[Any, bool]]:
    """The runs of a paragraph, and whether each is deleted or moved away by a revision."""
    for child in element:
        if child.tag == qn("w:r"):
            yield child, is_removed
        elif child.tag not in (qn("w:p"), qn("w:pPr"), _OLD_WAY):
            yield from _runs(child, is_removed=is_removed or child.tag in _REMOVED)


def _path(names: str) -> str:
    return "/".join(map(qn, names.split("/")))


def _style_id(element: Any, names: str) -> str:
    found = element.find(_path(names))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _is_on(value: str | None) -> bool:
    return value is not None and value not in ("0", "false", "off")
