"""The settings of servers and their channels, in the file of the bot's memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.memory.tables import Tables

SECONDS_OLD: Final = 5.0  # after which settings that other processes may change are read again


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How the bot answers in a channel.

    ``answering``: whether at all. ``public``: whether all see answers, or only the asker.
    ``quotes``: 1 to 10. ``threads``: whether a mention opens a thread.
    """

    answering: bool = True
    public: bool = True
    quotes: int = 5
    threads: bool = True


class ServerSettings:
    """The settings of all servers; reading them needs no access to the file."""

    def __init__(self, db: Tables, lock: threading.RLock, defaults: ChannelSettings) -> None:
        self._db, self._lock, self._defaults = db, lock, defaults
        self._own = self._read()
        self._read_at = time.monotonic()

    def _read(self) -> dict[tuple[int, int], dict[str, bool | int]]:
        own: dict[tuple[int, int], dict[str, bool | int]] = {}
        for guild, channel, name, value in self._db.execute("SELECT guild, channel, name, value FROM settings"):
            own.setdefault((guild, channel), {})[name] = _typed(name, value)
        return own

    def look_again(self) -> None:
        """Read what other processes may have set, if that was not done just now."""
        with self._lock:
            if time.monotonic() - self._read_at > SECONDS_OLD:
                self._own, self._read_at = self._read(), time.monotonic()

    def of(self, guild: int | None, channel: int | None) -> ChannelSettings:
        """A channel's own settings, else its server's, else the bot's."""
        if guild is None:
            return self._defaults
        own = self._own.get((guild, 0), {}) | self._own.get((guild, channel or 0), {})
        return replace(self._defaults, **own)  # type: ignore[arg-type]  # _typed gives each its type

    def own(self, guild: int, channel: int | None) -> Mapping[str, bool | int]:
        """The values set for a channel itself, or with ``None`` for the server."""
        return dict(self._own.get((guild, channel or 0), {}))

    def set(self, guild: int, channel: int | None, name: str, value: bool | int | None) -> None:
        """Set a value for a channel, or with ``None`` for its server; the value ``None`` removes it.

        Raises:
            ValueError: there is no such setting, or it cannot have this value.
        """
        _check(name, value)
        key = (guild, channel or 0)
        with self._lock, self._db:
            self._db.execute("DELETE FROM settings WHERE guild = ? AND channel = ? AND name = ?", (*key, name))
            if value is not None:
                self._db.execute("INSERT INTO settings VALUES (?, ?, ?, ?)", (*key, name, int(value)))
            own = {kept: known for kept, known in self._own.get(key, {}).items() if kept != name}
            self._own[key] = own if value is None else own | {name: value}

    def forget(self, guild: int) -> None:
        """Delete what is set for a server and its channels."""
        with self._lock, self._db:
            self._db.execute("DELETE FROM settings WHERE guild = ?", (guild,))
            self._own = {key: own for key, own in self._own.items() if key[0] != guild}


def _typed(name: str, value: int) -> bool | int:
    return int(value) if name == "quotes" else bool(value)


def _check(name: str, value: bool | int | None) -> None:
    if name not in ChannelSettings.__slots__:
        raise ValueError(f"there is no setting {name!r}")
    if value is None:
        return
    right = not isinstance(value, bool) and 1 <= value <= 10 if name == "quotes" else isinstance(value, bool)
    if not right:
        raise ValueError(f"the setting {name!r} cannot be {value!r}")
