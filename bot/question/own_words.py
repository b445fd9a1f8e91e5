"""The words of a follow-up that say what it asks, apart from how it goes on, and from whom and when it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.question.question import EMPTY, Question
from bot.question.times import Time
from corpus.describe.gazetteer import Mention
from corpus.vocabulary import asking
from corpus.vocabulary.asked import Said, said_in, words_of

PICK: Final = re.compile(  # *the third*, *the second point*, *number 2*
    r"\b(?:the\s+)?(first|second|third|fourth|fifth|1st|2nd|3rd|(?<=number )\d)\b(?:\s+(?:one|point|quote|passage))?"
    r"\s*(?:please)?\W*$",
    re.I,
)
_LEADS: Final = re.compile(
    r"^(?:(?:and|but|so|ok|okay|also|then|no|not|sorry|actually)\b[\s,]*)*"
    r"(?:(?:what|how) about|same (?:question|again|for)|what of|i meant?)?\b[\s,]*",
    re.I,
)
_OF_A_PAGE: Final = asking.words("word").union(
    "reference ref grade judgment judgement figure quote finding source citation is on whereabouts refs pls".split()
)
# Words that say how a question goes on, and nothing of what it asks.
GOING_ON: Final = EMPTY | frozenset(
    "no not sorry meant mean mine actually wrong place please just only other add drop compare compared w vs versus"
    " show open expand give number explain tell more them those these there them their its it's that's whats what's"
    " neighbours neighbour neighbouring neighbors i we you again instead of from any one ones has have had".split()
)


def led(text: str) -> str:
    """The words with which a follow-up leads on to what it asks (*and what about*), or nothing."""
    match = _LEADS.match(text)
    return match[0].strip() if match else ""


def without_leads(text: str) -> str:
    """A follow-up without the words with which it leads on."""
    return _LEADS.sub("", text).strip(" ,?.!")


def own_words(question: Question) -> list[str]:
    """The words of a follow-up that say what it asks, apart from bodies, times and how it goes on."""
    if asking.asks_form(question.text):
        return []
    if PICK.search(question.text):
        return [word for word, _, _ in words_of(PICK.sub(" ", question.text)) if word not in GOING_ON]
    done = [one for one in said_in(question.text) if one.slot == "doing"]
    said = without(question.text, [*question.mentions, *question.times, *done])
    left_out = GOING_ON | (_OF_A_PAGE if any(one.meaning == "page" for one in done) else frozenset())
    return [word for word, _, _ in words_of(said) if word not in left_out]


def without(text: str, spans: Sequence[Mention | Time | Said]) -> str:
    """A text without the words at these places."""
    for start, end in sorted({(one.start, one.end) for one in spans}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
