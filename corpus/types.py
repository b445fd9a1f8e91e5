"""The values that flow from files to the index: reports, pages, blocks, passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

CONSTABULARY: Final = frozenset({"HMICFRS", "HMIC"})  # one inspectorate, by its name since 2017 and before


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of stored source text: characters ``start`` to ``end`` (exclusive) of one page.

    ``page`` is the 1-based PDF page number; a source without pages is one page, number 1.
    """

    page: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a character in common."""
        return self.page == other.page and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mark:
    """The raised mark of a footnote: characters ``start`` to ``end`` (exclusive) of its page's text.

    Marks stay in the stored text, but are no part of what is searched, compared or quoted. ``note`` holds the
    words of the footnote that the mark leads to, and is empty where none is found.
    """

    start: int
    end: int
    note: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page as its reader gave it, with blanks in the place of words that nobody sees.

    ``label`` is the page number as printed, where the PDF carries page labels. ``marks`` are those of
    footnotes, in the order of the text.
    """

    number: int
    text: str
    label: str | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row or note, in reading order.

    ``kind`` is ``heading``, ``paragraph``, ``item``, ``row`` or ``note``. ``level`` is the depth of
    a heading, 1 for the highest, and 0 for everything else. A block that runs over a page break
    has one span on each page. ``box`` counts the frames with a heading of their own, from 1; blocks
    outside them have 0. A box comes at the end of the section into which it is set. ``cell`` and
    ``column`` are those of tables whose cells hold sentences, both from 1, and 0 elsewhere. ``label`` is the
    mark with which a note begins, where it has one; the spans begin behind it.
    """

    kind: str
    spans: tuple[Span, ...]
    level: int = 0
    box: int = 0
    cell: int = 0
    column: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Text that a file holds and nobody sees: ``why``, how many characters, and the pages, where there are pages."""

    why: str
    characters: int
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of which each column is headed by a grade: its head, and what stands below it.

    Each line of a cell is a span; lines that stand close together are one cell. There are none where it is
    not sure what stands below.
    """

    head: tuple[Span, ...]
    cells: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of one file.

    ``properties`` are the document's own fields (title, author, subject …), lower-case names, and
    its first ``bookmark``.
    ``paged`` is false for HTML and text, whose page numbers mean nothing to a reader.
    ``reader`` names the library and version that gave the text. ``columns`` are those headed by grades.
    ``unseen`` is the text that is left out.
    ``ocr_pages`` are those whose text was read off their picture, ``unread_pages`` those whose letters make no words.
    """

    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    paged: bool
    reader: str
    properties: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    unread_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a whole list item or table row: the smallest thing that is quoted.

    ``block`` numbers the block it stands in within its passage, from 0; sentences of different
    blocks are never run together into one quote. ``kind`` is that of the block.
    """

    spans: tuple[Span, ...]
    block: int
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one section of one report: the unit that is embedded.

    ``lead_in`` is the sentence that introduces a list whose items these are, or the first row of a
    table whose rows these are, when it does not stand in the passage itself. ``kind`` is ``text``,
    ``list``, ``table`` or ``note``.
    """

    heading: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    lead_in: tuple[Span, ...] = ()
    kind: str = "text"

    @property
    def spans(self) -> Iterator[Span]:
        """All its characters, those of the lead-in first."""
        yield from self.lead_in
        for sentence in self.sentences:
            yield from sentence.spans

    @property
    def page(self) -> int:
        """The page the passage begins on, 1-based."""
        return min(span.page for sentence in self.sentences for span in sentence.spans)

    @property
    def page_end(self) -> int:
        """The page the passage ends on, 1-based."""
        return max(span.page for sentence in self.sentences for span in sentence.spans)


@dataclass(frozen=True, slots=True)
class Finding:
    """What inspectors asked a body to do, as the structure of the report sets it apart.

    ``kind`` is ``area for improvement``, ``area for priority action``, ``cause of concern`` or
    ``recommendation``; ``heading`` is the path of headings above it; ``lead_in`` is the sentence that introduces
    the list in which it is an item, or the cells before it in its row of a table: who has to act.
    """

    kind: str
    heading: tuple[str, ...]
    spans: tuple[Span, ...]
    lead_in: tuple[Span, ...] = ()

    @property
    def page(self) -> int:
        """The page it begins on, 1-based."""
        return min(span.page for span in self.spans)

    @property
    def page_end(self) -> int:
        """The page it ends on, 1-based."""
        return max(span.page for span in self.spans)


def years_of(iso: str | None) -> frozenset[int]:
    """The years an ISO date or interval touches."""
    years = [int(part[:4]) for part in (iso or "").split("/") if part[:4].isdigit()]
    return frozenset(range(min(years), max(years) + 1)) if years else frozenset()


@dataclass(frozen=True, slots=True)
class Report:
    """One inspection document and what is known of it.

    ``id`` is the first 12 hex digits of ``sha256``. ``inspected`` is an ISO 8601 date, month, year
    or ``start/end`` interval; ``published`` an ISO date. ``source`` is the path relative to the
    corpus folder. ``digest`` marks a summary that is not the inspectorate's own text.
    ``origins`` tells for each field where it came from (``sidecar``, ``front matter``, ``page 1``,
    ``properties``, ``file name`` …). ``page_count`` is 0 for a source without pages. ``unseen`` is
    the text of the file that is left out. ``updated`` and ``reissued`` are the ISO dates
    on which a page says it was last changed, and moved to where it is now. ``doubts`` tells for a field left
    empty between what the evidence wavers. ``ocr_pages`` and ``unread_pages`` are those of the document.
    """

    id: str
    title: str
    bodies: tuple[str, ...]
    inspectorates: tuple[str, ...]
    kind: str
    inspected: str | None
    published: str | None
    source: str
    sha256: str
    url: str | None = None
    licence: str | None = None
    digest: bool = False
    page_count: int = 0
    ocr_pages: tuple[int, ...] = ()
    unread_pages: tuple[int, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    unseen: tuple[Unseen, ...] = ()
    updated: str | None = None
    reissued: str | None = None
    doubts: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The first body inspected, or an empty string for a report about none in particular."""
        return self.bodies[0] if self.bodies else ""

    @property
    def date(self) -> str:
        """The date to order reports by: publication, else the end of the inspection, else the last update, or ''."""
        return self.published or (self.inspected or "").rpartition("/")[2] or self.updated or ""

    @property
    def years(self) -> frozenset[int]:
        """The years of the inspection and of publication."""
        return years_of(self.inspected) | years_of(self.published)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A grade that a report gives an area of work of the body it is on.

    ``area`` and ``printed`` are the area and the grade as printed, ``grade`` the grade in lower case and
    without what is added to it (*Adequate (inferred)*). ``spans`` hold the words that state it. ``form`` is
    where: ``table``, ``columns``, ``line`` (under a heading), ``sentence``, ``outcome`` or ``progress``.
    ``heading`` is the one above, empty where there is none.
    """

    area: str
    grade: str
    printed: str
    spans: tuple[Span, ...]
    form: str
    heading: str = ""

    @property
    def page(self) -> int:
        """The page that states it, 1-based; where it takes two, the first."""
        return min(span.page for span in self.spans)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be read as a report, and why, in one sentence."""

    source: str
    reason: str
