"""What a message in Discord shows: its texts, buttons and menus, however they are nested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def parts(message: Any) -> Iterator[dict[str, Any]]:
    """All components of a message, nested ones included."""
    given = message["components"] if isinstance(message, dict) else message.components
    found = [c if isinstance(c, dict) else c.to_dict() for c in given]
    while found:
        part = found.pop(0)
        yield part
        nested = [*part.get("components", []), *filter(None, [part.get("accessory")])]
        found = nested + found


def text(message: Any) -> str:
    """All that a message says, one text display after the other."""
    return "\n".join(part["content"] for part in parts(message) if part["type"] == 10)


def labels(message: Any) -> list[str]:
    """The labels of the buttons, an emoji where there is no label."""
    buttons = [part for part in parts(message) if part["type"] == 2]
    return [part.get("label") or part["emoji"]["name"] for part in buttons]


def id_of(message: Any, action: str) -> str:
    """The custom id of the first control with this action."""
    ids = [part["custom_id"] for part in parts(message) if "custom_id" in part]
    return next(id for id in ids if id.startswith(f"rb1:{action}"))


def options(message: Any, action: str) -> list[str]:
    """The labels of a menu's options."""
    (menu,) = [part for part in parts(message) if part.get("custom_id", "").startswith(f"rb1:{action}")]
    return [option["label"] for option in menu["options"]]
