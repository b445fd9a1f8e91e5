"""Pieces of the sentences that every face of the bot writes: lists of names, and things counted."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names with commas, and *and* before the last."""
    words = list(names)
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def sentence(message: str) -> str:
    """An error's message as a sentence of its own."""
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith(('.', '?', '!')) else '.'}"


def counted(count: int, one: str, many: str = "") -> str:
    """*1 report*, *2 reports*, *1,000 bodies*."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
