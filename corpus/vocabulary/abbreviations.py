"""Abbreviations of the field and what they stand for, and how a report defines one of its own.

The list is of terms in common use in inspection reports; many are in the inspectorate's own glossary.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "abbreviations.tsv"
SURE: Final = 4  # letters from which an abbreviation is told in small letters, too
SMALL: Final = frozenset("of and the in for to a on at with".split())  # words that need not give a letter
_TOKEN: Final = re.compile(r"(?<![\w-])[A-Z][A-Za-z&]*[A-Z&][A-Za-z]{0,2}(?![\w-])")


@cache
def meanings() -> dict[str, str]:
    """What each abbreviation stands for, by its own spelling."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return {row["short"]: row["long"] for row in csv.DictReader(file, delimiter="\t")}


def known_in(text: str) -> list[tuple[int, int, str]]:
    """The abbreviations of the list in a text: start, end and meaning; one of few letters only in capitals."""
    plain = text.replace("\u2019", "'")
    return sorted(
        (match.start(), match.end(), long)
        for pattern, by_short in _patterns()
        for match in pattern.finditer(plain)
        if (long := by_short.get(match[1].casefold()))
    )


@cache
def _patterns() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """The abbreviations that are told in small letters, too, and those that are not, with their meanings."""
    found = []
    for flags, wanted in ((re.I, True), (re.NOFLAG, False)):
        own = {short: long for short, long in meanings().items() if (len(short) >= SURE) == wanted}
        words = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
        pattern = re.compile(rf"(?<![\w-])({words})s?(?![\w-])", flags)
        found.append((pattern, {short.casefold(): long for short, long in own.items()}))
    return found


def unknown_in(text: str) -> list[tuple[int, int, str]]:
    """What looks like an abbreviation in a text and is none of the list: start, end, and itself."""
    known = {start for start, _, _ in known_in(text)}
    matches = (match for match in _TOKEN.finditer(text) if match.start() not in known)
    return [(match.start(), match.end(), match[0].removesuffix("s")) for match in matches]


def shorts_of(text: str) -> list[tuple[int, int, str]]:
    """The terms of the list that a text spells out: start, end and abbreviation."""
    lowered = text.lower().replace("\u2019", "'")
    found = []
    for short, long in meanings().items():
        at = lowered.find(long.lower())
        if at >= 0:
            found.append((at, at + len(long), short))
    return sorted(found)


def defined_in(text: str, short: str) -> str:
    """What a text says that an abbreviation stands for (*early help assessment (EHA)*), or nothing."""
    for match in re.finditer(rf"\([\u2018'\u201c]?{re.escape(short)}s?[\u2019'\u201d]?\)", text):
        words = re.findall(r"[A-Za-z][\w\u2019'-]*", text[: match.start()])
        for count in range(len(short), len(short) + 4):
            own = words[-count:]
            if len(own) == count and _fits(own, short):
                return " ".join(own)
    return ""


def _fits(words: list[str], short: str) -> bool:
    """Whether the first letters of words, small words left out or not, are those of an abbreviation."""
    parts = [part for word in words for part in word.split("-")]
    for left_out in (True, False):
        letters = "".join(p[0] for p in parts if p and not (left_out and p.lower() in SMALL)).lower()
        if letters == re.sub(r"[^a-z]", "", short.lower()):
            return words[0][0].lower() == short[0].lower()
    return False
