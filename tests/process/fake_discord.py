"""Just enough of Discord for a bot to log in, send its commands and stay connected."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Self

import pytest
from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler

from tests.process.running import PATIENCE

# https://discord.com/developers/docs/topics/gateway#list-of-intents, resources/application
MESSAGE_CONTENT = 1 << 15
APPLICATION_HAS_MESSAGE_CONTENT = 1 << 19
# https://discord.com/developers/docs/topics/opcodes-and-status-codes
DISPATCH, HEARTBEAT, IDENTIFY, HELLO, HEARTBEAT_ACK = 0, 1, 2, 10, 11
REFUSED_TOKEN, REFUSED_INTENT = 4004, 4014


class FakeDiscord:
    """A server on this machine: ``async with FakeDiscord(application, token) as discord``.

    It knows one application. `message_content` says whether that intent is switched on in the
    portal; `silent` says what is never answered (see `saw`), and `broken` which request ends in a
    server error; `closes` is the code with which every connection is closed once identified.
    """

    def __init__(
        self,
        application: int,
        token: str,
        *,
        message_content: bool = True,
        silent: str = "",
        broken: str = "",
        closes: int | None = None,
    ) -> None:
        self._user = {"id": str(application), "username": "gommette", "discriminator": "0001"}
        self._token = token
        self._message_content = message_content
        self._silent = silent
        self._broken = broken
        self._closes = closes
        self._news = asyncio.Condition()
        self.requests: list[str] = []
        self.identified: list[dict[str, Any]] = []
        app = web.Application(middlewares=[self._gatekeeper])
        app.add_routes(
            [
                web.get("/api/users/@me", self._me),
                web.get("/api/oauth2/applications/@me", self._application),
                web.put("/api/applications/{application}/commands", self._commands),
                web.get("/api/gateway/bot", self._where_is_the_gateway),
                web.get("/gateway", self._gateway),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        self.address = ""

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = "127.0.0.1:{1}".format(*self._runner.addresses[0])
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._runner.cleanup()

    async def saw(self, what: str, times: int = 1) -> None:
        """Wait until a request such as ``GET /users/@me`` came so many times, or ``IDENTIFY``."""
        try:
            async with asyncio.timeout(PATIENCE), self._news:
                await self._news.wait_for(lambda: self.requests.count(what) >= times)
        except TimeoutError:
            pytest.fail(f"{what} did not come {times} times in {PATIENCE} s: {self.requests}")

    async def _see(self, what: str) -> None:
        async with self._news:
            self.requests.append(what)
            self._news.notify_all()
        if what == self._silent:
            await asyncio.Event().wait()

    @web.middleware
    async def _gatekeeper(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path == "/gateway":
            return await handler(request)
        what = f"{request.method} {request.path.removeprefix('/api')}"
        await self._see(what)
        if request.headers.get("Authorization") != f"Bot {self._token}":
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        if what == self._broken:
            return _json({"message": "503: Unavailable", "code": 0}, status=503)
        return await handler(request)

    async def _me(self, request: web.Request) -> web.Response:
        return _json({**self._user, "bot": True, "avatar": None})

    async def _application(self, request: web.Request) -> web.Response:
        return _json(
            {
                "id": self._user["id"],
                "name": "Gommette",
                "description": "",
                "icon": None,
                "bot_public": True,
                "bot_require_code_grant": False,
                "owner": {**self._user, "avatar": None},
                "verify_key": "",
                "flags": APPLICATION_HAS_MESSAGE_CONTENT if self._message_content else 0,
            }
        )

    async def _commands(self, request: web.Request) -> web.Response:
        return _json([])

    async def _where_is_the_gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        url = f"ws://{self.address}/gateway"
        return _json({"url": url, "shards": 1, "session_start_limit": limit})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Speak plain text frames: the client asks for compression, and takes both."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 1000}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            said = message.json()
            if said["op"] == HEARTBEAT:
                await socket.send_json({"op": HEARTBEAT_ACK})
            elif said["op"] == IDENTIFY:
                await self._identify(socket, said["d"])
        return socket

    async def _identify(self, socket: web.WebSocketResponse, who: dict[str, Any]) -> None:
        self.identified.append(who)
        await self._see("IDENTIFY")
        if who["token"] != self._token:
            await socket.close(code=REFUSED_TOKEN)
        elif who["intents"] & MESSAGE_CONTENT and not self._message_content:
            await socket.close(code=REFUSED_INTENT)
        elif self._closes is not None:
            await socket.close(code=self._closes)
        else:
            ready = {
                "v": 10,
                "user": {**self._user, "avatar": None},
                "guilds": [],
                "shard": who["shard"],
                "session_id": "one",
                "resume_gateway_url": f"ws://{self.address}/gateway",
                "application": {"id": self._user["id"], "flags": 0},
            }
            await socket.send_json({"op": DISPATCH, "t": "READY", "s": 1, "d": ready})


def _json(payload: object, status: int = 200) -> web.Response:
    """Return an answer that names its type as Discord does, without a charset."""
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(payload).encode(), status=status, headers=headers)
