"""The index folder: which generation is live, what a generation says of itself, who may write."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import ReportbotError
from index import generation as generations
from index.errors import IndexMismatch, IndexMissing
from index.generation import Generation, Manifest
from index.types import Model

MANIFEST = Manifest(5, Model("small", "ab" * 32, 6), "lxml 6", 1, 4, 7, 0, "2026-01-02T03:04:05+00:00")


def published(index: Path, marker: str) -> Generation:
    """Make and publish a generation; its store holds a marker."""
    generation = generations.begin(index)
    generation.lexical.mkdir()
    generation.store.write_text(marker, encoding="utf-8")
    generation.write_manifest(MANIFEST)
    generations.publish(index, generation)
    return generation


def names(index: Path) -> set[str]:
    return {folder.name for folder in (index / "generations").iterdir()}


def test_a_published_generation_is_the_live_one(tmp_path: Path) -> None:
    """The pointer names it, and it reads as it was written; nothing else is left in the folder."""
    made = published(tmp_path, "first")
    live = generations.current(tmp_path)
    assert (tmp_path / "CURRENT").read_text() == f"{made.name}\n"
    assert live.folder == tmp_path / "generations" / made.name
    assert live.store.read_text() == "first"
    assert live.read_manifest() == MANIFEST
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]


def test_a_generation_is_not_live_before_it_is_published(tmp_path: Path) -> None:
    """A finished one without the pointer changes nothing for readers."""
    first = published(tmp_path, "first")
    second = generations.begin(tmp_path)
    second.write_manifest(MANIFEST)
    assert generations.current(tmp_path).name == first.name != second.name


def test_the_live_generation_and_the_one_before_are_kept(tmp_path: Path) -> None:
    """Publishing drops older ones, so that a reader that is just opening the last one can go on."""
    first, second = published(tmp_path, "1"), published(tmp_path, "2")
    assert names(tmp_path) == {first.name, second.name}
    third = published(tmp_path, "3")
    assert names(tmp_path) == {second.name, third.name}


def test_what_was_begun_and_not_finished_is_dropped(tmp_path: Path) -> None:
    """A generation without its manifest is a dead build's; finished ones stay."""
    first = published(tmp_path, "1")
    begun = generations.begin(tmp_path)
    begun.store.write_text("half")
    generations.drop_unfinished(tmp_path)
    assert names(tmp_path) == {first.name}
    generations.drop_unfinished(tmp_path / "not there")
    assert not (tmp_path / "not there").exists()


def test_a_generation_finished_but_never_published_goes_with_the_next(tmp_path: Path) -> None:
    """Neither it nor a pointer that was not put in place outlasts the next publishing."""
    first = published(tmp_path, "1")
    dead = generations.begin(tmp_path)
    dead.write_manifest(MANIFEST)
    (tmp_path / "CURRENT.new").write_text(dead.name)
    second = published(tmp_path, "2")
    assert names(tmp_path) == {first.name, second.name}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]


def test_no_index_is_said_with_the_command_that_makes_one(tmp_path: Path) -> None:
    """An empty folder, no folder and a file in its place are no index."""
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path, tmp_path / "none", tmp_path / "file"):
        with pytest.raises(IndexMissing) as caught:
            generations.current(folder)
        assert str(caught.value) == f"no index in {folder}: run scripts/rebuild_index.py --index {folder}"


def test_a_pointer_to_nothing_is_no_index(tmp_path: Path) -> None:
    """A name without its generation is told with that name."""
    (tmp_path / "CURRENT").write_text("gone\n")
    with pytest.raises(IndexMissing, match=r"CURRENT names 'gone', which is not there: run .*--full .*--index"):
        generations.current(tmp_path)
    (tmp_path / "CURRENT").write_text("\n")
    with pytest.raises(IndexMissing, match="CURRENT names ''"):
        generations.current(tmp_path)


def test_another_schema_is_refused_with_both_numbers_and_the_command(tmp_path: Path) -> None:
    """An older or newer index is not read by guesswork."""
    made = published(tmp_path, "1")
    made.write_manifest(replace(MANIFEST, schema=0))
    with pytest.raises(IndexMismatch) as caught:
        made.read_manifest()
    command = f"scripts/rebuild_index.py --full --corpus FOLDER --index {tmp_path}"  # it has no store that could tell
    expected = f"the index has schema 0, this program reads 5: run {command}"
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", "null", '{"schema": 5}', '{"schema": 5, "model": {"name": "x"}}', '{"schema": 5, "model": 3}'],
)
def test_a_damaged_manifest_is_refused_with_the_command(tmp_path: Path, damaged: str) -> None:
    """Whatever stands in it, the reader is told how to mend it, in one sentence."""
    made = published(tmp_path, "1")
    made.manifest.write_text(damaged)
    with pytest.raises(IndexMismatch, match=rf"the index {made.name} cannot be read .*: run .*--full .*--index \S+$"):
        made.read_manifest()


def test_a_manifest_is_readable_by_eye(tmp_path: Path) -> None:
    """It is JSON with the names of its fields."""
    written = json.loads(published(tmp_path, "1").manifest.read_text(encoding="utf-8"))
    assert written["model"] == {"name": "small", "sha256": "ab" * 32, "dim": 6}
    assert (written["schema"], written["reports"], written["passages"]) == (5, 4, 7)


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    """It gets in only when the first has gone out."""
    order: list[str] = []
    trying = threading.Event()

    def second() -> None:
        trying.set()
        with generations.only_writer(tmp_path):
            order.append("second in")

    thread = threading.Thread(target=second)
    with generations.only_writer(tmp_path):
        thread.start()
        trying.wait(5)
        thread.join(0.1)
        assert thread.is_alive()
        order.append("first out")
    thread.join(5)
    assert order == ["first out", "second in"]


def test_a_writer_that_failed_lets_the_next_one_in(tmp_path: Path) -> None:
    """The lock ends with the work, however that ends."""
    with pytest.raises(RuntimeError, match="broken"), generations.only_writer(tmp_path):
        raise RuntimeError("broken")
    with generations.only_writer(tmp_path):
        assert (tmp_path / ".lock").exists()


def test_a_place_that_can_hold_no_index_is_named(tmp_path: Path) -> None:
    """A file in the way is told in one sentence."""
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(ReportbotError, match="file cannot be the folder of an index: File exists"),
        generations.only_writer(tmp_path / "file"),
    ):
        pytest.fail("not reached")
