"""The custom ids of buttons and menus: each holds all that its control needs, also after a restart."""

from __future__ import annotations

from typing import Final

from bot.discord_app.cards import limits

PREFIX: Final = "rb1"  # raise the number when older buttons can no longer be understood


def custom_id(action: str, *parts: str | int) -> str:
    """The custom id of a control: an action and what it applies to.

    The last part may hold any character, and is cut to what Discord takes.
    """
    return ":".join((PREFIX, action, *map(str, parts)))[: limits.CUSTOM_ID]


def parsed(id: str, parts: int) -> tuple[str, ...]:
    """The parts after the action; the last one holds all that is left."""
    return tuple(id.split(":", parts + 1)[2:])


def action_of(id: str) -> str | None:
    """The action of a control of ours, ``None`` for any other."""
    prefix, _, rest = id.partition(":")
    return rest.partition(":")[0] if prefix == PREFIX else None
