"""Inspections side by side in Discord: one message, a card for each side, then what to know before comparing."""

from __future__ import annotations

import asyncio
import io
from typing import Final

import discord
from discord import ui

from bot.compare.comparer import Comparison, InspectionsSought, Side
from bot.discord_app.actions.asking import asker_of, let_in, settings_of
from bot.discord_app.actions.replies import Interaction, refuse, tell
from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import (
    CALM_COLOUR,
    CHOOSE_COLOUR,
    FOUND_COLOUR,
    evidence_buttons,
    quote_texts,
    sealed,
)
from bot.discord_app.cards.markup import escape, fit
from bot.discord_app.desk.desk import STOPPING
from bot.memory.memory import Kept
from bot.present.comparison import BEFORE, comparison_markdown, head, side_title
from bot.quoting.place import dated
from corpus.errors import ReportbotError

FILE: Final = "comparison.md"
HEAD_ROOM: Final = 400
TITLE_ROOM: Final = 300
MESSAGE_ROOM: Final = 400
NOTE_ROOM: Final = 500
NOTES_ROOM: Final = 1200
SPARE: Final = 150  # for the note on quotes left out
LEFT: Final = "-# {shown} of {found} quotes fit here; the attached file has them all."
ALL_NOTES: Final = "-# The attached file has everything to know before comparing."
FINDINGS: Final = (
    "-# Findings on this: {both} in similar words in both, {later} in the later alone, {earlier} in the earlier alone;"
    " they are in the attached file."
)
COLOURS: Final = (FOUND_COLOUR, discord.Colour.dark_gold(), CHOOSE_COLOUR, discord.Colour.dark_magenta())


async def compare_inspections(interaction: Interaction, wanted: InspectionsSought) -> None:
    """Compares inspections with a new message."""
    settings = settings_of(interaction)
    async with let_in(interaction, settings) as may:
        if may:
            await interaction.response.defer(thinking=True, ephemeral=not settings.public)
            await _compare(interaction, wanted)


async def _compare(interaction: Interaction, wanted: InspectionsSought) -> None:
    service = interaction.client.service
    service.desk.hold()
    asker = asker_of(interaction)
    try:
        comparison, kept = await service.compare(asker, wanted, lambda place: tell(interaction, place))
    except ReportbotError as problem:
        await refuse(interaction, problem)
        return
    except asyncio.CancelledError:
        await tell(interaction, STOPPING)
        raise
    view, whole = compared_card(comparison, kept)
    files = [] if whole else [discord.File(io.BytesIO(comparison_markdown(comparison).encode()), FILE)]
    message = await interaction.edit_original_response(view=view, attachments=files)
    if kept:
        await service.shown(kept, message.id, asker.place)


def compared_card(comparison: Comparison, kept: Kept | None) -> tuple[ui.LayoutView, bool]:
    """Renders a comparison, and whether it is complete; if it is not, the file ``FILE`` goes with it."""
    top = f"**{fit(head(comparison), HEAD_ROOM, ' …')}**"
    notes, whole = _notes(comparison)
    room = (limits.TEXT - len(top) - sum(map(len, notes)) - SPARE) // len(comparison.sides)
    items: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(top)]
    first = 1
    for colour, side in zip(COLOURS, comparison.sides, strict=False):
        texts, shown = _side(side, room, first)
        items.append(_card(texts, colour if side.quotes else CALM_COLOUR))
        whole, first = whole and shown == len(side.quotes), first + len(side.quotes)
    if notes:
        items.append(ui.TextDisplay("\n".join(notes)))
    if kept and (row := evidence_buttons(kept, more=False)):
        items.append(row)
    if not whole:
        items.append(ui.File(f"attachment://{FILE}"))
    return sealed(*items), whole


def _side(side: Side, room: int, first: int) -> tuple[list[str], int]:
    """The texts of a side, its quotes numbered from ``first``, and how many of them have room."""
    if side.report is None or not side.quotes:
        return [f"### {fit(side_title(side), TITLE_ROOM, ' …')}", fit(side.answer.message, MESSAGE_ROOM)], 0
    top = f"### {escape(side.body)}, {escape(dated(side.report))}\n{escape(side.report.kind)}"
    shown = quote_texts(side.quotes, room - len(top) - len(LEFT), first)
    left = [LEFT.format(shown=len(shown), found=len(side.quotes))] * (len(shown) < len(side.quotes))
    return [top, *shown, *left], len(shown)


def _notes(comparison: Comparison) -> tuple[list[str], bool]:
    """What to know before comparing, as far as there is room, and whether that is all."""
    lines, room = [f"**{BEFORE}**"] * bool(comparison.notes), NOTES_ROOM
    for note in comparison.notes:
        line = f"- {fit(note, NOTE_ROOM)}"
        room -= len(line)
        if room < 0 or line != f"- {escape(note)}":
            lines.append(ALL_NOTES)
            break
        lines.append(line)
    if found := comparison.findings:
        counts = {"both": len(found.both), "later": len(found.only_later), "earlier": len(found.only_earlier)}
        lines.append(FINDINGS.format(**counts))
    return lines, ALL_NOTES not in lines and found is None


def _card(texts: list[str], colour: discord.Colour) -> ui.Container[ui.LayoutView]:
    card: ui.Container[ui.LayoutView] = ui.Container(accent_colour=colour)
    for number, text in enumerate(texts):
        if number > 1:
            card.add_item(ui.Separator())
        card.add_item(ui.TextDisplay(text))
    return card
