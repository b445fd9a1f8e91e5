"""A Discord on 127.0.0.1 that speaks enough HTTP and gateway for the real discord.py client.

It is as strict as Discord where the bot could go wrong: a first response after three seconds or a
second one, a message over the limits, and a command that was never registered are all refused.

    async with LoopbackDiscord() as discord_:
        point_at(discord_.api, discord_.gateway)
        ...                                             # start the client with discord_.token
        await discord_.ready()
        reply = await discord_.slash("ask", question="Who was inspected?")
        assert reply.embeds[0]["description"] == "…"
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import re
import secrets
import zlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# https://docs.discord.com/developers/resources/message#embed-object-embed-limits
EMBED_TEXT_LIMITS = {"title": 256, "description": 4096}
FIELD_NAME_LIMIT, FIELD_VALUE_LIMIT, FIELDS_LIMIT = 256, 1024, 25
FOOTER_LIMIT, AUTHOR_LIMIT = 2048, 256
EMBEDS_TEXT_LIMIT, EMBEDS_LIMIT, CONTENT_LIMIT = 6000, 10, 2000
# https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
FIRST_RESPONSE_SECONDS, TOKEN_SECONDS = 3.0, 900.0
# https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")

STRING, INTEGER = 3, 4
IN_GUILD, IN_DM = 0, 1
MESSAGE, DEFERRED = 4, 5
LOADING, EPHEMERAL = 1 << 7, 1 << 6
EVERYTHING = str((1 << 53) - 1)
JOINED = "2020-01-01T00:00:00+00:00"

HELLO, HEARTBEAT, IDENTIFY, RESUME, INVALID_SESSION, ACK, DISPATCH = 10, 1, 2, 6, 9, 11, 0
BAD_TOKEN, NOT_IDENTIFIED = 4004, 4003


class Refused(Exception):
    """An HTTP error as Discord words it."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Unusable(LookupError):
    """A command that a person could not have used: Discord's own client would not send it."""


@dataclass
class Exchange:
    """One use of a command: what the bot sent in response, and the message that came of it."""

    id: str
    token: str
    started: float
    name: str
    channel_id: str
    user: Json
    callbacks: list[Json] = field(default_factory=list)
    posted: list[Json] = field(default_factory=list)
    message: Json | None = None
    followups: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    acknowledged_after: float | None = None
    answered_after: float | None = None
    _acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def deferred(self) -> bool:
        """Says whether the bot first said that it is thinking."""
        return bool(self.callbacks) and self.callbacks[0]["type"] == DEFERRED

    @property
    def content(self) -> str:
        """The text of the answer, beside its embeds."""
        return "" if self.message is None else str(self.message["content"])

    @property
    def embeds(self) -> list[Json]:
        """The embeds of the answer."""
        return [] if self.message is None else list(self.message["embeds"])

    @property
    def components(self) -> list[Json]:
        """The buttons and menus of the answer."""
        return [] if self.message is None else list(self.message["components"])

    @property
    def ephemeral(self) -> bool:
        """Says whether only the person who asked sees the answer."""
        return self.message is not None and bool(self.message["flags"] & EPHEMERAL)

    @property
    def allowed_mentions(self) -> list[Json | None]:
        """What each message that the bot sent allows to be pinged, ``None`` if it does not say."""
        return [sent.get("allowed_mentions") for sent in self.posted]

    async def acknowledged(self, seconds: float = 5.0) -> Exchange:
        """Waits for the bot's first response."""
        await asyncio.wait_for(self._acknowledged.wait(), seconds)
        return self

    async def answered(self, seconds: float = 10.0) -> Exchange:
        """Waits until a message stands where the bot was thinking."""
        await asyncio.wait_for(self._answered.wait(), seconds)
        return self

    def note_acknowledged(self) -> None:
        """Records when the first response came."""
        self.acknowledged_after = now() - self.started
        self._acknowledged.set()

    def note_answered(self) -> None:
        """Records when the answer came."""
        if self.answered_after is None:
            self.answered_after = now() - self.started
        self._answered.set()


@dataclass
class Session:
    """What a gateway session has been told, to be told again after a lost connection."""

    id: str
    events: list[Json] = field(default_factory=list)


class Socket:
    """One gateway connection, compressed the way its query asked for."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws, self.request = ws, request
        self.session: Session | None = None
        # Any other compression may be left out: discord.py takes plain text as well.
        zipped = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if zipped else None

    async def send(self, payload: Json) -> None:
        """Sends one payload; a connection that has just gone is no error, its session replays."""
        text = json.dumps(payload)
        with contextlib.suppress(ConnectionError):
            if self._deflate is None:
                await self.ws.send_str(text)
            else:
                packed = self._deflate.compress(text.encode())
                await self.ws.send_bytes(packed + self._deflate.flush(zlib.Z_SYNC_FLUSH))

    def abort(self) -> None:
        """Cuts the TCP connection without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass
class _Limit:
    """A 429 that waits for the next request that it matches."""

    method: str
    path_part: str
    seconds: float


class LoopbackDiscord:
    """The server: one guild, one channel, one direct message channel, and one person who asks."""

    def __init__(
        self,
        *,
        token: str = "loopback-token",
        heartbeat_seconds: float = 41.25,
        first_response_seconds: float = FIRST_RESPONSE_SECONDS,
    ) -> None:
        self.token = token
        self.heartbeat_seconds = heartbeat_seconds
        self.first_response_seconds = first_response_seconds
        self._ids: Iterator[int] = itertools.count(1_500_000_000_000_000_001)
        self.application_id, self.guild_id = next(self._ids), next(self._ids)
        self.channel_id, self.dm_channel_id, self.user_id = (next(self._ids) for _ in range(3))
        self.commands: list[Json] = []
        self.guild_commands: list[Json] = []
        self.exchanges: list[Exchange] = []
        self.requests: list[str] = []
        self.refusals: list[str] = []
        self.rate_limited = self.identified = self.resumed = self.heartbeats = 0
        self.intents = 0
        self._limits: list[_Limit] = []
        self._sessions: dict[str, Session] = {}
        self._sockets: set[Socket] = set()
        self._ready = asyncio.Event()

    async def __aenter__(self) -> LoopbackDiscord:
        app = web.Application(middlewares=[self._at_the_door])
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in list(self._sockets):
            await socket.ws.close(code=WSCloseCode.GOING_AWAY)
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        """The address to use in place of https://discord.com/api/v10."""
        return f"http://{self._address}/api/v10"

    @property
    def gateway(self) -> str:
        """The address to use in place of wss://gateway.discord.gg/."""
        return f"ws://{self._address}/gateway"

    # What a test does

    async def ready(self, seconds: float = 10.0) -> None:
        """Waits until a client is connected, for the first time or again."""
        await asyncio.wait_for(self._ready.wait(), seconds)

    async def slash(self, name: str, *, dm: bool = False, **options: str | int) -> Exchange:
        """Uses a slash command as a person would, and waits for its answer."""
        return await (await self.start_slash(name, dm=dm, **options)).answered()

    async def start_slash(self, name: str, *, dm: bool = False, **options: str | int) -> Exchange:
        """Uses a slash command as a person would, and waits for nothing."""
        command = self._usable(name, dm)
        data = {"id": command["id"], "name": name, "type": 1, "options": _options(command, options)}
        if command in self.guild_commands:
            data["guild_id"] = str(self.guild_id)
        exchange = self._open_exchange(name, dm)
        await self.emit("INTERACTION_CREATE", self._interaction(exchange, dm, data))
        return exchange

    async def emit(self, event: str, data: Json) -> None:
        """Sends an event to every session, at once or when it resumes."""
        for session in self._sessions.values():
            payload = _dispatch(session, event, data)
            for socket in [s for s in self._sockets if s.session is session]:
                await socket.send(payload)

    async def drop_connections(self, code: int | None = None) -> None:
        """Ends every gateway connection: with a close code, or by cutting the line."""
        self._ready.clear()
        for socket in list(self._sockets):
            self._sockets.discard(socket)
            if code is None:
                socket.abort()
            else:
                await socket.ws.close(code=code)

    def rate_limit_next(self, method: str, path_part: str, seconds: float = 0.2) -> None:
        """Has the next request with this method, and this in its path, answered by a 429."""
        self._limits.append(_Limit(method, path_part, seconds))

    # HTTP

    def _routes(self) -> list[web.RouteDef]:
        app, hook = r"/api/v10/applications/{app}", r"/api/v10/webhooks/{app}/{token}"
        message = hook + "/messages/{message}"
        return [
            web.get("/gateway", self._serve_gateway),
            web.get("/api/v10/users/@me", self._get_me),
            web.get("/api/v10/oauth2/applications/@me", self._get_application),
            web.put(app + "/commands", self._put_commands),
            web.put(app + "/guilds/{guild}/commands", self._put_guild_commands),
            web.post("/api/v10/interactions/{id}/{token}/callback", self._post_callback),
            web.post(hook, self._post_followup),
            web.get(message, self._get_message),
            web.patch(message, self._patch_message),
            web.delete(message, self._delete_message),
        ]

    @web.middleware
    async def _at_the_door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path}")
        try:
            if limited := self._take_limit(request):
                return limited
            self._check_token(request)
            return await handler(request)
        except web.HTTPNotFound:
            self.refusals.append(f"404 {request.method} {request.path}")
            return reply({"message": "404: Not Found", "code": 0}, 404)
        except Refused as refused:
            self.refusals.append(f"{refused.code} {refused}")
            return reply({"message": str(refused), "code": refused.code}, refused.status)

    def _take_limit(self, request: web.Request) -> web.Response | None:
        for limit in self._limits:
            if request.method == limit.method and limit.path_part in request.path:
                self._limits.remove(limit)
                self.rate_limited += 1
                return _too_many(limit.seconds)
        return None

    def _check_token(self, request: web.Request) -> None:
        by_own_token = ("/api/v10/webhooks/", "/api/v10/interactions/", "/gateway")
        if request.path.startswith(by_own_token):
            return
        if request.headers.get("Authorization") != f"Bot {self.token}":
            raise Refused(401, 0, "401: Unauthorized")

    async def _get_me(self, request: web.Request) -> web.Response:
        return reply(self._bot() | {"verified": True, "flags": 0})

    async def _get_application(self, request: web.Request) -> web.Response:
        names = ("name", "description", "icon", "team", "bot_public", "bot_require_code_grant")
        values = ("loopback", "", None, None, True, False)
        return reply(
            dict(zip(names, values, strict=True))
            | {"id": str(self.application_id), "owner": self._person(), "flags": 0}
            | {"verify_key": "0" * 64, "rpc_origins": [], "summary": ""}
        )

    async def _put_commands(self, request: web.Request) -> web.Response:
        self.commands = self._registered(await request.json())
        return reply(self.commands)

    async def _put_guild_commands(self, request: web.Request) -> web.Response:
        if request.match_info["guild"] != str(self.guild_id):
            raise Refused(403, 50001, "Missing Access")
        self.guild_commands = self._registered(await request.json())
        return reply(self.guild_commands)

    def _registered(self, commands: list[Json]) -> list[Json]:
        check(problem for command in commands for problem in command_problems(command))
        own = {"application_id": str(self.application_id), "version": "1"}
        return [{"description": "", "options": []} | c | own | {"id": self._next_id()} for c in commands]

    async def _post_callback(self, request: web.Request) -> web.Response:
        exchange = self._exchange(request, 10062, "Unknown interaction")
        body = await _payload(request, exchange)
        if exchange.callbacks:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if now() - exchange.started > self.first_response_seconds:
            raise Refused(404, 10062, "Unknown interaction")
        return reply(self._respond(exchange, body))

    def _respond(self, exchange: Exchange, body: Json) -> Json:
        if body["type"] not in (MESSAGE, DEFERRED):
            raise Refused(400, 50035, "Invalid Form Body: type")
        data = body.get("data") or {}
        if body["type"] == MESSAGE:
            check(message_problems(data, new=True))
        exchange.callbacks.append(body)
        exchange.message = self._message(exchange, data)
        exchange.note_acknowledged()
        if body["type"] == DEFERRED:
            exchange.message["flags"] |= LOADING
            return {"interaction": self._callback(exchange, loading=True)}
        exchange.posted.append(data)
        exchange.note_answered()
        resource = {"type": MESSAGE, "message": exchange.message}
        return {"interaction": self._callback(exchange, loading=False), "resource": resource}

    async def _post_followup(self, request: web.Request) -> web.Response:
        exchange = self._acknowledged_exchange(request)
        data = await _payload(request, exchange)
        check(message_problems(data, new=True))
        exchange.posted.append(data)
        if exchange.message is not None and exchange.message["flags"] & LOADING:
            return reply(_filled(exchange, data))
        exchange.followups.append(self._message(exchange, data))
        return reply(exchange.followups[-1])

    async def _patch_message(self, request: web.Request) -> web.Response:
        exchange = self._acknowledged_exchange(request)
        message = _find(exchange, request.match_info["message"])
        data = await _payload(request, exchange)
        check(message_problems(data, new=False))
        exchange.posted.append(data)
        if message is exchange.message:
            return reply(_filled(exchange, data))
        message.update(_shown(data))
        return reply(message)

    async def _get_message(self, request: web.Request) -> web.Response:
        exchange = self._acknowledged_exchange(request)
        return reply(_find(exchange, request.match_info["message"]))

    async def _delete_message(self, request: web.Request) -> web.Response:
        exchange = self._acknowledged_exchange(request)
        message = _find(exchange, request.match_info["message"])
        if message is exchange.message:
            exchange.message = None
        else:
            exchange.followups.remove(message)
        return web.Response(status=204)

    def _exchange(self, request: web.Request, code: int, message: str) -> Exchange:
        token = request.match_info["token"]
        for exchange in self.exchanges:
            if exchange.token == token and request.match_info.get("id", exchange.id) == exchange.id:
                return exchange
        raise Refused(404, code, message)

    def _acknowledged_exchange(self, request: web.Request) -> Exchange:
        exchange = self._exchange(request, 10015, "Unknown Webhook")
        if not exchange.callbacks:
            raise Refused(404, 10015, "Unknown Webhook")
        if now() - exchange.started > TOKEN_SECONDS:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return exchange

    # Gateway

    async def _serve_gateway(self, request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        socket = Socket(ws, request)
        self._sockets.add(socket)
        try:
            interval = int(self.heartbeat_seconds * 1000)
            await socket.send({"op": HELLO, "d": {"heartbeat_interval": interval}})
            async for frame in ws:
                if frame.type is WSMsgType.TEXT:
                    await self._hear(socket, json.loads(frame.data))
        finally:
            self._sockets.discard(socket)
        return ws

    async def _hear(self, socket: Socket, frame: Json) -> None:
        if frame["op"] == HEARTBEAT:
            self.heartbeats += 1
            # discord.py reads an acknowledgement that comes at once as one that is very late.
            await asyncio.sleep(0.01)
            await socket.send({"op": ACK})
        elif frame["op"] == IDENTIFY:
            await self._identify(socket, frame["d"])
        elif frame["op"] == RESUME:
            await self._resume(socket, frame["d"])
        elif socket.session is None:
            await socket.ws.close(code=NOT_IDENTIFIED)

    async def _identify(self, socket: Socket, data: Json) -> None:
        if data["token"] != self.token:
            await socket.ws.close(code=BAD_TOKEN)
            return
        self.identified += 1
        self.intents = data["intents"]
        session = Session(secrets.token_hex(8))
        self._sessions[session.id] = socket.session = session
        await socket.send(_dispatch(session, "READY", self._ready_data(session)))
        await socket.send(_dispatch(session, "GUILD_CREATE", self._guild()))
        self._ready.set()

    async def _resume(self, socket: Socket, data: Json) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self.token:
            await socket.send({"op": INVALID_SESSION, "d": False})
            return
        socket.session = session
        for event in session.events[data["seq"] :]:
            await socket.send(event)
        await socket.send(_dispatch(session, "RESUMED", {}))
        self.resumed += 1
        self._ready.set()

    # Payloads

    def _next_id(self) -> str:
        return str(next(self._ids))

    def _bot(self) -> Json:
        return user(self.application_id, "reportbot") | {"bot": True}

    def _person(self) -> Json:
        return user(self.user_id, "alice")

    def _ready_data(self, session: Session) -> Json:
        return {
            "v": 10,
            "user": self._bot(),
            "session_id": session.id,
            "resume_gateway_url": self.gateway,
            "guilds": [{"id": str(self.guild_id), "unavailable": True}],
            "application": {"id": str(self.application_id), "flags": 0},
            "private_channels": [],
        }

    def _guild(self) -> Json:
        everyone = {"id": str(self.guild_id), "name": "@everyone", "permissions": EVERYTHING}
        rank = {"position": 0, "color": 0, "hoist": False, "managed": False, "mentionable": False}
        return {
            "id": str(self.guild_id),
            "name": "loopback guild",
            "owner_id": str(self.user_id),
            "member_count": 2,
            "roles": [everyone | rank],
            "members": [member() | {"user": self._bot()}],
            "channels": [self._channel(dm=False)],
        } | {name: [] for name in ("threads", "presences", "voice_states", "emojis", "features")}

    def _channel(self, dm: bool) -> Json:
        if dm:
            return {"id": str(self.dm_channel_id), "type": 1, "recipients": [self._person()]}
        place = {"guild_id": str(self.guild_id), "position": 0, "permission_overwrites": []}
        return place | {"id": str(self.channel_id), "type": 0, "name": "general"}

    def _usable(self, name: str, dm: bool) -> Json:
        for command in [*([] if dm else self.guild_commands), *self.commands]:
            everywhere = command in self.guild_commands or not command.get("contexts")
            place = IN_DM if dm else IN_GUILD
            if command["name"] == name and (everywhere or place in command["contexts"]):
                return command
        raise Unusable(f"/{name} is not registered {'for direct messages' if dm else 'here'}")

    def _open_exchange(self, name: str, dm: bool) -> Exchange:
        channel = str(self.dm_channel_id if dm else self.channel_id)
        token = secrets.token_urlsafe(32)
        exchange = Exchange(self._next_id(), token, now(), name, channel, self._person())
        self.exchanges.append(exchange)
        return exchange

    def _interaction(self, exchange: Exchange, dm: bool, data: Json) -> Json:
        return {
            "id": exchange.id,
            "application_id": str(self.application_id),
            "type": 2,
            "token": exchange.token,
            "version": 1,
            "data": data,
            "channel_id": exchange.channel_id,
            "channel": self._channel(dm),
            "locale": "en-GB",
            "entitlements": [],
            "app_permissions": EVERYTHING,
            "attachment_size_limit": 10 * 1024 * 1024,
            "authorizing_integration_owners": {"0": "0" if dm else str(self.guild_id)},
            "context": IN_DM if dm else IN_GUILD,
        } | self._whence(dm)

    def _whence(self, dm: bool) -> Json:
        if dm:
            return {"user": self._person()}
        return {
            "guild_id": str(self.guild_id),
            "guild": {"id": str(self.guild_id), "locale": "en-GB", "features": []},
            "guild_locale": "en-GB",
            "member": member() | {"user": self._person(), "permissions": EVERYTHING},
        }

    def _callback(self, exchange: Exchange, *, loading: bool) -> Json:
        assert exchange.message is not None
        return {
            "id": exchange.id,
            "type": 2,
            "response_message_id": exchange.message["id"],
            "response_message_loading": loading,
            "response_message_ephemeral": exchange.ephemeral,
        }

    def _message(self, exchange: Exchange, data: Json) -> Json:
        blank = {"content": "", "embeds": [], "components": [], "attachments": []}
        return (
            blank
            | {"id": self._next_id(), "channel_id": exchange.channel_id, "author": self._bot()}
            | {"timestamp": datetime.now(UTC).isoformat(), "edited_timestamp": None, "tts": False}
            | {"mention_everyone": False, "mentions": [], "mention_roles": [], "pinned": False}
            | {"type": 20, "flags": data.get("flags", 0), "webhook_id": str(self.application_id)}
            | _shown(data)
        )


def message_problems(data: Json, *, new: bool) -> Iterator[str]:
    """Says what Discord would refuse in a message that is sent (``new``) or edited."""
    embeds = data.get("embeds") or []
    if new and not any(data.get(key) for key in ("content", "embeds", "components", "attachments")):
        yield "Cannot send an empty message"
    if len(data.get("content") or "") > CONTENT_LIMIT:
        yield f"content: Must be {CONTENT_LIMIT} or fewer in length."
    if len(embeds) > EMBEDS_LIMIT:
        yield f"embeds: Must be {EMBEDS_LIMIT} or fewer in length."
    if sum(len(text) for embed in embeds for text in _texts(embed)) > EMBEDS_TEXT_LIMIT:
        yield f"embeds: Embed size exceeds maximum size of {EMBEDS_TEXT_LIMIT}"
    for embed in embeds:
        yield from embed_problems(embed)


def embed_problems(embed: Json) -> Iterator[str]:
    """Says what Discord would refuse in one embed."""
    if not any(_texts(embed)) and not any(embed.get(key) for key in ("image", "thumbnail")):
        yield "embed: This field is required"
    limited = [(key, embed.get(key) or "", limit) for key, limit in EMBED_TEXT_LIMITS.items()]
    limited.append(("footer.text", _sub(embed, "footer", "text"), FOOTER_LIMIT))
    limited.append(("author.name", _sub(embed, "author", "name"), AUTHOR_LIMIT))
    for entry in embed.get("fields") or []:
        limited.append(("field.name", entry["name"], FIELD_NAME_LIMIT))
        limited.append(("field.value", entry["value"], FIELD_VALUE_LIMIT))
        if not (entry["name"].strip() and entry["value"].strip()):
            yield "field: This field is required"
    if len(embed.get("fields") or []) > FIELDS_LIMIT:
        yield f"fields: Must be {FIELDS_LIMIT} or fewer in length."
    yield from (f"{n}: Must be {most} or fewer in length." for n, t, most in limited if len(t) > most)
    if not (embed.get("url") or "https://").startswith(("http://", "https://")):
        yield "url: Scheme must be one of ('http', 'https')."


def command_problems(command: Json) -> Iterator[str]:
    """Says what Discord would refuse in a command that is registered."""
    options = command.get("options") or []
    for part in [command, *options] if command.get("type", 1) == 1 else []:
        if not COMMAND_NAME.fullmatch(part["name"]) or part["name"] != part["name"].lower():
            yield f"{part['name']}: Application command names must be lower-case words"
        if not 1 <= len(part["description"]) <= 100:
            yield f"{part['name']}: description: Must be between 1 and 100 in length."
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "Required options must be placed before non-required options"
    if len({option["name"] for option in options}) < len(options) or len(options) > 25:
        yield "options: too many, or two of one name"


def check(problems: Iterator[str]) -> None:
    """Refuses a body as Discord does when there is any problem with it."""
    if found := list(problems):
        raise Refused(400, 50035, "Invalid Form Body: " + "; ".join(found))


def reply(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Builds a JSON response whose content type is exactly ``application/json``."""
    typed = {"Content-Type": "application/json"} | (headers or {})
    return web.Response(body=json.dumps(data).encode(), status=status, headers=typed)


def user(id_: int, name: str) -> Json:
    """Builds a user object."""
    return {
        "id": str(id_),
        "username": name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": False,
    }


def member() -> Json:
    """Builds a member object without its user."""
    return {"roles": [], "joined_at": JOINED, "deaf": False, "mute": False, "flags": 0}


def now() -> float:
    """Reads the loop's clock, in seconds."""
    return asyncio.get_running_loop().time()


def _too_many(seconds: float) -> web.Response:
    # discord.py retries only what came through a proxy, which it knows by "Via".
    headers = {"Via": "1.1 loopback", "Retry-After": str(seconds), "X-RateLimit-Scope": "user"}
    message = "You are being rate limited."
    return reply({"message": message, "retry_after": seconds, "global": False}, 429, headers)


async def _payload(request: web.Request, exchange: Exchange) -> Json:
    if request.content_type == "application/json":
        body: Json = await request.json()
        return body
    form = await request.post()
    exchange.files += [f.filename for f in form.values() if isinstance(f, web.FileField)]
    parsed: Json = json.loads(str(form["payload_json"]))
    return parsed


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
    fits = {STRING: str, INTEGER: int}[option["type"]]
    if not isinstance(value, fits):
        raise Unusable(f"{option['name']} takes {fits.__name__}, not {value!r}")
    size, bounds = (len(value), "length") if isinstance(value, str) else (value, "value")
    low, high = option.get(f"min_{bounds}"), option.get(f"max_{bounds}")
    if (low is not None and size < low) or (high is not None and size > high):
        raise Unusable(f"{option['name']}: {size} is not between {low} and {high}")


def _dispatch(session: Session, event: str, data: Json) -> Json:
    payload = {"op": DISPATCH, "t": event, "s": len(session.events) + 1, "d": data}
    session.events.append(payload)
    return payload


def _find(exchange: Exchange, id_: str) -> Json:
    if exchange.message is not None and id_ in ("@original", exchange.message["id"]):
        return exchange.message
    for message in exchange.followups:
        if message["id"] == id_:
            return message
    raise Refused(404, 10008, "Unknown Message")


def _filled(exchange: Exchange, data: Json) -> Json:
    """Puts a body where the bot was thinking."""
    assert exchange.message is not None
    edited = datetime.now(UTC).isoformat()
    exchange.message |= _shown(data) | {"edited_timestamp": edited}
    exchange.message["flags"] &= ~LOADING
    exchange.note_answered()
    return exchange.message


def _shown(data: Json) -> Json:
    keys = ("content", "embeds", "components")
    return {key: data[key] or ("" if key == "content" else []) for key in keys if key in data}


def _texts(embed: Json) -> Iterator[str]:
    yield from (embed.get(key) or "" for key in EMBED_TEXT_LIMITS)
    yield _sub(embed, "footer", "text")
    yield _sub(embed, "author", "name")
    for entry in embed.get("fields") or []:
        yield from (entry["name"], entry["value"])


def _sub(embed: Json, part: str, key: str) -> str:
    return (embed.get(part) or {}).get(key) or ""
