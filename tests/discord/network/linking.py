"""Two servers of one bot: one that gives its summaries, another that receives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import discord
from simcord import ChannelHandle, GuildHandle

from bot.rehearsal.stage import Answer, Person, Shown, found, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room

_CODE = re.compile(r"gommette\d\.\S+")
A_WHILE = 60.0  # seconds after which the side that gives has looked


@dataclass
class Two:
    """`hall` is the server that gives, whose `manager` joins; `theirs` the one that receives, whose
    coordinators read `place`."""

    hall: Room
    manager: Person
    theirs: GuildHandle
    place: ChannelHandle
    coordinator: Person

    @classmethod
    async def met(cls, hall: Room) -> Two:
        theirs = hall.stage.server("Réseau des halles")
        rights = discord.Permissions(manage_guild=True)
        role = theirs.create_role("Gestion", permissions=rights)
        place = theirs.create_text_channel("reçus")
        zoe = hall.stage.person(theirs, "Zoé", Language.FRENCH, [role])
        two = cls(hall, hall.manager("Inès"), theirs, place, zoe)
        await zoe.command(place, "settings language", language="fr")
        await two.manager.command(hall.channel, "settings language", language="fr")
        chosen = {"channel": hall.coordination}
        await two.manager.command(hall.channel, "settings coordinators", **chosen)
        return two

    async def code(self) -> str:
        """Have the coordinator make an invitation; return its code."""
        answer = await self.coordinator.command(self.place, "network invite", channel=self.place)
        return code_of(answer)

    async def paste(self, code: str, person: Person | None = None) -> Answer:
        who = person or self.manager
        form = await who.command(self.hall.coordination, "network join")
        return await who.fill(form, code=code)

    async def ask(self) -> discord.Message:
        """Invite, join and say yes; return the question that those who receive read."""
        read = await self.paste(await self.code())
        await self.manager.press(read, "network.join")
        return self.question

    async def link(self) -> None:
        """Have the two linked, and both told."""
        await self.coordinator.press(await self.ask(), "network.accept")
        await self.hall.stage.later(A_WHILE)

    @property
    def question(self) -> discord.Message:
        return [m for m in self.hall.stage.messages(self.place) if found(m, "network.accept")][-1]

    @property
    def received(self) -> list[discord.Message]:
        """What came through a webhook."""
        return [m for m in self.hall.stage.messages(self.place) if m.webhook_id is not None]

    @property
    def texts(self) -> list[str]:
        return [text_of(message) for message in self.hall.stage.messages(self.place)]

    @property
    def told(self) -> list[str]:
        """What the people of the server that gives are told."""
        return [text_of(message) for message in self.hall.stage.messages(self.hall.coordination)]


def code_of(shown: Shown) -> str:
    """Return the code that an answer shows."""
    text = shown.text if isinstance(shown, Answer) else text_of(shown)
    match = _CODE.search(text)
    assert match is not None, text
    return match[0]
