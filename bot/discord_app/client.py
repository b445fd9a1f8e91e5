"""The Discord client: the events it handles, the commands it registers, and how it shuts down."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import tasks

from bot.discord_app.actions import commands, controls, messages, watching
from bot.discord_app.actions.replies import ServiceClient, apologise
from bot.discord_app.actions.resuming import resume
from bot.discord_app.desk.service import Service
from bot.discord_app.errors import DiscordUnavailable
from corpus.errors import ReportbotError

log = logging.getLogger(__name__)

REGISTERED: Final = "registered commands"
MOST_SEEN: Final = 5000  # messages and interactions whose second delivery is known
NOT_IN_GUILD: Final = (
    "Discord refused the commands for this server: invite the bot to it with the "
    "applications.commands scope, or correct REPORTBOT_DISCORD_GUILD (see README)"
)


def guard_parsers(client: discord.Client) -> None:
    """Has an event that is not as Discord describes it logged in a line, where it would end discord.py's connection.

    discord.py has no public place for this.
    """
    parsers = client._connection.parsers
    for name, parse in list(parsers.items()):
        parsers[name] = _guarded(name, parse)


def _guarded(name: str, parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def parsed(data: Any) -> Any:
        try:
            return parse(data)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            log.warning("Discord sent an event that cannot be read (%s): %s %s", name, type(error).__name__, error)
            return None

    return parsed


class ReportTree(app_commands.CommandTree["ReportClient"]):
    """The slash commands, with the reply to one that fails."""

    async def interaction_check(self, interaction: discord.Interaction[ReportClient]) -> bool:
        """Whether a command is delivered for the first time."""
        return await interaction.client.is_first(interaction.id)

    async def on_error(
        self, interaction: discord.Interaction[ReportClient], error: app_commands.AppCommandError
    ) -> None:
        """Logs the traceback, and answers with one sentence that reveals none of it."""
        await apologise(interaction, getattr(error, "original", error))


class ReportClient(ServiceClient):
    """A Discord client that answers questions with a service, without ever blocking its event loop.

    With ``guild_id`` the commands are registered in that one server, where they appear at once, and
    for direct messages; without, in every server and for direct messages. ``message_content`` asks
    Discord for the words of messages that do not mention the application: follow-ups in threads.
    """

    def __init__(
        self, service: Service, *, guild_id: int | None = None, message_content: bool = False, **options: Any
    ) -> None:
        super().__init__(
            intents=discord.Intents(
                guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            # Nothing here waits for the list of servers; discord.py would for two seconds.
            guild_ready_timeout=0,
            **options,
        )
        self.service = service
        self.tree = ReportTree(self)
        for command in commands.ALL:
            self.tree.add_command(command)
        self._guild = None if guild_id is None else discord.Object(guild_id)
        self.was_connected = False
        self._resuming: asyncio.Task[None] | None = None
        self._seen: OrderedDict[int, None] = OrderedDict()
        guard_parsers(self)

    async def setup_hook(self) -> None:
        """Registers the commands with Discord where they have changed since the last time."""
        self._expire.start()
        self._news.start()
        self._prove.start()
        self._resuming = asyncio.create_task(resume(self))
        self._place_commands()
        wanted = commands.fingerprint(self.tree, self._guild, self.application_id, self._guild and self._guild.id)
        if self.service.memory.noted(REGISTERED) == wanted:
            return
        if self._guild is not None:
            await self._register_in(self._guild)
        await self.tree.sync()
        self.service.memory.note(REGISTERED, wanted)

    def _place_commands(self) -> None:
        """Registers the commands of a home server there alone: Discord would list global ones a second time."""
        self.tree.allowed_contexts = app_commands.AppCommandContext(guild=self._guild is None, dm_channel=True)
        if self._guild is not None:
            self.tree.copy_global_to(guild=self._guild)
            for command in commands.IN_SERVERS:
                self.tree.remove_command(command.name)

    async def _register_in(self, guild: discord.Object) -> None:
        try:
            await self.tree.sync(guild=guild)
        except discord.Forbidden as refusal:
            raise DiscordUnavailable(NOT_IN_GUILD) from refusal

    async def on_connect(self) -> None:
        """Notes that the gateway has let the application in."""
        self.was_connected = True

    async def on_ready(self) -> None:
        """Logs that the application is connected."""
        log.info("Connected to Discord as %s, in %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        """Answers a message that asks the application something; one that is delivered twice is answered once."""
        if self.user and (question := messages.heard(message, self.user)) and await self.is_first(message.id):
            await messages.reply(self, message, question)

    async def on_interaction(self, interaction: discord.Interaction[ReportClient]) -> None:
        """Does what a button, a menu or a form stands for; the tree handles commands."""
        pressed = interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit)
        if pressed and await self.is_first(interaction.id):
            try:
                await controls.use(interaction)
            except Exception as failure:  # whoever pressed it is told, whatever went wrong
                await apologise(interaction, failure)

    async def is_first(self, id: int) -> bool:
        """Whether this is the first delivery to this process, and to those that share its memory."""
        memory = self.service.memory
        return self.is_new(id) and (not memory.shared or await asyncio.to_thread(memory.claimed, id))

    def is_new(self, id: int) -> bool:
        """Whether this is the first delivery of what has this id: Discord repeats some after a lost connection."""
        new = id not in self._seen
        self._seen[id] = None
        if len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)
        return new

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forgets a server that the application was removed from."""
        await asyncio.to_thread(self.service.memory.forget_guild, guild.id)

    @tasks.loop(hours=1)
    async def _expire(self) -> None:
        """Deletes the answers that have been kept long enough."""
        await asyncio.to_thread(self.service.memory.tried, self.service.memory.expire)

    @tasks.loop(minutes=5)
    async def _news(self) -> None:
        """Tells the channels that watch of new reports."""
        try:
            await watching.tell_news(self)
        except Exception:  # a task that raises ends for good: the next round may go well
            log.exception("The news of reports could not be told")

    @_news.before_loop
    async def _before_news(self) -> None:
        await self.wait_until_ready()

    @tasks.loop(hours=1)
    async def _prove(self) -> None:
        """Sees whether the index is as it was written; the log tells what mends it where it is not."""
        try:
            await asyncio.to_thread(self.service.live_index.prove)
        except ReportbotError as problem:
            log.error("%s", problem)

    async def close(self) -> None:
        """Leaves Discord, once those whose questions are still waiting have been told."""
        self._expire.cancel()
        self._news.cancel()
        self._prove.cancel()
        if self._resuming is not None:
            self._resuming.cancel()
        if self.service.reindex is not None:
            await self.service.reindex.stop()
        await self.service.desk.finish(0)
        await super().close()
        self.service.desk.close()
        self.service.notes.shutdown()


class ShardedReportClient(ReportClient, discord.AutoShardedClient):
    """The same over several gateway connections, as servers in their thousands need."""
