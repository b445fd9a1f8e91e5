"""A Discord on 127.0.0.1 that speaks enough HTTP and gateway for the real discord.py client.

It is as strict as Discord where the bot could go wrong: a first response after three seconds or a
second one, a message over the limits, and a command that was never registered are all refused.

    async with LoopbackDiscord() as discord_:
        point_at(discord_.api, discord_.gateway)
        ...                                             # start the client with discord_.token
        await discord_.ready()
        reply = await discord_.slash("ask", question="Who was inspected?")
        panel = await discord_.click(reply.message, label="Cite")
        await discord_.say("<@…> and in Gwent?")
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import Iterator
from typing import Any

from aiohttp import WSCloseCode, web
from loopback_gateway import Gateway, Session
from loopback_http import Http
from loopback_limits import BUTTON, SELECT, nested
from loopback_world import (
    ADMINISTRATOR,
    DM_CHANNEL,
    EPHEMERAL,
    EVERYTHING,
    MANAGE_GUILD,
    MEMBER,
    Exchange,
    Person,
    guild,
    member,
    message,
    now,
    text_channel,
    user,
)

Json = dict[str, Any]

STRING, INTEGER, BOOLEAN = 3, 4, 5
IN_GUILD, IN_DM = 0, 1
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
SLASH, MESSAGE_MENU = 1, 3
FIRST_RESPONSE_SECONDS = 3.0


class Unusable(LookupError):
    """Something that a person could not have done: Discord's own client would not send it."""


class LoopbackDiscord(Gateway, Http):
    """The server: at first one guild with one channel, and Alice, who administers it."""

    def __init__(
        self,
        *,
        token: str = "loopback-token",
        heartbeat_seconds: float = 41.25,
        first_response_seconds: float = FIRST_RESPONSE_SECONDS,
        message_content: bool = False,
        shards: int = 1,
    ) -> None:
        Gateway.__init__(self)
        Http.__init__(self)
        self.token = token
        self.heartbeat_seconds = heartbeat_seconds
        self.first_response_seconds = first_response_seconds
        self.message_content = message_content
        self.shards = shards
        self._ids: Iterator[int] = itertools.count(1_500_000_000_000_000_001)
        self.application_id, self.guild_id = next(self._ids), next(self._ids)
        self.channel_id, self.dm_channel_id, self.user_id = (next(self._ids) for _ in range(3))
        self.alice = Person(self.user_id, "alice", EVERYTHING)
        self.guilds = {self.guild_id: "loopback guild"}
        self.channels = {str(self.channel_id): text_channel(self.channel_id, self.guild_id, "general")}
        self._direct: dict[int, Json] = {}
        self._direct_channel(self.alice, self.dm_channel_id)

    async def __aenter__(self) -> LoopbackDiscord:
        app = web.Application(middlewares=[self.at_the_door], client_max_size=64 * 1024 * 1024)
        app.add_routes([web.get("/gateway", self.serve_gateway), *self.routes()])
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in list(self._sockets):
            await socket.ws.close(code=WSCloseCode.GOING_AWAY)
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        """The address to use in place of https://discord.com/api/v10."""
        return f"http://{self.address}/api/v10"

    @property
    def gateway(self) -> str:
        """The address to use in place of wss://gateway.discord.gg/."""
        return f"ws://{self.address}/gateway"

    @property
    def bot(self) -> Json:
        """The bot's user object."""
        return user(self.application_id, "reportbot") | {"bot": True}

    # The world, before a client connects

    def person(self, name: str, *, administrator: bool = False, manages: bool = False) -> Person:
        """Adds somebody to every server."""
        power = ADMINISTRATOR * administrator | MANAGE_GUILD * manages
        return Person(int(self.next_id()), name, MEMBER | power)

    def channel(self, name: str, guild_id: int | None = None) -> str:
        """Adds a channel, and gives its id."""
        id_ = int(self.next_id())
        self.channels[str(id_)] = text_channel(id_, guild_id or self.guild_id, name)
        return str(id_)

    def guild(self, name: str) -> int:
        """Adds a server, and gives its id: servers are far enough apart to come to different shards."""
        id_ = self.guild_id + ((len(self.guilds)) << 22)
        self.guilds[id_] = name
        return id_

    def greeting(self, session: Session) -> list[tuple[str, Json]]:
        """READY, and the servers that this session serves."""
        served = [id_ for id_ in self.guilds if session.serves(id_)]
        ready = {
            "v": 10,
            "user": self.bot,
            "session_id": session.id,
            "resume_gateway_url": self.gateway,
            "guilds": [{"id": str(id_), "unavailable": True} for id_ in served],
            "application": {"id": str(self.application_id), "flags": 0},
            "private_channels": [],
            "shard": [session.shard, session.shards],
        }
        return [("READY", ready), *(("GUILD_CREATE", self._guild(id_)) for id_ in served)]

    def _guild(self, id_: int) -> Json:
        channels = [channel for channel in self.channels.values() if channel.get("guild_id") == str(id_)]
        return guild(id_, self.guilds[id_], self.user_id, self.bot, channels)

    # What people do

    async def slash(
        self,
        name: str,
        /,
        *,
        person: Person | None = None,
        channel: str | None = None,
        dm: bool = False,
        **options: Any,
    ) -> Exchange:
        """Uses a slash command as a person would, and waits for its answer."""
        exchange = await self.start_slash(name, person=person, channel=channel, dm=dm, **options)
        return await exchange.answered()

    async def start_slash(
        self,
        name: str,
        /,
        *,
        person: Person | None = None,
        channel: str | None = None,
        dm: bool = False,
        **options: Any,
    ) -> Exchange:
        """Uses a slash command as a person would, and waits for nothing."""
        place = self._place(person or self.alice, channel, dm)
        command = self._usable(name, SLASH, person or self.alice, place)
        data = {"id": command["id"], "name": name, "type": SLASH, "options": _options(command, options)}
        return await self._interact(COMMAND, name, person or self.alice, place, self._scoped(command, data, place))

    async def complete(self, name: str, option: str, typed: str, *, person: Person | None = None) -> list[Json]:
        """Types into an option that offers choices, and gives what is offered."""
        place = self._place(person or self.alice, None, False)
        command = self._usable(name, SLASH, person or self.alice, place)
        if not any(one["name"] == option and one.get("autocomplete") for one in command["options"]):
            raise Unusable(f"{option} offers nothing")
        focused = {"name": option, "type": STRING, "value": typed, "focused": True}
        data = {"id": command["id"], "name": name, "type": SLASH, "options": [focused]}
        exchange = await self._interact(AUTOCOMPLETE, name, person or self.alice, place, data)
        return (await exchange.answered()).choices or []

    async def use_menu(self, name: str, on: Json, *, person: Person | None = None) -> Exchange:
        """Uses a message menu on a message, and waits for its answer."""
        place = self.channels[on["channel_id"]]
        command = self._usable(name, MESSAGE_MENU, person or self.alice, place)
        resolved = {"messages": {on["id"]: on}}
        data = {"id": command["id"], "name": name, "type": MESSAGE_MENU, "target_id": on["id"], "resolved": resolved}
        exchange = await self._interact(COMMAND, name, person or self.alice, place, self._scoped(command, data, place))
        return await exchange.answered()

    async def click(
        self, on: Json | None, *, label: str | None = None, custom_id: str | None = None, person: Person | None = None
    ) -> Exchange:
        """Presses a button, found by its label or the beginning of its custom id, and waits for what comes."""
        part = self._control(on, BUTTON, label, custom_id, person or self.alice)
        assert on is not None
        data = {"component_type": BUTTON, "custom_id": part["custom_id"]}
        exchange = await self._interact(COMPONENT, part["custom_id"], person or self.alice, self._of(on), data, on)
        return await exchange.answered()

    async def choose(self, on: Json | None, *values: str, custom_id: str, person: Person | None = None) -> Exchange:
        """Chooses in a menu, found by the beginning of its custom id, and waits for what comes."""
        part = self._control(on, SELECT, None, custom_id, person or self.alice)
        assert on is not None
        if not set(values) <= {option["value"] for option in part["options"]}:
            raise Unusable(f"{values} are not offered")
        data = {"component_type": SELECT, "custom_id": part["custom_id"], "values": list(values)}
        exchange = await self._interact(COMPONENT, part["custom_id"], person or self.alice, self._of(on), data, on)
        return await exchange.answered()

    async def submit(self, opened: Exchange, typed: dict[str, str]) -> Exchange:
        """Fills in the form that an interaction opened, and waits for what comes."""
        form = opened.modal
        if form is None:
            raise Unusable("no form was opened")
        fields = [part for part in nested(form["components"]) if part.get("custom_id")]
        if {field["custom_id"] for field in fields} != typed.keys():
            raise Unusable(f"the form has {[field['custom_id'] for field in fields]}")
        rows = [
            {"type": 18, "id": n, "component": {"type": 4, "id": n + 10, "custom_id": id_, "value": text}}
            for n, (id_, text) in enumerate(typed.items(), start=1)
        ]
        data = {"custom_id": form["custom_id"], "components": rows}
        place = self.channels[opened.channel_id]
        exchange = await self._interact(MODAL_SUBMIT, form["custom_id"], opened.person, place, data, opened.source)
        return await exchange.answered()

    async def say(
        self,
        text: str,
        *,
        person: Person | None = None,
        channel: str | None = None,
        dm: bool = False,
        reply_to: Json | None = None,
        pings: bool = True,
    ) -> Json:
        """Writes a message; the bot is told its words only where Discord would tell it."""
        who = person or self.alice
        place = self.channels[reply_to["channel_id"]] if reply_to else self._place(who, channel, dm)
        said = message(self.next_id(), place["id"], who.user, {"content": text})
        mentioned = f"<@{self.application_id}>" in text
        to_bot = reply_to is not None and reply_to["author"]["id"] == str(self.application_id)
        if mentioned or (to_bot and pings):
            said["mentions"] = [self.bot]
        if reply_to is not None:
            said |= {"type": 19, "referenced_message": reply_to}
            said["message_reference"] = {"message_id": reply_to["id"], "channel_id": place["id"]}
        self.messages.setdefault(place["id"], []).append(said)
        told = dict(said)
        if not (place["type"] == DM_CHANNEL or said["mentions"] or self.sees_content):
            told |= {"content": "", "components": [], "embeds": [], "attachments": []}
        if "guild_id" in place:
            told |= {"guild_id": place["guild_id"], "member": member()}
        await self.emit("MESSAGE_CREATE", told)
        return said

    async def said_by_bot(self, channel: str, count: int = 1, seconds: float = 10.0) -> Json:
        """Waits until the bot has written ``count`` messages in a channel, and gives the last."""
        async with asyncio.timeout(seconds):
            while True:
                said = [
                    one for one in self.messages.get(channel, []) if one["author"]["id"] == str(self.application_id)
                ]
                if len(said) >= count:
                    return said[-1]
                await asyncio.sleep(0.005)

    # How it reaches the bot

    async def _interact(
        self, kind: int, name: str, person: Person, place: Json, data: Json, source: Json | None = None
    ) -> Exchange:
        exchange = Exchange(self.next_id(), secrets.token_urlsafe(32), now(), name, place["id"], person, source)
        self.exchanges.append(exchange)
        self.by_token[exchange.token] = exchange
        await self.emit("INTERACTION_CREATE", self._interaction(exchange, kind, place, data))
        return exchange

    def _interaction(self, exchange: Exchange, kind: int, place: Json, data: Json) -> Json:
        in_guild = "guild_id" in place
        return (
            {
                "id": exchange.id,
                "application_id": str(self.application_id),
                "type": kind,
                "token": exchange.token,
                "version": 1,
                "data": data,
                "channel_id": place["id"],
                "channel": place,
                "locale": "en-GB",
                "entitlements": [],
                "app_permissions": str(EVERYTHING),
                "attachment_size_limit": 10 * 1024 * 1024,
                "authorizing_integration_owners": {"0": place.get("guild_id", "0")},
                "context": IN_GUILD if in_guild else IN_DM,
            }
            | (self._in_guild(place, exchange.person) if in_guild else {"user": exchange.person.user})
            | ({"message": exchange.source} if exchange.source else {})
        )

    def _in_guild(self, place: Json, person: Person) -> Json:
        return {
            "guild_id": place["guild_id"],
            "guild": {"id": place["guild_id"], "locale": "en-GB", "features": []},
            "guild_locale": "en-GB",
            "member": member() | {"user": person.user, "permissions": str(person.permissions)},
        }

    def _scoped(self, command: Json, data: Json, place: Json) -> Json:
        return data | ({"guild_id": place["guild_id"]} if command in self.guild_commands else {})

    def _place(self, person: Person, channel: str | None, dm: bool) -> Json:
        return self._direct_channel(person) if dm else self.channels[channel or str(self.channel_id)]

    def _direct_channel(self, person: Person, id_: int | None = None) -> Json:
        if person.id not in self._direct:
            channel = {"id": str(id_ or self.next_id()), "type": DM_CHANNEL, "recipients": [person.user]}
            self._direct[person.id] = self.channels[channel["id"]] = channel
        return self._direct[person.id]

    def _of(self, on: Json) -> Json:
        return self.channels[on["channel_id"]]

    def _control(self, on: Json | None, kind: int, label: str | None, custom_id: str | None, person: Person) -> Json:
        if on is None:
            raise Unusable("there is no message")
        if on["flags"] & EPHEMERAL and self.seen_by.get(on["id"]) != person.id:
            raise Unusable(f"{person.name} does not see this message")
        for part in nested(on["components"]):
            found = part.get("label") == label if label else str(part.get("custom_id")).startswith(custom_id or "-")
            if part["type"] == kind and found:
                if part.get("disabled"):
                    raise Unusable(f"{label or custom_id} is disabled")
                return part
        raise Unusable(f"no {label or custom_id} in the message")

    def _usable(self, name: str, kind: int, person: Person, place: Json) -> Json:
        in_guild = "guild_id" in place
        own = self.guild_commands if place.get("guild_id") == str(self.guild_id) else []
        for command in [*own, *self.commands]:
            everywhere = command in own or not command.get("contexts")
            where = everywhere or (IN_GUILD if in_guild else IN_DM) in command["contexts"]
            needed = int(command.get("default_member_permissions") or 0)
            may = not in_guild or person.permissions & ADMINISTRATOR or person.permissions & needed == needed
            if command["name"] == name and command.get("type", SLASH) == kind and where and may:
                return command
        raise Unusable(f"{name} is not offered to {person.name} {'here' if in_guild else 'in direct messages'}")


def _options(command: Json, given: dict[str, str | int]) -> list[Json]:
    """Checks the options as the client of a person would, and gives them their wire form."""
    known = {option["name"]: option for option in command.get("options") or []}
    missing = {name for name, option in known.items() if option.get("required")} - given.keys()
    if missing or given.keys() - known.keys():
        raise Unusable(f"options missing: {missing}, unknown: {given.keys() - known.keys()}")
    for name, value in given.items():
        _check_option(known[name], value)
    return [{"name": n, "type": known[n]["type"], "value": value} for n, value in given.items()]


def _check_option(option: Json, value: str | int) -> None:
    fits = {STRING: str, INTEGER: int, BOOLEAN: bool}[option["type"]]
    if not isinstance(value, fits):
        raise Unusable(f"{option['name']} takes {fits.__name__}, not {value!r}")
    size, bounds = (len(value), "length") if isinstance(value, str) else (value, "value")
    low, high = option.get(f"min_{bounds}"), option.get(f"max_{bounds}")
    if (low is not None and size < low) or (high is not None and size > high):
        raise Unusable(f"{option['name']}: {size} is not between {low} and {high}")
