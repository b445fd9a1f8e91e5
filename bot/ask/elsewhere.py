"""An inspection of which no report is held, or a year: what other reports on the same bodies tell of it by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot import answers
from bot.question.question import Question
from bot.question.series import SERVICES
from bot.scope import messages
from bot.scope.holdings import Scope
from bot.search.section import section_headed
from bot.types import Answer, Asked, Quote
from corpus.types import Report
from corpus.vocabulary.asked import said_in, series_said_in
from corpus.vocabulary.dates import years_in
from index.search import Index

TOLD: Final = "What another report tells of it follows."
LOOKED: Final = 20  # quotes looked at for one that names it

Search = Callable[[Asked, Question], Answer]  # what reports on the bodies of a question say, if any is held


def told(
    index: Index, reports: Sequence[Report], refused: Answer, asked: Asked, question: Question, search: Search
) -> Answer:
    """A refusal, as no such report is held, with what others tell of that year or kind of inspection.

    What stands in a section of that name comes first, the newest of these ``reports`` first, then sentences that name
    it. All of the years and the kind that were asked for are named, so that it can be of no other inspection.
    """
    kinds = [*_kinds(question.text)]
    if refused.status != "not_held" or not question.bodies or not (question.years or kinds):
        return refused
    seeks = "passage" if question.seeks_grade else question.seeks
    anyhow = replace(question.at_any_time(), kinds=frozenset(), series="", seeks=seeks)
    found = search(replace(asked, count=LOOKED), anyhow)
    named = [quote for quote in found.quotes if _names(f"{quote.lead_in or ''} {quote.text}", question.years, kinds)]
    quotes = answers.each_once([*_headed(index, reports, question.years, kinds), *named])[: asked.count]
    if not quotes:
        return refused
    message = f"{refused.message} {TOLD} {messages.found(quotes, Scope())}"
    return replace(
        found, status="answered", message=message, quotes=tuple(quotes), entries=(), understood=refused.understood
    )


def _headed(index: Index, reports: Sequence[Report], years: Sequence[int], kinds: Sequence[str]) -> Iterator[Quote]:
    """The paragraphs under headings that name these years and one of the kinds, if there are any."""
    for report in sorted(reports, key=lambda one: one.date, reverse=True):
        found = section_headed(index, report, lambda heading: _names(" \n ".join(heading), years, kinds), LOOKED)
        yield from found.quotes


def _names(words: str, years: Sequence[int], kinds: Sequence[str]) -> bool:
    """Whether words name all these years and one of the kinds, if there are any."""
    said = {*_kinds(words)} if kinds else set()
    of_kind = not kinds or bool(said & {*kinds}) or any(kind in words.lower() for kind in kinds)
    return years_in(words).issuperset(years) and of_kind


def _kinds(text: str) -> Iterator[str]:
    """The kinds of inspection that a text names, by their names in it and by what these mean."""
    for one in series_said_in(text):
        if one.slot in ("named", "only"):
            yield text[one.start : one.end].lower()
    for one in said_in(text):
        if one.slot == "kind" and one.meaning not in SERVICES:
            yield one.meaning
