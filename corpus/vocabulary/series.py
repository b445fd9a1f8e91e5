"""The series of inspections that people name: which kinds of report are of one, and how sentences speak of its matter.

A series is called what it is called in ``asked.tsv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from corpus.vocabulary.kinds import kinds

DATA: Final = Path(__file__).parent / "series.tsv"


@dataclass(frozen=True, slots=True)
class Series:
    """A series of inspections, with the kinds of report that are of it, and the ``matter`` that it is on.

    Reports of the kinds ``also`` treat its matter as well; any report on a body of the kind ``on``, or that one of the
    inspectorates ``by`` took part in, does, too. ``told_by`` finds sentences on that matter; None where there is none.
    """

    name: str
    called: str
    matter: str
    kinds: tuple[str, ...]
    also: tuple[str, ...]
    on: str
    by: frozenset[str]
    told_by: re.Pattern[str] | None

    def treats(self, kind: str, by: Collection[str], body: str) -> bool:
        """Whether a report of a kind, by some inspectorates, on a body of a kind, treats the series' matter."""
        return (
            kind in (*self.kinds, *self.also) or (bool(self.on) and body == self.on) or bool(self.by.intersection(by))
        )


@cache
def series() -> dict[str, Series]:
    """All series, by name."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", restval="", quoting=csv.QUOTE_NONE))
    return {row["series"]: _read(row) for row in rows}


def called(kinds: Collection[str]) -> list[str]:
    """What kinds of report are called together: each series by its name, all other kinds by their own."""
    left, names = {*kinds}, list[str]()
    for one in series().values():
        if len(one.kinds) > 1 and {*one.kinds} <= left:
            names.append(one.called)
            left -= {*one.kinds}
    return sorted([*names, *left])


def _read(row: dict[str, str]) -> Series:
    told = row["kinds"].split(";")  # kinds, or families of them
    of_it = tuple(kind for one in told for kind in [each.name for each in kinds() if one in (each.family, each.name)])
    also = tuple(filter(None, row["also"].split(";")))
    by = frozenset(filter(None, row["by"].split(";")))
    told_by = re.compile(row["told_by"], re.I) if row["told_by"] else None
    return Series(row["series"], row["called"] or of_it[0], row["matter"], of_it, also, row["on"], by, told_by)
