"""Questions in hand: those that Discord shows as being thought about, until they are answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.memory.stored import asked_from, asked_json, readable, whole
from bot.memory.tables import IN_HAND, Tables
from bot.types import Asked

# https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
LIFE: Final = timedelta(minutes=15)  # of the token of an interaction


@dataclass(frozen=True, slots=True)
class InHand:
    """An interaction that was acknowledged: its token, its application, who used it where, and what was asked.

    ``asked`` is none where it was no question, as with a draft.
    """

    token: str
    application: int
    person: int
    place: int
    guild: int | None
    asked: Asked | None = None


class InHands:
    """All that is in hand, so that the next process can answer it where this one is killed."""

    def __init__(self, db: Tables, lock: threading.RLock, now: Callable[[], datetime]) -> None:
        self._db, self._lock, self._now = db, lock, now

    def take(self, one: InHand) -> None:
        """Note that something is in hand."""
        asked = asked_json(one.asked) if one.asked else None
        row = (one.token, one.application, one.person, one.place, one.guild, self._now().isoformat(), asked)
        with self._lock, self._db:
            self._db.execute("DELETE FROM in_hand WHERE token = ?", (one.token,))
            self._db.execute(f"INSERT INTO in_hand ({IN_HAND}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def drop(self, token: str) -> None:
        """Note that it is done."""
        with self._lock, self._db:
            self._db.execute("DELETE FROM in_hand WHERE token = ?", (token,))

    def left(self) -> list[InHand]:
        """Take over what an ended process has left, oldest first, while it can be answered; nobody else will get it."""
        since = (self._now() - LIFE).isoformat()
        with self._lock, self._db:
            rows = self._db.left_in_hand(since)
            self._db.execute("DELETE FROM in_hand WHERE at < ?", (since,))
        return readable(partial(_in_hand, *row) for row in rows)

    def forget(self, person: int) -> None:
        """Delete what is in hand of a person."""
        with self._lock, self._db:
            self._db.execute("DELETE FROM in_hand WHERE person = ?", (person,))


def _in_hand(
    token: str, application: int, person: int, place: int, guild: int | None, at: str, asked: str | None
) -> InHand:
    with whole():
        return InHand(token, application, person, place, guild, asked_from(asked) if asked else None)
