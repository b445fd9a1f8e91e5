"""What the catalogue of official reports has of that which is not held."""

from __future__ import annotations

from bot.phrases import counted
from bot.types import Answer
from corpus.fetch.catalogue import catalogue, fetch_command


def to_fetch(answer: Answer) -> tuple[str, str]:
    """A sentence and the command that fetches what an answer says is not held; both empty where there is none."""
    if answer.status != "not_held":
        return "", ""
    asked = answer.understood
    entries = [
        entry
        for entry in catalogue()
        if entry.body in asked.bodies
        and (not asked.kinds or entry.kind in asked.kinds)
        and (not asked.years or entry.years & set(asked.years))
    ]
    if not entries:
        return "", ""
    sure = "has" if any(entry.basis == "seen" for entry in entries) else "may have"
    told = f"The catalogue of official reports {sure} {counted(len(entries), 'report')} on this. To fetch:"
    return told, fetch_command(entries)
