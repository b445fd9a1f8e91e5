"""Vectors by passage id: writing, taking over, searching exactly and by way of clusters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index import vectors as searching
from index.rows import Rows, RowWriter, cosines
from index.vectors import VectorIndex, cluster

EAST, NORTH, BETWEEN = [1.0, 0.0], [0.0, 1.0], [0.6, 0.8]
Write = Callable[..., Path]


def rows(*values: list[float]) -> np.ndarray:
    return np.array(values, dtype=np.float32).reshape(len(values), 2)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows into a new folder."""

    def written(ids: Sequence[int], *values: list[float], half: bool = False) -> Path:
        folder = tmp_path / f"rows-{len(list(tmp_path.iterdir()))}"
        writer = RowWriter(folder, 2, half=half)
        writer.add(ids, rows(*values))
        writer.close()
        return folder

    return written


@pytest.fixture
def vectors(write: Write) -> VectorIndex:
    """Three rows of two numbers, whose ids do not follow each other."""
    return VectorIndex(write([10, 7, 300], EAST, NORTH, BETWEEN))


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


@pytest.mark.parametrize("among", [None, [3, 5, 9]])
def test_equal_cosines_are_ordered_by_id(write: Write, among: list[int] | None) -> None:
    """Ties have one order, whatever the order of adding was."""
    index = VectorIndex(write([9, 3, 5], EAST, EAST, EAST))
    assert [i for i, _ in index.search(rows(EAST)[0], 3, among)] == [3, 5, 9]


def test_rows_come_back_in_the_order_of_their_ids_asked_for(vectors: VectorIndex) -> None:
    """The rows are the ones added; asking for none gives an array without rows, for a strange one an error."""
    np.testing.assert_array_equal(vectors.rows([300, 10]), rows(BETWEEN, EAST))
    assert vectors.rows([]).shape == (0, 2)
    with pytest.raises(KeyError, match="1 of 2 ids have no row"):
        vectors.rows([7, 8])


def test_ids_without_a_row_are_told(vectors: VectorIndex) -> None:
    """Each once, however often it is asked for."""
    assert vectors.lacking([300, 7, 10, 7]) == set()
    assert vectors.lacking([8, 7, 301, 8]) == {8, 301}
    assert vectors.lacking([]) == set()


def test_rows_are_taken_over_but_for_those_left_out(write: Write, tmp_path: Path) -> None:
    """The old folder stays as it was; new rows stand beside those taken over."""
    old = write([10, 7, 300], EAST, NORTH, BETWEEN)
    writer = RowWriter(tmp_path / "new", 2)
    writer.copy(Rows(old), without=[7, 999])
    writer.add([8], rows(NORTH))
    writer.close()
    assert [i for i, _ in VectorIndex(tmp_path / "new").search(rows(NORTH)[0], 9)] == [8, 300, 10]
    assert [i for i, _ in VectorIndex(old).search(rows(NORTH)[0], 9)] == [7, 300, 10]


def test_half_of_the_bits_are_enough(write: Write) -> None:
    """Halves take half the room and give the same to three digits."""
    ids, many = range(3000), [EAST, NORTH, BETWEEN] * 1000
    whole, half = write(ids, *many), write(ids, *many, half=True)
    assert (whole / "rows").stat().st_size == 2 * (half / "rows").stat().st_size == 3000 * 2 * 4
    found = Rows(half).rows([2, 0])
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, [BETWEEN, EAST], atol=1e-3)


def test_rows_of_another_shape_are_refused_with_both_sides_named(tmp_path: Path) -> None:
    """Neither a wrong number of rows nor a wrong length is added."""
    writer = RowWriter(tmp_path / "rows", 2)
    with pytest.raises(ValueError, match=r"1 ids of dimension 2, but rows of shape \(2, 2\)"):
        writer.add([1], rows(EAST, NORTH))
    with pytest.raises(ValueError, match=r"1 ids of dimension 2, but rows of shape \(1, 3\)"):
        writer.add([1], np.zeros((1, 3), dtype=np.float32))


def test_an_index_without_rows_finds_nothing(write: Write) -> None:
    """Searching where nothing was added gives no hits."""
    empty = VectorIndex(write([]))
    assert (len(empty), empty.dim) == (0, 2)
    assert empty.search(rows(EAST)[0], 5) == []
    assert empty.search(rows(EAST)[0], 5, among=[1]) == []


def test_cosines_are_inner_products() -> None:
    """Of each row with each other row."""
    np.testing.assert_allclose(cosines(rows(EAST, BETWEEN), rows(NORTH, EAST)), [[0, 1], [0.8, 0.6]])


def clustered(folder: Path, ids: np.ndarray, many: np.ndarray, old: Path | None = None) -> VectorIndex:
    """An index of many rows with its clusters."""
    writer = RowWriter(folder, many.shape[1])
    writer.add(ids, many)
    writer.close()
    cluster(folder, old)
    return VectorIndex(folder)


def unit(many: np.ndarray) -> np.ndarray:
    return (many / np.linalg.norm(many, axis=1, keepdims=True)).astype(np.float32)


def recall(index: VectorIndex, ids: np.ndarray, many: np.ndarray, among: np.ndarray | None = None) -> float:
    """The share of the ten nearest rows that an index finds, over fifty questions."""
    held = np.isin(ids, among) if among is not None else np.ones(len(ids), dtype=bool)
    shares = []
    for query in many[np.random.default_rng(2).integers(0, len(many), 50)]:
        exact = ids[held][np.argsort(-(many[held] @ query), kind="stable")[:10]]
        found = [i for i, _ in index.search(query, 10, among=None if among is None else among.tolist())]
        shares.append(len(set(exact.tolist()) & set(found)) / 10)
    return float(np.mean(shares))


def test_beyond_its_limit_exact_search_gives_way_to_clusters(tmp_path: Path) -> None:
    """Nearly all of the nearest are found with and without a filter; clusters take up rows that come and go."""
    chance = np.random.default_rng(1)
    middles = chance.standard_normal((2000, 16))
    many = unit(middles[chance.integers(0, 2000, searching.EXACT + 2000)] + 0.4 * chance.standard_normal((52_000, 16)))
    ids = chance.permutation(90_000)[: len(many)]
    first = clustered(tmp_path / "first", ids[:-1000], many[:-1000])
    assert (tmp_path / "first" / "near.faiss").exists()
    assert recall(first, ids[:-1000], many[:-1000]) >= 0.98
    assert recall(first, ids[:-1000], many[:-1000], among=ids[:30_000]) >= 0.98
    assert recall(first, ids[:-1000], many[:-1000], among=ids[:300]) == 1.0
    second = clustered(tmp_path / "second", ids[500:], many[500:], old=tmp_path / "first")
    assert recall(second, ids[500:], many[500:]) >= 0.98
    assert [i for i, _ in second.search(many[-1], 1)] == [ids[-1]]
    assert ids[0] not in [i for i, _ in second.search(many[0], 60)]


def test_fewer_rows_need_no_clusters(write: Write) -> None:
    """They are searched exactly."""
    folder = write([1], EAST)
    cluster(folder)
    assert not (folder / "near.faiss").exists()
