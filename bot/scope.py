"""Which reports may answer: those on the bodies named, of the years meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.understand import Question
from corpus.dates import years_of
from corpus.gazetteer import Body, Gazetteer, Mention
from corpus.types import Report

CONSTABULARY = frozenset({"HMICFRS", "HMIC"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The reports that may answer, ``None`` for all; or why none may.

    ``wanting`` are names of bodies asked for of which no report is held; ``choices`` the bodies
    between which the question does not decide; ``missing_years`` years of which none is held.
    """

    bodies: tuple[str, ...] = ()
    reports: frozenset[str] | None = None
    wanting: tuple[Body, ...] = ()
    choices: tuple[str, ...] = ()
    missing_years: tuple[int, ...] = ()
    through_areas: tuple[str, ...] = ()


class Holdings:
    """What the index holds, by body."""

    def __init__(self, reports: Iterable[Report], names: Gazetteer) -> None:
        self._names = names
        self.reports: Mapping[str, Report] = {report.id: report for report in reports}
        self._of: dict[str, set[str]] = {}
        for report in self.reports.values():
            for body in report.bodies:
                self._of.setdefault(body, set()).add(report.id)

    @property
    def bodies(self) -> tuple[str, ...]:
        """The names of all bodies that reports are held on."""
        return tuple(sorted(self._of))

    def on(self, body: str) -> frozenset[str]:
        """The ids of the reports on a body."""
        return frozenset(self._of.get(body, ()))

    def within(self, force: Body) -> frozenset[str]:
        """Reports on local areas of a force in which the inspectorate of constabulary took part."""
        if force.kind != "police":
            return frozenset()
        found = {i for area in force.areas for i in self._of.get(area, ())}
        return frozenset(i for i in found if CONSTABULARY.intersection(self.reports[i].inspectorates))

    def scope(self, question: Question) -> Scope:
        """The reports that may answer a question."""
        if not question.mentions:
            return self._of_years(Scope(), question)
        chosen: list[Body] = []
        for mention in question.mentions:
            candidates = self._candidates(mention, question.kinds)
            if len(candidates) > 1:
                return Scope(choices=tuple(sorted(body.name for body in candidates)))
            chosen += candidates or [self._likeliest(mention, question.kinds)]
        return self._of_years(self._over(_narrowed(chosen)), question)

    def named(self, name: str) -> Scope | None:
        """The scope of a body given by name, or None for a name that is not known."""
        if name in self._of:
            return Scope((name,), self.on(name))
        for mention in self._names.find(name, typos=True):
            candidates = self._candidates(mention, frozenset())
            if len(candidates) > 1:
                return Scope(choices=tuple(sorted(body.name for body in candidates)))
            return self._over(candidates or [self._likeliest(mention, frozenset())])
        return None

    def _candidates(self, mention: Mention, kinds: Collection[str]) -> list[Body]:
        """The bodies a mention can mean, of those on which reports are held."""
        held = [body for body in mention.bodies if self.on(body.name)]
        if not held:
            held = [body for body in mention.bodies if self.within(body)]
        hinted = [body for body in held if body.kind in kinds]
        areas = [body for body in held if body.kind == "area"]
        return hinted or areas or held

    def _likeliest(self, mention: Mention, kinds: Collection[str]) -> Body:
        """The body to say is not held: one of the kind the question speaks of, else the first."""
        return next((body for body in mention.bodies if body.kind in kinds), mention.bodies[0])

    def _over(self, bodies: Collection[Body]) -> Scope:
        reports: set[str] = set()
        wanting: list[Body] = []
        through: list[str] = []
        for body in bodies:
            held = self.on(body.name)
            if not held and (held := self.within(body)):
                through += sorted({self.reports[i].body for i in held})
            if not held:
                wanting.append(body)
            reports |= held
        names = tuple(dict.fromkeys(body.name for body in bodies))
        return Scope(names, frozenset(reports), tuple(wanting), through_areas=tuple(through))

    def _of_years(self, scope: Scope, question: Question) -> Scope:
        if not question.years:
            return scope
        wanted = set(question.years)
        pool = self.reports.keys() if scope.reports is None else scope.reports
        kept = frozenset(i for i in pool if wanted & _years(self.reports[i]))
        if kept:
            return _with_reports(scope, kept)
        return _with_reports(scope, frozenset(), question.years) if question.years_titled else scope

    def between(self, scope: Scope, since: int | None, until: int | None) -> Scope:
        """The scope without reports dated before ``since`` or after ``until``, both years."""
        if since is None and until is None:
            return scope
        pool = self.reports.keys() if scope.reports is None else scope.reports
        first, last = since or 0, until or 9999
        kept = frozenset(i for i in pool if any(first <= y <= last for y in _years(self.reports[i])))
        missing = tuple(year for year in (since, until) if year is not None) if pool and not kept else ()
        return _with_reports(scope, kept, missing)


def _with_reports(scope: Scope, reports: frozenset[str], missing: tuple[int, ...] = ()) -> Scope:
    return Scope(scope.bodies, reports, scope.wanting, scope.choices, missing, scope.through_areas)


def _years(report: Report) -> frozenset[int]:
    return years_of(report.inspected) | years_of(report.published)


def _narrowed(bodies: list[Body]) -> list[Body]:
    """Leave out a force where an area of it is named as well: *West Midlands officers in Walsall*."""
    areas = {body.name for body in bodies if body.kind == "area"}
    return [body for body in bodies if body.kind == "area" or not areas.intersection(body.areas)]
