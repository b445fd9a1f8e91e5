"""``scripts/rebuild_index.py``: what it says of a build, and its exit codes.

The indexes are begun by the fake encoder under the real model's identity, and no test but the
slow one has anything to encode.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from fakes import FakeEncoder

from bot.config import Settings
from index import generation as generations
from index.build import build
from index.encoder import DEFAULT, DEFAULT_DIM, DEFAULT_SHA256
from index.types import Model
from scripts.rebuild_index import main

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, without any of the variables that are settings."""
    for setting in fields(Settings):
        monkeypatch.delenv(setting.metadata["variable"], raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def arguments(corpus: Path, tmp_path: Path) -> list[str]:
    """The arguments that name the corpus and its index, which is up to date."""
    disguised = FakeEncoder(Model(DEFAULT, DEFAULT_SHA256, DEFAULT_DIM))
    build([corpus], tmp_path / "index", lambda: disguised)
    return ["--corpus", str(corpus), "--index", str(tmp_path / "index")]


def test_the_summary_counts_and_lists_what_was_skipped(
    corpus: Path, arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Counts first, then each skipped file with its reason, then the passages, the time and the generation."""
    (corpus / "letter.txt").unlink()
    (corpus / "empty.txt").write_bytes(b"")
    assert main(arguments) == 0
    name = generations.current(Path(arguments[3])).name
    assert re.fullmatch(
        "0 added, 0 changed, 1 removed, 3 unchanged, 1 skipped\n"
        "  skipped empty[.]txt: empty file\n"
        rf"6 passages held, 0 encoded now, in \d+[.]\d s; generation {name}\n",
        capsys.readouterr().out,
    )


def test_the_summary_as_json_has_every_source(
    corpus: Path, arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on the output, and nothing on the error stream."""
    (corpus / "letter.txt").unlink()
    (corpus / "empty.txt").write_bytes(b"")
    assert main([*arguments, "--json"]) == 0
    shown = capsys.readouterr()
    summary = json.loads(shown.out)
    assert summary.pop("seconds") > 0
    assert summary == {
        "generation": generations.current(Path(arguments[3])).name,
        "added": [],
        "changed": [],
        "removed": ["letter.txt"],
        "unchanged": ["gwent-2022.md", "gwent-2024.md", "wiltshire.html"],
        "skipped": [{"source": "empty.txt", "reason": "empty file"}],
        "passages": 6,
        "encoded": 0,
    }
    assert (shown.out.count("\n"), shown.err) == (1, "")


def test_corpora_and_index_come_from_the_settings(
    corpus: Path,
    arguments: Sequence[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A .env file and the environment say what the command line leaves out."""
    Path(".env").write_text(f"REPORTBOT_CORPUS={corpus}\nREPORTBOT_INDEX={tmp_path}/elsewhere\n")
    monkeypatch.setenv("REPORTBOT_INDEX", arguments[3])
    assert main(["--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (len(summary["unchanged"]), summary["encoded"]) == (4, 0)
    assert not (tmp_path / "elsewhere").exists()


def test_several_corpora_are_named_one_by_one(
    arguments: Sequence[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them are in the index."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "empty.txt").write_bytes(b"")
    assert main([*arguments, "--corpus", str(tmp_path / "more"), "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (len(summary["unchanged"]), summary["skipped"][0]["source"]) == (4, "empty.txt")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (["--corpus", "none"], "none is not a folder: name a folder of reports with --corpus"),
        (["--index", "file"], "file cannot be the folder of an index: File exists"),
    ],
)
def test_what_cannot_be_built_ends_with_2(given: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line on the error stream."""
    Path("file").write_text("x")
    assert main(given) == 2
    shown = capsys.readouterr()
    assert re.fullmatch(rf"rebuild_index: \S*{re.escape(problem)}\n", shown.err)
    assert shown.out == ""


def test_a_setting_that_cannot_be_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is built."""
    monkeypatch.setenv("REPORTBOT_MODEL", "no/such/model")
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("rebuild_index: model 'no/such/model' is neither ")


def test_it_runs_as_a_script(tmp_path: Path) -> None:
    """A corpus of files that are no reports gives an index without any."""
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "empty.txt").write_bytes(b"")
    ended = subprocess.run(
        [
            sys.executable,
            ROOT / "scripts" / "rebuild_index.py",
            "--corpus",
            tmp_path / "none",
            "--index",
            tmp_path / "i",
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0
    assert ended.stdout.startswith(
        "0 added, 0 changed, 0 removed, 0 unchanged, 1 skipped\n  skipped empty.txt: empty file\n0 passages held, "
    )


@pytest.mark.slow
def test_a_full_build_encodes_everything_again_with_the_real_model(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever was held; a progress bar on the error stream shows how far it is."""
    assert main([*arguments, "--full"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith(
        "4 added, 0 changed, 0 removed, 0 unchanged, 0 skipped\n7 passages held, 7 encoded now, "
    )
    assert "Reading" in shown.err
    assert "Encoding" in shown.err
