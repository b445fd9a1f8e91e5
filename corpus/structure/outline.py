"""The outline of a report: its blocks in reading order, the headings above each, and its sections.

It is built once for each report; passages, findings and judgments are all found in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.structure.broken_rows import whole_rows
from corpus.structure.sections import HeadingPath, Section, sections_of
from corpus.structure.text import ReportText
from corpus.types import Block, Document, Span


@dataclass(frozen=True, slots=True)
class OutlineBlock:
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
    """The structure of a document: ``blocks`` with what stands above them, and ``sections``, both in reading order."""

    text: ReportText
    blocks: tuple[OutlineBlock, ...]
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, document: Document, joined: Collection[str]) -> Outline:
        """The outline of a document; ``joined`` as in :func:`corpus.structure.text.fold`."""
        text = ReportText.of(document.pages, joined)
        rows = tuple(whole_rows(document.blocks, text))
        return cls(text, tuple(_blocks(rows, text)), tuple(sections_of(rows, text)))

    def words(self, spans: Sequence[Span]) -> str:
        """The readable text of spans."""
        return self.text.words(spans)

    def first_sentence(self, block: OutlineBlock) -> tuple[tuple[Span, ...], str]:
        """The spans and the words of a block's first sentence; a row of a table is one sentence."""
        spans = block.block.spans
        first = spans if block.block.kind == "row" else next(self.text.sentences(spans), ())
        return first, self.words(first)


def _blocks(blocks: Sequence[Block], text: ReportText) -> Iterator[OutlineBlock]:
    path = HeadingPath()
    for block in blocks:
        path.go_to(block)
        words = text.words(block.spans)
        above = path.words
        if block.kind == "heading":
            above = path.above(block.level)
            path.open(block.level, words)
        yield OutlineBlock(block, words, above)
