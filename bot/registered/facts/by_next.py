"""Questions when inspectors come next: answered by the reports' own sentences on it, or told not to be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot import answers
from bot.question.question import Question
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.search.sentences import cut
from bot.types import Answer, Quote
from corpus.types import Report
from corpus.vocabulary.next_inspection import asks_next, tells_next
from index.search import Index

SAID: Final = "That is what was planned at the time of the report; what changed since is not in it."
NOT_SAID: Final = "When inspectors come next is not said in what is held."


def asked(question: Question, scope: Scope | None) -> bool:
    """Whether a question asks when inspectors come next to bodies that it names."""
    return scope is not None and bool(scope.bodies) and asks_next(question.text)


def told(index: Index, holdings: Holdings, question: Question, scope: Scope, count: int) -> Answer:
    """The sentences on the next inspection of the newest report of each kind on the bodies; or that none says it."""
    reports = sorted(holdings.among(scope), key=lambda report: report.date, reverse=True)
    current = [report for report in reports if holdings.after(report) is None]
    quotes = [quote for report in current for quote in _said(index, report)][:count]
    if not quotes:
        return answers.silent(question, scope, "not_found", f"{NOT_SAID} {messages.not_found(scope, holdings)}")
    message = f"{SAID} {messages.found(quotes, scope, (), 'the newest report first')}"
    return answers.answered(question, scope, message, quotes)


def _said(index: Index, report: Report) -> Iterator[Quote]:
    for stored in index.store.passages_of(report.id):
        for number, sentence in enumerate(stored.sentences):
            if tells_next(sentence):
                yield cut(index, stored, number, number)
