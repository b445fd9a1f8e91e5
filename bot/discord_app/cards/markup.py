"""Text for Discord: cut first, escaped second, so that it is shown letter for letter."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import discord

from corpus.clean import shown

ELLIPSIS: Final = " […]"
LONGEST_LINK: Final = 1200

# discord.utils.escape_markdown leaves everything between a "[" and the last ")" as it is, so the
# text is escaped here; "://" is broken up because a backslash inside a bare link is shown.
_MARKUP: Final = re.compile(r"[\\`*_~|\[\]<]|:(?=//|[\w+-]+:)")
_LINE_START: Final = re.compile(r"^(\d*)(?=[#>+.-])")
_LINK: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_SCHEME: Final = re.compile(r"\bhttps?://", re.IGNORECASE)
_ROUND: Final = str.maketrans("[]", "()")
_LINK_BREAKERS: Final = {ord(c): f"%{ord(c):02X}" for c in "()<>[]\\\"'`"}


def escape(text: str) -> str:
    """Makes Discord show a text literally, as one line: no markup, mention, emoji or link."""
    line = _MARKUP.sub(r"\\\g<0>", " ".join(shown(text).split()))
    return discord.utils.escape_mentions(_LINE_START.sub(r"\1\\", line))


def fit(text: str, room: int, ellipsis: str = ELLIPSIS) -> str:
    """Escapes a text, cut before a word so that it takes at most ``room`` characters."""
    text = " ".join(text.split())
    if len(whole := escape(text)) <= room:
        return whole
    words = [gap.start() for gap in re.finditer(" ", text[: room + 1])]
    ends = words if words and len(escape(text[: words[0]])) <= room - len(ellipsis) else range(room)
    return escape(text[: _last_end(text, ends, room - len(ellipsis))]) + ellipsis


def plain(text: str, room: int, ellipsis: str = " …") -> str:
    """A text for a place that shows no markup (a label, a name), cut before a word to ``room`` characters."""
    text = " ".join(shown(text).split())
    if len(text) <= room:
        return text
    cut = text[: room - len(ellipsis) + 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut[:-1]).rstrip(" ,;:") + ellipsis


def linked(label: str, address: str | None, room: int) -> str:
    """A label that opens an address, or the label alone where Discord would not make a link of it.

    Brackets, emoji or an address in a label would keep Discord from making one.
    """
    shown = fit(_SCHEME.sub("", _without_emoji(label.translate(_ROUND))), room, " …")
    target = (address or "").strip().translate(_LINK_BREAKERS)
    if not opens(target) or len(target) > LONGEST_LINK:
        return shown
    return f"[{shown}]({target})"


def opens(address: str | None) -> bool:
    """Whether an address is one that a browser opens."""
    return bool(address and _LINK.match(address) and len(address.split()) == 1)


def code(text: str) -> str:
    """A block to copy from, which shows its text as it is."""
    return "```\n" + text.replace("```", "`\u200b`\u200b`") + "\n```"


def _without_emoji(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) != "So" and c not in "\ufe0f\u200d")


def _last_end(text: str, ends: Sequence[int], room: int) -> int:
    return ends[bisect_right(ends, room, key=lambda end: len(escape(text[:end]))) - 1]
