"""The official reports as text: those of the catalogue, and what became of those that were fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.phrases import counted
from corpus.fetch.types import Basis, Entry, Outcome, Round, Status

MEANING: Final[dict[Status, str]] = {
    "new": "new",
    "corrected": "corrected in place",
    "unchanged": "unchanged",
    "held": "held, and looked at lately",
    "by hand": "put there by hand",
    "not there": "not there; its address only follows a pattern",
    "failed": "not got",
}
BASIS: Final[dict[Basis, str]] = {
    "seen": "address seen in public use",
    "pattern": "address by pattern, untried",
    "listed": "listed by the site",
}


def entries_text(entries: Sequence[Entry], held: frozenset[str]) -> str:
    """The reports of a catalogue, one to a line, with how their addresses are known; those held are marked."""
    lines = [
        f"{'*' if entry.name in held else ' '} {entry.title}{f' ({entry.published})' if entry.published else ''}"
        f" - {entry.kind}, {BASIS[entry.basis]}\n    {entry.addresses[0]}"
        for entry in entries
    ]
    counts = Counter(entry.basis for entry in entries)
    told = "; ".join(f"{BASIS[basis]}: {count}" for basis, count in counts.items())
    return "\n".join([*lines, f"{counted(len(entries), 'report')} (* held); {told}"])


def outcome_text(outcome: Outcome, number: int, total: int) -> str:
    """One report's outcome, as it is told while the next is fetched."""
    line = f"{number}/{total} {outcome.entry.title}: {MEANING[outcome.status]}"
    return "\n".join([line + (f": {outcome.reason}" if outcome.reason else ""), *(f"    {n}" for n in outcome.notes)])


def outcomes_text(round_: Round, corpus: Path) -> str:
    """What became of all reports, and what a person can do about those that were not got."""
    counts = Counter(outcome.status for outcome in round_.outcomes)
    told = ", ".join(f"{counts[status]} {meaning}" for status, meaning in MEANING.items() if counts[status])
    lines = [f"{counted(len(round_.outcomes), 'report')}: {told or 'none'}; {counted(round_.requests, 'request')}"]
    lines += [f"A list of reports could not be read: {problem}" for problem in round_.problems]
    if round_.missing:
        lines.append("Not got. Open each address in a browser, and save the report under the name that is given:")
    for outcome in round_.missing:
        lines += [
            f"  {outcome.address}",
            f"    {outcome.entry.title}: {outcome.reason}",
            f"    save as {corpus / outcome.file} (or .html), then run the same command again",
        ]
    return "\n".join(lines)
