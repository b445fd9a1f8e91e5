"""The whole way, with nothing left out: a PDF on disk, a rebuild, the bot's process, /ask, the reply."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from loopback_discord import LoopbackDiscord
from pdfs import Paper
from shown import text

ROOT = Path(__file__).parent.parent
ANSWER = "Handlers at Gwent Police answered 81 percent of emergency calls within ten seconds."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that the script made of one PDF with a cover and two pages of findings."""
    folder = tmp_path_factory.mktemp("whole-way")
    paper = Paper(labels=True)
    paper.heading("PEEL 2023-2025: An inspection of Gwent Police", size=20).lines("Published: 27 June 2025")
    paper.page().heading("Protecting vulnerable people")
    paper.lines("Officers at Gwent Police visit victims of domestic abuse on the day they ring.")
    paper.page().heading("Responding to the public").lines(ANSWER)
    (folder / "reports").mkdir()
    (folder / "reports" / "a1.pdf").write_bytes(paper.bytes())
    command = [sys.executable, "scripts/rebuild_index.py", "--corpus", str(folder / "reports")]
    done = subprocess.run(
        [*command, "--index", str(folder / "index"), "--json"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["added"] == ["a1.pdf"]
    return folder / "index"


async def test_a_question_in_discord_is_answered_from_a_pdf_on_disk(index: Path) -> None:
    """The reply shows the sentence of the report, letter for letter, and the page it stands on."""
    async with LoopbackDiscord() as discord_:
        bot = await _start_bot(discord_, index)
        try:
            await discord_.ready(60)
            reply = await (
                await discord_.start_slash("ask", question="How fast are 999 calls picked up in Gwent?")
            ).answered(30)
        finally:
            bot.send_signal(signal.SIGTERM)
            code = await asyncio.wait_for(bot.wait(), 30)
    assert code == 0
    assert reply.deferred
    _, quoted, source, heading = text(reply.message).rsplit("\n", 3)
    assert quoted == f"> {ANSWER}"
    assert source == "**1.** HMICFRS, PEEL 2023-2025: An inspection of Gwent Police, 27 June 2025, p. 2 (PDF page 3)"
    assert heading == "-# Under: Responding to the public"


async def test_a_question_the_report_is_silent_on_gets_no_quote(index: Path) -> None:
    """The reply says that the report does not say, and quotes nothing."""
    command = [sys.executable, "-m", "bot", "ask", "--json", "--index", str(index)]
    asked = [*command, "Which colour are the curtains of the staff canteen in Gwent?"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"], answer["quotes"]) == (0, "not_found", [])


async def _start_bot(discord_: LoopbackDiscord, index: Path) -> asyncio.subprocess.Process:
    settings = {
        "DISCORD_TOKEN": discord_.token,
        "REPORTBOT_DISCORD_API": discord_.api,
        "REPORTBOT_DISCORD_GATEWAY": discord_.gateway,
        "REPORTBOT_MEMORY": str(index.parent / "memory.sqlite"),
    }
    command = [sys.executable, "-m", "bot", "run", "--index", str(index)]
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=os.environ | settings)
