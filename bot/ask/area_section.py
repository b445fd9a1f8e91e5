"""What a report says of an area of work that it grades: its section on it, both what is good and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.ask.general_points import counts_of
from bot.ask.on_service import REPLY
from bot.ask.rank import is_boilerplate
from bot.ask.sentences import MOST, cut
from bot.question.leaning import leaning
from bot.quoting.cut import overlap
from bot.registers.findings import findings_of
from bot.registers.grades import Grade
from bot.types import Quote, Wants
from corpus.types import Report
from corpus.vocabulary.scales import headed_area
from index.search import Index
from index.types import StoredPassage

PART: Final = "The section on it has {count} paragraphs: {shown} are quoted, of each part of it and of both sides."
NONE_SET_OUT: Final = "The digest sets out no areas for improvement one by one; the official report may."
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


def section_on(index: Index, grade: Grade, count: int, first: Wants = "weakness") -> Section:
    """At most ``count`` paragraphs of the section on the area of a judgment; none where the cycle has no such area.

    Of a longer section those of each part are taken by turns, and of both sides, beginning with ``first``.
    """
    cycle = grade.cycle
    if not cycle:
        return Section()
    return section_headed(index, grade.report, lambda heading: grade.area in headed_area(heading, cycle), count, first)


def section_headed(
    index: Index, report: Report, headed: Callable[[Sequence[str]], bool], count: int, first: Wants = "weakness"
) -> Section:
    """The same of the sections of a report whose headings are of some kind."""
    every = [*_paragraphs(index, report, headed)] if count > 0 else []
    quotes: list[Quote] = []
    for one in _in_order(every, _chosen(every, count, first)):
        quote = cut(index, one.stored, one.first, one.last)
        if not any(overlap(quote, other) for other in quotes):
            quotes.append(quote)
    return Section(tuple(quotes), len(every))


def sections_on(index: Index, grades: Sequence[Grade], count: int) -> tuple[tuple[Quote, ...], str] | None:
    """The sections on the areas of some judgments, each with a share of ``count``, and what to know of one alone.

    None where one of them has none.
    """
    sections = [section_on(index, grade, count // len(grades)) for grade in grades]
    if not sections or not all(one.quotes for one in sections):
        return None
    told = f"{sections[0].told} {improvements(index, grades[0])}".strip() if len(sections) == 1 else ""
    return tuple(quote for one in sections for quote in one.quotes), told


def improvements(index: Index, grade: Grade) -> str:
    """How many findings the report of a judgment sets out in all; that a digest sets out none, where it does not."""
    found = findings_of(index.store, grade.report)
    if found:
        return f"{counts_of(grade.report, found)}, of whatever area of work: ask for them."
    return NONE_SET_OUT * grade.report.digest


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
