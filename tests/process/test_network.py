"""Two servers, two processes, two databases, one Discord: summaries go from one to the other.

They share nothing but the webhook: either may be killed, or be down, between any two moments.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.host.people import Person, has, text_of
from tests.host.server import FakeDiscord
from tests.host.trouble import How, Trouble
from tests.host.world import Channel, Payload
from tests.process.conftest import Start
from tests.process.running import TOKEN, Program


class Side:
    """One server with the process that serves it, and its database."""

    def __init__(
        self, discord: FakeDiscord, start: Start, path: Path, shard: int, name: str
    ) -> None:
        self._discord = discord
        self._start = start
        self.path = path
        self._shard = shard
        self.channel = _channel(discord, shard, name)
        self.person: Person = discord.person(self.channel, f"Zoé {shard}", manages=True)
        self.program: Program | None = None

    async def up(self) -> None:
        self.program = await self._start(
            fake_discord=self._discord.address,
            discord_token=TOKEN,
            database=self.path,
            shard_count=2,
            shard_ids=self._shard,
        )
        await self.program.until("ready on 1 servers")

    async def killed(self) -> None:
        assert self.program is not None
        await self.program.kill()

    @property
    def texts(self) -> list[str]:
        return [text_of(message) for message in self.channel.messages.values()]


def _channel(discord: FakeDiscord, shard: int, name: str) -> Channel:
    """Return a channel of a new server that a shard of two serves."""
    while True:
        guild = discord.world.add_guild(name)
        if (guild.id >> 22) % 2 == shard:
            return discord.world.add_channel(guild)
        del discord.world.guilds[guild.id]


@pytest.fixture
def gives(fake_discord: FakeDiscord, start: Start, tmp_path: Path) -> Side:
    return Side(fake_discord, start, tmp_path / "gives.db", 0, "La halle")


@pytest.fixture
def receives(fake_discord: FakeDiscord, start: Start, tmp_path: Path) -> Side:
    return Side(fake_discord, start, tmp_path / "receives.db", 1, "Le réseau")


async def _invited(receives: Side) -> str:
    answer = await receives.person.command("network invite", channel=receives.channel)
    match = re.search(r"gommette1\.[\w-]+", text_of(await answer.followed()))
    assert match is not None
    return match[0]


async def _pasted(gives: Side, code: str) -> Payload:
    form = await gives.person.command("network join")
    return await (await gives.person.fill(form, code=code)).followed()


async def _listed(side: Side) -> str:
    return text_of(await (await side.person.command("network list")).followed())


async def _shared(gives: Side) -> None:
    panel = await gives.person.command("session new", recipe="brainstorm")
    panel = await gives.person.press(panel, "lead.start")
    await gives.person.press(await gives.person.press(panel, "lead.end"), "lead.end_yes")


def _through(channel: Channel) -> list[Payload]:
    return [m for m in channel.messages.values() if m.get("webhook_id")]


async def test_two_processes_share_though_either_is_killed_between_two_moments(
    fake_discord: FakeDiscord, gives: Side, receives: Side
) -> None:
    await receives.up()
    await gives.up()
    code = await _invited(receives)
    await receives.killed()
    read = await _pasted(gives, code)
    await gives.person.press(read, "network.join")
    await fake_discord.becomes(lambda: len(_through(receives.channel)) == 1)
    await gives.killed()
    assert not any(has(m, "network.accept") for m in receives.channel.messages.values())
    await receives.up()
    question = await fake_discord.newest(receives.channel, "network.accept")
    assert "La halle" in text_of(question)
    await (await receives.person.press(question, "network.accept")).followed()
    (hook,) = fake_discord.webhooks.made.values()
    assert " · ✓ " in hook.name
    await receives.killed()
    await gives.up()
    assert "Le réseau" in await _listed(gives)
    await fake_discord.becomes(lambda: any("a dit oui" in text for text in gives.texts))
    await _shared(gives)
    await fake_discord.becomes(lambda: any(m["attachments"] for m in _through(receives.channel)))
    assert len(_through(receives.channel)) == 2, "the request, and the summary"
    await receives.up()
    await receives.person.press(await _asked_to_stop(receives), "network.stop_yes")
    await fake_discord.becomes(lambda: not fake_discord.webhooks.made)
    await _shared(gives)
    await fake_discord.becomes(lambda: any("terminé de leur côté" in t for t in gives.texts))
    for side in (gives, receives):
        assert side.program is not None
        ended = await side.program.stop()
        assert hook.token not in ended.stderr, "the token is in no log"
        assert hook.token.encode() not in side.path.read_bytes(), "nor on the disk, afterwards"


async def _asked_to_stop(side: Side) -> Payload:
    listed = await (await side.person.command("network list")).followed()
    return (await side.person.press(listed, "network.stop")).content


async def test_an_answer_that_is_lost_leaves_one_summary(
    fake_discord: FakeDiscord, gives: Side, receives: Side
) -> None:
    await receives.up()
    await gives.up()
    await gives.person.press(await _pasted(gives, await _invited(receives)), "network.join")
    question = await fake_discord.newest(receives.channel, "network.accept")
    await (await receives.person.press(question, "network.accept")).followed()
    await _listed(gives)
    (hook,) = fake_discord.webhooks.made
    lost = fake_discord.trouble.add(Trouble(f"PATCH /webhooks/{hook}/*", How.LOST, times=1))
    busy = fake_discord.trouble.add(Trouble(f"POST /webhooks/{hook}/*", status=503, times=1))
    await _shared(gives)
    edits = f"PATCH /webhooks/{hook}/"
    await fake_discord.becomes(
        lambda: sum(asked.startswith(edits) for asked in fake_discord.requests) == 2
    )
    assert gives.program is not None
    await gives.program.stop()  # once what is under way has got out
    assert (lost.met, busy.met) == (1, 1)
    found = [m for m in _through(receives.channel) if m["attachments"]]
    assert len(found) == 1
    assert len(_through(receives.channel)) == 2, "the request, and the summary"
