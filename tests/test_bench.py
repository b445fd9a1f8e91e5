"""The bench: it runs real programs in turns, counts each stage once, and says so when something fails."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.rows import Rows
from scripts import bench, bench_scale
from scripts.bench import Program, in_turns, peer, size, table
from scripts.bench_stages import STAGES, Timers

PEER = """
import json, sys
from pathlib import Path
command, *rest = sys.argv[1:]
with open("log.txt", "a") as log:
    log.write(f"{command}\\n")
if command == "index":
    Path(rest[1]).mkdir()
    (Path(rest[1]) / "held.txt").write_text("\\n".join(sorted(p.name for p in Path(rest[0]).iterdir())))
elif command == "update":
    assert UPDATES != "fails"
    print(json.dumps({"update": "not supported: full rebuild"}) if UPDATES == "no" else "{}")
elif command == "query":
    assert rest[1] == "Why?" and rest[2:] == ["-k", "5"]
elif command == "bench":
    print("loading")
    print(json.dumps({"p50_ms": 2.0, "p95_ms": 3.5}))
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Four files that the bench must leave as they are."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.txt").write_text(f"Report {name}.\n")
    return folder


def program(tmp_path: Path, name: str, updates: str) -> Program:
    """A peer in a folder of its own."""
    folder = tmp_path / f"{name}-folder"
    folder.mkdir()
    (folder / f"{name}_peer.py").write_text(PEER.replace("UPDATES", repr(updates)))
    return peer(folder, name, sys.executable)


def test_programs_take_turns_on_copies_of_the_corpus(tmp_path: Path, reports: Path) -> None:
    """Each has its figures; one that can only build all again has none for changes."""
    programs = [program(tmp_path, "able", "yes"), program(tmp_path, "unable", "no")]
    work = tmp_path / "work"
    work.mkdir()
    given = argparse.Namespace(corpus=reports, changes=1, rounds=2, asked=["Why?", "Why?", "Why?"])
    found = in_turns(programs, work, given)
    changes = ["nothing changed, s", "one report changed, s", "one report removed, s"]
    counts = {name.removeprefix("able: "): len(values) for name, values in found.items() if name.startswith("able: ")}
    assert {name: count for name, count in counts.items() if name.endswith(", s")} == {
        "build, s": 1,
        "cold ask, s": 2,
        **dict.fromkeys(changes, 1),
    }
    assert {name.rpartition(", ")[2] for name in counts} == {"s", "processor s", "peak MB", "ms"}
    assert [found.get(f"unable: {name}") for name in changes] == [None, None, None]
    assert all(value > 0 for values in found.values() for value in values)
    assert sorted(path.read_text() for path in reports.iterdir()) == [f"Report {name}.\n" for name in "abcd"]
    assert sorted(path.name for path in (work / "able.corpus").iterdir()) == ["a.txt", "b.txt", "c.txt"]
    assert (found["able: warm p50, ms"], found["able: warm p95, ms"]) == ([2.0], [3.5])
    log = (tmp_path / "able-folder" / "log.txt").read_text().split()
    assert log == ["index", "query", "query", "bench", "update", "update", "update"]


def test_a_program_that_fails_says_so_and_the_others_go_on(
    tmp_path: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No figure stands for a run that came to nothing; those from before it stay."""
    programs = [program(tmp_path, "able", "yes"), program(tmp_path, "failing", "fails")]
    work = tmp_path / "work"
    work.mkdir()
    found = in_turns(programs, work, argparse.Namespace(corpus=reports, changes=1, rounds=1, asked=["Why?"]))
    assert found["failing: build, s"]
    assert "failing: nothing changed, s" not in found
    assert found["able: one report removed, s"]
    assert "bench: failing: " in capsys.readouterr().err


def test_the_table_sets_programs_side_by_side() -> None:
    """A row for each figure, ratios to the first program's, and blanks where there is none."""
    figures = {"reportbot: build, s": 20.0, "reportbot: index, MB": 150.0, "other: build, s": 100.0}
    lines = table({"machine": {"python": "3.11"}, "figures": figures}).split("\n")
    assert lines[0] == "python: 3.11"
    assert lines[1].split() == ["reportbot", "other"]
    assert lines[2].split() == ["build,", "s", "20", "100", "(5.0", "x)"]
    assert lines[3].split() == ["index,", "MB", "150"]


def test_of_an_index_the_live_generation_counts(tmp_path: Path) -> None:
    """Not the one before; of another program's index everything counts."""
    for name, count in (("old", 1), ("new", 3)):
        (tmp_path / "generations" / name).mkdir(parents=True)
        (tmp_path / "generations" / name / "rows").write_bytes(bytes(count * 2**20))
    assert size(tmp_path) == 4.0
    (tmp_path / "CURRENT").write_text("new\n")
    assert size(tmp_path) == 3.0


def test_the_calls_that_are_timed_are_there() -> None:
    """Under the names by which the program calls them."""
    assert [
        name for calls in STAGES.values() for owner, name in calls if not callable(getattr(owner, name, None))
    ] == []


def test_time_counts_for_the_innermost_stage_alone() -> None:
    """What a stage spends within another is not the other's."""

    class Work:
        def outer(self) -> None:
            time.sleep(0.02)
            self.inner()

        def inner(self) -> None:
            time.sleep(0.06)

    timers = Timers({"outer": ((Work, "outer"),), "inner": ((Work, "inner"),)})
    started = time.perf_counter()
    Work().outer()
    whole = time.perf_counter() - started
    assert timers.spent["inner"] >= 0.06
    assert timers.spent["outer"] >= 0.02
    assert timers.spent["inner"] + timers.spent["outer"] <= whole


def test_made_rows_are_searched_exactly_where_they_are_few(tmp_path: Path) -> None:
    """A line for each filter, with recall against comparing all."""
    chance = np.random.default_rng(3)
    real = bench_scale.around(np.zeros((40, 8), dtype=np.float32), chance)
    lines = bench_scale.measured(real, real[:5], 3000, tmp_path / "rows")
    assert [line["filter"] for line in lines] == ["none", "a body, 200 rows", "a tenth of all"]
    assert [line["recall@10"] for line in lines] == [1.0, 1.0, 1.0]
    rows = Rows(tmp_path / "rows")
    np.testing.assert_allclose(np.linalg.norm(rows.all, axis=1), 1, atol=1e-5)
    nearest = bench_scale.exact(rows, rows.all[:2], np.arange(1, 3000))
    assert [0 in nearest[0], 1 in nearest[1]] == [False, True]


def test_the_machine_is_named() -> None:
    """Its processor, its memory, and the version of every library that figures depend on."""
    about = bench.machine()
    assert {"processor", "memory", "load before", "python"} <= set(about)
    assert all(about[name] != "-" for name in bench.PACKAGES)
