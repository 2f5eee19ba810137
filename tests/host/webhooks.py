"""Webhooks of channels: made by the bot, written through by whoever holds their token.

https://discord.com/developers/docs/resources/webhook
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from aiohttp import web

from tests.host.bodies import answer, body_of, done
from tests.host.rest import UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, Rest
from tests.host.trouble import refused
from tests.host.world import Channel, Payload, User, World, rewrite

UNKNOWN_WEBHOOK = 10015


@dataclass
class Webhook:
    """A door into one channel."""

    id: int
    token: str
    name: str
    channel: Channel

    def payload(self, application: int, *, secret: bool) -> Payload:
        told: Payload = {
            "id": str(self.id), "type": 1, "name": self.name, "avatar": None,
            "channel_id": str(self.channel.id), "guild_id": str(self.channel.guild),
            "application_id": str(application),
        }  # fmt: skip
        return {**told, "token": self.token} if secret else told


class Webhooks:
    """All of them, by identifier."""

    def __init__(self, world: World, rest: Rest) -> None:
        self._world = world
        self._rest = rest
        self.made: dict[int, Webhook] = {}

    def routes(self) -> list[web.RouteDef]:
        one, with_token = "/api/webhooks/{id}", "/api/webhooks/{application}/{token}"
        return [
            web.post("/api/channels/{channel}/webhooks", self._make),
            web.get(one, self._read),
            web.patch(one, self._edit),
            web.delete(one, self._delete),
            web.get(with_token, self._read),
            web.patch(with_token, self._edit),
            web.delete(with_token, self._delete),
        ]

    def holds(self, request: web.Request) -> bool:
        """Return whether a request with a token is for a webhook, there or gone: those of
        interactions name the application."""
        return request.match_info["application"] != str(self._world.bot.id)

    async def execute(self, request: web.Request) -> web.Response:
        hook = self._found(request)
        if hook is None:
            return refused(404, UNKNOWN_WEBHOOK)
        said, uploads = await body_of(request)
        author = User(hook.id, said.get("username") or hook.name, bot=True)
        files = self._rest.received(said, uploads)
        made = self._world.message(hook.channel, author, said, files)
        made["webhook_id"] = str(hook.id)
        self._rest.publish(hook.channel, made)
        return answer(made)

    async def change(self, request: web.Request) -> web.Response:
        """Read or edit a message that was written through a webhook."""
        hook = self._found(request)
        if hook is None:
            return refused(404, UNKNOWN_WEBHOOK)
        message = hook.channel.messages.get(int(request.match_info["message"]))
        if message is None or message.get("webhook_id") != str(hook.id):
            return refused(404, UNKNOWN_MESSAGE)
        if request.method == "PATCH":
            said, uploads = await body_of(request)
            rewrite(message, said, self._rest.received(said, uploads))
            self._rest.changed(hook.channel, message)
        return answer(message)

    async def _make(self, request: web.Request) -> web.Response:
        channel = self._world.channels.get(int(request.match_info["channel"]))
        if channel is None:
            return refused(404, UNKNOWN_CHANNEL)
        name = (await request.json())["name"]
        hook = Webhook(self._world.snowflake(), secrets.token_urlsafe(51), name, channel)
        self.made[hook.id] = hook
        return answer(hook.payload(self._world.bot.id, secret=True))

    async def _read(self, request: web.Request) -> web.Response:
        hook = self._found(request)
        if hook is None:
            return refused(404, UNKNOWN_WEBHOOK)
        return answer(hook.payload(self._world.bot.id, secret="token" in request.match_info))

    async def _edit(self, request: web.Request) -> web.Response:
        hook = self._found(request)
        if hook is None:
            return refused(404, UNKNOWN_WEBHOOK)
        hook.name = (await request.json()).get("name", hook.name)
        return answer(hook.payload(self._world.bot.id, secret=True))

    async def _delete(self, request: web.Request) -> web.Response:
        hook = self._found(request)
        if hook is None:
            return refused(404, UNKNOWN_WEBHOOK)
        del self.made[hook.id]
        return done()

    def _found(self, request: web.Request) -> Webhook | None:
        """Return the webhook of a request, whose token, if it has one, is right."""
        told = request.match_info
        hook = self.made.get(int(told.get("id") or told["application"]))
        return hook if hook and told.get("token", hook.token) == hook.token else None
