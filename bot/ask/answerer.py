"""A question to an answer: quotes of the right reports, or plainly none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from bot.ask import by_date
from bot.ask.by_grade import judged
from bot.ask.general_points import points
from bot.ask.rank import is_contrary
from bot.ask.retriever import Retriever
from bot.ask.threshold import THRESHOLD
from bot.question.intent import Intent
from bot.question.parse import conversation
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.types import Answer, Asked, Status, Understood
from corpus.describe.gazetteer import Gazetteer
from corpus.types import Report
from corpus.vocabulary.plain_words import as_written
from index.search import Index

# What is looked for of a body that is asked about in general.
OVERVIEWS = {
    "": "Overall summary: main findings and graded judgments",
    "weakness": "Areas for improvement: what is not good enough and needs to improve",
    "strength": "Strengths: what works well and is effective",
}


class Answerer:
    """Answers questions from one generation of the index.

    ``threshold`` is the strength of evidence below which nothing is quoted, from 0 to 1.
    """

    def __init__(self, index: Index, names: Gazetteer, threshold: float = THRESHOLD) -> None:
        self._index = index
        self._names = names
        self._intent = Intent(index.encoder)
        self.holdings = Holdings(index.reports.values(), names)
        self._retriever = Retriever(index, names, self.holdings, threshold)

    def answer(self, asked: Asked, report: str | None = None) -> Answer:
        """Answer a question, of the one ``report`` with this id where it is given.

        The same question on the same index gives the same answer.
        """
        started = time.perf_counter()
        question = conversation((*asked.previous, asked.text), self._names, self._intent)
        answer = self._answer(asked, question, report)
        if others := self._not_meant(asked, answer.understood.bodies):
            answer = replace(answer, message=f"{answer.message} {messages.beside(others, answer.understood.bodies)}")
        if (pending := self._index.manifest.pending) and answer.status in ("answered", "not_found"):
            answer = replace(answer, message=f"{answer.message} {messages.pending(pending)}", pending=pending)
        return replace(answer, elapsed_ms=round(1000 * (time.perf_counter() - started), 1))

    def _not_meant(self, asked: Asked, bodies: Sequence[str]) -> list[str]:
        """What a question calls bodies that have nothing to do with the one set beside it."""
        if not (asked.body and bodies):
            return []
        own = {name for body in bodies if (known := self._names.get(body)) for name in (body, *known.areas)} | {*bodies}
        return [
            asked.text[mention.start : mention.end]
            for mention in self._names.find(asked.text)
            if not any(own & {body.name, *body.areas} for body in mention.bodies)
        ]

    def _answer(self, asked: Asked, question: Question, report: str | None) -> Answer:
        scope = self._of_one(report) if report else self._scope(asked, question)
        refusal = self._refusal(asked, question, scope)
        if refusal:
            return refusal
        scope = scope or Scope()
        known = self._dated(asked, question, scope) or self._graded(asked, question, scope)
        if not known and question.seeks_grade and not question.names_grade:
            question = replace(question, seeks="passage")
        known = known or self._pointed_out(asked, question, scope)
        return known or self._searched(asked, question, scope)

    def _scope(self, asked: Asked, question: Question) -> Scope | None:
        scope = self.holdings.named(asked.body) if asked.body else self.holdings.scope(question)
        return scope and self.holdings.between(scope, asked.since, asked.until)

    def _of_one(self, report: str) -> Scope:
        return Scope(self._index.reports[report].bodies, frozenset({report}), alone=True)

    def _refusal(self, asked: Asked, question: Question, scope: Scope | None) -> Answer | None:
        """The answer where there is nothing to search: no such body, no such report, no such thing."""
        if question.unsupported:
            return _silent(question, Scope(), "unsupported", question.unsupported)
        if scope is None:
            return _silent(question, Scope(), "not_held", messages.unknown(asked.body or ""))
        if scope.choices:
            return replace(_silent(question, scope, "ambiguous", messages.which(scope.choices)), choices=scope.choices)
        if scope.reports is not None and not scope.reports and not self.holdings.beyond(scope):
            return _silent(question, scope, "not_held", messages.not_held(scope, self.holdings, self._names))
        if question.is_vague and not scope.bodies:
            message = "Which force, service or area do you mean, and which part of its work?"
            return replace(_silent(question, scope, "ambiguous", message), choices=self.holdings.bodies)
        if question.seeks_grade and question.names_grade and (message := messages.no_grades(scope, self.holdings)):
            return _silent(question, scope, "not_found", message)
        return None

    def _dated(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """When the reports on a body were published and it was inspected, where a question asks just that."""
        sought = by_date.asked(question)
        if not (sought and scope.bodies and scope.reports):
            return None
        message, reports = by_date.dates(self.holdings, scope)
        if not reports:
            return None
        message += messages.provisos(scope)
        quotes = tuple(islice(by_date.quoted(self._index, reports, sought), asked.count))
        if not quotes:
            return _silent(question, scope, "not_found", f"{message} No sentence of the text gives the date.")
        return Answer(question.text, "answered", message, _understood(question, scope), (), quotes, evidence=1.0)

    def _graded(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """Graded judgments, where a grade is sought and the register has it, with what else is said of that area."""
        found = judged(self._index, self.holdings, question, scope, asked.count)
        if not found:
            return None
        quotes = tuple(grade.quote for grade in found.grades)
        if not quotes:
            return _silent(question, scope, "not_found", found.message)
        if not found.whole:
            beside = self._searched(asked, replace(question, seeks="passage"), scope).quotes
            quotes += tuple(one for one in beside if not any(overlap(one, other) for other in quotes))
        quotes = quotes[: asked.count]
        order = "the judgments first" if scope.bodies else "by name" if question.grades else "by grade"
        given = {quote.report.id for quote in quotes}
        silent = [
            name for part in self.holdings.apart(scope) if not given & (part.reports or given) for name in part.bodies
        ]
        message = f"{messages.found(quotes, scope, _held(silent, scope), order)} {found.message}".strip()
        return Answer(question.text, "answered", message, _understood(question, scope), (), quotes, evidence=1.0)

    def _pointed_out(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """What the newest report on each body lists or grades as weak or strong, where that is asked in general."""
        if not scope.bodies or scope.alone or scope.through_areas:
            return None
        parts = self.holdings.apart(scope)
        each = -(-asked.count // len(parts))
        found = {part.bodies: points(self._index, self._newest(part), question, each) for part in parts}
        given = [one for one in found.values() if one]
        quotes = tuple(quote for one in given for quote in one.quotes)[: asked.count]
        if not quotes:
            return None
        silent = _held([name for bodies, one in found.items() if not one for name in bodies], scope)
        more = f" {given[0].message}" if len(given) == 1 else ""
        message = messages.found(quotes, scope, silent, "in the order of the reports") + more
        return Answer(question.text, "answered", message, _understood(question, scope), (), quotes, evidence=1.0)

    def _newest(self, scope: Scope) -> list[Report]:
        return sorted(self.holdings.among(scope), key=lambda report: report.date, reverse=True)

    def _searched(self, asked: Asked, question: Question, scope: Scope) -> Answer:
        overview = scope.bodies and (question.is_vague or question.is_general)
        sought = OVERVIEWS[question.wants] if overview else as_written(question.topic or question.text)
        topic = self._index.topic(sought)
        parts = self.holdings.apart(scope)
        each = -(-asked.count // len(parts))
        found = {part.bodies: self._retriever.quotes(topic, question, part, each) for part in parts}
        quotes = tuple(quote for part in parts for quote in found[part.bodies][0])[: asked.count]
        evidence = max(strong for _, strong in found.values())
        if not quotes:
            held = messages.not_found(scope, self.holdings) if scope.reports or not scope.bodies else ""
            status: Status = "not_found" if held else "not_held"
            message = held or messages.not_held(scope, self.holdings, self._names)
            return replace(_silent(question, scope, status, message), evidence=evidence)
        silent = [name for part in parts for name in part.bodies if len(parts) > 1 and not found[part.bodies][0]]
        message = messages.found(quotes, scope, _held(silent, scope))
        if all(is_contrary(question.wants, quote.heading) for quote in quotes):
            message += messages.contrary(question.wants)
        return Answer(question.text, "answered", message, _understood(question, scope), (), quotes, evidence=evidence)


def _held(names: Sequence[str], scope: Scope) -> list[str]:
    """Bodies without those on which no report is held."""
    return [name for name in names if name not in {body.name for body in scope.wanting}]


def _silent(question: Question, scope: Scope, status: Status, message: str) -> Answer:
    return Answer(question.text, status, message, _understood(question, scope))


def _understood(question: Question, scope: Scope) -> Understood:
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
