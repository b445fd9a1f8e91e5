"""Which of all bodies have a grade: overall where their inspections give such a grade, else for an area of work."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from bot.phrases import counted, listed
from bot.question.question import Question
from bot.quoting.place import dated, period
from bot.registered.grades.denominator import current
from bot.registered.grades.judged import Judged, cut_told, each_body_first
from bot.registers.grade_area import as_entry, newest, rank_of, scale_of
from bot.registers.grades import Grade
from bot.scope.holdings import Holdings
from bot.types import Entry
from corpus.types import Report
from corpus.vocabulary.scales import NOT_COMPARABLE

KEPT_APART: Final = "Not counted, as the inspection was of a part of the services alone: {named}."
FOR_AREAS: Final = "Not overall, but for one area of work or more: {bodies}."
SINGLE: Final = "not overall, but for {area}"
INSTEAD: Final = "What each was given instead is listed{cut}."
NEAREST: Final = "Of each body the grade that comes nearest to it is listed{cut}."
CUT: Final = ", and the first {shown} are quoted"
MOST: Final = 12  # bodies named in a sentence
_ANY_PART: Final = re.compile(
    r"\b(?:anything|something|anywhere|at least one|(?:any|some|one|single|every|all|each)\s+(?:part|area|aspect"
    r"|judge?ment|grade|rating|categor(?:y|ies))s?)\b",
    re.I,
)


def is_of_service(report: Report, services: Iterable[str], holdings: Holdings) -> bool:
    """Whether a report is on a body of one of these kinds, or any kind will do."""
    return not services or holdings.kind_of(report.body) in services


def current_of(
    held: Sequence[Grade], reports: Collection[Report], services: Iterable[str], holdings: Holdings
) -> list[Grade]:
    """The judgments on bodies of these kinds that no later inspection stands against whose own could not be read."""
    return [grade for grade in current(held, reports) if is_of_service(grade.report, services, holdings)]


def with_grade(held: Sequence[Grade], on: Sequence[Grade] | None, question: Question, count: int) -> Judged | None:
    """The judgments of all bodies with the grade asked about; without one, all of one area, the best first.

    They are ``on`` the area of work that is named; where none is, of each inspection as a whole, with those of single
    areas apart. Of inspections that give no such grade, and where any area will do, they are of any area.
    """
    if on is not None:
        return _of_area(on, question, count, area=True)
    overall, apart = overall_of_all(held)
    if overall and question.grades and not _ANY_PART.search(question.text):
        return _as_a_whole(held, overall, apart, question, count)
    if overall and question.overall:
        return _of_area(overall, question, count, area=True)
    return _of_area(newest(held), question, count, area=False)


def overall_of_all(held: Sequence[Grade]) -> tuple[list[Grade], list[Grade]]:
    """The overall judgments of all bodies, and apart those of bodies inspected on a part of their services alone."""
    whole = newest([grade for grade in held if not grade.part])
    judged_whole = {grade.report.body for grade in whole}
    of_part = [grade for grade in newest(held) if grade.part and grade.report.body not in judged_whole]
    overall, apart = ([grade for grade in some if grade.is_overall] for some in (whole, of_part))
    return (overall, apart) if overall else (apart, [])


def _as_a_whole(
    held: Sequence[Grade], overall: Sequence[Grade], apart: Sequence[Grade], question: Question, count: int
) -> Judged:
    """The bodies with a grade overall, those that have it for a single area alone, and those judged on a part alone."""
    kept, given_apart = ([one for one in some if _is_so(one, question)] for some in (overall, apart))
    having = {grade.report.body for grade in kept}
    whole = newest([grade for grade in held if not grade.part])
    singles = [one for one in whole if _is_so(one, question) and one.report.body not in having and not one.is_overall]
    singles = [] if question.overall else singles
    counted_of = f"of the {_bodies(overall)} with an overall judgment in the newest graded inspection held"
    named = _named(question.grades)
    message = f"{len(having) or 'None'} {counted_of} {'were' if len(having) > 1 else 'was'} given {named} overall"
    message += f": {listed(f'{one.report.body} ({dated(one.report)})' for one in kept)}" * (0 < len(kept) <= MOST)
    message += f", in reports of {period(one.report for one in kept)}" * (len(kept) > MOST)
    instead = [] if kept or singles else nearest(overall, question.grades)
    shown = [*kept, *singles, *instead]
    message += f"{'' if instead else cut_told(len(shown), min(len(shown), count))}."
    told = [message, _for_areas(singles), kept_apart(given_apart)]
    told += [INSTEAD.format(cut=_cut(shown, count))] * bool(instead)
    told += [NOT_COMPARABLE] * (len({one.cycle for one in shown}) > 1)
    further = [Entry(one.report.body, SINGLE.format(area=one.area), one.label, one.quote) for one in singles]
    further += map(as_entry, given_apart)
    return Judged(
        tuple(shown[:count]), " ".join(filter(None, told)), True, listed=(*kept, *instead), further=tuple(further)
    )


def _for_areas(singles: Sequence[Grade]) -> str:
    bodies = list(dict.fromkeys(grade.report.body for grade in singles))
    told = listed(bodies) if len(bodies) <= MOST else f"{len(bodies)} others"
    return FOR_AREAS.format(bodies=told) if bodies else ""


def kept_apart(apart: Sequence[Grade]) -> str:
    """Which bodies with a grade are not counted, since their inspection was of a part of the services alone."""
    named = [
        f"{grade.report.body} (\u201c{grade.label}\u201d, {dated(grade.report)}, {grade.part} alone)" for grade in apart
    ]
    return KEPT_APART.format(named=listed(named)) if named else ""


def nearest(grades: Sequence[Grade], asked: Collection[str]) -> list[Grade]:
    """Of each body the judgments whose grade is nearest to one of those asked about, the first of several."""
    best: dict[str, Grade] = {}
    for grade in sorted(grades, key=lambda one: (_distance(one, asked), not one.is_overall)):
        best.setdefault(grade.report.body, grade)
    return [best[body] for body in dict.fromkeys(grade.report.body for grade in grades)]


def _distance(grade: Grade, asked: Collection[str]) -> int:
    scale = scale_of(grade)
    return min((abs(rank_of(grade) - scale.index(one)) for one in asked if one in scale), default=len(scale))


def _is_so(grade: Grade, question: Question) -> bool:
    return not question.grades or grade.judgment.grade in question.grades


def _named(grades: Iterable[str]) -> str:
    return " or ".join(f"\u201c{grade}\u201d" for grade in sorted(grades))


def _bodies(grades: Iterable[Grade]) -> str:
    return counted(len({grade.report.body for grade in grades}), "body", "bodies")


def _of_area(on: Sequence[Grade], question: Question, count: int, *, area: bool) -> Judged | None:
    """The judgments ``on`` an area with the grade asked about; where there are none, those that were given instead."""
    if not on or not (question.grades or area):
        return None
    kept = [grade for grade in on if _is_so(grade, question)]
    if not question.grades:
        turn = -1 if re.search(r"\b(?:worst|lowest|poorest)\b", question.text, re.I) else 1
        kept.sort(key=lambda grade: turn * rank_of(grade))
    shown = each_body_first(kept or (on if area else nearest(on, question.grades)))
    cut = cut_told(len(shown), min(len(shown), count)) if kept else ""
    told = [f"{_how_many(on, kept, question, area=area)}{cut}."]
    if not kept:
        told.append((INSTEAD if area else NEAREST).format(cut=_cut(shown, count)))
    told += [NOT_COMPARABLE] * (len({grade.cycle for grade in shown[:count]}) > 1)
    return Judged(tuple(shown[:count]), " ".join(told), True, listed=tuple(shown))


def _cut(shown: Sequence[Grade], count: int) -> str:
    return CUT.format(shown=count) if len(shown) > count else ""


def _how_many(on: Sequence[Grade], kept: Sequence[Grade], question: Question, *, area: bool) -> str:
    """Of how many bodies how many have the grade, on which area, and in reports of what time."""
    of_area = f" on {' / '.join(sorted({grade.area for grade in on}))}" * area
    having = len({grade.report.body for grade in kept})
    of = f"of the {_bodies(on)} with a judgment{of_area} in the newest graded inspection held"
    somewhere = " for at least one area" * (not area and any(one.part or not one.is_overall for one in kept))
    overall = len({grade.report.body for grade in kept if grade.is_overall and not grade.part})
    somewhere += f", {overall} of them overall" * bool(somewhere and overall)
    given = f"{'were' if having > 1 else 'was'} given {_named(question.grades)}{somewhere}"
    message = f"{having or 'None'} {of} {given}" if question.grades else f"All {of[7:]}"
    return message + (f", in reports of {dates}" if (dates := period(grade.report for grade in kept)) else "")
