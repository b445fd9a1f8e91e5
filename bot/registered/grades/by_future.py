"""Questions for what is to come of bodies: that no report tells it, with the latest grades that are held."""

from __future__ import annotations

from typing import Final

from bot import answers
from bot.phrases import counted
from bot.question.parse import UNSUPPORTED
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registered.grades import by_phase
from bot.registers.grade_area import newest
from bot.registers.grades import grades_of
from bot.registers.spread import spread
from bot.scope import messages
from bot.scope.holdings import Holdings
from bot.types import Answer
from corpus.describe.gazetteer import Gazetteer
from corpus.vocabulary.asked import said_in
from index.search import Index

LATEST: Final = "The latest grades held on {body} are of {title} ({date}): {areas} graded, {spread}."


def told(index: Index, names: Gazetteer, holdings: Holdings, question: Question) -> Answer | None:
    """That it is not known, and the grades of the newest graded inspection of each body; None for another question.

    Where nothing is held on the bodies, that is said, too.
    """
    if question.unsupported != UNSUPPORTED["future"]:
        return None
    question = question.at_any_time()
    scope = holdings.scope(question)
    if not scope.bodies or scope.choices:
        return None
    if not scope.reports:
        message = f"{question.unsupported} {messages.not_held(scope, holdings, names)}"
        return answers.silent(question, scope, "not_held", message)
    latest = [one for one in newest(grades_of(index.store, holdings.among(scope))) if not one.is_overall]
    phase = any(one.slot == "phase" for one in said_in(question.text))
    lines = [question.unsupported, by_phase.last_word(index, names, holdings, scope.bodies) * phase]
    for body in dict.fromkeys(one.report.body for one in latest):
        own = [one for one in latest if one.report.body == body]
        areas, grades = counted(len(own), "area"), spread([one.judgment.grade for one in own])
        report = own[0].report
        lines.append(LATEST.format(body=body, title=title(report), date=dated(report), areas=areas, spread=grades))
    return answers.silent(question, scope, "unsupported", " ".join(filter(None, lines)))
