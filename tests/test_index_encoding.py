"""Encoding beside reading: its errors come out, and its end is an end."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEncoder

from index.encoding import AHEAD, CHUNK, Encoding
from index.types import Parted, Vectors


def texts(count: int, start: int = 0) -> list[Parted]:
    return [Parted(f"Part {n}. Calls.", ((0, 4), (8, 14))) for n in range(start, start + count)]


class Waiting(FakeEncoder):
    """Encodes nothing until ``gate`` is open."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.begun = threading.Event()

    def encode_parts(self, texts: list[Parted]) -> tuple[Vectors, Vectors]:
        """Wait, and encode."""
        self.begun.set()
        assert self.gate.wait(20)
        return super().encode_parts(texts)


class Failing(FakeEncoder):
    """Fails at once."""

    def encode_parts(self, texts: list[Parted]) -> tuple[Vectors, Vectors]:
        """Fail."""
        raise MemoryError("no room")


def test_windows_come_back_in_their_order_with_rows_and_parts(tmp_path: Path) -> None:
    """Each id with the row of its text and those of its parts."""
    with Encoding(FakeEncoder(), tmp_path) as encoding:
        encoding.add([5, 3], texts(2))
        encoding.add([9], texts(1))
        found = list(encoding.finished())
    assert [list(ids) for ids, _, _ in found] == [[5, 3], [9]]
    rows, parts = FakeEncoder().encode_parts(texts(2))
    np.testing.assert_array_equal(found[0][1], rows)
    np.testing.assert_array_equal(np.concatenate(found[0][2]), parts)


def test_it_encodes_in_a_thread_beside_who_hands_over(tmp_path: Path) -> None:
    """Handing over does not wait for the encoder, until as much waits as memory shall hold."""
    encoder = Waiting()
    with Encoding(encoder, tmp_path) as encoding:
        for n in range(AHEAD):
            encoding.add([n], texts(1, n))
        assert encoder.begun.wait(20)
        assert encoder.encoded == []
        more = threading.Thread(target=encoding.add, args=([AHEAD], texts(1, AHEAD)))
        more.start()
        more.join(0.2)
        assert more.is_alive()
        encoder.gate.set()
        more.join(20)
        assert [i for ids, _, _ in encoding.finished() for i in ids] == list(range(AHEAD + 1))


def test_an_error_of_the_encoder_comes_out_as_it_is(tmp_path: Path) -> None:
    """To who hands over more, or to who waits for the rows."""
    with Encoding(Failing(), tmp_path) as encoding:
        for n in range(AHEAD):
            encoding.add([n], texts(1, n))
        with pytest.raises(MemoryError, match="no room"):
            encoding.add([99], texts(1, 99))
        with pytest.raises(MemoryError, match="no room"):
            list(encoding.finished())


def test_the_end_of_the_context_ends_it_within_a_chunk(tmp_path: Path) -> None:
    """What is being encoded is kept, what waits is not encoded."""
    encoder = Waiting()
    with Encoding(encoder, tmp_path) as encoding:
        encoding.add(range(3 * CHUNK), texts(3 * CHUNK))
        assert encoder.begun.wait(20)
        threading.Timer(0.1, encoder.gate.set).start()
    assert len(encoder.encoded) == CHUNK
    with Encoding(FakeEncoder(), tmp_path) as encoding:
        encoding.add(range(3 * CHUNK), texts(3 * CHUNK))
        ((ids, rows, _),) = encoding.finished()
    assert len(ids) == len(rows) == 3 * CHUNK
