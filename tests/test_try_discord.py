"""The bot in a browser, without Discord: the process that `make try` starts, and the page it serves."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.build import build
from index.encoder import SentenceEncoder
from scripts.try_discord import main, mentioned

ROOT = Path(__file__).parent.parent
LONGEST = "120"  # seconds until the process ends by itself, should a test fail to end it


@pytest.fixture(scope="module")
def index(write_reports: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("try-discord")
    build([write_reports(folder / "reports")], folder / "index", SentenceEncoder)
    return folder / "index"


@pytest.fixture
def trying(index: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "scripts.try_discord", "--index", str(index), "--seconds", LONGEST]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def page_of(address: str, key: str) -> dict[str, Any]:
    """What a browser is given that opens the page."""
    headers = {"X-Simcord-Capability": key, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/api/pages", b"{}", headers)
    with urllib.request.urlopen(request, timeout=30) as reply:
        page = json.load(reply)
    assert isinstance(page, dict)
    return page


@pytest.mark.slow
def test_the_page_shows_the_channel_with_a_first_question_answered(trying: subprocess.Popen[str]) -> None:
    """What the preview lacks comes first; the address is on this computer only; Ctrl-C ends it."""
    assert trying.stdout is not None
    lines = list(iter(trying.stdout.readline, "Ctrl-C ends.\n"))
    assert lines[0].startswith("This is the real bot in SimCord's preview, not in Discord.")
    found = re.fullmatch(r"Open (http://127\.0\.0\.1:\d+)/#(\S+)\n", lines[-1])
    assert found, lines
    address, key = found.groups()
    with urllib.request.urlopen(address, timeout=30) as reply:
        assert "SimCord Preview" in reply.read().decode()
    page = page_of(address, key)
    assert page["channel"]["name"] == "inspection-reports"
    assert [viewer["name"] for viewer in page["viewers"]] == ["alice", "bob"]
    assert page["commands"]["state"] == "available"
    (message,) = page["messages"].values()
    assert "custom_id" in json.dumps(message), "an answer has buttons"
    with pytest.raises(urllib.error.HTTPError, match="401"):
        page_of(address, "another key")
    trying.send_signal(signal.SIGINT)
    assert trying.wait(30) == 0


def test_an_index_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one sentence, and the exit code is 2."""
    assert main(["--index", str(tmp_path / "none"), "--seconds", "1"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("try_discord: ")
    assert str(tmp_path / "none") in shown.err


def test_a_mention_is_written_as_in_discord() -> None:
    """The name of the bot after an @, in any case, becomes a mention; nothing else does."""
    assert mentioned("@testbot, is @TestBots it?", "TestBot", "<@1>") == "<@1>, is @TestBots it?"
