"""Graded judgments in Discord: a table in words, and its picture, to one person alone."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import discord
from discord import ui

from bot.discord_app.actions.asking import let_in, settings_of
from bot.discord_app.actions.replies import Interaction
from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import CALM_COLOUR, CHOOSE_COLOUR, FOUND_COLOUR, sealed, source_line
from bot.discord_app.cards.markup import escape, fit, plain
from bot.present.grades import SAYS_MORE
from bot.present.heat_picture import HeatPicture
from bot.registers.grades import Grade, Grades, GradesSought

FILE: Final = "grades.png"
WORDS_ROOM: Final = 300
NOTES_ROOM: Final = 1200
LEFT: Final = "-# The picture shows what did not fit here."


async def show_grades(interaction: Interaction, wanted: GradesSought) -> None:
    """Finds the graded judgments of a body, and shows them to the person alone."""
    service = interaction.client.service
    async with let_in(interaction, settings_of(interaction)) as may:
        if not may:
            return
        await interaction.response.defer(thinking=True, ephemeral=True)
        service.desk.hold()
        found, drawn = await service.grades(wanted)
        files = [discord.File(io.BytesIO(drawn.png), FILE, description=drawn.alt)] if drawn else []
        await interaction.edit_original_response(view=grades_card(found, drawn), attachments=files)


def grades_card(found: Grades, drawn: HeatPicture | None) -> ui.LayoutView:
    """Renders judgments: an inspection after the other, the notes, then the picture with its text."""
    head = "\n".join([f"**{fit(found.message, WORDS_ROOM)}**", *(f"- {escape(choice)}" for choice in found.choices)])
    notes = _within("\n".join(f"-# {escape(note)}" for note in found.notes).split("\n"), NOTES_ROOM)
    room = limits.TEXT - len(head) - sum(map(len, notes)) - len(notes) - len(LEFT) - 10
    blocks = [_block(list(group)) for _, group in groupby(found.grades, key=lambda grade: grade.report.id)]
    shown = _within(blocks, room)
    colour = CHOOSE_COLOUR if found.choices else FOUND_COLOUR if found.grades else CALM_COLOUR
    card = ui.Container[ui.LayoutView](ui.TextDisplay[ui.LayoutView](head), accent_colour=colour)
    for text in (*shown, *([LEFT] if len(shown) < len(blocks) else []), "\n".join(notes)):
        if text:
            card.add_item(ui.TextDisplay[ui.LayoutView](text))
    if drawn:
        gallery = ui.MediaGallery[ui.LayoutView]()
        gallery.add_item(media=f"attachment://{FILE}", description=plain(drawn.alt, limits.ALT_TEXT))
        card.add_item(gallery)
    return sealed(card)


def _within(texts: Sequence[str], room: int) -> list[str]:
    """The first of some texts, as many as there is room for; few enough for one message."""
    shown: list[str] = []
    for text in texts[: limits.COMPONENTS - 10]:
        room -= len(text) + 1
        if room < 0:
            break
        shown.append(text)
    return shown


def _block(grades: Sequence[Grade]) -> str:
    return "\n".join([source_line(grades[0].quote), *_lines(grades)])


def _lines(grades: Sequence[Grade]) -> Iterator[str]:
    """A line for each grade of an inspection, or its words where these say more."""
    for grade in grades:
        yield f"- **{fit(grade.label, WORDS_ROOM)}**: {fit(grade.judgment.area, WORDS_ROOM)}"
        if grade.judgment.form in SAYS_MORE:
            yield f"> {fit(grade.quote.text, WORDS_ROOM)}"
