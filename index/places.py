"""Where an index is kept, and its state that is live there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index import generation as generations
from index.generation import Generation
from index.texts import Version


class Place(Protocol):
    """Where an index is kept."""

    @property
    def where(self) -> str:
        """The folder or the address, by which :func:`place_of` finds it again, in another process, too."""

    def current(self) -> Version:
        """The state that is live now; raises ``IndexMissing`` where there is none."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    path: Path

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.path)

    def current(self) -> Generation:
        """Its live generation.

        Raises:
            IndexMissing: there is none.
        """
        return generations.current(self.path)


def place_of(where: str) -> Place:
    """The place by what it is called."""
    return Folder(Path(where))
