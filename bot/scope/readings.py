"""What names and years come to: bodies that are readings of one name, and the years of reports in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from bot.phrases import listed
from bot.question.bodies import SERVICES
from bot.question.question import Question
from corpus.describe.gazetteer import Body, Mention
from corpus.types import Report
from corpus.vocabulary.dates import years_in
from corpus.vocabulary.kinds import bodies_inspected
from corpus.vocabulary.scales import years_told
from corpus.vocabulary.series import series as every_series

MANY_YEARS: Final = 3  # from which on only the first and the last are named


def in_years(years: Collection[int]) -> str:
    """*2019*, *2019 or 2020*, *2014 to 2018*; of many years the first and the last."""
    ordered = sorted(years)
    if len(ordered) > MANY_YEARS or (len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1):
        return f"{ordered[0]} to {ordered[-1]}"
    return listed(map(str, ordered), "or")


def years_of(report: Report) -> frozenset[int]:
    """The years of a report's dates, or of its title where it has none."""
    return report.years or years_in(report.title)


def within(title: str, wanted: Collection[int]) -> set[int]:
    """The years of a cycle that a title names (*2021/22*), where all of them are wanted."""
    told = set(years_told(title)) - {0}
    return told if told.issubset(wanted) else set()


def also_named(question: Question, meant: Sequence[list[Body]]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The names of a question that fit several bodies, each with the one ``meant`` and the others that it fits.

    Where a local area is meant, its force and fire service are no other place: nobody is misled. A wider place that is
    named beside an area within it (*the Torbay and South Devon trust*) is not meant at all.
    """
    if "bodies" in question.taken_over:
        return ()
    found = []
    for mention, taken in zip(question.mentions, meant, strict=True):
        others = tuple(body.name for body in mention.bodies if body not in taken and _may_be(body, question))
        if len(taken) != 1 or taken[0] not in narrowed(meant):
            continue
        if taken[0].kind != "area" and others and not mention.place:
            found.append((question.text[mention.start : mention.end], taken[0].name, others))
    return tuple(found)


def _may_be(body: Body, question: Question) -> bool:
    """Whether a body is of a kind that a question may mean: by its words, the kinds of report, or what it leans to."""
    leans = _leaning(question)
    kinds = question.services & {*SERVICES} or ({leans} if leans else {*SERVICES})
    if question.kinds:
        kinds = kinds & {kind for report in question.kinds for kind in bodies_inspected(report)}
    return body.kind in kinds


def as_place(
    mention: Mention,
    question: Question,
    held_on: Callable[[str], Collection[str]],
    over: Callable[[Body], Collection[Body]],
) -> Mention:
    """A local area as the place that it is, where no report on it is held, with its force and its fire service.

    Not where a question is for a service or an inspection of the area itself; ``over`` gives none where no reports on
    forces or fire services are held at all.
    """
    area = mention.bodies[0] if len(mention.bodies) == 1 else None
    if area is None or area.kind != "area" or mention.place or held_on(area.name) or _of_area(question):
        return mention
    around = over(area)
    return replace(mention, bodies=(area, *around), place=area.name) if around else mention


def _of_area(question: Question) -> bool:
    """Whether a question is for a service or an inspection of a local area."""
    known = every_series().get(question.series)
    of_service = known is not None and known.on in SERVICES and known.on != "area"
    if (question.series and not of_service) or any("area" in bodies_inspected(kind) for kind in question.kinds):
        return True
    return "area" in (question.services or {_leaning(question)})


def _leaning(question: Question) -> str:
    """The kind of body that a question leans to; without a topic it leans to none that one could stand behind."""
    return "" if question.is_vague or question.is_general else question.leans


def is_in_one(mention: Mention, bodies: Sequence[Body]) -> bool:
    """Whether it is plain in which area a place lies: of one body alone, or of one local area."""
    areas = [body for body in mention.bodies if body.kind == "area"]
    return len(bodies) == 1 or (bool(bodies) and len(areas) == 1)


def are_readings(bodies: Sequence[Body]) -> bool:
    """Whether bodies are one each of several kinds, a local area among them: readings of one name, to answer all."""
    kinds = [body.kind for body in bodies]
    return "area" in kinds and len(kinds) == len({*kinds}) > 1


def narrowed(named: Sequence[list[Body]]) -> list[Body]:
    """All bodies named, without a force where an area of it is named: *West Midlands officers in Walsall*."""
    kept: list[Body] = []
    for number, bodies in enumerate(named):
        beside = {body.name for n, others in enumerate(named) if n != number for body in others if body.kind == "area"}
        kept += [body for body in bodies if not beside.intersection(body.areas)]
    return kept
