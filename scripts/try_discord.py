"""Try the bot in a browser: the real bot on the real index, in SimCord's preview instead of Discord.

It needs no token and no network: the preview is served to this computer only.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import re
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import discord
import simcord
from dotenv import dotenv_values

from bot.cli.opening import opened
from bot.cli.progress import bar
from bot.config import Settings
from corpus.errors import ReportbotError
from index.build import build
from index.encoder import SentenceEncoder

NOTES: Final = """This is the real bot in SimCord's preview, not in Discord. Of what the bot does in Discord, here
- there is one channel: no direct messages, and no threads, so the answer to a mention goes into the channel
- there is no right-click menu on messages, so no Apps > Find in reports
- there is no "thinking" and no "typing": the page waits for an answer, and does one thing at a time
- nothing ends: no time passes (it is always 1 January 2026), and private answers cannot be dismissed
- the citation under a quote is drawn as part of the quote; lines break elsewhere
Type /ask, or @TestBot and a question; press the buttons; "Viewing as" makes you alice, an administrator, or bob.
"""
CHANNEL: Final = "inspection-reports"
FIRST_QUESTION: Final = "What did HMICFRS say about victim contact?"
LONGEST_SECONDS: Final = 60.0  # that the page waits for one thing the bot does, /reindex included
DONE, FAILED, MISUSED = 0, 1, 2


class Person(simcord.MemberActor):
    """Somebody in the server; as in Discord, the name of the bot after an @ mentions it."""

    async def send(self, channel: simcord.ChannelHandle, content: str = "", **options: Any) -> discord.Message:
        """Sends a message."""
        me = self._env.bot.user
        if me is not None:
            content = mentioned(content, me.name, me.mention)
        return await super().send(channel, content, **options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the preview until Ctrl-C; the exit code is 0 then, 2 for wrong use or bad input, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, metavar="DIR", help="folder of the index; built if it is not given")
    parser.add_argument("--port", type=int, default=0, help="port of the page on 127.0.0.1 (default: a free one)")
    parser.add_argument("--seconds", type=float, help="end after this time")
    given = parser.parse_args(arguments)
    print(NOTES, flush=True)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        environ = {k: v for k, v in dotenv_values(".env").items() if v is not None} | dict(os.environ)
        settings = Settings.from_env(environ)
        if given.index:
            settings = replace(settings, index=given.index)
        elif not (settings.index / "CURRENT").exists():
            print(f"No index in {settings.index} yet: building it.", file=sys.stderr)
            build(settings.corpus, settings.index, lambda: SentenceEncoder(settings.model, settings.runtime), track=bar)
        with tempfile.TemporaryDirectory(prefix="try-discord-") as folder:
            # A server of the settings is one of Discord's, and what is tried here is not to be kept.
            settings = replace(settings, discord_guild=None, memory=Path(folder) / "memory.sqlite")
            asyncio.run(serve(make_client(settings), given.port, given.seconds))
    except (ReportbotError, simcord.SetupError) as problem:
        print(f"try_discord: {problem}", file=sys.stderr)
        return MISUSED
    except OSError as problem:
        print(f"try_discord: port {given.port} cannot be used: {problem}", file=sys.stderr)
        return MISUSED
    except KeyboardInterrupt:
        return FAILED
    return DONE


def make_client(settings: Settings) -> discord.Client:
    """The bot as it would run in Discord, on the index of the settings."""
    from bot.discord_app.start import client_of, service_of

    return client_of(settings, service_of(settings, opened(settings)), message_content=True)


async def serve(client: discord.Client, port: int, seconds: float | None) -> None:
    """Shows a server with one channel and two people, until Ctrl-C or the end of the time."""
    try:
        async with simcord.run(client, check_errors=False, settle_timeout=LONGEST_SECONDS) as env:
            guild = env.create_guild("Trying the bot")
            # A thread would open where the page cannot follow.
            no_threads = discord.PermissionOverwrite(create_public_threads=False)
            channel = guild.create_text_channel(CHANNEL, overwrites={guild.default_role: no_threads})
            administrator = guild.create_role("Administrator", permissions=discord.Permissions(administrator=True))
            alice, bob = env.create_user("alice"), env.create_user("bob")
            guild.add_member(alice, roles=[administrator])
            guild.add_member(bob)
            people = [Person(env, guild, alice), Person(env, guild, bob)]
            await people[0].slash(channel, "ask", question=FIRST_QUESTION)
            async with env.preview(channel, viewers=people, layout="channel", port=port) as preview:
                print(f"Open {preview.url}\nCtrl-C ends.", flush=True)
                await _ended(preview, seconds)
    finally:
        await client.close()


def mentioned(text: str, name: str, mention: str) -> str:
    """A text in which a name after an @ is a mention, as Discord's own input writes it."""
    return re.sub(rf"@{re.escape(name)}\b", lambda _: mention, text, flags=re.IGNORECASE)


async def _ended(preview: simcord.Preview, seconds: float | None) -> None:
    """Waits for SIGINT, SIGTERM, the end of the time, or "End preview session" in the page."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows has no handlers of this kind
        for end in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(end, told.set)
    waiting = [asyncio.ensure_future(told.wait()), asyncio.ensure_future(preview.wait_closed())]
    await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


if __name__ == "__main__":
    sys.exit(main())
