"""/watch and /coverage: which channels hear of new reports, and what is held of the catalogue."""

from __future__ import annotations

import io
import logging
from typing import Final

import discord
from discord import ui

from bot.discord_app.actions.asking import let_in, settings_of, take
from bot.discord_app.actions.replies import LOST, Interaction, ServiceClient, refuse, tell
from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import FOUND_COLOUR, sealed
from bot.discord_app.cards.markup import escape, fit, plain
from bot.discord_app.cards.news_card import QUESTIONS, news_card
from bot.discord_app.cards.press import parsed
from bot.memory.watches import EVERYTHING
from bot.phrases import listed
from bot.present.coverage import coverage_csv
from bot.types import Asked
from corpus.errors import ReportbotError
from corpus.fetch.catalogue import bodies_named

log = logging.getLogger(__name__)

ALL: Final = "all"
NOT_A_MANAGER: Final = "Only those who manage this server can choose what its channels watch."
WATCHED: Final = "This channel is told of new reports on {what}. /watch with “stop” ends it."
STOPPED: Final = "This channel is told of no new reports any more."
NOTHING: Final = "This channel watches nothing: /watch with a body, or with all."
PICTURE, TABLE = "coverage.png", "coverage.csv"


async def watch(interaction: Interaction, body: str | None, *, stop: bool) -> None:
    """Has a channel told of new reports, or no more."""
    service, channel = interaction.client.service, interaction.channel_id or 0
    if not interaction.permissions.manage_guild or interaction.guild_id is None:
        await tell(interaction, NOT_A_MANAGER)
        return
    watches = service.memory.watches
    if stop:
        watches.remove(channel)
        await tell(interaction, STOPPED)
        return
    if body:
        if not watches.any():
            await service.know_all()  # what is held already is no news
        try:
            names = (EVERYTHING,) if body.casefold() == ALL else bodies_named(body)
        except ReportbotError as problem:
            await refuse(interaction, problem)
            return
        for name in names:
            watches.add(interaction.guild_id, channel, name)
    await tell(interaction, _watched(watches.of(channel)))


def _watched(bodies: list[str]) -> str:
    if not bodies:
        return NOTHING
    what = "any force, service or area" if EVERYTHING in bodies else listed(bodies)
    return WATCHED.format(what=plain(what, limits.TEXT // 2))


async def tell_news(client: ServiceClient) -> None:
    """Tell the channels that watch of the reports that were indexed since the last time."""
    if not client.service.memory.watches.any():
        return
    for news in await client.service.news():
        for id in client.service.memory.watches.channels(news.report.bodies):
            channel = client.get_channel(id)
            if not isinstance(channel, discord.abc.Messageable):
                client.service.memory.watches.remove(id)  # it is gone, or closed to the application
                continue
            try:
                await channel.send(view=news_card(news))
            except LOST:
                log.warning("Discord did not take the news of a report", exc_info=True)


async def ask_of_news(interaction: Interaction, id: str) -> None:
    """Asks what a button under a new report says."""
    number, year, body = parsed(id, 3)
    since = int(year) or None
    await take(interaction, Asked(QUESTIONS[int(number)], body, since), converses=False)


async def show_coverage(interaction: Interaction, body: str | None) -> None:
    """Shows what is held of the catalogue of official reports, to the person alone."""
    service = interaction.client.service
    async with let_in(interaction, settings_of(interaction)) as may:
        if not may:
            return
        await interaction.response.defer(thinking=True, ephemeral=True)
        try:
            found, drawn = await service.coverage(body)
        except ReportbotError as problem:
            await refuse(interaction, problem)
            return
        table = discord.File(io.BytesIO(coverage_csv(found).encode("utf-8-sig")), TABLE)
        files = [discord.File(io.BytesIO(drawn.png), PICTURE, description=drawn.alt), table]
        text = ui.TextDisplay[ui.LayoutView](fit(escape(drawn.alt), limits.TEXT // 2))
        card = ui.Container[ui.LayoutView](text, accent_colour=FOUND_COLOUR)
        gallery = ui.MediaGallery[ui.LayoutView]()
        gallery.add_item(media=f"attachment://{PICTURE}", description=plain(drawn.alt, limits.ALT_TEXT))
        card.add_item(gallery)
        card.add_item(ui.File[ui.LayoutView](f"attachment://{TABLE}"))
        await interaction.edit_original_response(view=sealed(card), attachments=files)
