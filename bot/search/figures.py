"""Whether a text holds what is sought (a number, a sum, a length of time, a grade), or gives a newer figure."""

from __future__ import annotations

import re
from typing import Final

from bot.quoting.cut import TURNS
from corpus.vocabulary.dates import MONTHS
from corpus.vocabulary.numbers import COUNTS, TO_TWELVE
from corpus.vocabulary.scales import WRITTEN

_NUMBER: Final = re.compile(
    rf"\d|\b(?:single|{TO_TWELVE}|dozen|hundred|thousand|half|third|quarter|twice|double|per ?cent)\b",
    re.I,
)
_UNIT: Final = r"(?:second|minute|hour|day|week|fortnight|month|year)s?"
# Figures that count nothing: dates, years, sections of Acts, numbers to ring, the time over which something was seen.
_NAMING: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(MONTHS)}),? (?:\d{{1,2}}|(?:19|20)\d\d)\b(?!\s?(?:%|per ?cent))"
    r"|\b(?:19|20)\d\d(?:[/\u2013-]\d\d)?\b|\bsection \d+"
    rf"|\b(?:last|past|previous|next|preceding) (?:\d+|{TO_TWELVE}) {_UNIT}\b"
    r"|\baged? (?:between )?\d+(?: (?:to|and|or) \d+)?(?: years)?\b|\b\d+[- ]years?[- ]olds?\b|\b\d+ years of age\b"
    r"|\b999\b|\b101\b|\b24/7\b",
    re.I,
)
_TIME: Final = re.compile(
    rf"(?:\d[\d,.]*\+?|\b(?:one|{COUNTS}|several|many|couple of))"
    r"(?:[\s-]+(?:to|or|and|working|calendar|more|\d+|\w+teen))*"
    rf"[\s-]+{_UNIT}\b|\b(?:an hour|a day|a week|a fortnight|a month|a year|overnight)\b",
    re.I,
)
_MONEY: Final = re.compile(r"\u00a3|\b(?:million|budget|fund(?:ing|ed)?|spen[dt]|cost)s?\b", re.I)
_GRADE: Final = re.compile(
    rf"\b(?:graded?|judg(?:e)?ments?|rated)\b.*\b(?:{WRITTEN})\b|\b(?:{WRITTEN})\b[^.]{{0,40}}$", re.I
)
GRADED_ROW: Final = re.compile(rf"\b(?:{WRITTEN})(?: to be good)?(?: \(.*\))?$", re.I)  # which says nothing of why
_SOUGHT: Final = {"count": _NUMBER, "duration": _NUMBER, "money": _MONEY, "grade": _GRADE}
_UPDATE: Final = re.compile(  # what tells that a figure has become another one
    r"\b(?:now|current(?:ly)?|since(?: then)?|latest|more recent(?:ly)?|subsequent(?:ly)?|up from|down from"
    r"|(?:ha[sd]|have) (?:\w+ )?(?:risen|fallen|grown|increased|decreased|reduced|improved|dropped|doubled|halved"
    r"|declined|deteriorated|worsened|gone (?:up|down))"
    r"|(?:rose|fell|grew|increased|decreased|reduced|improved|dropped|declined) (?:\w+ )?(?:to|from|by)"
    rf"|by (?:the end of )?(?:{'|'.join(MONTHS)}|20\d\d))\b",
    re.I,
)
_WHEN: Final = re.compile(  # what tells of what time a figure is
    rf"\b(?:{'|'.join(MONTHS)})\b(?!\s+\w+ing\b)|\b(?:19|20)\d\d\b|\byear (?:to|ending|ended)\b"
    r"|\b(?:last|past|previous) (?:\w+ )?(?:year|month|quarter|week)s?\b"
)
_FIGURE: Final = re.compile(r"\d[\d,.]*\s?%?")


def holds_sought(text: str, seeks: str) -> bool:
    """Whether a text holds the kind of thing a question seeks."""
    pattern = _SOUGHT.get(seeks)
    return pattern is None or bool(pattern.search(_NAMING.sub(" ", text)))


def states_grade(text: str) -> bool:
    """Whether a text states a grade."""
    return bool(_GRADE.search(text))


def gives_quantity(text: str, seeks: str) -> bool:
    """Whether a text gives the quantity sought; a length of time has its unit."""
    pattern = _TIME if seeks == "duration" else _SOUGHT[seeks]
    return bool(pattern.search(_NAMING.sub(" ", text)))


def tells_when(text: str) -> bool:
    """Whether a text tells of what time it is."""
    return bool(_WHEN.search(text))


def updates(before: str, after: str) -> bool:
    """Whether a sentence gives a newer figure than the text before it, or takes one of its figures up again."""
    ours, theirs = _NAMING.sub(" ", before), _NAMING.sub(" ", after)
    if not (_NUMBER.search(ours) and _NUMBER.search(theirs)):
        return False
    same = {*_FIGURE.findall(ours)} & {*_FIGURE.findall(theirs)}
    return bool(_UPDATE.search(after)) or bool(same and TURNS.match(after))
