"""The themes of joint inspections, by the words with which people and reports call each of them."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "themes.tsv"


@cache
def _themes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [(row["theme"], row["said"].split(";")) for row in csv.DictReader(file, delimiter="\t")]
    return tuple((theme, re.compile(rf"\b(?:{'|'.join(map(re.escape, said))})\b", re.I)) for theme, said in rows)


def themes_in(text: str) -> frozenset[str]:
    """The themes that a text names, in whatever words."""
    return frozenset(theme for theme, pattern in _themes() if pattern.search(text))


def without_themes(text: str) -> str:
    """A text without the words that name a theme."""
    for _, pattern in _themes():
        text = pattern.sub(" ", text)
    return " ".join(text.split())
