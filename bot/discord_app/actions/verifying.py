"""Checking quotations in Discord: a draft, typed or attached, and the outcome, to one person alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import discord
from discord import ui

from bot.discord_app.actions.asking import let_in, settings_of
from bot.discord_app.actions.replies import LOST, Interaction, data_of, refuse, tell
from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import (
    CALM_COLOUR,
    CHOOSE_COLOUR,
    FOUND_COLOUR,
    quote_option,
    sealed,
    source_line,
)
from bot.discord_app.cards.evidence_panel import THE_PAGE, gallery, image_files
from bot.discord_app.cards.markup import escape, fit
from bot.discord_app.cards.press import custom_id
from bot.discord_app.desk.service import Service
from bot.live.index import NO_LONGER_HELD
from bot.phrases import counted
from bot.present.verdicts import NAMES, summary, verified_markdown
from bot.types import Quote
from bot.verify.tokens import blanks
from bot.verify.verifier import Checked
from corpus.errors import UnreadableReport
from corpus.types import Span

FILE: Final = "quotations-checked.md"
SHOW_PAGE: Final = "Show the page of an exact quotation"
LINE_ROOM: Final = 220
DIFFERENCE_ROOM: Final = 600
NOTE_ROOM: Final = 300

ONE: Final = "Give either a text or a draft."
TOO_BIG: Final = "This draft is too big: at most {most} MiB are read."
GONE: Final = "The draft could not be fetched from Discord: please attach it again."
NONE: Final = "No quotation was found in it: quotations need quotation marks, or to be set apart as block quotes."
LEFT: Final = "{shown} of {found} are shown here, the most urgent first; the attached file has them all."
TOO_MANY: Final = "{count} more quotations were not checked: put them in a draft of their own."


async def verify_draft(interaction: Interaction, text: str | None, draft: discord.Attachment | None) -> None:
    """Checks a draft, and shows the outcome to the person alone."""
    refusal = ONE if (text is None) == (draft is None) else None
    if draft is not None and draft.size > limits.DRAFT_BYTES:
        refusal = TOO_BIG.format(most=limits.DRAFT_BYTES // 2**20)
    if refusal:
        await tell(interaction, refusal)
        return
    async with let_in(interaction, settings_of(interaction)) as may:
        if may:
            await interaction.response.defer(thinking=True, ephemeral=True)
            await _verify(interaction, text, draft)


async def _verify(interaction: Interaction, text: str | None, draft: discord.Attachment | None) -> None:
    service = interaction.client.service
    service.desk.hold()
    try:
        data = (text or "").encode() if draft is None else await draft.read()
        checked, left = await service.verify(draft.filename if draft else "", data)
    except UnreadableReport as problem:
        await refuse(interaction, problem)
    except LOST:
        await tell(interaction, GONE)
    else:
        await _show(interaction, checked, left)


async def _show(interaction: Interaction, checked: Sequence[Checked], left: int) -> None:
    if not checked:
        await tell(interaction, NONE)
        return
    report = verified_markdown(checked).encode()[: limits.FILE_BYTES - 1024]
    file = discord.File(io.BytesIO(report), FILE)
    await interaction.edit_original_response(view=verified_card(checked, left), attachments=[file])


def verified_card(checked: Sequence[Checked], left: int = 0) -> ui.LayoutView:
    """Renders the outcome: its summary, the quotations to look at first, and the file with everything."""
    head = [f"**{escape(summary(checked))}**"]
    if left:
        head.append(escape(TOO_MANY.format(count=left)))
    room = limits.TEXT - sum(map(len, head)) - NOTE_ROOM
    shown: list[str] = []
    for one in sorted(checked, key=_urgency):
        text = _checked_text(one)
        if len(text) > room or len(shown) == limits.COMPONENTS - 10:
            break
        shown.append(text)
        room -= len(text)
    if len(shown) < len(checked):
        shown.append("-# " + LEFT.format(shown=len(shown), found=len(checked)))
    card = ui.Container[ui.LayoutView](accent_colour=_colour(checked))
    for text in (*head, *shown):
        card.add_item(ui.TextDisplay[ui.LayoutView](text))
    if menu := _pages(checked):
        card.add_item(menu)
    card.add_item(ui.File[ui.LayoutView](f"attachment://{FILE}"))
    return sealed(card)


def _pages(checked: Sequence[Checked]) -> ui.ActionRow[ui.LayoutView] | None:
    """The menu of exact quotations whose page can be shown.

    The value of each option says where the words stand, so that nothing of a draft is kept.
    """
    found = [(one.quotation.text, one.sources[0]) for one in checked if one.verdict == "exact"]
    places = {_pointer(source): (words, source) for words, source in found if source.page is not None}
    menu: ui.Select[ui.LayoutView] = ui.Select(custom_id=custom_id("words"), placeholder=SHOW_PAGE)
    for value, (words, source) in places.items():
        if len(value) <= limits.OPTION_VALUE and len(menu.options) < limits.OPTIONS:
            menu.append_option(quote_option(source, words, value))
    return ui.ActionRow(menu) if menu.options else None


def _pointer(source: Quote) -> str:
    return " ".join([source.report.id, *(f"{span.page}.{span.start}.{span.end}" for span in source.spans)])


async def show_page(interaction: Interaction, id: str) -> None:
    """Shows the page of the chosen quotation, with its words marked, to the person alone."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    service = interaction.client.service
    try:
        quote = _pointed(service, str(data_of(interaction).get("values", [""])[0]))
        images = await service.images(quote)
    except UnreadableReport as problem:
        await refuse(interaction, problem)
        return
    card = ui.Container[ui.LayoutView](accent_colour=FOUND_COLOUR)
    card.add_item(ui.TextDisplay(f"**{THE_PAGE}**\n{source_line(quote)}"))
    card.add_item(gallery(quote, images))
    await interaction.edit_original_response(view=sealed(card), attachments=image_files(images))


def _pointed(service: Service, value: str) -> Quote:
    """The quote that :func:`_pointer` points to, without its words.

    Raises:
        UnreadableReport: its report is no longer held.
    """
    report_id, *places = value.split(" ")
    spans = tuple(Span(*map(int, one.split("."))) for one in places)
    report = next((report for report in service.live_index.reports if report.id == report_id), None)
    if report is None:
        raise UnreadableReport(NO_LONGER_HELD)
    pages = [span.page for span in spans]
    return Quote("", "", report, min(pages), max(pages), 1.0, spans=spans)


def _urgency(one: Checked) -> int:
    """The order in which a writer has to look at them."""
    order = ("changed", "not found", "exact", "too short", "title")
    return 2 * order.index(one.verdict) - 3 * bool(one.flags)


def _checked_text(one: Checked) -> str:
    kinds = f": {', '.join(one.kinds)}" if one.kinds else ""
    lines = [
        f"> “{fit(one.quotation.text, LINE_ROOM)}”",
        f"**{NAMES[one.verdict]}{kinds}** ({escape(one.quotation.place)})",
    ]
    if any(part.changes for part in one.parts):
        lines.append(_difference(one))
    lines += [source_line(source) for source in one.sources[:1]]
    if more := len(one.sources[1:]) + one.more:
        lines.append(f"-# The same words stand in {counted(more, 'other report')} held.")
    lines += [f"-# Look at this: {fit(flag, LINE_ROOM)}" for flag in one.flags]
    return "\n".join(lines)


def _difference(one: Checked) -> str:
    """True words that are missing struck out, the draft's own in bold; cut before a change, not within one."""
    marks = {"left out": "~~", "put in": "**", "same": ""}
    found = [change for part in one.parts for change in part.changes]
    shown: list[str] = []
    room = DIFFERENCE_ROOM
    for blank, (kind, words) in zip(blanks(found), found, strict=True):
        text = f"{blank}{marks[kind]}{fit(words, LINE_ROOM)}{marks[kind]}"
        room -= len(text)
        if room < 0:
            return f"{''.join(shown)} […]"
        shown.append(text)
    return "".join(shown)


def _colour(checked: Sequence[Checked]) -> discord.Colour:
    if any(one.verdict in ("changed", "not found") or one.flags for one in checked):
        return CHOOSE_COLOUR
    return FOUND_COLOUR if any(one.verdict == "exact" for one in checked) else CALM_COLOUR
