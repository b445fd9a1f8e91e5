"""A person's briefing, shown to them alone: its quotes in order, the buttons to change it, and the export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import discord
from discord import ui

from bot.briefing.kept import Briefing, KeptQuote
from bot.briefing.pack import NOT_VERIFIED
from bot.briefing.recheck import Rechecked
from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import CALM_COLOUR, CHOOSE_COLOUR, FOUND_COLOUR, button, sealed, source_line
from bot.discord_app.cards.markup import escape, fit, plain
from bot.discord_app.cards.press import custom_id
from bot.phrases import counted
from bot.present.briefing.export import SHOW_PAGES, ExportFormat
from bot.quoting.place import citation
from bot.quoting.styles import FORMS, FormName

QUOTES_A_PAGE: Final = 5
WORDS_ROOM: Final = 360
NOTES_ROOM: Final = 400  # of the notes on one quote
BRIEF_ROOM: Final = 180  # of each part of a quote where room is short: five quotes of four parts always fit
NONE_SELECTED: Final = 0  # in place of a quote's id

NO_BRIEFING: Final = "You have no briefing yet: press **Add to briefing** under an answer."
NO_QUOTES: Final = "It has no quotes: press **Add to briefing** under an answer."
SURE: Final = "Delete **“{name}”** with its {quotes}? This cannot be undone."
EXPORT: Final = (
    "**Export “{name}”** ({quotes})\nEach quote is checked against its source again. Choose how sources are cited,"
    " then the kind of file."
)
FORM_LABELS: Final[dict[FormName, str]] = {
    "footnote": "Footnotes, as the Commons Library sets them",
    "harvard": "Harvard: author and year behind each quote",
    "oscola": "OSCOLA footnotes",
    "plain": "Plain footnotes",
}
FORMAT_LABELS: Final[dict[ExportFormat, str]] = {
    "docx": "Word",
    "html": "HTML",
    "md": "Markdown",
    "csl": "Sources for Zotero",
}


def briefing_panel(
    briefings: Sequence[Briefing],
    briefing: Briefing,
    quotes: Sequence[KeptQuote],
    here: Sequence[Rechecked],
    chosen: int,
) -> ui.LayoutView:
    """Renders one page of a briefing, with the quotes ``here``; ``chosen`` is the id of one of its quotes, or 0."""
    ids = [kept.id for kept in quotes]
    first = ids.index(here[0].kept.id) if here else 0
    page, pages = first // QUOTES_A_PAGE, max(1, -(-len(quotes) // QUOTES_A_PAGE))
    head = f"**“{escape(briefing.name)}”**: {counted(len(quotes), 'quote')}"
    head += f", page {page + 1} of {pages}" if pages > 1 else ""
    card = ui.Container[ui.LayoutView](accent_colour=FOUND_COLOUR if here else CALM_COLOUR)
    card.add_item(ui.TextDisplay(head if here else f"{head}\n{NO_QUOTES}"))
    for text in _quote_texts(here, first, chosen, limits.TEXT - len(head)):
        card.add_item(ui.TextDisplay(text))
    if len(briefings) > 1:
        card.add_item(ui.ActionRow(_briefings_menu(briefings, briefing)))
    if here:
        card.add_item(ui.ActionRow(_quotes_menu(briefing, page, here, first, chosen)))
        card.add_item(_order_row(briefing, ids, page, pages, chosen))
    card.add_item(_briefing_row(briefing))
    return sealed(card)


def _quote_texts(here: Sequence[Rechecked], first: int, chosen: int, room: int) -> list[str]:
    """The quotes, with links to their pages; shorter and without links if they take too much room."""
    for briefly in (False, True):
        texts = [
            _quote_text(number, one, marked=one.kept.id == chosen, briefly=briefly)
            for number, one in enumerate(here, start=first + 1)
        ]
        if sum(map(len, texts)) <= room:
            break
    return texts


def _quote_text(number: int, one: Rechecked, *, marked: bool, briefly: bool) -> str:
    source = fit(citation(one.quote), BRIEF_ROOM, " …") if briefly else source_line(one.quote)
    words = fit(one.quote.text, BRIEF_ROOM if briefly else WORDS_ROOM)
    lines = [f"{'▶ ' * marked}**{number}.** {source}", f"> {words}"]
    if one.unverified:
        lines.append(f"**{fit(NOT_VERIFIED.format(reason=one.unverified), BRIEF_ROOM, ' …')}**")
    if one.notes:
        lines.append(f"-# {fit(' '.join(one.notes), BRIEF_ROOM if briefly else NOTES_ROOM, ' …')}")
    return "\n".join(lines)


def _briefings_menu(briefings: Sequence[Briefing], now: Briefing) -> ui.Select[ui.LayoutView]:
    menu: ui.Select[ui.LayoutView] = ui.Select(custom_id=custom_id("brief", "open"), placeholder="Choose a briefing")
    for one in briefings[: limits.OPTIONS]:
        held = counted(one.quotes, "quote")
        menu.add_option(label=one.name, value=str(one.id), description=held, default=one.id == now.id)
    return menu


def _quotes_menu(
    briefing: Briefing, page: int, here: Sequence[Rechecked], first: int, chosen: int
) -> ui.Select[ui.LayoutView]:
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=custom_id("brief", "pick", briefing.id, page), placeholder="Choose a quote to move or remove"
    )
    for number, one in enumerate(here, start=first + 1):
        label = plain(f"{number}. {one.quote.text}", limits.OPTION_LABEL)
        menu.add_option(label=label, value=str(one.kept.id), default=one.kept.id == chosen)
    return menu


def _order_row(
    briefing: Briefing, ids: Sequence[int], page: int, pages: int, chosen: int
) -> ui.ActionRow[ui.LayoutView]:
    at = ids.index(chosen) if chosen in ids else None
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(button("Up", custom_id("brief", "up", briefing.id, chosen), disabled=not at))
    down = at is None or at + 1 == len(ids)
    row.add_item(button("Down", custom_id("brief", "down", briefing.id, chosen), disabled=down))
    row.add_item(button("Remove", custom_id("brief", "remove", briefing.id, chosen), disabled=at is None))
    if pages > 1:
        row.add_item(
            button("Previous", custom_id("brief", "show", briefing.id, page - 1, NONE_SELECTED), disabled=page == 0)
        )
        last = page + 1 >= pages
        row.add_item(button("Next", custom_id("brief", "show", briefing.id, page + 1, NONE_SELECTED), disabled=last))
    return row


def _briefing_row(briefing: Briefing) -> ui.ActionRow[ui.LayoutView]:
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    export = custom_id("brief", "export", briefing.id, FORMS[0], 0)
    row.add_item(button("Export", export, on=True, disabled=not briefing.quotes))
    row.add_item(button("Rename", custom_id("brief", "rename", briefing.id)))
    row.add_item(button("Delete", custom_id("brief", "ask", briefing.id)))
    return row


def export_panel(briefing: Briefing, form: FormName, *, pages: bool, done: str = "") -> ui.LayoutView:
    """Renders the choice of export formats; ``pages`` says that page images are included."""
    text = EXPORT.format(name=escape(briefing.name), quotes=counted(briefing.quotes, "quote"))
    card = ui.Container[ui.LayoutView](accent_colour=FOUND_COLOUR)
    card.add_item(ui.TextDisplay(f"{text}\n{escape(done)}" if done else text))
    menu: ui.Select[ui.LayoutView] = ui.Select(custom_id=custom_id("brief", "form", briefing.id, int(pages)))
    for name, label in FORM_LABELS.items():
        menu.add_option(label=label, value=name, default=name == form)
    files: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for format, label in FORMAT_LABELS.items():
        shut = pages and not _holds_pages(format)
        files.add_item(
            button(label, custom_id("brief", "file", briefing.id, form, int(pages), format), on=True, disabled=shut)
        )
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    switch = custom_id("brief", "export", briefing.id, form, int(not pages))
    row.add_item(button("Leave the page images out" if pages else "With page images", switch))
    row.add_item(button("Back", custom_id("brief", "show", briefing.id, 0, NONE_SELECTED)))
    for item in (ui.ActionRow[ui.LayoutView](menu), files, row):
        card.add_item(item)
    return sealed(card)


def _holds_pages(format: ExportFormat) -> bool:
    """Whether a file of this format holds images itself: Markdown has them in files beside it."""
    return format in SHOW_PAGES and format != "md"


def sure_panel(briefing: Briefing) -> ui.LayoutView:
    """Renders the question whether to delete a briefing."""
    text = SURE.format(name=escape(briefing.name), quotes=counted(briefing.quotes, "quote"))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    delete = custom_id("brief", "delete", briefing.id)
    row.add_item(ui.Button(label="Delete it", custom_id=delete, style=discord.ButtonStyle.danger))
    row.add_item(button("Keep it", custom_id("brief", "show", briefing.id, 0, NONE_SELECTED)))
    return sealed(ui.Container[ui.LayoutView](ui.TextDisplay(text), row, accent_colour=CHOOSE_COLOUR))


def none_panel(done: str = "") -> ui.LayoutView:
    """Renders that a person has no briefing."""
    lines = [escape(done)] * bool(done) + [NO_BRIEFING]
    return sealed(ui.Container[ui.LayoutView](ui.TextDisplay("\n".join(lines)), accent_colour=CALM_COLOUR))


def file_card(summary: str, notes: Sequence[str], name: str) -> ui.LayoutView:
    """Renders an exported file, attached under this name, with the outcome of checking its quotes."""
    lines = [f"**{escape(summary)}**", *(f"-# {fit(note, NOTES_ROOM, ' …')}" for note in notes)]
    shown, room = [], limits.TEXT - 100
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            shown.append("-# The file has all notes.")
            break
        shown.append(line)
    card = ui.Container[ui.LayoutView](ui.TextDisplay("\n".join(shown)), accent_colour=FOUND_COLOUR)
    return sealed(card.add_item(ui.File(f"attachment://{name}")))
