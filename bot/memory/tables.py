"""What the bot's memory needs of a database: a file of its own, or a server that several processes share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Final, Protocol

# SQL that both understand: places for values are question marks. IN_HAND are the columns of what is in hand.
IN_HAND: Final = "token, application, person, place, guild, at, asked"


class Found(Protocol):
    """What a statement came to."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:
        """Its first row, or none."""

    def fetchall(self) -> list[Any]:
        """All its rows."""

    def __iter__(self) -> Iterator[Any]: ...


class Tables(Protocol):
    """A database; as a context manager it does all that the block writes, or nothing."""

    @property
    def shared(self) -> bool:
        """Whether other processes may serve the same application with it."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Found:
        """Run a statement."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run a statement for each row of values."""

    def left_in_hand(self, since: str) -> list[Any]:
        """What ended processes have left in hand since a time, oldest first: the columns ``IN_HAND``."""

    def scrub(self) -> None:
        """Let nothing of what was deleted be left in files."""

    def close(self) -> None:
        """Close it."""

    def __enter__(self) -> Any: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> Any:
        """Keep what was written, or take it back where the block failed."""
