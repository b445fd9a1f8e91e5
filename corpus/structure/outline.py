"""A document's blocks with their words and the headings above them: where its structure is looked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.structure.passages import sentences_of
from corpus.structure.sections import HeadingPath
from corpus.structure.text import ReportText
from corpus.types import Block, Document, Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A block with its readable text; ``above`` are the headings over it, outermost first, not itself."""

    block: Block
    text: str
    above: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        """Whether the block is a heading."""
        return self.block.kind == "heading"

    @property
    def heading(self) -> str:
        """The heading directly above, or an empty string."""
        return self.above[-1] if self.above else ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a document, in reading order, with its text."""

    entries: tuple[Entry, ...]
    source: ReportText

    @classmethod
    def of(cls, document: Document, joined: Collection[str]) -> Outline:
        """The outline of a document; ``joined`` as in :func:`corpus.text.fold`."""
        source = ReportText.of(document.pages, joined)
        path = HeadingPath()
        entries: list[Entry] = []
        for block in document.blocks:
            path.go_to(block)
            text = source.words(block.spans)
            above = path.words
            if block.kind == "heading":
                above = path.above(block.level)
                path.open(block.level, text)
            entries.append(Entry(block, text, above))
        return cls(tuple(entries), source)

    def words(self, spans: Sequence[Span]) -> str:
        """The readable text of spans."""
        return self.source.words(spans)

    def opening(self, entry: Entry) -> tuple[tuple[Span, ...], str]:
        """The spans and the words of an entry's first sentence."""
        spans = next(iter(sentences_of(entry.block, self.source)), ())
        return spans, self.words(spans)
