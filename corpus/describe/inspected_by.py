"""Bodies that HMICFRS does not inspect, or not with the 43 forces and the services of England: who inspects them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "inspected_by.tsv"


def told_of(bodies: Iterable[str]) -> tuple[str, ...]:
    """The sentence on each of these bodies that is inspected by others or by itself, each sentence once."""
    return tuple(dict.fromkeys(told for body in bodies if (told := _told().get(body))))


@cache
def _told() -> dict[str, str]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {body: row["told"] for row in rows for body in row["bodies"].split(";")}
