"""What people put round a question that asks for the form of its answer (*list them pls*), and is no topic."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from corpus.vocabulary.asked import words_of

DATA: Final = Path(__file__).parent / "asking.tsv"
_PARTED: Final = re.compile(r"(?:(?<=[?.!,;:])|\s[-\u2013\u2014])\s+")  # where one part of a question ends
_END: Final = re.compile(r"(?:\s[-\u2013\u2014]|[,;:])\s*$")


@cache
def words(slot: str) -> frozenset[str]:
    """The words or phrases of a slot of the vocabulary, in lower case.

    ``word`` are all that a request for a form is made of, ``cue`` those of which it holds one; ``behind`` and
    ``before`` are whole requests, ``count`` those for a number; ``giving`` are verbs for having a finding;
    ``fall`` and ``rise`` ask for change, and ``beside`` sets things side by side; of ``scale`` a question is made that
    asks what a grade means. ``must`` and ``improve`` together are what bodies were told to do (*must fix*, *was told to
    improve*), and so are ``want`` and ``improve`` (*wants the force to fix*).
    ``faring`` are words that ask how somebody or something fares.
    """
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["slot"] == slot]
    return frozenset(said for row in rows for said in row["said"].split(";"))


def asks_form(text: str) -> bool:
    """Whether a text asks for the form of an answer, and for nothing else (*give me the full list*)."""
    said = [word for word, _, _ in words_of(text)]
    return bool(words("cue").intersection(said)) and words("word").issuperset(said)


def asks_number(text: str) -> bool:
    """Whether a text asks how many of something there are without naming it (*how many in total?*)."""
    return " ".join(word for word, _, _ in words_of(text)) in words("count")


def without_form(text: str) -> str:
    """A question without what only asks for the form of its answer; as it is where nothing else is left.

    *Give me a list of councils that …* is put as *which councils that …*, so that it still asks for all of them.
    """
    left = _behind("behind").sub("", _without_parts(text, asks_form))
    left = _before().sub("which ", left)
    said = {word for word, _, _ in words_of(left)}
    return text if said <= words("word") or asks_number(left) else left.strip()


def without_number(text: str) -> str:
    """A text without what only asks, beside it, for the number of all that."""
    left = _behind("count").sub("", _without_parts(text, asks_number))
    return left.strip() if words_of(left) else text


def _without_parts(text: str, asks: Callable[[str], bool]) -> str:
    """A text without the first and the last of its parts that only ask so."""
    ends = [0, *(match.end() for match in _PARTED.finditer(text)), len(text)]
    parts = [text[start:end] for start, end in pairwise(ends)]
    whole = len(parts)
    while len(parts) > 1 and asks(parts[-1]):
        parts.pop()
    while len(parts) > 1 and asks(parts[0]):
        parts.pop(0)
    left = "".join(parts)
    return left if len(parts) == whole else _END.sub("", left)


def told_to_improve(text: str) -> re.Match[str] | None:
    """Where a text says that something must be improved, in whatever words (*were told to fix*)."""
    return _told_to().search(text)


def asks_of_body(text: str) -> bool:
    """Whether a text says that a body must do something, or was asked to (*was told to*, *asked Gwent Police to*)."""
    return bool(_of_body().search(text))


@cache
def _of_body() -> re.Pattern[str]:
    return re.compile(rf"\b{_any_of('must')}|\b(?:asked|told|urged|advised|required)\s+(?:\w+\s+){{1,6}}to\b", re.I)


@cache
def _told_to() -> re.Pattern[str]:
    told = rf"(?:(?:was|were|been|is|are)\s+)?{_any_of('must')}"
    wanted = rf"{_any_of('want')}\s+(?:[\w\u2019'&-]+\s+){{0,5}}?to"
    return re.compile(rf"\b(?:{told}|{wanted})\s+{_any_of('improve')}", re.I)


@cache
def _behind(slot: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)(?:[\s,]+{_any_of(slot)})+(?=[\s?.!]*$)", re.I)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"^\s*{_any_of('before')}\s+(?:all\s+)?(?:the\s+)?", re.I)


def _any_of(slot: str) -> str:
    longest_first = sorted(words(slot), key=len, reverse=True)
    return rf"(?:{'|'.join(longest_first)})\b".replace(" ", r"\s+")
