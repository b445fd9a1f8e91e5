"""Rows of numbers by id in plain files: written one after another, read when they are opened or, if large, mapped."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.checksums import Reader, held
from index.types import Vectors

BLOCK = 16_384  # rows in memory at a time when all are read
Ids = npt.NDArray[np.int64]


def cosines(rows: Vectors, others: Vectors) -> Vectors:
    """The inner product of each of ``rows``, shape (n, dim), with each of ``others``, as shape (n, len(others)).

    Unlike ``@`` it starts no threads, which take longer than the work at these sizes.
    """
    products: Vectors = np.einsum("nd,md->nm", rows, others)
    return products


class Rows:
    """The rows of a folder that :class:`RowWriter` wrote."""

    def __init__(self, folder: Path, read: Reader = held) -> None:
        """Hold the ids in memory, and the rows if they are small enough; larger ones are mapped as they are used."""
        shape = json.loads(read(folder / "shape.json") or b"")
        self.dim = int(shape["dim"])
        self.ids = _ids(folder / "ids.npy", read)  # in the order of the rows
        self._places: Ids = np.argsort(self.ids, kind="stable")  # of the sorted ids
        self._sorted: Ids = self.ids[self._places]
        self.all = _rows(folder / "rows", shape["kind"], (len(self.ids), self.dim), read)

    def __len__(self) -> int:
        return len(self.ids)

    def places(self, ids: Collection[int] | Ids) -> Ids:
        """The positions of the rows of these ids; ids without a row are left out."""
        wanted = np.fromiter(ids, dtype=np.int64, count=len(ids))
        if not len(self):
            return wanted[:0]
        at = np.minimum(np.searchsorted(self._sorted, wanted), len(self) - 1)
        found: Ids = self._places[at[self._sorted[at] == wanted]]
        return found

    def lacking(self, ids: Sequence[int]) -> set[int]:
        """Those of these ids that have no row."""
        held = self.ids[self.places(ids)]
        return set(ids).difference(held.tolist()) if len(held) < len(ids) else set()

    def rows(self, ids: Sequence[int]) -> Vectors:
        """The rows of these ids, shape (len(ids), dim), float32.

        Raises:
            KeyError: an id has no row.
        """
        places = self.places(ids)
        if len(places) != len(ids):
            raise KeyError(f"{len(ids) - len(places)} of {len(ids)} ids have no row")
        return np.asarray(self.all[places], dtype=np.float32)


def _ids(path: Path, read: Reader) -> Ids:
    data = read(path)
    ids: Ids = np.load(path if data is None else io.BytesIO(data), allow_pickle=False)
    return ids


def _rows(path: Path, kind: str, size: tuple[int, int], read: Reader) -> Vectors:
    if not size[0]:
        return np.zeros(size, kind)
    if (data := read(path)) is not None:
        return np.frombuffer(data, kind).reshape(size)
    return np.memmap(path, kind, "r", shape=size)


class RowWriter:
    """Writes rows into a new folder, which is complete once the writer is closed."""

    def __init__(self, folder: Path, dim: int, *, half: bool = False) -> None:
        """Rows of length ``dim``, in 32 bits or, with ``half``, in 16 bits a number."""
        folder.mkdir()
        self._folder = folder
        self._dim, self._kind = dim, "<f2" if half else "<f4"
        self._ids: list[Ids] = []

    def add(self, ids: Sequence[int] | Ids, rows: Vectors) -> None:
        """Add rows, an array of shape (len(ids), dim)."""
        if rows.shape != (len(ids), self._dim):
            raise ValueError(f"{len(ids)} ids of dimension {self._dim}, but rows of shape {rows.shape}")
        with (self._folder / "rows").open("ab") as file:
            file.write(np.ascontiguousarray(rows, dtype=self._kind).data)
        self._ids.append(np.asarray(ids, dtype=np.int64))

    def copy(self, rows: Rows, without: Collection[int] = ()) -> None:
        """Add all rows of another folder except those of some ids."""
        left_out = np.fromiter(without, dtype=np.int64, count=len(without))
        for start in range(0, len(rows), BLOCK):
            ids = rows.ids[start : start + BLOCK]
            kept = ~np.isin(ids, left_out)
            self.add(ids[kept], rows.all[start : start + BLOCK][kept])

    def copy_to(self, folder: Path) -> None:
        """Write the rows added so far into another new folder, complete in itself."""
        other = RowWriter(folder, self._dim, half=self._kind == "<f2")
        if self._ids:
            shutil.copyfile(self._folder / "rows", folder / "rows")
        other._ids = list(self._ids)
        other.close()

    def close(self) -> None:
        """Write the ids of the rows."""
        ids = np.concatenate([np.zeros(0, dtype=np.int64), *self._ids])
        np.save(self._folder / "ids.npy", ids, allow_pickle=False)
        (self._folder / "shape.json").write_text(json.dumps({"dim": self._dim, "kind": self._kind}), encoding="utf-8")


def blocks(rows: Rows) -> Iterator[tuple[Ids, Vectors]]:
    """All rows with their ids, some thousands at a time."""
    for start in range(0, len(rows), BLOCK):
        yield rows.ids[start : start + BLOCK], np.asarray(rows.all[start : start + BLOCK], dtype=np.float32)
