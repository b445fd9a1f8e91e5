"""The door to tqdm: a progress bar on the error stream."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def bar(items: Iterable[T], /, *, label: str, total: int) -> Iterable[T]:
    """Go through items and show how far it is."""
    shown: Iterable[T] = tqdm(items, desc=label, total=total, unit="", dynamic_ncols=True, disable=not total)
    return shown
