"""The wording of reports as verifying needs it: tokens, exact runs of them, and the nearest true words."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import Literal

from corpus.structure.text import fold, searchable, searchable_from
from corpus.types import Span
from index.store import Store
from index.types import StoredPassage

_TOKEN = re.compile(r"\w+(?:[-'.,/]\w+)*%?|[^\w\s]")
_MARKS = str.maketrans({'"': "'"})  # a quotation within a quotation changes its marks
_ENDS = r"[\s.,;:!?'\"\u2018\u2019\u201c\u201d]"
_ENDING = re.compile(rf"(?<!{_ENDS}){_ENDS}+$")  # British usage may put the draft's own stop there

_OPENING = re.compile(r"""(?:[(\[\u00a3\u2018\u201c]|(?:^|\s)['"])$""")
_CLOSING = re.compile(r"""[.,;:!?)\]%\u2019\u201d]|['"](?=\W|$)""")

STRAY = 6  # tokens that a draft may put in or leave out in one place and still be compared word by word

Change = tuple[Literal["same", "left out", "put in"], str]


def tokens(text: str) -> list[str]:
    """Words and marks, folded as the store folds blanks, ligatures, dashes and quotation marks; case stays."""
    return _tokens(fold(text, 0, len(text), ())[0])


def _tokens(folded: str) -> list[str]:
    return list(map(sys.intern, _TOKEN.findall(searchable(folded).translate(_MARKS))))


def placed_tokens(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The :func:`tokens` of a text that is folded already, and the start and end of each in it."""
    words, origin = searchable_from(text)
    found = list(_TOKEN.finditer(words.translate(_MARKS)))
    return [match[0] for match in found], [(origin[match.start()], origin[match.end() - 1] + 1) for match in found]


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """A text as it is printed, its tokens, and the start and end of each in it."""

    text: str
    tokens: list[str]
    places: list[tuple[int, int]]

    def cut(self, start: int, end: int) -> str:
        """Tokens ``start`` to ``end`` (exclusive) as they are printed."""
        return self.text[self.places[start][0] : self.places[end - 1][1]] if end > start else ""

    def part(self, start: int, end: int) -> TokenizedText:
        """Tokens ``start`` to ``end`` (exclusive) by themselves."""
        first = self.places[start][0] if end > start else 0
        places = [(a - first, b - first) for a, b in self.places[start:end]]
        return TokenizedText(self.cut(start, end), self.tokens[start:end], places)


def placed(text: str) -> TokenizedText:
    """A text with its blanks and ligatures folded, and where its tokens stand in it."""
    folded = fold(text, 0, len(text), ())[0]
    return TokenizedText(folded, *placed_tokens(folded))


def trimmed(text: str) -> str:
    """A part of a quotation without the stop at its end, which may be the draft's own."""
    return _ENDING.sub("", text)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A sentence, list item, row or heading of a report; a heading has no spans, and the page below it."""

    words: str
    page: int
    heading: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def tokens(self) -> list[str]:
        """Its tokens as they are printed."""
        return _tokens(self.words) if self.spans else tokens(self.words)  # the store has folded sentences

    @property
    def pages(self) -> frozenset[int]:
        """The pages it stands on."""
        return frozenset(span.page for span in self.spans) or frozenset((self.page,))


@dataclass(frozen=True, slots=True)
class TokenRange:
    """Tokens ``start`` to ``end`` (exclusive) of a report's wording."""

    start: int
    end: int


class _Row:
    """Tokens in a row, in which runs of them are found."""

    def __init__(self, row: Sequence[str]) -> None:
        self._text = " " + " ".join(row) + " "
        self._starts = array("I", accumulate((len(token) + 1 for token in row), initial=1))

    def find(self, wanted: Sequence[str], after: int) -> TokenRange | None:
        at = self._text.find(f" {' '.join(wanted)} ", self._starts[after] - 1)
        if at < 0:
            return None
        start = bisect_right(self._starts, at + 1) - 1
        return TokenRange(start, start + len(wanted))


class Wording:
    """All that one report says, in reading order, as one run of tokens."""

    def __init__(self, lines: Sequence[ReportLine]) -> None:
        self.lines = tuple(lines)
        self._first: list[int] = []  # token of each line
        self.tokens: list[str] = []
        for line in self.lines:
            self._first.append(len(self.tokens))
            self.tokens += line.tokens
        self._numbers = {line.spans: number for number, line in enumerate(self.lines) if line.spans}
        self._row = _Row(self.tokens)

    def find(self, wanted: Sequence[str], after: int = 0) -> TokenRange | None:
        """The first run of exactly these tokens at or behind token ``after``."""
        if not wanted or after >= len(self.tokens):
            return None
        return self._row.find(wanted, after)

    def closest(self, wanted: Sequence[Sequence[Sequence[str]]]) -> list[list[TokenRange]]:
        """Where all parts of a quotation stand in order, those least apart first; each part in any of its readings."""
        chains: list[list[TokenRange]] = []
        after = 0
        while wanted and (chain := self._chain(wanted, after)):
            chains.append(chain)
            after = chain[0].start + 1
        return sorted(chains, key=lambda chain: chain[-1].end - chain[0].start)

    def _chain(self, wanted: Sequence[Sequence[Sequence[str]]], after: int) -> list[TokenRange]:
        """The first place at or behind token ``after`` at which the parts stand in order, or nothing."""
        chain: list[TokenRange] = []
        for readings in wanted:
            found = [run for words in readings if (run := self.find(words, chain[-1].end if chain else after))]
            if not found:
                return []
            chain.append(min(found, key=lambda run: run.start))
        return chain

    def nearest(self, wanted: Sequence[str], around: TokenRange, after: int = 0) -> tuple[TokenRange, float]:
        """The run near ``around`` that is likest to these tokens, and the share of tokens they have in common."""
        low = max(after, around.start - len(wanted))
        high = min(len(self.tokens), around.end + len(wanted))
        matcher = SequenceMatcher(None, self.tokens[low:high], list(wanted), autojunk=False)
        blocks = _beside_largest([block for block in matcher.get_matching_blocks() if block.size], len(wanted))
        if not blocks:
            return TokenRange(low, low), 0.0
        start = max(low, low + blocks[0].a - blocks[0].b)
        last = blocks[-1]
        end = min(high, low + last.a + last.size + len(wanted) - last.b - last.size)
        same = sum(block.size for block in blocks)
        return TokenRange(start, end), same / max(len(wanted), end - start)

    def lines_of(self, run: TokenRange) -> tuple[ReportLine, ...]:
        """The lines that a run touches."""
        first = bisect_right(self._first, run.start) - 1
        last = bisect_right(self._first, max(run.start, run.end - 1)) - 1
        return self.lines[first : last + 1]

    def within(self, run: TokenRange) -> Iterator[tuple[int, TokenRange]]:
        """The lines that a run touches: the number of each, and the part of the run in it, counted from its start."""
        number = bisect_right(self._first, run.start) - 1
        while number < len(self.lines) and self._first[number] < run.end:
            first, end = self._first[number], self._end(number)
            if end > max(first, run.start):
                yield number, TokenRange(max(run.start, first) - first, min(run.end, end) - first)
            number += 1

    def of_line(self, number: int) -> TokenRange:
        """The tokens of a line."""
        return TokenRange(self._first[number], self._end(number))

    def _end(self, number: int) -> int:
        return self._first[number + 1] if number + 1 < len(self._first) else len(self.tokens)

    def run_of(self, spans: tuple[Span, ...]) -> TokenRange:
        """The tokens of the line with these spans, which is one of the report's."""
        return self.of_line(self._numbers[spans])

    def said(self, run: TokenRange) -> str:
        """The words of a run as the source prints them."""
        return self.placed(run).text

    def placed(self, run: TokenRange) -> TokenizedText:
        """The words of a run as the source prints them, with its tokens."""
        parts = [placed(self.lines[number].words).part(part.start, part.end) for number, part in self.within(run)]
        places: list[tuple[int, int]] = []
        at = 0
        for part in parts:
            places += [(at + start, at + end) for start, end in part.places]
            at += len(part.text) + 1
        return TokenizedText(" ".join(part.text for part in parts), self.tokens[run.start : run.end], places)


def _beside_largest(blocks: Sequence[Match], length: int) -> list[Match]:
    """The matching blocks that keep about the distance which the largest one has between the two texts."""
    if not blocks:
        return []
    largest = max(blocks, key=lambda block: block.size)
    shift = largest.a - largest.b
    return [block for block in blocks if abs(block.a - block.b - shift) <= max(STRAY, length // 4)]


def changes(true: TokenizedText, given: TokenizedText) -> tuple[Change, ...]:
    """What a draft left out of the true words, and what it put in, word by word, each as it is printed."""
    found: list[Change] = []
    for _, a, b, c, d in SequenceMatcher(None, true.tokens, given.tokens, autojunk=False).get_opcodes():
        if true.tokens[a:b] == given.tokens[c:d]:
            found.append(("same", true.cut(a, b)))
            continue
        if b > a:
            found.append(("left out", true.cut(a, b)))
        if d > c:
            found.append(("put in", given.cut(c, d)))
    return tuple(found)


def blanks(found: Sequence[Change]) -> Iterator[str]:
    """For each change the blank in front of it: none where a mark of its neighbour belongs to its word."""
    for number, (kind, words) in enumerate(found):
        before_kind, before = found[number - 1] if number else ("", "")
        apart = before_kind != "same" != kind or not (_OPENING.search(before) or _CLOSING.match(words))
        yield " " if number and apart else ""


def wording_of(store: Store, report_id: str) -> Wording:
    """The wording of a report that is held."""
    return Wording(tuple(_lines(store.passages_of(report_id))))


def _lines(passages: Sequence[StoredPassage]) -> Iterator[ReportLine]:
    above: tuple[str, ...] = ()
    for stored in passages:
        heading, page = stored.passage.heading, stored.passage.page
        known = next((n for n, (a, b) in enumerate(zip(above, heading, strict=False)) if a != b), len(above))
        for words in heading[min(known, len(heading)) :]:
            yield ReportLine(words, page, heading, ())
        above = heading
        for words, sentence in zip(stored.sentences, stored.passage.sentences, strict=True):
            yield ReportLine(words, sentence.spans[0].page, heading, sentence.spans)
