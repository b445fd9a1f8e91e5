"""A rebuild beside the bot: what it reports, how it fails, and that it ends when it should.

All of it is done in the real process. The indexes are begun by the fake encoder under the real
model's identity, and no test but the slow one has anything to encode. A process that shall be at
work for as long as a test wants waits for the index, which the test holds, or reads one endless report.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from fakes import REAL, FakeEncoder

from bot.live.reindex import FAILED, STOPPED, AlreadyRunning, Progress, Reindex, ReindexFailed, summary_text
from corpus.types import Skipped
from index import generation as generations
from index.address import Address
from index.build import Summary, build
from index.encoder import DEFAULT
from index.engine.version import Engine
from index.generation import only_writer
from index.search import Index

ROOT = Path(__file__).resolve().parent.parent
DISGUISED = FakeEncoder(REAL)
SOURCES = ("gwent-2022.md", "gwent-2024.md", "letter.txt", "wiltshire.html")
ENDLESS = "The force answers most calls within ten seconds.\n\n" * 400_000  # many seconds of reading
SOON = 30  # seconds, for a busy machine


@pytest.fixture
def index(corpus: Path, tmp_path: Path) -> Path:
    """An index of the corpus, up to date."""
    build([corpus], tmp_path / "index", lambda: DISGUISED)
    return tmp_path / "index"


@pytest.fixture
def rebuild(corpus: Path, index: Path) -> Reindex:
    """Rebuilds the index of the corpus."""
    return Reindex([corpus], index, DEFAULT)


@asynccontextmanager
async def at_work(rebuild: Reindex) -> AsyncIterator[asyncio.Task[Summary]]:
    """A rebuild that has begun to read and will not come to an end by itself."""
    begun = asyncio.Event()
    task = asyncio.create_task(rebuild.run(progress=lambda _: begun.set()))
    async with asyncio.timeout(SOON):
        await begun.wait()
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def is_held(index: Path) -> bool:
    """Whether a process is writing to an index."""
    with (index / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


async def test_nothing_changed_is_told_quickly(rebuild: Reindex, index: Path) -> None:
    """Without the model being loaded; there is no work to report."""
    seen: list[Progress] = []
    began = time.monotonic()
    summary = await rebuild.run(progress=seen.append)
    assert time.monotonic() - began < SOON
    assert summary == Summary(generations.current(index).name, (), (), (), SOURCES, (), 7, 0)
    assert seen == []
    assert not rebuild.running


async def test_progress_and_summary_arrive(rebuild: Reindex, corpus: Path) -> None:
    """Progress from none to all of a piece of work; files by their paths within the corpus."""
    (corpus / "letter.txt").unlink()
    (corpus / "more").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (corpus / "more" / name).write_bytes(b"")
    seen: list[Progress] = []
    summary = await rebuild.run(progress=seen.append)
    assert (seen[0], seen[-1]) == (Progress("Reading", 0, 3), Progress("Reading", 3, 3))
    assert [progress.done for progress in seen] == sorted({progress.done for progress in seen})
    assert (summary.removed, summary.unchanged) == (
        ("letter.txt",),
        ("gwent-2022.md", "gwent-2024.md", "wiltshire.html"),
    )
    assert summary.skipped == tuple(Skipped(f"more/{name}.txt", "empty file") for name in "abc")


@pytest.mark.slow
async def test_a_full_rebuild_encodes_everything_with_the_real_model(rebuild: Reindex, index: Path) -> None:
    """Reading first, then encoding, each to its end."""
    before = generations.current(index).name
    seen: list[Progress] = []
    summary = await rebuild.run(full=True, progress=seen.append)
    assert (summary.added, summary.passages, summary.encoded) == (SOURCES, 7, 7)
    assert {progress.label: progress for progress in seen} == {
        "Reading": Progress("Reading", 4, 4),
        "Encoding": Progress("Encoding", 7, 7),
    }
    assert generations.current(index).name == summary.generation != before


async def test_the_loop_runs_on_and_a_second_rebuild_is_refused(rebuild: Reindex, index: Path) -> None:
    """While the first is at work, which the second does not disturb."""
    with only_writer(index):
        first = asyncio.create_task(rebuild.run())
        for _ in range(20):
            await asyncio.sleep(0.01)
        assert rebuild.running
        with pytest.raises(AlreadyRunning, match="already being rebuilt"):
            await rebuild.run()
        assert not first.done()
    assert (await first).unchanged == SOURCES
    assert (await rebuild.run()).unchanged == SOURCES


@pytest.mark.parametrize(
    ("corpora", "index", "model", "sentence"),
    [
        ("none", "index", DEFAULT, "none is not a folder: name a folder of reports with --corpus"),
        ("corpus", "corpus/letter.txt", DEFAULT, "letter.txt cannot be the folder of an index: File exists"),
        ("toml", "index", DEFAULT, "reports.toml is not TOML: "),
        ("corpus", "index", "corpus", "no weights in corpus/model.safetensors: name another model"),
    ],
)
async def test_what_a_person_can_mend_is_said_in_a_sentence(
    corpora: str, index: str, model: str, sentence: str, corpus: Path, tmp_path: Path
) -> None:
    """Without the path to it."""
    (tmp_path / "toml").mkdir()
    (tmp_path / "toml" / "reports.toml").write_text("[")
    (tmp_path / "toml" / "letter.txt").write_text("The force attends.")
    named = model if model == DEFAULT else str(tmp_path / model)
    rebuild = Reindex([tmp_path / corpora], tmp_path / index, named)
    with pytest.raises(ReindexFailed, match=re.escape(sentence)) as problem:
        await rebuild.run()
    assert str(problem.value).startswith(sentence)
    assert str(tmp_path) not in str(problem.value)
    assert not rebuild.running


async def test_any_other_failure_is_for_the_log(
    rebuild: Reindex, index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its traceback, line by line."""
    (index / ".lock").unlink()
    (index / ".lock").mkdir()
    with pytest.raises(ReindexFailed) as problem:
        await rebuild.run()
    assert str(problem.value) == FAILED
    assert "Traceback" in caplog.text
    assert "IsADirectoryError" in caplog.text
    assert {record.levelno for record in caplog.records if record.name == "bot.live.reindex"} == {logging.WARNING}


async def test_stopping_ends_the_process_and_leaves_the_index(rebuild: Reindex, corpus: Path, index: Path) -> None:
    """In the midst of its work; the next rebuild is none the worse for it."""
    before = generations.current(index).name
    (corpus / "endless.txt").write_text(ENDLESS)
    async with at_work(rebuild) as task:
        assert is_held(index)
        async with asyncio.timeout(SOON):
            await rebuild.stop()
        assert not rebuild.running
        assert not is_held(index)
        with pytest.raises(ReindexFailed, match=re.escape(STOPPED)):
            await task
    assert generations.current(index).name == before
    assert len(Index.open(index, DISGUISED).reports) == 4
    (corpus / "endless.txt").unlink()
    assert (await rebuild.run()).generation == before


async def test_a_rebuild_can_be_stopped_while_its_process_is_started(rebuild: Reindex, index: Path) -> None:
    """And nothing happens where there is none."""
    await rebuild.stop()
    with only_writer(index):
        task = asyncio.create_task(rebuild.run())
        await asyncio.sleep(0)
        async with asyncio.timeout(SOON):
            await rebuild.stop()
        with pytest.raises(ReindexFailed, match=re.escape(STOPPED)):
            await task


async def test_cancelling_ends_the_process(rebuild: Reindex, corpus: Path, index: Path) -> None:
    """Before the task is done."""
    (corpus / "endless.txt").write_text(ENDLESS)
    async with at_work(rebuild) as task:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not rebuild.running
        assert not is_held(index)


async def test_an_error_in_showing_progress_ends_the_process(rebuild: Reindex, corpus: Path, index: Path) -> None:
    """And comes out of the rebuild."""

    def broken(progress: Progress) -> None:
        raise ZeroDivisionError

    (corpus / "endless.txt").write_text(ENDLESS)
    with pytest.raises(ZeroDivisionError):
        await rebuild.run(progress=broken)
    assert not is_held(index)


def test_the_process_ends_when_its_input_is_closed(corpus: Path, index: Path) -> None:
    """Which happens when the bot ends, however it ends."""
    orders = json.dumps({"corpora": [str(corpus)], "index": str(index), "model": DEFAULT, "full": False})
    with (
        only_writer(index),
        subprocess.Popen(
            [sys.executable, "-m", "bot.live.reindex", orders],
            stdin=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        ) as child,
    ):
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(2)
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(SOON) == 1


async def test_what_was_skipped_names_no_folder_of_this_machine(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the folder is given by a relative path, and the program runs somewhere else."""
    monkeypatch.chdir(tmp_path)
    for name in SOURCES:
        (corpus / name).unlink()
    (corpus / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    page = f"<html><head><title>404 Not Found: {corpus}/x.html</title></head><body><p>Sorry.</p></body></html>"
    (corpus / "page.html").write_text(page)
    summary = await Reindex([Path("corpus")], Path("new"), DEFAULT).run()
    assert [file.source for file in summary.skipped] == ["page.html", "scan.pdf"]
    assert "(404 Not Found: x.html)" in summary.skipped[0].reason
    assert str(tmp_path) not in repr(summary)
    assert generations.current(tmp_path / "new").name == summary.generation


def test_a_summary_as_a_person_reads_it() -> None:
    """Counts, what was skipped and why, and how much there is now."""
    summary = Summary("g2", ("a.md",), (), ("b.md",), ("c.md", "d.md"), (Skipped("e.txt", "empty file"),), 70, 3)
    assert summary_text(summary, 1.234) == (
        "1 added, 0 changed, 1 removed, 2 unchanged, 1 skipped\n"
        "  skipped e.txt: empty file\n"
        "70 passages held, 3 encoded now, in 1.2 s; generation g2"
    )


async def test_an_engine_is_brought_to_the_state_of_the_folder(corpus: Path, index: Path, engine: Address) -> None:
    """Its address is not on the command line of the process, where other users could read its password."""
    rebuild = Reindex([corpus], index, DEFAULT, engine=engine)
    seen: list[Progress] = []
    await rebuild.run(progress=seen.append)
    assert seen[-1] == Progress("Sending", 4, 4)
    assert Engine(engine).current().name == generations.current(index).name
    assert "not-to-be-shown" not in json.dumps(rebuild._orders)
    with psycopg.connect(engine.url, autocommit=True) as db:
        db.execute("UPDATE reportbot.schema_version SET number = 99 WHERE number = 2")
    with pytest.raises(ReindexFailed, match="tables of version 99, this program knows 2: update it"):
        await rebuild.run()
