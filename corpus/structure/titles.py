"""The title on a report's first page, and the cover lines around it: headings that name no section."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.types import Block

LONGEST = 300  # characters of a title
_NAMES_REPORT = re.compile(r"\b(?:inspection|PEEL|review|letter|re-?visit|causes? of concern|digest)\b", re.I)
_OPENS_REPORT = re.compile(
    r"(?:joint targeted area inspection|area SEND inspection|(?:an )?inspection of|PEEL\b|effectiveness, efficiency)",
    re.I,
)
_SENTENCE = re.compile(r"\w[.!?:;][\"'\u2019\u201d)]*\s*$")


def title_at(opening: Sequence[tuple[int, str]]) -> int | None:
    """Which block of a first page is the title; blocks are given as (heading level or 0, text).

    It is the largest heading, of several the one that names an inspection; but a line that opens
    as titles of inspections do comes before a heading that names none.
    """
    openers = [n for n, (_, text) in enumerate(opening) if _OPENS_REPORT.match(text) and len(text) < LONGEST]
    levels = [level for level, _ in opening if level]
    if not levels:
        return openers[0] if openers else None
    largest = [n for n, (level, _) in enumerate(opening) if level == min(levels)]
    named = [n for n in largest if _NAMES_REPORT.search(opening[n][1])]
    return next(iter([n for n in largest if n in openers] or named or openers or largest))


def cover_headings(blocks: Sequence[Block], words: Callable[[Block], str]) -> frozenset[int]:
    """The numbers of the headings that are the title or lines of the cover.

    Lines of the cover stand directly under the title, in a style that no later page uses, or on a
    first page that holds no sentence.
    """
    opening = [(block.level, words(block)) for block in blocks if block.spans[0].page == 1]
    later = {block.level for block in blocks[len(opening) :]} - {0}
    title = title_at(opening)
    if title is None:
        return frozenset()
    found = {title} | {n for n, block in enumerate(blocks) if block.level and words(block) == opening[title][1]}
    for n in range(title + 1, len(opening)):
        if not later or not opening[n][0] or opening[n][0] in later:
            break
        found.add(n)
    if later and not any(_SENTENCE.search(text) for level, text in opening if not level):
        found.update(range(len(opening)))
    return frozenset(n for n in found if blocks[n].level)
