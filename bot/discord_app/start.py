"""Puts the application together from the settings, and runs it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.config import Settings
from bot.discord_app.client import ReportClient, ShardedReportClient
from bot.discord_app.connect import DISCORD_API, DISCORD_GATEWAY, point_at, run_client, sees_message_content
from bot.discord_app.desk.desk import Desk
from bot.discord_app.desk.service import Service, Shelf
from bot.live.reindex import Reindex
from bot.memory.memory import Memory


def service_of(settings: Settings, live_index: Shelf) -> Service:
    """The parts of the application, made from the settings.

    Raises:
        ReportbotError: the file of its memory cannot be used.
    """
    memory = Memory(
        settings.memory,
        keep=timedelta(days=settings.keep_days),
        forget=timedelta(minutes=settings.forget_minutes),
        quotes=settings.quotes,
    )
    desk = Desk(
        most_waiting=settings.most_waiting,
        person_per_minute=settings.person_per_minute,
        guild_per_minute=settings.guild_per_minute,
    )
    reindex = Reindex(settings.corpus, settings.index, settings.model, settings.runtime, settings.engine)
    return Service(live_index, memory, desk, reindex, log_questions=settings.log_questions)


def client_of(settings: Settings, service: Service, *, message_content: bool) -> ReportClient:
    """The client, over one gateway connection or several."""
    options: dict[str, Any] = {"guild_id": settings.discord_guild, "message_content": message_content}
    if settings.shards == 1:
        return ReportClient(service, **options)
    ids = settings.shard_ids and list(settings.shard_ids)
    return ShardedReportClient(service, shard_count=settings.shards or None, shard_ids=ids, **options)


async def serve(settings: Settings, token: str, live_index: Shelf) -> None:
    """Serves questions in Discord until the process is told to end.

    Raises:
        DiscordUnavailable: Discord refuses the token, or cannot be reached at the start.
        ReportbotError: the file of the memory cannot be used.
    """
    point_at(settings.discord_api or DISCORD_API, settings.discord_gateway or DISCORD_GATEWAY)
    service = service_of(settings, live_index)
    try:
        client = client_of(settings, service, message_content=await sees_message_content(token))
        await run_client(client, token)
    finally:
        service.memory.close()
