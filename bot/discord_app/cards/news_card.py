"""What a channel is told of a new report: title, date, judgments, what changed, and buttons to ask."""

from __future__ import annotations

from typing import Final

import discord
from discord import ui

from bot.discord_app.cards import limits
from bot.discord_app.cards.answer_card import FOUND_COLOUR, sealed
from bot.discord_app.cards.markup import fit, linked
from bot.discord_app.cards.press import custom_id
from bot.quoting.place import dated
from bot.registers.news import Change, News
from corpus.vocabulary.scales import NOT_COMPARABLE

QUESTIONS: Final = ("What has to improve?", "What are the strengths?")
MOST_CHANGES: Final = 14
LINE_ROOM: Final = 160


def news_card(news: News) -> ui.LayoutView:
    """Renders a new report."""
    report = news.report
    title = linked(report.title, report.url, 400) if report.url else fit(report.title, 400)
    lines = [f"**New report: {title}**", f"{fit(report.body or report.kind, LINE_ROOM)}, {dated(report)}"]
    lines += [_line(change) for change in news.changes[:MOST_CHANGES]]
    if news.before:
        lines.append(f"-# Before it: {fit(news.before.title, LINE_ROOM)}, {dated(news.before)}")
    if not news.comparable:
        lines.append(f"-# {NOT_COMPARABLE}")
    card = ui.Container[ui.LayoutView](ui.TextDisplay[ui.LayoutView]("\n".join(lines)), accent_colour=FOUND_COLOUR)
    if report.body:
        card.add_item(_buttons(news))
    return sealed(card)


def _line(change: Change) -> str:
    before = f" (before: {fit(change.before, 60)})" if change.before else ""
    return f"- **{fit(change.grade, 60)}**{before}: {fit(change.area, LINE_ROOM)}"


def _buttons(news: News) -> ui.ActionRow[ui.LayoutView]:
    row = ui.ActionRow[ui.LayoutView]()
    year = news.report.date[:4] or "0"
    for number, question in enumerate(QUESTIONS):
        button: ui.Button[ui.LayoutView] = ui.Button(
            label=question[: limits.OPTION_LABEL],
            style=discord.ButtonStyle.secondary,
            custom_id=custom_id("news", number, year, news.report.body),
        )
        row.add_item(button)
    return row
