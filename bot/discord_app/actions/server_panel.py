"""/settings: what those who manage a server can set, for all of it or for one channel."""

from __future__ import annotations

import asyncio
from typing import Final

from discord import ui

from bot.discord_app.actions.asking import settings_place
from bot.discord_app.actions.replies import Interaction, data_of, tell
from bot.discord_app.cards.answer_card import button, sealed
from bot.discord_app.cards.press import custom_id, parsed
from bot.discord_app.desk.service import Service

NOT_ALLOWED: Final = "Only members who may manage this server can change its settings."
SERVER, CHANNEL = "server", "channel"
INHERIT: Final = "inherit"

# For each setting: its question, and the choices with the values that are kept.
CHOICES: Final[dict[str, tuple[str, dict[str, bool | int]]]] = {
    "answering": ("Are questions answered?", {"Answered": True, "Not answered": False}),
    "public": ("Who sees answers to commands?", {"Everyone": True, "Only the person who asks": False}),
    "quotes": (
        "How many quotes does an answer show?",
        {f"{n} quotes" if n > 1 else "1 quote": n for n in (1, 3, 5, 8)},
    ),
    "threads": ("Does a mention open a thread?", {"A thread": True, "A reply in the channel": False}),
}


def server_panel(service: Service, guild: int, channel: int, scope: str) -> ui.LayoutView:
    """Renders the settings of a server, or of one channel, as menus."""
    level = channel if scope == CHANNEL else None
    own = service.memory.settings.own(guild, level)
    now = service.memory.settings.of(guild, level)
    where = f"<#{channel}>" if scope == CHANNEL else "the whole server"
    head = f"**Settings for {where}**\nChanges take effect at once. A channel's own settings override the server's."
    card: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay(head))
    for name, (asked, choices) in CHOICES.items():
        menu: ui.Select[ui.LayoutView] = ui.Select(custom_id=custom_id("set", name, scope, channel))
        inherited = "the server's setting" if scope == CHANNEL else "the bot's default"
        for label, value in choices.items():
            menu.add_option(label=label, value=str(int(value)), default=own.get(name) == value)
        current = next((label for label, value in choices.items() if getattr(now, name) == value), getattr(now, name))
        label = f"{current} ({inherited})" if name not in own else inherited.capitalize()
        menu.add_option(label=label, value=INHERIT, default=name not in own)
        card.add_item(ui.TextDisplay(f"-# {asked}")).add_item(ui.ActionRow(menu))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(button("The whole server", custom_id("scope", SERVER, channel), on=scope == SERVER))
    row.add_item(button("This channel", custom_id("scope", CHANNEL, channel), on=scope == CHANNEL))
    return sealed(card.add_item(row))


async def change(interaction: Interaction, id: str) -> None:
    """Keeps what was chosen in a menu."""
    name, scope, channel = parsed(id, 3)
    if (guild := await _manages(interaction)) is None:
        return
    chosen = data_of(interaction).get("values", [INHERIT])[0]
    value = None if chosen == INHERIT else int(chosen) if name == "quotes" else bool(int(chosen))
    memory = interaction.client.service.memory
    await asyncio.to_thread(memory.settings.set, guild, int(channel) if scope == CHANNEL else None, name, value)
    await _render(interaction, guild, int(channel), scope)


async def turn(interaction: Interaction, id: str) -> None:
    """Goes from the server's settings to a channel's, or back."""
    scope, channel = parsed(id, 2)
    if (guild := await _manages(interaction)) is not None:
        await _render(interaction, guild, int(channel), scope)


async def open_settings(interaction: Interaction) -> None:
    """Opens the settings of the channel where the command is used."""
    if (guild := await _manages(interaction)) is not None:
        channel = settings_place(interaction.channel) or 0
        panel = server_panel(interaction.client.service, guild, channel, SERVER)
        await interaction.response.send_message(view=panel, ephemeral=True)


async def _render(interaction: Interaction, guild: int, channel: int, scope: str) -> None:
    panel = server_panel(interaction.client.service, guild, channel, scope)
    await interaction.response.edit_message(view=panel)


async def _manages(interaction: Interaction) -> int | None:
    """The server, if this member may manage it; otherwise the member is told."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        await tell(interaction, NOT_ALLOWED)
        return None
    return interaction.guild_id
