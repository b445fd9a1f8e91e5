"""/reindex: a rebuild of the index, and a message that shows how far it is."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Final

from bot.discord_app.actions.replies import LOST, Interaction, tell
from bot.discord_app.cards.answer_card import said
from bot.live.reindex import Progress, Reindex, summary_text
from corpus.errors import ReportbotError

NOT_ADMINISTRATOR: Final = "Only administrators of this server can rebuild the index."
NOT_HERE: Final = "The index cannot be rebuilt from here."
BEGUN: Final = "Looking for new and changed reports. Meanwhile, questions are answered from the present index."
STILL: Final = "The rebuild goes on, but this message can no longer be updated: /status shows when it is done."
SECONDS_BETWEEN: Final = 2.0  # between two edits: Discord allows five in five seconds
# An interaction's token is good for 15 minutes.
# https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
FOLLOWED_SECONDS: Final = 14 * 60.0
BAR: Final = 20  # characters


async def reindex(interaction: Interaction) -> None:
    """Rebuilds the index for an administrator; one rebuild at a time."""
    rebuild = interaction.client.service.reindex
    if not interaction.permissions.administrator:
        await tell(interaction, NOT_ADMINISTRATOR)
    elif rebuild is None:
        await tell(interaction, NOT_HERE)
    else:
        await interaction.response.defer(thinking=True, ephemeral=True)
        await tell(interaction, await _outcome(interaction, rebuild))


async def _outcome(interaction: Interaction, rebuild: Reindex) -> str:
    seen: list[Progress] = []
    began = time.perf_counter()
    try:
        async with _shown(interaction, seen):
            summary = await rebuild.run(progress=seen.append)
    except ReportbotError as problem:
        return str(problem)
    service = interaction.client.service
    await service.desk.answered(service.live_index.refresh)
    return summary_text(summary, time.perf_counter() - began)


@contextlib.asynccontextmanager
async def _shown(interaction: Interaction, seen: list[Progress]) -> AsyncIterator[None]:
    """Updates the message as the rebuild goes on."""
    showing = asyncio.create_task(_show(interaction, seen))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)


async def _show(interaction: Interaction, seen: list[Progress]) -> None:
    until = time.monotonic() + FOLLOWED_SECONDS
    text = BEGUN
    while time.monotonic() < until:
        with contextlib.suppress(*LOST):
            await interaction.edit_original_response(view=said(text))
        await asyncio.sleep(SECONDS_BETWEEN)
        text = bar(seen[-1]) if seen else BEGUN
        del seen[:-1]
    with contextlib.suppress(*LOST):
        await interaction.edit_original_response(view=said(STILL))


def bar(progress: Progress) -> str:
    """How far a step of the build is, as a line of text."""
    share = min(1.0, progress.done / progress.total) if progress.total else 1.0
    filled = round(BAR * share)
    return f"{progress.label}: {'█' * filled}{'░' * (BAR - filled)} {progress.done:,} of {progress.total:,}"
