"""The dates that a report prints of itself: inspected, published, updated and issued again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.describe.opening import Opening
from corpus.vocabulary.dates import (
    ALONE,
    DATE,
    MONTH_RANGE,
    MONTH_YEAR,
    NUMERIC,
    RANGE,
    iso_date,
    iso_month,
    iso_months,
    iso_numeric,
    iso_range,
)
from corpus.vocabulary.kinds import inspectorates

MOVED = 60  # days from the sending of a letter from which a later date is that of a page made anew
HEAD = 6  # lines at the top of a letter that may hold its date
COVER = 14  # lines of a cover that may hold its month
_INSPECTED_CUE = re.compile(
    r"(?<!previous )(?<!last )(?:inspection|inspected|fieldwork|visit|visited|revisit|revisited)"
    r"(?: (?:date|fieldwork|period))?s?"
    r"\s*(?:(?:took|taking) place|was carried out|carried out|conducted|ran|:|dates?:)?"
    r"\s*(?:from|between|during|in|on|over|:)?\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri)day,?\s*)?$"
    r"|\bbetween\s*$",
    re.I,
)
_PREVIOUS = re.compile(r"(?:previous|last|next|earlier)\s+(?:\w+\s+)?inspections?\b[^.]{0,30}$", re.I)
# A date behind *published* is the report's own where the word opens a line or sentence, or speaks of *it* or *this*.
_OWN = re.compile(
    r"(?:\b(?:First |Report )?(?:Published|PUBLISHED|Issued)|\bPublication date"
    r"|\bDate of publication|\bReport published|\b(?:[Ii]t|[Tt]his \w+) (?:was|is) (?:first )?published"
    r"|\bto be printed\b[^.]{0,60}\bpublished)(?: on)?:?\s*$"
)
_SENT = re.compile(r"(?-i:\bSent)(?: on)?:?\s*$", re.I)
_UPDATED = re.compile(r"(?-i:\b(?:Last updated|Updated|Last modified|Page last updated))(?: on)?:?\s*$", re.I)
_COMMAND = re.compile(r"\bby Command of (?:His|Her) Majesty\s*(?:on\s*)?$", re.I)
_ORDERED = re.compile(r"\bto be printed(?: on)?\s*$|\bOrdered by the House of (?:Commons|Lords),? on\s*$", re.I)
_OPEN_END = re.compile(r"(?:\b(?:to|and|from|between|on)|[-\u2013,:])\s*$|\binspect", re.I)


def published(opening: Opening) -> str | None:
    """The date of publication: printed as such, as that of a letter, of laying before Parliament, or on a cover."""
    issued = _first(opening.front, _OWN)
    sent = _first(opening.front, _SENT)
    if sent and (not issued or _days(sent, issued) > MOVED):
        return sent
    return (
        issued
        or _first(opening.deep, _OWN)
        or _letter_head(opening)
        or _first(opening.deep, _ORDERED)
        or _first(opening.deep, _COMMAND, months=True)
        or _cover_month(opening)
        or _first(opening.front, _OWN, months=True)
    )


def reissued(opening: Opening) -> str | None:
    """The day on which a page says it was published long after its letter was sent: that of its move."""
    issued, sent = _first(opening.front, _OWN), _first(opening.front, _SENT)
    return issued if issued and sent and _days(sent, issued) > MOVED else None


def updated(opening: Opening) -> str | None:
    """The day on which a page says it was last updated."""
    return _first(opening.front, _UPDATED)


def inspected(opening: Opening, published: str | None) -> str | None:
    """The first days that the text calls the inspection's, not an earlier one's; a missing year is the report's."""
    for match in RANGE.finditer(opening.front):
        if _is_of_inspection(opening.front, match.start()) and (days := _range(match, published or "")):
            return days
    for pattern, iso in ((MONTH_RANGE, iso_months), (DATE, iso_date), (MONTH_YEAR, iso_month)):
        for match in pattern.finditer(opening.front):
            if _is_of_inspection(opening.front, match.start()) and (day := iso(match)):
                return day
    return _cover_range(opening, published or "")


def _is_of_inspection(text: str, at: int) -> bool:
    before = text[max(0, at - 80) : at]
    return bool(_INSPECTED_CUE.search(before)) and not _PREVIOUS.search(before)


def _range(match: re.Match[str], published: str) -> str | None:
    """The days of a range; one without its year is the last before the report came out."""
    days = iso_range(match, published[:4] or None)
    if days and not match["year"] and days.rpartition("/")[2] > published:
        return iso_range(match, str(int(published[:4]) - 1))
    return days


def _cover_range(opening: Opening, published: str) -> str | None:
    """Days that stand alone in a line of the cover."""
    for line in (*opening.lines[:COVER], *opening.cover):
        if match := RANGE.fullmatch(line.strip(" .()")):
            return _range(match, published)
    return None


def _first(text: str, cue: re.Pattern[str], *, months: bool = False) -> str | None:
    """The first date in a text that stands behind a cue."""
    return next((date for at, date in _dates(text, months=months) if cue.search(text[max(0, at - 90) : at])), None)


def _dates(text: str, *, months: bool) -> Iterator[tuple[int, str]]:
    found = [(match.start(), iso_date(match)) for match in DATE.finditer(text)]
    found += [(match.start(), iso_numeric(match)) for match in NUMERIC.finditer(text)]
    if months:
        found += [(match.start(), iso_month(match)) for match in MONTH_YEAR.finditer(text)]
    yield from ((at, date) for at, date in sorted(found, key=lambda one: one[0]) if date)


def _letter_head(opening: Opening) -> str | None:
    """A date that is a line by itself near the top, and ends no line that speaks of an inspection."""
    for number, line in enumerate(opening.lines[:HEAD]):
        follows = number and _OPEN_END.search(opening.lines[number - 1])
        if (alone := ALONE.fullmatch(line)) and not follows and (date := iso_date(alone)):
            return date
    return None


def _cover_month(opening: Opening) -> str | None:
    """A month that is a line of the cover, by itself or behind the name of an inspectorate."""
    for line in opening.lines[:COVER]:
        month = MONTH_YEAR.search(line)
        if month and not line[month.end() :].strip(" .") and _may_precede(line[: month.start()].strip(" ,|\u2013-")):
            return iso_month(month)
    return None


def _may_precede(words: str) -> bool:
    return not words or any(maker.told_by.search(words) for maker in inspectorates())


def _days(earlier: str, later: str) -> int:
    return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(earlier)).days
