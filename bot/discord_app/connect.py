"""The connection to Discord: addresses, the token, and an orderly end of the process."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from typing import Final

import aiohttp
import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.discord_app.client import ReportClient
from bot.discord_app.errors import DiscordUnavailable

DISCORD_API: Final = Route.BASE
DISCORD_GATEWAY: Final = str(DiscordWebSocket.DEFAULT_GATEWAY)
AUTHENTICATION_FAILED: Final = 4004

REFUSED: Final = "Discord refused the token: set DISCORD_TOKEN (see README)"
UNREACHABLE: Final = "Discord cannot be reached: check the network, and REPORTBOT_DISCORD_API if it is set (see README)"
NO_GATEWAY: Final = (
    "Discord's gateway cannot be reached: check the network, and REPORTBOT_DISCORD_GATEWAY if it is set (see README)"
)


def point_at(api: str, gateway: str) -> None:
    """Sets the addresses of Discord's API and gateway, for every client of this process."""
    Route.BASE = api.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)


async def sees_message_content(token: str) -> bool:
    """Whether the application's owner has switched on the Message Content intent.

    Raises:
        DiscordUnavailable: Discord refuses the token, or cannot be reached.
    """
    async with discord.Client(intents=discord.Intents.none()) as probe:
        await _log_in(probe, token)
        flags = probe.application_flags
        return flags.gateway_message_content or flags.gateway_message_content_limited


async def run_client(client: ReportClient, token: str) -> None:
    """Serves questions until SIGTERM or SIGINT, or until the desk stops, then shuts down in good order.

    Raises:
        DiscordUnavailable: Discord refuses the token, or cannot be reached at the start.
    """
    desk = client.service.desk
    async with client:
        serving = asyncio.create_task(_serve(client, token))
        serving.add_done_callback(lambda _: desk.stop())
        try:
            with _on_signals(desk.stop):
                await desk.stopped()
                if serving.done():
                    return await serving
                await desk.finish()
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


async def _serve(client: ReportClient, token: str) -> None:
    await _log_in(client, token)
    try:
        await client.connect()
    except discord.ConnectionClosed as closed:
        if closed.code == AUTHENTICATION_FAILED:
            raise DiscordUnavailable(REFUSED) from closed
        raise
    except Exception as failure:  # of any library below it
        # discord.py reconnects for as long as it takes, but only once it has been connected.
        if not client.was_connected:
            raise DiscordUnavailable(NO_GATEWAY) from failure
        raise


async def _log_in(client: discord.Client, token: str) -> None:
    if len(token.split()) != 1 or not token.isascii():
        raise DiscordUnavailable(REFUSED)
    try:
        await client.login(token)
    except discord.LoginFailure as refusal:
        raise DiscordUnavailable(REFUSED) from refusal
    except app_commands.CommandSyncFailure:
        raise
    except (aiohttp.ClientError, OSError, discord.HTTPException) as failure:
        raise DiscordUnavailable(UNREACHABLE) from failure


@contextlib.contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Calls ``stop`` at SIGTERM or SIGINT; another one changes nothing, since people are still being told."""
    loop = asyncio.get_running_loop()
    ends = (signal.SIGTERM, signal.SIGINT)
    # Windows has no handlers of this kind, and other threads may not set them.
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        for end in ends:
            loop.add_signal_handler(end, stop)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for end in ends:
                loop.remove_signal_handler(end)
