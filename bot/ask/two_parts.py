"""Questions of two parts: where one question asks two things, each is answered by itself, and said which is which."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.registered.facts import by_date
from bot.scope.messages import NOT_SAID
from bot.types import Answer, Asked

TOLD: Final = "On \u201c{part}\u201d: {message}"
NOTHING_MORE: Final = "Nothing was found beyond what is quoted here."  # which may hold the answer to both
SHORTEST: Final = 3  # words of a part
SHORT: Final = 2  # the same, where the whole has found nothing
_ASKS: Final = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|should|must|went|goes|needs?|works?|worked|led)"
_HOW: Final = r"how (?:many|much|good|bad|well|badly|effective|safe|long|quickly|often|fast|far|big)(?: [\w-]+){0,2}"
_WHAT: Final = (
    r"(?:what|which)(?: (?:the|overall|latest|kind of|number of|share of|proportion of|percentage of))*"
    r"(?: (?:grades?|ratings?|judge?ments?|outcomes?|areas?|parts?|numbers?|share|proportion|percentage|staff))?"
)
# What is a question of its own behind *and*: *how their views are used* is none, and *and why* asks of what is before.
_SECOND: Final = re.compile(rf"[,;]?\s+(?:and|but)\s+(?=(?:{_HOW}|{_WHAT}|who|where|when|how)\s+{_ASKS}\b)", re.I)
_LOOSELY: Final = re.compile(  # where a second begins, if the two as a whole find nothing
    r"(?:\s*[,;\u2013-]\s*|\s+)(?:and|but|plus)\s+(?:also\s+|if so,?\s+)?"
    r"(?=(?:what|how|who|whom|whose|whether|which|why|when|where|did|does|do|is|are|was|were|has|have|had|can|could)\b)"
    r"|\?\s+(?=\S+\s+\S)",
    re.I,
)
_POINTS_BACK: Final = re.compile(r"\b(?:it|its|they|them|their|that|this|those|these)\b", re.I)
_REFUSED: Final = ("not_held", "ambiguous", "unsupported")

Understand = Callable[[str, Question | None], Question]  # a question, after the one before where it follows one


def parts_of(question: Question, *, loosely: bool = False) -> tuple[str, ...]:
    """The two questions that one asks in a row, as they stand; nothing where it is one.

    Told ``loosely``, any word for asking or verb behind *and* begins a second, and any question behind another.
    """
    if question.doing or question.pick or question.seeks in ("compare", "definition", "unsupported"):
        return ()
    if by_date.asked(question) and by_date.asks_outcome(question):  # one register answers both
        return ()
    between, shortest = (_LOOSELY, SHORT) if loosely else (_SECOND, SHORTEST)
    parts = tuple(part.strip(" ,;?") for part in between.split(question.text.strip(), maxsplit=0 if loosely else 1))
    return parts if len(parts) == 2 and all(len(part.split()) >= shortest for part in parts) else ()


def understood(question: Question, parts: tuple[str, ...], understand: Understand) -> list[Question]:
    """The parts of a question, each on the bodies that it names itself, else on those of the whole; so with times.

    A part that points back (*and what did they do about it*) takes over what the first is about.
    """
    found: list[Question] = []
    for part in parts:
        own = understand(part, found[0] if found and _POINTS_BACK.search(part) else None)
        own = own if own.mentions else _on_bodies_of(question, own)
        found.append(own if own.times else _at_times_of(question, own))
    return found


def _on_bodies_of(question: Question, own: Question) -> Question:
    """A part on the bodies, services and inspections that the whole question names; names stand behind its text."""
    end = len(own.text)
    return replace(
        own,
        mentions=tuple(replace(mention, start=end, end=end) for mention in question.mentions),
        bodies=question.bodies,
        may_be=question.may_be,
        services=question.services,
        leans=question.leans,
        inspectorates=question.inspectorates,
        kinds=question.kinds,
        series=question.series,
        about=question.about,
    )


def _at_times_of(question: Question, own: Question) -> Question:
    return replace(
        own,
        times=question.times,
        years=question.years,
        role=question.role,
        insists=question.insists,
        turn=question.turn,
    )


def halved(asked: Asked) -> Asked:
    """What is asked, for half as many quotes."""
    return replace(asked, count=-(-asked.count // 2))


def together(question: Question, parts: tuple[str, ...], answers: list[Answer], count: int) -> Answer:
    """The answers to the parts as one, each under its words; the first alone where both are refused for one reason."""
    first, *others = answers
    if first.status in _REFUSED and all(one.message == first.message for one in others):
        return replace(first, question=question.text)
    found = any(one.quotes for one in answers)
    told = " ".join(
        TOLD.format(part=part, message=NOTHING_MORE if found and one.message.startswith(NOT_SAID) else one.message)
        for part, one in zip(parts, answers, strict=True)
    )
    quotes = list(first.quotes)
    for one in others:
        quotes += [quote for quote in one.quotes if not any(overlap(quote, other) for other in quotes)]
    status = "answered" if quotes else first.status
    return Answer(
        question.text,
        status,
        told,
        replace(first.understood, topic=question.topic),
        quotes=tuple(quotes[:count]),
        evidence=max(one.evidence for one in answers),
        entries=tuple(entry for one in answers for entry in one.entries),
    )
