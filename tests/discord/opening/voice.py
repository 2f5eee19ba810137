"""Discord's voice, of which the simulator has none: what was played where, and what goes wrong."""

from __future__ import annotations

import asyncio

import discord

from bot.interface.sending.ringing import Patience
from bot.interface.sending.voice import Unheard
from tests.discord.acting import Room
from tests.discord.opening.test_sound import loud
from tests.discord.routes import allow

NEVER = 86_400.0


class Voice:
    """Plays nothing, says what it was asked; at `trouble`, it fails, or with `hangs` never ends."""

    def __init__(self, trouble: str = "", *, hangs: bool = False) -> None:
        self.did: list[str] = []
        self._trouble = trouble
        self._hangs = hangs

    async def enter(self, channel: discord.VoiceChannel) -> Voice:
        await self._do("enter", channel.name)
        return self

    async def play(self) -> None:
        await self._do("play")

    async def leave(self) -> None:
        await self._do("leave")

    async def _do(self, what: str, where: str = "") -> None:
        self.did.append(f"{what} {where}".rstrip())
        if what == self._trouble:
            if self._hangs:
                await asyncio.sleep(NEVER)
            raise Unheard("ConnectionClosed")
        await asyncio.sleep(0.2)


def with_voice(hall: Room, trouble: str = "", *, hangs: bool = False) -> Voice:
    """Give the bot of a room a voice; where it `hangs`, Discord is not waited for."""
    voice = Voice(trouble, hangs=hangs)
    hall.stage.bot.ringing.player = voice
    if hangs:
        hall.stage.bot.ringing.patience = Patience(0.5, 0.5, 0.5)
    return voice


def rights(hall: Room, **given: bool) -> None:
    """Give the bot rights in every channel, or take them from it and from everyone."""
    allow(hall.stage.env, hall.server.id, **given)
    backend, everyone = hall.stage.env.backend, hall.server.id
    granted = discord.Permissions(backend.get_role(everyone, everyone).permissions)
    granted.update(**given)
    backend.edit_role(everyone, everyone, {"permissions": granted.value})


async def time_up(hall: Room, more: float = 10) -> None:
    """Have the time of the step under way pass."""
    step = await hall.stage.step(hall.channel)
    assert step is not None
    await hall.stage.later(step.plan.minutes * 60 + more)


async def chosen(hall: Room, recipe: str = "essai") -> None:
    """A session whose leader sits in a voice channel, “Le salon”, and has the end heard there."""
    await loud(hall, recipe)
    await hall.lead.member.join_voice(hall.server.create_voice_channel("Le salon"))
    page = await hall.lead.press(hall.panel, "open.page")
    hall.panel = await hall.lead.press(page, "voice.set")
