"""What people say and what reports write: everyday words and short forms, and the reports' own."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "plain_words.tsv"


@cache
def _written() -> tuple[re.Pattern[str], dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        written = {row["said"]: row["written"] for row in csv.DictReader(file, delimiter="\t")}
    longest_first = sorted(written, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.I), written


def as_written(text: str) -> str:
    """A question's text with everyday words put as reports put them: *kids* as *children*."""
    pattern, written = _written()
    return pattern.sub(lambda match: written[match[0].lower()], text)
