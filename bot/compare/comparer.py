"""Chooses which inspections to set side by side, and what each of them by itself says on the topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.ask.answerer import Answerer
from bot.compare.caveats import notes_on
from bot.compare.pairs import Encode, Matched, matched, on_topic
from bot.phrases import listed
from bot.question.parse import understand
from bot.quoting.place import dated
from bot.registers.findings import Listed
from bot.registers.grade_area import area_topic, on_area
from bot.registers.grades import Grade, grades_of
from bot.scope.later import NARROW
from bot.scope.messages import only_areas
from bot.scope.narrowing import NothingHeld, narrowed
from bot.search.phrase_match import Worded
from bot.types import Answer, Asked, Quote
from bot.verify import attribution
from corpus.describe.gazetteer import Gazetteer
from corpus.errors import ReportbotError
from corpus.types import Report
from corpus.vocabulary.plain_words import as_written
from index.likeness import likeness
from index.search import Index

QUOTES = 3  # of each side
MOST_SIDES = 4
GRADED = "Grades on this: {grades}."
NO_GRADE = "none found"
ONE_HELD = "No other inspection of {body}{within} is held, so there is nothing to compare it with."
NO_YEAR = "No report on {body} of {year} is held."
ALSO = "Also held on {body}, and not shown: {reports}."
HOW_MANY = f"compare two inspections of one body, or up to {MOST_SIDES} bodies or years"
YEARS_OF_ONE = "give years for one body only; for several bodies, narrow the inspections with since and until"
NO_TOPIC = "say which part of their work to compare, as in: front door"

FindingsOf = Callable[[Report], Sequence[Listed]]  # the findings of a report


@dataclass(frozen=True, slots=True)
class InspectionsSought:
    """A topic, and the inspections to compare: of one body, of the ``years`` given, or of several bodies.

    ``years``, ``since`` and ``until`` are calendar years; ``count`` is the most quotes of each side.
    """

    topic: str
    bodies: tuple[str, ...]
    years: tuple[int, ...] = ()
    since: int | None = None
    until: int | None = None
    count: int = QUOTES


@dataclass(frozen=True, slots=True)
class Side:
    """What one inspection says on the topic.

    ``report`` is ``None`` where none is held on the ``body``; the ``answer`` then says so. Its quotes
    are all from the report; where there are none, the report does not say.
    """

    body: str
    report: Report | None
    answer: Answer

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words of the report on the topic, best first."""
        return self.answer.quotes


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two inspections or more on one topic: of one body, the oldest first, or of several, in the order asked for.

    ``notes`` say what is being compared, and what cannot be. ``findings`` are those of two inspections
    of one body, ``None`` where there are not two, or one of them has none.
    """

    topic: str
    sides: tuple[Side, ...]
    notes: tuple[str, ...] = ()
    findings: Matched | None = None


@dataclass(frozen=True, slots=True)
class _BodyReports:
    """A body's name, and the reports on it that may be compared, newest first; or why there are none."""

    name: str
    reports: tuple[Report, ...] = ()
    missing: str = ""

    @property
    def inspections(self) -> tuple[Report, ...]:
        """The reports without letters on a single matter, unless there are only such letters."""
        return tuple(report for report in self.reports if report.kind not in NARROW) or self.reports


class Comparer:
    """Compares inspections of one generation of the index."""

    def __init__(self, index: Index, names: Gazetteer, encode: Encode, findings: FindingsOf) -> None:
        self._answerer = Answerer(index, names)
        self._scale = partial(likeness, index.encoder.model)
        self._index, self._names, self._encode, self._findings = index, names, encode, findings

    def compare(self, wanted: InspectionsSought) -> Comparison:
        """Set inspections side by side: of one body the oldest first, of several in the order they are given.

        Raises:
            UnclearBody: a body's name is not known, or may mean several bodies.
            ReportbotError: the inspections cannot be compared as asked.
        """
        self._check(wanted)
        named = (self._body(name, wanted) for name in wanted.bodies)
        bodies = list({body.name: body for body in named}.values())
        reading = _Reading(self._answerer, wanted)
        sides = reading.of_one(bodies[0], wanted.years) if len(bodies) == 1 else reading.of_several(bodies)
        held = [side.report for side in sides if side.report]
        said = notes_on(held) if any(side.quotes for side in sides) else ()
        notes = [*said, *self._graded(sides, wanted.topic), *self._left_out(bodies, held, wanted, reading)]
        findings = self._matched(held, wanted.topic) if len(bodies) == 1 else None
        return Comparison(wanted.topic, tuple(sides), tuple(notes), findings)

    def _check(self, wanted: InspectionsSought) -> None:
        if understand(wanted.topic, self._names).is_vague:
            raise ReportbotError(NO_TOPIC)
        if not 1 <= len(wanted.bodies) <= MOST_SIDES or len(wanted.years) > MOST_SIDES:
            raise ReportbotError(HOW_MANY)
        if wanted.years and len(wanted.bodies) > 1:
            raise ReportbotError(YEARS_OF_ONE)

    def _body(self, name: str, wanted: InspectionsSought) -> _BodyReports:
        try:
            scope = narrowed(self._answerer.holdings, self._names, name, wanted.since, wanted.until)
        except NothingHeld as problem:
            return _BodyReports(name, missing=str(problem))
        name = scope.bodies[0]
        if scope.through_areas:
            return _BodyReports(name, missing=only_areas(scope))
        held = self._answerer.holdings.among(scope)
        return _BodyReports(name, tuple(sorted(held, key=lambda report: report.date, reverse=True)))

    def _graded(self, sides: Sequence[Side], topic: str) -> Iterator[str]:
        """The grades that the inspections give the area of work that the topic names, all from the same register."""
        area = area_topic(self._index, understand(topic, self._names))
        every = {side.report.id: grades_of(self._index.store, [side.report]) for side in sides if side.report}
        found = {id: on_area(self._index, area, grades) for id, grades in every.items()} if area else {}
        if any(found.values()):
            told = [
                f"{side.body} ({dated(side.report)}): {listed(map(_grade, found[side.report.id])) or NO_GRADE}"
                for side in sides
                if side.report
            ]
            yield GRADED.format(grades="; ".join(told))

    def _left_out(
        self, bodies: Sequence[_BodyReports], shown: Sequence[Report], wanted: InspectionsSought, reading: _Reading
    ) -> Iterator[str]:
        """Notes on what else is held, and on there being nothing to compare with."""
        if len(bodies) == 1 and len(shown) == 1 and not wanted.years:
            within = " in these years" * bool(wanted.since or wanted.until)
            yield ONE_HELD.format(body=bodies[0].name, within=within)
        for body in bodies:
            others = [
                f"{report.kind}, {dated(report)}{'' if reading.treats(report) else ' (does not say)'}"
                for report in body.reports
                if report not in shown
            ]
            if others:
                yield ALSO.format(body=body.name, reports="; ".join(others))

    def _matched(self, held: Sequence[Report], topic: str) -> Matched | None:
        """The findings on the topic of two inspections of one body, where both have findings."""
        if len(held) != 2:
            return None
        both = [list(self._findings(report)) for report in held]
        if not all(both):
            return None
        topic = understand(topic, self._names).topic or topic
        about = self._index.topic(as_written(topic))
        says = Worded(self._index.lexical, topic, about.text)
        earlier, later = (
            on_topic(
                findings, about.text, self._encode, lambda words: self._index.covered(about, words), says, self._scale
            )
            for findings in both
        )
        return matched(earlier, later, self._encode, self._scale)


class _Reading:
    """What each report by itself says on the topic; it is asked when first needed."""

    def __init__(self, answerer: Answerer, wanted: InspectionsSought) -> None:
        self._answerer = answerer
        self._asked = Asked(wanted.topic, count=wanted.count)
        self._answers: dict[str, Answer] = {}

    def answer(self, report: Report) -> Answer:
        if report.id not in self._answers:
            self._answers[report.id] = self._answerer.answer(self._asked, report.id)
        return self._answers[report.id]

    def treats(self, report: Report) -> bool:
        return bool(self.answer(report).quotes)

    def of_one(self, body: _BodyReports, years: Sequence[int]) -> list[Side]:
        """The latest two inspections on the topic, or those of the years, oldest first."""
        if body.missing:
            return [_missing(body.name, body.missing)]
        if years:
            return list(self._of_years(body, sorted(set(years))))
        chosen = self._two_of(body.inspections)
        return [Side(body.name, report, self.answer(report)) for report in sorted(chosen, key=lambda one: one.date)]

    def _two_of(self, reports: Sequence[Report]) -> list[Report]:
        """The newest report on the topic, and the newest other one, preferably also on the topic and of its kind."""
        first = next(filter(self.treats, reports), reports[0])
        others = [report for report in reports if report is not first]
        others.sort(key=lambda report: (self.treats(report), report.kind == first.kind, report.date), reverse=True)
        return [first, *others[:1]]

    def _of_years(self, body: _BodyReports, years: Sequence[int]) -> Iterator[Side]:
        shown: list[Report] = []
        for year in years:
            left = [report for report in body.reports if report not in shown]
            of_year = [r for r in left if year in r.years]
            of_year = of_year or [report for report in left if year in attribution.years_of(report)]
            best = max(of_year, key=lambda r: (self.treats(r), r.kind not in NARROW, r.date), default=None)
            if best is None:
                yield _missing(body.name, NO_YEAR.format(body=body.name, year=year))
            else:
                shown.append(best)
                yield Side(body.name, best, self.answer(best))

    def of_several(self, bodies: Sequence[_BodyReports]) -> list[Side]:
        """One inspection of each body: the newest on the topic, of a kind that all bodies have if there is one."""
        held = [body for body in bodies if body.reports]
        kinds = set.intersection(*({report.kind for report in body.inspections} for body in held)) if held else set()
        alike = [
            [self._newest([r for r in body.inspections if r.kind == kind]) for body in held] for kind in sorted(kinds)
        ]
        alike = [chosen for chosen in alike if all(map(self.treats, chosen))]
        best = max(alike, key=lambda chosen: min(report.date for report in chosen), default=None)
        chosen = iter(best or [self._newest(body.inspections) for body in held])
        return [self._side(body, next(chosen) if body.reports else None) for body in bodies]

    def _newest(self, reports: Sequence[Report]) -> Report:
        """The newest report on the topic, else the newest."""
        return next(filter(self.treats, reports), reports[0])

    def _side(self, body: _BodyReports, report: Report | None) -> Side:
        return Side(body.name, report, self.answer(report)) if report else _missing(body.name, body.missing)


def _grade(grade: Grade) -> str:
    return f"{grade.area}, {grade.label}"


def _missing(body: str, message: str) -> Side:
    return Side(body, None, Answer("", "not_held", message))
