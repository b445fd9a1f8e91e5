"""What people type that is no question about reports: greetings, thanks, calls for help, and other languages."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "languages.tsv"
LEAST: Final = (
    0.6  # share of the words of a text that are a language's commonest, so that it is taken for that language
)
_WORDS: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
# The commonest words of English, and those of questions here: a text that holds one is not taken for another language.
_ENGLISH: Final = frozenset(
    "the what how did does do is are was were which who when where why and of on in for to say said about has have"
    " inspectors report reports police grade grades force fire service compare list show tell good".split()
)
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its commonest words, with the line that asks in it for a question in English."""

    name: str
    words: frozenset[str]
    line: str


@cache
def _rows() -> list[dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@cache
def _languages() -> tuple[Language, ...]:
    rows = (row for row in _rows() if row["slot"] == "other")
    return tuple(Language(row["language"], frozenset(row["words"].split(";")), row["line"]) for row in rows)


def talk_in(text: str) -> str:
    """*greeting*, *thanks* or *help* where a text is just that, else nothing."""
    said = " ".join(text.lower().split()).strip(" .!,")
    said = said if said == "?" else said.rstrip("?").strip()
    kinds = (row for row in _rows() if row["slot"] == "talk")
    return next((row["language"] for row in kinds if said in row["words"].split(";")), "")


def other_language(text: str) -> str | None:
    """The line to answer with where a text is in another language than English, empty for one not known; else None."""
    words = [word.lower() for word in _WORDS.findall(text)]
    if not words:
        return None
    if not any(_LATIN.search(word) for word in words):
        return ""
    if len(words) < 3 or len(_ENGLISH & {*words}) * 4 > len(words):
        return None
    best = max(_languages(), key=lambda language: sum(word in language.words for word in words))
    own = sum(word in best.words and word not in _ENGLISH for word in words)
    return best.line if own >= 2 and own >= LEAST * len(words) - 1 else None
