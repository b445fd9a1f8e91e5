"""Encodes passages beside the writing of their rows: sorted by length, identical ones once, in bounded memory."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import numpy as np

from index.kept_rows import KeptRows, key_of
from index.types import Encoder, Parted, Vectors

WINDOW = 512  # passages that are sorted by length together
CHUNK = 64  # texts encoded at a time, which is all that a killed build loses
AHEAD = 4  # windows whose texts wait in memory


class Stopped(Exception):
    """The encoding was stopped before its end."""


class Encoding:
    """A thread that encodes; a context manager, after which nothing is being encoded."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        """Encode with ``encoder``, and keep rows in ``folder`` until the build is done."""
        self.model = encoder.model
        self._encoder = encoder
        self._kept = KeptRows(folder, encoder.model)
        self._thread = ThreadPoolExecutor(1, "encoding")
        self._stop = threading.Event()
        self._windows: deque[tuple[Sequence[int], list[bytes], Future[None]]] = deque()

    def __enter__(self) -> Encoding:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._thread.shutdown(cancel_futures=True)

    def add(self, ids: Sequence[int], texts: Sequence[Parted]) -> None:
        """Queue the texts of these passages for encoding; blocks while many wait already.

        Raises:
            Exception: whatever the encoder raised for earlier texts.
        """
        if len(self._windows) >= AHEAD:
            self._windows[-AHEAD][2].result()
        keys = [key_of(text) for text in texts]
        self._windows.append((ids, keys, self._thread.submit(self._encode, dict(zip(keys, texts, strict=True)))))

    def _encode(self, texts: dict[bytes, Parted]) -> None:
        new = sorted((key for key in texts if key not in self._kept), key=lambda key: len(texts[key].text))
        for start in range(0, len(new), CHUNK):
            if self._stop.is_set():
                raise Stopped
            keys = new[start : start + CHUNK]
            rows, parts = self._encoder.encode_parts([texts[key] for key in keys])
            self._kept.add(keys, rows, parts, [len(texts[key].parts) for key in keys])

    def finished(self) -> Iterator[tuple[Sequence[int], Vectors, list[Vectors]]]:
        """Each window as soon as it is encoded: ids, a row for each, and for each the rows of its parts."""
        while self._windows:
            ids, keys, encoded = self._windows.popleft()
            encoded.result()
            held = [self._kept[key] for key in keys]
            rows = np.stack([row for row, _ in held])
            yield ids, rows, [parts.astype(np.float32) for _, parts in held]
