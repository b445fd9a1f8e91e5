"""What one version holds: which copy of which report, and which passages these have."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from index.engine.connection import Connection

K = TypeVar("K")
V = TypeVar("V")
Integers: TypeAlias = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Copy:
    """A report as it is held: the number of its copy, and its passages from the ``first`` id on, without a gap."""

    number: int
    report_id: str
    first: int
    passages: int


class Held:
    """The copies of one version."""

    def __init__(self, version: int, copies: Iterable[Copy], others: Sequence[int] = ()) -> None:
        """``others`` are the copies older than the newest of these that the version does not hold."""
        self.version = version
        self._others = list(others)
        self.copies = {copy.report_id: copy for copy in copies}  # in the order in which the local index has them
        self._sorted = sorted(self.copies.values(), key=lambda copy: copy.first)
        self._firsts = [copy.first for copy in self._sorted]
        self._starts = np.array(self._firsts, dtype=np.int32)
        self.passages = sum(copy.passages for copy in self._sorted)
        self.by_number = {copy.number: copy.report_id for copy in self._sorted}
        self.newest = max((copy.number for copy in self._sorted), default=0)

    @classmethod
    def read(cls, connection: Connection, version: int) -> Held:
        """The copies of a version."""
        rows = connection.rows(
            "SELECT copy, held.report_id, first, passages FROM held JOIN copies USING (copy)"
            " WHERE version = %s ORDER BY place",
            (version,),
        )
        others = connection.rows(
            "SELECT copy FROM copies WHERE copy <= (SELECT max(copy) FROM held WHERE version = %s)"
            " EXCEPT SELECT copy FROM held WHERE version = %s",
            (version, version),
        )
        return cls(version, (Copy(*row) for row in rows), [copy for (copy,) in others])

    def of(self, reports: Collection[str]) -> list[Copy]:
        """The copies of these reports, those that are held."""
        return [self.copies[report] for report in reports if report in self.copies]

    def numbers(self, reports: Collection[str]) -> list[int]:
        """The numbers of their copies."""
        return [copy.number for copy in self.of(reports)]

    def copy_of(self, passage: int) -> Copy | None:
        """The copy that a passage belongs to."""
        at = bisect_right(self._firsts, passage) - 1
        found = self._sorted[at] if at >= 0 else None
        return found if found and passage < found.first + found.passages else None

    def placed(self, passages: Collection[int]) -> tuple[list[int], list[int]]:
        """The numbers of copies and the ids of these passages, those that are held: two lists of one length."""
        found = [(copy.number, id) for id in passages if (copy := self.copy_of(id))]
        return [number for number, _ in found], [id for _, id in found]

    def among(self, passages: Integers, reports: Collection[str]) -> npt.NDArray[np.bool_]:
        """Which of these passages, all of them held, belong to these reports."""
        wanted = np.zeros(len(self._sorted), dtype=bool)
        wanted[np.searchsorted(self._starts, [copy.first for copy in self.of(reports)])] = True
        found: npt.NDArray[np.bool_] = wanted[np.searchsorted(self._starts, passages, side="right") - 1]
        return found

    def condition(self, reports: Collection[str] | None) -> tuple[str, tuple[object, ...]]:
        """A condition for rows of these reports, or of all that are held, with its values.

        The newest copy is a part of its text: it tells the engine that the graph takes in all that is sought.
        """
        if reports is None:
            return f"copy <= {self.newest} AND copy <> ALL(%s::int[])", (self._others,)
        return f"copy <= {self.newest} AND copy = ANY(%s::int[])", (self.numbers(reports),)


class Recent(Generic[K, V]):
    """What was read last, up to a number: rows of a version never change."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()

    def __getitem__(self, key: K) -> V:
        return self._held[key]

    def __contains__(self, key: K) -> bool:
        return key in self._held

    def lacking(self, keys: Iterable[K]) -> list[K]:
        """Those of these that are not held, each once; those held will be the last to go."""
        wanted = dict.fromkeys(keys)
        for key in wanted:
            if key in self._held:
                self._held.move_to_end(key)
        return [key for key in wanted if key not in self._held]

    def keep(self, values: Iterable[tuple[K, V]], wanted: int) -> None:
        """Hold more, and let the oldest go, but never what belongs to the ``wanted`` last ones."""
        for key, value in values:
            self._held[key] = value
            self._held.move_to_end(key)
        while len(self._held) > max(self._most, wanted):
            self._held.popitem(last=False)
