"""Rows that a build has encoded so far, by text: what is encoded once is never encoded again, stopped or not."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.types import Model, Parted, Vectors

OPEN = 64  # files whose rows are in memory: about 20 MB


class KeptRows:
    """A folder with a file for each chunk of texts encoded together; killed at any instant, a file is whole or absent.

    Rows of parts are kept in 16 bits, as the index keeps them. Needs about 100 bytes of memory a text.
    """

    def __init__(self, folder: Path, model: Model) -> None:
        """Reuse the rows that an earlier build of the same model left in ``folder``; others are deleted."""
        self._folder = folder / f"{model.sha256[:16]}-{model.dim}"
        for other in folder.glob("*"):
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._places: dict[bytes, tuple[int, int]] = {}
        self._load = functools.lru_cache(OPEN)(self._read)
        self._files = 0
        for path in sorted(self._folder.glob("*.npz")):
            self._take_up(path)

    def _take_up(self, path: Path) -> None:
        number = int(path.stem)
        self._files = max(self._files, number + 1)
        try:
            keys, _, _ = self._load(number)
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            path.unlink()  # not whole: its texts are encoded again
            return
        self._places |= {key.tobytes(): (number, n) for n, key in enumerate(keys)}

    def __contains__(self, key: bytes) -> bool:
        return key in self._places

    def __getitem__(self, key: bytes) -> tuple[Vectors, npt.NDArray[np.float16]]:
        """The row of a text, shape (dim,), and those of its parts, shape (count of parts, dim)."""
        number, place = self._places[key]
        _, rows, parts = self._load(number)
        return rows[place], parts[place]

    def add(self, keys: Sequence[bytes], rows: Vectors, parts: Vectors, counts: Sequence[int]) -> None:
        """Keep texts encoded together: a row each, and for each as many rows of ``parts`` as ``counts`` says."""
        path, part = self._path(self._files), self._folder / ".part"
        with part.open("wb") as file:
            np.savez(
                file,
                keys=np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), -1),
                rows=rows,
                parts=parts.astype(np.float16),
                counts=np.asarray(counts, dtype=np.int64),
            )
        os.replace(part, path)
        self._places |= {key: (self._files, n) for n, key in enumerate(keys)}
        self._files += 1

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.npz"

    def _read(self, number: int) -> tuple[npt.NDArray[np.uint8], Vectors, list[npt.NDArray[np.float16]]]:
        with np.load(self._path(number), allow_pickle=False) as held:
            return held["keys"], held["rows"], np.split(held["parts"], np.cumsum(held["counts"])[:-1])


def key_of(text: Parted) -> bytes:
    """The key of a text and its parts: a hash of 16 bytes."""
    return hashlib.blake2b(f"{text.parts}{text.text}".encode(), digest_size=16).digest()
