"""Words of time: months, seasons, numbers, periods that people date by, and the rounds of inspections."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
)
MONTHS: Final = frozenset(_NAMES.split())
SEASONS: Final = frozenset(("spring", "summer", "autumn", "winter", "christmas", "easter"))
NUMBERS: Final[dict[str, int]] = {
    **{str(number): number for number in range(1, 13)},
    **{"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10},
    **{
        "couple": 2,
        "few": 3,
        "first": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "fifth": 5,
        "1st": 1,
        "2nd": 2,
        "3rd": 3,
    },
}
# The first graded inspections of all forces: where *before 2018* begins.
FIRST_INSPECTIONS: Final = 2014
_COVID: Final = (2020, 2021)  # restrictions in England: March 2020 to July 2021
PERIODS: Final[dict[str, tuple[int, ...]]] = dict.fromkeys(
    ("covid", "coronavirus", "pandemic", "lockdown", "lockdowns"), _COVID
)
# Decades by their names, and by two digits behind *the*: the first year of each.
DECADES: Final[dict[str, int]] = {
    "eighties": 1980, "nineties": 1990, "noughties": 2000, "80s": 1980, "90s": 1990, "00s": 2000,
}  # fmt: skip
# Rounds of inspections of fire and rescue services, by the years of their reports.
ROUNDS: Final[dict[int, tuple[int, ...]]] = {1: (2018, 2019), 2: (2021, 2022), 3: (2023, 2024, 2025)}
# Two words before a time, and the one that they mean.
PAIRS: Final[dict[tuple[str, str], str]] = {
    ("prior", "to"): "before",
    ("earlier", "than"): "before",
    ("later", "than"): "after",
    ("subsequent", "to"): "after",
    ("up", "to"): "until",
}
# Words that make a year the name of an inspection (*before the 2019 PEEL inspection*), and those between the two.
INSPECTIONS: Final = frozenset(
    "inspection inspections visit revisit reinspection report letter review assessment".split()
)
OF_INSPECTIONS: Final = frozenset(
    "peel joint targeted area local custody fire send ilacs jtai ofsted hmicfrs hmic full s".split()
)
# Words before a time, and how the years are meant.
RELATIONS: Final[dict[str, str]] = {
    **dict.fromkeys(("since", "after", "post", "following", "from"), "since"),
    **dict.fromkeys(("before", "pre", "until", "till", "to", "ahead", "advance"), "before"),
    **dict.fromkeys(("by",), "by"),
    **dict.fromkeys(("in", "during", "at", "on", "of", "for", "over", "peel", "cycle", "inspection", "report"), "in"),
}
# What asks how things are now, and is no topic.
NOW: Final = re.compile(
    r"\b(?:as (?:things|it) (?:currently )?stands?|as of (?:now|today)|at (?:present|the moment|this point in time)"
    r"|(?:right|just) now|these days|nowadays|presently|currently|today)\b",
    re.I,
)
# What asks how things were and how they are, and is no topic.
BOTH: Final = re.compile(
    r"\b(?:then (?:and|or|vs?|versus|to) (?:now|today)|now (?:and|or|vs?|versus) (?:back )?then|before and after)\b",
    re.I,
)
# What counts inspections back from the newest: *two inspections ago*, *the one before last*, *the visit before that*.
_INSPECTION: Final = r"(?:inspection|report|visit|review|letter)"
BACK: Final = re.compile(
    rf"\b(?P<count>{'|'.join(NUMBERS)}) (?:\w+ )?{_INSPECTION}s (?:ago|back|earlier)\b"
    rf"|\b(?:(?:in|at|of|from) )?(?:the )?(?:one|time|{_INSPECTION}) before (?:the )?"
    rf"(?:(?P<last>last|previous)(?: one| {_INSPECTION})?\b|(?P<that>that)(?: one| {_INSPECTION})?\b)"
    r"|^\W*(?:and )?(?:the )?(?P<then>before (?:that|then))\b",
    re.I,
)
