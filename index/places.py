"""Where an index is kept, and its state that is live there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from corpus.errors import ReportbotError
from index import generation as generations
from index.address import Address, is_address
from index.generation import Generation
from index.texts import Version

NO_DRIVER: Final = "an engine needs packages that are not installed: run pip install 'reportbot[engine]'"


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
    """The place by what it is called.

    Raises:
        ReportbotError: it is an engine, and the packages that this needs are not installed.
    """
    return engine_at(Address(where)) if is_address(where) else Folder(Path(where))


def engine_at(address: Address) -> Place:
    """The index in an engine, which is connected to when it is first needed.

    Raises:
        ReportbotError: the packages that this needs are not installed.
    """
    try:
        from index.engine.version import Engine  # with the driver, which is an extra
    except ImportError as error:
        raise ReportbotError(NO_DRIVER) from error
    return Engine(address)
