"""What a grade means: where it stands on the scales of the inspections held, and what reports say of its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot import answers
from bot.phrases import listed
from bot.question.question import EMPTY, Question
from bot.scope import messages
from bot.scope.holdings import Scope
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Answer, Quote
from corpus.types import Report
from corpus.vocabulary import asking
from corpus.vocabulary.asked import words_of
from corpus.vocabulary.scales import FIVE, WRITTEN, cycle_of
from index.search import Index

PLACES: Final = ("first", "second", "third", "fourth", "fifth")
STANDS: Final = "\u201c{grade}\u201d is the {place} of {count} grades, {around}, on the scale of {cycles}: {scale}."
EVERY: Final = "The grades of {cycles}, the best first: {scale}."
NO_PASS: Final = "The scale has no pass mark: it calls no grade a pass or a fail."
UNDEFINED: Final = "No report held was found to define it."
DIGESTS: Final = "Only digests are held, which leave definitions out: the inspectorate\u2019s own pages may have one."
_GRADE: Final = re.compile(rf"\b(?:{WRITTEN})\b", re.I)
_NAMED: Final = re.compile(r"\b(?:grades|ratings|judge?ments|scales?)\b", re.I)
_PASS: Final = re.compile(r"\b(?:pass|fail)(?:e[ds]|ing|s)?\b", re.I)
_ON_MEANING: Final = re.compile(
    rf"\b(?:{WRITTEN})\b[^.;]*\b(?:means?|meant|defined?|definitions?)\b"
    rf"|\b(?:define[ds]?|means? by)\b[^.;]*\b(?:{WRITTEN})\b",
    re.I,
)
_DENIED: Final = re.compile(r"\b(?:not|never)\b[^.;]*\bmeans?\b", re.I)
LOOKED: Final = 60  # passages in which a word on the meaning of a grade is looked for


def answer(index: Index, reports: Sequence[Report], count: int, question: Question, scope: Scope) -> Answer | None:
    """What a grade means: its place on the scales of the reports of a scope, and what they say of it."""
    grades = asked(question)
    message, quotes = told(index, reports, question, grades) if grades else ("", [])
    if not message:
        return None
    found = f"{message} {messages.found(quotes[:count], scope)}" if quotes else message
    return answers.answered(question, scope, found, quotes[:count])


def asked(question: Question) -> list[str]:
    """The grades whose meaning a question is for, in lower case; all where it names none; none for another question."""
    if question.mentions and "bodies" not in question.taken_over:
        return []
    grades = list(dict.fromkeys(_as_graded(found) for found in _GRADE.findall(question.text)))
    words = {word for word, _, _ in words_of(_GRADE.sub(" ", question.text))}
    known = asking.words("scale")
    if not (known & words and words <= known | EMPTY):
        return []
    return grades or ([*FIVE] if question.seeks == "definition" and _NAMED.search(question.text) else [])


def _as_graded(written: str) -> str:
    return re.sub(r"^require\b", "requires", " ".join(written.lower().split()))


def told(index: Index, reports: Sequence[Report], question: Question, grades: Sequence[str]) -> tuple[str, list[Quote]]:
    """Where each grade stands on the scales of the reports, and the sentences on its meaning; else no message."""
    scales: dict[tuple[str, ...], list[str]] = {}
    for report in sorted(reports, key=lambda one: one.date, reverse=True):
        cycle = cycle_of(report)
        if cycle and set(grades) & {*cycle.grades} and cycle.name not in scales.setdefault(cycle.grades, []):
            scales[cycle.grades].append(cycle.name)
    if set(FIVE) <= set(grades):
        lines = [EVERY.format(cycles=listed(names), scale=", ".join(scale)) for scale, names in scales.items() if names]
    else:
        lines = [_stands(grade, scale, names) for scale, names in scales.items() for grade in grades if grade in scale]
    if not lines:
        return "", []
    quotes = [*_on_meaning(index, reports, grades)]
    lines += [NO_PASS] * bool(_PASS.search(question.text))
    if all(_DENIED.search(quote.text) for quote in quotes):
        lines += [UNDEFINED, DIGESTS * all(report.digest for report in reports)]
    return " ".join(filter(None, lines)), quotes


def _stands(grade: str, scale: Sequence[str], cycles: Sequence[str]) -> str:
    at, count = scale.index(grade), len(scale)
    sides = [f"below \u201c{scale[at - 1]}\u201d"] * bool(at)
    sides += [f"above \u201c{scale[at + 1]}\u201d"] if at + 1 < count else []
    place = "best" if at == 0 else "lowest" if at + 1 == count else PLACES[at]
    number = {4: "four", 5: "five"}.get(count, str(count))
    return STANDS.format(
        grade=grade.capitalize(),
        place=place,
        count=number,
        around=listed(sides),
        cycles=listed(cycles),
        scale=", ".join(scale),
    )


def _on_meaning(index: Index, reports: Iterable[Report], grades: Sequence[str]) -> Iterator[Quote]:
    """The sentences that tell what one of these grades means, or does not mean."""
    among = frozenset(report.id for report in reports)
    given: set[tuple[int, int]] = set()
    for grade in grades:
        topic = index.topic(f"what the grade {grade} means")
        for hit in index.search(topic, among)[:LOOKED]:
            for number, sentence in enumerate(hit.stored.sentences):
                on_it = grade in sentence.lower() and _ON_MEANING.search(sentence) and not is_boilerplate(hit.stored)
                if on_it and (hit.stored.id, number) not in given:
                    given.add((hit.stored.id, number))
                    yield cut(index, hit.stored, number, number)
