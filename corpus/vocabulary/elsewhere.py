"""Where the official answer may be to what inspection reports seldom say."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "elsewhere.tsv"


@cache
def _sources() -> list[tuple[re.Pattern[str], str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, row['said'].split(';')))})\b", re.I), row["where"]) for row in rows
    ]


def elsewhere(text: str) -> str:
    """The sentence that names where figures or records on what a question asks are published, or nothing."""
    return next((where for pattern, where in _sources() if pattern.search(text)), "")
