"""Characters that nothing which shows words may see: those that steer a terminal, turn text round, or are none."""

from __future__ import annotations

import re
from typing import Any

_SEQUENCE = r"\x1b(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,256}(?:\x07|\x1b\\))"  # ECMA-48: colours, titles
_TURNS = "\u202a-\u202e\u2066-\u2069"  # https://www.unicode.org/reports/tr9/ 2.1 to 2.4
_FIELD = re.compile(rf"{_SEQUENCE}|[\x00-\x1f\x7f-\x9f{_TURNS}\ufffe\uffff]+")
_SHOWN = re.compile(rf"{_SEQUENCE}|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
UNKNOWN = "\ufffd"  # what stands for a character that is none


def field(text: str) -> str:
    """A field from outside on one line, without what is no character to be read: a title, a name, an address."""
    if text.isprintable() and text.isascii():
        return text
    return " ".join(_SURROGATE.sub(UNKNOWN, _FIELD.sub(" ", text)).split())


def shown(text: str) -> str:
    """Text on several lines as a terminal may see it; line ends and tabs stay."""
    return encodable(_SHOWN.sub("", text))


def encodable(text: str) -> str:
    """Text with a mark for each character that is half of one: none can be written in UTF-8. As long as before."""
    return text if text.isascii() else _SURROGATE.sub(UNKNOWN, text)


def value(found: Any) -> Any:
    """A value of TOML or YAML as JSON has it, its texts as fields: what is neither is written as text."""
    if isinstance(found, dict):
        return {field(str(key)): value(one) for key, one in found.items()}
    if isinstance(found, list | tuple | set):
        return [value(one) for one in found]
    if isinstance(found, bool | float) or found is None:
        return found
    if isinstance(found, int) and abs(found) < 2**63:
        return found
    return field(str(found) if not isinstance(found, int) else f"{found:#x}")
