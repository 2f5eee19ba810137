"""Small groups over real sockets: the program is killed while people are in their rooms."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.store import Database
from tests.host.people import Answer, Person
from tests.host.server import FakeDiscord
from tests.host.trouble import How, Pace, Trouble
from tests.host.world import PRIVATE_THREAD, VOICE, Channel, Guild
from tests.process.conftest import Start
from tests.process.running import TOKEN, Program

NAMES = ("Ana", "Bilal", "Chloé", "Dino")
# A place goes once nobody has needed it for two minutes: the clock of the machine jumps.
LATER = 300


@dataclass
class Meeting:
    """A meeting in a voice channel: four people there, a fifth who only reads."""

    discord: FakeDiscord
    start: Start
    guild: Guild
    channel: Channel
    home: Channel
    lead: Person
    people: list[Person]
    reader: Person
    clock: Path
    program: Program | None = None
    panel: Answer | None = None

    async def run(self) -> None:
        """Start the program, or start it again."""
        self.program = await self.start(
            fake_discord=self.discord.address, discord_token=TOKEN, clock=self.clock
        )
        await self.program.until("ready on 1 servers")

    async def kill(self) -> None:
        assert self.program is not None
        ended = await self.program.stop(signal.SIGKILL)
        assert ended.code == -signal.SIGKILL

    async def work(self) -> None:
        """Go to the first step of groups, and have them formed."""
        panel = await self.lead.command("session new", recipe="1-2-4-tous")
        panel = await self.lead.press(panel, "lead.start")
        panel = await self.lead.press(panel, "lead.next")
        self.panel = await self.lead.press(panel, "subgroup.form")
        card = await self.discord.newest(self.channel, "subgroup.mine")
        mine = await self.reader.press(card, "subgroup.mine")
        await self.reader.press(mine, "subgroup.here")

    async def end(self) -> None:
        """End the session."""
        asked = await self.lead.command("session panel")
        await self.lead.press(await self.lead.press(asked, "lead.end"), "lead.end_yes")

    @property
    def rooms(self) -> set[int]:
        return {one.id for one in self.discord.places.made(self.guild, VOICE)} - {self.home.id}

    def read(self) -> set[int]:
        """Return who is in a thread of a group."""
        threads = self.discord.places.made(self.guild, PRIVATE_THREAD)
        return {person for thread in threads for person in thread.people}

    def in_rooms(self) -> int:
        return sum(at in self.rooms for at in self.guild.voice.values())

    def home_again(self) -> bool:
        return all(self.guild.voice.get(p.user.id) == self.home.id for p in self.people)

    async def cleared(self) -> None:
        """Two minutes and more pass, somebody moves in voice: nothing of ours is left."""
        self.clock.write_text(str(LATER), "ascii")
        for channel in (None, self.home):
            self.discord.places.enter(self.guild, self.people[0].user.id, channel)
        await self.discord.becomes(
            lambda: (
                len(self.guild.channels) == 2 and not any(c.is_thread for c in self.guild.channels)
            )
        )
        assert self.discord.places.dropped == []
        assert self.program is not None
        await self.program.until("nothing is left of its groups in Discord")
        await self.program.stop()
        assert self.home_again()


@pytest.fixture
async def meeting(fake_discord: FakeDiscord, start: Start, tmp_path: Path) -> Meeting:
    world = fake_discord.world
    guild = world.add_guild()
    channel = world.add_channel(guild)
    home = world.add_channel(guild, "Plénière", VOICE)
    lead = fake_discord.person(channel, "Maëlle", manages=True)
    people = [fake_discord.person(channel, name) for name in NAMES]
    for person in (lead, *people):
        fake_discord.places.enter(guild, person.user.id, home)
    # As Discord tells of its limit, so that the program keeps to it.
    fake_discord.trouble.paces.append(Pace("PATCH /guilds/*/members/*", 10, 10.0))
    reader = fake_discord.person(channel, "Farid")
    clock = tmp_path / "clock"
    return Meeting(fake_discord, start, guild, channel, home, lead, people, reader, clock)


async def test_killed_while_people_are_in_their_rooms(
    meeting: Meeting, database_path: Path
) -> None:
    discord, guild = meeting.discord, meeting.guild
    await meeting.run()
    await meeting.work()
    await discord.becomes(lambda: meeting.in_rooms() == len(NAMES))
    await discord.becomes(lambda: meeting.reader.user.id in meeting.read())
    await meeting.kill()
    lost = meeting.people[-1]
    discord.places.enter(guild, lost.user.id, None)  # a line that breaks meanwhile
    await meeting.run()
    discord.places.enter(guild, lost.user.id, meeting.home)
    await discord.becomes(lambda: meeting.in_rooms() == len(NAMES))
    await meeting.kill()
    await meeting.run()
    await meeting.end()
    await discord.becomes(meeting.home_again)
    assert discord.trouble.refused_for_pace == 0
    await meeting.cleared()
    database = await Database.open(database_path)
    async with database.read() as tx:
        assert await tx.gatherings.all() == []
    await database.close()


@pytest.mark.parametrize(
    ("what", "times", "how"),
    [
        ("POST /guilds/*/channels", 2, How.LOST),
        ("PATCH /guilds/*/members/*", 3, How.SILENCE),
        ("POST /channels/*/threads", 1, How.LOST),
    ],
)
async def test_killed_in_the_middle_of_a_request(
    meeting: Meeting, what: str, times: int, how: How
) -> None:
    discord = meeting.discord
    await meeting.run()
    struck = discord.trouble.add(Trouble(what, how, spared=times - 1, times=1))
    await meeting.work()
    await discord.becomes(lambda: struck.met == 1)
    await meeting.kill()
    discord.trouble.over()
    await meeting.run()
    await discord.becomes(lambda: meeting.in_rooms() == len(NAMES))
    assert len(meeting.rooms) == 2
    await meeting.end()
    await discord.becomes(meeting.home_again)
    await meeting.cleared()
