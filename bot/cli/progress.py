"""The door to tqdm: a progress bar on the error stream."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

from bot.cli.terminal import bare

T = TypeVar("T")


def bar(items: Iterable[T], /, *, label: str, total: int) -> Iterable[T]:
    """Go through items and show how far it is; the bar itself steers the terminal."""
    stream = bare(sys.stderr)
    shown: Iterable[T] = tqdm(
        items, desc=label, total=total, unit="", dynamic_ncols=True, disable=not total, file=stream
    )
    return shown
