"""How well questions are understood: the share that is exactly right, field by field, and what was missed.

The labelled file has one JSON object a line: ``q``, ``prev`` (the questions before it, oldest first), and the fields
that ``reportbot understand --json`` prints.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.config import Settings
from bot.question.intent import Intent
from bot.question.labels import FIELDS, labels
from bot.question.parse import conversation
from corpus.describe.gazetteer import gazetteer
from index.encoder import SentenceEncoder

Row = Mapping[str, Any]
MEASURED: Final = tuple(field for field in FIELDS if field != "topic")  # topics are free text


def main() -> None:
    """Print the scores of a labelled file, and the misses of a field."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path, help="labelled questions, one JSON object a line")
    parser.add_argument("--misses", choices=FIELDS, help="print the questions of which this field is wrong")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="what *last year* counts from")
    given = parser.parse_args()
    rows = read(given.file)
    settings = Settings()
    intent = Intent(SentenceEncoder(settings.model, settings.runtime))
    found = [understood(row, intent, given.today) for row in rows]
    print(table(rows, found))
    if given.misses:
        print("\n".join(misses(rows, found, given.misses)))


def read(path: Path) -> list[Row]:
    """The labelled questions of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def understood(row: Row, intent: Intent, today: date | None = None) -> Row:
    """What a labelled question is taken to ask."""
    return labels(conversation((*row["prev"], row["q"]), gazetteer(), intent, today), gazetteer())


def right(row: Row, found: Row, field: str) -> bool:
    """Whether a field is exactly right; the order of bodies and years does not matter."""
    wanted, given = row[field], found[field]
    if isinstance(wanted, list):
        return {*wanted} == {*given}
    return str(wanted).casefold() == str(given).casefold()


def table(rows: Sequence[Row], found: Sequence[Row]) -> str:
    """The shares that are right, by field, of all questions, first ones and follow-ups; and of those not supported."""
    pairs = list(zip(rows, found, strict=True))
    first, later = ([pair for pair in pairs if bool(pair[0]["prev"]) == follows] for follows in (False, True))
    groups = {"all": pairs, "first": first, "follow-ups": later}
    lines = ["field        " + "".join(f"{name:>12}" for name in groups)]
    for field in MEASURED:
        shares = (_share(right(row, given, field) for row, given in group) for group in groups.values())
        lines.append(f"{field:<13}" + "".join(f"{share:>12.3f}" for share in shares))
    shares = (_share(_unsupported(given) for row, given in group if _unsupported(row)) for group in groups.values())
    lines.append("unsupported  " + "".join(f"{share:>12.3f}" for share in shares))
    shares = (_share(_unsupported(given) for row, given in group if not _unsupported(row)) for group in groups.values())
    lines.append("  falsely    " + "".join(f"{share:>12.3f}" for share in shares))
    return "\n".join(lines)


def misses(rows: Iterable[Row], found: Iterable[Row], field: str) -> list[str]:
    """A line for each question of which a field is wrong: what was asked, what is right, what was found."""
    return [
        f"{' // '.join([*row['prev'], row['q']])}\n    right: {row[field]}    found: {given[field]}"
        for row, given in zip(rows, found, strict=True)
        if not right(row, given, field)
    ]


def _unsupported(row: Row) -> bool:
    return bool(row["seeks"] == "unsupported")


def _share(hits: Iterable[bool]) -> float:
    seen = list(hits)
    return sum(seen) / len(seen) if seen else 0.0


if __name__ == "__main__":
    main()
