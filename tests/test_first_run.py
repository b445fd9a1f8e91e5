"""The whole way: the first run's commands, from a site on this machine to an answer in Discord."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback_discord import LoopbackDiscord
from loopback_site import FILES, HOST, NOT_FOUND, Reply, Site, page, pillar, publication, report_page, report_pdf
from shown import text

ROOT = Path(__file__).parent.parent
ANSWER = "Emergency calls to West Mercia Police are answered quickly, most within ten seconds."
OLDER = "Staff at West Mercia Police wait too long for an appraisal by their supervisor."
TITLE = "PEEL 2023\u20132025: An inspection of West Mercia Police"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One force's reports in three forms, one that is blocked, and one that is not there."""
    with Site() as server:
        file = f"{FILES}/uploads/west-mercia-2023-25.pdf"
        whole = report_page(TITLE, "A page.", more=f'<h2>Get the report</h2><a href="https://{file}">Report (PDF)</a>')
        server.put(f"{HOST}/robots.txt", b"User-agent: *\nDisallow: /wp-admin/\n")
        server.put(f"{HOST}/peel-reports/west-mercia-2023-25/", whole)
        server.put(file, Reply(report_pdf(TITLE, "14 May 2025", ANSWER), type="application/pdf"))
        older = f"{HOST}/peel-assessments/peel-2018/west-mercia/"
        server.put(
            older,
            page(
                "West Mercia 2018/19", f'<p>West Mercia Police is good.</p><a href="https://{older}legitimacy/">L</a>'
            ),
        )
        server.put(f"{older}legitimacy/", pillar("Legitimacy", "27/09/2019", OLDER))
        server.put(f"{HOST}/peel-reports/west-mercia-2021-22/", Reply(b"", 403))
        server.put(
            f"{HOST}/publications/peel-assessment-2021-22-west-mercia/", publication("PEEL 2021/22", "1 June 2022")
        )
        server.put(f"{HOST}/peel-assessments/peel-2017/west-mercia/", Reply(NOT_FOUND, 404))
        yield server


@pytest.fixture(scope="module")
def commands() -> list[list[str]]:
    """The commands of the page, each as its words."""
    [block] = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / "first-run.md").read_text("utf-8"), re.M | re.S)
    return [shlex.split(line.partition(" > ")[0]) for line in block.splitlines()]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, commands: list[list[str]]) -> Path:
    """A folder with the file of settings, as the second command writes it."""
    folder = tmp_path_factory.mktemp("first-run")
    written = subprocess.run(commands[1], capture_output=True, text=True, check=True)
    (folder / ".env").write_text(written.stdout, encoding="utf-8")
    return folder


def run(command: list[str], here: Path, site: Site) -> subprocess.CompletedProcess[str]:
    """Run a command of the page in a folder, against the site."""
    assert command[0] == ".venv/bin/reportbot"
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "REPORTBOT_FETCH_MIRROR": site.base, "REPORTBOT_FETCH_PAUSE": "0"}
    return subprocess.run(
        [sys.executable, "-m", "bot", *command[1:]], cwd=here, env=environ, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def fetched(commands: list[list[str]], here: Path, site: Site) -> subprocess.CompletedProcess[str]:
    """What the third command printed."""
    return run(commands[2], here, site)


def test_five_commands_lead_from_nothing_to_an_answer(
    commands: list[list[str]], here: Path, site: Site, fetched: subprocess.CompletedProcess[str]
) -> None:
    """Set up, settings, fetch, ask, run: what is fetched is asked from, and what is not got is told."""
    assert [words[:2] for words in commands] == [
        ["make", "setup"],
        ["printf", "DISCORD_TOKEN=%s\\nREPORTBOT_CONTACT=%s\\nREPORTBOT_CORPUS=reports\\n"],
        [".venv/bin/reportbot", "fetch"],
        [".venv/bin/reportbot", "ask"],
        [".venv/bin/reportbot", "run"],
    ]
    assert "4 reports: 2 new, 2 not got" in fetched.stdout, fetched.stderr
    assert f"  https://{HOST}/peel-reports/west-mercia-2021-22/\n" in fetched.stdout
    assert "save as reports/hmicfrs/west-mercia-police-peel-inspection-2021-22.pdf" in fetched.stdout
    assert "2 added" in fetched.stdout
    assert fetched.returncode == 1
    answered = run(commands[3], here, site)
    assert f"1. \u201c{ANSWER}\u201d" in answered.stdout
    assert "14 May 2025, p. 1" in " ".join(answered.stdout.split())
    assert f"https://{FILES}/uploads/west-mercia-2023-25.pdf#page=2" in answered.stdout


@pytest.mark.usefixtures("fetched")
async def test_the_bot_answers_from_the_joined_parts_of_an_older_report(here: Path, commands: list[list[str]]) -> None:
    """The last command, asked as people ask in Discord."""
    async with LoopbackDiscord(token="your-token") as discord_:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "REPORTBOT_DISCORD_API": discord_.api,
            "REPORTBOT_DISCORD_GATEWAY": discord_.gateway,
        }
        bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *commands[4][1:], cwd=here, env=environ)
        try:
            await discord_.ready(60)
            question = "How long do staff wait for an appraisal in West Mercia?"
            reply = await (await discord_.start_slash("ask", question=question)).answered(30)
        finally:
            bot.send_signal(signal.SIGTERM)
            await asyncio.wait_for(bot.wait(), 30)
    assert f"> {OLDER}" in text(reply.message)
    assert "PEEL 2018/19: West Mercia Police, 27 September 2019" in text(reply.message)
