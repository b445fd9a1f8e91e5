"""What is answered from the register of findings: areas for improvement, causes of concern, weak and strong points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.ask import answers, by_finding, by_finding_topic, of_one_body, yes_no
from bot.ask.general_points import points
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.types import Answer, Asked
from corpus.types import Report
from index.search import Index

Search = Callable[[Asked, Question, Scope], Answer]  # what is said on a topic, where a register is not all


class RegisteredFindings:
    """Each method answers one kind of question for findings; None for another question."""

    def __init__(self, index: Index, holdings: Holdings, search: Search) -> None:
        self._index, self._holdings, self._search = index, holdings, search

    def found(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The areas for improvement, causes of concern and the like of bodies, where these are asked for."""
        kinds = by_finding.kinds_named(question)
        if not kinds and "topic" in question.taken_over:  # *and the Met?* after causes of concern
            kinds = by_finding.kinds_named(replace(question, text=" ".join(sorted(question.findings))))
        if not kinds or not scope.bodies or scope.through_areas:
            return None
        found = [
            one
            for part in self._holdings.apart(scope)
            if (one := by_finding.named_findings(self._index, self._newest(part), kinds, question))
        ]
        each = -(-asked.count // max(1, len(found)))
        quotes = [quote for one in found for quote in one.quotes[:each]][: asked.count]
        entries = [entry for one in found for entry in one.entries]
        more = sum(len(one.quotes) for one in found if one.entries) - len(quotes)
        told = " ".join(one.message for one in found) + messages.provisos(scope)
        if len(found) == 1 and found[0].decides is not None and yes_no.asks_for_any(question.text):
            told = yes_no.said(found[0].decides, told)
        if more > 0:
            told += f" {more} more {'is' if more == 1 else 'are'} not quoted here: the command findings lists all."
        if not quotes and (weak := self.pointed_out(asked, question, scope)):
            return replace(weak, message=f"{told} {weak.message}")
        if quotes:
            told = f"{told} {messages.found(quotes, scope, (), 'in the order of the reports')}"
        return answers.answered(question, scope, told, quotes, entries) if found else None

    def on_topic(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The findings of a kind on a topic: of the bodies named, then what else is said; else of all bodies."""
        kinds, topic = by_finding_topic.kinds_and_topic(question)
        if not kinds or scope.through_areas or (scope.bodies and not topic):
            return None
        among = self._holdings.among(scope)
        earlier = question.turn in ("previous", "first") and question.insists
        reports = [
            one for one in among if (earlier or self._holdings.after(one) is None) and self._is_of(one, question)
        ]
        if scope.bodies:
            of_them = by_finding_topic.of_bodies(self._index, reports, kinds, topic)
            if not of_them and reports and of_one_body.narrows(question, scope):
                sought = kinds, topic, reports
                return of_one_body.told(self._index, self._search, asked, question, scope, sought)
            return self._found_of_bodies(asked, question, scope, of_them) if of_them else None
        denied = by_finding_topic.denies(question)
        found = by_finding_topic.of_all(self._index, reports, kinds, topic, denied=denied)
        if not found:
            return None
        if not found.quotes and not denied and not {*kinds} <= by_finding_topic.GRAVE:
            other = self._search(asked, replace(question, seeks="passage", wide=False), scope)
            return replace(other, message=f"{found.message} {other.message}")
        return answers.answered(question, scope, found.message, found.quotes[: asked.count], found.entries)

    def pointed_out(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """What the newest report on each body lists or grades as weak or strong, where that is asked in general."""
        if not scope.bodies or scope.alone or scope.through_areas:
            return None
        parts = self._holdings.apart(scope)
        each = -(-asked.count // len(parts))
        found = {part.bodies: points(self._index, self._newest(part), question, each) for part in parts}
        given = [one for one in found.values() if one]
        quotes = tuple(quote for one in given for quote in one.quotes)[: asked.count]
        if not quotes:
            return None
        silent = answers.held([name for bodies, one in found.items() if not one for name in bodies], scope)
        more = f" {given[0].message}" if len(given) == 1 else ""
        message = messages.found(quotes, scope, silent, "in the order of the reports") + more
        return answers.answered(question, scope, message, quotes)

    def _found_of_bodies(
        self, asked: Asked, question: Question, scope: Scope, found: by_finding_topic.OnTopic
    ) -> Answer:
        """The findings on a topic of the bodies named, then what else is said on it."""
        told = found.message
        if yes_no.asks_for_any(question.text) and len(scope.bodies) == 1:
            told = yes_no.said(True, told)
        searched = self._search(asked, replace(question, seeks="passage"), scope).quotes
        rest = [one for one in searched if not any(overlap(one, other) for other in found.quotes)]
        quotes = [*found.quotes, *rest][: asked.count]
        message = f"{told} {messages.found(quotes, scope, (), 'the findings first')}"
        return answers.answered(question, scope, message, quotes, found.entries)

    def _is_of(self, report: Report, question: Question) -> bool:
        """Whether a report is on a body of the kind that a question names, if it names one."""
        return not question.services or self._holdings.kind_of(report.body) in question.services

    def _newest(self, scope: Scope) -> list[Report]:
        return sorted(self._holdings.among(scope), key=lambda report: report.date, reverse=True)
