"""The gateway of the loopback Discord: sessions, heartbeats, resumes, shards."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from loopback_world import now

Json = dict[str, Any]

HELLO, HEARTBEAT, IDENTIFY, RESUME, INVALID_SESSION, ACK, DISPATCH, RECONNECT = 10, 1, 2, 6, 9, 11, 0, 7
BAD_TOKEN, NOT_IDENTIFIED, DISALLOWED_INTENTS = 4004, 4003, 4014
MESSAGE_CONTENT = 1 << 15


@dataclass
class Session:
    """What a gateway session has been told, to be told again after a lost connection."""

    id: str
    shard: int
    shards: int
    events: list[Json] = field(default_factory=list)

    def serves(self, guild_id: int) -> bool:
        """Says whether a server's events come over this session; direct messages, 0, over the first."""
        return (guild_id >> 22) % self.shards == self.shard


class Socket:
    """One gateway connection, compressed the way its query asked for."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws, self.request = ws, request
        self.session: Session | None = None
        self.beaten = now()
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


class Gateway:
    """The gateway's side of the server; what a session is first told comes from ``greeting``."""

    token: str
    heartbeat_seconds: float
    message_content: bool
    greeting: Callable[[Session], list[tuple[str, Json]]]  # the events that a new session begins with

    def __init__(self) -> None:
        self.identified = self.resumed = self.heartbeats = 0
        self.intents = 0
        self.heartbeat_gaps: list[float] = []
        self._sessions: dict[str, Session] = {}
        self._sockets: set[Socket] = set()
        self._ready = asyncio.Event()

    @property
    def sees_content(self) -> bool:
        """Says whether the bot is told the words of messages that do not speak to it."""
        return self.message_content and bool(self.intents & MESSAGE_CONTENT)

    async def ready(self, seconds: float = 10.0) -> None:
        """Waits until a client is connected, for the first time or again."""
        await asyncio.wait_for(self._ready.wait(), seconds)

    async def emit(self, event: str, data: Json) -> None:
        """Sends an event to the session it belongs to, at once or when it resumes."""
        guild_id = int(data.get("guild_id") or (data["id"] if event.startswith("GUILD_") else 0))
        for session in self._sessions.values():
            if session.serves(guild_id):
                payload = dispatched(session, event, data)
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

    async def ask_to_reconnect(self) -> None:
        """Tells every client to connect again and resume, as Discord does before it restarts."""
        self._ready.clear()
        for socket in list(self._sockets):
            await socket.send({"op": RECONNECT, "d": None})

    def forget_sessions(self) -> None:
        """Has the next resume refused, so that the client has to begin anew."""
        self._sessions.clear()

    async def serve_gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Serves one connection until it ends."""
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
            self.heartbeat_gaps.append(now() - socket.beaten)
            socket.beaten = now()
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
        if data["intents"] & MESSAGE_CONTENT and not self.message_content:
            await socket.ws.close(code=DISALLOWED_INTENTS)
            return
        self.identified += 1
        self.intents = data["intents"]
        shard, shards = data.get("shard") or (0, 1)
        session = Session(secrets.token_hex(8), shard, shards)
        self._sessions[session.id] = socket.session = session
        for event, payload in self.greeting(session):
            await socket.send(dispatched(session, event, payload))
        self._ready.set()

    async def _resume(self, socket: Socket, data: Json) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self.token:
            await socket.send({"op": INVALID_SESSION, "d": False})
            return
        socket.session = session
        for event in session.events[data["seq"] :]:
            await socket.send(event)
        await socket.send(dispatched(session, "RESUMED", {}))
        self.resumed += 1
        self._ready.set()


def dispatched(session: Session, event: str, data: Json) -> Json:
    # What is told later must be what was so then: a message may be edited meanwhile.
    payload = {"op": DISPATCH, "t": event, "s": len(session.events) + 1, "d": json.loads(json.dumps(data))}
    session.events.append(payload)
    return payload
