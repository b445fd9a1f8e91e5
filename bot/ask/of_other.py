"""Questions about the whole matter of a series of inspections of which none is held: that is said first.

What another inspection says of that matter is quoted behind it, named as what it is. A joint inspection is one of
several services: what it says of the one asked about is quoted, told to be of such an inspection.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot import answers
from bot.phrases import listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.search.on_service import in_order, on_matter, told_of
from bot.search.rank import is_boilerplate
from bot.types import Answer, Quote
from corpus.types import Report
from corpus.vocabulary.offices import lists_addressees
from corpus.vocabulary.series import Series
from index.search import Index

NONE_HELD: Final = "No report on {bodies} of the kind {called} is held"
SAID: Final = "What another inspection says of {matter} follows."
ON_MATTER: Final = "What it says of {matter}, in its order."
LEANING: Final = {"weakness": "weaknesses of ", "strength": "strengths of "}
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
        told += f" {NOTHING.format(leaning=LEANING.get(question.wants, ''), matter=asked.matter or asked.called)}"
    return answers.silent(question, scope, "not_held", told)


def of_joint(
    index: Index, holdings: Holdings, question: Question, scope: Scope, asked: Series, count: int
) -> Answer | None:
    """What inspections say of a matter that is one of several; None where a figure or the like is sought."""
    if question.names_grade or question.seeks not in ("passage", "grade", "findings"):
        return None
    reports = sorted(holdings.among(scope), key=lambda report: report.date, reverse=True)
    quotes = _said(index, reports, asked, question, count)
    told = _told_of(quotes[0].report if quotes else reports[0], asked, quotes, question)
    if not quotes:
        return answers.silent(question, scope, "not_found", told)
    found = messages.found(quotes, scope, (), "in the order of the reports")
    return answers.answered(question, scope, f"{found} {told}", quotes)


def _told_of(report: Report, asked: Series, quotes: Sequence[Quote], question: Question) -> str:
    """That what is quoted is on the matter, or that nothing was found on it."""
    if asked.on:
        return told_of(report, asked.on, quotes, question.wants)
    if quotes:
        return ON_MATTER.format(matter=asked.matter)
    return f"{_named(report)}: {NOTHING.format(leaning=LEANING.get(question.wants, ''), matter=asked.matter)}"


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
