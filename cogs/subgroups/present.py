"""Who is there when groups are made: those in the voice channel of the meeting, else those who
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
    """Return who is in the voice channel of the meeting now; where nobody is, who joined the
    session."""
    server, plan = press.interaction.guild, led.plan
    voice = voice_of(server, led.session.channel_id, press.actor.user_id)
    if voice is None:
        return There(led.joined, None, await _roles(server, led.joined, plan))
    there = await present_in(server, voice.id, None)
    people = tuple(one for one in voice.voice_states if one in there.people)
    if not set(people) - set(led.seen.leaders):
        return There(led.joined, None, await _roles(server, led.joined, plan))
    return There(people, voice.id, await _roles(server, people, plan))


def in_voice(
    server: discord.Guild | None, session: Session, leaders: Sequence[int]
) -> tuple[int, int] | None:
    """Return the voice channel of a meeting and how many are in it beside those who lead, as far
    as it is known without asking; None where nobody meets in voice."""
    for leading in leaders or (0,):
        voice = voice_of(server, session.channel_id, leading)
        if voice is not None:
            bots = {member.id for member in voice.members if member.bot}
            people = set(voice.voice_states) - bots - set(leaders)
            return (voice.id, len(people)) if people else None
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
