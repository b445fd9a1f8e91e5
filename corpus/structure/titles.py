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
_OPENS_HEADING = re.compile(
    r"(?:(?:an?|the) )?(?:report on an? )?(?:(?:joint|full|short|monitoring|thematic|unannounced|announced) ){0,2}"
    r"(?:re-?inspection|inspection) (?:of|in|report|visit)\b|(?:focused|monitoring|assurance) visit\b",
    re.I,
)
_ENDS_OPEN = re.compile(
    r"(?:\b(?:and|of|in|for|the|to|on|by|with|into|at|or|from|between)|[&:,\u2013\u2014-])\s*$", re.I
)
_GOES_ON = re.compile(
    r"(?:(?:an?|the) )?(?:(?:joint|thematic|unannounced|announced|national|re-?) ?){0,2}"
    r"(?:inspection|review|investigation|report) (?:of|into|on|in)\b|(?:module|tranche) \d",
    re.I,
)
_JOINS = re.compile(r"and|&|with|incorporating|together with", re.I)
LINES = 5  # blocks of a title at most
_SENTENCE = re.compile(r"\w[.!?:;][\"'\u2019\u201d)]*\s*$")


def title_at(opening: Sequence[tuple[int, str]]) -> int | None:
    """Which block of a first page is the title; blocks are given as (heading level or 0, text).

    It is the largest heading, of several the one that names an inspection; but a line that opens
    as titles of inspections do comes before a heading that names none.
    """
    openers = [n for n, (level, text) in enumerate(opening) if _opens(level, text)]
    levels = [level for level, _ in opening if level]
    if not levels:
        return openers[0] if openers else None
    largest = [n for n, (level, _) in enumerate(opening) if level == min(levels)]
    named = [n for n in largest if _NAMES_REPORT.search(opening[n][1])]
    return next(iter([n for n in largest if n in openers] or named or openers or largest))


def _opens(level: int, text: str) -> bool:
    """Whether a block opens as titles of inspections do; some openings count only where no sentence follows them."""
    alone = bool(level) or not _SENTENCE.search(text)
    return len(text) < LONGEST and bool(_OPENS_REPORT.match(text) or (alone and _OPENS_HEADING.match(text)))


def title_run(opening: Sequence[tuple[int, str]]) -> list[int]:
    """The blocks of a first page that are its title together: what :func:`title_at` finds, and how it goes on."""
    first = title_at(opening)
    if first is None:
        return []
    run = [first]
    for number, (level, text) in enumerate(opening[first + 1 : first + LINES], start=first + 1):
        goes_on = _ENDS_OPEN.search(opening[run[-1]][1]) or _JOINS.fullmatch(text) or (level and _GOES_ON.match(text))
        if not goes_on or sum(len(opening[n][1]) for n in (*run, number)) > LONGEST:
            break
        run.append(number)
    return run


def cover_headings(blocks: Sequence[Block], words: Callable[[Block], str]) -> frozenset[int]:
    """The numbers of the headings that are the title or lines of the cover.

    Lines of the cover stand directly under the title, in a style that no later page uses, or on a
    first page that holds no sentence.
    """
    opening = [(block.level, words(block)) for block in blocks if block.spans[0].page == 1]
    later = {block.level for block in blocks[len(opening) :]} - {0}
    title = title_run(opening)
    if not title:
        return frozenset()
    found = {*title} | {n for n, block in enumerate(blocks) if block.level and words(block) == opening[title[0]][1]}
    for n in range(title[-1] + 1, len(opening)):
        if not later or not opening[n][0] or opening[n][0] in later:
            break
        found.add(n)
    if later and not any(_SENTENCE.search(text) for level, text in opening if not level):
        found.update(range(len(opening)))
    return frozenset(n for n in found if blocks[n].level)
