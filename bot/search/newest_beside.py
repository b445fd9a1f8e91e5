"""What the newest full inspection says on a matter of which older reports alone give a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.question.question import Question
from bot.scope.later import NARROW
from bot.search import quantity
from bot.search.chosen import MOST
from bot.search.sentences import cut
from bot.types import Quote
from corpus.types import Report
from corpus.vocabulary.scales import folded
from index.search import Index
from index.types import Hit

SAID: Final = "No such figure was found in the newest full inspection held; what it says on this comes last."
LIKE: Final = 0.5  # likeness from which a passage of the same section is on what an older figure is of


def beside(index: Index, reports: Iterable[Report], question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """The paragraph of the newest full report most like the first quote, of the section of that name; none if unlike.

    None where a number is not sought, or a quote is of the newest report or a later one.
    """
    full = [report for report in reports if report.kind not in NARROW]
    newest = max(full, key=lambda report: report.date, default=None)
    if question.sought not in ("count", "money") or newest is None or not quotes or not quotes[0].heading:
        return []
    if any(quote.report.date >= newest.date for quote in quotes):
        return []
    section = folded(quotes[0].heading[0])
    hits = index.search(index.topic(quotes[0].text), frozenset({newest.id}))
    near = [hit for hit in hits if hit.likeness >= LIKE and _headed(hit, section)]
    found = (quote for hit in near if (quote := _paragraph(index, question, hit)))
    return [quote for quote in found if not quantity.gives(index.lexical, quote, question)][:1]


def _headed(hit: Hit, section: str) -> bool:
    heading = hit.stored.passage.heading
    return bool(heading) and folded(heading[0]) == section


def _paragraph(index: Index, question: Question, hit: Hit) -> Quote | None:
    """The paragraph with the sentence most like the topic, of those on no other telephone line; None for a table."""
    sentences = hit.stored.passage.sentences
    parted = {
        one.block
        for one, words in zip(sentences, hit.stored.sentences, strict=True)
        if one.kind == "row" or quantity.on_another_line(question, words)
    }
    left = [number for number, one in enumerate(sentences) if one.block not in parted]
    if not left:
        return None
    best = max(left, key=lambda number: (hit.sentence_cosines[number], -number))
    own = [number for number in left if sentences[number].block == sentences[best].block]
    first = max(own[0], min(best, own[-1] - MOST + 1))
    return cut(index, hit.stored, first, min(own[-1], first + MOST - 1))
