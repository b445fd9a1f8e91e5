"""What was understood, in the labels of evaluation sets: one plain value a field."""

from __future__ import annotations

from typing import Final

from bot.question.judged import judged
from bot.question.question import Question
from bot.question.series import inspectorates
from corpus.describe.gazetteer import Gazetteer

Label = str | list[str] | list[int]
FIELDS: Final = (
    "bodies",
    "may_be",
    "years",
    "year_role",
    "turn",
    "seeks",
    "area",
    "grade",
    "polarity",
    "who",
    "kind",
    "topic",
)


def labels(question: Question, names: Gazetteer) -> dict[str, Label]:
    """The fields of a question as plain values."""
    bodies = [body for name in question.bodies if (body := names.get(name))]
    countries = {body.country for body in bodies}
    return {
        "bodies": list(question.bodies),
        "may_be": list(question.may_be),
        "years": list(question.years),
        "year_role": question.role,
        "turn": question.turn,
        "seeks": question.seeks,
        "area": judged(question, {body.kind for body in bodies}),
        "grade": next(iter(sorted(question.grades)), ""),
        "polarity": question.polarity,
        "who": ", ".join(inspectorates(question.series, question.inspectorates, question.years, countries)),
        "kind": question.series,
        "topic": question.topic.strip(" ?.!,"),
    }
