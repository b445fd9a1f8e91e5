"""/briefing: shows a person their collected quotes, puts them in order, and exports them as a file."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, cast

import discord

from bot.briefing.document import Pack
from bot.briefing.kept import Briefing, BriefingRefused
from bot.briefing.pack import pack
from bot.briefing.recheck import Rechecked
from bot.discord_app.actions.collecting import name_form
from bot.discord_app.actions.replies import Interaction, refuse, tell, typed_in, values_of
from bot.discord_app.cards import briefing_panel as panels
from bot.discord_app.cards import limits
from bot.discord_app.cards.press import custom_id
from bot.discord_app.desk.service import Service
from bot.memory.briefings import Briefings
from bot.present.briefing.export import ENDINGS, ExportFormat, exported, file_name
from bot.quoting.styles import FORMS, FormName
from corpus.errors import UnreadableReport
from corpus.pdf.page_image import PageImage

GONE: Final = "This briefing is deleted: use /briefing to see those you have."
TOO_BIG: Final = (
    "With its page images this is more than the {most} MiB that can be attached here: export it without them, or"
    " remove quotes."
)

Verb = Callable[[Interaction, Briefing, Sequence[str]], Awaitable[None]]


async def open_briefing(interaction: Interaction, name: str | None) -> None:
    """Shows a briefing; if none is named, the one changed last."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    try:
        found = await asyncio.to_thread(_kept(interaction).named, interaction.user.id, name)
    except BriefingRefused as problem:
        await refuse(interaction, problem)
    else:
        await _show(interaction, found.id)


async def names_of_briefings(interaction: Interaction, typed: str) -> list[str]:
    """The names of a person's briefings that contain the typed text."""
    held = await asyncio.to_thread(_kept(interaction).all, interaction.user.id)
    return [one.name for one in held if typed.casefold().strip() in one.name.casefold()][: limits.CHOICES]


async def use(interaction: Interaction, id: str) -> None:
    """Does what a control of a briefing stands for, if the briefing still exists and is the person's own."""
    verb, *rest = id.split(":")[2:]
    if verb == "open":
        rest = values_of(interaction)
    briefing = await asyncio.to_thread(_kept(interaction).get, interaction.user.id, int(rest[0]))
    if briefing is None:
        await tell(interaction, GONE)
        return
    try:
        await _VERBS[verb](interaction, briefing, rest[1:])
    except BriefingRefused as problem:
        await refuse(interaction, problem)


def _kept(interaction: Interaction) -> Briefings:
    return interaction.client.service.memory.briefings


async def _show(interaction: Interaction, id: int, page: int = 0, chosen: int = panels.NONE_SELECTED) -> None:
    """Replaces the panel with a page of a briefing, or with the page that has the chosen quote."""
    memory, person = _kept(interaction), interaction.user.id
    briefings = await asyncio.to_thread(memory.all, person)
    briefing = next((one for one in briefings if one.id == id), None)
    if briefing is None:
        await interaction.edit_original_response(view=panels.none_panel(), attachments=[])
        return
    quotes = await asyncio.to_thread(memory.quotes, person, id)
    ids = [kept.id for kept in quotes]
    if chosen in ids:
        page = ids.index(chosen) // panels.QUOTES_A_PAGE
    page = max(0, min(page, (len(quotes) - 1) // panels.QUOTES_A_PAGE))
    here = quotes[page * panels.QUOTES_A_PAGE :][: panels.QUOTES_A_PAGE]
    checked, _ = await interaction.client.service.recheck(here)
    panel = panels.briefing_panel(briefings, briefing, quotes, checked, chosen)
    await interaction.edit_original_response(view=panel, attachments=[])


async def _open(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    await interaction.response.defer()
    await _show(interaction, briefing.id)


async def _turn(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    await interaction.response.defer()
    await _show(interaction, briefing.id, int(rest[0]), int(rest[1]))


async def _pick(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    await interaction.response.defer()
    await _show(interaction, briefing.id, int(rest[0]), int(values_of(interaction)[0]))


async def _up(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    await _move(interaction, briefing, int(rest[0]), -1)


async def _down(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    await _move(interaction, briefing, int(rest[0]), 1)


async def _move(interaction: Interaction, briefing: Briefing, quote: int, by: int) -> None:
    """Moves a quote, known by its id, one place; at an end it stays where it is."""
    await interaction.response.defer()
    memory, person = _kept(interaction), interaction.user.id

    def call() -> None:
        ids = [kept.id for kept in memory.quotes(person, briefing.id)]
        if quote in ids and 0 <= ids.index(quote) + by < len(ids):
            memory.move(person, briefing.id, ids.index(quote) + 1, ids.index(quote) + 1 + by)

    await asyncio.to_thread(call)
    await _show(interaction, briefing.id, 0, quote)


async def _remove(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    await interaction.response.defer()
    memory, person, quote = _kept(interaction), interaction.user.id, int(rest[0])

    def call() -> int:
        ids = [kept.id for kept in memory.quotes(person, briefing.id)]
        if quote not in ids:
            return 0
        memory.remove(person, briefing.id, [ids.index(quote) + 1])
        return ids.index(quote) // panels.QUOTES_A_PAGE

    await _show(interaction, briefing.id, await asyncio.to_thread(call))


async def _rename(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    form = name_form("Rename the briefing", custom_id("brief", "renamed", briefing.id), briefing.name)
    await interaction.response.send_modal(form)


async def _renamed(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    name = typed_in(interaction).get("name", "")
    await asyncio.to_thread(_kept(interaction).rename, interaction.user.id, briefing.id, name)
    await interaction.response.defer()
    await _show(interaction, briefing.id)


async def _ask(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    await interaction.response.edit_message(view=panels.sure_panel(briefing))


async def _delete(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    await interaction.response.defer()
    await asyncio.to_thread(_kept(interaction).delete, interaction.user.id, briefing.id)
    left = await asyncio.to_thread(_kept(interaction).all, interaction.user.id)
    await _show(interaction, left[0].id if left else briefing.id)


async def _export(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    form, pages = rest
    await interaction.response.edit_message(view=panels.export_panel(briefing, _form(form), pages=pages == "1"))


async def _choose_form(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    form = _form(values_of(interaction)[0])
    await interaction.response.edit_message(view=panels.export_panel(briefing, form, pages=rest[0] == "1"))


async def _file(interaction: Interaction, briefing: Briefing, rest: Sequence[str]) -> None:
    """Exports a briefing as a file that the person alone sees."""
    form, pages, format = _form(rest[0]), rest[1] == "1", cast("ExportFormat", rest[2])
    assert format in ENDINGS
    service, person = interaction.client.service, interaction.user.id
    with service.desk.turn(person, interaction.guild_id) as busy:
        if busy:
            await tell(interaction, busy)
            return
        await interaction.response.defer(thinking=True, ephemeral=True)
        service.desk.hold()
        made = await _packed(service, person, briefing, form, pages=pages)
        data = await asyncio.to_thread(exported, made, format) if made else b""
        if made is None or len(data) > limits.FILE_BYTES:
            await tell(interaction, TOO_BIG.format(most=limits.FILE_BYTES // 2**20))
            return
        await _attach(interaction, made, data, file_name(briefing.name, format))


async def _attach(interaction: Interaction, made: Pack, data: bytes, name: str) -> None:
    """Sends a file with the outcome of checking its quotes."""
    card = panels.file_card(made.summary, made.remarks, name)
    await interaction.edit_original_response(view=card, attachments=[discord.File(io.BytesIO(data), name)])


async def _packed(service: Service, person: int, briefing: Briefing, form: FormName, *, pages: bool) -> Pack | None:
    """The content of the export, or None if its page images are too big to attach."""
    quotes = await asyncio.to_thread(service.memory.briefings.quotes, person, briefing.id)
    checked, checkpoint = await service.recheck(quotes)
    images = await _images(service, checked) if pages else None
    if pages and images is None:
        return None
    return pack(briefing.name, checked, form, checkpoint, images)


async def _images(service: Service, checked: Sequence[Rechecked]) -> dict[int, Sequence[PageImage] | str] | None:
    """The pages of each quote, or why they cannot be shown; None if together they are too big to attach."""
    images: dict[int, Sequence[PageImage] | str] = {}
    size = 0
    for number, one in enumerate(checked, start=1):
        try:
            images[number] = one.unverified or await service.images(one.quote)
        except UnreadableReport as problem:
            images[number] = str(problem)
        size += sum(len(image.png) for image in images[number] if not isinstance(image, str))
        if size > limits.FILE_BYTES:
            return None
    return images


def _form(name: str) -> FormName:
    return next(form for form in FORMS if form == name)


_VERBS: Final[Mapping[str, Verb]] = {
    "open": _open,
    "show": _turn,
    "pick": _pick,
    "up": _up,
    "down": _down,
    "remove": _remove,
    "rename": _rename,
    "renamed": _renamed,
    "ask": _ask,
    "delete": _delete,
    "export": _export,
    "form": _choose_form,
    "file": _file,
}
