"""The real discord.py client against a loopback Discord, over real sockets."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from loopback_discord import LoopbackDiscord, Unusable

from bot.client import (
    BUSY,
    DISCORD_API,
    DISCORD_GATEWAY,
    FAILED,
    MOST_WAITING,
    STOPPING,
    DiscordUnavailable,
    ReportClient,
    point_at,
    run_client,
)
from bot.types import Answer, Quote
from corpus.types import Report

REPORT = Report(
    id="0123456789ab",
    title="PEEL 2023–2025: West Mercia Police",
    bodies=("West Mercia Police",),
    inspectorates=("HMICFRS",),
    kind="PEEL",
    inspected="2024-11",
    published="2025-05-14",
    source="a1.pdf",
    sha256="0" * 64,
)
WORDS = "The force doesn’t always keep victims informed."
QUOTE = Quote(WORDS, WORDS, REPORT, page=9, page_end=9, score=0.7, link="https://x.org/a.pdf#page=9")
NO_PINGS: dict[str, list[str]] = {"parse": []}


@dataclass
class FakeAsk:
    """An ``ask`` that answers with one quote once its gate is open, and notes what it was asked."""

    error: Exception | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[str, str | None, int | None, int | None]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(
        self,
        question: str,
        *,
        body: str | None = None,
        since: int | None = None,
        until: int | None = None,
    ) -> Answer:
        """Remembers the question and answers it."""
        self.asked.append((question, body, since, until))
        self.threads.add(threading.current_thread().name)
        self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return Answer(question, "answered", "West Mercia Police, 2024:", quotes=(QUOTE,))


@pytest.fixture
async def discord_() -> AsyncIterator[LoopbackDiscord]:
    """Runs a loopback Discord to which discord.py is pointed for the length of one test."""
    async with LoopbackDiscord() as server:
        point_at(server.api, server.gateway)
        yield server
        point_at(DISCORD_API, DISCORD_GATEWAY)


@asynccontextmanager
async def running(server: LoopbackDiscord, ask: FakeAsk, guild_id: int | None = None) -> AsyncIterator[ReportClient]:
    """Runs a client until the block ends, then stops it as a signal would."""
    client = ReportClient(ask, guild_id=guild_id)
    task = asyncio.create_task(run_client(client, server.token))
    try:
        await server.ready()
        yield client
    finally:
        ask.gate.set()
        client.stop()
        await asyncio.wait_for(task, 10)


async def test_the_command_is_registered_with_its_options(discord_: LoopbackDiscord) -> None:
    """/ask is offered in servers and direct messages, with one required option and three others."""
    async with running(discord_, FakeAsk()):
        (command,) = discord_.commands
    assert (command["name"], command["contexts"]) == ("ask", [0, 1])
    question, body, since, until = command["options"]
    assert question == {
        "type": 3,
        "name": "question",
        "description": "Your question, as a sentence",
        "required": True,
        "min_length": 3,
        "max_length": 500,
    }
    assert (body["name"], body["type"], body["required"]) == ("body", 3, False)
    for year, name in ((since, "since"), (until, "until")):
        assert (year["name"], year["type"], year["required"]) == (name, 4, False)
        assert (year["min_value"], year["max_value"]) == (1990, 2100)
    assert discord_.guild_commands == []


async def test_a_home_server_shows_the_command_once(discord_: LoopbackDiscord) -> None:
    """With a guild id /ask is the server's own, and its global twin is for direct messages only."""
    async with running(discord_, FakeAsk(), guild_id=discord_.guild_id):
        assert [command["name"] for command in discord_.guild_commands] == ["ask"]
        assert [command["contexts"] for command in discord_.commands] == [[1]]
        assert (await discord_.slash("ask", question="Who?")).embeds
        assert (await discord_.slash("ask", dm=True, question="Who?")).embeds


async def test_no_privileged_intent_is_asked_for(discord_: LoopbackDiscord) -> None:
    """The client identifies with the guilds intent alone."""
    async with running(discord_, FakeAsk()):
        assert discord_.intents == 1 << 0


async def test_a_question_is_deferred_and_then_answered(discord_: LoopbackDiscord) -> None:
    """The bot says at once that it is thinking, then shows the framing sentence and the quote."""
    ask = FakeAsk()
    async with running(discord_, ask):
        reply = await discord_.slash("ask", question="Are victims told?", body="West Mercia", since=2023, until=2025)
    assert ask.asked == [("Are victims told?", "West Mercia", 2023, 2025)]
    assert reply.deferred
    assert reply.content == ""
    head, card = reply.embeds
    assert head["description"] == "West Mercia Police, 2024:"
    assert card["description"].startswith(f"> {WORDS}\n[")
    assert card["description"].endswith("](https://x.org/a.pdf#page=9)")
    assert reply.followups == []


async def test_a_question_in_a_direct_message_is_answered(discord_: LoopbackDiscord) -> None:
    """The options that were not given reach ``ask`` as None."""
    ask = FakeAsk()
    async with running(discord_, ask):
        reply = await discord_.slash("ask", dm=True, question="Are victims told?")
    assert ask.asked == [("Are victims told?", None, None, None)]
    assert len(reply.embeds) == 2


async def test_nobody_is_ever_pinged(discord_: LoopbackDiscord) -> None:
    """Every message that the bot sends, an answer or an apology, allows no mention."""
    ask = FakeAsk()
    async with running(discord_, ask):
        answered = await discord_.slash("ask", question="@everyone?")
        ask.error = ValueError("@everyone")
        failed = await discord_.slash("ask", question="@everyone?")
    assert answered.allowed_mentions == [NO_PINGS]
    assert failed.allowed_mentions == [NO_PINGS]


async def test_a_slow_answer_does_not_hold_up_the_next_question(
    discord_: LoopbackDiscord,
) -> None:
    """Two questions are acknowledged while the first is still being answered, in one thread."""
    ask = FakeAsk()
    async with running(discord_, ask):
        ask.gate.clear()
        first = await discord_.start_slash("ask", question="The first?")
        second = await discord_.start_slash("ask", question="The second?")
        await first.acknowledged()
        await second.acknowledged()
        assert (first.answered_after, second.answered_after) == (None, None)
        ask.gate.set()
        await first.answered()
        await second.answered()
    assert [question for question, *_ in ask.asked] == ["The first?", "The second?"]
    assert ask.threads == {"ask_0"}


async def test_the_heart_beats_while_an_answer_is_slow() -> None:
    """The event loop keeps the connection alive while ``ask`` blocks its own thread."""
    ask = FakeAsk()
    async with LoopbackDiscord(heartbeat_seconds=0.1) as server:
        point_at(server.api, server.gateway)
        try:
            async with running(server, ask):
                ask.gate.clear()
                question = await server.start_slash("ask", question="A slow one?")
                await question.acknowledged()
                before = server.heartbeats
                await asyncio.sleep(0.55)
                assert server.heartbeats - before >= 3
                assert question.answered_after is None
        finally:
            point_at(DISCORD_API, DISCORD_GATEWAY)


async def test_an_exception_becomes_one_plain_sentence(
    discord_: LoopbackDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    """The person reads one sentence, the log has the traceback, the next question is answered."""
    ask = FakeAsk(error=RuntimeError("no such file: /srv/secret/index.json"))
    async with running(discord_, ask):
        failed = await discord_.slash("ask", question="What about this one?")
        ask.error = None
        answered = await discord_.slash("ask", question="And this one?")
    assert (failed.content, failed.embeds) == (FAILED, [])
    assert "RuntimeError: no such file" in caplog.text
    assert len(answered.embeds) == 2


async def test_the_question_and_the_token_are_not_logged(
    discord_: LoopbackDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither an answered nor a failed question leaves its words, or the token, in the log."""
    caplog.set_level(logging.INFO)
    ask = FakeAsk()
    async with running(discord_, ask):
        await discord_.slash("ask", question="Did my neighbour complain?")
        ask.error = RuntimeError("no")
        await discord_.slash("ask", question="Did my neighbour complain?")
    assert "A slash command failed" in caplog.text
    assert "neighbour" not in caplog.text
    assert discord_.token not in caplog.text


@pytest.mark.parametrize("token", ["not-the-token", "", "two\nlines"])
async def test_a_wrong_token_names_the_setting(discord_: LoopbackDiscord, token: str) -> None:
    """A refused token ends the run with one sentence, which does not repeat the token."""
    with pytest.raises(DiscordUnavailable) as refused:
        await run_client(ReportClient(FakeAsk()), token)
    assert str(refused.value) == "Discord refused the token: set DISCORD_TOKEN (see README)"


async def test_a_token_refused_by_the_gateway_names_the_setting(discord_: LoopbackDiscord) -> None:
    """A token that is revoked while the bot runs ends the run with the same sentence."""
    client = ReportClient(FakeAsk())
    task = asyncio.create_task(run_client(client, discord_.token))
    await discord_.ready()
    await discord_.drop_connections(code=4004)
    with pytest.raises(DiscordUnavailable, match="DISCORD_TOKEN"):
        await asyncio.wait_for(task, 10)


async def test_an_unreachable_api_names_the_setting(unused_tcp_port: int) -> None:
    """With nothing listening the run ends with one sentence."""
    point_at(f"http://127.0.0.1:{unused_tcp_port}/api/v10", DISCORD_GATEWAY)
    try:
        with pytest.raises(DiscordUnavailable, match="REPORTBOT_DISCORD_API"):
            await run_client(ReportClient(FakeAsk()), "any")
    finally:
        point_at(DISCORD_API, DISCORD_GATEWAY)


async def test_an_unreachable_gateway_names_the_setting(discord_: LoopbackDiscord, unused_tcp_port: int) -> None:
    """A gateway that was never reached ends the run with one sentence."""
    point_at(discord_.api, f"ws://127.0.0.1:{unused_tcp_port}/gateway")
    with pytest.raises(DiscordUnavailable, match="REPORTBOT_DISCORD_GATEWAY"):
        await run_client(ReportClient(FakeAsk()), discord_.token)


async def test_a_server_without_the_bot_names_the_setting(discord_: LoopbackDiscord) -> None:
    """A guild id of a server that the bot has not joined ends the run with one sentence."""
    with pytest.raises(DiscordUnavailable, match="REPORTBOT_DISCORD_GUILD"):
        await run_client(ReportClient(FakeAsk(), guild_id=1), discord_.token)


@pytest.mark.parametrize("code", [None, 4000], ids=["cut line", "close code"])
async def test_a_dropped_connection_is_resumed(discord_: LoopbackDiscord, code: int | None) -> None:
    """The client resumes its session, and answers a question asked while it was away."""
    async with running(discord_, FakeAsk()):
        await discord_.drop_connections(code)
        reply = await discord_.slash("ask", question="Are you there?")
        await discord_.ready()
        assert len(reply.embeds) == 2
    assert (discord_.identified, discord_.resumed) == (1, 1)


@pytest.mark.parametrize("path_part", ["/callback", "/messages/@original"])
async def test_a_rate_limit_is_waited_out(discord_: LoopbackDiscord, path_part: str) -> None:
    """A 429 for the acknowledgement or the answer delays the answer, and no more."""
    async with running(discord_, FakeAsk()):
        method = "POST" if path_part == "/callback" else "PATCH"
        discord_.rate_limit_next(method, path_part, seconds=0.2)
        reply = await discord_.slash("ask", question="Too fast?")
    assert discord_.rate_limited == 1
    assert (reply.answered_after or 0) >= 0.2
    assert len(reply.embeds) == 2


async def test_an_answer_in_progress_is_finished_before_leaving(discord_: LoopbackDiscord) -> None:
    """After ``stop`` the question taken is answered, and a new one is told to come back later."""
    ask = FakeAsk()
    async with running(discord_, ask) as client:
        ask.gate.clear()
        taken = await discord_.start_slash("ask", question="In progress?")
        await taken.acknowledged()
        client.stop()
        late = await discord_.slash("ask", question="Too late?")
        assert taken.answered_after is None
        ask.gate.set()
        await taken.answered()
    assert len(taken.embeds) == 2
    assert (late.content, late.ephemeral) == (STOPPING, True)
    assert [question for question, *_ in ask.asked] == ["In progress?"]


async def test_a_question_that_is_not_answered_in_time_is_told_so(
    discord_: LoopbackDiscord,
) -> None:
    """Where the grace at the end is too short, the person is told to ask again."""
    ask = FakeAsk()
    async with running(discord_, ask) as client:
        ask.gate.clear()
        taken = await discord_.start_slash("ask", question="Too long?")
        await taken.acknowledged()
        await client.finish(0.1)
        await taken.answered()
    assert (taken.content, taken.embeds) == (STOPPING, [])


async def test_too_many_questions_are_turned_away(discord_: LoopbackDiscord) -> None:
    """One question more than may wait is told so at once, and those before it are answered."""
    ask = FakeAsk()
    async with running(discord_, ask):
        ask.gate.clear()
        waiting = [await discord_.start_slash("ask", question=f"Question {number}?") for number in range(MOST_WAITING)]
        for exchange in waiting:
            await exchange.acknowledged()
        one_more = await discord_.slash("ask", question="One more?")
        ask.gate.set()
        for exchange in waiting:
            await exchange.answered()
    assert (one_more.content, one_more.ephemeral) == (BUSY, True)
    assert len(ask.asked) == MOST_WAITING


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
async def test_sigterm_ends_the_process_after_the_answer(discord_: LoopbackDiscord) -> None:
    """A process told to end while it answers shows the answer and exits with code 0."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", CHILD, discord_.api, discord_.gateway, discord_.token),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    try:
        await discord_.ready()
        question = await discord_.start_slash("ask", question="In progress?")
        await question.acknowledged()
        process.send_signal(signal.SIGTERM)
        await question.answered()
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert question.embeds[0]["description"] == "Nothing."


CHILD = """
import asyncio, sys, time
from bot.client import ReportClient, point_at, run_client
from bot.types import Answer

def ask(question, *, body=None, since=None, until=None):
    time.sleep(0.5)
    return Answer(question, "not_found", "Nothing.")

point_at(sys.argv[1], sys.argv[2])
asyncio.run(run_client(ReportClient(ask), sys.argv[3]))
"""


# The loopback Discord is as strict as the tests above need it to be.


async def test_the_loopback_refuses_what_a_person_could_not_send(
    discord_: LoopbackDiscord,
) -> None:
    """A command that is not registered, and options out of bounds, do not reach the bot."""
    async with running(discord_, FakeAsk()):
        for name, options in (
            ("other", {}),
            ("ask", {}),
            ("ask", {"question": "a"}),
            ("ask", {"question": "Since when?", "since": 1900}),
            ("ask", {"question": "Since when?", "sinse": 1999}),
        ):
            with pytest.raises(Unusable):
                await discord_.start_slash(name, **options)
    assert discord_.exchanges == []


async def test_the_loopback_refuses_a_second_response_and_a_late_one() -> None:
    """A second first response is error 40060, and one after the deadline is error 10062."""
    async with (
        LoopbackDiscord(first_response_seconds=0.2) as server,
        aiohttp.ClientSession() as http,
    ):
        server.commands = [{"id": "1", "name": "ask", "options": []}]
        exchange, late = await server.start_slash("ask"), await server.start_slash("ask")
        assert await _respond(http, server, exchange.id, exchange.token) == (200, None)
        assert await _respond(http, server, exchange.id, exchange.token) == (400, 40060)
        await asyncio.sleep(0.25)
        assert await _respond(http, server, late.id, late.token) == (404, 10062)


async def test_the_loopback_refuses_embeds_over_the_limits() -> None:
    """Each limit of a message refuses one character or one embed too many with error 50035."""
    async with LoopbackDiscord() as server, aiohttp.ClientSession() as http:
        server.commands = [{"id": "1", "name": "ask", "options": []}]
        exchange = await server.start_slash("ask")
        await _respond(http, server, exchange.id, exchange.token)
        url = f"{server.api}/webhooks/1/{exchange.token}/messages/@original"
        refused: list[list[dict[str, Any]]] = [
            [{"description": "a" * 4097}],
            [{"description": "a" * 2000}] * 3 + [{"title": "a"}],
            [{"description": "a"}] * 11,
            [{"fields": [{"name": "a", "value": "a" * 1025}]}],
            [{"title": "a" * 257}],
            [{}],
        ]
        for embeds in refused:
            async with http.patch(url, json={"embeds": embeds}) as response:
                assert (response.status, (await response.json())["code"]) == (400, 50035)
        at_the_limit = {"embeds": [{"description": "a" * 2000}] * 3}
        async with http.patch(url, json=at_the_limit) as response:
            assert response.status == 200


async def _respond(
    http: aiohttp.ClientSession, server: LoopbackDiscord, id_: str, token: str
) -> tuple[int, int | None]:
    url = f"{server.api}/interactions/{id_}/{token}/callback?with_response=1"
    async with http.post(url, json={"type": 5}) as response:
        return response.status, (await response.json()).get("code")
