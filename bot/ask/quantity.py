"""Whether a sentence gives the number, sum or time that a question asks for, and of the thing that it asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.ask.rank import holds_sought
from bot.question.question import Question
from bot.types import Quote
from corpus.vocabulary.asked import words_of
from corpus.vocabulary.numbers import COUNTS
from index.lexical import LexicalIndex

NEAR: Final = 12  # words between a number and the thing counted, at most
_ASKED: Final = re.compile(r"\bhow many\s+(?P<thing>[\w'\u2019&-]+(?:\s+[\w'\u2019&-]+){0,5})", re.I)
_ENDS: Final = frozenset(  # words at which the thing counted ends
    "is are was were do does did has have had can could will would should may might in at of on for by from to with"
    " that who which there it they got get being been still waiting currently now this these the a an each per and or"
    " where when say said found find".split()
)
_NUMBER: Final = re.compile(rf"(?:\d|(?:one|no|none|{COUNTS})\b)", re.I)
_NAMING: Final = re.compile(r"(?:19|20)\d\d|999|101|111")
_RATE: Final = re.compile(r"\b(?:what|which) (?:percentage|per ?cent|proportion|share)\b|\brate\b", re.I)
_IS_RATE: Final = re.compile(
    r"%|\bper ?cent\b|\bin (?:ten|every|\d+)\b|\b(?:half|third|quarter)s?\b|\bout of\b|\bof \d", re.I
)


def thing_counted(text: str) -> str:
    """What a question asks the number of: *officers* in *how many police officers does Kent have*; else nothing."""
    match = _ASKED.search(text)
    if not match:
        return ""
    thing = []
    for word, _, _ in words_of(match["thing"]):
        if word in _ENDS:
            break
        thing.append(word)
    return " ".join(thing)


def kept(lexical: LexicalIndex, quotes: Sequence[Quote], question: Question) -> list[Quote]:
    """Quotes that give the quantity asked for; where a length of time is sought, the others behind them."""
    giving = [quote for quote in quotes if gives(lexical, quote, question)]
    return giving + [quote for quote in quotes if quote not in giving] if question.sought == "duration" else giving


def unsaid(lexical: LexicalIndex, quotes: Sequence[Quote], question: Question) -> str:
    """That no length of time is given, where one is sought and none of the quotes gives it; with a blank before it."""
    if question.sought != "duration" or any(gives(lexical, quote, question) for quote in quotes):
        return ""
    return " No figure is given in these."


def gives(lexical: LexicalIndex, quote: Quote, question: Question) -> bool:
    """Whether a quote gives the quantity asked for, of the thing asked about; true where none is asked for."""
    if question.sought not in ("count", "money", "duration"):
        return True
    text = f"{quote.lead_in or ''} {quote.text}"
    if not holds_sought(text, question.sought) or not _same_numbers(question, quote):
        return False
    if question.sought != "count":
        return True
    if _RATE.search(question.text):
        return bool(_IS_RATE.search(text))
    thing = lexical.stems(thing_counted(question.text))
    return not thing or _counts(lexical, text, thing[-1])


def _same_numbers(question: Question, quote: Quote) -> bool:
    """Whether a quote is on the lines, sections and the like that a question names by numbers (*101* is not *999*)."""
    asked = {word for word, _, _ in words_of(question.topic) if word.isdigit() and len(word) == 3}
    held = {word for word, _, _ in words_of(" ".join((quote.passage, *quote.heading)))}
    return asked <= held


def _counts(lexical: LexicalIndex, text: str, stem: str) -> bool:
    """Whether a number stands near before the thing counted, or the thing right before a number."""
    words = [word for word, _, _ in words_of(text)]
    numbers = [n for n, word in enumerate(words) if _NUMBER.match(word) and not _NAMING.fullmatch(word)]
    things = [n for n, word in enumerate(words) if stem in lexical.stems(word)]
    return any(0 < thing - number <= NEAR or 0 < number - thing <= 4 for number in numbers for thing in things)
