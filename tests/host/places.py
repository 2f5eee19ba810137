"""Voice channels and threads: who is where, and the requests that make them and move people."""

from __future__ import annotations

from aiohttp import web

from tests.host.bodies import answer, done
from tests.host.gateway import Gateway
from tests.host.rest import UNKNOWN_CHANNEL, Rest
from tests.host.trouble import refused
from tests.host.world import PRIVATE_THREAD, PUBLIC_THREAD, VOICE, Channel, Guild, Payload, World

# https://discord.com/developers/docs/topics/opcodes-and-status-codes
_UNKNOWN_MEMBER, _NOT_IN_VOICE = 10007, 40032


class Places:
    """Routes over a `World`. `dropped` are the people who were in a room when it was deleted."""

    def __init__(self, world: World, gateway: Gateway, rest: Rest) -> None:
        self._world = world
        self._gateway = gateway
        self._rest = rest
        self.dropped: list[int] = []
        rest.said.append(self._called)

    def routes(self) -> list[web.RouteDef]:
        member = "/api/channels/{channel}/thread-members/{user}"
        return [
            web.post("/api/guilds/{guild}/channels", self._make),
            web.patch("/api/guilds/{guild}/members/{user}", self._move),
            web.delete("/api/channels/{channel}", self._delete),
            web.put("/api/channels/{channel}/voice-status", self._set_status),
            web.post("/api/channels/{channel}/threads", self._make_thread),
            web.put(member, self._let_in),
            web.delete(member, self._take_out),
        ]

    def enter(self, guild: Guild, person: int, channel: Channel | None) -> None:
        """Have someone enter a voice channel, or leave voice."""
        if channel is not None:
            guild.voice[person] = channel.id
        else:
            guild.voice.pop(person, None)
        self._gateway.tell("VOICE_STATE_UPDATE", self._world.voice_state(guild, person), guild.id)

    def made(self, guild: Guild, kind: int) -> list[Channel]:
        """Return the channels of a kind that stand."""
        return [channel for channel in guild.channels if channel.type == kind]

    async def _make(self, request: web.Request) -> web.Response:
        guild = self._world.guilds[int(request.match_info["guild"])]
        asked = await request.json()
        made = self._world.add_channel(guild, asked["name"], asked["type"])
        made.overwrites = [
            {**one, "id": str(one["id"]), "allow": str(one["allow"]), "deny": str(one["deny"])}
            for one in asked.get("permission_overwrites") or ()
        ]
        self._gateway.tell("CHANNEL_CREATE", made.payload(), guild.id)
        return answer(made.payload())

    async def _move(self, request: web.Request) -> web.Response:
        guild = self._world.guilds[int(request.match_info["guild"])]
        person = int(request.match_info["user"])
        if person not in guild.members:
            return refused(404, _UNKNOWN_MEMBER)
        if person not in guild.voice:
            return refused(400, _NOT_IN_VOICE)
        channel = self._world.channels.get(int((await request.json())["channel_id"]))
        if channel is None or channel.type != VOICE:
            return refused(404, UNKNOWN_CHANNEL)
        self.enter(guild, person, channel)
        return answer(guild.members[person].member())

    async def _delete(self, request: web.Request) -> web.Response:
        channel = self._found(request)
        if channel is None:
            return refused(404, UNKNOWN_CHANNEL)
        guild = self._world.guilds[channel.guild]
        for person in [one for one, at in guild.voice.items() if at == channel.id]:
            self.dropped.append(person)
            self.enter(guild, person, None)
        if not channel.is_thread:
            self._rest.gone(channel)
            return answer(channel.payload())
        guild.channels.remove(channel)
        del self._world.channels[channel.id]
        told = ("id", "guild_id", "parent_id", "type")
        gone = {name: channel.payload()[name] for name in told}
        self._gateway.tell("THREAD_DELETE", gone, guild.id)
        return answer(channel.payload())

    async def _set_status(self, request: web.Request) -> web.Response:
        channel = self._found(request)
        if channel is None:
            return refused(404, UNKNOWN_CHANNEL)
        channel.status = (await request.json())["status"]
        return done()

    async def _make_thread(self, request: web.Request) -> web.Response:
        parent = self._found(request)
        if parent is None:
            return refused(404, UNKNOWN_CHANNEL)
        asked, guild = await request.json(), self._world.guilds[parent.guild]
        kind = PRIVATE_THREAD if asked["type"] == PRIVATE_THREAD else PUBLIC_THREAD
        made = self._world.add_channel(guild, asked["name"], kind)
        made.parent, made.people = parent.id, [self._world.bot.id]
        told = {**made.payload(), "newly_created": True}
        self._gateway.tell("THREAD_CREATE", told, guild.id)
        return answer(made.payload())

    async def _let_in(self, request: web.Request) -> web.Response:
        thread = self._found(request)
        if thread is None:
            return refused(404, UNKNOWN_CHANNEL)
        self._join(thread, int(request.match_info["user"]))
        return done()

    async def _take_out(self, request: web.Request) -> web.Response:
        thread, person = self._found(request), int(request.match_info["user"])
        if thread is None:
            return refused(404, UNKNOWN_CHANNEL)
        thread.people = [one for one in thread.people if one != person]
        return done()

    def _called(self, channel: Channel, said: Payload) -> None:
        """Whoever a message names in a thread, and may be called by it, is let in."""
        if channel.is_thread:
            for person in (said.get("allowed_mentions") or {}).get("users") or ():
                self._join(channel, int(person))

    def _join(self, thread: Channel, person: int) -> None:
        if person not in thread.people:
            thread.people.append(person)

    def _found(self, request: web.Request) -> Channel | None:
        return self._world.channels.get(int(request.match_info["channel"]))
