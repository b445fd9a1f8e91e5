"""Places that people name, and the local areas that they lie in: towns, districts, old counties, cities abroad."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

PLACES: Final = Path(__file__).parent / "places.tsv"
BY_HAND: Final = Path(__file__).parent / "places_by_hand.tsv"
BRITISH: Final = frozenset(("England", "Wales", "Scotland", "Northern Ireland"))
_PARTING: Final = str.maketrans({"-": " ", ",": " ", ".": " ", "/": " ", "\u2019": "'", "&": " and "})


@dataclass(frozen=True, slots=True)
class Place:
    """A place; ``areas`` are the local areas it lies in, none outside England and Wales."""

    name: str
    areas: tuple[str, ...]
    country: str
    inhabitants: int = 0

    @property
    def abroad(self) -> bool:
        """Whether it lies outside the United Kingdom."""
        return self.country not in BRITISH


class Places(Mapping[str, Place]):
    """Places by :func:`place_key`; each is read from its line only when it is asked for."""

    def __init__(self, lines: Mapping[str, str], well_known: Collection[str] = ()) -> None:
        """``lines`` are name, areas, country and inhabitants, parted by tabs, by key.

        ``well_known`` are the keys of those that people spell from memory.
        """
        self._lines = lines
        self.well_known = well_known

    def __getitem__(self, key: str) -> Place:
        name, areas, country, inhabitants = self._lines[key].split("\t")
        return Place(name, tuple(areas.split(";")) if areas else (), country, int(inhabitants or 0))

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@cache
def places() -> Places:
    """The places that ship with the project; those set by hand win over those of GeoNames."""
    lines = dict(line.split("\t", 1) for line in PLACES.read_text(encoding="utf-8").splitlines()[1:])
    by_hand: dict[str, str] = {}
    for row in BY_HAND.read_text(encoding="utf-8").splitlines()[1:]:
        areas, country, names = row.split("\t")
        for name in names.split(";"):
            by_hand.setdefault(place_key(name), f"{name}\t{areas}\t{country}\t")
    every = lines | by_hand
    owned = {key.replace("'s ", " "): line for key, line in every.items() if "'s " in key}  # as words are read
    return Places(owned | every, by_hand)


def place_key(name: str) -> str:
    """A name as it is looked up: lower case, without hyphens, commas and full stops."""
    return " ".join(name.lower().translate(_PARTING).split())
