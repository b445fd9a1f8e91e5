"""Which reports may answer: those on the bodies named, of the inspections meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.phrases import listed
from bot.question.parse import SERVICES, Question
from corpus.describe.gazetteer import Body, Gazetteer, Mention
from corpus.types import CONSTABULARY, Report
from corpus.vocabulary.dates import years_in


@dataclass(frozen=True, slots=True)
class Scope:
    """The reports that may answer, ``None`` for all; or why none may.

    ``wanting`` are bodies asked for of which no report is held; ``choices`` the bodies between
    which the question does not decide; ``missing`` names the inspections asked for of which none
    is held (*of 2019*). ``through_areas`` are the areas whose reports stand in for a force's.
    ``alone`` keeps to these reports: none on the force around an area, and none on no body in particular.
    ``elsewhere`` are places named that lie in no body's area, each with its country, empty for one not known;
    ``lying_in`` are places named, each with a body in whose area it lies.
    """

    bodies: tuple[str, ...] = ()
    reports: frozenset[str] | None = None
    wanting: tuple[Body, ...] = ()
    choices: tuple[str, ...] = ()
    missing: str = ""
    through_areas: tuple[str, ...] = ()
    alone: bool = False
    elsewhere: tuple[tuple[str, str], ...] = ()
    lying_in: tuple[tuple[str, str], ...] = ()


class Holdings:
    """What the index holds, by body."""

    def __init__(self, reports: Iterable[Report], names: Gazetteer) -> None:
        self._names = names
        self.reports: Mapping[str, Report] = {report.id: report for report in reports}
        self._of: dict[str, set[str]] = {}
        for report in self.reports.values():
            for body in report.bodies:
                self._of.setdefault(body, set()).add(report.id)
        self.general = frozenset(
            i for i, report in self.reports.items() if not any(names.get(body) for body in report.bodies)
        )

    @property
    def bodies(self) -> tuple[str, ...]:
        """The names of all bodies that reports are held on."""
        return tuple(sorted(self._of))

    def among(self, scope: Scope) -> list[Report]:
        """The reports of a scope."""
        return [report for id, report in self.reports.items() if scope.reports is None or id in scope.reports]

    def on(self, body: str) -> frozenset[str]:
        """The ids of the reports on a body."""
        return frozenset(self._of.get(body, ()))

    def kind_of(self, body: str) -> str:
        """The kind of a body, or nothing for one that is not known."""
        known = self._names.get(body)
        return known.kind if known else ""

    def within(self, force: Body) -> frozenset[str]:
        """Reports on local areas of a force in which the inspectorate of constabulary took part."""
        if force.kind != "police":
            return frozenset()
        found = {i for area in force.areas for i in self._of.get(area, ())}
        return frozenset(i for i in found if CONSTABULARY.intersection(self.reports[i].inspectorates))

    def beyond(self, scope: Scope) -> frozenset[str]:
        """Reports on no body in particular, or on the force around an area: passages may name those asked about."""
        if scope.missing or scope.alone or not scope.bodies:
            return frozenset()
        return self.general | self.around(scope.bodies)

    def around(self, bodies: Collection[str]) -> frozenset[str]:
        """Reports on the forces and services whose area the local areas among these bodies lie in."""
        areas = (area for name in bodies if (area := self._names.get(name)) and area.kind == "area")
        return frozenset(i for area in areas for body in self._names.over(area) for i in self.on(body.name))

    def scope(self, question: Question) -> Scope:
        """The reports that may answer a question."""
        meant = [self._candidates(mention, question.services) for mention in question.mentions]
        for candidates in meant:
            if len(candidates) > 1:
                return Scope(choices=tuple(sorted(body.name for body in candidates)))
        # Beside a force, a name that could be a fire service's is a force's, too.
        beside = {body.kind for bodies in meant for body in bodies if body.kind in SERVICES}
        services = question.services or beside
        named = [
            bodies or self._likeliest(mention, services)
            for mention, bodies in zip(question.mentions, meant, strict=True)
        ]
        scope = self._placed(question.mentions, named) if named else Scope()
        return self._of_inspections(scope, question)

    def named(self, name: str) -> Scope | None:
        """The scope of a body given by name, or None for a name that is not known."""
        if name in self._of:
            return Scope((name,), self.on(name))
        for mention in self._names.find(name, typos=True):
            candidates = self._candidates(mention, frozenset())
            if len(candidates) > 1:
                return Scope(choices=tuple(sorted(body.name for body in candidates)))
            bodies = candidates or self._likeliest(mention, frozenset())
            return self._placed([mention], [bodies])
        return None

    def apart(self, scope: Scope) -> list[Scope]:
        """The scope of each body by itself, of a scope of several."""
        if len(scope.bodies) < 2 or scope.reports is None or scope.alone:
            return [scope]
        parts = []
        for name in scope.bodies:
            body = self._names.get(name)
            held = self.on(name) or (self.within(body) if body else frozenset())
            parts.append(replace(scope, bodies=(name,), reports=held & scope.reports))
        return parts

    def _candidates(self, mention: Mention, services: Collection[str]) -> list[Body]:
        """The bodies a mention can mean, of those on which reports are held."""
        held = [body for body in mention.bodies or self._elsewhere(mention) if self.on(body.name)]
        if not held and not mention.place:  # other areas of its force are no answer on a place
            held = [body for body in mention.bodies if self.within(body)]
        hinted = [body for body in held if body.kind in services]
        areas = [body for body in held if body.kind == "area"]
        # Asked about a fire service, a force's report is no answer; an area's may be, both took part.
        others = [] if services and all(body.kind in SERVICES for body in held) else held
        return hinted or areas or others

    def _elsewhere(self, mention: Mention) -> list[Body]:
        """The bodies that a place in no body's area may mean: one that reports give its name, or its country's."""
        if mention.place in self._of:
            return [Body(mention.place, "other", mention.country, (), ())]
        return [body for body in self._names.bodies if mention.country and body.country == mention.country]

    def _placed(self, mentions: Sequence[Mention], named: Sequence[list[Body]]) -> Scope:
        """The scope of bodies named, with the places that led to them, and those that led to none."""
        alone = {body.name for mention, bodies in zip(mentions, named, strict=True) if mention.place for body in bodies}
        scope = self._over(_narrowed(named), alone)
        found = [(mention, bodies) for mention, bodies in zip(mentions, named, strict=True) if mention.place]
        return replace(
            scope,
            elsewhere=tuple((mention.place, mention.country) for mention, bodies in found if not bodies),
            lying_in=tuple((mention.place, bodies[0].name) for mention, bodies in found if _is_in_one(mention, bodies)),
        )

    def _likeliest(self, mention: Mention, services: Collection[str]) -> list[Body]:
        """The bodies to say are not held: those of the kind the question speaks of, else all it may name."""
        meant = (*mention.bodies, *(sibling for body in mention.bodies for sibling in self._names.siblings(body)))
        hinted = [body for body in meant if body.kind in services]
        known = [body for body in mention.bodies if body.kind != "other"]
        return list(dict.fromkeys(hinted or known or mention.bodies))

    def _over(self, bodies: Collection[Body], alone: Collection[str] = ()) -> Scope:
        """The reports on bodies; those on areas in a force stand in for it, but for those named ``alone``."""
        reports: set[str] = set()
        wanting: list[Body] = []
        through: list[str] = []
        for body in bodies:
            held = self.on(body.name)
            if not held and body.name not in alone and (held := self.within(body)):
                through += sorted({self.reports[i].body for i in held})
            if not held:
                wanting.append(body)
            reports |= held
        names = tuple(dict.fromkeys(body.name for body in bodies))
        return Scope(names, frozenset(reports), tuple(wanting), through_areas=tuple(dict.fromkeys(through)))

    def _of_inspections(self, scope: Scope, question: Question) -> Scope:
        """The scope without reports of other inspections than the question means."""
        if (scope.bodies or scope.elsewhere) and not scope.reports:
            return scope
        scope = self._of_kinds(scope, question)
        if question.country and not scope.bodies:
            country = question.country
            kept = self._kept(scope, lambda report: any(self._country(body) == country for body in report.bodies))
            scope = replace(scope, reports=kept, missing=scope.missing or ("" if kept else f"on bodies in {country}"))
        if question.inspectorates:
            # HMIC is HMICFRS under its name until 2017.
            wanted = question.inspectorates | (CONSTABULARY if CONSTABULARY & question.inspectorates else frozenset())
            kept = self._kept(scope, lambda report: bool(wanted.intersection(report.inspectorates)))
            scope = replace(scope, reports=kept) if kept else scope
        scope = self._of_years(scope, question)
        if scope.bodies and question.when:
            scope = self._of_turn(scope, question.when)
        return scope

    def _country(self, name: str) -> str:
        body = self._names.get(name)
        return body.country if body else ""

    def _of_kinds(self, scope: Scope, question: Question) -> Scope:
        if not question.kinds:
            return scope
        kept = self._kept(scope, lambda report: report.kind in question.kinds)
        missing = "" if kept else f"of the kind {listed(sorted(question.kinds), 'or')}"
        return replace(scope, reports=kept, missing=scope.missing or missing)

    def _of_years(self, scope: Scope, question: Question) -> Scope:
        wanted = set(question.years)
        if not wanted:
            return scope
        cycle = re.compile(rf"{min(wanted)}\s?[/\u2013-]\s?(?:20)?{max(wanted) % 100:02}\b")
        kept = frozenset[str]()
        if len(wanted) > 1:  # a cycle of inspections, that titles name
            kept = self._kept(scope, lambda report: bool(cycle.search(report.title)))
        kept = kept or self._kept(scope, lambda report: bool(wanted & _years(report)))
        if kept or not (question.years_titled or scope.bodies):
            return replace(scope, reports=kept or scope.reports)
        years = listed(map(str, sorted(wanted)), "or")
        return replace(scope, reports=kept, missing=scope.missing or f"of {years}")

    def _of_turn(self, scope: Scope, when: str) -> Scope:
        """Only the newest report of each body and kind, or only the one before it."""
        groups: dict[tuple[str, str], list[Report]] = {}
        for i in scope.reports or ():
            groups.setdefault((self.reports[i].body, self.reports[i].kind), []).append(self.reports[i])
        place = 0 if when == "latest" else 1
        ordered = [sorted(group, key=lambda report: report.date, reverse=True) for group in groups.values()]
        kept = frozenset(group[place].id for group in ordered if len(group) > place)
        return replace(scope, reports=kept, missing="" if kept else "of an earlier inspection")

    def _kept(self, scope: Scope, wanted: Callable[[Report], bool]) -> frozenset[str]:
        pool = self.reports.keys() if scope.reports is None else scope.reports
        return frozenset(i for i in pool if wanted(self.reports[i]))

    def between(self, scope: Scope, since: int | None, until: int | None) -> Scope:
        """The scope without reports dated before ``since`` or after ``until``, both years."""
        if (since is None and until is None) or (scope.bodies and not scope.reports):
            return scope
        first, last = since or 0, until or 9999
        kept = self._kept(scope, lambda report: any(first <= year <= last for year in _years(report)))
        named = f"from {since} on" * (until is None) or f"up to {until}" * (since is None) or f"of {since} to {until}"
        return replace(scope, reports=kept, missing="" if kept else named)


def _years(report: Report) -> frozenset[int]:
    """The years of a report's dates, or of its title where it has none."""
    return report.years or years_in(report.title)


def _is_in_one(mention: Mention, bodies: Sequence[Body]) -> bool:
    """Whether it is plain in which area a place lies: of one body alone, or of one local area."""
    areas = [body for body in mention.bodies if body.kind == "area"]
    return len(bodies) == 1 or (bool(bodies) and len(areas) == 1)


def _narrowed(named: Sequence[list[Body]]) -> list[Body]:
    """All bodies named, without a force where an area of it is named beside it.

    *West Midlands officers in Walsall* asks about Walsall.
    """
    kept: list[Body] = []
    for number, bodies in enumerate(named):
        beside = {body.name for n, others in enumerate(named) if n != number for body in others if body.kind == "area"}
        kept += [body for body in bodies if not beside.intersection(body.areas)]
    return kept
