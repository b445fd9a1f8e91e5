"""The answer as everyone sees it: the message, the quotes with their sources, then the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import discord
from discord import ui

from bot.discord_app.cards import limits
from bot.discord_app.cards.markup import escape, fit, linked, opens, plain
from bot.discord_app.cards.press import custom_id
from bot.memory.memory import Kept
from bot.present.entries import entry_lines
from bot.present.to_fetch import to_fetch
from bot.quoting.place import GOES_ON, UNDER, citation, heading_needed, later, on_closing, place
from bot.types import Answer, Quote
from corpus.types import Report

QUESTION_ROOM: Final = 300
MESSAGE_ROOM: Final = 900
# Shares of the text that a quote's secondary parts may take, so that its words always have room.
LEAD_IN_ROOM: Final = 500
CITATION_ROOM: Final = 400
HEADING_ROOM: Final = 200
NEWER_ROOM: Final = 200
LIST_LINES: Final = 10
LINE_ROOM: Final = 120
GOES_ON_ROOM: Final = 300
NOTE_ROOM: Final = 200  # kept free for the notes on quotes left out and on the question before
# Less of a quote than this tells a reader nothing.
SHORTEST: Final = 200

SHORTENED: Final = "Shortened here: “In context” shows all of it."
MORE: Final = "{shown} of {found} quotes fit here: “More passages” shows the others."
FOLLOWS: Final = "Taken as a follow-up to “{question}”. If it is not, press “Ask afresh”."
MANY: Final = "{found} are held: name one in your question, or pick it in the “body” box of /ask."

ADD: Final = "Add to briefing"

FOUND_COLOUR: Final = discord.Colour.dark_teal()
CHOOSE_COLOUR: Final = discord.Colour.blue()
CALM_COLOUR: Final = discord.Colour.light_grey()


def answer_card(kept: Kept, votes: tuple[int, int] = (0, 0)) -> ui.LayoutView:
    """Renders an answer with its buttons; ``votes`` counts those up and down."""
    answer = kept.answer
    head = _head(kept)
    listed = _list(answer)
    shown = quote_texts(answer.quotes, limits.TEXT - len(head) - len(listed) - NOTE_ROOM)
    texts = [head, *[listed] * bool(listed), *shown]
    if len(shown) < len(answer.quotes):
        texts.append("-# " + MORE.format(shown=len(shown), found=len(answer.quotes)))
    card = ui.Container[ui.LayoutView](*_parted(texts), accent_colour=_colour(answer))
    for row in (_choices(kept), evidence_buttons(kept), _conversation_buttons(kept, votes)):
        if row is not None:
            card.add_item(row)
    return sealed(card)


def said(sentence: str) -> ui.LayoutView:
    """Renders one plain sentence."""
    return sealed(ui.TextDisplay[ui.LayoutView](fit(sentence, limits.TEXT)))


def sealed(*items: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    """A view that discord.py does not keep in memory: its buttons are known by their custom ids alone."""
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def quote_texts(quotes: Sequence[Quote], room: int, first: int = 1) -> list[str]:
    """Renders as many quotes as fit, numbered from ``first``; only the first one is ever cut.

    A quote from the same report as the one above it only names its page.
    """
    texts: list[str] = []
    above: Report | None = None
    for number, quote in enumerate(quotes, start=first):
        source = source_line(quote, briefly=quote.report == above)
        text = _quote_text(quote, f"**{number}.** {source}", room, may_cut=not texts)
        if text is None and not texts:
            bare = _bare(quote)
            text = _quote_text(bare, f"**{number}.** {source_line(bare)}", room, may_cut=True)
        if text is None:
            break
        texts.append(text)
        room -= len(text)
        above = quote.report
    return texts


def source_line(quote: Quote, *, briefly: bool = False) -> str:
    """A quote's citation, or ``briefly`` its place in the same report, with a link to the page if there is one."""
    where = place(quote)
    if briefly and where:
        return f"Same report, {linked(where, quote.link, CITATION_ROOM)}"
    return linked(citation(quote), quote.link, CITATION_ROOM)


def _quote_text(quote: Quote, source: str, room: int, *, may_cut: bool) -> str | None:
    above = quote.lead_in or (UNDER.format(heading=heading) if (heading := heading_needed(quote)) else "").strip()
    lead_in = f"> *{fit(above, LEAD_IN_ROOM)}*\n" if above else ""
    notes = "".join(f"\n-# {note}" for note in _notes(quote))
    frame = f"{lead_in}> {{words}}\n{source}{notes}"
    left = room - len(frame) - len(f"\n-# {SHORTENED}")
    words = "\n> ".join(map(escape, quote.text.split("\n")))
    if len(words) > left:
        if not may_cut or left < SHORTEST:
            return None
        return frame.replace("{words}", fit(quote.text, left)) + f"\n-# {SHORTENED}"
    return frame.replace("{words}", words)


def _bare(quote: Quote) -> Quote:
    """A quote without the parts that could crowd out its words; the note on a later report stays."""
    return replace(quote, lead_in="", heading=(), link=None, report=replace(quote.report, url=None))


def _notes(quote: Quote) -> list[str]:
    report, about = quote.report, []
    if quote.heading:
        about.append(f"Under: {fit(' › '.join(quote.heading), HEADING_ROOM, ' …')}")
    if report.digest and opens(report.url):
        about.append(linked("Official report", report.url, CITATION_ROOM))
    newer = [newer_note(quote.newer)] if quote.newer else []
    closing = on_closing(quote)
    newer = [fit(closing, GOES_ON_ROOM, " …")] * bool(closing) + newer
    newer = [fit(GOES_ON.format(words=" \u2022 ".join(quote.goes_on.split("\n"))), GOES_ON_ROOM, " …")] * bool(
        quote.goes_on
    ) + newer
    return [" · ".join(about)] * bool(about) + newer


def newer_note(newer: Report) -> str:
    """The note that a later report on the same body is held."""
    return fit(later(newer), NEWER_ROOM, " …")


def _head(kept: Kept) -> str:
    asked, answer = kept.asked, kept.answer
    within = f" {escape('(' + ', '.join(asked.beside) + ')')}" if asked.beside else ""
    lines = [f"**{fit(asked.text, QUESTION_ROOM, ' …')}**{within}", fit(answer.message, MESSAGE_ROOM)]
    if all(hint := to_fetch(answer)):
        lines.append("-# " + fit(" ".join(hint), NOTE_ROOM))
    if answer.understood.follows and asked.previous:
        before = plain(asked.previous[-1], NOTE_ROOM // 2)
        lines.append("-# " + fit(FOLLOWS.format(question=before), NOTE_ROOM))
    if len(answer.choices) > limits.OPTIONS:
        lines.append("-# " + MANY.format(found=len(answer.choices)))
    return "\n".join(lines)


def _list(answer: Answer) -> str:
    """The first lines of the list behind an answer, and how many more it has."""
    if len(answer.entries) < 2:
        return ""
    lines = [f"- {fit(line, LINE_ROOM, ' …')}" for line in entry_lines(answer.entries, table=False)]
    left = len(lines) - LIST_LINES
    named = any(entry.what for entry in answer.entries)  # what a register gives, and no search
    where = "/grades and /findings list all, as files" if named else "ask about one by its name to see what it says"
    more = [f"-# and {left} more: {where}"] if left > 0 else []
    return "\n".join([*lines[:LIST_LINES], *more])


def _parted(texts: Sequence[str]) -> list[ui.Item[ui.LayoutView]]:
    """Text displays with a line between them."""
    parts: list[ui.Item[ui.LayoutView]] = []
    for text in texts:
        if parts:
            parts.append(ui.Separator())
        parts.append(ui.TextDisplay(text))
    return parts


def _choices(kept: Kept) -> ui.ActionRow[ui.LayoutView] | None:
    if not 0 < len(kept.answer.choices) <= limits.OPTIONS:
        return None
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=custom_id("choose", kept.id), placeholder="Choose which one you mean"
    )
    for number, choice in enumerate(kept.answer.choices):
        menu.add_option(label=plain(choice, limits.OPTION_LABEL), value=str(number))
    return ui.ActionRow(menu)


def evidence_buttons(kept: Kept, *, more: bool = True) -> ui.ActionRow[ui.LayoutView] | None:
    """The buttons that show the evidence for the quotes, and ``more`` of them."""
    quotes = kept.answer.quotes
    if not quotes:
        return None
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    labels = {"more": "More passages"} if more else {}
    labels |= {"context": "In context", "page": "Show the page", "cite": "Cite", "add": ADD}
    if not any(quote.page for quote in quotes):
        del labels["page"]
    for action, label in labels.items():
        first = 0 if action != "page" else next(n for n, quote in enumerate(quotes) if quote.page)
        row.add_item(button(label, custom_id("open", action, kept.id, first)))
    return row


def quote_option(quote: Quote, label: str, value: str, *, chosen: bool = False) -> discord.SelectOption:
    """An option of a menu that stands for a quote: under its label its place and report."""
    where = plain(", ".join(filter(None, (place(quote), quote.report.title))), limits.OPTION_TEXT)
    return discord.SelectOption(label=plain(label, limits.OPTION_LABEL), value=value, description=where, default=chosen)


def _conversation_buttons(kept: Kept, votes: tuple[int, int]) -> ui.ActionRow[ui.LayoutView]:
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(button("Follow up", custom_id("follow", kept.id)))
    if kept.answer.understood.follows:
        row.add_item(button("Ask afresh", custom_id("afresh", kept.id)))
    for action, emoji, count in (("up", "👍", votes[0]), ("down", "👎", votes[1])):
        row.add_item(button(str(count) if count else None, custom_id(action, kept.id), emoji=emoji))
    return row


def button(
    label: str | None, id: str, *, emoji: str | None = None, on: bool = False, disabled: bool = False
) -> ui.Button[ui.LayoutView]:
    """A button known by its custom id; ``on`` marks the one whose view is shown."""
    style = discord.ButtonStyle.primary if on else discord.ButtonStyle.secondary
    return ui.Button(label=label, custom_id=id, emoji=emoji, style=style, disabled=disabled)


def _colour(answer: Answer) -> discord.Colour:
    if answer.status == "answered":
        return FOUND_COLOUR
    return CHOOSE_COLOUR if answer.status == "ambiguous" else CALM_COLOUR
