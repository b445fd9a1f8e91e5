"""The colours of grades in a heat table.

They are those of ColorBrewer's diverging scheme RdYlBu (https://colorbrewer2.org, Apache-2.0), which people with
red-green colour blindness can read; every cell also has its grade in words.
The contrast of text and background is 4.5 or more, as WCAG 2.2 requires (success criterion 1.4.3).
"""

from __future__ import annotations

from typing import Final

from bot.present.heat_table import Cell
from bot.registers.coverage import STATES
from corpus.vocabulary.scales import FIVE, FOUR, OUTCOMES

INK, PAPER, UNKNOWN = "#1a1a1a", "#ffffff", "#d9d9d9"
CONTRAST: Final = 4.5
_FIVE: Final = ("#2c7bb6", "#abd9e9", "#ffffbf", "#fdae61", "#d7191c")
_FOUR: Final = ("#2c7bb6", "#abd9e9", "#fdae61", "#d7191c")
_THREE: Final = ("#91bfdb", "#ffffbf", "#fc8d59")
_COVERAGE: Final = ("#2c7bb6", "#abd9e9", "#fdae61", "#ffffbf")  # held, digest, missing, untried
_COLOURS: Final[dict[tuple[str, ...], dict[str, str]]] = {
    STATES: dict(zip(STATES, _COVERAGE, strict=True)),
    FIVE: dict(zip(FIVE, _FIVE, strict=True)),
    FOUR: dict(zip(FOUR, _FOUR, strict=True)),
    OUTCOMES: dict(zip(OUTCOMES, _THREE, strict=True)),
}


def colour_of(cell: Cell) -> str:
    """The background of a cell, as a hexadecimal colour; grey where the scale is not known."""
    colours = _COLOURS.get(cell.cycle.grades, {}) if cell.cycle else {}
    return colours.get(cell.grade, UNKNOWN)


def ink_on(ground: str) -> str:
    """White where it can be read on this background, else black."""
    return PAPER if contrast(PAPER, ground) >= CONTRAST else INK


def contrast(one: str, other: str) -> float:
    """The contrast of two hexadecimal colours, from 1 to 21, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
