"""Everyone's briefings, in the file of the bot's memory; forgetting a person deletes theirs, too."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.briefing.kept import (
    FIRST_NAME,
    MOST_BRIEFINGS,
    MOST_QUOTES,
    Briefing,
    BriefingRefused,
    KeptQuote,
    Provenance,
    checked_name,
    folded,
    pointer_of,
)
from bot.memory.stored import quote_from, quote_json, whole
from bot.memory.tables import Tables
from bot.types import Quote


class Briefings:
    """All briefings in the memory; each method serves one person, and sees nobody else's."""

    def __init__(self, db: Tables, lock: threading.RLock, now: Callable[[], datetime]) -> None:
        self._db, self._lock, self._now = db, lock, now

    def all(self, person: int) -> tuple[Briefing, ...]:
        """A person's briefings, last changed first."""
        with self._lock:
            rows = self._db.execute(
                "SELECT id, name, used, (SELECT count(*) FROM briefing_quotes WHERE briefing = briefings.id)"
                " FROM briefings WHERE person = ? ORDER BY used DESC, id DESC",
                (person,),
            ).fetchall()
        return tuple(Briefing(id, name, datetime.fromisoformat(used), quotes) for id, name, used, quotes in rows)

    def named(self, person: int, name: str | None) -> Briefing:
        """The briefing with this name, in upper or lower case; without a name, the one changed last.

        Raises:
            BriefingRefused: there is no such briefing.
        """
        held = self.all(person)
        found = held if name is None else [one for one in held if folded(one.name) == folded(name)]
        if found:
            return found[0]
        if not held:
            raise BriefingRefused("there is no briefing yet: add a quote of an answer to one first")
        names = ", ".join(f"“{one.name}”" for one in held)
        raise BriefingRefused(f"there is no briefing “{name}”; there are: {names}")

    def get(self, person: int, id: int) -> Briefing | None:
        """The briefing with an id, if it is this person's."""
        return next((one for one in self.all(person) if one.id == id), None)

    def quotes(self, person: int, id: int) -> tuple[KeptQuote, ...]:
        """The quotes of a briefing, in its order."""
        with self._lock:
            rows = self._db.execute(
                "SELECT q.id, quote, question, at, generation, reports FROM briefing_quotes q"
                " JOIN briefings b ON b.id = q.briefing WHERE b.id = ? AND person = ? ORDER BY place",
                (id, person),
            ).fetchall()
        return tuple(_kept(*row) for row in rows)

    def make(self, person: int, name: str) -> Briefing:
        """Make an empty briefing, or return the one that has this name already.

        Raises:
            BriefingRefused: it cannot have this name, or there are too many.
        """
        name = checked_name(name)
        with self._lock, self._db:
            held = self.all(person)
            if same := [one for one in held if folded(one.name) == folded(name)]:
                return same[0]
            if len(held) >= MOST_BRIEFINGS:
                raise BriefingRefused(f"you have {MOST_BRIEFINGS} briefings, the most there can be: delete one first")
            self._db.execute(
                "INSERT INTO briefings (person, name, folded, used) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (person, name, folded(name), self._now().isoformat()),
            )
        return self.named(person, name)

    def add(self, person: int, name: str | None, quotes: Sequence[Quote], source: Provenance) -> tuple[Briefing, int]:
        """Add quotes to the end of a briefing, made if there is none; also return how many were new to it.

        Without a ``name`` they go into the briefing changed last.

        Raises:
            BriefingRefused: it cannot have this name, or no room for them.
        """
        with self._lock:
            held = self.all(person)
            briefing = held[0] if name is None and held else self.make(person, FIRST_NAME if name is None else name)
            with self._db:
                self._used(briefing.id)  # first: another process that adds to it waits until this one is done
                count = self._append(briefing, quotes, source)
        return self.named(person, briefing.name), count

    def _append(self, briefing: Briefing, quotes: Sequence[Quote], source: Provenance) -> int:
        held = {
            pointer
            for (pointer,) in self._db.execute("SELECT pointer FROM briefing_quotes WHERE briefing = ?", (briefing.id,))
        }
        new = {pointer_of(quote): quote for quote in quotes if pointer_of(quote) not in held}
        if briefing.quotes + len(new) > MOST_QUOTES:
            raise BriefingRefused(
                f"“{briefing.name}” has {briefing.quotes} quotes, and {MOST_QUOTES} is the most: begin another briefing"
            )
        last = self._db.execute("SELECT max(place) FROM briefing_quotes WHERE briefing = ?", (briefing.id,)).fetchone()
        at = self._now().isoformat()
        for place, (pointer, quote) in enumerate(new.items(), start=(last[0] or 0) + 1):
            packed = zlib.compress(quote_json(quote).encode())
            values = (briefing.id, place, pointer, at, source.question, source.generation, source.reports, packed)
            self._db.execute(
                "INSERT INTO briefing_quotes (briefing, place, pointer, at, question, generation, reports, quote)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                values,
            )
        return len(new)

    def move(self, person: int, id: int, number: int, to: int) -> None:
        """Move a quote to another place, both counted from 1; the quotes between move by one.

        Raises:
            BriefingRefused: there is no quote with one of the numbers.
        """
        with self._lock, self._db:
            order = self._order(person, id)
            _check_number(number, len(order))
            _check_number(to, len(order))
            order.insert(to - 1, order.pop(number - 1))
            self._db.executemany("UPDATE briefing_quotes SET place = ? WHERE id = ?", list(enumerate(order, start=1)))
            self._used(id)

    def remove(self, person: int, id: int, numbers: Sequence[int]) -> None:
        """Remove the quotes with these numbers, counted from 1.

        Raises:
            BriefingRefused: there is no quote with one of the numbers; none is removed then.
        """
        with self._lock, self._db:
            order = self._order(person, id)
            for number in numbers:
                _check_number(number, len(order))
            gone = [(order[number - 1],) for number in set(numbers)]
            self._db.executemany("DELETE FROM briefing_quotes WHERE id = ?", gone)
            self._used(id)

    def _order(self, person: int, id: int) -> list[int]:
        return [kept.id for kept in self.quotes(person, id)]

    def rename(self, person: int, id: int, name: str) -> Briefing:
        """Give a briefing another name.

        Raises:
            BriefingRefused: it cannot have this name, or another one has it.
        """
        name = checked_name(name)
        with self._lock, self._db:
            if any(folded(one.name) == folded(name) and one.id != id for one in self.all(person)):
                raise BriefingRefused(f"there is a briefing “{name}” already: choose another name, or delete that one")
            self._db.execute(
                "UPDATE briefings SET name = ?, folded = ? WHERE id = ? AND person = ?",
                (name, folded(name), id, person),
            )
        return self.named(person, name)

    def delete(self, person: int, id: int) -> None:
        """Delete a briefing with its quotes, if it is this person's."""
        with self._lock, self._db:
            own = "SELECT id FROM briefings WHERE id = ? AND person = ?"
            self._db.execute(f"DELETE FROM briefing_quotes WHERE briefing IN ({own})", (id, person))
            self._db.execute("DELETE FROM briefings WHERE id = ? AND person = ?", (id, person))

    def forget(self, person: int) -> int:
        """Delete all briefings of a person, and return how many there were."""
        with self._lock:
            gone = self.all(person)
            for briefing in gone:
                self.delete(person, briefing.id)
        return len(gone)

    def _used(self, id: int) -> None:
        self._db.execute("UPDATE briefings SET used = ? WHERE id = ?", (self._now().isoformat(), id))


def _kept(id: int, packed: bytes, question: str, at: str, generation: str, reports: int | None) -> KeptQuote:
    with whole():
        quote = quote_from(zlib.decompress(packed).decode())
        return KeptQuote(id, quote, question, datetime.fromisoformat(at), generation, reports)


def _check_number(number: int, count: int) -> None:
    if not 1 <= number <= count:
        held = f"it has quotes 1 to {count}" if count > 1 else "it has one quote" if count else "it has no quotes"
        raise BriefingRefused(f"there is no quote {number} in this briefing: {held}")
