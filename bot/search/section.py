"""The sections of a report under headings of some kind: their paragraphs in order, of each part and of both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.question.leaning import leaning
from bot.quoting.cut import overlap
from bot.search.chosen import MOST
from bot.search.on_service import REPLY
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Quote, Wants
from corpus.types import Report
from index.search import Index
from index.types import StoredPassage

PART: Final = "The section on it has {count} paragraphs: {shown} are quoted, of each part of it and of both sides."
_SIDES: Final[tuple[Wants, Wants]] = ("weakness", "strength")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of a section: the sentences of a passage from ``first`` to ``last``, and which ways these lean."""

    stored: StoredPassage
    first: int
    last: int
    leans: frozenset[str]


@dataclass(frozen=True, slots=True)
class Section:
    """Quotes of a report's section on an area, in its order, and of how many paragraphs they are."""

    quotes: tuple[Quote, ...] = ()
    paragraphs: int = 0

    @property
    def told(self) -> str:
        """That only a part of the section is quoted; nothing where all of it is."""
        if len(self.quotes) >= self.paragraphs:
            return ""
        return PART.format(count=self.paragraphs, shown=len(self.quotes))


def section_headed(
    index: Index, report: Report, headed: Callable[[Sequence[str]], bool], count: int, first: Wants = "weakness"
) -> Section:
    """At most ``count`` paragraphs of the sections of a report whose headings are of some kind.

    Of more those of each part are taken by turns, and of both sides, beginning with ``first``.
    """
    every = [*_paragraphs(index, report, headed)] if count > 0 else []
    quotes: list[Quote] = []
    for one in _in_order(every, _chosen(every, count, first)):
        quote = cut(index, one.stored, one.first, one.last)
        if not any(overlap(quote, other) for other in quotes):
            quotes.append(quote)
    return Section(tuple(quotes), len(every))


def _paragraphs(index: Index, report: Report, headed: Callable[[Sequence[str]], bool]) -> Iterator[_Paragraph]:
    """The paragraphs under headings of some kind, without tables and what others said of the report."""
    for stored in index.store.passages_of(report.id):
        heading = stored.passage.heading
        if not headed(heading) or is_boilerplate(stored) or REPLY.search(heading[-1]):
            continue
        blocks = groupby(enumerate(stored.passage.sentences), key=lambda numbered: numbered[1].block)
        for _, group in blocks:
            yield from _told_in(stored, [number for number, _ in group])


def _told_in(stored: StoredPassage, numbers: Sequence[int]) -> Iterator[_Paragraph]:
    """A paragraph of prose, of a long one what leans with the sentence before; an item only without its lead-in."""
    kind = stored.passage.sentences[numbers[0]].kind
    led_to = kind == "item" and (stored.lead_in or numbers[0] > 0)
    if kind not in ("paragraph", "item") or led_to:
        return
    first, last = numbers[0], numbers[-1]
    if len(numbers) > MOST:
        at = next((n for n in numbers if leaning(stored.sentences[n])), first)
        first, last = max(first, at - 1), at
    leans = frozenset(filter(None, (leaning(stored.sentences[n]) for n in range(first, last + 1))))
    yield _Paragraph(stored, first, last, leans)


def _chosen(every: Sequence[_Paragraph], count: int, first: Wants) -> list[_Paragraph]:
    """So many paragraphs: those that lean before others, of each part one, then the next; the sides by turns."""
    if len(every) <= count:
        return [*every]
    sides = _SIDES if first == "weakness" else _SIDES[::-1]
    left, chosen = [*every], list[_Paragraph]()
    while left and len(chosen) < count:
        side = sides[len(chosen) % len(sides)]
        taken = [one.stored.passage.heading for one in chosen]
        best = min(left, key=lambda one: (side not in one.leans, taken.count(one.stored.passage.heading)))
        left.remove(best)
        chosen.append(best)
    return chosen


def _in_order(every: Sequence[_Paragraph], chosen: Sequence[_Paragraph]) -> list[_Paragraph]:
    return [one for one in every if one in chosen]
