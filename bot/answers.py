"""Answers in the making: with quotes and a list, or with none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.scope.holdings import Scope
from bot.types import Answer, Entry, Quote, Status, Understood
from corpus.types import Report
from index.store import Store


def answered(
    question: Question, scope: Scope, message: str, quotes: Sequence[Quote], entries: Sequence[Entry] = ()
) -> Answer:
    """An answer from what is known of the reports, with the whole list behind it; without quotes it is none."""
    if not quotes:
        return silent(question, scope, "not_found", message)
    given, once = understood(question, scope), tuple(each_once(quotes))
    return Answer(question.text, "answered", message, given, (), once, evidence=1.0, entries=tuple(entries))


def each_once(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes without those whose words stand in another of them, which takes the place of the first of both."""
    kept: list[Quote] = []
    for quote in quotes:
        at = next((n for n, other in enumerate(kept) if _holds(other, quote) or _holds(quote, other)), None)
        if at is None:
            kept.append(quote)
        elif not _holds(kept[at], quote):
            kept[at] = quote
    return kept


def _holds(one: Quote, other: Quote) -> bool:
    """Whether the words of one quote hold those of another, at the same place."""
    return other.text in one.text and overlap(one, other)


def silent(question: Question, scope: Scope, status: Status, message: str) -> Answer:
    """An answer that quotes nothing, and says why."""
    return Answer(question.text, status, message, understood(question, scope))


def with_later(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes of which each names a later report on its body where the same answer quotes one."""
    newest: dict[str, Report] = {}
    for quote in quotes:
        held = newest.setdefault(quote.report.body, quote.report)
        newest[quote.report.body] = max(held, quote.report, key=lambda report: report.date)
    return [
        replace(quote, newer=newest[quote.report.body])
        if quote.report.body and not quote.newer and newest[quote.report.body].date > quote.report.date > ""
        else quote
        for quote in quotes
    ]


def in_passage(store: Store, quote: Quote) -> Quote:
    """A quote with the passage that it stands in, where it has none yet: a row of a table with the rows around it."""
    if quote.passage != quote.text or not quote.spans:
        return quote
    first = quote.spans[0]
    for stored in store.passages_of(quote.report.id):
        spans = (span for sentence in stored.passage.sentences for span in sentence.spans)
        if any(span.page == first.page and span.start <= first.start < span.end for span in spans):
            return replace(quote, passage=stored.text)
    return quote


def held(names: Sequence[str], scope: Scope) -> list[str]:
    """Bodies without those on which no report is held."""
    return [name for name in names if name not in {body.name for body in scope.wanting}]


def understood(question: Question, scope: Scope) -> Understood:
    """What a question was taken to ask."""
    return Understood(
        scope.bodies,
        question.years,
        question.topic,
        tuple(sorted(question.kinds)),
        tuple(sorted(question.inspectorates)),
        question.turn,
        question.seeks,
        bool(question.taken_over),
        question.role,
    )
