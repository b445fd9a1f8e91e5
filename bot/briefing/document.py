"""What an exported briefing consists of, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from corpus.types import Report

if TYPE_CHECKING:
    from corpus.pdf.page_image import PageImage

Pages: TypeAlias = "Mapping[int, Sequence[PageImage] | str]"  # of each quote: its pages, or why they cannot be shown


@dataclass(frozen=True, slots=True)
class StyledText:
    """Words in one style; ``href`` is the address they link to."""

    text: str
    italic: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteEntry:
    """A quote in the document: its ``words`` in quotation marks, after their lead-in.

    ``note`` is its citation as a footnote. Harvard has no footnotes: there ``note`` is empty, and
    ``in_text`` is the citation after the quote. ``warning`` says that the quote is not verified.
    """

    number: int
    heading: str
    context: str
    words: str
    note: tuple[StyledText, ...]
    in_text: tuple[StyledText, ...]
    warning: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A report in the list of sources, and the file it is held as."""

    reference: tuple[StyledText, ...]
    held: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in the annex; without an ``image`` its ``caption`` says why there is none."""

    caption: str
    described: str
    image: PageImage | None


@dataclass(frozen=True, slots=True)
class Pack:
    """All that a document says; ``at`` is when it was made, in UTC. ``sources`` are the ``reports``, in order."""

    name: str
    at: datetime
    summary: str
    entries: tuple[QuoteEntry, ...]
    sources: tuple[Source, ...]
    licences: tuple[tuple[StyledText, ...], ...]
    searched: tuple[str, ...]
    annex: tuple[Sheet, ...]
    reports: tuple[Report, ...]

    @property
    def remarks(self) -> list[str]:
        """The warnings and notes on single quotes, each with the number of its quote."""
        told = ((entry.number, line) for entry in self.entries for line in (entry.warning, *entry.notes))
        return [f"Quote {number}: {line}" for number, line in told if line]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """When the quotes were checked, in UTC, and against which index: its name, ISO time of making, and reports."""

    at: datetime
    generation: str
    created: str
    reports: int
