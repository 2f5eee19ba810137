"""Who is there when groups are made: those in the voice channel of the meeting, or still in a room
of their group, and who said elsewhere that they are there; where nobody is in voice, those who
joined the session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import discord

from bot.interface.naming.presence import actors_of, present_in, voice_of
from bot.interface.pressing.router import Press
from bot.services.subgroups.leading import Led
from bot.workshop.kinds import Subgroups
from bot.workshop.sessions.session import Session
from bot.workshop.subgroups.step import Deal


@dataclass(frozen=True, slots=True)
class There:
    """The people of whom groups are made, the voice channel that they are in, and a role of each
    where groups are to mix these. Without a voice channel, they joined the session."""

    people: tuple[int, ...] = ()
    home: int | None = None
    roles: Mapping[int, int] = field(default_factory=dict)


async def found_present(press: Press, led: Led) -> There:
    """Return who is in voice, in the channel of the meeting or in a room of a group, and who said
    elsewhere that they are there; where nobody is in voice, who joined the session. Who said that
    they are not there is left out."""
    server, plan, seen = press.interaction.guild, led.plan, led.seen
    voice = _meeting(server, led, press.actor.user_id)
    if voice is None:
        return There(led.joined, None, await _roles(server, led.joined, plan))
    there = await present_in(server, voice.id, None)
    heard = [one for one in voice.voice_states if one in there.people]
    for room in _rooms(server, led):
        bots = {member.id for member in room.members if member.bot}
        heard += [one for one in room.voice_states if one not in bots]
    if not set(heard) - set(seen.leaders):
        return There(led.joined, None, await _roles(server, led.joined, plan))
    all_there = dict.fromkeys([*heard, *sorted(seen.here)])
    people = tuple(one for one in all_there if one not in seen.declined)
    return There(people, voice.id, await _roles(server, people, plan))


def _meeting(server: discord.Guild | None, led: Led, leading: int) -> discord.VoiceChannel | None:
    """Return the voice channel of the meeting: whoever leads may be in a room with a group."""
    voice = voice_of(server, led.session.channel_id, leading)
    if server is None or (voice is not None and voice.id not in led.rooms):
        return voice
    home = server.get_channel(led.home) if led.home is not None else None
    return home if isinstance(home, discord.VoiceChannel) else None


def _rooms(server: discord.Guild | None, led: Led) -> list[discord.VoiceChannel]:
    found = [server.get_channel(one) for one in led.rooms] if server is not None else []
    return [one for one in found if isinstance(one, discord.VoiceChannel)]


def in_voice(
    server: discord.Guild | None, session: Session, leaders: Sequence[int]
) -> tuple[int, frozenset[int]] | None:
    """Return the voice channel of a meeting and who is in it beside those who lead, as far as it
    is known without asking; None where nobody meets in voice."""
    for leading in leaders or (0,):
        voice = voice_of(server, session.channel_id, leading)
        if voice is not None:
            bots = {member.id for member in voice.members if member.bot}
            people = frozenset(voice.voice_states) - bots - set(leaders)
            return (voice.id, people) if people else None
    return None


async def _roles(
    server: discord.Guild | None, people: tuple[int, ...], plan: Subgroups
) -> dict[int, int]:
    """Return the highest role of each of `people`, where groups mix roles; none for others."""
    if plan.deal is not Deal.ROLE or server is None or not people:
        return {}
    known = await actors_of(server, people)
    rank = {role.id: role.position for role in server.roles if not role.is_default()}
    found: dict[int, int] = {}
    for person, actor in known.items():
        theirs = [role for role in actor.role_ids if role in rank]
        if theirs:
            found[person] = max(theirs, key=lambda role: rank[role])
    return found
