"""Quotation marks of a text in pairs: curly and straight, double and single, low, in angles, and as typed.

All marks of a text are read once, so that the time grows with its length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

MOST_ENDS = 12  # apostrophes that may close one quotation

Family = Literal["curly", "straight", "low", "angle", "typed", "single"]

_MARK = re.compile("``|''|[\u201c\u201d\u201e\u201f\"\u00ab\u00bb\u2018\u2019\u201a\u201b'`\u2039\u203a]")
_FIRST = frozenset("\u2018'\u201c\"[(\u2026.\u00a3\u20ac$")  # what a quotation may begin with, beside a letter
_POSSESSIVE = re.compile("(?<=s)['\u2019](?= [a-z])")  # or the end of a quotation whose last word ends in s
_ELIDED = re.compile(r"(?:\d0s|em|tis|twas|til)\b", re.I)  # behind an apostrophe that opens nothing: the '90s
_FAMILIES: dict[str, Family] = {
    "\u201c": "curly", "\u201d": "curly", "\u201f": "curly", '"': "straight", "\u201e": "low", "\u00ab": "angle",
    "\u00bb": "angle", "\u2039": "angle", "\u203a": "angle", "``": "typed", "''": "typed", "\u2018": "single",
    "\u201b": "single", "\u201a": "single", "\u2019": "single", "'": "single", "`": "single",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quoted:
    """The characters ``start`` to ``end`` (exclusive) of a text that stand between two marks.

    ``after`` is where the text goes on. ``others`` are other ends, where an apostrophe may be the closing mark;
    ``closed`` is false where there is none.
    """

    start: int
    end: int
    after: int
    others: tuple[int, ...] = ()
    closed: bool = True


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    words: str
    opens: bool
    closes: bool
    match: _Mark | None = None


@dataclass(slots=True)
class _Marks:
    """The marks of one family, in order, with the places of those that open and of those that close."""

    marks: list[_Mark] = field(default_factory=list)
    openers: list[int] = field(default_factory=list)
    closers: list[int] = field(default_factory=list)
    _open: list[_Mark] = field(default_factory=list)

    def add(self, mark: _Mark, text: str) -> None:
        self.marks.append(mark)
        if mark.opens:
            self.openers.append(len(self.marks) - 1)
            self._open.append(mark)
        elif mark.closes:
            self.closers.append(len(self.marks) - 1)
            if self._open and not _POSSESSIVE.match(text, mark.start):
                self._open.pop().match = mark


def quoted_in(text: str) -> Iterator[Quoted]:
    """The quotations of a text, in order, those within another one left out."""
    families, order = _read(text)
    at = 0
    for family, mark in order:
        if mark.opens and mark.start >= at:
            found = _quoted(text, family, mark, families)
            if found:
                at = found.after
                yield found


def unclosed(text: str) -> str | None:
    """The mark of a quotation that begins in a text and does not end in it."""
    families, order = _read(text)
    at = 0
    for family, mark in order:
        if mark.opens and mark.start >= at:
            found = _quoted(text, family, mark, families)
            if found is None or not found.closed:
                return mark.words
            at = found.after
    return None


def _read(text: str) -> tuple[dict[Family, _Marks], list[tuple[Family, _Mark]]]:
    families: dict[Family, _Marks] = {family: _Marks() for family in _FAMILIES.values()}
    order: list[tuple[Family, _Mark]] = []
    typed = 0
    for match in _MARK.finditer(text):
        family = _FAMILIES[match[0]]
        for mark in _as_marks(match, text, typed > 0):
            own: Family = "single" if mark.words == "'" else family
            typed += (own == "typed") * (mark.opens - mark.closes)
            families[own].add(mark, text)
            order.append((own, mark))
    return families, order


def _as_marks(match: re.Match[str], text: str, in_typed: bool) -> Iterator[_Mark]:
    start, end, words = match.start(), match.end(), match[0]
    before, after = text[start - 1 : start], text[end : end + 1]
    begins = not _is_word(before) and (_is_word(after) or after in _FIRST) and after != ""
    match words:
        case "\u201c" | "\u201e" | "\u201f":
            yield _Mark(start, end, words, True, False)
        case "\u201d":
            yield _Mark(start, end, words, False, True)
        case '"':
            opens = begins and before not in ("\u201c", '"', "'")
            yield _Mark(start, end, words, opens, not opens)
        case "\u00ab" | "\u2039":
            yield _Mark(start, end, words, not _is_word(before) and after != "", _is_word(before))
        case "\u00bb" | "\u203a":
            opens = not before.strip() and _is_word(after)
            yield _Mark(start, end, words, opens, not opens)
        case "``":
            yield _Mark(start, end, words, begins, False)
        case "''" if in_typed or begins:
            yield _Mark(start, end, words, not in_typed, in_typed)
        case "''":
            yield _Mark(start, start + 1, "'", False, False)
            yield _Mark(start + 1, end, "'", False, not _is_word(after))
        case "\u201a":
            yield _Mark(start, end, words, True, False)
        case "`":
            yield _Mark(start, end, words, begins, False)
        case "\u2019":
            yield _Mark(start, end, words, False, not _is_word(after))
        case _:  # ' and the opening single marks
            begins = begins and before != "\u2019" and not _ELIDED.match(text, end)
            opens = begins and after not in ("'", '"', "\u201c", "\u2018", "(")
            yield _Mark(start, end, words, opens, not opens and not _is_word(after))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _quoted(text: str, family: Family, mark: _Mark, families: dict[Family, _Marks]) -> Quoted | None:
    match family:
        case "single":
            return _single(text, mark, families[family])
        case "typed":
            end = mark.match
            return Quoted(mark.end, end.start, end.end) if end else None
    end = mark.match if family != "low" else None
    end = end or _other_end(mark, families)
    if end:
        return Quoted(mark.end, end.start, end.end)
    goes_on = min(
        (o.start for name in ("curly", "straight") if (o := _next_opener(mark, families[name]))), default=None
    )
    stop = len(text) if goes_on is None else goes_on
    return Quoted(mark.end, stop, stop, closed=False)


def _other_end(mark: _Mark, families: dict[Family, _Marks]) -> _Mark | None:
    """A closing mark of another kind, before a quotation of its own kind begins."""
    if mark.words in "\u00ab\u00bb\u2039\u203a":
        return next((m for m in _behind(mark, families["angle"])[:1]), None)
    own = families[_FAMILIES[mark.words]]
    limit = _next_opener(mark, own)
    found = [closer for name in ("curly", "straight") if (closer := _next_closer(mark, families[name]))]
    if mark.words == "\u201e":
        found += _behind(mark, families["curly"])[:1]
    found = [closer for closer in found if limit is None or closer.start < limit.start]
    return min(found, key=lambda closer: closer.start, default=None)


def _behind(mark: _Mark, marks: _Marks) -> list[_Mark]:
    """The mark behind another one, if any."""
    number = bisect_right(marks.marks, mark.start, key=lambda each: each.start)
    return marks.marks[number : number + 1]


def _next_opener(mark: _Mark, marks: _Marks) -> _Mark | None:
    return _next(mark, marks, marks.openers)


def _next_closer(mark: _Mark, marks: _Marks) -> _Mark | None:
    return _next(mark, marks, marks.closers)


def _next(mark: _Mark, marks: _Marks, numbers: list[int]) -> _Mark | None:
    at = bisect_right(numbers, mark.start, key=lambda number: marks.marks[number].start)
    return marks.marks[numbers[at]] if at < len(numbers) else None


def _single(text: str, mark: _Mark, marks: _Marks) -> Quoted | None:
    """Between single marks: to the first that is no possessive's apostrophe, else to any of them, likeliest first."""
    again = _next_opener(mark, marks)
    first = bisect_right(marks.closers, mark.start, key=lambda number: marks.marks[number].start)
    ends: list[int] = []
    for number in marks.closers[first : first + MOST_ENDS]:
        closer = marks.marks[number]
        if again is not None and closer.start > again.start:
            break
        if not _POSSESSIVE.match(text, closer.start):
            return Quoted(mark.end, closer.start, closer.end)
        ends.insert(0, closer.start)
    if ends:
        return Quoted(mark.end, ends[0], ends[0] + 1, tuple(ends[1:]))
    if mark.match:
        return Quoted(mark.end, mark.match.start, mark.match.end)
    return None
