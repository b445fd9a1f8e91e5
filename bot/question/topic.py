"""The topic of a question: its words without the names of bodies, its times, and the words that only ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot.question.times import Time
from corpus.describe.gazetteer import Mention
from corpus.structure.text import searchable
from corpus.vocabulary.periods import BACK, BOTH, NOW, PAIRS
from corpus.vocabulary.plain_words import as_written

LEADING: Final = 100  # characters before a name or a time that are looked at for the words which lead to it
_INSPECTORS: Final = r"(?:inspectors?|inspectorates?|reports?|HMICFRS|HMIC|Ofsted|CQC|it|they)"
_FRAMING: Final = re.compile(
    r"^(?:please\s+)?(?:(?:can|could) you\s+)?(?:tell me\s+)?(?:what|how|where)?\s*(?:did|do|does|has|have)?\s*"
    rf"(?:the\s+)?{_INSPECTORS}\s+(?:say|said|says|find|found|report|reported|think|conclude|concluded|write)\s+"
    r"(?:about|on|regarding|of)?\s*",
    re.I,
)
_SOURCE: Final = re.compile(
    rf",?\s*according to (?:the |its )?(?:{_INSPECTORS}|(?:\w+ ){{0,3}}(?:report|inspection))\b"
    rf"|\b(?:did|do|does|have|has)\s+(?:the\s+)?{_INSPECTORS}\s+(?:say|find|report|see|think|criticise)\b"
    rf"|\b(?:did|do|does)\s+(?:the\s+)?{_INSPECTORS}\s+(?=(?:want|expect|tell|ask|order)\b)"
    r"|\b(?:HMICFRS|HMIC|inspectors)\b",
    re.I,
)
_GRADE_ASKED: Final = re.compile(
    r"^(?:so\s+)?(?:what|which)\s+(?:(?:was|were|is|are)\s+)?(?:(?:the|its|their)\s+)?"
    r"(?:(?:latest|overall|PEEL|Ofsted)\s+)*"
    r"grades?\s*(?:did|does|do|was|were|has|have|is|are)?\s*(?:it|they|the force)?\s*"
    r"(?:get|got|given|receive|awarded|gotten)?\s*(?:for|in|on|at)?\s*"
    r"(?:its\s+(?:latest|last)\s+(?:PEEL|inspection|report))?",
    re.I,
)
# *The number of* things is asked for as *how many* things there are.
_NUMBER_OF: Final = re.compile(
    r"^(?:(?:and\s+)?(?:whats|what(?:['\u2019]s|\s+(?:is|was|are|were))?)\s+)?(?:the\s+)?(?:total\s+)?(?:numbers?|no\.?|count)\s+of\b",
    re.I,
)
_OF_PLACE: Final = re.compile(r"\b(?:in|at|for|of|by|within|across)\s+(?:the\s+)?$", re.I)
_PAIRS: Final = "|".join(rf"{first}\s+{second}" for first, second in PAIRS)
_OF_TIME: Final = re.compile(
    rf"(?:\(|\b(?:{_PAIRS}|at\s+the\s+time\s+of"
    r"|in|from|during|of|for|since|after|before|by|until|between|ahead|advance|early|late|mid|back|as|at|end|start|the)[\s-]+)+$",
    re.I,
)

_AFTER: Final = re.compile(r"^(?:['\u2019]s?\b|\))?(?:\s+(?:inspection )?(?:cycle|round|programme)s?\b)?", re.I)


def searched(text: str, mentions: Sequence[Mention], times: Iterable[Time]) -> str:
    """What a search for a question encodes, as far as its names and times alone tell."""
    return searchable(as_written(topic_of(text, mentions, times) or text))


def topic_of(text: str, mentions: Sequence[Mention], times: Iterable[Time]) -> str:
    """A question without the names of bodies, the ``times`` that pick an inspection, and the words that only ask."""
    spans = {(one.start, one.end, _OF_PLACE) for one in mentions} | {(one.start, one.end, _OF_TIME) for one in times}
    for start, end, leading in sorted(spans, key=lambda span: span[:2], reverse=True):
        after = _AFTER.sub("", text[end:])
        near = max(0, start - LEADING)
        text = f"{text[:near]}{leading.sub('', text[near:start])} {after}"
    for pattern in (BOTH, NOW, BACK, _FRAMING, _SOURCE, _GRADE_ASKED):
        text = pattern.sub(" ", " ".join(text.split()))
    text = _NUMBER_OF.sub("how many", " ".join(text.split()).strip(" ,;:"))
    return text if re.search(r"\w", text) else ""
