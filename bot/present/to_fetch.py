"""What the catalogue of official reports has of that which is not held."""

from __future__ import annotations

from typing import Final

from bot.phrases import counted, listed
from bot.types import Answer, Understood
from corpus.fetch.catalogue import catalogue, fetch_command, titled
from corpus.fetch.types import Entry
from corpus.vocabulary.dates import in_words

MOST: Final = 3  # reports that are named by their titles


def to_fetch(answer: Answer) -> tuple[str, str]:
    """A sentence and the command that fetches what an answer says is not held; both empty where there is none."""
    if answer.status != "not_held":
        return "", ""
    asked = answer.understood
    entries = titled(asked.report) if asked.report else _wanted(asked)
    if not entries:
        return "", ""
    enough = all if asked.report else any
    sure = "has" if enough(entry.basis == "seen" for entry in entries) else "may have"
    what = f"{counted(len(entries), 'report')} on this"
    if asked.report:
        what = listed((f"\u201c{entry.title}\u201d{_published(entry)}" for entry in entries[:MOST]), "or")
    return f"The catalogue of official reports {sure} {what}. To fetch:", fetch_command(entries)


def _wanted(asked: Understood) -> list[Entry]:
    """The reports of the catalogue on the bodies, of the kinds and of the years that were asked for."""
    return [
        entry
        for entry in catalogue()
        if entry.body in asked.bodies
        and (not asked.kinds or entry.kind in asked.kinds)
        and (not asked.years or entry.years & set(asked.years))
    ]


def _published(entry: Entry) -> str:
    return f" ({in_words(entry.published)})" if entry.published else ""
