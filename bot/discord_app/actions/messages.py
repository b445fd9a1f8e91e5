"""Questions that come as messages: a mention, a direct message, a reply to an answer, a word in our thread."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from typing import Final, TypeAlias

import discord

from bot.discord_app.actions.asking import settings_place
from bot.discord_app.actions.replies import FAILED, LOST, ServiceClient
from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import answer_card, said
from bot.discord_app.cards.markup import plain
from bot.discord_app.desk.desk import STOPPING
from bot.discord_app.desk.service import Asker
from bot.memory.server_settings import ChannelSettings
from bot.types import Asked

log = logging.getLogger(__name__)

ARCHIVE_MINUTES: Final = 1440
HOW: Final = "Ask me a question about inspection reports, for example: How quickly are 999 calls answered in Gwent?"
TOO_LONG: Final = f"A question has {limits.QUESTION} characters at most: please put it shorter."
PRIVATELY: Final = "In this channel only the person who asks sees an answer: please use /ask."
# What people say in a thread to each other, or to be polite.
_POLITE: Final = (
    r"thanks?|thank you|many thanks|very much|a lot|all|cheers|ta|ok|okay|great|perfect|brilliant|nice|good|cool"
    r"|yes|no|yep|nope|lol|haha|got it|noted|will do|hi|hello|hey|morning"
)
_SMALL_TALK: Final = re.compile(rf"[\W_]*(?:\b(?:{_POLITE})\b[\W_]*)*", re.IGNORECASE)

Channel: TypeAlias = "discord.abc.MessageableChannel"


@dataclass(frozen=True, slots=True)
class Heard:
    """A question in a message: its text, and where to find the questions that it may refer to."""

    text: str
    asker: Asker
    replies_to: int | None = None
    converses: bool = False


def heard(message: discord.Message, me: discord.abc.Snowflake) -> Heard | None:
    """The question that a message asks the application ``me``; ``None`` if the message is not for it."""
    if message.author.bot or message.is_system():
        return None
    text = " ".join(re.sub(rf"<@!?{me.id}>", " ", message.content).split())
    asker = Asker(message.author.id, message.channel.id, message.guild.id if message.guild else None)
    mentioned = bool(re.search(rf"<@!?{me.id}>", message.content))
    replied = _answer_replied_to(message, me)
    if mentioned and not text and not replied:
        text = _text_replied_to(message)
    in_thread = isinstance(message.channel, discord.Thread) and message.channel.owner_id == me.id
    converses = message.guild is None or isinstance(message.channel, discord.Thread)
    if mentioned or message.guild is None:
        return Heard(text, asker, replied, converses)
    if replied:
        return Heard(text, asker, replied, converses) if text and not _is_small_talk(text) else None
    speaks_to_others = bool(message.mentions) or message.reference is not None
    if in_thread and text and not speaks_to_others and not _is_small_talk(text):
        return Heard(text, asker, None, converses)
    return None


async def reply(client: ServiceClient, message: discord.Message, question: Heard) -> None:
    """Answers a question in a message: in a thread of its own, or beside it."""
    service, asker = client.service, question.asker
    settings = service.memory.settings.of(asker.guild, settings_place(message.channel))
    if not settings.answering:
        return
    objection = _objection(question.text) or (None if settings.public or asker.guild is None else PRIVATELY)
    if objection:
        await _refuse(message, objection)
        return
    with service.desk.turn(asker.person, asker.guild) as refusal:
        if refusal:
            await _refuse(message, refusal)
        else:
            await _converse(client, message, question, settings)


async def _converse(
    client: ServiceClient, message: discord.Message, question: Heard, settings: ChannelSettings
) -> None:
    service, asker = client.service, question.asker
    place = await _place(message, question, threads=settings.threads)
    await place.typing()
    previous: tuple[str, ...] = ()
    if question.replies_to:
        previous = await service.said_to(question.replies_to, asker)
    elif question.converses:
        previous = await service.said_before(asker)
    asker = Asker(asker.person, place.id, asker.guild)
    asked = Asked(question.text, count=settings.quotes, previous=previous)
    await _answer(client, message, place, asker, asked)


async def _answer(client: ServiceClient, message: discord.Message, place: Channel, asker: Asker, asked: Asked) -> None:
    service = client.service
    service.desk.hold()
    shown: list[discord.Message] = []

    async def show(view: discord.ui.LayoutView) -> None:
        if shown:
            await shown[0].edit(view=view)
        elif place.id == message.channel.id:
            shown.append(await message.reply(view=view, mention_author=False))
        else:
            shown.append(await place.send(view=view))

    async def tell(sentence: str) -> None:
        try:
            await show(said(sentence))
        except LOST:
            log.warning("Discord did not take a reply", exc_info=True)

    try:
        kept = await service.ask(asker, asked, tell)
        await show(answer_card(kept))
        await service.shown(kept, shown[0].id, place.id)
    except asyncio.CancelledError:
        await tell(STOPPING)
        raise
    except LOST:
        log.warning("Discord did not take an answer", exc_info=True)
    except Exception:  # whoever asked is told, whatever went wrong
        log.exception("A message could not be answered")
        await tell(FAILED)


async def _refuse(message: discord.Message, sentence: str) -> None:
    try:
        await message.reply(view=said(sentence), mention_author=False)
    except LOST:
        log.warning("Discord did not take a reply", exc_info=True)


async def _place(message: discord.Message, question: Heard, *, threads: bool) -> Channel:
    """Where to answer: in a thread opened for the question, or where it was asked."""
    channel = message.channel
    if not threads or question.replies_to or not isinstance(channel, discord.TextChannel):
        return channel
    try:
        name = plain(question.text, limits.THREAD_NAME)
        return await message.create_thread(name=name, auto_archive_duration=ARCHIVE_MINUTES)
    except discord.HTTPException as refusal:
        log.info("No thread could be opened (%s): the answer goes into the channel", refusal.code)
        return channel


def _objection(text: str) -> str | None:
    if len(text) > limits.QUESTION:
        return TOO_LONG
    return HOW if _is_small_talk(text) or len(text) < 3 else None


def _is_small_talk(text: str) -> bool:
    return bool(_SMALL_TALK.fullmatch(text))


def _text_replied_to(message: discord.Message) -> str:
    """The words of the message that a mention without words replies to."""
    resolved = message.reference.resolved if message.reference else None
    return " ".join(resolved.content.split()) if isinstance(resolved, discord.Message) else ""


def _answer_replied_to(message: discord.Message, me: discord.abc.Snowflake) -> int | None:
    """The id of our message that a message replies to."""
    if message.reference is None or not isinstance(message.reference.resolved, discord.Message):
        return None
    return message.reference.message_id if message.reference.resolved.author.id == me.id else None
