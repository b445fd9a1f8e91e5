"""What people say in questions, by slot and meaning: services, inspectorates, kinds, grades, what is sought."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "asked.tsv"
SERIES: Final = Path(__file__).parent / "series_said.tsv"  # what no classifier was trained with
WORD: Final = re.compile(r"[£%]|[^\W_]+(?:['’&-][^\W_]+)*")


Phrases = dict[str, list[tuple[tuple[str, ...], set[tuple[str, str]]]]]


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase of a text, characters ``start`` to ``end``, and what it means in a slot."""

    slot: str
    meaning: str
    start: int
    end: int


def words_of(text: str) -> list[tuple[str, int, int]]:
    """The words of a text in lower case with straight apostrophes, each with its start and end."""
    return [(match[0].lower().replace("’", "'"), match.start(), match.end()) for match in WORD.finditer(text)]


def said_in(text: str) -> list[Said]:
    """Every phrase of the vocabulary in a text, in order; of one slot and meaning the longest at each place."""
    return _said_in(text, DATA)


def series_said_in(text: str) -> list[Said]:
    """What a text says of series of inspections: one named, one kind of it ``only``, and the ``matter`` of one.

    What is ``rated`` is the matter of a series where a question asks how good it is.
    """
    return _said_in(text, SERIES)


def _said_in(text: str, data: Path) -> list[Said]:
    words = words_of(text)
    return [one for at in range(len(words)) for one in _at(words, at, _phrases(data))]


def _at(words: list[tuple[str, int, int]], at: int, phrases: Phrases) -> Iterator[Said]:
    found: set[tuple[str, str]] = set()
    for phrase, meanings in phrases.get(_plain(words[at][0]), ()):
        ahead = words[at : at + len(phrase)]
        if tuple(_plain(word) for word, _, _ in ahead) == phrase:
            for slot, meaning in sorted(meanings - found):
                yield Said(slot, meaning, ahead[0][1], ahead[-1][2])
            found |= meanings


def _plain(word: str) -> str:
    """A word without a possessive ending."""
    return word.removesuffix("'s")


@cache
def _phrases(data: Path) -> Phrases:
    """By first word the phrases, longest first, with their slots and meanings."""
    meanings: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    with data.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for phrase in row["said"].split(";"):
                key = tuple(_plain(word) for word, _, _ in words_of(phrase))
                meanings[key].add((row["slot"], row["meaning"]))
    by_first: Phrases = defaultdict(list)
    for phrase in sorted(meanings, key=len, reverse=True):
        by_first[phrase[0]].append((phrase, meanings[phrase]))
    return by_first
