"""What is answered from registers: grades, findings, phases, offices, dates, comparisons, ranks and overviews."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from bot import answers
from bot.question.question import Question
from bot.registered.facts import by_date, by_discrepancy, by_front, by_mention, by_person
from bot.registered.grades import by_scale
from bot.registered.registered_findings import RegisteredFindings, Search
from bot.registered.registered_grades import RegisteredGrades
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.types import Answer, Asked
from corpus.describe.gazetteer import Gazetteer
from index.search import Index


class Registered:
    """Each method answers one kind of question from what is known of the reports; None for another question."""

    def __init__(self, index: Index, names: Gazetteer, holdings: Holdings, search: Search) -> None:
        self._index, self._holdings = index, holdings
        self._grades = RegisteredGrades(index, names, holdings, search)
        self._findings = RegisteredFindings(index, holdings, search)
        self.pointed_out = self._findings.pointed_out
        self.overview, self.graded = self._grades.overview, self._grades.graded

    def answer(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The answer of the first register that a question is for."""
        everything = (
            self.on_words,
            self.of_itself,
            self.in_office,
            self._grades.in_phase,
            self._grades.compared,
            self._grades.twice_graded,
            self._grades.changed,
            self._grades.ranked,
            self.dated,
            self._grades.reasons,
            self._findings.due,
            self._findings.found,
            self._findings.on_topic,
            self.mentioned,
            self.graded,
            self.overview,
        )
        routes = (self.of_itself, self.dated, self.graded) if scope.alone else everything
        return next((answer for route in routes if (answer := route(asked, question, scope))), None)

    def of_itself(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The theme of a joint inspection, its lead inspector, who took part; all inspections with a theme."""
        kind = by_front.asked(question)
        if not kind or scope.through_areas:
            return None
        if scope.bodies and not (kind == "theme" and len(scope.bodies) > 1 and by_front.lists(question)):
            found = by_front.of_bodies(self._index, self._holdings.among(scope), question, kind)
        else:
            found = by_front.with_theme(self._index, self._holdings, question, scope) if kind == "theme" else None
        if not found:
            return None
        message, entries, quotes = found
        return answers.answered(question, scope, message + messages.provisos(scope), quotes[: asked.count], entries)

    def on_words(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """What a grade means by its scale, or why two sources give two numbers."""
        reports = self._holdings.among(scope)
        on_scale = by_scale.answer(self._index, reports, asked.count, question, scope)
        return on_scale or by_discrepancy.answer(self._index, reports, asked.count, question, scope)

    def in_office(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """Who held an office, by the reports."""
        office = by_person.office_asked(question)
        if not office or not scope.bodies:
            return None
        message, entries = by_person.holders(self._index, self._holdings.among(scope), office, question.text)
        quotes = [entry.quote for entry in entries if entry.quote][: asked.count]
        return answers.answered(question, scope, message, quotes, entries)

    def dated(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """When the reports on a body were published and it was inspected, where a question asks just that."""
        sought = by_date.asked(question)
        if not (sought and scope.bodies and scope.reports):
            return None
        among, topic = self._holdings.among(scope), by_date.topic_of(question)
        among = [one for one in among if not topic or by_front.is_about(self._index, topic, one)]
        message, reports = by_date.dates(among, newest=question.turn == "latest")
        if not reports:
            return None
        if by_date.asks_outcome(question):
            if both := self._grades.graded(asked, replace(question, seeks="grade", topic=""), scope):
                return both
            message += f" {messages.no_grades(scope, self._holdings) or by_date.NO_GRADE}"
        message += messages.provisos(scope)
        quotes = tuple(islice(by_date.quoted(self._index, reports, sought), asked.count))
        if not quotes:
            return answers.silent(question, scope, "not_found", f"{message} The text itself gives no date.")
        return answers.answered(question, scope, message, quotes)

    def mentioned(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """All reports that mention something, by its words."""
        what = by_mention.asked(question)
        if not what or scope.bodies:
            return None
        found = by_mention.mentioned(self._index, self._holdings.among(scope), what)
        if not found:
            return None
        message, entries, quotes = found
        return answers.answered(question, scope, message, quotes[: asked.count], entries)
