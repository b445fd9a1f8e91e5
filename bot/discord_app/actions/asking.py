"""Questions that come by a command, a menu, a form or a button: acknowledged at once, then answered."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

import discord

from bot.discord_app.actions.replies import Interaction, tell
from bot.discord_app.cards.answer_card import answer_card
from bot.discord_app.desk.desk import STOPPING
from bot.discord_app.desk.service import Asker
from bot.memory.in_hand import InHand
from bot.memory.server_settings import ChannelSettings
from bot.types import Asked

NOT_HERE: Final = "Questions are not answered in this channel: ask in another one, or in a direct message."


def asker_of(interaction: Interaction) -> Asker:
    """Who used an interaction, and where."""
    return Asker(interaction.user.id, interaction.channel_id or 0, interaction.guild_id)


def settings_of(interaction: Interaction) -> ChannelSettings:
    """The settings where an interaction was used; a thread has those of its channel."""
    return interaction.client.service.memory.settings.of(interaction.guild_id, settings_place(interaction.channel))


def settings_place(channel: object) -> int | None:
    """The id of the channel whose settings count: the one that a thread is in."""
    return getattr(channel, "parent_id", None) or getattr(channel, "id", None)


async def take(interaction: Interaction, asked: Asked, *, converses: bool) -> None:
    """Answers a question with a new message.

    If it ``converses``, the person's earlier questions in this thread or direct message count.
    """
    settings = settings_of(interaction)
    async with let_in(interaction, settings, replace(asked, count=settings.quotes)) as may:
        if not may:
            return
        await interaction.response.defer(thinking=True, ephemeral=not settings.public)
        if converses and _is_conversation(interaction):
            asked = replace(asked, previous=await interaction.client.service.said_before(asker_of(interaction)))
        await _answer(interaction, replace(asked, count=settings.quotes))


async def ask_again(interaction: Interaction, asked: Asked) -> None:
    """Answers a question in the place of the message that a control is on."""
    async with let_in(interaction, settings_of(interaction), asked) as may:
        if may:
            await interaction.response.defer()
            await _answer(interaction, asked)


@contextlib.asynccontextmanager
async def let_in(
    interaction: Interaction, settings: ChannelSettings, asked: Asked | None = None
) -> AsyncIterator[bool]:
    """Gives whether a person may ask now: if not, they are told why; if so, they have a place while the block runs.

    What was ``asked`` is noted while it runs, so that the next process can answer where this one is killed.
    """
    if not settings.answering:
        await tell(interaction, NOT_HERE)
        yield False
        return
    with interaction.client.service.desk.turn(interaction.user.id, interaction.guild_id) as refusal:
        if refusal:
            await tell(interaction, refusal)
            yield False
            return
        with interaction.client.service.in_hand(_in_hand(interaction, asked)):
            yield True


def _in_hand(interaction: Interaction, asked: Asked | None) -> InHand:
    asker = asker_of(interaction)
    return InHand(interaction.token, interaction.application_id, asker.person, asker.place, asker.guild, asked)


async def _answer(interaction: Interaction, asked: Asked) -> None:
    service = interaction.client.service
    service.desk.hold()
    try:
        kept = await service.ask(asker_of(interaction), asked, lambda place: _wait(interaction, place))
    except asyncio.CancelledError:
        await tell(interaction, STOPPING)
        raise
    message = await interaction.edit_original_response(view=answer_card(kept))
    await service.shown(kept, message.id, asker_of(interaction).place)


async def _wait(interaction: Interaction, place: str) -> None:
    """Tells the place in the queue, but not in an existing message, where it would replace an answer."""
    if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        await tell(interaction, place)


def _is_conversation(interaction: Interaction) -> bool:
    return interaction.guild_id is None or isinstance(interaction.channel, discord.Thread)
