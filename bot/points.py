"""Questions for weaknesses or strengths in general, answered with the points that the newest report lists as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.findings import PLURALS, findings_of
from bot.phrases import counted, listed
from bot.quote import MOST, quote_at
from bot.rank import headed_as
from bot.types import Quote
from bot.understand import Question
from corpus.findings import KINDS
from corpus.types import Report
from index.search import Index
from index.types import StoredPassage

_GENERAL: Final = frozenset(
    "improve improves improvement improvements better need needs needed must should ought weak weakness weaknesses"
    " strength strengths well bad poor poorly wrong went goes main biggest key serious most important overall concern"
    " concerns failing failings shortcomings criticise criticised criticism praise praised commended strong area areas"
    " partnership partnerships local council authority leaders services agencies work working do does did as best"
    " practice effective innovative promising urgently urgent things points list cause causes priority priorities"
    " action actions recommend recommended recommendation recommendations make made give given".split()
)
_NOT_SAID: Final = re.compile(r"there (?:are|were) no\b|none\b", re.I)


@dataclass(frozen=True, slots=True)
class Points:
    """Quotes of one report, and what the message says of the others that it lists."""

    quotes: tuple[Quote, ...]
    message: str


def points(index: Index, reports: Sequence[Report], question: Question, count: int) -> Points | None:
    """The first ``count`` points of the first report that lists any; nothing where a question is on some topic."""
    if not question.wants or not all(word in _GENERAL for word in question.telling):
        return None
    of = _weaknesses if question.wants == "weakness" else _strengths
    return next(filter(None, (of(index, report, question, count) for report in reports)), None)


def _weaknesses(index: Index, report: Report, question: Question, count: int) -> Points | None:
    """The report's findings, the kind that the question names or else the gravest first."""
    asked = question.text.lower()
    named = [kind for kind in KINDS if kind in asked or PLURALS[kind] in asked]
    found = sorted(findings_of(index.store, report), key=lambda one: (one.kind not in named, KINDS.index(one.kind)))
    if not found:
        return None
    kinds = [(kind, sum(one.kind == kind for one in found)) for kind in KINDS]
    parts = [counted(n, kind, PLURALS[kind]) for kind, n in kinds if n or kind in named]
    all_of_them = f"It lists {listed(parts)}: the command findings shows all."
    return Points(tuple(one.quote for one in found[:count]), all_of_them)


def _strengths(index: Index, report: Report, _: Question, count: int) -> Points | None:
    """The items of the report's lists of strengths, each with its first sentences."""
    found = list(_praised(index, report))
    if not found:
        return None
    return Points(tuple(found[:count]), f"It lists {counted(len(found), 'strength')}.")


def _praised(index: Index, report: Report) -> Iterator[Quote]:
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
