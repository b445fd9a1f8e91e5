"""Questions for a grade, an outcome or a judgment, answered from the register of graded judgments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.ask import yes_no
from bot.ask.denominator import beyond, current, later_unread
from bot.ask.grade_area import area_topic, as_entry, came_to, newest, on_area, rank_of
from bot.ask.grade_said import first_sentence
from bot.ask.sentences import cut
from bot.phrases import counted, listed
from bot.question.question import Question
from bot.quoting.place import dated, period, title
from bot.registers import spread
from bot.registers.grades import Grade, grades_of
from bot.registers.tally import tally_of
from bot.scope.holdings import Holdings, Scope
from bot.types import Entry, Quote
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.scales import NOT_COMPARABLE, folded
from index.search import Index
from index.types import StoredPassage

_ASKS_GRADE: Final = re.compile(r"\b(?:grad(?:e[sd]?|ings?)|ratings?|rated|judge?ments?|judged)\b", re.I)
_GETS: Final = re.compile(r"^\W*what (?:did|does|do|has|have)\b.*\b(?:get|got|gotten|receive|achieve|score)d?\b", re.I)
_WIDE: Final = re.compile(r"^\W*(?:how many|which|what|list)\b", re.I)  # of all bodies
NO_AREA: Final = "No grade for an area of that name could be read in {title} ({date}). Read were those for {areas}."
_NOT_ALL: Final = " A digest may not name them all: see the official report."
KEPT_APART: Final = "Not counted, as the inspection was of a part of the services alone: {named}."
_NO_OVERALL: Final = re.compile(
    r"\b(?:no|not|nor|any|never)\b[^.]{0,40}\b(?:overall|single) (?:grade|judge?ment|rating)", re.I
)


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgments to quote first, what the message says of them, and whether they are all there is to quote.

    ``first`` are sentences of the report on its grades as a whole, which come before them; ``listed`` is the whole
    list.
    """

    grades: tuple[Grade, ...]
    message: str
    whole: bool
    first: tuple[Quote, ...] = ()
    listed: tuple[Grade, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All judgments that answer, as a list."""
        return tuple(as_entry(grade) for grade in self.listed)


def judged(index: Index, holdings: Holdings, question: Question, scope: Scope, count: int) -> Judged | None:
    """The judgments that answer a question for a grade; None where the register does not say.

    Of named bodies, those of the newest inspection of each; else those with the grade asked about.
    """
    if not question.seeks_grade:
        return None
    reports = [holdings.reports[i] for i in (holdings.reports if scope.reports is None else scope.reports)]
    held = grades_of(index.store, reports)
    topic = area_topic(index, question, held)
    if scope.bodies:
        held.sort(key=lambda grade: _turn(grade.report, scope))
        on_topic = newest(on_area(index, topic, held)) if topic else []
        overall = [] if topic or not question.overall else list(filter(_overall, newest(held)))
        if topic and not on_topic and not question.names_grade:
            return None
        each = -(-count // len(holdings.apart(scope)))
        found = _of_bodies(newest(held), on_topic or overall, question, topic is None and not overall, each)
        found = _as_a_whole(index, found, question) if found and found.whole else found
        return _told_of_unread(found, reports, {grade.report.id for grade in held}) if found else None
    held = [grade for grade in current(held, reports) if _is_of_service(grade.report, question.services, holdings)]
    latest = newest(held)
    overall, apart = _overall_of_all(held) if not topic and question.overall else ([], [])
    asked_on = on_area(index, topic, latest) if topic else overall or latest
    found = _with_grade(asked_on, question, topic is not None or bool(overall), count)
    told = beyond(latest, [one for one in reports if _is_of_service(one, question.services, holdings)], holdings)
    told = " ".join(filter(None, (_kept_apart(apart, question), told)))
    return replace(found, message=f"{found.message} {told}".strip()) if found else None


def _overall_of_all(held: Sequence[Grade]) -> tuple[list[Grade], list[Grade]]:
    """The overall judgments of all bodies, and apart those of bodies inspected on a part of their services alone."""
    whole = newest([grade for grade in held if not grade.part])
    judged_whole = {grade.report.body for grade in whole}
    of_part = [grade for grade in newest(held) if grade.part and grade.report.body not in judged_whole]
    overall, apart = list(filter(_overall, whole)), list(filter(_overall, of_part))
    return (overall, apart) if overall else (apart, [])


def _kept_apart(apart: Sequence[Grade], question: Question) -> str:
    """Which bodies with the grade asked about are not counted, since their inspection was of a part alone."""
    named = [
        f"{grade.report.body} (\u201c{grade.label}\u201d, {dated(grade.report)}, {grade.part} alone)"
        for grade in apart
        if not question.grades or grade.judgment.grade in question.grades
    ]
    return KEPT_APART.format(named=listed(named)) if named else ""


def names_grade(index: Index, holdings: Holdings, question: Question, scope: Scope) -> bool:
    """Whether a question that seems to seek something else asks for a grade: overall, or on an area that is graded.

    It names a grade and asks for yes or no, or for all bodies with it; or it asks what a body *got* for an area,
    or came to in the end.
    """
    named = any(said.slot == "grade" and said.meaning != "good" for said in said_in(question.text))
    wide = not scope.bodies and bool(_WIDE.match(question.text))
    gets = bool(scope.bodies) and bool(_GETS.match(question.text))
    asks = gets or (named and (wide or yes_no.asks(question.text)))
    if scope.bodies and question.seeks == "passage" and came_to(question):
        return True
    if question.seeks not in ("passage", "findings", "count") or not asks:
        return False
    held = grades_of(index.store, holdings.among(scope)) if scope.bodies else []
    topic = area_topic(index, question, held)
    return not gets if topic is None else bool(on_area(index, topic, newest(held)))


def not_graded(index: Index, holdings: Holdings, question: Question, scope: Scope) -> str:
    """That no grade of the area asked for could be read in the newest graded inspection of one body, and which were."""
    asks = question.seeks_grade and bool(_ASKS_GRADE.search(question.text))
    if not asks or len(scope.bodies) != 1 or scope.through_areas:
        return ""
    latest = newest(grades_of(index.store, holdings.among(scope)))
    if not latest or area_topic(index, question, latest) is None:
        return ""
    areas = listed(grade.area for grade in latest)
    report = latest[0].report
    return NO_AREA.format(title=title(report), date=dated(report), areas=areas) + _NOT_ALL * report.digest


def _turn(report: Report, scope: Scope) -> int:
    """The place of a report's body among those asked about."""
    return scope.bodies.index(report.body) if report.body in scope.bodies else len(scope.bodies)


def _is_of_service(report: Report, services: Iterable[str], holdings: Holdings) -> bool:
    return not services or holdings.kind_of(report.body) in services


def _of_bodies(
    latest: Sequence[Grade], on_topic: Sequence[Grade], question: Question, general: bool, each: int
) -> Judged | None:
    """The judgments on the area asked about; all, where none is named; the outcome, which is on all areas of work."""
    outcome = [grade for grade in latest if grade.judgment.form == "outcome"]
    alike = [grade for grade in latest if grade.judgment.grade in question.grades]
    kept = (alike or latest) if general else (on_topic or outcome)
    if not kept:
        return None
    bodies = dict.fromkeys(grade.report.body for grade in kept)
    shown = [grade for body in bodies for grade in sorted(_of(body, kept), key=_is_part)[:each]]
    first = first_sentence(question, kept, latest, general=general)
    message = f"{counted(len(kept), 'graded judgment')}{_cut(len(kept), len(shown))}." * (len(kept) > 1 and not general)
    message = " ".join(filter(None, (first, message)))
    message += " It is of the inspection as a whole." * (kept is outcome)
    whole = general or (kept is not outcome and all(map(_overall, kept)))
    return Judged(tuple(shown), message.strip(), whole, listed=tuple(latest if general else kept))


def _as_a_whole(index: Index, found: Judged, question: Question) -> Judged:
    """With what the reports say of their grades as a whole: how many there are of each, and that none is overall."""
    parts, first = [], list[Quote]()
    for body in dict.fromkeys(grade.report.body for grade in found.listed):
        own = _of(body, found.listed)
        passages = index.store.passages_of(own[0].report.id)
        tally = tally_of(passages)
        told_of = f"{body}: " * (len({grade.report.body for grade in found.listed}) > 1)
        if told := spread.told(own[0].report, own, tally, question.grades):
            parts.append(f"{told_of}{told}")
        if question.overall and not any(one.is_overall for one in own):
            parts.append("No overall grade is among them.")
            first += _on_overall(index, passages)
        if tally and (tally.total > len(own) or first):
            first.append(cut(index, tally.stored, tally.sentence, tally.sentence))
    return replace(found, message=" ".join([found.message, *parts]).strip(), first=tuple(first))


def _on_overall(index: Index, passages: Sequence[StoredPassage]) -> list[Quote]:
    """The first sentence of a report that says that there is no overall grade."""
    return [
        cut(index, stored, number, number)
        for stored in passages
        for number, sentence in enumerate(stored.sentences)
        if _NO_OVERALL.search(sentence)
    ][:1]


def _told_of_unread(found: Judged, reports: Sequence[Report], read: set[str]) -> Judged:
    """With the later inspections told whose grades could not be read, so that those given may hold no longer."""
    given = {grade.report.id: grade.report for grade in (*found.grades, *found.listed)}
    later = {id: one for id, report in given.items() if (one := later_unread(report, reports, read))}
    if not later:
        return found
    told = [f"No grade could be read in the later {title(one)} ({dated(one)}): look there." for one in later.values()]
    grades = tuple(
        replace(grade, quote=replace(grade.quote, newer=later.get(grade.report.id, grade.quote.newer)))
        for grade in found.grades
    )
    return replace(found, grades=grades, message=" ".join([*dict.fromkeys(told), found.message]).strip())


def _is_part(grade: Grade) -> bool:
    """Whether a judgment is of one area of work, and not overall."""
    return "overall" not in folded(grade.area)


def _of(body: str, grades: Iterable[Grade]) -> list[Grade]:
    return [grade for grade in grades if grade.report.body == body]


def _with_grade(on_area: Sequence[Grade], question: Question, general: bool, count: int) -> Judged | None:
    """The judgments with the grade asked about of all bodies; without one, those of one area, best first."""
    if not on_area or not (question.grades or general):
        return None
    kept = [grade for grade in on_area if not question.grades or grade.judgment.grade in question.grades]
    if not question.grades:
        turn = -1 if re.search(r"\b(?:worst|lowest|poorest)\b", question.text, re.I) else 1
        kept.sort(key=lambda grade: turn * rank_of(grade))
    named = " or ".join(f"\u201c{grade}\u201d" for grade in sorted(question.grades))
    on = f" on {' / '.join(sorted({grade.area for grade in on_area}))}" * general
    graded, having = (len({grade.report.body for grade in each}) for each in (on_area, kept))
    of = f"of the {counted(graded, 'body', 'bodies')} with a judgment{on} in the newest graded inspection held"
    somewhere = " for at least one area" * (not general and any(grade.part or not grade.is_overall for grade in kept))
    overall = len({grade.report.body for grade in kept if grade.is_overall and not grade.part})
    somewhere += f", {overall} of them overall" * bool(somewhere and overall)
    given = f"{'were' if having > 1 else 'was'} given {named}{somewhere}"
    message = f"{having or 'None'} {of} {given}" if named else f"All {of[7:]}"
    message += f", in reports of {dates}" if (dates := period(grade.report for grade in kept)) else ""
    message += f"{_cut(len(kept), min(len(kept), count))}."
    kept = _each_body_first(kept)
    several = len({grade.cycle for grade in kept[:count]}) > 1
    message = f"{message} {NOT_COMPARABLE}" if several else message
    return Judged(tuple(kept[:count]), message, True, listed=tuple(kept))


def _each_body_first(grades: Sequence[Grade]) -> list[Grade]:
    """The first judgment of each body, an overall one if there is one, then all others, in their order."""
    first: dict[str, Grade] = {}
    for grade in sorted(grades, key=_is_part):
        first.setdefault(grade.report.body, grade)
    chosen = [first[body] for body in dict.fromkeys(grade.report.body for grade in grades)]
    return [*chosen, *(grade for grade in grades if grade not in chosen)]


def _cut(held: int, shown: int) -> str:
    """How many are quoted, where that is not all."""
    quoted = "is" if shown == 1 else "are"
    return f": {shown} {quoted} quoted, all are listed" if shown < held else ""


def _overall(grade: Grade) -> bool:
    return grade.is_overall
