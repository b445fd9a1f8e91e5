"""The HTTP side of the loopback Discord: what the client asks for, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from loopback_limits import (
    LAYOUT_FLAG,
    Refused,
    check,
    choice_problems,
    command_problems,
    message_problems,
    modal_problems,
)
from loopback_world import EPHEMERAL, LOADING, Exchange, Person, message, now, shown, thread

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
TOKEN_SECONDS = 900.0
FILE_BYTES = 10 * 1024 * 1024
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
CONTENT_FLAG = 1 << 19  # the application may read all messages, in fewer than a hundred servers


@dataclass
class _Fault:
    """An answer that waits for the next request that it matches: a 429 after seconds, or a failure."""

    method: str
    path_part: str
    status: int
    seconds: float = 0.0


class Http:
    """The routes. Whoever has them has the world, too: ids, channels, people."""

    token: str
    address: str
    application_id: int
    guild_id: int
    alice: Person
    bot: Json
    first_response_seconds: float
    message_content: bool
    shards: int
    channels: dict[str, Json]
    gateway: str
    _ids: Iterator[int]
    emit: Callable[[str, Json], Awaitable[None]]
    _direct_channel: Callable[[Person], Json]

    def __init__(self) -> None:
        self.commands: list[Json] = []
        self.guild_commands: list[Json] = []
        self.exchanges: list[Exchange] = []
        self.by_token: dict[str, Exchange] = {}
        self.messages: dict[str, list[Json]] = {}
        self.seen_by: dict[str, int] = {}  # the one person who sees an ephemeral message
        self.typed_in: list[str] = []
        self.denied: set[tuple[str, str]] = set()  # a channel's id with "send" or "threads"
        self.requests: list[str] = []
        self.refusals: list[str] = []
        self.rate_limited = self.failed = 0
        self._faults: list[_Fault] = []
        self._stored: dict[str, bytes] = {}

    def rate_limit_next(self, method: str, path_part: str, seconds: float = 0.2) -> None:
        """Has the next request with this method, and this in its path, answered by a 429."""
        self._faults.append(_Fault(method, path_part, 429, seconds))

    def fail_next(self, method: str, path_part: str, status: int = 500, times: int = 1) -> None:
        """Has the next requests with this method, and this in their path, fail."""
        self._faults += [_Fault(method, path_part, status) for _ in range(times)]

    def next_id(self) -> str:
        """A new id, later than all before."""
        return str(next(self._ids))

    def routes(self) -> list[web.RouteDef]:
        """All routes but the gateway's."""
        api = "/api/v10"
        app, hook, channel = api + r"/applications/{app}", api + r"/webhooks/{app}/{token}", api + "/channels/{channel}"
        told, one = hook + "/messages/{message}", channel + "/messages/{message}"
        return [
            web.get(api + "/users/@me", self._get_me),
            web.get(api + "/oauth2/applications/@me", self._get_application),
            web.get(api + "/gateway/bot", self._get_gateway),
            web.put(app + "/commands", self._put_commands),
            web.put(app + "/guilds/{guild}/commands", self._put_guild_commands),
            web.post(api + "/interactions/{id}/{token}/callback", self._post_callback),
            web.post(hook, self._post_followup),
            web.get(told, self._get_response),
            web.patch(told, self._patch_response),
            web.delete(told, self._delete_response),
            web.get(channel, self._get_channel),
            web.post(channel + "/typing", self._post_typing),
            web.post(channel + "/messages", self._post_message),
            web.get(one, self._get_message),
            web.patch(one, self._patch_message),
            web.delete(one, self._delete_message),
            web.post(one + "/threads", self._post_thread),
            web.get("/attachments/{id}/{name}", self._get_attachment),
        ]

    @web.middleware
    async def at_the_door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Notes every request, and words what is refused as Discord does."""
        self.requests.append(f"{request.method} {request.path}")
        try:
            if fault := self._take_fault(request):
                return fault
            self._check_token(request)
            return await handler(request)
        except web.HTTPNotFound:
            self.refusals.append(f"404 {request.method} {request.path}")
            return reply({"message": "404: Not Found", "code": 0}, 404)
        except Refused as refused:
            self.refusals.append(f"{refused.code} {refused}")
            return reply({"message": str(refused), "code": refused.code}, refused.status)

    def _take_fault(self, request: web.Request) -> web.Response | None:
        for fault in self._faults:
            if request.method == fault.method and fault.path_part in request.path:
                self._faults.remove(fault)
                if fault.status == 429:
                    self.rate_limited += 1
                    return _too_many(fault.seconds)
                self.failed += 1
                return reply({"message": "Internal Server Error", "code": 0}, fault.status)
        return None

    def _check_token(self, request: web.Request) -> None:
        by_own_token = ("/api/v10/webhooks/", "/api/v10/interactions/", "/gateway", "/attachments/")
        if request.path.startswith(by_own_token):
            return
        if request.headers.get("Authorization") != f"Bot {self.token}":
            raise Refused(401, 0, "401: Unauthorized")

    # Who the bot is, and its commands

    async def _get_me(self, request: web.Request) -> web.Response:
        return reply(self.bot | {"verified": True, "flags": 0})

    async def _get_application(self, request: web.Request) -> web.Response:
        names = ("name", "description", "icon", "team", "bot_public", "bot_require_code_grant")
        values = ("loopback", "", None, None, True, False)
        return reply(
            dict(zip(names, values, strict=True))
            | {"id": str(self.application_id), "owner": self.alice.user, "flags": CONTENT_FLAG * self.message_content}
            | {"verify_key": "0" * 64, "rpc_origins": [], "summary": ""}
        )

    async def _get_gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 1000, "max_concurrency": 1}
        return reply({"url": self.gateway, "shards": self.shards, "session_start_limit": limit})

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
        return [{"description": "", "options": []} | c | own | {"id": self.next_id()} for c in commands]

    # Responses to interactions

    async def _post_callback(self, request: web.Request) -> web.Response:
        exchange = self._exchange(request, 10062, "Unknown interaction")
        body, files = await self._payload(request, exchange)
        if exchange.callbacks:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        if now() - exchange.started > self.first_response_seconds:
            raise Refused(404, 10062, "Unknown interaction")
        return reply(self._respond(exchange, body, files))

    def _respond(self, exchange: Exchange, body: Json, files: list[Json]) -> Json:
        kind, data = body["type"], body.get("data") or {}
        self._check_response(exchange, kind, data, files)
        exchange.callbacks.append(body)
        if kind in (MESSAGE, DEFERRED):
            exchange.message = self._new_response(exchange, data, files)
            exchange.message["flags"] |= LOADING * (kind == DEFERRED)
        elif kind in (UPDATE, DEFERRED_UPDATE):
            exchange.message = exchange.source
            if kind == UPDATE and exchange.source is not None:
                _change(exchange.source, data, files)
        exchange.modal = data if kind == MODAL else None
        exchange.choices = data["choices"] if kind == CHOICES else None
        exchange.note_acknowledged()
        answered: Json = {"interaction": self._callback(exchange, loading=kind == DEFERRED)}
        if kind not in (DEFERRED, DEFERRED_UPDATE):
            exchange.note_answered()
        if kind in (MESSAGE, UPDATE):
            exchange.posted.append(data)
            answered["resource"] = {"type": kind, "message": exchange.message}
        return answered

    def _check_response(self, exchange: Exchange, kind: int, data: Json, files: list[Json]) -> None:
        if kind in (DEFERRED_UPDATE, UPDATE) and exchange.source is None:
            raise Refused(400, 50035, "Invalid Form Body: type")
        if kind in (MESSAGE, UPDATE):
            before = exchange.source if kind == UPDATE else None
            check(message_problems(data, new=kind == MESSAGE, layout=_is_layout(before), files=_names(files)))
        elif kind == MODAL:
            check(modal_problems(data))
        elif kind == CHOICES:
            check(choice_problems(data["choices"]))

    def _new_response(self, exchange: Exchange, data: Json, files: list[Json]) -> Json:
        told = message(self.next_id(), exchange.channel_id, self.bot, data)
        told |= {"type": 20, "webhook_id": str(self.application_id), "attachments": files}
        if told["flags"] & EPHEMERAL:
            self.seen_by[told["id"]] = exchange.person.id
        else:
            self.messages.setdefault(exchange.channel_id, []).append(told)
        return told

    def _callback(self, exchange: Exchange, *, loading: bool) -> Json:
        told = exchange.message
        return {
            "id": exchange.id,
            "type": 2,
            "response_message_id": told["id"] if told else None,
            "response_message_loading": loading,
            "response_message_ephemeral": exchange.ephemeral,
        }

    async def _post_followup(self, request: web.Request) -> web.Response:
        exchange = self._acknowledged_exchange(request)
        data, files = await self._payload(request, exchange)
        check(message_problems(data, new=True, files=_names(files)))
        exchange.posted.append(data)
        if exchange.message is not None and exchange.message["flags"] & LOADING:
            return reply(_filled(exchange, data, files))
        exchange.followups.append(self._new_response(exchange, data, files))
        return reply(exchange.followups[-1])

    async def _patch_response(self, request: web.Request) -> web.Response:
        exchange = self._acknowledged_exchange(request)
        told = _find(exchange, request.match_info["message"])
        data, files = await self._payload(request, exchange)
        check(message_problems(data, new=False, layout=_is_layout(told), files=_names(files)))
        exchange.posted.append(data)
        if told is exchange.message:
            return reply(_filled(exchange, data, files))
        return reply(_change(told, data, files))

    async def _get_response(self, request: web.Request) -> web.Response:
        exchange = self._acknowledged_exchange(request)
        return reply(_find(exchange, request.match_info["message"]))

    async def _delete_response(self, request: web.Request) -> web.Response:
        exchange = self._acknowledged_exchange(request)
        told = _find(exchange, request.match_info["message"])
        if told is exchange.message:
            exchange.message = None
        else:
            exchange.followups.remove(told)
        return web.Response(status=204)

    def _exchange(self, request: web.Request, code: int, problem: str) -> Exchange:
        exchange = self.by_token.get(request.match_info["token"])
        if exchange is None or request.match_info.get("id", exchange.id) != exchange.id:
            raise Refused(404, code, problem)
        return exchange

    def _acknowledged_exchange(self, request: web.Request) -> Exchange:
        exchange = self._exchange(request, 10015, "Unknown Webhook")
        if not exchange.callbacks:
            raise Refused(404, 10015, "Unknown Webhook")
        if now() - exchange.started > TOKEN_SECONDS:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return exchange

    # Messages in channels

    async def _get_channel(self, request: web.Request) -> web.Response:
        return reply(self._channel(request))

    async def _post_typing(self, request: web.Request) -> web.Response:
        self.typed_in.append(self._channel(request)["id"])
        return web.Response(status=204)

    async def _post_message(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        if (channel["id"], "send") in self.denied:
            raise Refused(403, 50013, "Missing Permissions")
        data, files = await self._payload(request)
        check(message_problems(data, new=True, files=_names(files)))
        told = message(self.next_id(), channel["id"], self.bot, data) | {"attachments": files}
        if reference := data.get("message_reference"):
            told |= {"type": 19, "message_reference": {key: str(value) for key, value in reference.items()}}
            told["referenced_message"] = self._find(channel["id"], str(reference["message_id"]))
        self.messages.setdefault(channel["id"], []).append(told)
        in_guild = {"guild_id": channel["guild_id"]} if "guild_id" in channel else {}
        await self.emit("MESSAGE_CREATE", told | in_guild)
        return reply(told | {"allowed_mentions": None})

    async def _get_message(self, request: web.Request) -> web.Response:
        return reply(self._find(self._channel(request)["id"], request.match_info["message"]))

    async def _patch_message(self, request: web.Request) -> web.Response:
        told = self._find(self._channel(request)["id"], request.match_info["message"])
        if told["author"]["id"] != str(self.application_id):
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        data, files = await self._payload(request)
        check(message_problems(data, new=False, layout=_is_layout(told), files=_names(files)))
        return reply(_change(told, data, files))

    async def _delete_message(self, request: web.Request) -> web.Response:
        channel = self._channel(request)["id"]
        self.messages[channel].remove(self._find(channel, request.match_info["message"]))
        return web.Response(status=204)

    async def _post_thread(self, request: web.Request) -> web.Response:
        parent = self._channel(request)
        told = self._find(parent["id"], request.match_info["message"])
        name = (await request.json())["name"]
        if (parent["id"], "threads") in self.denied:
            raise Refused(403, 50013, "Missing Permissions")
        if told["id"] in self.channels:
            raise Refused(400, 160004, "A thread has already been created for this message")
        if not 1 <= len(name) <= 100:
            raise Refused(400, 50035, "Invalid Form Body: name: Must be between 1 and 100 in length.")
        opened = self.channels[told["id"]] = thread(told["id"], parent, self.application_id, name)
        await self.emit("THREAD_CREATE", opened)
        return reply(opened)

    async def _get_attachment(self, request: web.Request) -> web.Response:
        return web.Response(body=self._stored[request.match_info["id"]])

    def _channel(self, request: web.Request) -> Json:
        if request.match_info["channel"] not in self.channels:
            raise Refused(404, 10003, "Unknown Channel")
        return self.channels[request.match_info["channel"]]

    def _find(self, channel: str, id_: str) -> Json:
        for told in self.messages.get(channel, []):
            if told["id"] == id_:
                return told
        raise Refused(404, 10008, "Unknown Message")

    async def _payload(self, request: web.Request, exchange: Exchange | None = None) -> tuple[Json, list[Json]]:
        """The body, and the attachments that the files sent with it become."""
        if request.content_type == "application/json":
            return await request.json(), []
        form = await request.post()
        sent = [part for part in form.values() if isinstance(part, web.FileField)]
        files = []
        for part in sent:
            data = part.file.read()
            if len(data) > FILE_BYTES:
                raise Refused(413, 40005, "Request entity too large")
            if exchange is not None:
                exchange.files.append((part.filename, data))
            files.append(self._attachment(part.filename, data))
        body: Json = json.loads(str(form["payload_json"]))
        return body, files

    def _attachment(self, name: str, data: bytes) -> Json:
        id_ = self.next_id()
        self._stored[id_] = data
        url = f"http://{self.address}/attachments/{id_}/{name}"
        return {"id": id_, "filename": name, "size": len(data), "url": url, "proxy_url": url}


def _is_layout(told: Json | None) -> bool:
    return bool(told and told["flags"] & LAYOUT_FLAG)


def _names(files: list[Json]) -> tuple[str, ...]:
    return tuple(file["filename"] for file in files)


def _find(exchange: Exchange, id_: str) -> Json:
    if exchange.message is not None and id_ in ("@original", exchange.message["id"]):
        return exchange.message
    for told in exchange.followups:
        if told["id"] == id_:
            return told
    raise Refused(404, 10008, "Unknown Message")


def _filled(exchange: Exchange, data: Json, files: list[Json]) -> Json:
    """Puts a body where the bot was thinking."""
    assert exchange.message is not None
    told = _change(exchange.message, data, files)
    told["flags"] &= ~LOADING
    exchange.note_answered()
    return told


def _change(told: Json, data: Json, files: list[Json]) -> Json:
    """Changes a message in place: what is sent is replaced, and attachments that are not named go."""
    told |= shown(data) | {"edited_timestamp": datetime.now(UTC).isoformat()}
    told["flags"] |= (data.get("flags") or 0) & LAYOUT_FLAG
    if "attachments" in data:
        kept = {str(one["id"]) for one in data["attachments"]}
        told["attachments"] = [one for one in told["attachments"] if one["id"] in kept] + files
    return told


def reply(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Builds a JSON response whose content type is exactly ``application/json``."""
    typed = {"Content-Type": "application/json"} | (headers or {})
    return web.Response(body=json.dumps(data).encode(), status=status, headers=typed)


def _too_many(seconds: float) -> web.Response:
    # discord.py retries only what came through a proxy, which it knows by "Via".
    headers = {"Via": "1.1 loopback", "Retry-After": str(seconds), "X-RateLimit-Scope": "user"}
    message_ = "You are being rate limited."
    return reply({"message": message_, "retry_after": seconds, "global": False}, 429, headers)
