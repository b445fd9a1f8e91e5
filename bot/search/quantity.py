"""Whether a sentence gives the number, sum or time that a question asks for, and of the thing that it asks about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.question.question import Question
from bot.search.figures import gives_quantity
from bot.search.reread import CLEAR
from bot.types import Quote
from corpus.vocabulary.asked import said_in, words_of
from corpus.vocabulary.numbers import COUNTS
from corpus.vocabulary.plain_words import as_written
from index.parts import Words
from index.search import Index, Topic

NEAR: Final = 12  # words between a number and the thing counted, at most
_ASKED: Final = re.compile(r"\b(?:how many|numbers? of)\s+(?P<thing>[\w'\u2019&-]+(?:\s+[\w'\u2019&-]+){0,5})", re.I)
_ANYBODY: Final = "people persons times staff individuals"  # what may be counted by other words
_TELLING_WHICH: Final = frozenset(  # words before the thing counted that only tell which
    "police fire custody social domestic emergency urgent new open active registered high serious local young more"
    " different other 999 101".split()
)
_ENDS: Final = frozenset(  # words at which the thing counted ends
    "is are was were do does did has have had can could will would should may might in at of on for by from to with"
    " that who which there it they got get being been still waiting currently now this these the a an each per and or"
    " where when say said found find".split()
)
NAMED: Final = 0.5  # share of what its words tell from which a quote names the thing whose quantity is sought
ENOUGH: Final = 0.5  # of that share, for a quote that a reader takes to answer clearly
VERY_LIKE: Final = 0.7  # likeness from which a quote is of the thing, whatever its words
NONE_FOUND: Final = (
    "No sentence was found that gives a {what} for this by its name; the nearest follow, and may be of something else."
)
_HOW_LONG: Final = re.compile(
    r"\bhow (?:long|quick\w*|fast|soon|often|frequent\w*|late|many (?:\w+ )?(?:minute|hour|day|week|month|year)s)\b"
    r"|\b(?:wait(?:ing)?|response|attendance|average) times?\b"
    r"|\b(?:what|which)\b.*\b(?:times?|wait|period|timescales?)\b",
    re.I,
)
_ASKING_FOR: Final = frozenset(
    (("sought", "duration"), ("sought", "count"), ("sought", "money"), ("served", "children"), ("asking", "past"))
)
_GENERAL: Final = (  # words beside those for a quantity that name no thing
    "how long much quickly fast soon many wait waits waiting waited take takes took taken taking get gets got getting"
    " have has need needs receive received be been people families residents they usually average typical typically"
    " currently now there it for before until to see seen time times delay delays complete completed completing"
)
_NUMBER: Final = re.compile(rf"(?:\d|(?:one|no|none|{COUNTS})\b)", re.I)
_NAMING: Final = re.compile(r"(?:19|20)\d\d|999|101|111")
_LINES: Final = frozenset(("999", "101", "111", "112"))
_RATE: Final = re.compile(
    r"\b(?:what|which) (?:percentage|per ?cent|proportion|share)\b|^what (?:is|was|were|are)\b.*\brate\b", re.I
)
_EXPLICIT: Final = re.compile(
    r"\bhow (?:many|much|often)\b|\b(?:numbers?|percentages?|per ?cent|proportion|share|rates?|ratio|figures?|totals?"
    r"|average|statistics|stats|size|volume)\b|%|\bcounts?\b",
    re.I,
)
_IS_RATE: Final = re.compile(
    r"%|\bper ?cent\b|\bin (?:ten|every|\d+)\b|\b(?:half|third|quarter)s?\b|\bout of\b|\bof \d", re.I
)


def explicit(text: str) -> bool:
    """Whether a question asks for a number in so many words, and not only for what has one."""
    return bool(_EXPLICIT.search(text))


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


def thing_of(lexical: Words, topic: Topic, question: Question) -> Topic:
    """A topic without the words that only ask for a quantity, or for whom: the thing whose quantity is sought."""
    spans = [said for said in said_in(question.topic) if (said.slot, said.meaning) in _ASKING_FOR]
    asking = " ".join([*(question.topic[said.start : said.end] for said in spans), _GENERAL])
    stems = {*lexical.stems(asking), *lexical.stems(as_written(asking))}
    left = [(stem, rarity) for stem, rarity in zip(topic.stems, topic.rarity, strict=True) if stem not in stems]
    return replace(topic, stems=tuple(stem for stem, _ in left), rarity=tuple(rarity for _, rarity in left))


def share_named(index: Index, things: Sequence[Topic], quote: Quote) -> float:
    """How much of one of these things a quote names, of what its words tell.

    It is 1 where there is no thing, or the quote is very like it. Of a quote that clearly answers, half is enough.
    Things are the same in several spellings.
    """
    words = " ".join((*quote.heading[-1:], quote.lead_in or "", quote.text))
    shares = [index.covered(thing, words) if thing.stems else 1.0 for thing in things]
    named = 1.0 if quote.score >= VERY_LIKE else max(shares, default=1.0)
    return min(1.0, named / ENOUGH) if _is_clear(quote) else named


def kept(
    lexical: Words,
    quotes: Sequence[Quote],
    question: Question,
    on_topic: Callable[[Quote], bool],
    named: Callable[[Quote], float],
) -> list[Quote]:
    """Quotes that give the quantity asked for, of those that name its thing if any do; all where none is sought.

    Where no sentence gives a length of time of that thing, only what is on the topic is kept, as far as there is any;
    else all are, where one is sought. One of an older report does not stand before what the newest says on the topic
    without one.
    """
    quotes = [quote for quote in quotes if not on_another_line(question, f"{quote.lead_in or ''} {quote.text}")]
    if not question.sought:
        return quotes
    giving = [quote for quote in quotes if gives(lexical, quote, question)]
    if question.sought != "duration":
        return [quote for quote in giving if named(replace(quote, heading=())) >= NAMED] or giving
    if asks_amount(question) and not any(named(quote) >= NAMED for quote in giving):
        return [quote for quote in quotes if on_topic(quote) or named(quote) >= NAMED] or quotes
    held = {quote.newer.id for quote in giving if quote.newer}
    newest = [quote for quote in quotes if quote.report.id in held and not quote.newer and on_topic(quote)]
    now = [quote for quote in giving if not quote.newer and on_topic(quote)]
    return list({quote.text: quote for quote in (*now, *newest, *filter(on_topic, giving), *quotes)}.values())


def asks_amount(question: Question) -> bool:
    """Whether a question asks how long or how much, and not only for what takes time or money."""
    return question.sought != "duration" or bool(_HOW_LONG.search(question.text))


def asks_wait(question: Question) -> bool:
    """Whether a question names a wait, or another time that something takes."""
    return any((one.slot, one.meaning) == ("sought", "duration") for one in said_in(question.text))


def unsaid(lexical: Words, quotes: Sequence[Quote], question: Question, named: Callable[[Quote], float]) -> str:
    """That no length of time, or sum, was found for the thing asked about by its name, where no quote gives one."""
    what = {"duration": "length of time", "money": "sum"}.get(question.sought)
    if (
        not what
        or not asks_amount(question)
        or any(gives(lexical, quote, question) and named(quote) >= NAMED for quote in quotes)
    ):
        return ""
    return NONE_FOUND.format(what=what)


def gives(lexical: Words, quote: Quote, question: Question) -> bool:
    """Whether a quote gives the quantity asked for, of the thing asked about; true where none is asked for."""
    if question.sought not in ("count", "money", "duration"):
        return True
    text = f"{quote.lead_in or ''} {quote.text}"
    if not gives_quantity(text, question.sought):
        return False
    if question.sought != "count":
        return True
    if _RATE.search(question.text):
        return bool(_IS_RATE.search(text))
    words = thing_counted(question.text).split()
    written = as_written(" ".join(word for word in words if word not in _TELLING_WHICH))
    thing = lexical.stems(written)
    anybody = {*thing} & {*lexical.stems(_ANYBODY)}
    if _is_clear(quote) and not {*thing}.isdisjoint(lexical.stems(text)):
        return True
    return not thing or bool(anybody) or any(_counts(lexical, text, stem) for stem in thing)


def _is_clear(quote: Quote) -> bool:
    """Whether a reader takes a quote to answer clearly: it has understood of what the number is."""
    return quote.logit is not None and quote.logit >= CLEAR


def on_another_line(question: Question, said_of: str) -> bool:
    """Whether a text is on another telephone line than a question names by its number (*101* is not *999*)."""
    asked, said = ({word for word, _, _ in words_of(text) if word in _LINES} for text in (question.topic, said_of))
    return bool(asked and said and not asked & said)


def _counts(lexical: Words, text: str, stem: str) -> bool:
    """Whether a number stands near before the thing counted, or the thing right before a number."""
    words = [word for word, _, _ in words_of(text)]
    numbers = [n for n, word in enumerate(words) if _NUMBER.match(word) and not _NAMING.fullmatch(word)]
    things = [n for n, word in enumerate(words) if stem in lexical.stems(word)]
    return any(0 < thing - number <= NEAR or 0 < number - thing <= 4 for number in numbers for thing in things)
