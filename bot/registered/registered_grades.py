"""What is answered from the register of graded judgments: grades and their reasons, ranks, changes, comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import answers
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.quoting.place import dated
from bot.registered.facts import by_date
from bot.registered.grades import (
    best_of,
    by_change,
    by_change_of_all,
    by_comparison,
    by_grade,
    by_phase,
    by_rank,
    by_reason,
    by_two_grades,
    change_said,
    overview,
)
from bot.registered.grades.area_section import section_on, sections_on
from bot.registered.grades.judged import Judged
from bot.registered.registered_findings import Search
from bot.registers.grade_area import as_entry
from bot.registers.grades import grades_of
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.scope.later import NARROW
from bot.search.figures import states_grade
from bot.types import Answer, Asked, Quote, Wants
from corpus.describe.gazetteer import Gazetteer
from corpus.types import Report
from index.search import Index


class RegisteredGrades:
    """Each method answers one kind of question from the graded judgments of the reports; None for another question."""

    def __init__(self, index: Index, names: Gazetteer, holdings: Holdings, search: Search) -> None:
        self._index, self._names, self._holdings, self._search = index, names, holdings, search

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
            own = [one for one in own if one.report.date >= found.newer.date and change_said.tells_of_change(one)]
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
        said += [quote for report in after for quote in change_said.set_against(self._index, report)]
        for way in ways:
            since, of_matter = by_change.SINCE[way]
            topics = [since, *(f"{of_matter} {matter}" for matter in found.matters[:1])]
            wants: Wants = "weakness" if way == "fall" else "strength"
            each = (replace(asks, topic=topic, polarity=wants) for topic in topics)
            told = [quote for one in each for quote in self._search(asked, one, later).quotes]
            said += [one for one in told if change_said.tells(one.text, way)]
        return tuple(one for n, one in enumerate(said) if not any(overlap(one, other) for other in said[:n]))

    def _no_two(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """What each inspection of a body comes to, where no two that are held graded the same, and change is asked."""
        if not by_change.in_general(question, scope):
            return None
        reports = [one for one in self._newest(scope) if one.kind not in NARROW][: asked.count]
        if len(reports) < by_change.PAIR:
            return self._no_later(asked, question, scope, reports)
        quotes = [quote for report in reports for quote in overview.sums_up(self._index, report)]
        if len(quotes) < by_change.PAIR:
            found = self._search(asked, replace(question, turn="latest", insists=False), scope)
            return replace(found, message=f"{by_change.NO_TWO.format(body=scope.bodies[0])} {found.message}")
        message = f"{by_change.NO_TWO.format(body=scope.bodies[0])} {by_change.EACH}"
        message = f"{message} {messages.found(quotes, scope, (), 'the newest first')}"
        return answers.answered(question, scope, message, quotes)

    def _no_later(self, asked: Asked, question: Question, scope: Scope, reports: Sequence[Report]) -> Answer | None:
        """An overview of the one inspection of a body that is held, where change is asked: there is no other."""
        every = self._holdings.on(scope.bodies[0])
        found = overview.overview(self._index, reports, "", asked.count) if reports else None
        if not (found and found.quotes) or (question.years and len(every) > 1 and not reports):
            return None
        alone = by_change.ONE if len(every) == 1 else by_change.ONE_SINCE
        message = alone.format(body=scope.bodies[0], date=dated(reports[0]))
        message = f"{message} {messages.found(found.quotes, scope, (), '')} {found.message}"
        return answers.answered(question, scope, message, found.quotes, found.entries)

    def ranked(self, asked: Asked, question: Question, scope: Scope) -> Answer | None:
        """The best or worst of all bodies, by the grades of one area of work, or that this cannot be told."""
        if scope.bodies or not by_rank.superlative(question):
            return None
        message, quotes, entries = by_rank.ranked(self._index, self._holdings, question)
        if not quotes:
            return answers.silent(question, scope, "unsupported", message)
        return answers.answered(question, scope, message, quotes[: asked.count], entries)

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
        if not scope.bodies or not overview.asks_overview(question):
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
