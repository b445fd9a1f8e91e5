"""Bits that flip on the disk: nothing is quoted that cannot be proved, and everyone is told what mends it."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from pathlib import Path

import pytest
from fakes import REAL, FakeEncoder

from bot.__main__ import main
from bot.live.index import LiveIndex
from bot.types import Asked
from corpus.describe.gazetteer import gazetteer
from index import generation as generations
from index.build import build
from index.errors import IndexDamaged, IndexMismatch
from index.search import Index
from index.store import Store


@pytest.fixture
def index(held: Path, tmp_path: Path) -> Path:
    """A copy of the unchanging index, to be damaged."""
    shutil.copytree(held, tmp_path / "index")
    return tmp_path / "index"


def flip(path: Path, at: int = -20, bit: int = 2) -> None:
    """Flip one bit of a file, its size as it was."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


def reword(path: Path, before: str, after: str) -> None:
    """Put other words of one length into the pages of a database, as flipped bits would."""
    with sqlite3.connect(path) as db:
        db.execute("UPDATE pages SET text = replace(text, ?, ?)", (before, after))
    db.close()


@pytest.mark.parametrize("name", ["corpus.sqlite", "lexical/meta.json", "vectors/rows", "sentences/ids.npy"])
def test_a_file_with_one_flipped_bit_is_told_when_it_is_opened(index: Path, name: str) -> None:
    """With its name and the command; an index of this size is proved whole."""
    flip(generations.current(index).folder / name)
    with pytest.raises(IndexDamaged, match=rf"{name} has changed on the disk\): run scripts/rebuild_index\.py --full"):
        Index.open(index, FakeEncoder())


@pytest.mark.parametrize("name", ["corpus.sqlite", "lexical/meta.json", "vectors/rows", "vectors/shape.json"])
def test_a_file_that_is_gone_is_told_when_it_is_opened(index: Path, name: str) -> None:
    """Nothing is made in its place, and nothing is answered without it."""
    (generations.current(index).folder / name).unlink()
    with pytest.raises(IndexDamaged, match=rf"{name} is missing\): run scripts/rebuild_index\.py"):
        Index.open(index, FakeEncoder())


def test_a_manifest_with_one_flipped_bit_is_told(index: Path) -> None:
    """Its own checksum is in it."""
    manifest = generations.current(index).manifest
    manifest.write_text(manifest.read_text().replace('"reports": 4', '"reports": 5'))
    with pytest.raises(IndexMismatch, match=r"its manifest has changed on the disk\): run"):
        Index.open(index, FakeEncoder())


def test_words_that_changed_below_a_reader_are_not_cut(index: Path) -> None:
    """Of the page and of the report they are of; other reports are read as before."""
    path = generations.current(index).store
    store = Store.open(path)
    reports = {report.source: report.id for report in store.reports()}
    store.close()
    reword(path, "custody suite is clean", "custody suite is c1ean")
    again = Store.open(path)
    with pytest.raises(IndexDamaged, match="a row of pages") as told:
        again.passages_of(reports["wiltshire.html"])
    assert told.value.report_id == reports["wiltshire.html"]
    assert len(again.passages_of(reports["letter.txt"])) > 0
    again.close()


def test_a_damaged_report_is_left_out_and_told_while_the_others_are_asked(
    index: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the database is too large to be held in memory. The answer says so each time; the log tells it once."""
    monkeypatch.setattr("index.checksums.HELD", 2048)
    live = LiveIndex(index, FakeEncoder, gazetteer())
    reword(generations.current(index).store, "custody suite is clean", "custody suite is c1ean")
    asked = Asked("Is the custody suite clean?")
    with caplog.at_level(logging.ERROR):
        first, second = live.answer(asked), live.answer(asked)
    for answer in (first, second):
        assert "is left out, since what the index holds of it is damaged: run scripts/rebuild" in answer.message
        assert not any("c1ean" in quote.text for quote in answer.quotes)
    assert len(caplog.records) == 1


def test_an_index_that_is_proved_damaged_answers_nothing_until_it_is_rebuilt(index: Path) -> None:
    """As the running bot proves it, hour by hour."""
    live = LiveIndex(index, FakeEncoder, gazetteer())
    live.prove()
    flip(generations.current(index).vectors / "rows")
    with pytest.raises(IndexDamaged):
        live.prove()
    with pytest.raises(IndexDamaged):
        live.answer(Asked("Are calls answered?"))


def test_an_open_index_answers_from_what_was_proved(index: Path) -> None:
    """Whatever becomes of its files: all of one of this size is in memory."""
    live, asked = LiveIndex(index, FakeEncoder, gazetteer()), Asked("Is the custody suite clean?")
    live.load()
    before = [quote.text for quote in live.answer(asked).quotes]
    for path in generations.current(index).folder.rglob("*"):
        if path.is_file() and path.name != "index.json":
            path.write_bytes(bytes(path.stat().st_size))
    assert before
    assert [quote.text for quote in live.answer(asked).quotes] == before


def test_a_failure_that_comes_of_damage_is_told_as_damage(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where files are too large to be held in memory; a failure of a whole index is a mistake of ours."""
    monkeypatch.setattr("index.checksums.HELD", 2048)
    live = LiveIndex(index, FakeEncoder, gazetteer())
    monkeypatch.setattr("bot.ask.answerer.Answerer.answer", lambda *_: {}["no such row"])
    with pytest.raises(KeyError):
        live.answer(Asked("Are calls answered?"))
    flip(generations.current(index).vectors / "rows")
    with pytest.raises(IndexDamaged, match=r"vectors/rows has changed on the disk\): run scripts/rebuild_index\.py"):
        live.answer(Asked("Are calls answered?"))


def test_check_tells_what_is_whole_and_what_is_not(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code tells it, too."""
    assert main(["check", "--index", str(index)]) == 0
    assert capsys.readouterr().out.startswith("The index 2")
    flip(generations.current(index).vectors / "rows")
    assert main(["check", "--index", str(index)]) == 2
    assert "vectors/rows has changed on the disk" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["corpus.sqlite", "vectors/rows", "index.json", "../../CURRENT"])
def test_a_rebuild_finds_damage_and_mends_it(corpus: Path, tmp_path: Path, name: str) -> None:
    """Though no report changed."""
    build([corpus], tmp_path / "index", lambda: FakeEncoder(REAL))
    flip(generations.current(tmp_path / "index").folder / name, at=3, bit=7)
    build([corpus], tmp_path / "index", lambda: FakeEncoder(REAL))
    generations.current(tmp_path / "index").check(sample=None)


def test_nothing_is_written_where_an_index_is_read(index: Path) -> None:
    """No lock, no journal; and every file may be read by all who may read the first."""
    live = generations.current(index)
    before = sorted(path.relative_to(index) for path in index.rglob("*"))
    Index.open(index, FakeEncoder()).search(Index.open(index, FakeEncoder()).topic("calls"))
    assert sorted(path.relative_to(index) for path in index.rglob("*")) == before
    modes = {path.stat().st_mode for path in live.folder.rglob("*") if path.is_file()}
    assert len(modes) == 1
