"""Names of which there is no police force or no fire service: those of the service that lie in that area are meant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from bot.phrases import listed
from bot.question.question import Question
from corpus.describe.gazetteer import Body, Gazetteer, Mention

_CALLED: Final = {"police": "police force", "fire": "fire and rescue service"}
TOLD: Final = "There is no {service} of the name \u201c{name}\u201d: {bodies} {lie} in that area."


def in_its_area(mention: Mention, services: Collection[str], names: Gazetteer) -> Mention:
    """A name that is only that of a service of another kind (*Thames Valley fire*), as those asked for in its area."""
    wanted = _asked(services)
    others = {body.kind for body in mention.bodies} <= {*_CALLED} - {wanted}
    if not (wanted and mention.bodies and others) or mention.place:
        return mention
    if any(same.kind == wanted for body in mention.bodies for same in names.siblings(body)):
        return mention
    areas = {area for body in mention.bodies for area in body.areas}
    found = tuple(body for body in names.bodies if body.kind == wanted and areas.intersection(body.areas))
    return replace(mention, bodies=found) if found else mention


def told(question: Question, names: Gazetteer) -> str:
    """That there is no such service, and which lie in that area, each behind a blank; or nothing."""
    wanted = _asked(question.services)
    said: dict[str, str] = {}
    own = wanted and "bodies" not in question.taken_over
    for mention in question.mentions if own else ():
        name, meant = question.text[mention.start : mention.end], in_its_area(mention, question.services, names).bodies
        bodies = [body for body in meant if body.kind == wanted]
        if _none_so_called(name, bodies, wanted, names):
            lie = "lies" if len(bodies) == 1 else "lie"
            in_it = listed(body.name for body in bodies)
            said[name] = TOLD.format(service=_CALLED[wanted], name=name, bodies=in_it, lie=lie)
    return "".join(f" {one}" for one in said.values())


def _asked(services: Collection[str]) -> str:
    """The one service of a place that a question names, or nothing."""
    asked = [kind for kind in _CALLED if kind in services]
    return asked[0] if len(asked) == len(services) == 1 else ""


def _none_so_called(name: str, bodies: Collection[Body], wanted: str, names: Gazetteer) -> bool:
    """Whether a name is that of a body of the other service, and of none of those that are meant."""
    said = name.lower()
    own = not any(said in body.name.lower() for body in bodies)
    others = (body for body in names.bodies if body.kind in _CALLED and body.kind != wanted)
    return bool(bodies) and own and any(body.name.lower().startswith(said) for body in others)
