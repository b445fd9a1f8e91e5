"""A document's blocks with their words and the headings above them: where its structure is looked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from corpus.passages import sentences_of
from corpus.sections import HeadingPath
from corpus.text import readable
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
    """The blocks of a document, in reading order, with the texts of its pages."""

    entries: tuple[Entry, ...]
    texts: Mapping[int, str]
    joined: Collection[str]

    @classmethod
    def of(cls, document: Document, joined: Collection[str]) -> Outline:
        """The outline of a document; ``joined`` as in :func:`corpus.text.fold`."""
        texts = {page.number: page.text for page in document.pages}
        path = HeadingPath()
        entries: list[Entry] = []
        for block in document.blocks:
            path.go_to(block)
            text = readable(texts, block.spans, joined)
            above = path.words
            if block.kind == "heading":
                above = path.above(block.level)
                path.open(block.level, text)
            entries.append(Entry(block, text, above))
        return cls(tuple(entries), texts, joined)

    def words(self, spans: Collection[Span]) -> str:
        """The readable text of spans."""
        return readable(self.texts, tuple(spans), self.joined)

    def opening(self, entry: Entry) -> tuple[tuple[Span, ...], str]:
        """The spans and the words of an entry's first sentence."""
        spans = next(iter(sentences_of(entry.block, self.texts, self.joined)), ())
        return spans, self.words(spans)
