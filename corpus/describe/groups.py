"""Groups of bodies that people name: *Welsh forces*, *the London boroughs*, *the neighbours of Kent Police*.

``groups.tsv`` names the source of each group. Neighbours share a border, on land or across an estuary with a bridge or
tunnel, by the police areas of the Police Act 1996, schedule 1. The Home Office's groups of most similar forces are
not held: no source of them could be had.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from corpus.vocabulary.asked import words_of

GROUPS: Final = Path(__file__).parent / "groups.tsv"
NEIGHBOURS: Final = Path(__file__).parent / "neighbours.tsv"
_NEIGHBOURS: Final = frozenset(("neighbours", "neighbouring", "neighbour", "neighbors", "adjoining", "adjacent"))


@dataclass(frozen=True, slots=True)
class Group:
    """Where a text names a group: characters ``start`` to ``end``, and the names of its bodies."""

    start: int
    end: int
    bodies: tuple[str, ...]


def groups_in(text: str) -> tuple[Group, ...]:
    """The groups that a text names, in order."""
    return tuple(_found(words_of(text)))


def names_neighbours(text: str) -> bool:
    """Whether a text speaks of the neighbours of the bodies it names."""
    return any(word in _NEIGHBOURS for word, _, _ in words_of(text))


def neighbours_of(body: str) -> tuple[str, ...]:
    """The forces that share a border with a force; none for other bodies."""
    return _neighbours().get(body, ())


def _found(words: list[tuple[str, int, int]]) -> Iterator[Group]:
    at = 0
    while at < len(words):
        for size in range(min(6, len(words) - at), 0, -1):
            bodies = _groups().get(" ".join(word for word, _, _ in words[at : at + size]))
            if bodies:
                yield Group(words[at][1], words[at + size - 1][2], bodies)
                at += size
                break
        else:
            at += 1


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    with GROUPS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {said: tuple(row["bodies"].split(";")) for row in rows for said in row["said"].split(";")}


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    with NEIGHBOURS.open(encoding="utf-8", newline="") as file:
        return {row["force"]: tuple(row["neighbours"].split(";")) for row in csv.DictReader(file, delimiter="\t")}
