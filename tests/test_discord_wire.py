"""The real discord.py client against a loopback Discord, over real sockets."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

import pytest
from fakes import FakeLiveIndex
from loopback_discord import LoopbackDiscord
from shown import labels, parts, text
from wire import MOST_WAITING, client, running

from bot.discord_app.actions.replies import FAILED
from bot.discord_app.connect import DISCORD_API, DISCORD_GATEWAY, point_at, run_client, sees_message_content
from bot.discord_app.desk.desk import BUSY, STOPPING
from bot.discord_app.errors import DiscordUnavailable
from bot.memory.memory import Memory

NO_PINGS: dict[str, list[str]] = {"parse": []}


async def test_the_commands_are_registered_with_their_options(discord_: LoopbackDiscord) -> None:
    """/ask is offered in servers and direct messages; those for managers and administrators are not for all."""
    async with running(discord_):
        commands = {command["name"]: command for command in discord_.commands}
    assert list(commands) == [
        "ask",
        "compare",
        "verify",
        "briefing",
        "grades",
        "reports",
        "findings",
        "coverage",
        "status",
        "help",
        "privacy",
        "settings",
        "watch",
        "reindex",
        "Find in reports",
    ]
    question, body, since, until = commands["ask"]["options"]
    assert (question["min_length"], question["max_length"], question["required"]) == (2, 500, True)
    assert (body["name"], body["autocomplete"], body["required"]) == ("body", True, False)
    for year, name in ((since, "since"), (until, "until")):
        assert (year["name"], year["min_value"], year["max_value"]) == (name, 1990, 2100)
    assert commands["ask"]["contexts"] == [0, 1]
    assert commands["settings"]["contexts"] == commands["reindex"]["contexts"] == [0]
    assert {name: command["default_member_permissions"] for name, command in commands.items()} == {
        **dict.fromkeys(commands, None),
        "settings": 1 << 5,
        "watch": 1 << 5,
        "reindex": 1 << 3,
    }
    assert discord_.guild_commands == []


async def test_commands_are_sent_only_when_they_have_changed(discord_: LoopbackDiscord) -> None:
    """A second start with the same memory does not send them again; a home server does."""
    memory = Memory(None)

    def sent() -> int:
        return sum(request.startswith("PUT") for request in discord_.requests)

    async with running(discord_, memory=memory):
        assert sent() == 1
    async with running(discord_, memory=memory):
        assert sent() == 1
    async with running(discord_, memory=memory, guild_id=discord_.guild_id):
        assert sent() == 3


async def test_a_home_server_shows_the_commands_once(discord_: LoopbackDiscord) -> None:
    """With a guild id they are the server's own, and their global twins are for direct messages only."""
    async with running(discord_, guild_id=discord_.guild_id):
        assert {"ask", "settings", "reindex"} <= {command["name"] for command in discord_.guild_commands}
        assert {tuple(command["contexts"]) for command in discord_.commands} == {(1,)}
        assert "Sentence 1" in text((await discord_.slash("ask", question="Who?")).message)
        assert "Sentence 1" in text((await discord_.slash("ask", dm=True, question="Who?")).message)


@pytest.mark.parametrize(("message_content", "intents"), [(False, 0x1201), (True, 0x9201)])
async def test_the_privileged_intent_is_asked_for_only_where_it_is_granted(
    discord_: LoopbackDiscord, message_content: bool, intents: int
) -> None:
    """Guilds, messages in servers and direct messages always; the words of all messages only where switched on."""
    discord_.message_content = message_content
    assert await sees_message_content(discord_.token) == message_content
    async with running(discord_, message_content=message_content):
        assert discord_.intents == intents


async def test_a_question_is_deferred_and_then_answered(discord_: LoopbackDiscord) -> None:
    """The bot says at once that it is thinking, then shows framing, quotes and buttons in one message."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        reply = await discord_.slash("ask", question="Are victims told?", body="West Mercia", since=2023, until=2025)
    assert (live_index.asked[0].body, live_index.asked[0].since, live_index.asked[0].until) == (
        "West Mercia",
        2023,
        2025,
    )
    assert reply.deferred
    assert (reply.content, reply.embeds, reply.followups) == ("", [], [])
    assert "Sentence 1 says that victims aren’t always told." in text(reply.message)
    assert "More passages" in labels(reply.message)


async def test_quotations_are_checked_within_every_limit(discord_: LoopbackDiscord) -> None:
    """As many as can be typed; the message holds what has room, and a file all, for the person alone."""
    typed = ("“@everyone of the **moon**, really” " * 200)[:6000]
    async with running(discord_):
        reply = await discord_.slash("verify", text=typed)
    assert reply.deferred
    assert reply.message["flags"] & 1 << 6
    assert "NOT FOUND" in text(reply.message)
    assert "the attached file has them all" in text(reply.message)
    assert [file["filename"] for file in reply.message["attachments"]] == ["quotations-checked.md"]


async def test_grades_are_a_table_and_a_picture(discord_: LoopbackDiscord) -> None:
    """Offered with a body that completes itself; the picture is a PNG that says what it shows."""
    async with running(discord_):
        (command,) = [command for command in discord_.commands if command["name"] == "grades"]
        reply = await discord_.slash("grades", body="West Mercia Police")
        offered = await discord_.complete("grades", "body", "west m")
    assert [(option["name"], option["required"]) for option in command["options"]] == [("body", True), ("area", False)]
    assert offered[0] == {"name": "West Mercia Police", "value": "West Mercia Police"}
    assert reply.deferred
    assert reply.message["flags"] & 1 << 6
    assert "- **Good**: Area 1" in text(reply.message)
    assert [file["filename"] for file in reply.message["attachments"]] == ["grades.png"]
    (gallery,) = [part for part in parts(reply.message) if part["type"] == 12]
    assert gallery["items"][0]["description"].startswith("Heat table. Graded judgments: West Mercia Police.")
    assert reply.allowed_mentions == [NO_PINGS]


async def test_nobody_is_ever_pinged(discord_: LoopbackDiscord) -> None:
    """Every message that the bot sends, an answer or an apology, allows no mention."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        answered = await discord_.slash("ask", question="@everyone?")
        live_index.error = ValueError("@everyone")
        failed = await discord_.slash("ask", question="@everyone?")
    assert answered.allowed_mentions == [NO_PINGS]
    assert failed.allowed_mentions == [NO_PINGS]


async def test_a_slow_answer_does_not_hold_up_the_next_question(discord_: LoopbackDiscord) -> None:
    """Two questions are acknowledged while the first is still being answered, in one thread."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        live_index.gate.clear()
        first = await discord_.start_slash("ask", question="The first?")
        second = await discord_.start_slash("ask", question="The second?")
        await first.acknowledged()
        await second.acknowledged()
        assert (first.answered_after, second.answered_after) == (None, None)
        live_index.gate.set()
        await first.answered()
        await second.answered()
    assert [asked.text for asked in live_index.asked] == ["The first?", "The second?"]
    assert live_index.threads == {"answers_0"}


async def test_the_heart_beats_while_an_answer_is_slow() -> None:
    """The event loop keeps the connection alive while an answer blocks its own thread."""
    live_index = FakeLiveIndex()
    async with LoopbackDiscord(heartbeat_seconds=0.1) as server:
        point_at(server.api, server.gateway)
        try:
            async with running(server, live_index):
                live_index.gate.clear()
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
    live_index = FakeLiveIndex()
    live_index.error = RuntimeError("no such file: /srv/secret/index.json")
    async with running(discord_, live_index):
        failed = await discord_.slash("ask", question="What about this one?")
        live_index.error = None
        answered = await discord_.slash("ask", question="And this one?")
    assert text(failed.message) == FAILED
    assert "RuntimeError: no such file" in caplog.text
    assert "Sentence 1" in text(answered.message)


async def test_the_question_and_the_token_are_not_logged(
    discord_: LoopbackDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither an answered nor a failed question leaves its words, or the token, in the log."""
    caplog.set_level(logging.INFO)
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        await discord_.slash("ask", question="Did my neighbour complain?")
        live_index.error = RuntimeError("no")
        await discord_.slash("ask", question="Did my neighbour complain?")
    assert "An interaction failed" in caplog.text
    assert "neighbour" not in caplog.text
    assert discord_.token not in caplog.text


@pytest.mark.parametrize("token", ["not-the-token", "", "two\nlines"])
async def test_a_wrong_token_names_the_setting(discord_: LoopbackDiscord, token: str) -> None:
    """A refused token ends the run with one sentence, which does not repeat the token."""
    with pytest.raises(DiscordUnavailable) as refused:
        await run_client(client(), token)
    assert str(refused.value) == "Discord refused the token: set DISCORD_TOKEN (see README)"


async def test_a_token_refused_by_the_gateway_names_the_setting(discord_: LoopbackDiscord) -> None:
    """A token that is revoked while the bot runs ends the run with the same sentence."""
    task = asyncio.create_task(run_client(client(), discord_.token))
    await discord_.ready()
    await discord_.drop_connections(code=4004)
    with pytest.raises(DiscordUnavailable, match="DISCORD_TOKEN"):
        await asyncio.wait_for(task, 10)


async def test_an_unreachable_api_names_the_setting(unused_tcp_port: int) -> None:
    """With nothing listening the run ends with one sentence."""
    point_at(f"http://127.0.0.1:{unused_tcp_port}/api/v10", DISCORD_GATEWAY)
    try:
        with pytest.raises(DiscordUnavailable, match="REPORTBOT_DISCORD_API"):
            await run_client(client(), "any")
    finally:
        point_at(DISCORD_API, DISCORD_GATEWAY)


async def test_an_unreachable_gateway_names_the_setting(discord_: LoopbackDiscord, unused_tcp_port: int) -> None:
    """A gateway that was never reached ends the run with one sentence."""
    point_at(discord_.api, f"ws://127.0.0.1:{unused_tcp_port}/gateway")
    with pytest.raises(DiscordUnavailable, match="REPORTBOT_DISCORD_GATEWAY"):
        await run_client(client(), discord_.token)


async def test_a_server_without_the_bot_names_the_setting(discord_: LoopbackDiscord) -> None:
    """A guild id of a server that the bot has not joined ends the run with one sentence."""
    with pytest.raises(DiscordUnavailable, match="REPORTBOT_DISCORD_GUILD"):
        await run_client(client(guild_id=1), discord_.token)


@pytest.mark.parametrize("code", [None, 4000], ids=["cut line", "close code"])
async def test_a_dropped_connection_is_resumed(discord_: LoopbackDiscord, code: int | None) -> None:
    """The client resumes its session, and answers a question asked while it was away."""
    async with running(discord_):
        await discord_.drop_connections(code)
        reply = await discord_.slash("ask", question="Are you there?")
        await discord_.ready()
        assert "Sentence 1" in text(reply.message)
    assert (discord_.identified, discord_.resumed) == (1, 1)


@pytest.mark.parametrize("path_part", ["/callback", "/messages/@original"])
async def test_a_rate_limit_is_waited_out(discord_: LoopbackDiscord, path_part: str) -> None:
    """A 429 for the acknowledgement or the answer delays the answer, and no more."""
    async with running(discord_):
        method = "POST" if path_part == "/callback" else "PATCH"
        discord_.rate_limit_next(method, path_part, seconds=0.2)
        reply = await discord_.slash("ask", question="Too fast?")
    assert discord_.rate_limited == 1
    assert (reply.answered_after or 0) >= 0.2
    assert "Sentence 1" in text(reply.message)


async def test_an_answer_in_progress_is_finished_before_leaving(discord_: LoopbackDiscord) -> None:
    """After the stop the question taken is answered, and a new one is told to come back later."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index) as bot:
        live_index.gate.clear()
        taken = await discord_.start_slash("ask", question="In progress?")
        await taken.acknowledged()
        bot.service.desk.stop()
        late = await discord_.slash("ask", question="Too late?")
        assert taken.answered_after is None
        live_index.gate.set()
        await taken.answered()
    assert "Sentence 1" in text(taken.message)
    assert (text(late.message), late.ephemeral) == (STOPPING, True)
    assert [asked.text for asked in live_index.asked] == ["In progress?"]


async def test_a_question_that_is_not_answered_in_time_is_told_so(discord_: LoopbackDiscord) -> None:
    """Where the grace at the end is too short, the person is told to ask again."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index) as bot:
        live_index.gate.clear()
        taken = await discord_.start_slash("ask", question="Too long?")
        await taken.acknowledged()
        await bot.service.desk.finish(0.1)
        await taken.answered()
    assert text(taken.message) == STOPPING


async def test_too_many_questions_are_turned_away(discord_: LoopbackDiscord) -> None:
    """One question more than may wait is told so at once, and those before it are answered."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        live_index.gate.clear()
        waiting = [await discord_.start_slash("ask", question=f"Question {number}?") for number in range(MOST_WAITING)]
        for exchange in waiting:
            await exchange.acknowledged()
        one_more = await discord_.slash("ask", question="One more?")
        live_index.gate.set()
        async with asyncio.timeout(10):
            while any("Sentence 1" not in text(exchange.message) for exchange in waiting):
                await asyncio.sleep(0.01)
    assert (text(one_more.message), one_more.ephemeral) == (BUSY, True)
    assert len(live_index.asked) == MOST_WAITING


async def test_those_far_back_are_told_their_place_and_then_answered(discord_: LoopbackDiscord) -> None:
    """The place stands where the answer will."""
    live_index = FakeLiveIndex()
    async with running(discord_, live_index):
        live_index.gate.clear()
        waiting = [await discord_.start_slash("ask", question=f"Question {number}?") for number in range(12)]
        await waiting[11].answered()
        told = text(waiting[11].message)
        live_index.gate.set()
        async with asyncio.timeout(10):
            while "Sentence 1" not in text(waiting[11].message):
                await asyncio.sleep(0.01)
    assert told == "Your question is number 12 in the queue."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
async def test_sigterm_ends_the_process_after_the_answer(discord_: LoopbackDiscord) -> None:
    """A process told to end while it answers shows the answer and exits with code 0."""
    root = Path(__file__).parents[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", CHILD, discord_.api, discord_.gateway, discord_.token),
        env=os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{root / 'tests'}"},
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
    assert "Nothing." in text(question.message)


CHILD = """
import asyncio, sys, time
from fakes import FakeLiveIndex
from bot.discord_app.client import ReportClient
from bot.discord_app.connect import point_at, run_client
from bot.discord_app.desk.desk import Desk
from bot.discord_app.desk.service import Service
from bot.memory.memory import Memory
from bot.types import Answer

def answer(asked):
    time.sleep(0.5)
    return Answer(asked.text, "not_found", "Nothing.")

async def main():
    live_index = FakeLiveIndex()
    live_index.answer_with = answer
    desk = Desk(most_waiting=10, person_per_minute=10, guild_per_minute=10)
    await run_client(ReportClient(Service(live_index, Memory(None), desk)), sys.argv[3])

point_at(sys.argv[1], sys.argv[2])
asyncio.run(main())
"""
