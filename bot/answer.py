"""A question to an answer: quotes of the right reports, or plainly none."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.cite import dated
from bot.newest import newest_first
from bot.quote import quote
from bot.scope import Holdings, Scope
from bot.types import Answer, Quote, Status, Understood
from bot.understand import Question, understand
from corpus.dates import in_words
from corpus.gazetteer import Gazetteer
from corpus.types import Report
from index.search import Index
from index.types import Hit

QUOTES = 5
# Chosen on 110 questions that the reports answer and 96 that they do not: below both, hardly any
# question was answered, so silence costs nothing.
LIKENESS = 0.38  # cosine of the question with the best passage or sentence
COVERAGE = 0.9  # share of the question's information whose words the best passage holds
SAME = 0.9  # share of words at which two passages of one report count as one


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was set beside it."""

    text: str
    body: str | None = None
    since: int | None = None
    until: int | None = None
    count: int = QUOTES
    previous: str | None = None


class Answerer:
    """Answers questions from one generation of the index."""

    def __init__(self, index: Index, names: Gazetteer) -> None:
        self._index = index
        self._names = names
        self.holdings = Holdings(index.reports.values(), names)

    def answer(self, asked: Asked) -> Answer:
        """Answer a question; the same question on the same index gives the same answer."""
        started = time.perf_counter()
        answer = self._answer(asked)
        return replace(answer, elapsed_ms=round(1000 * (time.perf_counter() - started), 1))

    def _answer(self, asked: Asked) -> Answer:
        before = understand(asked.previous, self._names) if asked.previous else None
        question = understand(asked.text, self._names, before)
        scope = self._scope(asked, question)
        if scope is None:
            message = f"\u201c{asked.body}\u201d is not a force, service or area known here."
            return _without_quotes(question, Scope(), "not_held", message)
        if scope.choices:
            listed = " or ".join(scope.choices)
            return replace(
                _without_quotes(question, scope, "ambiguous", f"Which do you mean: {listed}?"), choices=scope.choices
            )
        if scope.reports is not None and not scope.reports:
            return _without_quotes(question, scope, "not_held", self._not_held(scope))
        return self._searched(asked, question, scope)

    def _scope(self, asked: Asked, question: Question) -> Scope | None:
        scope = self.holdings.named(asked.body) if asked.body else self.holdings.scope(question)
        return scope and self.holdings.between(scope, asked.since, asked.until)

    def _searched(self, asked: Asked, question: Question, scope: Scope) -> Answer:
        topic = self._index.topic(question.topic or question.text)
        hits = self._index.search(topic, scope.reports)
        if not answers(hits):
            return _without_quotes(question, scope, "not_found", self._not_found(scope))
        kept = list(islice(_distinct(newest_first(hits, self._index.reports)), asked.count))
        quotes = tuple(quote(self._index, hit, newer) for hit, newer in kept)
        return Answer(question.text, "answered", self._found(quotes, scope), _understood(question, scope), (), quotes)

    def _found(self, quotes: Sequence[Quote], scope: Scope) -> str:
        reports = list({quote.report.id: quote.report for quote in quotes}.values())
        digests = " (digests, not the inspectorates' own words)" if all(r.digest for r in reports) else ""
        if len(reports) == 1:
            text = f"From {reports[0].title}, {dated(reports[0])}{digests}."
        else:
            text = f"From {len(reports)} reports{_about(scope)}{digests}, best evidence first."
        through = ", ".join(dict.fromkeys(scope.through_areas))
        return f"{text} No report on {_and(scope.bodies)} itself is held: these are on {through}." if through else text

    def _not_held(self, scope: Scope) -> str:
        if scope.missing_years:
            years = _and([str(year) for year in scope.missing_years])
            held = [self._index.reports[i] for body in scope.bodies for i in self.holdings.on(body)]
            dates = _and(sorted({dated(report) for report in held}, key=lambda date: date[-4:]))
            return f"No report{_about(scope)} of {years} is held{f'; held are those of {dates}' if dates else ''}."
        near = self._near(scope)
        return f"No report on {_and([b.name for b in scope.wanting] or scope.bodies)} is held{near}."

    def _near(self, scope: Scope) -> str:
        """Reports that treat part of the same ground, for a body that none is held on."""
        near: list[str] = []
        for body in scope.wanting:
            others = [*self._names.over(body), *(b for b in self._names.bodies if b.name in body.areas)]
            near += [other.name for other in others if self.holdings.on(other.name)]
        return f"; reports are held on {_and(near[:6])}" if near else ""

    def _not_found(self, scope: Scope) -> str:
        reports = [r for i, r in self._index.reports.items() if scope.reports is None or i in scope.reports]
        counted = f"{len(reports)} {_plural('report', reports)}"
        return f"The reports held do not say: {counted}{_about(scope)} searched{_period(reports)}."


def answers(hits: Sequence[Hit]) -> bool:
    """Whether the evidence is strong enough to be quoted: alike in meaning, or in its words."""
    near = hits[:QUOTES]
    likeness = max((hit.likeness for hit in near), default=0.0)
    coverage = max((hit.coverage for hit in near), default=0.0)
    return likeness >= LIKENESS or (coverage >= COVERAGE and likeness >= LIKENESS / 2)


def _distinct(hits: Iterable[tuple[Hit, Report | None]]) -> Iterator[tuple[Hit, Report | None]]:
    """Hits without those that repeat an earlier one of the same report nearly word for word."""
    kept: list[Hit] = []
    for hit, newer in hits:
        if not any(_alike(hit, other) for other in kept):
            kept.append(hit)
            yield hit, newer


def _alike(one: Hit, other: Hit) -> bool:
    if one.stored.report_id != other.stored.report_id:
        return False
    ours, theirs = (set(hit.stored.text.lower().split()) for hit in (one, other))
    return len(ours & theirs) >= SAME * max(len(ours), len(theirs))


def _without_quotes(question: Question, scope: Scope, status: Status, message: str) -> Answer:
    return Answer(question.text, status, message, _understood(question, scope))


def _understood(question: Question, scope: Scope) -> Understood:
    return Understood(scope.bodies, question.years, question.topic)


def _about(scope: Scope) -> str:
    return f" on {_and(scope.bodies)}" if scope.bodies else ""


def _period(reports: Sequence[Report]) -> str:
    dates = sorted(report.date for report in reports if report.date)
    if not dates:
        return ""
    first, last = in_words(dates[0]), in_words(dates[-1])
    return f", dated {first}" if first == last else f", dated {first} to {last}"


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _plural(noun: str, things: Sequence[object]) -> str:
    return noun if len(things) == 1 else f"{noun}s"
