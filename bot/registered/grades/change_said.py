"""What a report itself says of change: against the inspection before, of a fall or a rise, and of its grades."""

from __future__ import annotations

import re
from typing import Final

from bot.question import leaning
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Quote
from corpus.types import Report
from corpus.vocabulary import asking
from corpus.vocabulary.asked import words_of
from index.search import Index

_BEFORE: Final = re.compile(
    r"\b(?:last|previous|earlier) inspection|\bthan (?:before|it (?:did|was|used to))\b|\bthis time\b", re.I
)
_REPLY: Final = re.compile(r"\bresponses? to (?:the|this)\b", re.I)
_OWN_WORD: Final = re.compile(
    r"\b(?:grades?|judge?ments?)\b[^.]*\b(?:cannot|can\u2019t|not)\b[^.]*\b(?:compar\w+|set beside|set against)\b", re.I
)
WAYS: Final = asking.words("fall") | asking.words("rise")


def tells(sentence: str, way: str) -> bool:
    """Whether a sentence may tell of a fall or a rise: it says so, or leans so, and does not say the contrary."""
    said = {word for word, _, _ in words_of(sentence)}
    other = "rise" if way == "fall" else "fall"
    if said & asking.words(way):
        return True
    return not said & asking.words(other) and leaning.leaning(sentence) == ("weakness" if way == "fall" else "strength")


def tells_of_change(quote: Quote) -> bool:
    """Whether a quote sets how things were against how they were before, and is no reply to the report or a grade."""
    said = {word for word, _, _ in words_of(quote.text)}
    return bool(said & WAYS or _BEFORE.search(quote.text)) and not _REPLY.search(" > ".join(quote.heading[-1:]))


def set_against(index: Index, report: Report) -> list[Quote]:
    """What a report says of its body against the inspection before, in its order."""
    return [
        cut(index, stored, number, number)
        for stored in index.store.passages_of(report.id)
        for number, sentence in enumerate(stored.sentences)
        if _BEFORE.search(sentence) and not is_boilerplate(stored) and not _OWN_WORD.search(sentence)
    ]


def own_word(index: Index, report: Report) -> list[Quote]:
    """The first sentence of a report that says that its grades cannot be compared with earlier ones."""
    return [
        cut(index, stored, number, number)
        for stored in index.store.passages_of(report.id)
        for number, sentence in enumerate(stored.sentences)
        if _OWN_WORD.search(sentence)
    ][:1]
