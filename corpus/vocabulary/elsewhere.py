"""Where the official answer may be to what inspection reports seldom say."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from corpus.vocabulary.asked import said_in

DATA: Final = Path(__file__).parent / "elsewhere.tsv"


@dataclass(frozen=True, slots=True)
class _Source:
    """Words of a topic and where it is published; ``of`` is the one service whose figures these are, if it is one."""

    of: str
    told_by: re.Pattern[str]
    where: str


@cache
def _sources() -> list[_Source]:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        _Source(
            row["of"],
            re.compile(rf"\b(?:{'|'.join(map(re.escape, row['said'].split(';')))})\b", re.I),
            row["where"],
        )
        for row in rows
    ]


def elsewhere(text: str) -> str:
    """The sentence that names where figures or records on what a question asks are published, or nothing.

    What is published on one service is no answer to a question about another, or about none.
    """
    named, services = ({one.meaning for one in said_in(text) if one.slot == slot} for slot in ("named", "service"))
    return next(
        (one.where for one in _sources() if one.told_by.search(text) and (not one.of or one.of in (named or services))),
        "",
    )
