"""What a follow-up without a topic of its own adds to the topic before it, or puts in the place of a part of that."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.question.own_words import own_words, without, without_leads
from bot.question.question import Question
from corpus.vocabulary.asked import said_in

ELSEWHERE: Final = "compared with the national average"  # as reports say what people ask in many words
_SETS_AGAINST: Final = re.compile(
    r"\bthan\b|\bnational|\baverage|\bcountry|\bengland|\belsewhere|\bothers?\b|\bcompar|\bsimilar|\bneighbours", re.I
)
_OWN_CAUSE: Final = 3  # words of its own from which a question for a cause names what it is about
WHY: Final = re.compile(
    r"(?:(?:and|but|so|ok)\b[\s,]*)*(?:why|how come|(?:for )?what reasons?|(?:what(?: is|['\u2019]?s) )?the reasons?"
    r"|what(?: is|['\u2019]?s) (?:behind|causing)|what (?:cause[sd]?|explains?|led to))\b",
    re.I,
)
_SINCE: Final = re.compile(r"\bsince\b|\b(?:has|have)\b.*\b(?:better|worse|improved|changed)\b", re.I)
_LONGEST: Final = 8  # words that are put in the place of others
_AT: Final = "for|at|in|with|to|from|of|on|by|among|during|after|before|about|into"
_PREPOSITION: Final = re.compile(rf"\b(?:{_AT})\s+\S", re.I)
_OBJECT: Final = re.compile(rf"^(?P<at>{_AT})\s+\S", re.I)
_LAST_OBJECT: Final = re.compile(rf"^(?P<before>.*\b(?:{_AT})\s+)\S.*$", re.I)
_COUNTS: Final = re.compile(
    r"^(?:so\s+)?(?P<asks>how many|how much|what (?:proportion|percentage|share) of)\s+\S", re.I
)
_ASKS: Final = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|how|what|which|who|whose|why|when"
    r"|where|whether)\b",
    re.I,
)


def carried(question: Question, *, leads: bool) -> str | None:
    """What a follow-up adds to the topic before, where it names none of its own; None where it does.

    It asks for the cause (*how come?*), sets what was said against other places (*worse than elsewhere?*) or against
    another time (*any better since?*), or asks for a part of those it was about (*what about boys?*).
    """
    if question.mentions:
        return None
    said = [one for one in said_in(question.text) if one.slot == "carries"]
    meanings = {one.meaning for one in said}
    if WHY.match(question.text):
        meanings, said = {"cause"}, [one for one in said if one.meaning == "cause"]
    left = own_words(replace(question, text=without(question.text, said), times=()))
    if "group" in meanings:
        return " ".join(own_words(question)) if leads and not left else None
    if "cause" in meanings and WHY.match(question.text):
        return " ".join(left) if len(left) < _OWN_CAUSE else None
    if left or not meanings & {"others", "change"}:
        return None
    return ELSEWHERE if "others" in meanings and _SETS_AGAINST.search(question.text) else " ".join(own_words(question))


def asks_since(question: Question) -> bool:
    """Whether a follow-up asks what has become of the matter since (*has it got better since?*), at no time named."""
    meanings = {one.meaning for one in said_in(question.text) if one.slot == "carries"}
    return "change" in meanings and not question.times and bool(_SINCE.search(question.text))


def put_in_place(question: Question, previous: Question) -> str | None:
    """The topic before with what a follow-up names in the place of its like; None where it asks something of its own.

    *And at secondary?* takes the place of *at primary school*; of a question for a number another thing is counted,
    and what else has no preposition takes the place of the last thing that the question before names.
    """
    said = without_leads(question.topic)
    if _ASKS.search(said) or not 0 < len(said.split()) <= _LONGEST or question.is_vague:
        return None
    topic = previous.topic.rstrip("?.! ")
    if match := _OBJECT.match(said):
        place = [*re.finditer(rf"\b{match['at']}\s+\S", topic, re.I)]
        return f"{topic[: place[-1].start()]}{said}" if place else f"{topic} {said}"
    if counts := _COUNTS.match(topic):
        return f"{counts['asks']} {said}"
    one = len(_PREPOSITION.findall(topic)) == 1
    last = _LAST_OBJECT.match(topic) if one or previous.sought in ("count", "money", "duration") else None
    return f"{last['before']}{said}" if last else None
