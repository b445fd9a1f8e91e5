"""Whether a question asks for what is not good enough or for what is good, and which way a sentence leans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.types import Wants
from corpus.vocabulary.asked import Said, said_in

WANTS: Final = {
    "weakness": r"\b(?:do|get|be|become|work) better\b"
    r"|\b(?:needs?|needed|must|has|have|should|ought) (?:\w+ ){0,4}improve\b"
    r"|\b(?:what|anything) (?:is|was|are|were|went|goes|going) (?:\w+ ){0,2}wrong\b"
    r"|\bareas? (?:for|of) (?:improvement|concern|priority action)|\bpriority actions?\b|\bcauses? of concern\b"
    r"|(?:^|\b(?:what|which) (?:[\w-]+ ){0,4})recommend(?:ed|ations?)?\b"
    r"|\bweak(?:ness|nesses|est)?\b|\bfail(?:ings|ures?)\b|\bcriticis"
    r"|\bshortcomings?\b|\bnot good enough\b|\b(?:main|biggest|serious|raise[sd]?) concerns?\b"
    r"|\b(?:bad|poor) at\b|(?:\bnot|n['\u2019]t)\b (?:[\w-]+ ){0,4}(?:work|do|go)(?:ing|es)? (?:\w+ )?well\b"
    r"|\b(?:problems?|difficult(?:y|ies)|trouble) with\b|\bstruggl(?:e[sd]?|ing)\b"
    r"|(?:\bnot|n['\u2019]t)\b (?:\w+ )?work(?:ing|s)?\b|\bineffective\b",
    "strength": r"\bstrengths?\b|\bgood at\b"
    r"|\b(?:do|does|did|doing|done|works?|working|goes|going|went) (?:\w+ )?well\b"
    r"|\bprais(?:e[sd]?|ing)\b|\bcommend(?:s|ed)?\b"
    r"|\b(?:good|best|effective|innovative|promising) practice\b",
}
# What asks for a direction round a topic, and is none of it: *which areas have problems with*, *is criticised*.
_REPORTS: Final = r"(?:areas?|forces?|services?|councils?|partnerships?|reports?|inspections?|places?)"
_BE: Final = r"(?:(?:is|are|was|were|has been|have been|been|isn['\u2019]t|aren['\u2019]t)\s+)"
_ROUND: Final = re.compile(
    rf"^(?:and\s+)?(?:in\s+)?(?:where|(?:which|what)\s+{_REPORTS})\s+(?:(?:do|does|did|have|has|had|with)\s+)?{_BE}?"
    r"(?=\S+\s+\S)"
    r"|\b(?:find\s+)?(?:problems?|difficult(?:y|ies)|trouble)\s+with\b|\bstruggl(?:e[sd]?|ing)\s+(?:with|at|on)\b"
    rf"|{_BE}?\b(?:criticis|prais|commend)(?:e[sd]?|ed|ing)\b(?:\s+(?:for|on)\b)?"
    rf"|(?:{_BE}|\b(?:do|does|did)\s*)?(?:\bnot|n['\u2019]t)\s+(?:\w+\s+)?work(?:ing|s)?(?:\s+well)?\b"
    rf"|{_BE}?\bwork(?:ing|s)\s+(?:\w+\s+)?well\b",
    re.I,
)
# Words that put a question for weaknesses or strengths, and are no topic of it.
GENERAL: Final = frozenset(
    "improve improves improvement improvements better need needs needed must should ought weak weakness weaknesses"
    " strength strengths well bad poor poorly wrong went goes main biggest key serious most important overall concern"
    " concerns failing failings shortcomings criticise criticised criticism praise praised commended strong area areas"
    " partnership partnerships local council authority services agencies work working do does did as best"
    " practice effective innovative promising urgently urgent things points list cause causes priority priorities"
    " action actions recommend recommended recommendation recommendations make made give given not enough"
    " after following its their at get gets getting badly fix fixed first sort sorted tackle put right"
    " worst thing anyone anybody anything really actually want wants wanted".split()
)
# How the name of an inspection or of a report is known among the names of kinds of report: custody alone is a topic.
_INSPECTION: Final = re.compile(r"\b(?:inspections?|reports?|visits?|letters?|revisit\w*|jtais?|peel|ilacs)\b", re.I)
_HEADED: Final = {
    "weakness": re.compile(
        r"\bareas?(?:\(s\))? for (?:priority action|improvement)|\bneeds? to (?:improve|do better)\b"
        r"|\bcauses? of concern\b|\brecommendations?\b|\bpriorities for (?:further )?improvement\b",
        re.I,
    ),
    "strength": re.compile(
        r"\bstrengths?\b|\bdoing that is effective\b|\b(?:effective|innovative|promising|good|notable) practice\b", re.I
    ),
}
_WEAK: Final = re.compile(
    r"\b(?:not|no|nor|never|cannot|without|lack(?:s|ed|ing)?|limit(?:s|ed)|delay(?:s|ed)?|inconsisten\w*|insufficien\w*"
    r"|weak\w*|poor\w*|ineffective\w*|inadequa\w*|fail(?:s|ed|ing|ings|ure|ures)?|missed|gaps?|unclear|variable"
    r"|too (?:few|many|slow|often|long|much|little)|yet to|needs? to|more work|under-?developed|unaware|only"
    r"|concern(?:s|ed|ing)|shortfall\w*|however|but)\b",
    re.I,
)
_STRONG: Final = re.compile(
    r"\b(?:effective(?:ly)?|well|good|strong(?:ly)?|positive(?:ly)?|comprehensive|embedded|excellent|impressive"
    r"|success(?:ful|fully)?|innovative|valued?|benefits?|robust|swift(?:ly)?|timely|clear|thorough(?:ly)?)\b",
    re.I,
)


def wanted(text: str) -> str:
    """*weakness* where a question asks for what is not good enough, *strength* for what is, else nothing."""
    return next((name for name, cue in WANTS.items() if re.search(cue, text, re.I)), "")


def without(topic: str) -> str:
    """A topic without the words that ask for a direction, where anything is left."""
    left = " ".join(_ROUND.sub(" ", topic).split())
    return left if re.search(r"\w{3}", left) else topic


def without_inspection(topic: str) -> str:
    """A topic without the words that only say which inspection is meant (*still*, *now*, *its SEND inspection*).

    What a whole series is about (*special needs*) is no topic within it, nor are those whom it is for.
    """
    every = said_in(topic)
    whole = {"whole", "served"} if any(said.slot == "whole" for said in every) else set()
    left = without_named(topic)
    for said in reversed(every):
        if said.slot in whole or (said.slot, said.meaning) == ("turn", "latest"):
            left = _blanked(left, said)
    return left


def without_named(topic: str) -> str:
    """A topic without the names of inspections (*the joint inspection*, *its PEEL report*)."""
    left = topic
    for said in said_in(topic):
        if said.slot == "kind" and _INSPECTION.search(topic[said.start : said.end]):
            left = _blanked(left, said)
    return left


def _blanked(text: str, said: Said) -> str:
    return text[: said.start] + " " * (said.end - said.start) + text[said.end :]


def leaning(sentence: str) -> Wants:
    """Which way a sentence leans by its words: *weakness*, *strength*, or nothing."""
    if _WEAK.search(sentence):
        return "weakness"
    return "strength" if _STRONG.search(sentence) else ""


def headed_as(heading: Sequence[str]) -> set[str]:
    """Of what a heading path is: *weakness*, *strength*, both or neither."""
    path = " \n ".join(heading)
    return {name for name, pattern in _HEADED.items() if pattern.search(path)}
