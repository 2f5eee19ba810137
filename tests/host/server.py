"""The fake Discord itself: a server on this machine."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Self

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from tests.host.gateway import Gateway
from tests.host.interactions import Interactions
from tests.host.people import Person, has
from tests.host.places import Places
from tests.host.rest import Rest
from tests.host.trouble import How, Trouble, Troubles, cut, refused, silence
from tests.host.webhooks import Webhooks
from tests.host.world import Channel, Payload, User, World
from tests.process.running import PATIENCE

# These carry a token of their own in their address.
MISSING_ACCESS = 50001
_OPEN = ("/gateway", "/api/gateway", "/attachments/", "/api/interactions/", "/api/webhooks/")


class FakeDiscord:
    """A server on this machine: ``async with FakeDiscord(application, token) as discord``.

    It knows one application. `message_content` says whether that intent is switched on in the
    portal; `silent` says what is never answered (see `saw`), and `broken` which request ends in a
    server error; `closes` is the code with which every connection is closed once identified.
    `clock` is its own clock, which may be wrong; `heartbeat` is in seconds.
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
        heartbeat: float = 1.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._token = token
        self._silent = silent
        self._news = asyncio.Condition()
        self.requests: list[str] = []
        self.trouble = Troubles()
        if broken:
            self.trouble.add(Trouble(broken, status=503))
        self.world = World(application, clock)
        self.gateway = Gateway(
            self.world,
            token,
            self._see,
            message_content=message_content,
            closes=closes,
            heartbeat=heartbeat,
        )
        self.rest = Rest(self.world, self.gateway, message_content=message_content)
        self.webhooks = Webhooks(self.world, self.rest)
        self.interactions = Interactions(self.world, self.gateway, self.rest, self.webhooks)
        self.places = Places(self.world, self.gateway, self.rest)
        app = web.Application(middlewares=[self._gatekeeper], client_max_size=32 * 1024 * 1024)
        app.add_routes([*self.rest.routes(), *self.interactions.routes()])
        app.add_routes([*self.webhooks.routes(), *self.places.routes()])
        app.add_routes([web.get("/gateway", self.gateway.handle)])
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        self.address = ""

    @property
    def identified(self) -> list[Payload]:
        """What each connection said of itself."""
        return self.gateway.identified

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = "127.0.0.1:{1}".format(*self._runner.addresses[0])
        self.gateway.address = self.rest.address = self.address
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._runner.cleanup()

    def person(self, channel: Channel, name: str, *, manages: bool = False) -> Person:
        """Return someone new, a member of the server of `channel`."""
        user = User(self.world.snowflake(), name, manages=manages)
        self.world.guilds[channel.guild].members[user.id] = user
        return Person(user, channel, self.world, self.rest, self.interactions)

    async def saw(self, what: str, times: int = 1) -> None:
        """Wait until a request such as ``GET /users/@me`` came so many times, or ``IDENTIFY``."""
        try:
            async with asyncio.timeout(PATIENCE), self._news:
                await self._news.wait_for(lambda: self.requests.count(what) >= times)
        except TimeoutError:
            pytest.fail(f"{what} did not come {times} times in {PATIENCE} s: {self.requests}")

    async def becomes(self, true: Callable[[], bool]) -> None:
        """Wait until something is true of what the bot has made here."""
        try:
            async with asyncio.timeout(PATIENCE), self._news:
                await self._news.wait_for(true)
        except TimeoutError:
            pytest.fail(f"nothing of the kind in {PATIENCE} s; asked so far: {self.requests}")

    async def newest(self, channel: Channel, what: str) -> Payload:
        """Return the newest message with a button that leads to `what`, once there is one."""

        def found() -> list[Payload]:
            return [message for message in channel.messages.values() if has(message, what)]

        await self.becomes(lambda: bool(found()))
        return found()[-1]

    async def _see(self, what: str) -> None:
        async with self._news:
            self.requests.append(what)
            self._news.notify_all()
        if what == self._silent:
            await silence()

    @web.middleware
    async def _gatekeeper(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path == "/gateway":
            return await handler(request)
        what = f"{request.method} {request.path.removeprefix('/api')}"
        await self._see(what)
        headed = request.headers.get("Authorization") == f"Bot {self._token}"
        if not headed and not request.path.startswith(_OPEN):
            return refused(401)
        if self.world.shuts_out(what):
            return refused(403, MISSING_ACCESS)
        headers, too_fast = self.trouble.paced(what)
        if too_fast is not None:
            return too_fast
        struck = self.trouble.met(what)
        if struck is not None and struck.how is not How.LOST:
            async with self._news:
                self._news.notify_all()
            return await _goes_wrong(struck, request)
        response = await handler(request)
        if struck is not None:
            return await cut(request)
        response.headers.update(headers)
        async with self._news:
            self._news.notify_all()
        return response


async def _goes_wrong(trouble: Trouble, request: web.Request) -> web.Response:
    if trouble.how is How.RESET:
        return await cut(request)
    return await silence() if trouble.how is How.SILENCE else trouble.refusal()
