"""Which bodies have become better or worse: by the overall grades of their two newest inspections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.phrases import counted, listed
from bot.question.question import Question
from bot.quoting.place import dated
from bot.registered.grades.by_change import ASKING, two_newest
from bot.registers.grade_area import COMMON, rank_of, words_of_area
from bot.registers.grades import Grade, grades_of
from bot.types import Entry, Quote
from corpus.types import Report
from corpus.vocabulary.scales import NOT_COMPARABLE
from index.search import Index

_WIDE: Final = re.compile(r"^\W*(?:which|what|how many|has any|have any|did any|who)\b", re.I)
_UP: Final = re.compile(r"\b(?:improved?|improving|better|risen|gone up|went up)\b", re.I)
_DOWN: Final = re.compile(r"\b(?:worse|worsened|declined|deteriorated|fallen|gone down|went down|downhill)\b", re.I)
BY_GRADES: Final = (
    "{having} of the {all} with an overall grade in two inspections of the same services {have} a {way} grade in the"
    " newer one{named}."
)


def changed_so(
    index: Index, reports: Sequence[Report], question: Question
) -> tuple[str, list[Entry], list[Quote]] | None:
    """The bodies whose overall grade rose, or fell, where a question asks just that of all bodies; None otherwise."""
    down = bool(_DOWN.search(question.text))
    if not _WIDE.match(question.text) or not (down or _UP.search(question.text)) or question.bodies:
        return None
    if any(word not in COMMON | ASKING for word in words_of_area(question)):
        return None
    both = [pair for own in _by_body(index, reports) if (pair := _newest_pair(own))]
    if not both:
        return None
    moved = [(new, old) for new, old in both if (rank_of(new) > rank_of(old)) == down and rank_of(new) != rank_of(old)]
    told = BY_GRADES.format(
        having=len(moved) or "None",
        all=counted(len(both), "body", "bodies"),
        have="have" if len(moved) > 1 else "has",
        way="lower" if down else "better",
        named=f": {listed(new.report.body for new, _ in moved)}" * bool(moved),
    )
    note = f" {NOT_COMPARABLE}" * any(
        (new.cycle, new.report.kind) != (old.cycle, old.report.kind) for new, old in moved
    )
    entries = [
        Entry(
            new.report.body,
            "",
            f"{old.label} ({dated(old.report)}) to {new.label} ({dated(new.report)})",
            new.quote,
        )
        for new, old in moved
    ]
    return f"{told}{note}", entries, [new.quote for new, _ in moved]


def _by_body(index: Index, reports: Sequence[Report]) -> list[list[Grade]]:
    """The overall grades of each body, by name, of inspections of its services as a whole."""
    bodies: dict[str, list[Grade]] = {}
    for grade in grades_of(index.store, reports):
        if grade.is_overall and not grade.part:
            bodies.setdefault(grade.report.body, []).append(grade)
    return list(bodies.values())


def _newest_pair(own: Sequence[Grade]) -> tuple[Grade, Grade] | None:
    """The overall grades of a body's two newest inspections of the same services."""
    newer, older = two_newest(own)
    if not (newer and older):
        return None
    first, second = (next(grade for grade in own if grade.report.id == report.id) for report in (newer, older))
    return first, second
