"""Why two sources give two numbers: the sentences of reports that hold both, and so set them against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot import answers
from bot.question.carried import WHY
from bot.question.question import Question
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
TWO: Final = 2  # numbers that are set against each other, and sentences in which both stand
LOOKED: Final = 60  # passages looked at, the most alike first


def answer(index: Index, count: int, question: Question, scope: Scope) -> Answer | None:
    """What holds both of the numbers that a question sets against each other; None for another question."""
    numbers = asked(question)
    quotes = told(index, scope.reports, question, numbers)[:count] if numbers else []
    return answers.answered(question, scope, messages.found(quotes, scope), quotes) if quotes else None


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
