"""Lines of a web page's paragraph that ``<br>`` parts: items of a list, or paragraphs, where they are set so."""

from __future__ import annotations

import re
from collections.abc import Iterator

BREAK = "\ufdd3"  # stands for a line break while a page is read; Unicode keeps it for a program's own use
FEWEST = 2  # lines behind a lead-in that are a list
_GAP = re.compile(rf"{BREAK}(?:\s*{BREAK})+")
_BULLET = re.compile(r"(?:[\u2022\u25aa\u25ab\u25cf\u25cb\u25e6\u2023\u2043\u00b7]|[-\u2013\u2014*](?=\s))\s*")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")


def lines_apart(words: str) -> Iterator[tuple[str, str]]:
    """The blocks of a paragraph: ``item`` or, where it is set as the whole is, nothing; and the words of each."""
    for part in _GAP.split(words):
        lines = [line for line in part.split(BREAK) if line.strip()]
        lead = next((n for n, line in enumerate(lines, start=1) if line.rstrip().endswith(":")), 0)
        first = lead if len(lines) - lead >= FEWEST and lead else _first_marked(lines)
        if not first and not _first_is_marked(lines):
            yield from (("", part) for part in [part] if part.strip())
            continue
        if first:
            yield "", " ".join(lines[:first])
        yield from (("item", _without_mark(line)) for line in lines[first:])


def _first_marked(lines: list[str]) -> int:
    """How many lines stand before those that all begin with a bullet or a number; 0 where none do."""
    at = next((n for n, line in enumerate(lines) if _marked(line)), 0)
    return at if len(lines) - at >= FEWEST and all(map(_marked, lines[at:])) else 0


def _first_is_marked(lines: list[str]) -> bool:
    return len(lines) >= FEWEST and all(map(_marked, lines))


def _marked(line: str) -> re.Match[str] | None:
    return _BULLET.match(line.strip()) or _NUMBER.match(line.strip())


def _without_mark(line: str) -> str:
    mark = _marked(line)
    return line.strip()[mark.end() :] if mark else line
