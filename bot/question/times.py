"""When a question means: years, months, seasons, ranges, periods and relative words, told by a small grammar.

A *point* is what names a time by itself: ``2019``, ``'19``, ``May 2022``, ``31/03/2021``, ``2021/22``, *last year*,
*lockdown*, *round 2*. A *relation* is the word before it (*since*, *before*, *by*, *between*). Points and relations
give years; nothing that was read as a time is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from corpus.vocabulary.periods import (
    DECADES,
    FIRST_INSPECTIONS,
    INSPECTIONS,
    MONTHS,
    NUMBERS,
    OF_INSPECTIONS,
    PAIRS,
    PERIODS,
    RELATIONS,
    ROUNDS,
    SEASONS,
)

Relation = Literal["in", "since", "before", "until", "by"]
Precision = Literal["day", "month", "season", "year", "cycle", "period", "relative"]
LAST: Final = 2035  # the latest year that a number of four digits is taken for
_TOKEN: Final = re.compile(r"\d+|[^\W\d_]+|[-\u2013\u2014/&,+'\u2019?!;:.]")
_LOOSE: Final = frozenset(
    "the early late mid end start beginning middle of around about roughly year years calendar financial in".split()
)
_RANGE: Final = frozenset(("-", "\u2013", "\u2014", "to", "until", "till", "through", "and"))
_DASH: Final = frozenset(("-", "\u2013", "\u2014"))


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names: characters ``start`` to ``end``, its years in order, and how it was put.

    ``landmark`` is true where it names an inspection (*before the 2019 inspection*): the report of that inspection
    tells what was before it.
    """

    start: int
    end: int
    years: tuple[int, ...]
    precision: Precision = "year"
    relation: Relation = "in"
    landmark: bool = False

    def earlier(self) -> Time:
        """Where it names an inspection and what was before it, the years before it: for what it was graded then."""
        if not (self.landmark and self.relation == "before"):
            return self
        return replace(self, years=_before(self.years[0]), landmark=False)


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


Found = tuple[int, tuple[int, ...], Precision]  # tokens taken, years, precision


def times_in(text: str, this_year: int) -> tuple[Time, ...]:
    """The times that a text names, in order."""
    tokens = [_Token(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found: list[Time] = []
    at = 0
    while at < len(tokens):
        if point := _point(tokens, at, this_year):
            size, years, precision = point
            time = Time(tokens[at].start, tokens[at + size - 1].end, years, precision)
            time, at = _related(tokens, at, at + size, time, this_year)
            found.append(time)
        else:
            at += 1
    return tuple(_joined(text, found))


def _point(tokens: Sequence[_Token], at: int, this_year: int) -> Found | None:
    for reader in _READERS:
        if point := reader(tokens, at, this_year):
            return point
    return None


def _word(tokens: Sequence[_Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _touch(tokens: Sequence[_Token], first: int, last: int) -> bool:
    """Whether tokens stand side by side without blanks."""
    return all(tokens[n].end == tokens[n + 1].start for n in range(first, last))


def _year(tokens: Sequence[_Token], at: int) -> int | None:
    """The year that a token of four digits names; 2000 is mostly a number."""
    word = _word(tokens, at)
    if not (word.isdecimal() and len(word) == 4 and 1990 <= int(word) <= LAST):
        return None
    return int(word) if word != "2000" or _word(tokens, at - 1) in RELATIONS else None


def _short(word: str) -> int | None:
    """The year that two digits name."""
    return 2000 + int(word) if word.isdecimal() and len(word) == 2 and int(word) <= LAST % 100 else None


def _written(tokens: Sequence[_Token], at: int) -> tuple[int, int] | None:
    """How many tokens a year takes, and the year: ``2022`` or ``'22``."""
    if year := _year(tokens, at):
        return 1, year
    if _word(tokens, at) in ("'", "\u2019") and (year := _short(_word(tokens, at + 1))) and _touch(tokens, at, at + 1):
        return 2, year
    return None


def _date(tokens: Sequence[_Token], at: int, _: int) -> Found | None:
    """``31/03/2021``, *31 March 2021*, *31st of March 2021*."""
    word = _word(tokens, at)
    if not (word.isdecimal() and len(word) <= 2):
        return None
    if _word(tokens, at + 1) in ("/", "-", ".") and (year := _year(tokens, at + 4)) and _touch(tokens, at, at + 4):
        return 5, (year,), "day"
    after = at + 1
    while _word(tokens, after) in ("st", "nd", "rd", "th", "of"):
        after += 1
    if _word(tokens, after) in MONTHS and (written := _written(tokens, after + 1)):
        return after + 1 + written[0] - at, (written[1],), "day"
    return None


def _month(tokens: Sequence[_Token], at: int, _: int) -> Found | None:
    """*May 2022*, *Nov '18*, *Oct 23*, *autumn of 2019*."""
    word = _word(tokens, at)
    precision: Precision = "month" if word in MONTHS else "season"
    if word not in MONTHS and word not in SEASONS:
        return None
    after = at + 1
    while _word(tokens, after) in ("of", ","):
        after += 1
    if written := _written(tokens, after):
        return after + written[0] - at, (written[1],), precision
    year = _short(_word(tokens, after))
    return (after + 1 - at, (year,), precision) if year and year > 2012 else None


def _cycle(tokens: Sequence[_Token], at: int, _: int) -> Found | None:
    """``2021/22``, ``2023-25``, ``2018-2020``, and ``23-25`` behind words of a cycle."""
    if _word(tokens, at + 1) not in _DASH | {"/"}:
        return None
    second = _word(tokens, at + 2)
    first = _year(tokens, at)
    if first is None and _word(tokens, at - 1) in RELATIONS and _word(tokens, at + 3) != "year":
        first = _short(_word(tokens, at))
    last = _year(tokens, at + 2) or _short(second)
    if not (first and last and first < last <= first + 15):
        return None
    precision: Precision = "cycle" if last <= first + 4 else "year"
    return 3, tuple(range(first, last + 1)), precision


def _decade(tokens: Sequence[_Token], at: int, this_year: int) -> Found | None:
    """``2010s``, *the nineties*, *the 90s*."""
    year, size = _year(tokens, at), 2
    plural = _word(tokens, at + 1) == "s" and _touch(tokens, at, at + 1)
    if not plural:
        year, size = DECADES.get(_word(tokens, at)), 1
    elif year is None and _word(tokens, at - 1) in ("the", "early", "late", "'", "\u2019"):
        year = DECADES.get(f"{_word(tokens, at)}s")
    if year is None or year % 10:
        return None
    return size, tuple(range(year, min(year + 9, this_year) + 1)), "cycle"


def _single(tokens: Sequence[_Token], at: int, _: int) -> Found | None:
    """``2022`` or ``'22``; the first part of something else, such as ``2019/12``, is none."""
    written = _written(tokens, at)
    if not written or (_word(tokens, at + 1) == "/" and _word(tokens, at + 2).isdecimal()):
        return None
    return written[0], (written[1],), "year"


def _period(tokens: Sequence[_Token], at: int, _: int) -> Found | None:
    """*covid*, *lockdown*; *round 2*, *the second round*."""
    word, after = _word(tokens, at), _word(tokens, at + 1)
    if word in PERIODS:
        return 1, PERIODS[word], "period"
    if word == "round" and NUMBERS.get(after) in ROUNDS:
        return _rounds(tokens, at, 1)
    if after == "round" and NUMBERS.get(word) in ROUNDS and not word.isdecimal():
        return 2, ROUNDS[NUMBERS[word]], "cycle"
    return None


def _rounds(tokens: Sequence[_Token], at: int, size: int) -> Found:
    """*round 1*, *round 1 and 2*."""
    years = ROUNDS[NUMBERS[_word(tokens, at + size)]]
    joined = _word(tokens, at + size + 1) in ("and", "to", "&", "-")
    if joined and (other := NUMBERS.get(_word(tokens, at + size + 2))) in ROUNDS:
        return size + 3, tuple(sorted({*years, *ROUNDS[other]})), "cycle"
    return size + 1, years, "cycle"


def _relative(tokens: Sequence[_Token], at: int, this_year: int) -> Found | None:
    """*last year*, *this month*, *last autumn*, *two years ago*, *a couple of years back*, *the past three years*."""
    word, after, third = (_word(tokens, at + n) for n in range(3))
    if after == "year" and word in ("last", "this") and third not in ("of", "group", "groups"):
        return 2, (this_year - (word == "last"),), "relative"
    if after in ("month", "week", "quarter") and word == "this":
        return 2, (this_year,), "relative"
    if word == "last" and (after in SEASONS or after in MONTHS) and not _written(tokens, at + 2):
        return 2, (this_year - 1, this_year), "relative"
    if word in ("past", "last", "previous") and third == "years" and (count := NUMBERS.get(after)):
        return 3, tuple(range(this_year - count, this_year + 1)), "relative"
    first = at + (word == "a" and after in ("couple", "few"))
    behind = first + (2 if _word(tokens, first + 1) == "of" else 1)  # *a couple of years*
    ago = _word(tokens, behind) in ("year", "years") and _word(tokens, behind + 1) in ("ago", "back")
    if ago and (count := NUMBERS.get(_word(tokens, first))):
        return behind + 2 - at, (this_year - count,), "relative"
    return None


def _financial(tokens: Sequence[_Token], at: int, _: int) -> Found | None:
    """``FY23``, the year from April 2022 to March 2023; ``FY2023``."""
    year = _year(tokens, at + 1) or _short(_word(tokens, at + 1))
    return (2, (year - 1, year), "cycle") if _word(tokens, at) == "fy" and year else None


Reader = Callable[[Sequence[_Token], int, int], Found | None]
_READERS: Final[tuple[Reader, ...]] = (_date, _month, _decade, _cycle, _single, _period, _relative, _financial)


def _related(tokens: Sequence[_Token], at: int, after: int, time: Time, this_year: int) -> tuple[Time, int]:
    """A time with the relation that stands before or behind it, and where reading goes on."""
    before = at - 1
    while before >= 0 and tokens[before].word in _LOOSE:
        before -= 1
    if _word(tokens, before) in _DASH and _word(tokens, before - 1) in ("pre", "post"):
        before -= 1
    word = _word(tokens, before)
    first, last = time.years[0], time.years[-1]
    spans = word in ("between", "from") or (time.precision != "cycle" and _word(tokens, after) in _DASH | {"to"})
    if spans and _word(tokens, after) in _RANGE and (second := _behind(tokens, after + 1, this_year)):
        size, years, _ = second
        end = after + 1 + size
        whole = range(first, years[-1] + 1) if first <= years[-1] else (years[-1], first)
        return replace(time, start=tokens[at].start, end=tokens[end - 1].end, years=tuple(whole)), end
    if _word(tokens, before - 1) in ("year", "months") and word in ("before", "to", "ending", "ended"):
        return replace(time, years=(first - 1, *time.years)), after
    word = PAIRS.get((_word(tokens, before - 1), word), word)
    landmark = _names_inspection(tokens, after)
    if _open_ended(tokens, after):
        return replace(time, years=tuple(range(first, max(last, this_year) + 1)), relation="since"), after + 1
    relation = RELATIONS.get(word, "in")
    if relation == "since" and time.precision != "period" and word != "from":
        return replace(time, years=tuple(range(first, max(last, this_year) + 1)), relation="since"), after
    if relation == "before" and word != "to":
        years = time.years if landmark else _before(last + 1 if word in ("until", "till") else first)
        return replace(time, years=years, relation="before", landmark=landmark), after
    return replace(time, relation="by" if relation == "by" else "in", landmark=landmark), after


def _before(year: int) -> tuple[int, ...]:
    """The years of inspections before a year."""
    return tuple(range(min(FIRST_INSPECTIONS, year - 1), year))


def _names_inspection(tokens: Sequence[_Token], after: int) -> bool:
    """Whether a time is the name of an inspection: *2019 inspection*, *2021's joint visit*."""
    while _word(tokens, after) in OF_INSPECTIONS | {"'", "\u2019"}:
        after += 1
    return _word(tokens, after) in INSPECTIONS


def _behind(tokens: Sequence[_Token], at: int, this_year: int) -> Found | None:
    """The point at a place, words such as *the end of* passed over."""
    start = at
    while _word(tokens, at) in _LOOSE:
        at += 1
    if _word(tokens, at) in ("now", "today"):
        return at + 1 - start, (this_year,), "relative"
    point = _point(tokens, at, this_year)
    return (point[0] + at - start, point[1], point[2]) if point else None


def _open_ended(tokens: Sequence[_Token], after: int) -> bool:
    """Whether a time goes on: *2019 onwards*, ``2019-``, ``2019+``."""
    word = _word(tokens, after)
    if word in ("onwards", "onward", "+") or (word == "on" and _word(tokens, after + 1) == ""):
        return True
    return word in _DASH and after == len(tokens) - 1


def _joined(text: str, times: Sequence[Time]) -> Iterator[Time]:
    """Times without a second reading of the same characters."""
    end = -1
    for time in times:
        if time.start >= end and text:
            yield time
            end = time.end
