"""Which body a name means: a county is a council's area, a force and a fire service."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from corpus.describe.gazetteer import Body, Gazetteer, Mention
from corpus.describe.groups import groups_in, names_neighbours, neighbours_of
from corpus.vocabulary.abbreviations import known_in
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.kinds import JOINT_TARGETED

SURE: Final = 0.7  # share from which the kind of body a question is likely to be about decides a name
MOVES: Final = 0.8  # share from which it leads from an area to the force or fire service around it
_TELLING: Final = frozenset(("named", "service", "kind", "implied", "who"))  # slots that follow a place's name
SERVICES: Final = ("police", "fire", "area")


@dataclass(frozen=True, slots=True)
class Meant:
    """The names of the bodies that are meant, and of all that may be meant where that is open."""

    bodies: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cues:
    """What tells kinds of body apart: services that words name, kinds of report, and the share of each kind."""

    services: frozenset[str]
    kinds: frozenset[str]
    shares: Mapping[str, float]

    @property
    def wanted(self) -> str:
        """The likeliest kind of body, by its name in the question first."""
        if len(self.services) == 1:
            return next(iter(self.services))
        among = self.services or SERVICES
        return max(among, key=lambda kind: self.shares.get(kind, 0.0))

    @property
    def others(self) -> tuple[str, ...]:
        """The services of a place that the words do not name, where they name another."""
        return tuple(kind for kind in ("police", "fire") if self.services and kind not in self.services)

    def sure(self, least: float) -> bool:
        """Whether a word names the kind, or its share is large enough."""
        return bool(self.services) or self.shares.get(self.wanted, 0.0) >= least


def mentioned(text: str, names: Gazetteer) -> tuple[Mention, ...]:
    """The bodies that a text names, those of groups one by one, and the neighbours of forces where it asks for them."""
    groups = groups_in(text)
    found = names.find(text, typos=not groups)
    found = found or _leading(text, names)
    terms = known_in(text)  # Clare's Law is no place
    found = tuple(one for one in found if not any(one.start < end and start < one.end for start, end, _ in terms))
    single = [one for one in found if not any(one.start < group.end and group.start < one.end for group in groups)]
    if names_neighbours(text):
        single = [other for one in single for other in (around(one, names) or (one,))]
    members = [
        Mention(group.start, group.end, (body,))
        for group in groups
        for name in group.bodies
        if (body := names.get(name))
    ]
    return tuple(sorted([*single, *members], key=lambda one: one.start))


def _leading(text: str, names: Gazetteer) -> tuple[Mention, ...]:
    """A place that is also a word, typed before what is asked of it (*Reading SEND*), as in the box of a search."""
    (mention, *_), said = names.find(f"in {text[:1].upper()}{text[1:]}") or (None,), said_in(text)
    if mention is None or mention.start != len("in "):
        return ()
    after = mention.end - len("in ") + 1
    if any(one.start == after and (one.slot in _TELLING or one.slot.startswith("judged")) for one in said):
        return (replace(mention, start=0, end=after - 1),)
    return ()


def around(mention: Mention, names: Gazetteer) -> tuple[Mention, ...]:
    """A mention of each neighbour of the force that a mention names."""
    forces = [body for body in mention.bodies if body.kind == "police"]
    near = dict.fromkeys(name for body in forces[:1] for name in neighbours_of(body.name))
    return tuple(Mention(mention.start, mention.end, (body,)) for name in near if (body := names.get(name)))


def meant(mentions: Iterable[Mention], cues: Cues, names: Gazetteer) -> Meant:
    """The bodies that names mean, by the words around them."""
    each = [_of(mention, cues, names) for mention in mentions if mention.bodies]
    bodies = tuple(dict.fromkeys(name for one in each for name in one.bodies))
    return Meant(bodies, tuple(dict.fromkeys(name for one in each for name in one.may_be)))


def _of(mention: Mention, cues: Cues, names: Gazetteer) -> Meant:
    candidates = mention.bodies
    if len(candidates) == 1 and candidates[0].kind not in ("area", *cues.others):
        return Meant((candidates[0].name,))
    areas = [body for body in candidates if body.kind == "area"]
    if areas and {"police", "area"} <= cues.services and JOINT_TARGETED in cues.kinds:
        return Meant(_named([areas[0], *counterparts(areas[0], "police", names)]))
    wanted = cues.wanted
    fits = [body for body in candidates if body.kind == wanted]
    if not fits and cues.sure(MOVES):
        fits = [other for body in candidates for other in counterparts(body, wanted, names) if other.kind == wanted]
    if len(fits) > 1:
        fits = _largest(fits)
    if not cues.sure(SURE) and len({body.kind for body in candidates} & {*SERVICES}) > 1:
        return Meant(_named([_usual(mention, candidates)]), _named(candidates))
    several = len(fits) > 1 and fits[0].kind == "fire"
    return Meant(_named(fits[:1] or [_usual(mention, candidates)]), _named(fits) if several else ())


def counterparts(body: Body, kind: str, names: Gazetteer) -> list[Body]:
    """The bodies of another kind for the place of a body: of the same name, around it, or over the same areas."""
    same = [other for other in names.siblings(body) if other.kind == kind]
    if same or body.kind == kind:
        return same or [body]
    if body.kind == "area":
        return [other for other in names.over(body) if other.kind == kind]
    return [other for other in names.bodies if other.kind == kind and {*other.areas} & {*body.areas}][:1]


def _largest(bodies: Collection[Body]) -> list[Body]:
    """Bodies by the number of areas they cover, which a name shared by several is mostly meant for."""
    return sorted(bodies, key=lambda body: -len(body.areas))


def _usual(mention: Mention, candidates: Collection[Body]) -> Body:
    """The body that a bare name usually means: the force of that very name, else the area, else the first."""
    areas = [body for body in candidates if body.kind == "area"]
    forces = [body for body in candidates if body.kind == "police"]
    same = [force for force in forces if not areas or force.name.startswith(areas[0].name)]
    return (same or areas or list(candidates))[0]


def _named(bodies: Iterable[Body]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(body.name for body in bodies))
