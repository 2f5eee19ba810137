"""The requests of a bot about itself, its commands, channels, messages and reactions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.utils import formatdate
from urllib.parse import quote

from aiohttp import web

from tests.host.bodies import Upload, answer, body_of, done
from tests.host.gateway import Gateway
from tests.host.trouble import refused
from tests.host.world import Channel, Guild, Payload, World, rewrite

# https://discord.com/developers/docs/resources/application
APPLICATION_HAS_MESSAGE_CONTENT = 1 << 19
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008


class Rest:
    """Routes over a `World`; what they change is told on the gateway."""

    def __init__(self, world: World, gateway: Gateway, *, message_content: bool) -> None:
        self._world = world
        self._gateway = gateway
        self._message_content = message_content
        self.commands: list[Payload] = []
        # Called with each message of the bot: the channel, and what was asked.
        self.said: list[Callable[[Channel, Payload], None]] = []
        self.address = ""

    def routes(self) -> list[web.RouteDef]:
        message = "/api/channels/{channel}/messages/{message}"
        return [
            web.get("/api/users/@me", self._me),
            web.get("/api/users/@me/guilds", self._guilds),
            web.get("/api/gateway", self._gateway_alone),
            web.get("/api/oauth2/applications/@me", self._application),
            web.put("/api/applications/{application}/commands", self._set_commands),
            web.get("/api/gateway/bot", self._where_is_the_gateway),
            web.post("/api/users/@me/channels", self._private_channel),
            web.get("/api/guilds/{guild}/members/{user}", self._member),
            web.get("/api/channels/{channel}", self._channel),
            web.get("/api/channels/{channel}/messages", self._history),
            web.post("/api/channels/{channel}/messages", self._send),
            web.get(message, self._read),
            web.patch(message, self._edit),
            web.delete(message, self._delete),
            web.put(message + "/reactions/{emoji}/@me", self._react),
            web.delete(message + "/reactions/{emoji}/@me", self._unreact),
            web.get("/attachments/{id}/{name}", self._file),
        ]

    async def _me(self, request: web.Request) -> web.Response:
        return answer(self._world.bot.payload())

    async def _guilds(self, request: web.Request) -> web.Response:
        after, limit = int(request.query.get("after", 0)), int(request.query["limit"])
        known = [g for g in self._world.guilds.values() if g.bot_is_in and g.id > after]
        return answer(
            [
                {
                    "id": str(guild.id), "name": guild.name, "icon": None, "owner": False,
                    "permissions": str(guild.rights), "features": [],
                }
                for guild in sorted(known, key=lambda guild: guild.id)[:limit]
            ]
        )  # fmt: skip

    async def _gateway_alone(self, request: web.Request) -> web.Response:
        """Answer who says nothing of themselves, with the date of Discord's own clock."""
        said = answer({"url": f"ws://{self.address}/gateway"})
        said.headers["Date"] = formatdate(self._world.clock(), usegmt=True)
        return said

    async def _application(self, request: web.Request) -> web.Response:
        return answer(
            {
                "id": str(self._world.bot.id), "name": "Gommette", "description": "",
                "icon": None, "bot_public": True, "bot_require_code_grant": False,
                "owner": self._world.bot.payload(), "verify_key": "",
                "flags": APPLICATION_HAS_MESSAGE_CONTENT if self._message_content else 0,
            }
        )  # fmt: skip

    async def _set_commands(self, request: web.Request) -> web.Response:
        """Take the commands: people can use them from now on."""
        application = request.match_info["application"]
        self.commands = [
            {
                "default_member_permissions": None, "nsfw": False, "description": "", **command,
                "id": str(self._world.snowflake()), "application_id": application,
                "version": str(self._world.snowflake()),
            }
            for command in await request.json()
        ]  # fmt: skip
        return answer(self.commands)

    async def _where_is_the_gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        url = f"ws://{self.address}/gateway"
        return answer({"url": url, "shards": 1, "session_start_limit": limit})

    async def _private_channel(self, request: web.Request) -> web.Response:
        wanted = int((await request.json())["recipient_id"])
        for guild in self._world.guilds.values():
            if wanted in guild.members:
                return answer(self._world.private_channel(guild.members[wanted]).payload())
        return refused(404, 10013)

    async def _member(self, request: web.Request) -> web.Response:
        guild = self._world.guilds.get(int(request.match_info["guild"]))
        user = guild.members.get(int(request.match_info["user"])) if guild else None
        return answer(user.member()) if user else refused(404, 10007)

    async def _channel(self, request: web.Request) -> web.Response:
        channel = self._found(request)
        return answer(channel.payload()) if channel else refused(404, UNKNOWN_CHANNEL)

    async def _history(self, request: web.Request) -> web.Response:
        channel = self._found(request)
        if channel is None:
            return refused(404, UNKNOWN_CHANNEL)
        after, before = (
            int(request.query.get("after", 0)),
            int(request.query.get("before", 1 << 63)),
        )
        within = [m for number, m in channel.messages.items() if after < number < before]
        limit = int(request.query.get("limit", 50))
        # What comes first after a moment, or what came last: the newest stands first in both.
        found = within[:limit] if "after" in request.query else within[-limit:]
        return answer(found[::-1])

    async def _send(self, request: web.Request) -> web.Response:
        channel = self._found(request)
        if channel is None:
            return refused(404, UNKNOWN_CHANNEL)
        said, uploads = await body_of(request)
        if known := self._world.same_nonce(channel, said):
            return answer(known)
        files = self.received(said, uploads)
        made = self._world.message(channel, self._world.bot, said, files)
        self._world.note_nonce(channel, said, made)
        self.publish(channel, made)
        for act in self.said:
            act(channel, said)
        return answer(made)

    async def _read(self, request: web.Request) -> web.Response:
        _, message = self._message(request)
        return answer(message) if message else refused(404, UNKNOWN_MESSAGE)

    async def _edit(self, request: web.Request) -> web.Response:
        channel, message = self._message(request)
        if channel is None or message is None:
            return refused(404, UNKNOWN_MESSAGE)
        said, uploads = await body_of(request)
        rewrite(message, said, self.received(said, uploads))
        self.changed(channel, message)
        return answer(message)

    async def _delete(self, request: web.Request) -> web.Response:
        channel, message = self._message(request)
        if channel is None or message is None:
            return refused(404, UNKNOWN_MESSAGE)
        self.delete(channel, int(message["id"]))
        return done()

    async def _react(self, request: web.Request) -> web.Response:
        _, message = self._message(request)
        if message is None:
            return refused(404, UNKNOWN_MESSAGE)
        emoji = {"id": None, "name": request.match_info["emoji"]}
        if all(reaction["emoji"] != emoji for reaction in message["reactions"]):
            details = {"normal": 1, "burst": 0}
            message["reactions"].append(
                {
                    "emoji": emoji, "count": 1, "me": True, "count_details": details,
                    "me_burst": False, "burst_colors": [],
                }
            )  # fmt: skip
        return done()

    async def _unreact(self, request: web.Request) -> web.Response:
        _, message = self._message(request)
        if message is None:
            return refused(404, UNKNOWN_MESSAGE)
        gone = request.match_info["emoji"]
        message["reactions"] = [r for r in message["reactions"] if r["emoji"]["name"] != gone]
        return done()

    async def _file(self, request: web.Request) -> web.Response:
        content = self._world.files.get(request.match_info["id"])
        return web.Response(body=content) if content is not None else refused(404, 0)

    # What people do shares these.

    def publish(self, channel: Channel, message: Payload) -> None:
        """Keep a message, and tell of it."""
        self._world.keep(channel, message)
        guild = self._world.guilds.get(channel.guild)
        told = message
        author = guild.members.get(int(message["author"]["id"])) if guild else None
        if author is not None:
            told = {**message, "member": {k: v for k, v in author.member().items() if k != "user"}}
        self._gateway.tell("MESSAGE_CREATE", told, channel.guild)

    def changed(self, channel: Channel, message: Payload) -> None:
        """Say that a message was edited now."""
        message["edited_timestamp"] = self._world.now()
        self._gateway.tell("MESSAGE_UPDATE", message, channel.guild)

    def delete(self, channel: Channel, message_id: int) -> None:
        """Take a message away, and tell of it."""
        del channel.messages[message_id]
        gone = {"id": str(message_id), "channel_id": str(channel.id)}
        if channel.guild:
            gone["guild_id"] = str(channel.guild)
        self._gateway.tell("MESSAGE_DELETE", gone, channel.guild)

    def received(self, said: Payload, uploads: Sequence[Upload]) -> list[Payload]:
        """Keep the files of a request; return them as attachments of a message."""
        described = {str(entry["id"]): entry for entry in said.get("attachments") or ()}
        found = []
        for upload in uploads:
            number = str(self._world.snowflake())
            self._world.files[number] = upload.content
            url = f"http://{self.address}/attachments/{number}/{quote(upload.name)}"
            entry = described.get(str(upload.number), {})
            found.append(
                {
                    "id": number, "filename": upload.name, "size": len(upload.content),
                    "url": url, "proxy_url": url, "content_type": upload.content_type,
                    "description": entry.get("description"),
                }
            )  # fmt: skip
        return found

    def gone(self, channel: Channel) -> None:
        """Delete a channel with all that stands in it, and tell of it."""
        guild = self._world.guilds[channel.guild]
        guild.channels.remove(channel)
        del self._world.channels[channel.id]
        self._gateway.tell("CHANNEL_DELETE", channel.payload(), guild.id)

    def removed(self, guild: Guild) -> None:
        """Remove the bot from a server: its channels refuse it."""
        self._gateway.tell("GUILD_DELETE", {"id": str(guild.id)}, guild.id)
        guild.bot_is_in = False

    def invited(self, guild: Guild) -> None:
        """Invite the bot to a server again."""
        guild.bot_is_in = True
        self._gateway.tell("GUILD_CREATE", self._world.guild_payload(guild), guild.id)

    def _found(self, request: web.Request) -> Channel | None:
        return self._world.channels.get(int(request.match_info["channel"]))

    def _message(self, request: web.Request) -> tuple[Channel | None, Payload | None]:
        channel = self._found(request)
        number = int(request.match_info["message"])
        return channel, channel.messages.get(number) if channel else None
