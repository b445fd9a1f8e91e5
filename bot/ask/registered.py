"""What is answered from registers: grades, findings, phases, offices, dates, comparisons, ranks and overviews."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from bot.ask import (
    answers,
    best_of,
    by_change,
    by_change_of_all,
    by_comparison,
    by_date,
    by_discrepancy,
    by_front,
    by_grade,
    by_mention,
    by_person,
    by_phase,
    by_rank,
    by_reason,
    by_scale,
    by_two_grades,
    overview,
)
from bot.ask.area_section import section_on, sections_on
from bot.ask.figures import states_grade
from bot.ask.grade_area import as_entry
from bot.ask.judged import Judged
from bot.ask.registered_findings import RegisteredFindings, Search
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.registers.grades import grades_of
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.types import Answer, Asked, Quote, Wants
from corpus.describe.gazetteer import Gazetteer
from corpus.types import Report
from index.search import Index


class Registered:
    """Each method answers one kind of question from what is known of the reports; None for another question."""

    def __init__(self, index: Index, names: Gazetteer, holdings: Holdings, search: Search) -> None:
        self._index, self._names, self._holdings, self._search = index, names, holdings, search
        self._findings = RegisteredFindings(index, holdings, search)
        self.pointed_out = self._findings.pointed_out

    def answer(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The answer of the first register that a question is for."""
        everything = (
            self.on_words,
            self.of_itself,
            self.in_office,
            self.in_phase,
            self.compared,
            self.twice_graded,
            self.changed,
            self.ranked,
            self.dated,
            self.reasons,
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

    def in_phase(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The phase of monitoring that bodies are in."""
        found = by_phase.phases(self._index, self._names, self._holdings, question, scope)
        if not found:
            return None
        message, quotes, entries = found
        return answers.answered(question, scope, message + messages.provisos(scope), quotes[: asked.count], entries)

    def compared(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """Bodies side by side: their grades, then what else is said of each."""
        if not by_comparison.compares(question, scope):
            return None
        found = by_comparison.compared(self._index, self._holdings, question, scope)
        if not found:
            return None
        message, quotes, entries, whole = found
        searched = () if whole else self._search(asked, replace(question, seeks="passage"), scope).quotes
        of_all = best_of.of_group(self._index, list({one.report.id: one.report for one in quotes}.values()), question)
        own = {*scope.bodies, *scope.through_areas}
        searched = (*of_all, *(one for one in searched if not states_grade(one.text) and own & {*one.report.bodies}))
        rest = [one for one in searched if not one.newer and not any(overlap(one, other) for other in quotes)]
        given = {entry.body for entry in entries if entry.quote} | {name for one in rest for name in one.report.bodies}
        silent = answers.held([name for name in scope.bodies if name not in given], scope)
        quotes = [*quotes, *rest][: max(asked.count, len(scope.bodies))]
        message = f"{message} {messages.found(quotes, scope, silent, 'the grades first')}" if quotes else message
        message = f"{best_of.told(question, entries)} {message}".strip()
        return answers.answered(question, scope, message, quotes, entries)

    def changed(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """How a body has changed from one inspection to the next: the grades of both, then what else is said."""
        if every := by_change_of_all.changed_so(self._index, self._holdings.among(scope), question):
            message, entries, quotes = every
            return answers.answered(question, scope, message, quotes[: asked.count], entries)
        found = by_change.changed(self._index, self._holdings, question, scope)
        if not found:
            return self._no_two(asked, question, scope)
        quotes = list(found.quotes)
        own = [
            one
            for one in self._since_then(asked, question, scope, found)
            if not any(overlap(one, other) for other in quotes)
        ]
        whole = not found.way and len(found.entries) > by_change.PAIR  # the list has the grades: words come first
        if whole:  # of the newer inspection and what came after it alone
            own = [one for one in own if one.report.date >= found.newer.date and by_change.tells_of_change(one)]
            own.sort(key=lambda one: one.report.date, reverse=True)
        quotes = ([*own[: asked.count - 1], *quotes] if whole else [*quotes, *own])[: asked.count]
        if found.on:
            quotes += section_on(self._index, found.on, asked.count - len(quotes)).quotes
        order = "the newest first" if whole else "the grades first"
        message = f"{found.message} {messages.found(quotes, scope, (), order)}"
        return answers.answered(question, scope, message, quotes, found.entries)

    def _since_then(
        self, asked: Asked, question: Question, scope: Scope, found: by_change.Changed
    ) -> tuple[Quote, ...]:
        """What is said beside the grades: where something rose or fell, what the later report says of just that."""
        question = replace(question, turn="latest", insists=False)
        asks = replace(question, seeks="passage", topic="")
        after = [] if found.way else [*reversed(self._holdings.since(found.newer)), found.newer]
        later = replace(scope, reports=frozenset(one.id for one in (found.newer, *after)))
        ways = [found.way] if found.way else [*by_change.SINCE]
        said = [] if found.way else [*self._search(asked, question, later).quotes]
        said += [quote for report in after for quote in by_change.set_against(self._index, report)]
        for way in ways:
            since, of_matter = by_change.SINCE[way]
            topics = [since, *(f"{of_matter} {matter}" for matter in found.matters[:1])]
            wants: Wants = "weakness" if way == "fall" else "strength"
            each = (replace(asks, topic=topic, polarity=wants) for topic in topics)
            told = [quote for one in each for quote in self._search(asked, one, later).quotes]
            said += [one for one in told if by_change.tells(one.text, way)]
        return tuple(one for n, one in enumerate(said) if not any(overlap(one, other) for other in said[:n]))

    def _no_two(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """What is said of change in general, where no two inspections of the same services are held."""
        if not by_change.in_general(question, scope):
            return None
        found = self._search(asked, replace(question, turn="latest", insists=False), scope)
        return replace(found, message=f"{by_change.NO_TWO.format(body=scope.bodies[0])} {found.message}")

    def ranked(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The best or worst of all bodies, by the grades of one area of work, or that this cannot be told."""
        if scope.bodies or not by_rank.superlative(question):
            return None
        message, quotes, entries = by_rank.ranked(self._index, self._holdings, question)
        if not quotes:
            return answers.silent(question, scope, "unsupported", message)
        return answers.answered(question, scope, message, quotes[: asked.count], entries)

    def dated(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """When the reports on a body were published and it was inspected, where a question asks just that."""
        sought = by_date.asked(question)
        if not (sought and scope.bodies and scope.reports):
            return None
        message, reports = by_date.dates(self._holdings, scope, newest=question.turn == "latest")
        if not reports:
            return None
        if by_date.asks_outcome(question):
            if both := self.graded(asked, replace(question, seeks="grade", topic=""), scope):
                return both
            message += f" {messages.no_grades(scope, self._holdings) or by_date.NO_GRADE}"
        message += messages.provisos(scope)
        quotes = tuple(islice(by_date.quoted(self._index, reports, sought), asked.count))
        if not quotes:
            return answers.silent(question, scope, "not_found", f"{message} The text itself gives no date.")
        return answers.answered(question, scope, message, quotes)

    def reasons(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """Why a body has a grade: the grade, then the report's own reasons."""
        if not (by_reason.asks_why(question) and scope.bodies):
            return None
        held = grades_of(self._index.store, self._holdings.among(scope))
        on = by_reason.judged_so(self._index, question, held)
        if not on:
            return None
        each = max(1, (asked.count - 1) // len(on))
        said = [quote for grade in on for quote in by_reason.reasons(self._index, grade, each)]
        quotes = [*(grade.quote for grade in on[:1]), *said][: asked.count]
        listed = by_reason.listed(question, on, held)
        told = by_reason.told(on, listed, held)
        found = messages.found(quotes, scope, (), "in the order of the reports")
        follow = "The report\u2019s own reasons follow." if said else by_reason.NO_REASONS
        lacking = by_grade.not_graded(self._index, self._holdings, replace(question, seeks="grade"), scope)
        lacking *= not by_reason.on_named(self._index, question, on)
        message = f"{lacking} {told} {follow} {found}".strip()
        return answers.answered(question, scope, message, quotes, [as_entry(grade) for grade in listed])

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

    def graded(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """Graded judgments, where a grade is sought and the register has it, with what else is said of that area."""
        also_when = question.seeks in by_date.SOUGHT and question.names_grade
        if also_when or by_grade.names_grade(self._index, self._holdings, question, scope):
            question = replace(question, seeks="grade")
        found = by_grade.judged(self._index, self._holdings, question, scope, asked.count)
        found = found or by_grade.how_good(self._index, self._holdings, question, scope, asked.count)
        if not found:
            return None
        quotes = (*found.first, *(grade.quote for grade in found.grades))
        if not quotes:
            return answers.silent(question, scope, "not_found", found.message)
        section, told = self._of_area(asked, question, scope, found)
        quotes = (*quotes, *section)[: asked.count]
        order = "the judgments first" if scope.bodies else "by name" if question.grades else "by grade"
        given = {quote.report.id for quote in quotes}
        silent = [
            name for part in self._holdings.apart(scope) if not given & (part.reports or given) for name in part.bodies
        ]
        message = f"{found.message} {messages.found(quotes, scope, answers.held(silent, scope), order)} {told}".strip()
        if scope.bodies and by_date.asks_when(question):
            reports = list({grade.report.id: grade.report for grade in found.grades}.values())
            message = f"{by_date.told(reports)} {message}"
            quotes = (*by_date.quoted(self._index, reports, "inspected"), *quotes)[: asked.count]
        return answers.answered(question, scope, message, quotes, found.entries)

    def _of_area(self, asked: Asked, question: Question, scope: Scope, found: Judged) -> tuple[tuple[Quote, ...], str]:
        """What else is said of the areas judged: the report's sections on them, else what a search finds."""
        quotes = (*found.first, *(grade.quote for grade in found.grades))
        if found.whole:
            return (), ""
        if of_sections := sections_on(self._index, found.grades, asked.count - len(quotes)):
            return of_sections
        beside = self._search(asked, replace(question, seeks="passage"), scope).quotes
        if any(grade.cycle for grade in found.grades):  # its section would be known
            beside = tuple(one for one in beside if not states_grade(one.text))
        return tuple(one for one in beside if not any(overlap(one, other) for other in quotes)), ""

    def twice_graded(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The bodies that have one grade on an area of work and the same or another on a second, or not on it."""
        found = by_two_grades.graded(self._index, self._holdings, question, scope)
        if not found:
            return None
        message, quotes, entries = found
        return answers.answered(question, scope, message, quotes[: asked.count], entries)

    def overview(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The newest report on each body as a whole, where nothing in particular is asked."""
        if not scope.bodies or question.taken_over or not overview.asks_overview(question):
            return None
        parts = (
            self._holdings.apart(scope)
            if not scope.through_areas
            else [
                replace(scope, bodies=(name,), reports=self._holdings.on(name) & (scope.reports or frozenset()))
                for name in scope.through_areas
            ]
        )
        each = -(-asked.count // len(parts))
        service = next(iter(question.services), "") if len(question.services) == 1 else ""
        found = [
            one
            for part in parts
            for about in [service if service != self._holdings.kind_of(part.bodies[0]) else ""]
            if (about or not overview.of_leaning(question))
            and (one := overview.overview(self._index, self._newest(part), about, each, overview.leaning_of(question)))
        ]
        quotes = [quote for one in found for quote in one.quotes][: asked.count]
        if not quotes:
            said_of = service in ("police", "fire") and not scope.through_areas and bool(found)
            return answers.silent(question, scope, "not_found", found[0].message) if said_of else None
        told = " ".join(one.message for one in found) if len(found) == 1 else found[0].message.partition(" Also")[0]
        phase = by_phase.last_word(self._index, self._names, self._holdings, scope.bodies)
        message = f"{messages.found(quotes, scope, (), 'in the order of the reports')} {told} {phase}".strip()
        return answers.answered(question, scope, message, quotes, [entry for one in found for entry in one.entries])

    def _newest(self, scope: Scope) -> list[Report]:
        return sorted(self._holdings.among(scope), key=lambda report: report.date, reverse=True)
