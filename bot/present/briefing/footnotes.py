"""Footnotes for python-docx, which has none: the part that holds them, its relations, its styles and its settings.

The elements are those of ECMA-376, part 1, section 17.11.
"""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

TEXT: Final = "footnote text"  # names by which Word knows its own styles
REFERENCE: Final = "footnote reference"
# The line above the notes, and that above the rest of a note that runs over to the next page.
_SEPARATORS: Final = (("separator", "-1", "separator"), ("continuationSeparator", "0", "continuationSeparator"))


class Footnotes:
    """The footnotes of one document, numbered from 1 in the order they are added."""

    def __init__(self, document: Document) -> None:
        """Give a document that has no footnotes yet the part, the styles and the settings for them."""
        _add_styles(document)
        root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        for kind, id, mark in _SEPARATORS:
            root.append(_separator(kind, id, mark))
        package = document.part.package
        assert package is not None
        self.part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, package)
        document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        _name_separators(document)
        self._count = 0

    def add(self, behind: Paragraph) -> Any:
        """Put the mark of a new footnote at a paragraph's end, and return the ``w:p`` of the note to be filled."""
        self._count += 1
        mark = behind.add_run()
        mark.style = REFERENCE
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._count))
        mark._r.append(reference)
        note, paragraph = _note(str(self._count))
        self.part.element.append(note)
        return paragraph


def _note(id: str) -> tuple[Any, Any]:
    """A footnote with its number, and the paragraph in it."""
    note = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{id}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
    )
    return note, note.find(qn("w:p"))


def _separator(kind: str, id: str, mark: str) -> Any:
    return parse_xml(
        f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0"'
        f' w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>'
    )


def _add_styles(document: Document) -> None:
    text = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.element.set(qn("w:styleId"), "FootnoteText")
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    reference = document.styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.element.set(qn("w:styleId"), "FootnoteReference")
    reference.font.superscript = True


def _name_separators(document: Document) -> None:
    """Say in the settings which footnotes are separators, where the schema requires it."""
    properties = parse_xml(f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
    settings = document.settings.element
    compatibility = settings.find(qn("w:compat"))
    if compatibility is None:
        settings.append(properties)
    else:
        compatibility.addprevious(properties)
