"""What a document shows of itself: its cover, its first and last pages, and the lines that its pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from corpus.structure.text import ReportText
from corpus.structure.titles import title_run
from corpus.types import Document, Span
from corpus.vocabulary.kinds import inspectorates

FRONT = 6000  # characters of the first pages in which a report says what it is
COVER = 14  # blocks of the first page that can be its cover
DEEP = 5  # pages among which papers laid before Parliament repeat their cover
CHUNK = 3000  # characters that count as a page where there are none
MOST_PAGES = 40  # pages of a long report that are looked at
FEW = 4  # pages up to which a document's end is no place of its own
REPEATED = 3  # pages that share a line from which it is a running head
_SENTENCE = re.compile(r"\w{3}[.!?][\"'\u2019\u201d)]*\s*$")
_MARK = re.compile(r"(?<=[a-z\u2019')])\d{1,2}$")  # of a footnote, behind the last word of a title


class Opening:
    """The words of a document by which it is described."""

    def __init__(self, document: Document, joined: frozenset[str]) -> None:
        """Read the pages; ``joined`` as for :func:`corpus.structure.text.fold`."""
        text = ReportText.of(document.pages, joined)
        self.properties = document.properties
        self.pages = [text.words([Span(number, 0, len(page))]) for number, page in text.pages.items()]
        self.lines = [" ".join(line.split()) for line in document.pages[0].text.splitlines() if line.strip()]
        self.blocks = [
            (block.level, text.words(block.spans)) for block in document.blocks[:60] if block.spans[0].page == 1
        ]
        self.origin = "page 1" if document.paged else "text"
        limit = 2 if document.paged else 1
        self.front = " ".join(self.pages[:limit])[:FRONT]
        self.deep = " ".join(self.pages[:DEEP])[: 2 * FRONT] if document.paged else self.front
        self.closing = " ".join(self.pages[-2:]) if len(self.pages) > FEW else ""
        self.ends = " ".join([*self.pages[:limit], *self.pages[-3:]])
        self.running = list(_running([page.text for page in document.pages])) if document.paged else []

    @cached_property
    def title(self) -> str:
        """The title printed on the first page, whole, or an empty string."""
        parts = [_MARK.sub("", self.blocks[number][1]) for number in title_run(self.blocks)]
        return _joined(parts).rstrip(".") if parts else ""

    @cached_property
    def cover(self) -> list[str]:
        """The blocks of the first page before its first sentence, without the title."""
        title = title_run(self.blocks)
        found: list[str] = []
        for number, (level, words) in enumerate(self.blocks[:COVER]):
            if not level and _SENTENCE.search(words) and number not in title:
                break
            if number not in title:
                found.append(words)
        return found

    @cached_property
    def makers(self) -> frozenset[str]:
        """The inspectorates that the first or the last pages name."""
        return frozenset(maker.name for maker in inspectorates() if maker.told_by.search(self.ends))

    @property
    def samples(self) -> list[str]:
        """Pages, or pieces as long as one, spread evenly over the document."""
        pages = self.pages
        if len(pages) == 1:
            pages = [pages[0][start : start + CHUNK] for start in range(0, len(pages[0]), CHUNK)] or [""]
        step = -(-len(pages) // MOST_PAGES)
        return pages[::step]


def _joined(parts: list[str]) -> str:
    """Lines of a title as one: with a colon where the next begins a title of its own."""
    title = parts[0]
    for before, part in pairwise(parts):
        runs_on = re.search(r"(?:[:,;\u2013\u2014-]|\b[a-z]{1,4})$", before) or part[:1].islower()
        title += f" {part}" if runs_on else f": {part}"
    return title


def _running(pages: list[str]) -> Iterator[str]:
    """The lines at head or foot that several pages share but for their numbers."""
    counted: Counter[str] = Counter()
    for page in pages[1:]:
        lines = [line for line in page.splitlines() if line.strip()]
        counted.update({" ".join(re.sub(r"\d+", " ", line).split()) for line in (*lines[:3], *lines[-3:])})
    need = max(REPEATED, len(pages) // 3)
    yield from (line for line, count in counted.items() if count >= need and len(line) > 3)
