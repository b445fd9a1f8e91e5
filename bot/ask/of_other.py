"""Questions about the whole matter of a series of inspections of which none is held: that is said first.

What another inspection says of that matter is quoted behind it, named as what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.ask import answers
from bot.ask.on_service import in_order, on_matter
from bot.ask.rank import is_boilerplate
from bot.phrases import listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.types import Answer, Quote
from corpus.types import Report
from corpus.vocabulary.offices import lists_addressees
from corpus.vocabulary.series import Series
from index.search import Index

NONE_HELD: Final = "No report on {bodies} of the kind {called} is held"
SAID: Final = "What another inspection says of {matter} follows."
NOTHING: Final = "No sentence there was found on {leaning}{matter} by that name."


def of_other(index: Index, holdings: Holdings, question: Question, scope: Scope, asked: Series, count: int) -> Answer:
    """That no inspection of a series is held, then what others say of its matter; a grade they cannot give."""
    reports = sorted(holdings.among(scope), key=lambda report: report.date, reverse=True)
    told = NONE_HELD.format(bodies=listed(scope.through_areas or scope.bodies), called=asked.called)
    quotes = [] if question.names_grade else _said(index, reports, asked, question, count)
    if quotes:
        said = SAID.format(matter=asked.matter or asked.called)
        found = messages.found(quotes, scope, (), "in the order of the reports")
        return answers.answered(question, scope, f"{told}. {said} {found}", quotes)
    told += f"; held: {listed(map(_named, reports))}."
    if not question.names_grade:
        leaning = {"weakness": "weaknesses of ", "strength": "strengths of "}.get(question.wants, "")
        told += f" {NOTHING.format(leaning=leaning, matter=asked.matter or asked.called)}"
    return answers.silent(question, scope, "not_held", told)


def _said(index: Index, reports: Sequence[Report], asked: Series, question: Question, count: int) -> list[Quote]:
    """What the newest report on each body that speaks of the matter says of it."""
    found: dict[str, list[Quote]] = {}
    for report in reports:
        if asked.told_by and not found.get(report.body):
            every = index.store.passages_of(report.id)
            passages = [one for one in every if not (is_boilerplate(one) or lists_addressees(one.text))]
            found[report.body] = in_order(on_matter(index, passages, asked.told_by, count, question.wants))
    each = -(-count // max(1, sum(map(bool, found.values()))))
    return [quote for quotes in found.values() for quote in quotes[:each]][:count]


def _named(report: Report) -> str:
    """A report by its title, with its kind where the title does not tell it."""
    told = report.kind.lower() in title(report).lower()
    return f"{title(report)} ({'' if told else f'{report.kind}, '}{dated(report)})"
