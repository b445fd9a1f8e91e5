"""A question to an answer: quotes of the right reports, or plainly none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot import answers
from bot.ask import by_cause, by_place, elsewhere, talk, two_parts
from bot.ask.named_report import not_held, of_that_name, said_first
from bot.ask.of_other import of_joint, of_other
from bot.ask.searcher import Searcher
from bot.question.intent import Intent
from bot.question.parse import UNSUPPORTED, conversation, understand
from bot.question.question import Question
from bot.question.turns import says_year_before
from bot.question.whole import series_asked
from bot.quoting.cut import overlap
from bot.registered.facts import by_next, by_person, by_report
from bot.registered.findings import by_finding_topic
from bot.registered.findings.by_finding import told_to
from bot.registered.findings.closed import with_closings
from bot.registered.grades import by_future, by_grade
from bot.registered.grades.by_comparison import asks_table
from bot.registered.grades.by_rank import superlative
from bot.registered.registered import Registered
from bot.registers.grade_area import names_area_alone
from bot.remarks import as_of_now, of_year, yes_no
from bot.remarks.as_held import as_held
from bot.scope import messages, no_such
from bot.scope.holdings import Holdings, Scope
from bot.search.threshold import THRESHOLD
from bot.types import Answer, Asked, Entry
from corpus.describe.gazetteer import Gazetteer
from corpus.vocabulary.asking import told_to_improve
from index.search import Index
from index.types import Reader

_PLACE: Final = frozenset(("police", "fire"))  # kinds of body that tell nothing of each other


class Answerer:
    """Answers questions from one generation of the index.

    ``threshold`` is the strength of evidence below which nothing is quoted, from 0 to 1; ``reader`` reads what a
    search finds once more, together with the question.
    """

    def __init__(
        self, index: Index, names: Gazetteer, threshold: float = THRESHOLD, reader: Reader | None = None
    ) -> None:
        self._index = index
        self._names = names
        self._intent = Intent(index.encoder)
        self.holdings = Holdings(index.reports.values(), names)
        self._searcher = Searcher(index, names, self.holdings, threshold, reader)
        self._registered = Registered(index, names, self.holdings, self._searcher.answer)

    def answer(self, asked: Asked, report: str | None = None) -> Answer:
        """Answer a question, of the one ``report`` with this id where it is given.

        The same question on the same index gives the same answer.
        """
        started = time.perf_counter()
        if talked := talk.small_talk(asked.text, self.holdings):
            return Answer(asked.text, "unsupported", talked)
        question = conversation((*asked.previous, asked.text), self._names, self._intent)
        if asked.since or asked.until:  # what is set beside it counts
            question = question.at_any_time()
        if asked.previous and by_place.asked(question) and (placed := self._placed(asked, question)):
            return replace(placed, elapsed_ms=round(1000 * (time.perf_counter() - started), 1))
        answer = self._whole_or_in_parts(asked, question, report)
        answer = self._with_cause(asked, question, answer)
        answer = as_of_now.told(answer, question, self.holdings)
        answer = replace(answer, quotes=with_closings(self._index, self.holdings, answer.quotes))
        if answer.status != "unsupported":
            answer = replace(answer, message=answer.message + no_such.told(question, self._names))
        if others := self._not_meant(asked, answer.understood.bodies):
            answer = replace(answer, message=f"{answer.message} {messages.beside(others, answer.understood.bodies)}")
        if (pending := self._index.manifest.pending) and answer.status in ("answered", "not_found"):
            answer = replace(answer, message=f"{answer.message} {messages.pending(pending)}", pending=pending)
        return replace(answer, question=asked.text, elapsed_ms=round(1000 * (time.perf_counter() - started), 1))

    def _placed(self, asked: Asked, question: Question) -> Answer | None:
        """The quotes of the answer before with their places; None where it quoted nothing."""
        *earlier, last = asked.previous
        before = _picked(self.answer(replace(asked, text=last, previous=tuple(earlier))), question)
        if not before.quotes:
            return None
        understood = replace(before.understood, follows=True)
        return replace(
            before, question=asked.text, message=by_place.told(before.quotes), entries=(), understood=understood
        )

    def _whole_or_in_parts(self, asked: Asked, question: Question, report: str | None) -> Answer:
        """The answer to a question, or to both that it asks: at once, or where nothing is found on it as a whole."""
        both = self._in_parts(asked, question, report, two_parts.parts_of(question))
        if both and both.quotes:
            return both
        answer = self._at_times(asked, question, report)
        if answer.status == "not_found" and not both:
            both = self._in_parts(asked, question, report, two_parts.parts_of(question, loosely=True))
        return both if both and both.quotes else answer

    def _in_parts(self, asked: Asked, question: Question, report: str | None, parts: tuple[str, ...]) -> Answer | None:
        if not parts:
            return None
        each = two_parts.understood(question, parts, self._understood)
        half = two_parts.halved(asked)
        told = [self._at_times(half, one, report) for one in each]
        return two_parts.together(question, parts, told, asked.count)

    def _understood(self, text: str, previous: Question | None) -> Question:
        return understand(text, self._names, previous, self._intent)

    def _at_times(self, asked: Asked, question: Question, report: str | None) -> Answer:
        return self._at_other_times(asked, question, report, self._answer(asked, question, report))

    def _at_other_times(self, asked: Asked, question: Question, report: str | None, answer: Answer) -> Answer:
        """The answer with how its time was taken; where reports of that time do not say, that of other inspections."""
        if report or not question.years:
            return answer
        if answer.status != "not_found" or question.insists or question.role == "event":
            listed = () if answer.understood.bodies else [entry.quote.report for entry in answer.entries if entry.quote]
            taken = f"{messages.taken(question)} {of_year.told(question, listed)}".strip()
            return replace(answer, message=f"{answer.message} {taken}") if answer.quotes else answer
        other = self._answer(asked, question.at_any_time(), report)
        if not other.quotes:
            return answer
        message = f"{answer.message} At other times: {other.message}"
        return replace(other, message=message, understood=answer.understood)

    def _with_cause(self, asked: Asked, question: Question, answer: Answer) -> Answer:
        """An answer to *why?* with what stands round the sentence that was quoted before, which comes first."""
        if not (asked.previous and by_cause.asks(question)):
            return answer
        *earlier, last = asked.previous
        before = self.answer(replace(asked, text=last, previous=tuple(earlier)))
        graded = conversation(asked.previous, self._names, self._intent).seeks_grade
        found = None if graded or not before.quotes else by_cause.around(self._index, before.quotes[0])
        if not found:
            return answer
        rest = [one for one in answer.quotes if not overlap(one, found)]
        message = f"{by_cause.ROUND} {answer.message if rest else messages.found([found], Scope())}"
        return replace(answer, status="answered", message=message, quotes=(found, *rest)[: asked.count])

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
        question = _for_findings(_for_grades(_for_service(question)))
        scope = self._of_one(report) if report else self._scope(asked, question)
        if scope and scope.reports is None:  # *what does the public disorder report say?*
            question, called_so = of_that_name(question, self._index.reports.values())
            bodies = tuple(dict.fromkeys(name for one in called_so for name in one.bodies))
            ids = frozenset(one.id for one in called_so) or None
            scope = replace(scope, reports=ids, bodies=bodies if len(bodies) == 1 else ())
        refusal = self._refusal(asked, question, scope)
        if refusal:
            return self._elsewhere(refusal, asked, question)
        scope = scope or Scope()
        found = self._elsewhere(self._found(asked, question, scope), asked, question)
        taken = "" if found.status == "not_held" else messages.taken_as(scope, self.holdings)
        if scope.bodies and question.turn == "previous" and says_year_before(question.text):
            taken += messages.year_before(self.holdings.among(scope))
        return replace(found, message=f"{found.message}{taken}")

    def _elsewhere(self, answer: Answer, asked: Asked, question: Question) -> Answer:
        """An answer that no such report is held with what other reports on the same bodies tell of it."""
        ids = {i for body in question.bodies for i in self.holdings.on(body)}
        reports = [self.holdings.reports[i] for i in sorted(ids)]
        kinds = {self.holdings.kind_of(one.body) for one in reports}
        if question.services and kinds <= _PLACE - question.services:
            return answer  # a force's reports tell nothing of a fire service
        return elsewhere.told(self._index, reports, answer, asked, question, self._anyhow)

    def _anyhow(self, asked: Asked, question: Question) -> Answer:
        """What a search finds, nothing where there is nothing to search."""
        scope = self._scope(asked, question)
        if scope is None or not scope.reports or scope.choices:
            return answers.silent(question, Scope(), "not_found", "")
        return self._searcher.answer(asked, question, scope)

    def _found(self, asked: Asked, question: Question, scope: Scope) -> Answer:
        """What the reports of a scope say, from the registers or by a search."""
        if by_next.asked(question, scope):
            return by_next.told(self._index, self.holdings, question, scope, asked.count)
        if scope.unheld:
            return of_other(self._index, self.holdings, question, scope, scope.unheld, asked.count)
        joint = scope.beside and of_joint(self._index, self.holdings, question, scope, scope.beside, asked.count)
        known = joint or self._registered.answer(asked, question, scope)
        if not known and question.seeks_grade and not question.names_grade:
            question = replace(question, seeks="passage")
            known = self._registered.overview(asked, question, scope)
        known = known and as_held(known, question, self.holdings)
        known = known or self._registered.pointed_out(asked, question, scope)
        found = known or self._of_reports(asked, question, scope)
        if not known and (none := by_grade.not_graded(self._index, self.holdings, question, scope)):
            found = replace(found, message=f"{none} {found.message}")
        found = said_first(found, not_held(question, self._index.reports.values()))
        picked = _picked(found, question)
        quotes = picked.quotes if known else answers.with_later(picked.quotes)
        return replace(picked, quotes=tuple(answers.in_passage(self._index.store, quote) for quote in quotes))

    def _of_reports(self, asked: Asked, question: Question, scope: Scope) -> Answer:
        """What is searched; before it what is known of the reports themselves, where that is asked."""
        told = by_report.told(self._index, question, self.holdings, scope, asked.count)
        if not told:
            found = self._searcher.answer(asked, question, scope)
            return found if found.quotes else self._of_more(asked, question, scope, found)
        message, quotes, whole = told
        if whole and quotes:
            every = () if scope.bodies else quotes
            entries = [Entry(quote.report.body, "", quote.text, quote) for quote in every]
            return answers.answered(question, scope, message, quotes[: asked.count], entries)
        found = self._searcher.answer(asked, question, scope)
        return replace(found, message=f"{message} {found.message}" if found.quotes else message)

    def _of_more(self, asked: Asked, question: Question, scope: Scope, silent: Answer) -> Answer:
        """Where a search is silent, what is said of the service that a topic is narrowed to, or of its area of work."""
        topic = question.topic.removesuffix(question.about).strip()
        if question.about:
            alone = replace(question, topic=question.about, services=frozenset((question.about,)))
            found, line = self._registered.overview(asked, alone, scope), messages.ELSE_OF_SERVICE
        elif scope.bodies and question.seeks == "passage" and names_area_alone(question):
            graded = replace(question, seeks="grade", polarity="")
            found, line = self._registered.graded(asked, graded, scope), messages.ELSE_OF_AREA
        else:
            return silent
        if not (found and found.quotes):
            return silent
        return replace(found, message=f"{line.format(topic=topic)} {found.message}")

    def _scope(self, asked: Asked, question: Question) -> Scope | None:
        scope = self.holdings.named(asked.body) if asked.body else self.holdings.scope(question)
        return scope and self.holdings.between(scope, asked.since, asked.until)

    def _of_one(self, report: str) -> Scope:
        return Scope(self._index.reports[report].bodies, frozenset({report}), alone=True)

    def _refusal(self, asked: Asked, question: Question, scope: Scope | None) -> Answer | None:
        """The answer where there is nothing to search: no such body, no such report, no such thing."""
        personal = by_person.on_conduct(self._index, question)
        holder = scope is not None and bool(scope.bodies or scope.choices) and by_person.asks_holder(question)
        coming = by_next.asked(question, scope)
        unsupported = (
            "" if holder or coming or (superlative(question) and not question.bodies) else question.unsupported
        )
        if personal or unsupported:
            future = by_future.told(self._index, self._names, self.holdings, question) if not personal else None
            return future or answers.silent(question, Scope(), "unsupported", personal or unsupported)
        if scope is None:
            return answers.silent(question, Scope(), "not_held", messages.unknown(asked.body or ""))
        if scope.choices:
            which = answers.silent(question, scope, "ambiguous", messages.which(scope.choices))
            return replace(which, choices=scope.choices)
        nothing = scope.reports is not None and not scope.reports
        if nothing and (question.is_vague or not self.holdings.beyond(scope)):
            return answers.silent(question, scope, "not_held", messages.not_held(scope, self.holdings, self._names))
        if (question.is_vague or question.is_at_large) and not scope.bodies:
            message = "Which force, service or area do you mean, and which part of its work?"
            of_kind = [one for one in self.holdings.bodies if self.holdings.kind_of(one) in question.services]
            choices = tuple(of_kind or self.holdings.bodies)
            return replace(answers.silent(question, scope, "ambiguous", message), choices=choices)
        grade = question.seeks_grade and question.names_grade and not scope.unheld
        if grade and (message := messages.no_grades(scope, self.holdings)):
            return answers.silent(question, scope, "not_found", message)
        return None


def _for_service(question: Question) -> Question:
    """A question that only asks how a service is (*do the police do a good job*) as one that reports can answer."""
    at_large = question.unsupported == UNSUPPORTED[""] and question.is_vague and bool(question.services)
    return replace(question, seeks="passage", unsupported="") if at_large else question


def _for_grades(question: Question) -> Question:
    """A question for a list or a table of grades as one for grades: it drafts nothing, and lists no reports.

    So is one whether the whole of what a series of inspections is on goes well (*does Oldham do well for SEND*), and
    one for the bodies that were inspected is none.
    """
    drafts = question.seeks == "unsupported" and asks_table(question.text)
    lists = question.seeks == "list_reports" and not question.doing
    if question.names_grade and (drafts or lists):
        return replace(question, seeks="grade_list", unsupported="")
    if question.seeks_grade and not question.names_grade and by_report.asks_inspected(question):
        return replace(question, seeks="list_reports")
    if question.bodies and question.seeks == "passage" and yes_no.asks(question.text) and series_asked(question):
        return replace(question, seeks="grade")
    return question


def _for_findings(question: Question) -> Question:
    """A question for what bodies were told to improve as one for findings: *must address* asks for no address."""
    if question.bodies and question.seeks in ("passage", "grade") and told_to(question):
        return replace(question, seeks="findings")
    if question.unsupported and by_finding_topic.kinds_and_topic(question)[0] and told_to_improve(question.text):
        return replace(question, seeks="findings", unsupported="")
    return question


def _picked(answer: Answer, question: Question) -> Answer:
    """The one quote that is asked for by its number, where there are so many."""
    if not 0 < question.pick <= len(answer.quotes):
        return answer
    return replace(answer, quotes=answer.quotes[question.pick - 1 : question.pick])
