"""What buttons, menus and forms do: each is known by its custom id alone, so that it outlives a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import discord
from discord import ui

from bot.discord_app.actions import briefing, collecting, server_panel, verifying, watching
from bot.discord_app.actions.asking import ask_again, asker_of, let_in, settings_of, take
from bot.discord_app.actions.replies import Interaction, data_of, kept_of, tell, typed_in, values_of
from bot.discord_app.cards import evidence_panel as panels
from bot.discord_app.cards import limits
from bot.discord_app.cards.about import forgotten, reports_panel
from bot.discord_app.cards.answer_card import answer_card
from bot.discord_app.cards.press import action_of, custom_id, parsed
from bot.discord_app.desk.service import everything, questions_of
from bot.memory.memory import Kept
from bot.phrases import sentence
from bot.types import Asked
from corpus.errors import UnreadableReport

NOT_YOURS: Final = "Only the person who asked can do this: ask a question of your own with /ask."
OLD: Final = "This button is from an older version of the bot: ask the question again with /ask."
THANKS: Final = {1: "Counted as helpful.", -1: "Counted as not helpful.", 0: "Your vote is taken back."}
TAKE_BACK: Final = " Press again to take it back."

Action = Callable[[Interaction, str], Awaitable[None]]


async def use(interaction: Interaction) -> None:
    """Does what one of our controls stands for; other controls are ignored."""
    id = str(data_of(interaction).get("custom_id", ""))
    action = action_of(id)
    if action is not None:
        await _ACTIONS.get(action, _outdated)(interaction, id)


async def _outdated(interaction: Interaction, id: str) -> None:
    await tell(interaction, OLD)


async def _open(interaction: Interaction, id: str) -> None:
    """Opens a view on an answer's evidence, for the person who pressed alone."""
    view, answer, number = parsed(id, 3)
    if view == "more":
        await _open_more(interaction, answer)
        return
    await interaction.response.defer(thinking=True, ephemeral=True)
    if kept := await kept_of(interaction, answer):
        await _show_view(interaction, kept, view, int(number))


async def _open_more(interaction: Interaction, answer: str) -> None:
    """Asks again for all passages, and shows those that did not fit into the answer."""
    async with let_in(interaction, settings_of(interaction)) as may:
        if may:
            await interaction.response.defer(thinking=True, ephemeral=True)
            if kept := await kept_of(interaction, answer):
                await _show_everything(interaction, kept)


async def _show_everything(interaction: Interaction, kept: Kept) -> None:
    service = interaction.client.service
    found = await service.ask(asker_of(interaction), everything(kept), lambda place: tell(interaction, place))
    if not found.answer.quotes:
        await interaction.edit_original_response(view=answer_card(found))
        return
    page = panels.page_with(found, len(kept.answer.quotes))
    await interaction.edit_original_response(view=panels.more_panel(found, page))


async def _show(interaction: Interaction, id: str) -> None:
    """Shows another view, or another quote, in a panel that is open."""
    view, answer, number = parsed(id, 3)
    await interaction.response.defer()
    if kept := await kept_of(interaction, answer):
        await _show_view(interaction, kept, view, int(number))


async def _turn(interaction: Interaction, id: str) -> None:
    answer, page = parsed(id, 2)
    await interaction.response.defer()
    if kept := await kept_of(interaction, answer):
        await interaction.edit_original_response(view=panels.more_panel(kept, int(page)), attachments=[])


async def _pick(interaction: Interaction, id: str) -> None:
    view, answer = parsed(id, 2)
    await interaction.response.defer()
    if kept := await kept_of(interaction, answer):
        await _show_view(interaction, kept, view, int(values_of(interaction)[0]))


async def _show_view(interaction: Interaction, kept: Kept, view: str, number: int) -> None:
    files: list[discord.File] = []
    service, quote = interaction.client.service, kept.answer.quotes[number]
    try:
        if view == "context":
            panel = panels.context_panel(kept, number, await service.context(quote))
        elif view == "page":
            images = await service.images(quote)
            panel, files = panels.page_panel(kept, number, images), panels.image_files(images)
        elif view == "cite":
            panel = panels.cite_panel(kept, number, datetime.now(UTC).date())
        elif view == "add":
            panel = await collecting.add_panel_of(interaction, kept, number)
        else:
            panel = panels.more_panel(kept, 0)
    except UnreadableReport as problem:
        panel = panels.refused_panel(kept, view, number, sentence(str(problem)))
    await interaction.edit_original_response(view=panel, attachments=files)


async def _choose(interaction: Interaction, id: str) -> None:
    """Asks again about the body chosen from those that a question may mean."""
    if kept := await _own(interaction, *parsed(id, 1)):
        body = kept.answer.choices[int(values_of(interaction)[0])]
        await ask_again(interaction, replace(kept.asked, body=body))


async def _afresh(interaction: Interaction, id: str) -> None:
    """Asks again without what was asked before."""
    if kept := await _own(interaction, *parsed(id, 1)):
        await ask_again(interaction, replace(kept.asked, previous=()))


async def _follow(interaction: Interaction, id: str) -> None:
    """Opens the form for a follow-up."""
    if kept := await _own(interaction, *parsed(id, 1)):
        form = ui.Modal(title="Follow up", custom_id=custom_id("followup", kept.id))
        typed: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id="question",
            placeholder="and in the inspection before?",
            min_length=2,
            max_length=limits.QUESTION,
            style=discord.TextStyle.paragraph,
        )
        about = f"It may leave out what you asked before: {kept.asked.text}"
        form.add_item(ui.Label(text="Your question", description=about[:100], component=typed))
        form.stop()
        await interaction.response.send_modal(form)


async def _followed(interaction: Interaction, id: str) -> None:
    """Answers the follow-up that was typed into the form."""
    if kept := await _own(interaction, *parsed(id, 1)):
        text = typed_in(interaction).get("question", "")
        asked = Asked(text, None, kept.asked.since, kept.asked.until, previous=questions_of(kept))
        await take(interaction, asked, converses=False)


async def _vote_up(interaction: Interaction, id: str) -> None:
    await _vote(interaction, parsed(id, 1)[0], 1)


async def _vote_down(interaction: Interaction, id: str) -> None:
    await _vote(interaction, parsed(id, 1)[0], -1)


async def _vote(interaction: Interaction, id: str, vote: int) -> None:
    """Counts a vote, or takes it back if it is given again."""
    if not (kept := await kept_of(interaction, id)):
        return
    vote, votes = await interaction.client.service.voted(kept, interaction.user.id, vote)
    await interaction.response.edit_message(view=answer_card(kept, votes))
    await tell(interaction, THANKS[vote] + TAKE_BACK * bool(vote))


async def _reports(interaction: Interaction, id: str) -> None:
    page, words = parsed(id, 2)
    service = interaction.client.service
    await interaction.response.edit_message(view=reports_panel(service, words, int(page)))


async def _forget(interaction: Interaction, id: str) -> None:
    service = interaction.client.service
    gone = await asyncio.to_thread(service.memory.forget_person, interaction.user.id)
    await interaction.response.edit_message(view=forgotten(*gone))


async def _own(interaction: Interaction, id: str) -> Kept | None:
    """The same for what only the person who asked can do."""
    kept = await kept_of(interaction, id)
    if kept is not None and kept.asker != interaction.user.id:
        await tell(interaction, NOT_YOURS)
        return None
    return kept


_ACTIONS: Final[Mapping[str, Action]] = {
    "open": _open,
    "show": _show,
    "turn": _turn,
    "pick": _pick,
    "choose": _choose,
    "afresh": _afresh,
    "follow": _follow,
    "followup": _followed,
    "up": _vote_up,
    "down": _vote_down,
    "reports": _reports,
    "forget": _forget,
    "words": verifying.show_page,
    "add": collecting.add,
    "into": collecting.choose,
    "new": collecting.name_new,
    "named": collecting.begin,
    "brief": briefing.use,
    "set": server_panel.change,
    "scope": server_panel.turn,
    "news": watching.ask_of_news,
}
