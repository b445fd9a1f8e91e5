"""The marks of footnotes on a printed page, told by size and rise of their characters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from corpus.structure.text import BROKEN

SMALLER: Final = 0.85  # share of the size of the words beside it up to which a mark is set; usual is 0.6
RISE: Final = 0.1  # share of that size by which its base line is above theirs, at least; usual is 0.25
LIFTED: Final = 0.12  # share of a digit's size by which its ink is above its base line where the font itself raises it
LINES_APART: Final = 3.0  # sizes: the next line of a text stands no further below
NEAR: Final = 1.0  # sizes: a mark is no further from the words beside it
_CANDIDATE = re.compile(
    r"\d+|[*\u2020\u2021\u00a7\u00b6\u00b9\u00b2\u00b3\u2070-\u2079]+"
    r"|(?<![^\W\d_])(?<![\s'\u2019-])[a-z](?![^\W_])"
)
_ITSELF = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]+")  # digits that are raised wherever they stand
_BROKEN = re.compile(rf"(?<=\w){BROKEN}\s*(?=\S)")
_BETWEEN = re.compile(r"[\s,;\u2013-]*")
_LENGTH = re.compile(r"(?<![^\W\d_])[kcm]?m$")  # 2 and 3 behind these are powers: 10 m\u00b2

Run: TypeAlias = tuple[int, int]  # start and end (exclusive) in a page's text


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it is shown: distances in points from the top left corner of the page.

    ``size`` is the height of its font's box, ``base`` its base line, ``ink`` the lower edge of what is drawn.
    """

    left: float
    right: float
    size: float
    base: float
    ink: float

    def is_like(self, other: Glyph) -> bool:
        """Whether two are set in one size on one base line."""
        return abs(self.size - other.size) < 0.1 * other.size and abs(self.base - other.base) < 0.1 * other.size

    def is_beside(self, other: Glyph) -> bool:
        """Whether it stands directly to the right of another, on its line."""
        most = max(self.size, other.size)
        return -0.5 * most < self.left - other.right < NEAR * most and abs(self.base - other.base) < most

    def is_small_above(self, other: Glyph) -> bool:
        """Whether it is smaller than another, and stands higher."""
        return self.size < SMALLER * other.size and other.base - self.base > RISE * other.size

    def is_raised_over(self, other: Glyph) -> bool:
        """Whether it is set as marks are beside this character of the text."""
        return self.is_small_above(other) or (self.base - self.ink > LIFTED * self.size and self.is_like(other))


Glyphs: TypeAlias = Callable[[int], Glyph]  # each character of a page's text that is no blank


def raised(text: str, glyph: Glyphs) -> tuple[list[Run], list[Run]]:
    """The runs of a page's text that are raised: the marks behind words, and those that begin a line as labels do."""
    marks: list[Run] = []
    labels: list[Run] = []
    for match in _CANDIDATE.finditer(text):
        end = match.end()
        start = _start(match, glyph)
        if marks and _BETWEEN.fullmatch(text, marks[-1][1], start) and glyph(start).is_like(glyph(marks[-1][0])):
            marks[-1] = marks[-1][0], end
        elif _is_mark(text, start, end, glyph):
            marks.append((start, end))
        elif _is_label(text, start, end, glyph):
            labels.append((start, end))
    return marks, labels


def _start(match: re.Match[str], glyph: Glyphs) -> int:
    """Where the characters of a run begin that are set as its last one is: in 90\u00b2 behind the number."""
    start, last = match.start(), match.end() - 1
    if start == last or glyph(start).is_like(glyph(last)):
        return start
    return next(at + 1 for at in range(last - 1, start - 1, -1) if not glyph(at).is_like(glyph(last)))


def _is_mark(text: str, start: int, end: int, glyph: Glyphs) -> bool:
    before = len(text[:start].rstrip()) - 1
    if before < 0 or (text[start:end] in ("2", "3", "\u00b2", "\u00b3") and _LENGTH.search(text[:start])):
        return False
    own, word = glyph(start), glyph(before)
    raised_over = own.is_raised_over(word) if text[start].isdigit() else own.is_small_above(word)  # not the star of A*
    return own.is_beside(word) and (raised_over or bool(_ITSELF.fullmatch(text, start, end)))


def _is_label(text: str, start: int, end: int, glyph: Glyphs) -> bool:
    after = end + len(text[end:]) - len(text[end:].lstrip())
    if after >= len(text) or "\n" in text[end:after]:
        return False
    own = glyph(start)
    return glyph(after).is_beside(glyph(end - 1)) and own.is_small_above(glyph(after))


def blanked(text: str, runs: Sequence[Run]) -> str:
    """A text with blanks in the place of runs; line breaks stay."""
    parts: list[str] = []
    at = 0
    for start, end in runs:
        parts += [text[at:start], re.sub(r"[^\r\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def joined_lines(words: str, raised: Sequence[Run], glyph: Glyphs) -> Iterator[Run]:
    """Start and end of each printed line of ``words``, in which marks are blank.

    A line that is broken behind a raised run only because that is raised goes on with the next one.
    """
    ends = sorted(end for _, end in raised)
    whole: Run | None = None
    for start, end in lines_of(words):
        if whole and _stands_between(ends, whole[1], start) and _is_one_line(whole[1] - 1, start, glyph):
            whole = whole[0], end
            continue
        if whole:
            yield whole
        whole = start, end
    if whole:
        yield whole


def parted_words(lines: Iterable[Run], words: str, glyph: Glyphs) -> Iterator[Run]:
    """The lines, each parted behind the hyphen of a broken word whose rest does not stand on the line below.

    At the end of a column or a page, what a page gives next is run together with the hyphen, such as its head.
    """
    for start, end in lines:
        for match in _BROKEN.finditer(words, start, end):
            if not _is_line_below(glyph(match.start() - 1), glyph(match.end())):
                yield start, match.start() + 1
                start = match.end()
        yield start, end


def _is_line_below(one: Glyph, other: Glyph) -> bool:
    return 0 < other.base - one.base < LINES_APART * one.size


def _stands_between(ends: list[int], first: int, last: int) -> bool:
    """Whether one of these places, which are in order, is from ``first`` to ``last``."""
    at = bisect_left(ends, first)
    return at < len(ends) and ends[at] <= last


def _is_one_line(last: int, first: int, glyph: Glyphs) -> bool:
    one, other = glyph(last), glyph(first)
    return abs(one.base - other.base) < 0.1 * one.size and -1 < other.left - one.right < 4 * one.size


def lines_of(words: str) -> Iterator[Run]:
    """Start and end of each line that holds more than blanks."""
    start = 0
    for line in words.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped[0])
            yield first, first + len(stripped)
        start += len(line)
