"""Pure rendering: an answer as the embeds of one Discord message."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import discord

from bot.cite import citation, dated
from bot.types import Answer, Quote

# https://docs.discord.com/developers/resources/message#embed-object-embed-limits
TITLE_LIMIT: Final = 256
DESCRIPTION_LIMIT: Final = 4096
TOTAL_LIMIT: Final = 6000
# https://docs.discord.com/developers/resources/message#create-message
EMBED_LIMIT: Final = 10

# Shares of a description that its secondary parts may take, so that the quote always has room.
LEAD_IN_ROOM: Final = 600
CITATION_ROOM: Final = 800
LINK_ROOM: Final = 1200
CHOICE_ROOM: Final = 300
# Less of a quote than this tells a reader nothing.
SHORTEST: Final = 200

ELLIPSIS: Final = " […]"
SHORTENED: Final = "Shortened here; full text in the report."
NEWER: Final = "A later report on this body is held: {title}, {date}."
NEWER_ROOM: Final = 300
NOTES_ROOM: Final = NEWER_ROOM + 1 + len(SHORTENED)
MORE: Final = "{shown} of {found} quotes shown: ask more narrowly to see the others."
MORE_ROOM: Final = len(MORE) + 20

FOUND_COLOUR: Final = discord.Colour.dark_teal()
CHOOSE_COLOUR: Final = discord.Colour.blue()
CALM_COLOUR: Final = discord.Colour.light_grey()

# discord.utils.escape_markdown leaves everything between a "[" and the last ")" as it is, so the
# text is escaped here; "://" is broken up because a backslash inside a bare link is shown.
_MARKUP: Final = re.compile(r"[\\`*_~|\[\]<]|:(?=//|[\w+-]+:)")
_LINE_START: Final = re.compile(r"^(\d*)(?=[#>+.-])")
_LINK: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_LINK_BREAKERS: Final = {ord(c): f"%{ord(c):02X}" for c in "()<>[]\\\"'`"}


def embeds(answer: Answer) -> list[discord.Embed]:
    """Renders an answer: its framing sentence first, then one embed for each quote."""
    head = _head(answer)
    cards = _cards(answer.quotes, TOTAL_LIMIT - len(head) - MORE_ROOM)
    if len(cards) < len(answer.quotes):
        head.set_footer(text=MORE.format(shown=len(cards), found=len(answer.quotes)))
    return [head, *cards]


def escape(text: str) -> str:
    """Makes Discord show a text literally, as one line: no markup, mention, emoji or link."""
    line = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    return discord.utils.escape_mentions(_LINE_START.sub(r"\1\\", line))


def fit(text: str, room: int, ellipsis: str = ELLIPSIS) -> str:
    """Escapes a text, cut before a word so that it takes at most ``room`` characters."""
    text = " ".join(text.split())
    if len(whole := escape(text)) <= room:
        return whole
    words = [gap.start() for gap in re.finditer(" ", text[: room + 1])]
    ends = words if words and len(escape(text[: words[0]])) <= room - len(ellipsis) else range(room)
    return escape(text[: _last_end(text, ends, room - len(ellipsis))]) + ellipsis


def _last_end(text: str, ends: Sequence[int], room: int) -> int:
    return ends[bisect_right(ends, room, key=lambda end: len(escape(text[:end]))) - 1]


def _head(answer: Answer) -> discord.Embed:
    choices = "".join(f"\n- {fit(choice, CHOICE_ROOM)}" for choice in answer.choices)
    message = fit(answer.message, TOTAL_LIMIT // 4)
    return discord.Embed(
        title=fit(answer.question, TITLE_LIMIT, " …"),
        description=_whole_lines(message + choices, DESCRIPTION_LIMIT),
        colour=_colour(answer),
    )


def _whole_lines(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return text[: text.rindex("\n", 0, room - len("\n- …"))] + "\n- …"


def _colour(answer: Answer) -> discord.Colour:
    if answer.status == "answered":
        return FOUND_COLOUR
    return CHOOSE_COLOUR if answer.status == "ambiguous" else CALM_COLOUR


def _cards(quotes: Sequence[Quote], room: int) -> list[discord.Embed]:
    cards: list[discord.Embed] = []
    for quote in quotes[: EMBED_LIMIT - 1]:
        card = _card(quote, min(room, DESCRIPTION_LIMIT))
        if card is None:
            break
        cards.append(card)
        room -= len(card)
    return cards


def _card(quote: Quote, room: int) -> discord.Embed | None:
    """Renders a quote in at most ``room`` characters, or says that too little of it would show."""
    lead_in = f"> *{fit(quote.lead_in, LEAD_IN_ROOM)}*\n" if quote.lead_in else ""
    source = f"\n{_source(quote)}"
    left = room - len(lead_in) - len(source) - len("> ") - NOTES_ROOM
    whole = len(escape(quote.text)) <= left
    if not whole and left < SHORTEST:
        return None
    card = discord.Embed(description=f"{lead_in}> {fit(quote.text, left)}{source}", colour=FOUND_COLOUR)
    lead_in_whole = len(escape(quote.lead_in or "")) <= LEAD_IN_ROOM
    return card.set_footer(text=_notes(quote, shortened=not (whole and lead_in_whole)))


def _notes(quote: Quote, *, shortened: bool) -> str | None:
    newer = NEWER.format(title=quote.newer.title, date=dated(quote.newer)) if quote.newer else ""
    # A footer shows no markup, so it needs no escaping.
    newer = textwrap.shorten(newer, NEWER_ROOM, placeholder=" …")
    return " ".join([newer] * bool(newer) + [SHORTENED] * shortened) or None


def _source(quote: Quote) -> str:
    label = fit(_unbracketed(citation(quote)), CITATION_ROOM, " …")
    link = (quote.link or "").strip().translate(_LINK_BREAKERS)
    if len(link) > LINK_ROOM or not _LINK.match(link) or len(link.split()) > 1:
        return label
    return f"[{label}]({link})"


def _unbracketed(label: str) -> str:
    return label.replace("[", "(").replace("]", ")")
