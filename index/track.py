"""Shows how far a long work is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Track(Protocol):
    """Goes through items, and may show how far it is."""

    def __call__(self, items: Iterable[T], /, *, label: str, total: int) -> Iterable[T]:
        """The same items; ``label`` names the work, ``total`` counts them."""


def untracked(items: Iterable[T], /, *, label: str, total: int) -> Iterable[T]:
    """Go through items without showing anything."""
    return items
