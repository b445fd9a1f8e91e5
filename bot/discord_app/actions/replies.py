"""How the application speaks in an interaction: at once, once, and never with a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import aiohttp
import discord
from discord import app_commands

from bot.discord_app.cards.answer_card import said
from bot.discord_app.desk.service import Service
from bot.phrases import sentence
from corpus.errors import ReportbotError

if TYPE_CHECKING:
    from bot.memory.memory import Kept

log = logging.getLogger(__name__)

EXPIRED: Final = "This answer is no longer kept, so its buttons have expired: ask the question again with /ask."
FAILED: Final = "Something went wrong, and it has been logged: please try again."
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
_TOO_LATE: Final = (10008, 10015, 10062, 40060)  # unknown message, webhook and interaction; acknowledged already
LOST: Final = (aiohttp.ClientError, OSError, discord.HTTPException)


class ServiceClient(discord.Client):
    """A Discord client with the service that its commands and controls use, and its commands in a tree."""

    service: Service
    tree: app_commands.CommandTree[ServiceClient]


Interaction: TypeAlias = "discord.Interaction[ServiceClient]"


def data_of(interaction: Interaction) -> Mapping[str, Any]:
    """What an interaction carries: a custom id, values chosen, or what was typed."""
    return cast("Mapping[str, Any]", interaction.data or {})


def values_of(interaction: Interaction) -> list[str]:
    """What was chosen in a menu."""
    return list(data_of(interaction).get("values", ()))


def typed_in(interaction: Interaction) -> dict[str, str]:
    """What was typed into a form, by the custom ids of its fields."""
    rows = data_of(interaction).get("components", ())
    fields = [row.get("component") or (row.get("components") or [{}])[0] for row in rows]
    return {field["custom_id"]: str(field.get("value") or "") for field in fields if "custom_id" in field}


async def kept_of(interaction: Interaction, id: str) -> Kept | None:
    """The answer that a control belongs to; if it has expired, the person is told."""
    kept = await interaction.client.service.kept(id)
    if kept is None:
        await tell(interaction, EXPIRED)
    return kept


async def tell(interaction: Interaction, words: str) -> None:
    """Says one sentence to the person alone, or in place of the sign that the application is thinking.

    A reply that Discord refuses is logged, since there is nobody left to tell.
    """
    try:
        if not interaction.response.is_done():
            await interaction.response.send_message(view=said(words), ephemeral=True)
        elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            await interaction.edit_original_response(view=said(words), attachments=[])
        else:
            await interaction.followup.send(view=said(words), ephemeral=True)
    except LOST:
        log.warning("Discord did not take a reply", exc_info=True)


async def refuse(interaction: Interaction, problem: ReportbotError) -> None:
    """Says why something cannot be done."""
    await tell(interaction, sentence(str(problem)))


async def apologise(interaction: Interaction, failure: BaseException) -> None:
    """Logs a failure with its traceback, and says that there was one; whom nothing reaches any more is a line."""
    if isinstance(failure, discord.HTTPException) and failure.code in _TOO_LATE:
        log.warning("An interaction had expired, or was answered already: %s", failure)
        return
    log.error("An interaction failed", exc_info=failure)
    await tell(interaction, FAILED)
