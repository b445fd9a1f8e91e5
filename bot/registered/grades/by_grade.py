"""Questions for a grade, an outcome or a judgment, answered from the register of graded judgments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.phrases import counted, listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registered.grades.by_grade_of_all import current_of, is_of_service, with_grade
from bot.registered.grades.denominator import beyond, later_unread
from bot.registered.grades.judged import Judged, cut_told, is_part
from bot.registers import spread
from bot.registers.grade_area import area_topic, came_to, names_area_alone, newest, on_area
from bot.registers.grades import Grade, grades_of
from bot.registers.tally import tally_of
from bot.remarks import yes_no
from bot.remarks.grade_said import HOW_GOOD, first_sentence
from bot.scope.holdings import Holdings, Scope
from bot.search.sentences import cut
from bot.types import Quote
from corpus.types import Report
from corpus.vocabulary import asking
from corpus.vocabulary.asked import said_in
from index.search import Index
from index.types import StoredPassage

_ASKS_GRADE: Final = re.compile(r"\b(?:grad(?:e[sd]?|ings?)|ratings?|rated|judge?ments?|judged)\b", re.I)
_GETS: Final = re.compile(r"^\W*what (?:did|does|do|has|have)\b.*\b(?:get|got|gotten|receive|achieve|score)d?\b", re.I)
_HOW_IS: Final = re.compile(r"^\W*(?:(?:and|so|but)\s+)?how\s+(?:safe\s+)?(?:is|are|was|were|do|does|did)\b", re.I)
_WIDE: Final = re.compile(r"^\W*(?:how many|which|what|list)\b", re.I)  # of all bodies
NO_AREA: Final = "No grade for an area of that name could be read in {title} ({date}). Read were those for {areas}."
_NOT_ALL: Final = " A digest may not name them all: see the official report."
_NO_OVERALL: Final = re.compile(
    r"\b(?:no|not|nor|any|never)\b[^.]{0,40}\b(?:overall|single) (?:grade|judge?ment|rating)", re.I
)


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
    own = [one for one in reports if is_of_service(one, question.services, holdings)]
    held = current_of(held, reports, question.services, holdings)
    found = with_grade(held, on_area(index, topic, newest(held)) if topic else None, question, count)
    return replace(found, message=f"{found.message} {beyond(newest(held), own, holdings)}".strip()) if found else None


def how_good(index: Index, holdings: Holdings, question: Question, scope: Scope, count: int) -> Judged | None:
    """The judgments on an area of work of a known cycle, where a question asks how good named bodies are at just that.

    It may be put so that it seems to ask for a passage (*how well does it manage offenders?*), or how those fare whom
    the work is for (*are care leavers safe?*).
    """
    how, faring = bool(HOW_GOOD.search(question.text)), _asks_how_it_fares(question)
    if question.seeks != "passage" or not scope.bodies or not (how or faring):
        return None
    found = judged(index, holdings, replace(question, seeks="grade", polarity=""), scope, count)
    known = found and not found.whole and (faring or all(grade.cycle for grade in found.grades))
    return found if known else None


def _asks_how_it_fares(question: Question) -> bool:
    """Whether a question asks how an area of work fares, or whether well, and for nothing else."""
    asks = yes_no.asks(question.text) or _HOW_IS.match(question.text)
    return bool(asks) and names_area_alone(question, asking.words("faring"))


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
    held = grades_of(index.store, holdings.among(scope))
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
    shown = [grade for body in bodies for grade in sorted(_of(body, kept), key=is_part)[:each]]
    first = first_sentence(question, kept, latest, general=general)
    message = f"{counted(len(kept), 'graded judgment')}{cut_told(len(kept), len(shown))}." * (
        len(kept) > 1 and not general
    )
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


def _of(body: str, grades: Iterable[Grade]) -> list[Grade]:
    return [grade for grade in grades if grade.report.body == body]


def _overall(grade: Grade) -> bool:
    return grade.is_overall
