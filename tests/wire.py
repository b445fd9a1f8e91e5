"""The real client, run against a loopback Discord for the length of a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fakes import FakeLiveIndex
from loopback_discord import LoopbackDiscord

from bot.discord_app.client import ReportClient
from bot.discord_app.connect import run_client
from bot.discord_app.desk.desk import Desk
from bot.discord_app.desk.service import Service
from bot.live.reindex import Reindex
from bot.memory.memory import Memory

MOST_WAITING = 32


def client(
    live_index: FakeLiveIndex | None = None,
    memory: Memory | None = None,
    reindex: Reindex | None = None,
    **options: Any,
) -> ReportClient:
    """A client whose index and memory are these, or new ones."""
    desk = Desk(most_waiting=MOST_WAITING, person_per_minute=1000, guild_per_minute=1000)
    return ReportClient(Service(live_index or FakeLiveIndex(), memory or Memory(None), desk, reindex), **options)


@asynccontextmanager
async def running(
    server: LoopbackDiscord, live_index: FakeLiveIndex | None = None, memory: Memory | None = None, **options: Any
) -> AsyncIterator[ReportClient]:
    """Runs a client until the block ends, then stops it as a signal would."""
    live_index = live_index or FakeLiveIndex()
    bot = client(live_index, memory, **options)
    before = server.identified
    task = asyncio.create_task(run_client(bot, server.token))
    try:
        async with asyncio.timeout(10):
            while server.identified == before:
                await asyncio.sleep(0.005)
        await server.ready()
        yield bot
    finally:
        live_index.gate.set()
        bot.service.desk.stop()
        await asyncio.wait_for(task, 10)
