"""Questions for a grade, an outcome or a judgment, answered from the register of graded judgments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.phrases import counted
from bot.question.question import Question
from bot.registers.grades import Grade, grades_of
from bot.scope.holdings import Holdings, Scope
from bot.scope.later import supersedes
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.plain_words import as_written
from corpus.vocabulary.scales import NOT_COMPARABLE
from index.search import Index, Topic

NAMED: Final = 0.75  # share of what a question tells that the name of an area of work must hold to be meant
# Slots of what people say that ask for a grade, and name no area of work.
_ASKING: Final = frozenset(("grade", "who", "kind", "implied", "wide", "turn", "asking", "more"))
_COMMON: Final = frozenset(
    "who whose where area areas get gets got give given receive received award awarded come came out lead leads as each"
    " some only than if no yes under by from at every highest lowest best worst top many much police fire".split()
)


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgments to quote first, what the message says of them, and whether they are all there is to quote."""

    grades: tuple[Grade, ...]
    message: str
    whole: bool


def judged(index: Index, holdings: Holdings, question: Question, scope: Scope, count: int) -> Judged | None:
    """The judgments that answer a question for a grade; None where the register does not say.

    Of named bodies, those of the newest inspection of each; else those with the grade asked about.
    """
    if not question.seeks_grade:
        return None
    reports = [holdings.reports[i] for i in (holdings.reports if scope.reports is None else scope.reports)]
    held = grades_of(index.store, reports)
    words = [word for word in _about(question) if word not in _COMMON and not word.isdigit()]
    topic = index.topic(as_written(" ".join(words))) if words else None
    if scope.bodies:
        held.sort(key=lambda grade: _turn(grade.report, scope))
        on_area = _newest(_on(index, topic, held)) if topic else []
        if topic and not on_area and not question.names_grade:
            return None
        return _of_bodies(_newest(held), on_area, question, topic is None, -(-count // len(holdings.apart(scope))))
    newest = _newest([grade for grade in held if _is_of_services(grade, question.services, holdings)])
    return _with_grade(_on(index, topic, newest) if topic else newest, question, topic is not None, count)


def _turn(report: Report, scope: Scope) -> int:
    """The place of a report's body among those asked about."""
    return scope.bodies.index(report.body) if report.body in scope.bodies else len(scope.bodies)


def _about(question: Question) -> list[str]:
    """The words that may name an area of work."""
    topic = question.topic
    for said in reversed(said_in(topic)):
        if said.slot in _ASKING or (said.slot == "sought" and said.meaning in ("grade", "grade_list")):
            topic = topic[: said.start] + " " * (said.end - said.start) + topic[said.end :]
    telling = set(question.telling)
    return [word for word in re.findall(r"[\w'-]+", topic.lower()) if word in telling]


def _is_of_services(grade: Grade, services: Iterable[str], holdings: Holdings) -> bool:
    return not services or holdings.kind_of(grade.report.body) in services


def _newest(held: Sequence[Grade]) -> list[Grade]:
    """The judgments of the newest inspection of each body that gives any; they come newest first."""
    first: dict[str, str] = {}
    return [grade for grade in held if first.setdefault(grade.report.body, grade.report.id) == grade.report.id]


def _on(index: Index, topic: Topic, grades: Sequence[Grade]) -> list[Grade]:
    """The judgments on the area of work that a topic names, of each report the area that it names best."""
    best: dict[str, tuple[float, float]] = {}
    fits: list[tuple[Grade, tuple[float, float]]] = []
    for grade in grades:
        area = f"{grade.judgment.area} {grade.area}"
        stems = index.lexical.stems(area)
        fit = (index.covered(topic, area), len(set(stems) & set(topic.stems)) / max(1, len(stems)))
        if fit[0] >= NAMED:
            fits.append((grade, fit))
            best[grade.report.id] = max(fit, best.get(grade.report.id, fit))
    return [grade for grade, fit in fits if fit == best[grade.report.id]]


def _of_bodies(
    newest: Sequence[Grade], on_area: Sequence[Grade], question: Question, general: bool, each: int
) -> Judged | None:
    """The judgments on the area asked about; all, where none is named; the outcome, which is on all areas of work."""
    outcome = [grade for grade in newest if grade.judgment.form == "outcome"]
    alike = [grade for grade in newest if grade.judgment.grade in question.grades]
    kept = (alike or newest) if general else (on_area or outcome)
    if not kept:
        return None
    shown = [grade for body in dict.fromkeys(g.report.body for g in kept) for grade in _of(body, kept)[:each]]
    parts = [f"{counted(len(kept), 'graded judgment')}{_cut(len(kept), len(shown))}."] if len(kept) > 1 else []
    if kept is outcome:
        parts.append("The outcome is of the inspection as a whole.")
    return Judged(tuple(_told_of_later(grade, newest) for grade in shown), " ".join(parts), general)


def _told_of_later(grade: Grade, newest: Sequence[Grade]) -> Grade:
    """A judgment whose quote names the newest inspection of the body, where that is another one."""
    later = next((other.report for other in newest if supersedes(other.report, grade.report)), None)
    return replace(grade, quote=replace(grade.quote, newer=later)) if later else grade


def _of(body: str, grades: Iterable[Grade]) -> list[Grade]:
    return [grade for grade in grades if grade.report.body == body]


def _with_grade(on_area: Sequence[Grade], question: Question, general: bool, count: int) -> Judged | None:
    """The judgments with the grade asked about of all bodies; without one, those of one area, best first."""
    if not on_area or not (question.grades or general):
        return None
    kept = [grade for grade in on_area if not question.grades or grade.judgment.grade in question.grades]
    if not question.grades:
        turn = -1 if re.search(r"\b(?:worst|lowest|poorest)\b", question.text, re.I) else 1
        kept.sort(key=lambda grade: turn * _rank(grade))
    named = " or ".join(f"\u201c{grade}\u201d" for grade in sorted(question.grades))
    on = f" on {' / '.join(sorted({grade.area for grade in on_area}))}" * general
    graded, having = (len({grade.report.body for grade in each}) for each in (on_area, kept))
    of = f"of the {counted(graded, 'body', 'bodies')} with a judgment{on} in the newest graded inspection held"
    message = f"{having or 'None'} {of} {'have' if having > 1 else 'has'} {named}" if named else f"All {of[7:]}"
    message += f"{_cut(len(kept), min(len(kept), count))}."
    several = len({grade.cycle for grade in kept[:count]}) > 1
    return Judged(tuple(kept[:count]), f"{message} {NOT_COMPARABLE}" if several else message, True)


def _rank(grade: Grade) -> int:
    """The place of a grade on its cycle's scale, 0 for the best."""
    scale = grade.cycle.grades if grade.cycle else ()
    return scale.index(grade.judgment.grade) if grade.judgment.grade in scale else len(scale)


def _cut(held: int, shown: int) -> str:
    """How many are quoted, where that is not all."""
    quoted = "is" if shown == 1 else "are"
    return f": {shown} {quoted} quoted, and the command grades lists all" if shown < held else ""
