"""What is open of one state of an index, wherever it is kept: its texts, its words and its rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.store import Store
from index.types import Vectors


class Words(Protocol):
    """The words of passages, and the search by them."""

    def __len__(self) -> int:
        """How many passages there are."""

    def stems(self, text: str) -> list[str]:
        """The stems of a text's words, stop words left out, in order, each once."""

    def rarity(self, stem: str) -> float:
        """How much a word tells: log((N + 1) / (n + 0.5)) for n of N passages that hold it."""

    def is_known(self, stem: str) -> bool:
        """Whether any passage, or a heading above one, holds the word."""

    def search(
        self, stems: Collection[str], count: int, reports: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Passages that hold any of the stems: ids and BM25 scores, best first."""


class RowsById(Protocol):
    """Rows of numbers, by id."""

    def lacking(self, ids: Sequence[int]) -> set[int]:
        """Those of these ids that have no row."""

    def rows(self, ids: Sequence[int]) -> Vectors:
        """The rows of these ids, shape (len(ids), dim), float32; raises ``KeyError`` where one has none."""


class NearRows(RowsById, Protocol):
    """Rows of passages, and the search among them."""

    def search(self, query: Vectors, count: int, reports: Collection[str] | None = None) -> list[tuple[int, float]]:
        """The nearest passages to one query of shape (dim,), of these reports or of all: ids and cosines."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one state of an index; ``rows`` opens those of its passages and of their sentences."""

    store: Store
    words: Words
    rows: Callable[[], tuple[NearRows, RowsById]]
