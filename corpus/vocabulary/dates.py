"""Dates as reports print them, to ISO 8601."""

from __future__ import annotations

import datetime
import re

MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(MONTHS) + "|Sept\\b|" + "|".join(f"{name[:3]}\\b" for name in MONTHS)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
DATE = re.compile(rf"\b(?P<day>{_DAY})\s+(?P<month>{_MONTH}),?\s+(?P<year>(?:19|20)\d\d)\b", re.I)
MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\s+(?P<year>(?:19|20)\d\d)\b", re.I)
RANGE = re.compile(
    rf"\b(?P<day1>{_DAY})(?:\s+(?P<month1>{_MONTH}))?(?:\s+(?P<year1>(?:19|20)\d\d))?"
    rf"\s*(?:to|and|-|\u2013|\u2014|until)\s*"
    rf"{_WEEKDAY}(?P<day>{_DAY})\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d))?\b",
    re.I,
)
MONTH_RANGE = re.compile(
    rf"\b(?P<month1>{_MONTH})(?:\s+(?P<year1>(?:19|20)\d\d))?\s*(?:to|and|-|\u2013|\u2014|until)\s*"
    rf"(?P<month>{_MONTH})\s+(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b")
ALONE = re.compile(rf"(?:date:?\s*)?{_WEEKDAY}{DATE.pattern}\.?", re.I)
_ISO_DATE = r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
ISO = re.compile(rf"{_ISO_DATE}(?:/{_ISO_DATE})?")
_YEARS = re.compile(r"\b((?:19|20)\d\d)(?:\s?[-\u2013/]\s?((?:20)?\d\d)\b)?")


def iso_date(match: re.Match[str]) -> str | None:
    """``YYYY-MM-DD`` of a match of :data:`DATE`, or None for a day that does not exist."""
    return _iso(match["day"], match["month"], match["year"])


def iso_month(match: re.Match[str]) -> str:
    """``YYYY-MM`` of a match of :data:`MONTH_YEAR`."""
    return f"{match['year']}-{_number(match['month']):02}"


def iso_months(match: re.Match[str]) -> str:
    """``start/end`` of a match of :data:`MONTH_RANGE`, both months."""
    last, first = _number(match["month"]), _number(match["month1"])
    start = match["year1"] or str(int(match["year"]) - (first > last))
    return f"{start}-{first:02}/{match['year']}-{last:02}"


def iso_numeric(match: re.Match[str]) -> str | None:
    """``YYYY-MM-DD`` of a match of :data:`NUMERIC`, day first, or None for a day that does not exist."""
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None


def iso_range(match: re.Match[str], year: str | None = None) -> str | None:
    """``start/end`` of a match of :data:`RANGE`; ``year`` serves where none is printed."""
    last = match["year"] or year
    if not last:
        return None
    end = _iso(match["day"], match["month"], last)
    start = _iso(match["day1"], match["month1"] or match["month"], match["year1"] or last)
    if start and end and start > end and not match["year1"]:
        start = _iso(match["day1"], match["month1"] or match["month"], str(int(last) - 1))
    return f"{start}/{end}" if start and end else None


def _iso(day: str, month: str, year: str) -> str | None:
    number = int(re.sub(r"\D", "", day))
    try:
        return datetime.date(int(year), _number(month), number).isoformat()
    except ValueError:
        return None


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, start=1) if name[:3].lower() == month[:3].lower())


def in_words(iso: str) -> str:
    """``2025-05-14`` as *14 May 2025*, ``2025-05`` as *May 2025*, an interval as *… to …*."""
    start, _, end = iso.partition("/")
    if end:
        return f"{in_words(start)} to {in_words(end)}"
    year, *rest = start.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) == 2 else f"{month} {year}"


def day_in_words(day: datetime.date) -> str:
    """A day, or that of a time, as *14 May 2025*."""
    return in_words(f"{day:%Y-%m-%d}")


def years_in(text: str) -> frozenset[int]:
    """The years that a text names, all those of a range such as *2023-25*."""
    return frozenset(year for match in _YEARS.finditer(text) for year in _range(match))


def _range(match: re.Match[str]) -> range:
    first = int(match[1])
    last = int(match[1][: 4 - len(match[2])] + match[2]) if match[2] else first
    return range(first, last + 1) if first <= last <= first + 10 else range(first, first + 1)
