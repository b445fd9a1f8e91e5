"""Captions of figures, tables and boxes: they name what they stand at, not the text behind that."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 250  # characters of a caption
_LABEL: Final = (
    r"(?:figure|fig\.?|table|chart|graph|map|box|diagram|exhibit|infographic)\s+(?:[A-Z]\.?)?\d+(?:[.-]\d+)*[a-z]?"
)
_HEADING = re.compile(rf"{_LABEL}(?!\w)", re.I)
_PLAIN = re.compile(rf"{_LABEL}\s*[:.\u2013\u2014|-]\s", re.I)
_LABEL_ALONE = re.compile(rf"{_LABEL}[:.]?", re.I)


def is_caption(text: str, *, stands_out: bool) -> bool:
    """Whether a block is a caption, by its label: *Figure 1*, *Table 2.3*, *Box 4*.

    One that is set as the text around it has a colon, a dash or a full stop behind its label.
    """
    words = " ".join(text.split())
    if len(words) > LONGEST:
        return False
    return bool(_HEADING.match(words) if stands_out else _PLAIN.match(words) or _LABEL_ALONE.fullmatch(words))
