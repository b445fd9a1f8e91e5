"""Ordinary English words, that are no names by themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "common_words.txt"


@cache
def common_words() -> frozenset[str]:
    """Words of two letters and more, in lower case.

    They are those that stand in lower case six times or more, and not mostly with a capital letter, in
    inspection reports and in public sets of questions on reviews, forums and an encyclopaedia.
    """
    return frozenset(DATA.read_text(encoding="utf-8").split())
