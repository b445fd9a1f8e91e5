"""Which channels are told of new reports, in the file of the bot's memory."""

from __future__ import annotations

import threading

from bot.memory.tables import Tables

EVERYTHING = ""  # stands for all bodies


class Watches:
    """The bodies of which each channel wants to hear."""

    def __init__(self, db: Tables, lock: threading.RLock) -> None:
        self._db, self._lock = db, lock

    def add(self, guild: int, channel: int, body: str) -> None:
        """Tell a channel of new reports on a body, or of all."""
        with self._lock, self._db:
            self._db.execute("INSERT INTO watches VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (guild, channel, body))

    def remove(self, channel: int, body: str | None = None) -> int:
        """Tell a channel no more of a body, or of anything; how many watches went."""
        where, values = ("", ()) if body is None else (" AND body = ?", (body,))
        with self._lock, self._db:
            return self._db.execute(f"DELETE FROM watches WHERE channel = ?{where}", (channel, *values)).rowcount

    def of(self, channel: int) -> list[str]:
        """What a channel watches."""
        with self._lock:
            rows = self._db.execute("SELECT body FROM watches WHERE channel = ? ORDER BY body", (channel,)).fetchall()
        return [str(row[0]) for row in rows]

    def any(self) -> bool:
        """Whether anyone watches anything."""
        with self._lock:
            return self._db.execute("SELECT 1 FROM watches LIMIT 1").fetchone() is not None

    def channels(self, bodies: tuple[str, ...]) -> list[int]:
        """The channels that want to hear of a report on these bodies."""
        marks = ", ".join("?" * len((EVERYTHING, *bodies)))
        with self._lock:
            rows = self._db.execute(
                f"SELECT DISTINCT channel FROM watches WHERE body IN ({marks}) ORDER BY channel", (EVERYTHING, *bodies)
            ).fetchall()
        return [int(row[0]) for row in rows]

    def forget(self, guild: int) -> None:
        """Delete the watches of a server."""
        with self._lock, self._db:
            self._db.execute("DELETE FROM watches WHERE guild = ?", (guild,))
