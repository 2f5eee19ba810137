"""The gateway: connections, what is told on them, and what a bot that comes back has missed.

https://discord.com/developers/docs/topics/gateway. Frames are compressed where the client asks for
``zlib-stream``. Events of a server go to the shard it belongs to; messages only where their intent
was asked for, without their content where that one was not.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.host.world import Payload, World

# https://discord.com/developers/docs/topics/opcodes-and-status-codes
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 0, 1, 2, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
REFUSED_TOKEN, REFUSED_INTENT = 4004, 4014
# https://discord.com/developers/docs/topics/gateway#list-of-intents
GUILD_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 15
_REMEMBERED = 10_000


class Connection:
    """One socket: what is told goes out in order, compressed if that was asked for."""

    def __init__(self, socket: web.WebSocketResponse, compressed: bool) -> None:
        self.socket = socket
        self._deflate = zlib.compressobj() if compressed else None
        self._waiting: asyncio.Queue[str] = asyncio.Queue()

    def tell(self, text: str) -> None:
        self._waiting.put_nowait(text)

    async def run(self) -> None:
        """Send what is told, until cancelled or until nobody listens."""
        with suppress(ConnectionError):
            while True:
                text = await self._waiting.get()
                if self._deflate is None:
                    await self.socket.send_str(text)
                else:
                    packed = self._deflate.compress(text.encode())
                    packed += self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)


@dataclass
class Session:
    """A shard that has identified; it outlives its connection, to be taken up again."""

    id: str
    shard: tuple[int, int]
    intents: int
    sequence: int = 0
    told: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    connection: Connection | None = None

    def tell(self, event: str, data: object) -> None:
        self.sequence += 1
        text = json.dumps({"op": DISPATCH, "t": event, "s": self.sequence, "d": data})
        self.told.append((self.sequence, text))
        if self.connection is not None:
            self.connection.tell(text)

    def concerns(self, guild: int) -> bool:
        number, shards = self.shard
        return (guild >> 22) % shards == number


class Gateway:
    """All sessions. `seen` is called with ``IDENTIFY`` or ``RESUME``; `closes` is the code with
    which every connection is closed once identified."""

    def __init__(
        self,
        world: World,
        token: str,
        seen: Callable[[str], Awaitable[None]],
        *,
        message_content: bool,
        closes: int | None,
        heartbeat: float,
    ) -> None:
        self._world = world
        self._token = token
        self._seen = seen
        self._message_content = message_content
        self._closes = closes
        self._heartbeat = heartbeat
        self._connections: set[Connection] = set()
        self.sessions: dict[str, Session] = {}
        self.identified: list[Payload] = []
        self.address = ""
        self.deaf = False  # heartbeats are not answered any more
        self.down = False  # nobody can connect

    def tell(self, event: str, data: Payload, guild: int) -> None:
        """Tell every session that an event of a server concerns; 0 for private channels."""
        if guild and not self._world.guilds[guild].bot_is_in:
            return
        for session in self.sessions.values():
            if session.concerns(guild) and (told := _as_told(event, data, session.intents)):
                session.tell(event, told)

    async def drop(self, code: int | None = None) -> None:
        """End every connection: cut without a word, or closed with `code`."""
        for connection in list(self._connections):
            if code is not None:
                await connection.socket.close(code=code)
            elif (transport := connection.socket._req.transport) is not None:  # type: ignore[union-attr]
                transport.abort()

    def forget(self) -> None:
        """Forget every session: who resumes must identify again."""
        self.sessions.clear()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Answer one connection until it ends."""
        if self.down:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket, request.query.get("compress") == "zlib-stream")
        self._connections.add(connection)
        sending = asyncio.create_task(connection.run())
        hello = {"heartbeat_interval": round(self._heartbeat * 1000)}
        connection.tell(json.dumps({"op": HELLO, "d": hello}))
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._hear(connection, frame.json())
        finally:
            self._connections.discard(connection)
            for session in self.sessions.values():
                if session.connection is connection:
                    session.connection = None
            sending.cancel()
        return socket

    async def _hear(self, connection: Connection, said: Payload) -> None:
        if said["op"] == HEARTBEAT:
            if not self.deaf:
                connection.tell(json.dumps({"op": HEARTBEAT_ACK}))
        elif said["op"] == IDENTIFY:
            await self._identify(connection, said["d"])
        elif said["op"] == RESUME:
            await self._resume(connection, said["d"])
        elif said["op"] == REQUEST_MEMBERS:
            self._members(connection, said["d"])

    def _members(self, connection: Connection, wanted: Payload) -> None:
        """Tell who the people asked for are, on a server."""
        guild = self._world.guilds[int(wanted["guild_id"])]
        people = [guild.members[int(user)] for user in wanted["user_ids"]]
        chunk = {
            "guild_id": str(guild.id), "members": [user.member() for user in people],
            "chunk_index": 0, "chunk_count": 1, "nonce": wanted.get("nonce"),
        }  # fmt: skip
        for session in self.sessions.values():
            if session.connection is connection:
                session.tell("GUILD_MEMBERS_CHUNK", chunk)

    async def _identify(self, connection: Connection, who: Payload) -> None:
        self.identified.append(who)
        await self._seen("IDENTIFY")
        if who["token"] != self._token:
            await connection.socket.close(code=REFUSED_TOKEN)
        elif who["intents"] & MESSAGE_CONTENT and not self._message_content:
            await connection.socket.close(code=REFUSED_INTENT)
        elif self._closes is not None:
            await connection.socket.close(code=self._closes)
        else:
            self._welcome(connection, who)

    def _welcome(self, connection: Connection, who: Payload) -> None:
        number, shards = who.get("shard") or (0, 1)
        session = Session(f"session-{len(self.identified)}", (number, shards), who["intents"])
        session.connection = connection
        self.sessions[session.id] = session
        guilds = [g for g in self._world.guilds.values() if g.bot_is_in and session.concerns(g.id)]
        ready = {
            "v": 10,
            "user": self._world.bot.payload(),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "shard": [number, shards],
            "session_id": session.id,
            "resume_gateway_url": f"ws://{self.address}/gateway",
            "application": {"id": str(self._world.bot.id), "flags": 0},
        }
        session.tell("READY", ready)
        for guild in guilds:
            session.tell("GUILD_CREATE", self._world.guild_payload(guild))

    async def _resume(self, connection: Connection, who: Payload) -> None:
        await self._seen("RESUME")
        session = self.sessions.get(who["session_id"])
        if session is None or who["token"] != self._token:
            connection.tell(json.dumps({"op": INVALID_SESSION, "d": False}))
            return
        for sequence, text in session.told:
            if sequence > who["seq"]:
                connection.tell(text)
        session.connection = connection
        session.tell("RESUMED", {})


def _as_told(event: str, data: Payload, intents: int) -> Payload | None:
    if not event.startswith("MESSAGE_"):
        return data
    if not intents & GUILD_MESSAGES:
        return None
    if intents & MESSAGE_CONTENT or "content" not in data or data["author"]["bot"]:
        return data
    return {**data, "content": "", "components": [], "attachments": [], "embeds": []}
