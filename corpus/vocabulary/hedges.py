"""Words that take something back: it is planned or urged, so only in part, or not so."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "hedges.tsv"


@cache
def _hedges() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """By meaning a pattern of the phrases for it, in the order of the table."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple((row["meaning"], _any_of(row["said"].split(";"))) for row in rows)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b".replace("'", "['\u2019]"), re.I)


def hedge_in(sentence: str) -> str:
    """What takes back what a sentence says (*planned or urged*, *in part*, *denied*), or nothing."""
    return next((meaning for meaning, pattern in _hedges() if pattern.search(sentence)), "")
