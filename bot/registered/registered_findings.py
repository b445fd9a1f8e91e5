"""What is answered from the register of findings: areas for improvement, causes of concern, weak and strong points."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot import answers
from bot.phrases import listed
from bot.question.leaning import leaning
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.quoting.place import dated, title
from bot.registered.findings import by_deadline, by_finding, by_finding_topic, of_one_body
from bot.registered.findings.asked_in_text import ASKED, GRAVE, asked_in_text, tells_part
from bot.registered.findings.by_finding_kind import OnTopic, themed
from bot.registered.findings.general_points import points
from bot.registered.findings.none_listed import none_told
from bot.registered.grades.by_comparison import asks_table
from bot.registers.closings import CLOSED, kinds_in
from bot.registers.grade_area import NAMED
from bot.registers.whole import lists_all
from bot.remarks import yes_no
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.search.figures import GRADED_ROW
from bot.search.threshold import SURE
from bot.types import Answer, Asked, Entry, Quote
from corpus.registers.findings import KINDS
from corpus.types import Report
from corpus.vocabulary.plain_words import as_written
from index.search import Index

NO_THEME: Final = "The headings that they stand under name no theme."
_THEME: Final = re.compile(r"\bthemes?\b", re.I)
ELSEWHERE: Final = "What they say of it elsewhere, without calling it such, follows."

Search = Callable[[Asked, Question, Scope], Answer]  # what is said on a topic, where a register is not all


class RegisteredFindings:
    """Each method answers one kind of question for findings; None for another question."""

    def __init__(self, index: Index, holdings: Holdings, search: Search) -> None:
        self._index, self._holdings, self._search = index, holdings, search

    def due(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """What a body was to do by a time that a question names."""
        deadline = by_deadline.deadline_of(question)
        if not deadline or not scope.bodies or scope.through_areas:
            return None
        parts = self._holdings.apart(scope)
        found = [one for part in parts if (one := by_deadline.set_for(self._index, self._newest(part), deadline))]
        told = " ".join(message for message, _ in found) + messages.provisos(scope)
        entries = [entry for _, each in found for entry in each]
        quotes = [self._with_newer(entry.quote) for entry in entries if entry.quote][: asked.count]
        return answers.answered(question, scope, told, quotes, entries) if found else None

    def found(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The areas for improvement, causes of concern and the like of bodies, where these are asked for."""
        kinds = by_finding.kinds_named(question)
        if not kinds and "topic" in question.taken_over:  # *and the Met?* after causes of concern
            kinds = by_finding.kinds_named(replace(question, text=" ".join(sorted(question.findings))))
        among = self._holdings.among(scope)
        if not kinds and by_finding.told_to(question) and self._tell_part_of_it(among):
            kinds = KINDS
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
        shown = {quote.spans for quote in quotes}
        more = sum(entry.quote.spans not in shown for entry in entries if entry.quote)
        told, entries = _with_themes(question, " ".join(one.message for one in found), entries)
        told += messages.provisos(scope)
        if len(found) == 1 and found[0].decides is not None and yes_no.asks_for_any(question.text):
            told = yes_no.said(found[0].decides, told)
        if more > 0:
            told += f" {more} more {'is' if more == 1 else 'are'} not quoted here: the command findings lists all."
        if not quotes and (weak := self.pointed_out(asked, question, scope)):
            return replace(weak, message=f"{told} {weak.message}")
        if quotes:
            told = f"{told} {messages.found(quotes, scope, (), 'in the order of the reports')}"
        return answers.answered(question, scope, told, quotes, entries) if found else None

    def _tell_part_of_it(self, reports: Sequence[Report]) -> bool:
        """Whether reports are all such as tell only a part of what was asked for, and the current ones tell some."""
        current = [report for report in reports if self._holdings.after(report) is None]
        told = (asked_in_text(self._index, report, KINDS, anywhere=True) for report in current)
        listed_so = any(self._index.store.findings(report.id) for report in current)
        return all(map(tells_part, reports)) and (listed_so or any(map(any, told)))

    def on_topic(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The findings of a kind on a topic: of the bodies named, then what else is said; else of all bodies."""
        kinds, topic = by_finding_topic.kinds_and_topic(question)
        if not kinds or question.seeks == "definition" or scope.through_areas or (scope.bodies and not topic):
            return None
        among = self._holdings.among(scope)
        earlier = question.turn in ("previous", "first") and question.insists
        reports = [
            one for one in among if (earlier or self._holdings.after(one) is None) and self._is_of(one, question)
        ]
        if 0 < len(scope.bodies) <= by_finding_topic.FEW:
            of_them = by_finding_topic.of_bodies(self._index, reports, kinds, topic)
            if not of_them and reports and of_one_body.narrows(question, scope):
                sought = kinds, topic, reports
                return of_one_body.told(self._index, self._search, asked, question, scope, sought)
            if not of_them and reports and all(map(tells_part, reports)):
                return self._not_listed(asked, question, scope, (kinds, topic, reports))
            return self._found_of_bodies(asked, question, scope, of_them) if of_them else None
        denied, before = by_finding_topic.denies(question), self._before(among, reports, kinds)
        found = by_finding_topic.of_all(self._index, reports, kinds, topic, denied=denied, earlier=before)
        if not found:
            return None
        if not found.quotes and not denied and not {*kinds} <= GRAVE:
            return self._elsewhere(asked, question, scope, found.message, topic)
        told, entries = _with_themes(question, found.message + messages.provisos(scope), found.entries)
        quotes = [*map(self._with_newer, found.quotes)]
        return answers.answered(question, scope, told, quotes[: asked.count], entries)

    def _not_listed(self, asked: Asked, question: Question, scope: Scope, sought: of_one_body.Sought) -> Answer:
        """What is said on a topic by sources on a body that do not list all findings, and have none on it."""
        kinds, topic, reports = sought
        found = self._search(asked, question, scope)
        closed = [one for one in found.quotes if kinds_in(one.text) & {*kinds} and CLOSED.search(one.text)]
        if closed:
            quotes = tuple(answers.each_once([*closed, *found.quotes]))
            return replace(found, message=f"{by_finding.ON_CLOSING} {found.message}", quotes=quotes)
        told = none_told(self._index, reports, kinds, topic, listed(f"{title(one)} ({dated(one)})" for one in reports))
        return replace(found, message=f"{told} {found.message}")

    def _before(self, among: Sequence[Report], newest: Sequence[Report], kinds: Sequence[str]) -> list[Report]:
        """The earlier digests and letters on bodies of which the newest reports are not known to list all."""
        known = {one.id for one in newest}
        unknown = {one.body for one in newest if not self._lists(one, kinds)}
        return [one for one in among if one.id not in known and one.body in unknown and tells_part(one)]

    def _lists(self, report: Report, kinds: Sequence[str]) -> bool:
        found = len(self._index.store.findings(report.id))
        return all(lists_all(report, kind, found) for kind in kinds)

    def _elsewhere(self, asked: Asked, question: Question, scope: Scope, none: str, topic: str) -> Answer:
        """That no finding is on a topic, with what reports clearly say of it elsewhere, if they do."""
        other = self._search(asked, replace(question, seeks="passage", topic=topic, wide=False), scope)
        sought = self._index.topic(as_written(topic))
        quotes = [
            quote
            for number, quote in enumerate(other.quotes)
            if self._index.covered(sought, _words(quote)) >= NAMED or (number == 0 and other.evidence >= SURE)
        ]
        quotes = [quote for quote in quotes if not GRADED_ROW.search(quote.text)]
        told = f"{none} {ELSEWHERE} {messages.found(quotes, scope)}" if quotes else none
        return replace(answers.answered(question, scope, told, quotes), evidence=other.evidence)

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

    def _found_of_bodies(self, asked: Asked, question: Question, scope: Scope, found: OnTopic) -> Answer:
        """The findings on a topic of the bodies named, then what else is said on it."""
        told = found.message
        is_one = any(entry.what != ASKED for entry in found.entries)
        if is_one and yes_no.asks_for_any(question.text) and len(scope.bodies) == 1:
            told = yes_no.said(True, told)
        searched = self._search(asked, replace(question, seeks="passage"), scope).quotes
        weak = [one for one in searched if leaning(one.text) == "weakness"]
        rest = [one for one in weak if not any(overlap(one, other) for other in found.quotes)]
        quotes = [*found.quotes, *rest][: asked.count]
        message = f"{told} {messages.found(quotes, scope, (), 'the findings first')}"
        return answers.answered(question, scope, message, quotes, found.entries)

    def _is_of(self, report: Report, question: Question) -> bool:
        """Whether a report is on a body of the kind that a question names, if it names one."""
        return not question.services or self._holdings.kind_of(report.body) in question.services

    def _with_newer(self, quote: Quote) -> Quote:
        """A quote with the newest full report that follows its own, if any does."""
        return replace(quote, newer=quote.newer or self._holdings.after(quote.report))

    def _newest(self, scope: Scope) -> list[Report]:
        return sorted(self._holdings.among(scope), key=lambda report: report.date, reverse=True)


def _with_themes(question: Question, told: str, entries: Sequence[Entry]) -> tuple[str, list[Entry]]:
    """A list with the theme of each finding, where a table is asked for; the message says where none is named."""
    if not asks_table(question.text):
        return told, [*entries]
    named = themed(entries)
    none = bool(_THEME.search(question.text)) and named == [*entries]
    return f"{told} {NO_THEME}" if none else told, named


def _words(quote: Quote) -> str:
    """A quote with the heading and the sentence that introduce it."""
    return " ".join((*quote.heading[-1:], quote.lead_in or "", quote.text))
