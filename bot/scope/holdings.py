"""Which reports may answer: those on the bodies named, of the inspections meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.phrases import listed
from bot.question.question import Question
from bot.question.whole import series_asked
from bot.scope.later import NARROW, supersedes
from bot.scope.no_such import in_its_area
from bot.scope.readings import also_named, are_readings, as_place, in_years, is_in_one, narrowed, within, years_of
from bot.types import Turn
from corpus.describe.gazetteer import Body, Gazetteer, Mention
from corpus.types import CONSTABULARY, Report
from corpus.vocabulary.kinds import also_called, family_of, kind_named
from corpus.vocabulary.series import Series, called

_OF_A_PLACE = frozenset(("police", "fire"))  # services of which a place has one each


@dataclass(frozen=True, slots=True)
class Scope:
    """The reports that may answer, ``None`` for all; or why none may.

    ``wanting`` are bodies asked for of which no report is held; ``choices`` the bodies between
    which the question does not decide; ``missing`` names the inspections asked for of which none
    is held (*of 2019*), ``nearest`` those for which the nearest in time stand in. ``timed`` names the time that
    these reports are of. ``through_areas`` are the areas whose reports stand in for a force's.
    ``alone`` keeps to these reports: none on the force around an area, and none on no body in particular.
    ``elsewhere`` are places named that lie in no body's area, each with its country, empty for one not known;
    ``lying_in`` are places named, each with a body in whose area it lies. ``unheld`` is the series of inspections whose
    whole matter is asked about, where no report of it is held on these bodies: others may speak of the matter;
    ``beside`` is that whose matter these reports are on among others, as joint inspections are on the police, or may
    speak of, where a question names them. ``taken`` are names that fit several bodies, each with the one that was taken
    as it alone is held, and the others.
    """

    bodies: tuple[str, ...] = ()
    reports: frozenset[str] | None = None
    wanting: tuple[Body, ...] = ()
    choices: tuple[str, ...] = ()
    missing: str = ""
    nearest: str = ""
    timed: str = ""
    through_areas: tuple[str, ...] = ()
    alone: bool = False
    elsewhere: tuple[tuple[str, str], ...] = ()
    lying_in: tuple[tuple[str, str], ...] = ()
    unheld: Series | None = None
    beside: Series | None = None
    taken: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


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

    def after(self, report: Report) -> Report | None:
        """The newest report on the same body that supersedes this one; letters on a single matter do not."""
        others = (self.reports[i] for i in self._of.get(report.body, ()))
        later = [other for other in others if other.kind not in NARROW and supersedes(other, report)]
        return max(later, key=lambda other: other.date, default=None)

    def since(self, report: Report) -> list[Report]:
        """The later reports on the same body, the newest first."""
        others = (self.reports[i] for i in self._of.get(report.body, ()))
        return sorted((one for one in others if one.date > report.date > ""), key=lambda one: one.date, reverse=True)

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

    def known(self, kind: str) -> int:
        """How many bodies of a kind are known, whether or not reports on them are held."""
        return sum(body.kind == kind for body in self._names.bodies)

    def within(self, force: Body, asked: Collection[str] = ()) -> frozenset[str]:
        """Reports on areas of a force, on those ``asked`` about if any, in which HMIC or HMICFRS took part."""
        if force.kind != "police":
            return frozenset()
        areas = [area for area in force.areas if area in asked] or force.areas
        found = {i for area in areas for i in self._of.get(area, ())}
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
        over = self._names.over if any(self.kind_of(body) in _OF_A_PLACE for body in self._of) else lambda _: ()
        mentions = tuple(as_place(one, question, self.on, over) for one in question.mentions)
        mentions = tuple(in_its_area(one, question.services, self._names) for one in mentions)
        question = replace(question, mentions=mentions)
        meant = [self._candidates(mention, question.services, question.leans) for mention in mentions]
        for candidates in meant:
            if len(candidates) > 1 and not are_readings(candidates):
                return Scope(choices=tuple(sorted(body.name for body in candidates)))
        # Beside a force, a name that could be a fire service's is a force's, too.
        beside = {body.kind for bodies in meant for body in bodies if body.kind in _OF_A_PLACE}
        services = question.services or beside
        named = [bodies or self._likeliest(mention, services) for mention, bodies in zip(mentions, meant, strict=True)]
        scope = self._placed(mentions, named, question.within) if named else Scope()
        return replace(self._of_inspections(scope, question), taken=also_named(question, meant))

    def named(self, name: str) -> Scope | None:
        """The scope of a body given by name, or None for a name that is not known."""
        if name in self._of:
            return Scope((name,), self.on(name))
        for mention in self._names.find(name, typos=True):
            candidates = self._candidates(mention, frozenset())
            candidates = [body for body in candidates if body.kind == "area"] or candidates
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

    def _candidates(self, mention: Mention, services: Collection[str], leans: str = "") -> list[Body]:
        """The bodies a mention can mean, of those on which reports are held.

        The kind that the question is likely to be about, ``leans``, decides between them; it hides none. Where nothing
        decides between the council's area and the services of a county, all are meant.
        """
        held = [body for body in mention.bodies or self._elsewhere(mention) if self.on(body.name)]
        if not held and not mention.place:  # other areas of its force are no answer on a place
            held = [body for body in mention.bodies if self.within(body)]
        hinted = [body for body in held if body.kind in services]
        areas = [body for body in held if body.kind == "area"]
        # Asked about a fire service, a force's report is no answer; an area's may be, both took part.
        others = [] if services and all(body.kind in _OF_A_PLACE for body in held) else held
        leaning = [body for body in held if not services and body.kind == leans]
        return hinted or leaning or (areas if services or not are_readings(held) else held) or others

    def _elsewhere(self, mention: Mention) -> list[Body]:
        """The bodies that a place in no body's area may mean: one that reports give its name, or its country's."""
        if mention.place in self._of:
            return [Body(mention.place, "other", mention.country, (), ())]
        return [body for body in self._names.bodies if mention.country and body.country == mention.country]

    def _placed(self, mentions: Sequence[Mention], named: Sequence[list[Body]], asked: Collection[str] = ()) -> Scope:
        """The scope of bodies named, with the places that led to them, and those that led to none."""
        alone = {body.name for mention, bodies in zip(mentions, named, strict=True) if mention.place for body in bodies}
        scope = self._over(narrowed(named), alone, asked)
        found = [(mention, bodies) for mention, bodies in zip(mentions, named, strict=True) if mention.place]
        return replace(
            scope,
            elsewhere=tuple((mention.place, mention.country) for mention, bodies in found if not bodies),
            lying_in=tuple((mention.place, bodies[0].name) for mention, bodies in found if is_in_one(mention, bodies)),
        )

    def _likeliest(self, mention: Mention, services: Collection[str]) -> list[Body]:
        """The bodies to say are not held: those of the kind the question speaks of, else all it may name."""
        meant = (*mention.bodies, *(sibling for body in mention.bodies for sibling in self._names.siblings(body)))
        hinted = [body for body in meant if body.kind in services]
        known = [body for body in mention.bodies if body.kind != "other"]
        return list(dict.fromkeys(hinted or known or mention.bodies))

    def _over(self, bodies: Collection[Body], alone: Collection[str], asked: Collection[str]) -> Scope:
        """The reports on bodies; those on areas in a force stand in for it, but for those named ``alone``."""
        reports: set[str] = set()
        wanting: list[Body] = []
        through: list[str] = []
        for body in bodies:
            held = self.on(body.name)
            if not held and body.name not in alone and (held := self.within(body, asked)):
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
        scope = self._of_series(self._of_kinds(scope, question), question)
        if question.inspectorates:
            # HMIC is HMICFRS under its name until 2017.
            wanted = question.inspectorates | (CONSTABULARY if CONSTABULARY & question.inspectorates else frozenset())
            kept = self._kept(scope, lambda report: bool(wanted.intersection(report.inspectorates)))
            scope = replace(scope, reports=kept) if kept else scope
        scope = self._of_years(scope, question)
        if scope.bodies and question.insists:
            scope = self._of_turn(scope, question.turn, question.back or 1)
        return scope

    def _of_kinds(self, scope: Scope, question: Question) -> Scope:
        if not question.kinds:
            return scope
        kept = self._kept(scope, lambda report: report.kind in question.kinds)
        kept = kept or self._kept(scope, lambda report: report.kind in also_called(question.kinds))
        missing = "" if kept else f"of the kind {listed(called(question.kinds), 'or')}"
        return replace(scope, reports=kept, missing=scope.missing or missing)

    def _of_series(self, scope: Scope, question: Question) -> Scope:
        """Of the series whose whole matter is asked about the reports on it; where none is, that it is not held."""
        asked = series_asked(question)
        if not asked or not scope.bodies or not scope.reports:
            return scope
        if not all(kind_named(report.kind) for report in self.among(scope)):
            return scope  # what a report of no known kind is on cannot be told
        kept = self._kept(scope, lambda one: asked.treats(one.kind, one.inspectorates, self.kind_of(one.body)))
        if not kept:
            return replace(scope, beside=asked) if question.kinds else replace(scope, unheld=asked)
        held = map(self.reports.__getitem__, kept)
        alone = any(one.kind in asked.kinds or self.kind_of(one.body) == asked.on for one in held)
        among_others = bool(asked.by) and not alone and not scope.through_areas
        return replace(scope, reports=kept, beside=asked if among_others else None)

    def _of_years(self, scope: Scope, question: Question) -> Scope:
        """Only reports of the years of an inspection; where there are none, the nearest, unless only those will do."""
        wanted = set(question.years)
        if not wanted or question.role == "event":
            return scope
        kept, named = self._dated(scope, wanted), f"of {in_years(wanted)}"
        if kept:
            return replace(scope, reports=kept, timed=named)
        if question.needs_that_year or scope.missing:
            return replace(scope, reports=kept, missing=scope.missing or named)
        near = self._nearest(scope, wanted) if scope.bodies else scope.reports
        return replace(scope, reports=near, nearest=named if scope.bodies else "")

    def _dated(self, scope: Scope, wanted: set[int]) -> frozenset[str]:
        """The reports of a cycle that titles name, else those with a date in the years wanted."""
        cycle = re.compile(rf"{min(wanted)}\s?[/\u2013-]\s?(?:20)?{max(wanted) % 100:02}\b")
        named = self._kept(scope, lambda report: len(wanted) > 1 and bool(cycle.search(report.title)))
        return named or self._kept(
            scope, lambda report: bool(wanted & (years_of(report) | within(report.title, wanted)))
        )

    def _nearest(self, scope: Scope, wanted: set[int]) -> frozenset[str]:
        """Of each body the reports nearest in time to the years wanted, the later of two that are as near."""
        far: dict[str, tuple[tuple[int, int], str]] = {}
        for i in sorted(scope.reports or ()):
            years = years_of(self.reports[i])
            gap = min((abs(year - other) for year in years for other in wanted), default=9999)
            best = (gap, -max(years, default=0)), i
            far[self.reports[i].body] = min(far.get(self.reports[i].body, best), best)
        nearest = {body: years_of(self.reports[i]) for body, (_, i) in far.items()}
        return frozenset(i for i in scope.reports or () if years_of(self.reports[i]) == nearest[self.reports[i].body])

    def _of_turn(self, scope: Scope, turn: Turn, back: int) -> Scope:
        """Of each body and kind only the newest report, only the one so many before it, or only the first."""
        place = {"latest": 0, "previous": back, "first": -1}.get(turn)
        if place is None or not scope.reports:
            return scope
        # Frameworks follow each other under other names: where a kind has no earlier report, the body may have one.
        kept = self._in_turn(scope, place, lambda report: (report.body, family_of(report.kind)))
        kept = kept or self._in_turn(scope, place, lambda report: (report.body,))
        missing = "of an earlier inspection" if back == 1 else f"of the inspection {back} before the newest"
        return replace(scope, reports=kept, missing="" if kept else missing)

    def _in_turn(self, scope: Scope, place: int, group_of: Callable[[Report], tuple[str, ...]]) -> frozenset[str]:
        """The report at a place of each group, the newest at 0."""
        groups: dict[tuple[str, ...], list[Report]] = {}
        for report in sorted(self.among(scope), key=lambda report: report.date, reverse=True):
            groups.setdefault(group_of(report), []).append(report)
        return frozenset(group[place].id for group in groups.values() if len(group) > place)

    def _kept(self, scope: Scope, wanted: Callable[[Report], bool]) -> frozenset[str]:
        pool = self.reports.keys() if scope.reports is None else scope.reports
        return frozenset(i for i in pool if wanted(self.reports[i]))

    def between(self, scope: Scope, since: int | None, until: int | None) -> Scope:
        """The scope without reports dated before ``since`` or after ``until``, both years."""
        if (since is None and until is None) or (scope.bodies and not scope.reports):
            return scope
        first, last = since or 0, until or 9999
        kept = self._kept(scope, lambda report: any(first <= year <= last for year in years_of(report)))
        named = f"from {since} on" * (until is None) or f"up to {until}" * (since is None) or f"of {since} to {until}"
        return replace(scope, reports=kept, missing="" if kept else named)
