"""A meeting in a voice channel whose people go to groups and back."""

from __future__ import annotations

from dataclasses import dataclass, field

import simcord

from bot.rehearsal.stage import Answer, Person
from bot.workshop.kinds import Subgroups
from bot.workshop.language import Bilingual, Title
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.subgroups.bringing import STAYS_FOR
from bot.workshop.subgroups.step import Follows
from tests import builders
from tests.discord.acting import Room
from tests.discord.recipes import DISCUSS

TALK = Bilingual(fr="Parlez.", en="Talk.")
PAIRS = Subgroups(
    kind="subgroups", title=Title(fr="À deux", en="In twos"), invite=TALK, prompt=TALK,
    size=2, minutes=10,
)  # fmt: skip
FOURS = Subgroups(
    kind="subgroups", title=Title(fr="À quatre", en="In fours"), invite=TALK, prompt=TALK,
    follows=Follows.MERGE, minutes=10,
)  # fmt: skip
NAMES = ("Ana", "Bilal", "Chloé", "Dino", "Elsa", "Farid", "Gaëlle", "Hugo")
OURS = "·"  # stands in the names of rooms and threads of groups


def groups_recipe(*steps: Subgroups) -> Recipe:
    """Return a recipe of small groups and a talk."""
    return builders.recipe(*(steps or (PAIRS, FOURS)), DISCUSS)


@dataclass
class Meeting:
    """A `hall` whose people are in a voice channel, where the leader is too."""

    hall: Room
    home: simcord.ChannelHandle
    people: list[Person] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        return [person.id for person in self.people]

    async def lead(self, *verbs: str) -> Answer:
        """Have the leader open their panel and press one button after the other."""
        shown = await self.hall.lead.press(self.hall.card, "lead.panel")
        for verb in verbs:
            shown = await self.hall.lead.press(shown, verb)
        self.hall.panel = await self.hall.lead.press(self.hall.card, "lead.panel")
        return shown

    async def form(self) -> Answer:
        """Have groups made of those who are there."""
        return await self.lead("subgroup.form")

    async def arrive(self, person: Person) -> Answer:
        """Have somebody come once groups are made: they enter the smallest."""
        await self.settle(10)  # until the card shows it
        return await person.press(
            await person.press(self.hall.card, "subgroup.mine"), "subgroup.here"
        )

    async def again(self) -> Answer:
        """Have groups made anew."""
        return await self.lead("subgroup.lead", "subgroup.again", "subgroup.again_yes")

    async def back(self) -> Answer:
        """Have everyone brought back."""
        return await self.lead("subgroup.lead", "subgroup.back", "subgroup.back_yes")

    async def settle(self, seconds: float = 1.0) -> None:
        """Let the bot do what it does in so many seconds."""
        await self.hall.stage.later(seconds)

    async def cleared(self) -> None:
        """Let the time pass after which places may go."""
        await self.settle(STAYS_FOR.total_seconds() + 60)

    def seats(self) -> dict[int, int]:
        """Return the voice channel in which each person is."""
        guild = self.hall.stage.env.backend.get_guild(self.hall.server.id)
        return {person: voice.channel_id or 0 for person, voice in guild.voice_states.items()}

    def rooms(self) -> dict[int, str]:
        """Return the rooms of groups that stand, and their names."""
        backend = self.hall.stage.env.backend
        channels = backend.get_guild(self.hall.server.id).channel_ids
        named = {one: backend.channels[one].name or "" for one in channels}
        return {one: name for one, name in named.items() if OURS in name}

    def threads(self) -> dict[int, set[int]]:
        """Return the threads that stand, and who is in each beside the bot."""
        backend = self.hall.stage.env.backend
        there = backend.get_guild(self.hall.server.id).thread_ids
        us = backend.bot_user.id
        return {one: set(backend.channels[one].thread_members) - {us} for one in there}

    def in_rooms(self) -> set[int]:
        """Return who is in a room of a group."""
        rooms = self.rooms()
        return {person for person, seat in self.seats().items() if seat in rooms}

    def in_threads(self) -> set[int]:
        """Return who is in a thread of a group."""
        return {person for people in self.threads().values() for person in people}


async def meeting(
    hall: Room, people: int = 4, *, recipe: str = "groups", voice: int | None = None
) -> Meeting:
    """Return a meeting that stands at its first step of groups; all are in voice, or `voice` of
    them."""
    home = hall.server.create_voice_channel("Plénière")
    names = [NAMES[n % len(NAMES)] + str(n // len(NAMES) or "") for n in range(people)]
    found = Meeting(hall, home, [hall.person(name) for name in names])
    for person in [hall.lead, *found.people[: people if voice is None else voice]]:
        await person.member.join_voice(home)
    await hall.play(recipe, "subgroups")
    return found
