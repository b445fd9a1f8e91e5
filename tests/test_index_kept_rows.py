"""Rows kept while a build goes on: found again by their text, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from fakes import SMALL

from index.kept_rows import KeptRows, key_of
from index.types import Parted

KEYS = [key_of(Parted(text, ())) for text in ("calls", "custody", "training")]
ROWS = np.eye(3, 6, dtype=np.float32)
PARTS = np.arange(24, dtype=np.float32).reshape(4, 6)


def test_rows_come_back_by_their_text_and_after_a_restart(tmp_path: Path) -> None:
    """Each with its own parts, in 16 bits, be they none."""
    KeptRows(tmp_path, SMALL).add(KEYS, ROWS, PARTS, [1, 0, 3])
    again = KeptRows(tmp_path, SMALL)
    for kept, own in zip((again[key] for key in KEYS), (PARTS[:1], PARTS[:0], PARTS[1:]), strict=True):
        np.testing.assert_array_equal(kept[1], own.astype(np.float16))
    np.testing.assert_array_equal([again[key][0] for key in KEYS], ROWS)
    assert key_of(Parted("none", ())) not in again


def test_files_that_are_not_whole_are_left_out(tmp_path: Path) -> None:
    """A damaged file goes, the others stay, and new rows take no other file's place."""
    kept = KeptRows(tmp_path, SMALL)
    for n, key in enumerate(KEYS[:2]):
        kept.add([key], ROWS[n : n + 1], PARTS[:0], [0])
    first, _ = sorted(tmp_path.rglob("*.npz"))
    first.write_bytes(first.read_bytes()[:100])
    again = KeptRows(tmp_path, SMALL)
    assert [key in again for key in KEYS] == [False, True, False]
    again.add(KEYS[2:], ROWS[2:], PARTS[:0], [0])
    np.testing.assert_array_equal([KeptRows(tmp_path, SMALL)[key][0] for key in KEYS[1:]], ROWS[1:])


def test_a_text_is_told_by_its_words_and_its_parts() -> None:
    """The same words in other parts have other rows."""
    texts = [Parted("calls", ()), Parted("calls", ((0, 5),)), Parted("call", ((0, 5),)), Parted("calls", ((0, 4),))]
    assert len({key_of(text) for text in texts}) == 4
    assert key_of(Parted("calls", ((0, 5),))) == key_of(texts[1])
