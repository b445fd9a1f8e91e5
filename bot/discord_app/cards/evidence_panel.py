"""What the buttons of an answer show to the person who presses one: passages, pages, citations."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import discord
from discord import ui

from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import ADD, FOUND_COLOUR, button, quote_option, quote_texts, sealed, source_line
from bot.discord_app.cards.markup import code, escape, fit, plain
from bot.discord_app.cards.press import custom_id
from bot.live.index import Context
from bot.memory.memory import Kept
from bot.quoting.place import told_notes
from bot.quoting.styles import forms, licence_line
from bot.types import Quote
from corpus.pdf.page_image import PageImage
from index.types import StoredPassage

VIEWS: Final = {"more": "All passages", "context": "In context", "page": "The page", "cite": "Cite", "add": ADD}
THE_PAGE: Final = "The page, with the quoted words marked"
PAGE_OF_QUOTES: Final = 5
NEIGHBOUR_ROOM: Final = 900
NOTES_ROOM: Final = 900
TOO_LONG: Final = "-# The quoted words are too long to be copied from here."
LONGEST_FORM: Final = 600

Card = ui.Container[ui.LayoutView]


def more_panel(kept: Kept, page: int) -> ui.LayoutView:
    """Renders one page of all passages found, ``page`` counted from 0."""
    starts = page_starts(kept)
    page = min(page, len(starts) - 1)
    first = starts[page]
    texts = quote_texts(kept.answer.quotes[first:][:PAGE_OF_QUOTES], _list_room(kept), first + 1)
    head = f"{_list_head(kept)}\n-# {len(kept.answer.quotes)} quotes, page {page + 1} of {len(starts)}"
    card = _card([head, *texts])
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(button("Previous", custom_id("turn", kept.id, page - 1), disabled=page == 0))
    row.add_item(button("Next", custom_id("turn", kept.id, page + 1), disabled=page + 1 == len(starts)))
    card.add_item(row)
    return _with_controls(card, kept, "more", first)


def page_starts(kept: Kept) -> list[int]:
    """The numbers of the quotes, from 0, that each page of the list begins with."""
    quotes, room = kept.answer.quotes, _list_room(kept)
    starts, at = [0], 0
    while True:
        at += len(quote_texts(quotes[at:][:PAGE_OF_QUOTES], room, at + 1))
        if at >= len(quotes):
            return starts
        starts.append(at)


def page_with(kept: Kept, number: int) -> int:
    """The page, counted from 0, of the list of all passages on which a quote stands."""
    starts = page_starts(kept)
    return max(page for page, start in enumerate(starts) if start <= min(number, len(kept.answer.quotes) - 1))


def _list_head(kept: Kept) -> str:
    return f"**{fit(kept.asked.text, 300, ' …')}**\n{fit(kept.answer.message, 500)}"


def _list_room(kept: Kept) -> int:
    return _room() - len(_list_head(kept))


def context_panel(kept: Kept, number: int, context: Context) -> ui.LayoutView:
    """Renders a quote in its passage, in bold, with what stands before and after it."""
    quote = kept.answer.quotes[number]
    heading = context.passage.passage.heading
    head = f"**In context**\n{source_line(quote)}"
    if heading:
        head += f"\n-# Under: {fit(' › '.join(heading), 300, ' …')}"
    before = _neighbour(context.before, heading, from_end=True)
    after = _neighbour(context.after, heading, from_end=False)
    notes = _notes(context.notes)
    room = _room() - len(head) - len(before) - len(after) - len(notes)
    texts = [head, before, _marked(context.passage, quote, room), notes, after]
    return _with_controls(_card(texts), kept, "context", number)


def page_panel(kept: Kept, number: int, images: Sequence[PageImage]) -> ui.LayoutView:
    """Renders the page or pages that a quote stands on, as attachments named by :func:`file_name`."""
    quote = kept.answer.quotes[number]
    card = _card([f"**{THE_PAGE}**\n{source_line(quote)}"])
    card.add_item(gallery(quote, images))
    return _with_controls(card, kept, "page", number)


def gallery(quote: Quote, images: Sequence[PageImage]) -> ui.MediaGallery[ui.LayoutView]:
    """The images of a quote's pages, as attachments named by :func:`file_name`."""
    shown: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
    for image in images:
        described = plain(f"Page {image.page} of {quote.report.title}: {quote.text}", 256)
        shown.add_item(media=f"attachment://{file_name(image)}", description=described)
    return shown


def file_name(image: PageImage) -> str:
    """The name under which a page's image is sent."""
    return f"page-{image.page}.png"


def cite_panel(kept: Kept, number: int, today: date) -> ui.LayoutView:
    """Renders a quote's citation in each form, in blocks to copy from."""
    quote = kept.answer.quotes[number]
    copied = {form.name: form.text for form in forms(quote, today)}
    if licence := licence_line(quote.report):
        copied["Licence"] = licence
    texts = [f"**{name}**\n{code(plain(text, LONGEST_FORM))}" for name, text in copied.items()]
    words = f"**The quoted words**\n{code(f'“{quote.text}”')}"
    fits = len(words) + sum(map(len, texts)) <= _room()
    return _with_controls(_card([words if fits else TOO_LONG, *texts], parted=False), kept, "cite", number)


def refused_panel(kept: Kept, view: str, number: int, reason: str) -> ui.LayoutView:
    """Renders why a view cannot be shown, with the controls that lead to the others."""
    return _with_controls(_card([escape(reason)]), kept, view, number)


def _room() -> int:
    """Characters that a panel's own text may have; those of its controls do not count."""
    return limits.TEXT - 200


def _card(texts: Sequence[str], *, parted: bool = True) -> Card:
    card = Card(accent_colour=FOUND_COLOUR)
    for number, text in enumerate(filter(None, texts)):
        if number and parted:
            card.add_item(ui.Separator())
        card.add_item(ui.TextDisplay(text))
    return card


def _neighbour(stored: StoredPassage | None, heading: Sequence[str], *, from_end: bool) -> str:
    """A passage beside the quoted one in small print, cut at the far end, with its heading if it is a different one."""
    if stored is None:
        return "-# The report begins here." if from_end else "-# The report ends here."
    blocks = _blocks(stored)
    shown: list[str] = []
    room = NEIGHBOUR_ROOM
    for block in reversed(blocks) if from_end else blocks:
        if len(block) > room:
            shown.append("[…] " + escape(_tail(block, room)) if from_end else fit(block, room))
            break
        shown.append(escape(block))
        room -= len(block)
    lines = reversed(shown) if from_end else shown
    other = tuple(stored.passage.heading) != tuple(heading)
    title = [f"**{fit(' › '.join(stored.passage.heading), 300, ' …')}**"] if other and stored.passage.heading else []
    return "\n".join(f"-# {line}" for line in (*title, *lines))


def _notes(notes: Mapping[str, str]) -> str:
    """The footnotes of a passage in small print, each cut where they are long or many."""
    told = told_notes(notes)
    return "\n".join(f"-# {fit(note, NOTES_ROOM // len(told), ' …')}" for note in told)


def _tail(text: str, room: int) -> str:
    """The last words of a text that fit."""
    return text[text.find(" ", max(0, len(text) - room)) :].strip()


def _blocks(stored: StoredPassage) -> list[str]:
    """A passage's paragraphs, list items and rows."""
    blocks: dict[int, list[str]] = {}
    for sentence, words in zip(stored.passage.sentences, stored.sentences, strict=True):
        blocks.setdefault(sentence.block, ["•"] if sentence.kind == "item" else []).append(words)
    return [" ".join(words) for words in blocks.values()]


def _marked(stored: StoredPassage, quote: Quote, room: int) -> str:
    """A passage with the quoted sentences in bold, or the quote alone where the passage is too long."""
    blocks: dict[int, list[str]] = {}
    for sentence, words in zip(stored.passage.sentences, stored.sentences, strict=True):
        quoted = set(sentence.spans) <= set(quote.spans)
        block = blocks.setdefault(sentence.block, ["-"] if sentence.kind == "item" else [])
        block.append(f"**{escape(words)}**" if quoted else escape(words))
    whole = "\n".join(" ".join(words) for words in blocks.values())
    if len(whole) <= room:
        return whole
    return f"**{fit(quote.text, room - 100)}**\n-# The rest of this passage is too long to show here."


def _with_controls(card: Card, kept: Kept, view: str, number: int) -> ui.LayoutView:
    quotes = kept.answer.quotes
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=custom_id("pick", "context" if view == "more" else view, kept.id), placeholder="Choose a quote"
    )
    first = number - number % limits.OPTIONS
    for at, quote in enumerate(quotes[first:][: limits.OPTIONS], start=first):
        chosen = at == number and view != "more"
        menu.append_option(quote_option(quote, f"{at + 1}. {quote.text}", str(at), chosen=chosen))
    card.add_item(ui.ActionRow(menu)).add_item(views_row(kept, view, number))
    return sealed(card)


def views_row(kept: Kept, view: str, number: int) -> ui.ActionRow[ui.LayoutView]:
    """The buttons for the views on a quote; that of the view shown is marked."""
    quotes = kept.answer.quotes
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for name, label in VIEWS.items():
        if name == "page" and quotes[number].page is None:
            continue
        at = 0 if name == "more" else number
        row.add_item(button(label, custom_id("show", name, kept.id, at), on=name == view))
    return row


def image_files(images: Sequence[PageImage]) -> list[discord.File]:
    """The images as files to send beside :func:`page_panel`."""
    return [discord.File(io.BytesIO(image.png), filename=file_name(image)) for image in images]
