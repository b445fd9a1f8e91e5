"""Vectors by passage id: adding, removing, searching, and all of it again after a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.vectors import VectorIndex

EAST, NORTH, BETWEEN = [1.0, 0.0], [0.0, 1.0], [0.6, 0.8]


def rows(*values: list[float]) -> np.ndarray:
    return np.array(values, dtype=np.float32)


@pytest.fixture
def vectors() -> VectorIndex:
    """Three rows of two numbers, whose ids do not follow each other."""
    index = VectorIndex.empty(2)
    index.add([10, 7, 300], rows(EAST, NORTH, BETWEEN))
    return index


def test_a_search_gives_ids_and_cosines_nearest_first(vectors: VectorIndex) -> None:
    """The score is the cosine: 1 for the same direction, 0 for a right angle."""
    found = vectors.search(rows(EAST)[0], 3)
    assert [i for i, _ in found] == [10, 300, 7]
    assert [score for _, score in found] == pytest.approx([1.0, 0.6, 0.0])


def test_a_search_gives_no_more_than_it_is_asked_for_or_holds(vectors: VectorIndex) -> None:
    """A count below the rows held cuts the list; one above them adds nothing."""
    assert [i for i, _ in vectors.search(rows(NORTH)[0], 1)] == [7]
    assert [i for i, _ in vectors.search(rows(NORTH)[0], 50)] == [7, 300, 10]


def test_a_search_among_some_ids_finds_only_these(vectors: VectorIndex) -> None:
    """The best row is not found when it is not among the ids; ids without a row do no harm."""
    found = vectors.search(rows(EAST)[0], 3, among=[7, 300, 999])
    assert [i for i, _ in found] == [300, 7]
    assert vectors.search(rows(EAST)[0], 3, among=[999]) == []
    assert vectors.search(rows(EAST)[0], 3, among=[]) == []


def test_equal_cosines_are_ordered_by_id() -> None:
    """Ties have one order, whatever the order of adding was."""
    index = VectorIndex.empty(2)
    index.add([9, 3, 5], rows(EAST, EAST, EAST))
    assert [i for i, _ in index.search(rows(EAST)[0], 3)] == [3, 5, 9]


def test_removed_rows_are_found_no_more(vectors: VectorIndex) -> None:
    """Removing takes the rows of the ids and leaves the others under their ids."""
    vectors.remove([10, 7])
    assert len(vectors) == 1
    assert [i for i, _ in vectors.search(rows(EAST)[0], 3)] == [300]
    with pytest.raises(RuntimeError, match="10 not found"):
        vectors.rows([10])


def test_removing_nothing_changes_nothing(vectors: VectorIndex) -> None:
    """No ids, and ids that have no row, are nothing to remove."""
    vectors.remove([])
    vectors.remove([999])
    assert len(vectors) == 3


def test_rows_come_back_in_the_order_of_their_ids_asked_for(vectors: VectorIndex) -> None:
    """The rows are the ones added; asking for none gives an array without rows."""
    np.testing.assert_array_equal(vectors.rows([300, 10]), rows(BETWEEN, EAST))
    assert vectors.rows([]).shape == (0, 2)


def test_a_loaded_index_answers_and_changes_like_the_saved_one(vectors: VectorIndex, tmp_path: Path) -> None:
    """After save and load the same search gives the same answer, and rows can go and come."""
    vectors.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert (len(loaded), loaded.dim) == (3, 2)
    assert loaded.search(rows(BETWEEN)[0], 3) == vectors.search(rows(BETWEEN)[0], 3)
    loaded.remove([300])
    loaded.add([301], rows(NORTH))
    assert [i for i, _ in loaded.search(rows(NORTH)[0], 3)] == [7, 301, 10]
    assert [i for i, _ in vectors.search(rows(NORTH)[0], 3)] == [7, 300, 10]


def test_half_of_the_bits_are_enough(tmp_path: Path) -> None:
    """An index of halves takes half the room and answers alike, to three digits, after save and load, too."""
    whole, half = VectorIndex.empty(2), VectorIndex.empty(2, half=True)
    many = rows(*([EAST, NORTH, BETWEEN] * 1000))
    for index, name in ((whole, "whole"), (half, "half")):
        index.add(range(3000), many)
        index.save(tmp_path / name)
    saved = [(tmp_path / name).stat().st_size for name in ("whole", "half")]
    assert saved[0] - saved[1] == pytest.approx(3000 * 2 * 2, abs=100)  # two bytes less for each of two numbers
    loaded = VectorIndex.load(tmp_path / "half")
    loaded.remove(range(3, 3000))
    found = loaded.search(rows(BETWEEN)[0], 3)
    assert [i for i, _ in found] == [2, 1, 0]
    assert [score for _, score in found] == pytest.approx([1.0, 0.8, 0.6], abs=1e-3)
    np.testing.assert_allclose(loaded.rows([2, 0]), [BETWEEN, EAST], atol=1e-3)
    loaded.add([9000], rows(NORTH))
    assert [i for i, _ in loaded.search(rows(NORTH)[0], 2)] == [1, 9000]


def test_rows_of_another_shape_are_refused_with_both_sides_named() -> None:
    """Neither a wrong number of rows nor a wrong length is added."""
    index = VectorIndex.empty(2)
    with pytest.raises(ValueError, match=r"1 ids of dimension 2, but rows of shape \(2, 2\)"):
        index.add([1], rows(EAST, NORTH))
    with pytest.raises(ValueError, match=r"1 ids of dimension 2, but rows of shape \(1, 3\)"):
        index.add([1], rows([1.0, 0.0, 0.0]))
    assert len(index) == 0


def test_an_index_without_rows_finds_nothing() -> None:
    """Searching before anything is added gives no hits."""
    assert VectorIndex.empty(2).search(rows(EAST)[0], 5) == []
