"""Questions for weaknesses or strengths in general: what the newest report lists as such, or grades so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from bot.phrases import counted, listed
from bot.question.leaning import headed_as
from bot.question.question import Question
from bot.quoting.cut import quote_at
from bot.registers.findings import PLURALS, Listed, findings_of
from bot.registers.grades import grades_of
from bot.registers.whole import lists_all
from bot.scope.later import supersedes
from bot.search.chosen import MOST
from bot.search.sentences import cut
from bot.types import Quote
from corpus.registers.findings import KINDS
from corpus.types import Report
from index.search import Index
from index.types import StoredPassage

_GRADES: Final = {"weakness": ("inadequate", "requires improvement"), "strength": ("outstanding", "good")}
_PRACTICE: Final = re.compile(r"\b(?:innovative|promising|notable practice|good practice|best practice)\b", re.I)
_NOT_SAID: Final = re.compile(r"there (?:are|were) no\b|none\b", re.I)


@dataclass(frozen=True, slots=True)
class Points:
    """Quotes of one report, and what the message says of the others that it lists."""

    quotes: tuple[Quote, ...]
    message: str


def points(index: Index, reports: Sequence[Report], question: Question, count: int) -> Points | None:
    """The first ``count`` points of the first report that lists or grades any; nothing where there is a topic.

    Grades of a report before the newest graded one are no answer: they no longer hold.
    """
    if not question.is_general:
        return None
    listed_as = _weaknesses if question.wants == "weakness" else _strengths
    for report in reports:
        found = listed_as(index, report, question, count)
        if not found and "practice" not in question.telling:
            found = _graded(index, report, question, count)
        if found:
            newer = next((later for later in reports if supersedes(later, report)), None)
            return replace(found, quotes=tuple(replace(quote, newer=newer) for quote in found.quotes))
        if index.store.judgments(report.id):
            break
    return None


def _weaknesses(index: Index, report: Report, _: Question, count: int) -> Points | None:
    """The report's findings, the gravest first."""
    found = sorted(findings_of(index.store, report), key=lambda one: KINDS.index(one.kind))
    if not found:
        return None
    told = counts_of(report, found)
    shown = ": the command findings shows them all." if len(found) > count else "."
    return Points(tuple(one.quote for one in found[:count]), told + shown)


def counts_of(report: Report, found: Sequence[Listed]) -> str:
    """How many findings of each kind a report lists, the gravest first, and whether that is all: no full stop yet."""
    kinds = [(kind, sum(one.kind == kind for one in found)) for kind in KINDS]
    parts = listed([counted(n, kind, PLURALS[kind]) for kind, n in kinds if n])
    whole = all(lists_all(report, kind, len(found)) for kind, n in kinds if n)
    return f"The report lists {parts}" if whole else f"The source sets out {parts}, and may name others"


def _strengths(index: Index, report: Report, question: Question, count: int) -> Points | None:
    """The items of the report's lists of strengths, each with its first sentences; of practice, what is called so."""
    if "practice" in question.telling and (called := list(_practice(index, report))):
        return Points(
            tuple(called[:count]),
            f"Of what it calls innovative, promising or good practice: {counted(len(called), 'sentence')}.",
        )
    found = list(praised(index, report))
    if not found:
        return None
    return Points(tuple(found[:count]), f"The report lists {counted(len(found), 'strength')}.")


def _graded(index: Index, report: Report, question: Question, count: int) -> Points | None:
    """The areas of work that the report grades as weak, the worst first, or as strong, the best first."""
    grades = grades_of(index.store, [report])
    wanted = [grade for grade in grades if grade.judgment.grade in _GRADES[question.wants]]
    if not wanted:
        return None
    wanted.sort(key=lambda grade: _GRADES[question.wants].index(grade.judgment.grade))
    names = listed([f"\u201c{grade}\u201d" for grade in _GRADES[question.wants]], "or")
    count_of = f"{len(wanted)} {'was' if len(wanted) == 1 else 'were'}"
    message = f"Of the {counted(len(grades), 'graded judgment')} that it names, {count_of} {names}."
    return Points(tuple(grade.quote for grade in wanted[:count]), message)


def _practice(index: Index, report: Report) -> Iterator[Quote]:
    """Sentences that call something innovative, promising or notable."""
    for stored in index.store.passages_of(report.id):
        for number, sentence in enumerate(stored.sentences):
            if _PRACTICE.search(sentence) and stored.passage.sentences[number].kind != "row":
                yield cut(index, stored, number, number)


def praised(index: Index, report: Report) -> Iterator[Quote]:
    """The items of a report's lists of strengths, each with its first sentences."""
    for stored in index.store.passages_of(report.id):
        if headed_as(stored.passage.heading) == {"strength"}:
            yield from _items(index, report, stored)


def _items(index: Index, report: Report, stored: StoredPassage) -> Iterator[Quote]:
    numbered = list(enumerate(stored.passage.sentences))
    for _, group in groupby(numbered, key=lambda pair: pair[1].block):
        own = list(group)[:MOST]
        words = " ".join(stored.sentences[n] for n, _ in own)
        if own[0][1].kind == "item" and not _NOT_SAID.match(words):
            spans = [span for _, sentence in own for span in sentence.spans]
            yield quote_at(index.store, report, spans, words, passage=stored.text, heading=stored.passage.heading)
