"""The next inspection of a body: how people ask for it, and how reports tell of it."""

from __future__ import annotations

import re
from typing import Final

_KIND: Final = (
    r"(?:(?:full|graded|formal|area|local|joint|targeted|monitoring|follow-up|ofsted|cqc|hmicfrs|hmic|send|jtai|peel"
    r"|ilacs|police|fire|council|children['\u2019]s|services?|progress|short|such|of)\s+){0,4}"
)
_INSPECTORS: Final = r"\b(?:ofsted|cqc|estyn|hmicfrs|hmic|hmip?|inspectors?|inspectorates?)\b"
_AGAIN: Final = r"\b(?:re-?inspect\w*|re-?visit\w*|inspect(?:ed|ing)? (?:it |them )?(?:again|next))\b"
_BACK: Final = r"\b(?:come back|coming back|return(?:ing)?|go back|going back|be back|back|visit again)\b"
_COMING: Final = (
    r"\b(?:will|would|going to|due|shall|intend\w*|plan(?:s|ned|ning)?|expect(?:s|ed)?|scheduled"
    r"|when (?:is|are|do|does))\b"
)
_INTEND: Final = r"(?:will|intends? to|plans? to|shall)"
_PAST: Final = re.compile(r"\b(?:did|was|were|found|had)\b", re.I)
_NEXT: Final = re.compile(
    rf"\b(?:next|another|further) {_KIND}(?:re-?inspections?|inspections?|re-?visits?|visits?)\b", re.I
)
_WILL: Final = re.compile(
    rf"{_COMING}.*{_AGAIN}|{_COMING}.*{_INSPECTORS}.*{_BACK}|{_INSPECTORS}.*{_COMING}.*{_BACK}"
    r"|\b(?:will|would)\b.*\b(?:get|have)\b.*\b(?:re-?inspections?|inspections?|(?:monitoring|focused) visits?)\b"
    rf"|\bwhen (?:will|is|are)\b.*\b(?:be |due to be )inspected\b|\b(?:will|due)\b.*\binspected\b",
    re.I,
)
# Sentences that tell of an inspection to come: by its name, or by what inspectors will do.
_TELLS: Final = re.compile(
    rf"\b(?:next|another|further|a|an|full) {_KIND}(?:re-?inspection|inspection|re-?visit|visit)s?\b"
    r"[^.]{0,60}\b(?:will|is due|are due|is expected|is planned|is scheduled)\b"
    rf"|{_INSPECTORS}[^.]{{0,80}}\b{_INTEND}\s+(?:\w+\s+){{0,4}}?"
    r"(?:re-?inspect|re-?visit|return|inspect|come back|monitor|visit|(?:carry out|conduct|undertake|complete)"
    r" (?:a|an|another|further|its|our|the next) (?:\w+ ){0,4}?(?:re-?inspection|inspection|visit|monitoring))s?\b"
    rf"|(?:^|[.;] )we {_INTEND}\s+(?:\w+\s+){{0,3}}?(?:re-?inspect|re-?visit|return to|inspect|monitor)\b"
    r"|\b(?:will|is to|are to) be (?:re-?inspected|inspected again|re-?visited)\b",
    re.I,
)


def asks_next(text: str) -> bool:
    """Whether a question asks when, or whether, inspectors come next."""
    return bool(_WILL.search(text)) or bool(_NEXT.search(text) and not _PAST.search(text))


def tells_next(sentence: str) -> bool:
    """Whether a sentence of a report tells of an inspection to come."""
    return bool(_TELLS.search(sentence))
