"""The door to Discord: a client whose one slash command, /ask, shows what ``ask`` answers."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

import aiohttp
import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.embeds import embeds
from bot.types import Answer
from corpus.errors import ReportbotError

log = logging.getLogger(__name__)

DISCORD_API: Final = Route.BASE
DISCORD_GATEWAY: Final = str(DiscordWebSocket.DEFAULT_GATEWAY)

# A question at the end of this queue still has its answer well before its token ends (15 minutes).
MOST_WAITING: Final = 32
# Together under the ten seconds that containers commonly leave between SIGTERM and SIGKILL.
GRACE_SECONDS: Final = 7.0
APOLOGY_SECONDS: Final = 2.0
AUTHENTICATION_FAILED: Final = 4004

FAILED: Final = "Something went wrong with this question, and it has been logged: please try again."
BUSY: Final = "Many questions are waiting already: please ask again in a minute."
STOPPING: Final = "The bot is restarting: please ask again in a minute."

REFUSED: Final = "Discord refused the token: set DISCORD_TOKEN (see README)"
UNREACHABLE: Final = "Discord cannot be reached: check the network, and REPORTBOT_DISCORD_API if it is set (see README)"
NO_GATEWAY: Final = (
    "Discord's gateway cannot be reached: check the network, and REPORTBOT_DISCORD_GATEWAY if it is set (see README)"
)
NOT_IN_GUILD: Final = (
    "Discord refused the commands for this server: invite the bot to it with the "
    "applications.commands scope, or correct REPORTBOT_DISCORD_GUILD (see README)"
)

Question = app_commands.Range[str, 3, 500]
Body = app_commands.Range[str, 1, 100]
Year = app_commands.Range[int, 1990, 2100]


class Ask(Protocol):
    """Answers a question; it may block, and is always called from one and the same thread."""

    def __call__(
        self,
        question: str,
        *,
        body: str | None = None,
        since: int | None = None,
        until: int | None = None,
    ) -> Answer:
        """Answers ``question``, about ``body`` only and from these years only where given."""


class DiscordUnavailable(ReportbotError):
    """Discord cannot be used; the message names the setting to look at."""


class ReportTree(app_commands.CommandTree["ReportClient"]):
    """The slash commands, with the replies to a question that is turned away or fails."""

    async def interaction_check(self, interaction: discord.Interaction[ReportClient]) -> bool:
        """Turns a question away at once, and says why, when it could not be answered in time."""
        refusal = self.client.admit()
        if refusal is not None:
            await _say(interaction, refusal)
        return refusal is None

    async def on_error(
        self,
        interaction: discord.Interaction[ReportClient],
        error: app_commands.AppCommandError,
    ) -> None:
        """Logs the traceback, and answers with one sentence that tells nothing of it."""
        log.error("A slash command failed", exc_info=error)
        await _say(interaction, FAILED)


@app_commands.command(name="ask", description="Ask what the inspection reports say")
@app_commands.describe(
    question="Your question, as a sentence",
    body="Only reports on this police force, fire service or area",
    since="Only reports from this year on",
    until="Only reports up to this year",
)
async def ask_command(
    interaction: discord.Interaction[ReportClient],
    question: Question,
    body: Body | None = None,
    since: Year | None = None,
    until: Year | None = None,
) -> None:
    """Acknowledges the question, has it answered in the worker thread and shows the answer."""
    await interaction.response.defer(thinking=True)
    try:
        answer = await interaction.client.answer(question, body=body, since=since, until=until)
    except asyncio.CancelledError:
        await _say(interaction, STOPPING)
        raise
    await interaction.edit_original_response(embeds=embeds(answer))


class ReportClient(discord.Client):
    """A Discord client that answers /ask with ``ask``, without ever blocking its event loop.

    With ``guild_id`` the command is registered in that one server, where it appears at once, and
    for direct messages; without, in every server and for direct messages.
    """

    def __init__(self, ask: Ask, *, guild_id: int | None = None) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            # Nothing here waits for the list of servers; discord.py would for two seconds.
            guild_ready_timeout=0,
        )
        self.tree = ReportTree(self)
        self.tree.add_command(ask_command)
        self._ask = ask
        self._guild = None if guild_id is None else discord.Object(guild_id)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ask")
        self._answering: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def setup_hook(self) -> None:
        """Registers the slash commands with Discord."""
        if self._guild is not None:
            await self._register_in(self._guild)
        # Discord lists a command twice where it is known both globally and to the server.
        everywhere = self._guild is None
        self.tree.allowed_contexts = app_commands.AppCommandContext(guild=everywhere, dm_channel=True)
        await self.tree.sync()

    async def _register_in(self, guild: discord.Object) -> None:
        self.tree.copy_global_to(guild=guild)
        try:
            await self.tree.sync(guild=guild)
        except discord.Forbidden as refusal:
            raise DiscordUnavailable(NOT_IN_GUILD) from refusal

    async def on_ready(self) -> None:
        """Logs that the bot is connected."""
        log.info("Connected to Discord as %s, in %d servers", self.user, len(self.guilds))

    async def answer(self, question: str, *, body: str | None, since: int | None, until: int | None) -> Answer:
        """Has ``ask`` answer in the worker thread, after the questions that came before."""
        call = functools.partial(self._ask, question, body=body, since=since, until=until)
        return await asyncio.get_running_loop().run_in_executor(self._worker, call)

    def admit(self) -> str | None:
        """Counts the current task as an answer in progress, or says why it cannot be one."""
        if self._stopping.is_set():
            return STOPPING
        if len(self._answering) >= MOST_WAITING:
            return BUSY
        if (task := asyncio.current_task()) is not None:
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        return None

    def stop(self) -> None:
        """Takes no more questions, and has ``run_client`` end once those taken are answered."""
        self._stopping.set()

    async def stopped(self) -> None:
        """Waits until ``stop`` is called."""
        await self._stopping.wait()

    async def finish(self, seconds: float = GRACE_SECONDS) -> None:
        """Waits ``seconds`` at most for the answers in progress, and says so where none came."""
        if self._answering:
            _, late = await asyncio.wait(self._answering, timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=APOLOGY_SECONDS)

    async def close(self) -> None:
        """Leaves Discord, once those whose questions are still waiting have been told."""
        await self.finish(0)
        await super().close()
        self._worker.shutdown(wait=False, cancel_futures=True)


async def run_client(client: ReportClient, token: str) -> None:
    """Serves questions until SIGTERM, SIGINT or ``client.stop()``, then ends in good order.

    Raises ``DiscordUnavailable`` when Discord refuses the token or cannot be reached at the start.
    """
    async with client:
        serving = asyncio.create_task(_serve(client, token))
        serving.add_done_callback(lambda _: client.stop())
        try:
            with _on_signals(client.stop):
                await client.stopped()
            if serving.done():
                return await serving
            await client.finish()
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


def point_at(api: str, gateway: str) -> None:
    """Sets the addresses of Discord's API and gateway, for every client of this process."""
    Route.BASE = api.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)


async def _serve(client: ReportClient, token: str) -> None:
    await _log_in(client, token)
    try:
        await client.connect()
    except discord.ConnectionClosed as closed:
        if closed.code == AUTHENTICATION_FAILED:
            raise DiscordUnavailable(REFUSED) from closed
        raise
    except Exception as failure:
        # discord.py reconnects for as long as it takes, but only once it has been connected.
        if client.ws is None:
            raise DiscordUnavailable(NO_GATEWAY) from failure
        raise


async def _log_in(client: ReportClient, token: str) -> None:
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


async def _say(interaction: discord.Interaction[ReportClient], sentence: str) -> None:
    try:
        if interaction.response.is_done():
            await interaction.edit_original_response(content=sentence, embeds=[])
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except (aiohttp.ClientError, OSError, discord.HTTPException):
        log.warning("Discord did not take a reply", exc_info=True)


@contextlib.contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Calls ``stop`` at the first SIGTERM or SIGINT; the next one ends the process at once."""
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
