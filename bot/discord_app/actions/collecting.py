"""Adding to a briefing: which quotes of an answer go into which of a person's briefings."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from discord import ui

from bot.briefing.kept import LONGEST_NAME, MOST_QUOTES, Briefing, BriefingRefused, Provenance, question_of
from bot.discord_app.actions.replies import Interaction, kept_of, refuse, tell, typed_in, values_of
from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import FOUND_COLOUR, button, quote_option, sealed
from bot.discord_app.cards.evidence_panel import views_row
from bot.discord_app.cards.markup import escape, fit, plain
from bot.discord_app.cards.press import custom_id, parsed
from bot.memory.memory import Kept
from bot.phrases import listed

NEW: Final = 0  # in place of a briefing's id: the one that the first quote begins
WORDS_ROOM: Final = 110
HOW: Final = "Press the button, or choose several quotes in the menu: they are added at once."
GONE: Final = "This briefing is deleted: press “Add to briefing” again."
ADDED: Final = "Added: {quotes}."
THERE: Final = "In it already: {quotes}."


async def add_panel_of(interaction: Interaction, kept: Kept, number: int) -> ui.LayoutView:
    """Renders the panel with the briefing that the person changed last."""
    briefings = await _all(interaction)
    return add_panel(kept, number, briefings, briefings[0] if briefings else None)


def add_panel(
    kept: Kept, number: int, briefings: Sequence[Briefing], into: Briefing | None, done: str = ""
) -> ui.LayoutView:
    """Renders the quotes of an answer to choose from, ``number`` counted from 0, and the briefing they go ``into``."""
    name = f"“{escape(into.name)}”" if into else "a new briefing"
    held = f" ({into.quotes} of at most {MOST_QUOTES} quotes)" if into else ""
    lines = [f"**Add to {name}**{held}", escape(done) if done else HOW]
    lines += [f"{at}. {fit(quote.text, WORDS_ROOM)}" for at, quote in enumerate(kept.answer.quotes, start=1)]
    card = ui.Container[ui.LayoutView](ui.TextDisplay("\n".join(lines)), accent_colour=FOUND_COLOUR)
    card.add_item(ui.ActionRow(_quotes_menu(kept, into)))
    if len(briefings) > 1:
        card.add_item(ui.ActionRow(_briefings_menu(kept, number, briefings, into)))
    id = into.id if into else NEW
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(button(f"Add quote {number + 1}", custom_id("add", kept.id, id, number), on=True))
    row.add_item(button("New briefing", custom_id("new", kept.id, number)))
    if into:
        row.add_item(button("Open the briefing", custom_id("brief", "show", into.id, 0, 0)))
    card.add_item(row).add_item(views_row(kept, "add", number))
    return sealed(card)


def _quotes_menu(kept: Kept, into: Briefing | None) -> ui.Select[ui.LayoutView]:
    quotes = kept.answer.quotes[: limits.OPTIONS]
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=custom_id("add", kept.id, into.id if into else NEW, "chosen"),
        placeholder="Choose quotes to add",
        max_values=len(quotes),
    )
    for at, quote in enumerate(quotes):
        menu.append_option(quote_option(quote, f"{at + 1}. {quote.text}", str(at)))
    return menu


def _briefings_menu(
    kept: Kept, number: int, briefings: Sequence[Briefing], into: Briefing | None
) -> ui.Select[ui.LayoutView]:
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=custom_id("into", kept.id, number), placeholder="Choose the briefing"
    )
    for briefing in briefings[: limits.OPTIONS]:
        menu.add_option(label=plain(f"Into: {briefing.name}", limits.OPTION_LABEL), value=str(briefing.id))
        menu.options[-1].default = into is not None and briefing.id == into.id
    return menu


async def add(interaction: Interaction, id: str) -> None:
    """Adds one quote, or those chosen, and says what was added."""
    answer, briefing, which = parsed(id, 3)
    if kept := await kept_of(interaction, answer):
        chosen = [int(value) for value in values_of(interaction)] if which == "chosen" else [int(which)]
        memory = interaction.client.service.memory.briefings
        into = await asyncio.to_thread(memory.get, interaction.user.id, int(briefing))
        if into is None and int(briefing) != NEW:
            await tell(interaction, GONE)
        else:
            await _add(interaction, kept, into.name if into else None, sorted(chosen))


async def _add(interaction: Interaction, kept: Kept, name: str | None, chosen: Sequence[int]) -> None:
    service, person = interaction.client.service, interaction.user.id
    live = service.live_index
    reports = live.manifest.reports if live.generation == kept.generation else None
    found = Provenance(question_of(kept.asked), kept.generation, reports)
    new: list[int] = []
    try:
        for number in chosen:  # one by one, to tell which were there already
            briefing, count = await asyncio.to_thread(
                service.memory.briefings.add, person, name, [kept.answer.quotes[number]], found
            )
            name = briefing.name
            new += [number] * count
    except BriefingRefused as problem:
        await refuse(interaction, problem)
        return
    there = [number for number in chosen if number not in new]
    done = [ADDED.format(quotes=_numbers(new))] * bool(new) + [THERE.format(quotes=_numbers(there))] * bool(there)
    panel = add_panel(kept, chosen[0], await _all(interaction), briefing, " ".join(done))
    await interaction.response.edit_message(view=panel, attachments=[])


async def choose(interaction: Interaction, id: str) -> None:
    """Shows the panel for another briefing."""
    answer, number = parsed(id, 2)
    if kept := await kept_of(interaction, answer):
        briefings = await _all(interaction)
        into = next((one for one in briefings if str(one.id) in values_of(interaction)), None)
        panel = add_panel(kept, int(number), briefings, into)
        await interaction.response.edit_message(view=panel, attachments=[])


async def name_new(interaction: Interaction, id: str) -> None:
    """Opens the form for the name of a new briefing."""
    await interaction.response.send_modal(name_form("New briefing", custom_id("named", *parsed(id, 2))))


def name_form(title: str, id: str, name: str = "") -> ui.Modal:
    """A form that asks for a briefing's name."""
    form = ui.Modal(title=title, custom_id=id)
    typed: ui.TextInput[ui.Modal] = ui.TextInput(custom_id="name", max_length=LONGEST_NAME, default=name or None)
    form.add_item(ui.Label(text="Its name", description="It is the title of what is exported", component=typed))
    form.stop()
    return form


async def begin(interaction: Interaction, id: str) -> None:
    """Begins the briefing whose name was typed, and shows the panel for it."""
    answer, number = parsed(id, 2)
    if kept := await kept_of(interaction, answer):
        memory = interaction.client.service.memory.briefings
        try:
            into = await asyncio.to_thread(memory.make, interaction.user.id, typed_in(interaction).get("name", ""))
        except BriefingRefused as problem:
            await refuse(interaction, problem)
            return
        panel = add_panel(kept, int(number), await _all(interaction), into)
        await interaction.response.edit_message(view=panel, attachments=[])


async def _all(interaction: Interaction) -> tuple[Briefing, ...]:
    memory = interaction.client.service.memory.briefings
    return await asyncio.to_thread(memory.all, interaction.user.id)


def _numbers(numbers: Sequence[int]) -> str:
    return f"{'quote' if len(numbers) == 1 else 'quotes'} {listed(str(number + 1) for number in numbers)}"
