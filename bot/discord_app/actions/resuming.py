"""What a process that was killed had in hand: answered by the next one, or apologised for, while that is possible."""

from __future__ import annotations

import asyncio
import logging
from typing import Final, cast

import discord

from bot.discord_app.actions.replies import FAILED, LOST, ServiceClient
from bot.discord_app.cards.answer_card import answer_card, said
from bot.discord_app.desk.service import Asker
from bot.memory.in_hand import InHand

log = logging.getLogger(__name__)

ORIGINAL: Final = "@original"  # https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints
RESTARTED: Final = "The bot was restarted while it worked on this: please try again."


async def resume(client: ServiceClient) -> None:
    """Answers the questions that are left, in the order they came; whoever waits for something else is told."""
    left = await client.service.left_in_hand()
    if left:
        log.info("The process before has left %d in hand: they are answered now", len(left))
    for one in left:
        await _resume(client, one)


async def _resume(client: ServiceClient, one: InHand) -> None:
    service = client.service
    reply = discord.Webhook.partial(one.application, one.token, client=client)

    async def show(view: discord.ui.LayoutView) -> discord.WebhookMessage:
        return await reply.edit_message(cast("int", ORIGINAL), view=view)

    async def tell(sentence: str) -> None:
        await show(said(sentence))

    try:
        if one.asked is None:
            await tell(RESTARTED)
        else:
            kept = await service.ask(Asker(one.person, one.place, one.guild), one.asked, tell)
            message = await show(answer_card(kept))
            await service.shown(kept, message.id, one.place)
    except asyncio.CancelledError:
        raise
    except LOST as lost:
        log.warning("What was in hand could not be answered any more: %s", lost)
    except Exception:  # whoever asked is told, whatever went wrong; the others in hand come after it
        log.exception("What was in hand could not be answered")
        await _apologise(tell)
    service.notes.submit(service.memory.tried, lambda: service.memory.in_hand.drop(one.token))


async def _apologise(tell: object) -> None:
    assert callable(tell)
    try:
        await tell(FAILED)
    except LOST as lost:
        log.warning("Discord did not take a reply: %s", lost)
