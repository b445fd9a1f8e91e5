"""What the bot remembers: answers in Discord and who asked for them, votes, settings of servers, briefings.

All of it is in one file, which a rebuild of the index never touches.
"""

from __future__ import annotations

import logging
import secrets
import string
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from bot.memory.briefings import Briefings
from bot.memory.database import Trouble, opened
from bot.memory.in_hand import InHands
from bot.memory.server_settings import ChannelSettings, ServerSettings
from bot.memory.stored import answer_from, answer_json, asked_from, asked_json, readable, whole
from bot.memory.watches import Watches
from bot.types import Answer, Asked, Feedback
from index.address import Address

log = logging.getLogger(__name__)

QUIET_SECONDS: Final = 30.0  # after which a file that could not be written is tried again
MOST_UNKEPT: Final = 500  # answers that are kept in the process alone
MOST_PREVIOUS: Final = 6  # questions of a conversation that are kept with each answer
ANEW: Final = "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
AGAIN: Final = "ON CONFLICT (answer_id, person) DO UPDATE SET vote = excluded.vote, at = excluded.at"
_LETTERS: Final = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given, and to whom; the buttons under it work from this.

    ``id`` is ten letters and digits. ``asker``, ``place`` (a channel, thread or direct message) and
    ``guild`` are Discord's ids. ``at`` is in UTC.
    """

    id: str
    asker: int
    place: int
    guild: int | None
    at: datetime
    asked: Asked
    answer: Answer
    generation: str


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Memory:
    """One SQLite file, or none where ``path`` is ``None``; any thread may use it.

    Answers and votes are kept for ``keep_for``, conversations for ``forget_after``, ``briefings`` until
    their person deletes them.
    """

    def __init__(
        self,
        path: Path | Address | None,
        *,
        keep: timedelta = timedelta(days=30),
        forget: timedelta = timedelta(minutes=60),
        quotes: int = 5,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        """Open or make the file, readable by its owner alone; an address is that of a database that processes share.

        Raises:
            ReportbotError: it cannot be opened, is not a memory file, or is of a newer version.
        """
        self.keep_for, self.forget_after = keep, forget
        self._now = now
        self._lock = threading.RLock()
        self._db = opened(path)
        self._quiet_until = 0.0  # by the clock of the process: no writing is tried again before
        self._unkept: OrderedDict[str, Kept] = OrderedDict()
        self.in_hand = InHands(self._db, self._lock, now)
        self.briefings = Briefings(self._db, self._lock, now)
        self.watches = Watches(self._db, self._lock)
        self.settings = ServerSettings(self._db, self._lock, ChannelSettings(quotes=quotes))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @property
    def shared(self) -> bool:
        """Whether other processes may serve the same application with it."""
        return self._db.shared

    def claimed(self, what: int | str) -> bool:
        """Whether a click, message or news is this process's to answer or tell: the first that shares the memory.

        Where that cannot be told, it is: Discord refuses a second reply.
        """
        id = what if isinstance(what, int) else int.from_bytes(sha256(what.encode()).digest()[:7])
        claimed = 1

        def claim() -> None:
            nonlocal claimed
            with self._lock:
                self.settings.look_again()
                claimed = self._db.execute("INSERT INTO claims (id) VALUES (?) ON CONFLICT DO NOTHING", (id,)).rowcount

        return not self.shared or not self.tried(claim) or claimed == 1

    # Answers

    def tried(self, write: Callable[[], object]) -> bool:
        """Write something that can be done without, and tell whether that worked; trouble is said once a while."""
        if time.monotonic() < self._quiet_until:
            return False
        try:
            write()
        except Trouble as error:
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            log.error("The bot's memory cannot be written (%s): answers go out, and are not kept", error)
            return False
        return True

    def keep(self, asker: int, place: int, guild: int | None, asked: Asked, answer: Answer, generation: str) -> Kept:
        """Keep an answer: in the file, or where that cannot be written in this process, with a few others."""
        asked = replace(asked, previous=asked.previous[-MOST_PREVIOUS:])
        id = "".join(secrets.choice(_LETTERS) for _ in range(10))
        kept = Kept(id, asker, place, guild, self._now(), asked, answer, generation)
        packed = zlib.compress(answer_json(answer).encode())
        row = (id, asker, place, guild, kept.at.isoformat(), asked_json(asked), packed, generation)
        if not self.tried(lambda: self._write("INSERT INTO answers VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)", row)):
            self._unkept[id] = kept
            if len(self._unkept) > MOST_UNKEPT:
                self._unkept.popitem(last=False)
        return kept

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self._lock, self._db:
            self._db.execute(statement, values)

    def shown_by(self, id: str, message: int, place: int) -> None:
        """Note the message that shows an answer, and where it stands."""
        values = (message, place, id)
        self.tried(lambda: self._write("UPDATE answers SET message = ?, place = ? WHERE id = ?", values))

    def get(self, id: str) -> Kept | None:
        """An answer, unless it has expired."""
        return self._one("id = ?", id) or self._unkept.get(id)

    def of_message(self, message: int) -> Kept | None:
        """The answer that a message shows, unless it has expired."""
        return self._one("message = ?", message)

    def last(self, asker: int, place: int) -> Kept | None:
        """A person's latest answer in a place, unless the conversation is forgotten."""
        kept = self._one("asker = ? AND place = ?", asker, place)
        return kept if kept and self._now() - kept.at <= self.forget_after else None

    def _one(self, where: str, *values: str | int) -> Kept | None:
        since = (self._now() - self.keep_for).isoformat()
        try:
            with self._lock:
                row = self._db.execute(
                    "SELECT id, asker, place, guild, at, asked, answer, generation FROM answers"
                    f" WHERE {where} AND at >= ? ORDER BY at DESC, rowid DESC LIMIT 1",
                    (*values, since),
                ).fetchone()
            return None if row is None else _kept(*row)
        except Trouble as error:
            log.warning("The bot's memory cannot be read: %s", error)
            return None

    # Votes

    def vote(self, id: str, person: int, vote: int) -> tuple[int, int]:
        """Record a person's vote, 1 or -1, or remove it with 0; return how many are up and down now.

        Raises:
            KeyError: no such answer is kept.
        """
        with self._lock, self._db:
            row = self._db.execute("SELECT asked, answer, generation FROM answers WHERE id = ?", (id,)).fetchone()
            if row is None:
                raise KeyError(id)
            if vote:
                values = (id, person, vote, self._now().isoformat(), *row)
                self._db.execute(f"INSERT INTO votes VALUES (?, ?, ?, ?, ?, ?, ?) {AGAIN}", values)
            else:
                self._db.execute("DELETE FROM votes WHERE answer_id = ? AND person = ?", (id, person))
            return self._counted("WHERE answer_id = ?", id)

    def vote_of(self, id: str, person: int) -> int:
        """A person's vote on an answer: 1, -1 or 0."""
        with self._lock:
            row = self._db.execute("SELECT vote FROM votes WHERE answer_id = ? AND person = ?", (id, person)).fetchone()
        return int(row[0]) if row else 0

    def votes(self) -> tuple[int, int]:
        """All votes kept, up and down."""
        with self._lock:
            return self._counted("")

    def _counted(self, where: str, *values: str) -> tuple[int, int]:
        counts = dict(self._db.execute(f"SELECT vote, count(*) FROM votes {where} GROUP BY vote", values).fetchall())
        return counts.get(1, 0), counts.get(-1, 0)

    def feedback(self) -> list[Feedback]:
        """All votes, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT at, vote, asked, answer, generation FROM votes ORDER BY at").fetchall()
        return readable(partial(_feedback, *row) for row in rows)

    # What is kept of whom

    def about(self, person: int) -> tuple[int, int, int]:
        """How many answers, votes and briefings of a person are kept."""
        with self._lock:
            answers = self._db.execute("SELECT count(*) FROM answers WHERE asker = ?", (person,)).fetchone()
            votes = self._db.execute("SELECT count(*) FROM votes WHERE person = ?", (person,)).fetchone()
        return int(answers[0]), int(votes[0]), len(self.briefings.all(person))

    def forget_person(self, person: int) -> tuple[int, int, int]:
        """Delete a person's answers with all votes on them, votes and briefings; return how many of each."""
        with self._lock:
            gone = self.about(person)
            with self._db:
                own = "SELECT id FROM answers WHERE asker = ?"
                self._db.execute(f"DELETE FROM votes WHERE person = ? OR answer_id IN ({own})", (person, person))
                self._db.execute("DELETE FROM answers WHERE asker = ?", (person,))
            self.briefings.forget(person)
            self.in_hand.forget(person)
            self._db.scrub()
        return gone

    def forget_guild(self, guild: int) -> None:
        """Delete a server's settings and the answers given there."""
        self.settings.forget(guild)
        self.watches.forget(guild)
        with self._lock, self._db:
            self._db.execute("DELETE FROM answers WHERE guild = ?", (guild,))

    def expire(self) -> int:
        """Delete answers that have expired; votes as old stay without the voter. Return how many answers went."""
        since = (self._now() - self.keep_for).isoformat()
        with self._lock, self._db:
            self._db.execute("UPDATE votes SET person = NULL WHERE at < ?", (since,))
            if self.shared:
                self._db.execute("DELETE FROM claims WHERE at < now() - interval '1 day'")
            return self._db.execute("DELETE FROM answers WHERE at < ?", (since,)).rowcount

    # Notes

    def note(self, name: str, value: str) -> None:
        """Remember a small fact."""
        self.tried(lambda: self._write(f"INSERT INTO notes VALUES (?, ?) {ANEW}", (name, value)))

    def noted(self, name: str) -> str | None:
        """A fact that was noted."""
        try:
            with self._lock:
                row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        except Trouble as error:
            log.warning("The bot's memory cannot be read: %s", error)
            return None
        return str(row[0]) if row else None


def _kept(
    id: str, asker: int, place: int, guild: int | None, at: str, asked: str, answer: bytes, generation: str
) -> Kept:
    with whole():
        then = datetime.fromisoformat(at)
        return Kept(id, asker, place, guild, then, asked_from(asked), _unpacked(answer), generation)


def _unpacked(packed: bytes) -> Answer:
    return answer_from(zlib.decompress(packed).decode())


def _feedback(at: str, vote: int, asked: str, answer: bytes, generation: str) -> Feedback:
    with whole():
        question, given = asked_from(asked), _unpacked(answer)
        then = datetime.fromisoformat(at)
        return Feedback(then, vote, question.text, question.previous, given.status, generation, given)
