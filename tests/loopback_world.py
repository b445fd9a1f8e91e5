"""Who and what is in the loopback Discord, as its payloads say it: people, servers, channels, messages."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

JOINED = "2020-01-01T00:00:00+00:00"
LOADING, EPHEMERAL = 1 << 7, 1 << 6
TEXT_CHANNEL, DM_CHANNEL, PUBLIC_THREAD = 0, 1, 11
EVERYTHING = (1 << 53) - 1
MANAGE_GUILD, ADMINISTRATOR = 1 << 5, 1 << 3
# View channels, send messages (in threads, too), embed, attach, read the history, use commands.
MEMBER = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 31 | 1 << 38
DEFERRED = 5


@dataclass(frozen=True)
class Person:
    """Somebody who asks; ``permissions`` are those in every server."""

    id: int
    name: str
    permissions: int = MEMBER

    @property
    def user(self) -> Json:
        """The user object."""
        return user(self.id, self.name)


@dataclass
class Exchange:
    """One interaction: what the bot sent in response, and the message that came of it.

    ``answered_after`` is when there first was more than a sign of thinking, ``changed_after`` when
    the message last changed, in seconds.

    ``source`` is the message that a control is on, ``modal`` the form and ``choices`` the offers
    that were the response; ``files`` are the names and bytes of all files sent.
    """

    id: str
    token: str
    started: float
    name: str
    channel_id: str
    person: Person
    source: Json | None = None
    callbacks: list[Json] = field(default_factory=list)
    posted: list[Json] = field(default_factory=list)
    message: Json | None = None
    followups: list[Json] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    acknowledged_after: float | None = None
    answered_after: float | None = None
    changed_after: float | None = None
    _acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def deferred(self) -> bool:
        """Says whether the bot first said that it is thinking."""
        return bool(self.callbacks) and self.callbacks[0]["type"] == DEFERRED

    @property
    def content(self) -> str:
        """The text of the answer, beside its embeds and components."""
        return "" if self.message is None else str(self.message["content"])

    @property
    def embeds(self) -> list[Json]:
        """The embeds of the answer."""
        return [] if self.message is None else list(self.message["embeds"])

    @property
    def ephemeral(self) -> bool:
        """Says whether only the person who asked sees the answer."""
        return self.message is not None and bool(self.message["flags"] & EPHEMERAL)

    @property
    def allowed_mentions(self) -> list[Json | None]:
        """What each message that the bot sent allows to be pinged, ``None`` if it does not say."""
        return [sent.get("allowed_mentions") for sent in self.posted]

    async def acknowledged(self, seconds: float = 5.0) -> Exchange:
        """Waits for the bot's first response."""
        await asyncio.wait_for(self._acknowledged.wait(), seconds)
        return self

    async def answered(self, seconds: float = 10.0) -> Exchange:
        """Waits until there is more than the sign that the bot is thinking."""
        await asyncio.wait_for(self._answered.wait(), seconds)
        return self

    def note_acknowledged(self) -> None:
        """Records when the first response came."""
        self.acknowledged_after = now() - self.started
        self._acknowledged.set()

    def note_answered(self) -> None:
        """Records when the answer came, or changed."""
        self.changed_after = now() - self.started
        if self.answered_after is None:
            self.answered_after = self.changed_after
        self._answered.set()


def user(id_: int, name: str) -> Json:
    """Builds a user object."""
    return {
        "id": str(id_),
        "username": name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": False,
    }


def member() -> Json:
    """Builds a member object without its user."""
    return {"roles": [], "joined_at": JOINED, "deaf": False, "mute": False, "flags": 0}


def message(id_: str, channel_id: str, author: Json, data: Json) -> Json:
    """Builds a message object from what was sent."""
    blank = {"content": "", "embeds": [], "components": [], "attachments": []}
    return (
        blank
        | {"id": id_, "channel_id": channel_id, "author": author}
        | {"timestamp": datetime.now(UTC).isoformat(), "edited_timestamp": None, "tts": False}
        | {"mention_everyone": False, "mentions": [], "mention_roles": [], "pinned": False}
        | {"type": 0, "flags": data.get("flags") or 0}
        | shown(data)
    )


def shown(data: Json) -> Json:
    """What a body puts into a message, or changes in it."""
    keys = ("content", "embeds", "components")
    return {key: data[key] or ("" if key == "content" else []) for key in keys if key in data}


def text_channel(id_: int, guild_id: int, name: str) -> Json:
    """Builds a channel of a server."""
    place = {"guild_id": str(guild_id), "position": 0, "permission_overwrites": []}
    return place | {"id": str(id_), "type": TEXT_CHANNEL, "name": name}


def thread(id_: str, parent: Json, owner_id: int, name: str) -> Json:
    """Builds a public thread."""
    times = {"archive_timestamp": JOINED, "create_timestamp": JOINED}
    return {
        "id": id_,
        "type": PUBLIC_THREAD,
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "owner_id": str(owner_id),
        "name": name,
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": {"archived": False, "auto_archive_duration": 1440, "locked": False} | times,
    }


def guild(id_: int, name: str, owner_id: int, bot: Json, channels: list[Json]) -> Json:
    """Builds a server with its channels and threads."""
    everyone = {"id": str(id_), "name": "@everyone", "permissions": str(EVERYTHING)}
    rank = {"position": 0, "color": 0, "hoist": False, "managed": False, "mentionable": False}
    return {
        "id": str(id_),
        "name": name,
        "owner_id": str(owner_id),
        "member_count": 2,
        "roles": [everyone | rank],
        "members": [member() | {"user": bot}],
        "channels": [channel for channel in channels if channel["type"] == TEXT_CHANNEL],
        "threads": [channel for channel in channels if channel["type"] == PUBLIC_THREAD],
    } | {name: [] for name in ("presences", "voice_states", "emojis", "features")}


def now() -> float:
    """Reads the loop's clock, in seconds."""
    return asyncio.get_running_loop().time()
