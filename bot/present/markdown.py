"""Escapes text for Markdown, so that every character is shown as it is."""

from __future__ import annotations

import re
from typing import Final

from corpus.clean import shown

_MARKUP: Final = re.compile(r"[\\`*_~\[\]<>#|&$^]")
_LINE_START: Final = re.compile(r"^(\d{1,9})(?=[.)])|^(?=[-+=:])")


def escaped_lines(text: str, indent: str) -> str:
    """A text that keeps its line breaks, with an ``indent`` before each line but the first."""
    return f"  \n{indent}".join(map(escaped, text.split("\n")))


def escaped(text: str) -> str:
    """A text on one line with a backslash before whatever Markdown, or a common dialect, would take for markup."""
    line = _MARKUP.sub(r"\\\g<0>", re.sub(r"\s+", " ", shown(text)))
    return _LINE_START.sub(r"\1\\", line)
