"""Blocks to sections: what stands under a heading, and the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from corpus.structure.text import ReportText
from corpus.structure.titles import cover_headings
from corpus.types import Block, Span

IMPRINT: Final = 3  # notes at the end from which they are the imprint; two may be footnotes without their marks


@dataclass(slots=True)
class Section:
    """The blocks between a heading and the next.

    ``heading`` is the path of headings down to its own. ``level`` is that of its own heading, 0 for what stands
    before the first or under the title; ``title`` are the characters of that heading.
    """

    heading: tuple[str, ...] = ()
    level: int = 0
    box: int = 0
    title: tuple[Span, ...] = ()
    blocks: list[Block] = field(default_factory=list)


GROUPS = re.compile(
    r"(?:key |multi-agency )?strengths|areas? for (?:priority actions?|improvement)|what needs to improve\??", re.I
)

COVER_LINE = re.compile(
    r"(?:lead inspectors?|(?:dates? of )?(?:previous )?inspections?(?: dates?)?|report published|published|inspected"
    r"|unique reference number)(?: on| by)?\s*:",
    re.I,
)


def sections_of(blocks: Sequence[Block], text: ReportText) -> Iterator[Section]:
    """The sections of a document in reading order.

    The headings of a box are above no section outside it. Letters set *Areas for improvement* as they set the
    headings of the lists below it, or smaller; these get it as theirs, and it stands under none of them.
    """
    group: tuple[str, ...] = ()
    grouped: set[str] = set()
    for section in _as_set(blocks, text):
        own = section.heading[-1] if section.heading else ""
        if GROUPS.fullmatch(own):
            above = (words for words in section.heading[:-1] if not GROUPS.fullmatch(words) and words not in grouped)
            section.heading = (*above, own)
            group = () if section.blocks else section.heading
        elif group and not section.box:
            listed = sum(block.kind == "item" for block in section.blocks) * 2 > len(section.blocks)
            if listed and section.heading[: len(group)] != group:
                section.heading = (*group, own)
                grouped.add(own)
            group = group if listed else ()
        yield section


def _as_set(blocks: Sequence[Block], text: ReportText) -> Iterator[Section]:
    """The sections with the headings that are set larger above them; the imprint stands under none."""
    end = len(blocks) - _imprint(blocks)
    cover = cover_headings(blocks, lambda block: text.words(block.spans))
    path = HeadingPath()
    section = Section()
    for number, block in enumerate(blocks[:end]):
        path.go_to(block)
        if block.kind != "heading":
            if block.box != section.box:  # behind a box that opens a chapter
                yield section
                section = Section(path.words, path.level, block.box)
            section.blocks.append(block)
            continue
        yield section
        if number in cover:
            path.clear()
        else:
            path.open(block.level, text.words(block.spans))
        level = 0 if number in cover else block.level
        section = Section(path.words, level, block.box, block.spans)
    yield section
    if end < len(blocks):
        yield Section(blocks=[*blocks[end:]])


def _imprint(blocks: Sequence[Block]) -> int:
    """How many blocks at the end of a document are its imprint: small print on one page that no mark leads to."""
    page = blocks[-1].spans[-1].page if blocks else 0
    behind = takewhile(lambda block: block.kind == "note" and not block.label, reversed(blocks))
    count = sum(1 for _ in takewhile(lambda block: block.spans[0].page == page, behind))
    return count if count >= IMPRINT else 0


class HeadingPath:
    """The headings above the block that is being read; those of a box are above nothing outside it."""

    def __init__(self) -> None:
        self._above: list[tuple[int, str]] = []
        self._outside = self._above
        self._box = 0

    @property
    def words(self) -> tuple[str, ...]:
        """The headings, outermost first."""
        return tuple(words for _, words in self._above)

    @property
    def level(self) -> int:
        """The level of the innermost heading, 0 where there is none."""
        return self._above[-1][0] if self._above else 0

    def go_to(self, block: Block) -> None:
        """Go on to a block, which may stand in a box, or behind one."""
        if block.box != self._box:
            self._outside = self._above if self._box == 0 else self._outside
            self._above = self._outside
            self._box = block.box

    def above(self, level: int) -> tuple[str, ...]:
        """The headings above one of this level."""
        return tuple(words for other, words in self._above if other < level)

    def open(self, level: int, words: str) -> None:
        """Begin what stands under a heading; one that repeats the heading above it is no other.

        A line of the cover that tells when or by whom was inspected heads nothing, however it is set.
        """
        above = [entry for entry in self._above if entry[0] < level]
        if COVER_LINE.match(words):
            self._above = above
            return
        repeats = above and above[-1][1].casefold() == words.casefold()
        self._above = above if repeats else [*above, (level, words)]

    def clear(self) -> None:
        """Begin what stands under no heading."""
        self._above = []
