"""How reports speak of the phases in which HMICFRS monitors forces and services: Engage, Scan, special measures.

Scan is the ordinary phase, Engage the enhanced one, which the press calls special measures. Source: the inspectorate's
page on its approach to monitoring forces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.vocabulary.dates import DATE, MONTH_YEAR, iso_date, iso_month

_ENGAGE: Final = re.compile(
    r"(?<=[a-z,(] )Engage\b(?! with)|\b(?i:engage (?:phase|process|stage))\b|\b(?i:special measures)\b"
    r"|\b(?i:enhanced (?:level of )?monitoring)\b"
)
_ASKED: Final = re.compile(
    r"\b(?:in|into|of|from|leave|left|leaving|enter|entered|out of|under) (?:the )?engage\b(?! with)"
    r"|\bengage (?:phase|process|stage)\b|\bspecial measures\b|\benhanced monitoring\b|\b(?:to|in) scan\b",
    re.I,
)
_SCAN: Final = re.compile(r"(?<=[a-z,(] )Scan\b|\(Scan\)|\b(?i:routine monitoring|default phase|default monitoring)\b")
_LEFT: Final = re.compile(
    r"\b(?:left|leaves?|ended|end(?:s|ing)? of|came out|come out|moved out|moved from|taken out|removed from|out of"
    r"|went back|returned|returns?|back to|no longer|exited|until|lifted)\b",
    re.I,
)
_RANGE: Final = re.compile(r"\bfrom\b.+\bto\b", re.I)
_YEAR: Final = re.compile(r"\b(?:in|by|since|of|until) ((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class PhaseTold:
    """What a sentence tells of a phase: whether it was left, and the ISO date, month or year, or nothing."""

    left: bool
    date: str


def asks_phase(text: str) -> bool:
    """Whether a question asks for a phase of monitoring."""
    return bool(_ASKED.search(text))


def phase_told(sentence: str) -> PhaseTold | None:
    """What a sentence tells of a body's phase of monitoring; None where it tells nothing."""
    if not (_ENGAGE.search(sentence) or (_SCAN.search(sentence) and _LEFT.search(sentence))):
        return None
    dates = sorted(_dates(sentence), key=lambda date: date.ljust(10, "-"))
    left = bool(_SCAN.search(sentence) or _LEFT.search(sentence) or (_RANGE.search(sentence) and len(dates) > 1))
    return PhaseTold(left, (dates[-1] if left else dates[0]) if dates else "")


def _dates(sentence: str) -> Iterator[str]:
    """The dates of a sentence, each by its most exact form."""
    whole = [(match.start(), match.end(), iso_date(match)) for match in DATE.finditer(sentence)]
    yield from (date for _, _, date in whole if date)
    months = [match for match in MONTH_YEAR.finditer(sentence) if not _within(match.start(), whole)]
    yield from (date for match in months if (date := iso_month(match)))
    yield from _YEAR.findall(sentence)


def _within(at: int, spans: list[tuple[int, int, str | None]]) -> bool:
    return any(start <= at < end and date for start, end, date in spans)
