"""Why two sources give two numbers: the sentences of reports that hold both, and so set them against each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from bot import answers
from bot.phrases import counted, listed
from bot.question.carried import WHY
from bot.question.question import Question
from bot.registers.grade_area import newest
from bot.registers.grades import grades_of
from bot.scope import messages
from bot.scope.holdings import Scope
from bot.search.sentences import cut
from bot.types import Answer, Quote
from corpus.types import Report
from corpus.vocabulary.numbers import WORTH
from index.search import Index
from index.types import StoredPassage

_ASKS: Final = re.compile(
    r"\b(?:says?|said|counts?|counted|gives?|gave|lists?|shows?|reports?|has|have|differ\w*)\b", re.I
)
_NUMBER: Final = re.compile(rf"\b(?:\d+(?:\.\d+)?|{'|'.join(WORTH)})\b", re.I)
AREAS: Final = (
    "Of the {held} that are held as the newest on a body, grades of {more} areas are held for {many} and of {fewer} for"
    " {few}: what the former alone have {are} {areas}, as not every area is graded in every inspection. A count that"
    " somebody else gives may differ for other reasons."
)
TWO: Final = 2  # numbers that are set against each other, and sentences in which both stand
LOOKED: Final = 60  # passages looked at, the most alike first


def answer(index: Index, reports: Sequence[Report], count: int, question: Question, scope: Scope) -> Answer | None:
    """What holds both of the numbers that a question sets against each other; None for another question.

    Before it stands how many of the newest inspections grade so many areas, and which of these the others lack.
    """
    numbers = asked(question)
    quotes = told(index, scope.reports, question, numbers)[:count] if numbers else []
    if not quotes:
        return None
    message = f"{by_areas(index, reports, numbers)} {messages.found(quotes, scope)}".strip()
    return answers.answered(question, scope, message, quotes)


def by_areas(index: Index, reports: Sequence[Report], numbers: Collection[str]) -> str:
    """How many inspections of a cycle grade the one number of areas, how many the other, and what tells them apart.

    Nothing where the numbers are not those of two groups of inspections that differ by the same areas.
    """
    fewer, more = sorted(map(int, numbers)) if all(number.isdigit() for number in numbers) else (0, 0)
    of_cycle: dict[str, dict[str, set[str]]] = {}
    for grade in newest(grades_of(index.store, reports)):
        if grade.cycle and not grade.is_overall:
            of_cycle.setdefault(grade.cycle.name, {}).setdefault(grade.report.id, set()).add(grade.area)
    for cycle, graded in of_cycle.items():
        many, few = ([areas for areas in graded.values() if len(areas) == number] for number in (more, fewer))
        apart: set[str] = set.intersection(*many).difference(*few) if many and few else set()
        if len(apart) == more - fewer > 0:
            return AREAS.format(
                held=counted(len(graded), f"inspection of {cycle}", f"inspections of {cycle}"),
                many=len(many),
                more=more,
                few=len(few),
                fewer=fewer,
                areas=listed(sorted(apart)),
                are="is" if len(apart) == 1 else "are",
            )
    return ""


def asked(question: Question) -> frozenset[str]:
    """The numbers that a question sets against each other, asking why; none for another question."""
    numbers = frozenset(map(_worth, _NUMBER.findall(question.text)))
    why = bool(WHY.match(question.text)) and bool(_ASKS.search(question.text))
    return numbers if why and len(numbers) == TWO and not question.years else frozenset()


def told(index: Index, reports: frozenset[str] | None, question: Question, numbers: frozenset[str]) -> list[Quote]:
    """Of each report the sentences most like the question that hold both numbers, best first; one alone comes last.

    One sentence with both may count two things (*examined nine and graded eight*); two set sources against each other.
    """
    found: dict[str, tuple[int, Quote]] = {}
    for hit in index.search(index.topic(question.topic), reports)[:LOOKED]:
        report: Report = index.reports[hit.stored.report_id]
        for first, last in _windows(hit.stored, numbers):
            found.setdefault(report.id, (first == last, cut(index, hit.stored, first, last)))
    return [quote for _, quote in sorted(found.values(), key=lambda pair: pair[0])]


def _windows(stored: StoredPassage, numbers: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The first and last sentence of each place where one sentence, or two of a paragraph, hold all numbers."""
    sentences = stored.passage.sentences
    held = [frozenset(map(_worth, _NUMBER.findall(words))) for words in stored.sentences]
    for at, own in enumerate(held):
        after = at + 1 < len(held) and sentences[at].block == sentences[at + 1].block
        if sentences[at].kind == "row":
            continue
        if numbers <= own:
            yield at, at
        elif after and own & numbers and held[at + 1] & numbers and numbers <= own | held[at + 1]:
            yield at, at + 1


def _worth(number: str) -> str:
    """A number in figures."""
    return str(WORTH.get(number.lower(), number))
