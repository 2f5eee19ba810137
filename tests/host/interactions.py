"""Interactions: told to the bot, answered once and within three seconds, followed for a while.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from enum import IntEnum

from aiohttp import web

from tests.host.bodies import answer, body_of, done
from tests.host.gateway import Gateway
from tests.host.rest import Rest
from tests.host.trouble import refused
from tests.host.webhooks import Webhooks
from tests.host.world import EPHEMERAL, Channel, Payload, User, World, rewrite

UNKNOWN_INTERACTION, ALREADY_ANSWERED = 10062, 40060
# What the person reads after this long: “This interaction failed”.
LIMIT = 3.0  # seconds


class Kind(IntEnum):
    """What a person did."""

    COMMAND = 2
    COMPONENT = 3
    FORM = 5


class Callback(IntEnum):
    """How the bot answers."""

    MESSAGE = 4
    DEFERRED = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    SUGGESTIONS = 8
    FORM = 9


@dataclass
class Interaction:
    """One thing that one person did. `answered` is the answer; `later` what follows it."""

    id: int
    token: str
    kind: Kind
    channel: Channel
    user: User
    source: Payload | None  # the message whose component was used
    began: float  # of the loop's clock
    answered: asyncio.Future[tuple[Callback, Payload]]
    original: Payload | None = None  # the message that the answer made, or changed
    later: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue)


class Interactions:
    """Those under way, by token. `limit` is how long a bot may take for its first answer."""

    def __init__(self, world: World, gateway: Gateway, rest: Rest, webhooks: Webhooks) -> None:
        self._world = world
        self._gateway = gateway
        self._rest = rest
        self._webhooks = webhooks
        self._open: dict[str, Interaction] = {}
        self.limit = LIMIT
        self.late = 0  # answers that came after the limit

    def routes(self) -> list[web.RouteDef]:
        followed = "/api/webhooks/{application}/{token}"
        return [
            web.post("/api/interactions/{id}/{token}/callback", self._answer),
            web.post(followed, self._follow),
            web.get(followed + "/messages/{message}", self._read),
            web.patch(followed + "/messages/{message}", self._edit),
            web.delete(followed + "/messages/{message}", self._delete),
        ]

    def begin(
        self,
        kind: Kind,
        channel: Channel,
        user: User,
        data: Payload,
        *,
        source: Payload | None = None,
        locale: str = "fr",
        age: float = 0.0,
    ) -> Interaction:
        """Tell the bot what a person did `age` seconds ago: it was long on its way."""
        loop = asyncio.get_running_loop()
        made = Interaction(
            self._world.snowflake(age),
            secrets.token_urlsafe(24),
            kind,
            channel,
            user,
            source,
            loop.time() - age,
            loop.create_future(),
        )
        self._open[made.token] = made
        self._gateway.tell("INTERACTION_CREATE", self._told(made, data, locale), channel.guild)
        return made

    def _told(self, made: Interaction, data: Payload, locale: str) -> Payload:
        bot = self._world.bot.member()
        told = {
            "id": str(made.id), "application_id": str(self._world.bot.id), "type": int(made.kind),
            "token": made.token, "version": 1, "data": data, "locale": locale,
            "channel_id": str(made.channel.id), "channel": made.channel.payload(),
            "entitlements": [], "authorizing_integration_owners": {},
            "context": 0 if made.channel.guild else 1, "attachment_size_limit": 10 * 1024 * 1024,
            "app_permissions": bot["permissions"],
        }  # fmt: skip
        if made.channel.guild:
            guild = {
                "guild_id": str(made.channel.guild), "guild_locale": "fr",
                "guild": {"id": str(made.channel.guild), "locale": "fr", "features": []},
            }  # fmt: skip
            told |= {**guild, "member": made.user.member()}
        else:
            told["user"] = made.user.payload()
        if made.source is not None:
            told["message"] = made.source
        return told

    async def _answer(self, request: web.Request) -> web.Response:
        said, uploads = await body_of(request)
        made = self._open.get(request.match_info["token"])
        if made is None:
            return refused(404, UNKNOWN_INTERACTION)
        if asyncio.get_running_loop().time() - made.began > self.limit:
            self.late += 1
            return refused(404, UNKNOWN_INTERACTION)
        if made.answered.done():
            return refused(400, ALREADY_ANSWERED)
        kind, content = Callback(said["type"]), said.get("data") or {}
        files = self._rest.received(content, uploads)
        if kind in (Callback.MESSAGE, Callback.DEFERRED):
            made.original = self._world.message(made.channel, self._world.bot, content, files)
            if kind is Callback.MESSAGE:
                self._publish(made.channel, made.original)
        elif kind is Callback.UPDATE and made.source is not None:
            made.original = made.source
            rewrite(made.source, content, files)
            self._changed(made.channel, made.source)
        elif kind is Callback.DEFERRED_UPDATE:
            made.original = made.source
        shown = kind in (Callback.MESSAGE, Callback.UPDATE) and made.original is not None
        made.answered.set_result((kind, made.original or {} if shown else content))
        if "with_response" not in request.query:
            return done()
        return answer(_resource(made, kind, made.original if shown else None))

    async def _follow(self, request: web.Request) -> web.Response:
        if self._webhooks.holds(request):
            return await self._webhooks.execute(request)
        made = self._open.get(request.match_info["token"])
        if made is None or not made.answered.done():
            return refused(404, 10015)
        said, uploads = await body_of(request)
        files = self._rest.received(said, uploads)
        kind, _ = made.answered.result()
        if kind is Callback.DEFERRED and made.original is not None and not _filled(made.original):
            # The first word after a deferral takes its place; who reads it was fixed there.
            rewrite(made.original, {**said, "flags": said.get("flags", 0) & ~EPHEMERAL}, files)
            message = made.original
        else:
            message = self._world.message(made.channel, self._world.bot, said, files)
        self._publish(made.channel, message)
        made.later.put_nowait(message)
        return answer(message)

    async def _read(self, request: web.Request) -> web.Response:
        if self._webhooks.holds(request):
            return await self._webhooks.change(request)
        _, message = self._followed(request)
        return answer(message) if message else refused(404, 10008)

    async def _edit(self, request: web.Request) -> web.Response:
        if self._webhooks.holds(request):
            return await self._webhooks.change(request)
        made, message = self._followed(request)
        if made is None or message is None:
            return refused(404, 10008)
        said, uploads = await body_of(request)
        rewrite(message, said, self._rest.received(said, uploads))
        self._changed(made.channel, message)
        made.later.put_nowait(message)
        return answer(message)

    async def _delete(self, request: web.Request) -> web.Response:
        made, message = self._followed(request)
        if made is None or message is None:
            return refused(404, 10008)
        if int(message["id"]) in made.channel.messages:
            self._rest.delete(made.channel, int(message["id"]))
        return done()

    def _followed(self, request: web.Request) -> tuple[Interaction | None, Payload | None]:
        made = self._open.get(request.match_info["token"])
        if made is None or request.match_info["message"] == "@original":
            return made, made.original if made else None
        return made, made.channel.messages.get(int(request.match_info["message"]))

    def _publish(self, channel: Channel, message: Payload) -> None:
        if not message["flags"] & EPHEMERAL:
            self._rest.publish(channel, message)

    def _changed(self, channel: Channel, message: Payload) -> None:
        if not message["flags"] & EPHEMERAL:
            self._rest.changed(channel, message)


def _filled(message: Payload) -> bool:
    return bool(message["content"] or message["components"] or message["attachments"])


def _resource(made: Interaction, kind: Callback, message: Payload | None) -> Payload:
    told: Payload = {"interaction": {"id": str(made.id), "type": int(made.kind)}}
    if message is not None:
        told["interaction"]["response_message_id"] = message["id"]
        told["resource"] = {"type": int(kind), "message": message}
    return told
