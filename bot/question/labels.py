"""What was understood, in the labels of evaluation sets: one plain value a field."""

from __future__ import annotations

from typing import Final

from bot.question.question import Question
from corpus.describe.gazetteer import Gazetteer
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.kinds import FIRE
from corpus.vocabulary.scales import areas, folded

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
_BY_KIND: Final = {  # the inspectorates that kinds of report imply
    "area SEND": "Ofsted, CQC",
    "ILACS children's services": "Ofsted",
    "Estyn": "Estyn",
    "hospital": "CQC",
    "prison": "HMI Prisons",
    "probation": "HMI Probation",
    "youth justice": "HMI Probation",
    **dict.fromkeys(("PEEL", "fire", "custody", "crime data integrity", "State of Policing", "SOC"), "HMICFRS"),
    "State of Fire and Rescue": "HMICFRS",
}


def labels(question: Question, names: Gazetteer) -> dict[str, Label]:
    """The fields of a question as plain values."""
    kind = _kind(question, names)
    return {
        "bodies": list(question.bodies),
        "may_be": list(question.may_be),
        "years": list(question.years),
        "year_role": question.role,
        "turn": question.turn,
        "seeks": question.seeks,
        "area": _area(question),
        "grade": next(iter(sorted(question.grades)), ""),
        "polarity": question.polarity,
        "who": _who(question, kind),
        "kind": kind,
        "topic": question.topic.strip(" ?.!,"),
    }


def _kind(question: Question, names: Gazetteer) -> str:
    said = said_in(question.text)
    named = next((one.meaning for one in said if one.slot == "kind"), "")
    bodies = {body.kind for name in question.bodies if (body := names.get(name))}
    if named:
        return named
    if bodies == {"fire"} or FIRE in question.kinds:
        return "fire"
    implied = next((one.meaning for one in said if one.slot == "implied"), "")
    fits = {"area"} if implied in ("area SEND", "ILACS children's services") else {"police"}
    return implied if implied and (not bodies or bodies & fits) else ""


def _who(question: Question, kind: str) -> str:
    said = [one.meaning for one in said_in(question.text) if one.slot == "who"]
    return ", ".join(dict.fromkeys(said)) or _BY_KIND.get(kind, "")


def _area(question: Question) -> str:
    if not question.seeks_grade and question.seeks != "compare":
        return ""
    topic = f" {folded(question.topic)} "
    known = [area.name for area in areas() for name in (area.name, *area.short) if f" {folded(name)} " in topic]
    longest = max(known, key=len, default="")
    return longest.lower() or ("overall" if question.seeks == "grade" and question.is_vague else "")
