"""Sessions in the program as it runs, over real sockets: what people do, what they read."""

from __future__ import annotations

import pytest

from bot.run import Exit
from tests.host.interactions import Callback
from tests.host.people import Answer, Person, Unanswered, text_of
from tests.host.server import FakeDiscord
from tests.host.trouble import How, Trouble
from tests.host.world import Channel, parts
from tests.process.conftest import Start
from tests.process.running import TOKEN, Program

OPTIONS = "Un verger ; Un four à pain ; Une chorale"


@pytest.fixture
def channel(fake_discord: FakeDiscord) -> Channel:
    return fake_discord.world.add_channel(fake_discord.world.add_guild())


@pytest.fixture
def lead(fake_discord: FakeDiscord, channel: Channel) -> Person:
    return fake_discord.person(channel, "Maëlle", manages=True)


@pytest.fixture
async def program(start: Start, fake_discord: FakeDiscord, channel: Channel) -> Program:
    program = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await program.until("ready on 1 servers")
    return program


async def started(lead: Person, recipe: str) -> Answer:
    panel = await lead.command("session new", recipe=recipe)
    return await lead.press(panel, "lead.start")


async def ended(lead: Person, panel: Answer) -> None:
    await lead.press(await lead.press(panel, "lead.end"), "lead.end_yes")


async def voted(person: Person, message: dict[str, object], *options: str) -> Answer:
    ballot = await person.press(message, "ballot.open")
    marked = await person.choose(ballot, "ballot.put", *options)
    return await person.press(marked, "ballot.cast")


async def test_a_short_session_from_the_command_to_the_summary(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person
) -> None:
    awa, bo, chi = (fake_discord.person(channel, name) for name in ("Awa", "Bo", "Chi"))
    panel = await started(lead, "brainstorm")
    step = await fake_discord.newest(channel, "postit.add")
    form = await awa.press(step, "postit.add")
    assert form.kind is Callback.FORM
    kept = await awa.fill(form, ideas="Un verger partagé\nUn four à pain")
    assert "Un four à pain" in kept.text
    opened = await lead.command(
        "vote open", question="Par quoi commencer ?", method="dots", options=OPTIONS
    )
    assert opened.kind is Callback.MESSAGE
    ballots = await fake_discord.newest(channel, "ballot.open")
    for person in (awa, bo, chi):
        assert "Un verger" in (await voted(person, ballots, "1", "3")).text
    await ended(lead, panel)
    await fake_discord.becomes(lambda: bool(channel.last["attachments"]))
    assert "Un verger" in text_of(channel.last)
    assert (await program.stop()).code == Exit.OK


async def test_what_is_typed_is_kept_and_marked(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person
) -> None:
    bo = fake_discord.person(channel, "Bo")
    await started(lead, "keep-drop-try")
    step = await fake_discord.newest(channel, "postit.mine")
    said = bo.say("+ Le café de midi")
    await fake_discord.becomes(lambda: bool(said["reactions"]))
    (menu,) = [p for p in parts((await bo.press(step, "postit.mine")).content) if "options" in p]
    assert "Le café de midi" in menu["options"][0]["label"]


async def test_what_is_pressed_while_the_connection_is_cut_is_answered_afterwards(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person
) -> None:
    awa = fake_discord.person(channel, "Awa")
    await started(lead, "brainstorm")
    step = await fake_discord.newest(channel, "postit.add")
    await fake_discord.gateway.drop()
    form = await awa.press(step, "postit.add")
    assert form.kind is Callback.FORM
    assert fake_discord.requests.count("RESUME") == 1
    assert fake_discord.requests.count("IDENTIFY") == 1


async def test_a_message_whose_answer_was_lost_is_said_once(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person
) -> None:
    lost = fake_discord.trouble.add(Trouble("POST /channels/*/messages", How.LOST, times=1))
    await lead.command("session new", recipe="brainstorm")
    await fake_discord.newest(channel, "session.where")
    await fake_discord.saw(f"POST /channels/{channel.id}/messages", times=1)
    assert lost.met == 1
    assert len(channel.messages) == 1


async def test_presses_that_come_too_late_are_not_carried_out_and_told_once(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person
) -> None:
    awa = fake_discord.person(channel, "Awa")
    panel = await started(lead, "brainstorm")
    step = await fake_discord.newest(channel, "postit.add")
    with pytest.raises(Unanswered):
        await lead.press(panel, "lead.next", age=5)
    for _ in range(20):
        with pytest.raises(Unanswered):
            await awa.press(step, "postit.add", age=5)
    # The session is where it was, and those who are in time are answered as ever.
    assert (await awa.press(step, "postit.add")).kind is Callback.FORM
    ended = await program.stop()
    assert [line.split(": ", 1)[1] for line in ended.logged if "WARNING" in line] == [
        "21 presses came too late to be answered"
    ]
