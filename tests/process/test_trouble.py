"""What is no fault of the program: it answers, says it in one line, and leaves in time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.run import Exit
from tests.host.interactions import Callback
from tests.host.people import Answer, Person, Unanswered, has
from tests.host.server import FakeDiscord
from tests.host.trouble import How, Trouble
from tests.host.world import Channel
from tests.process.conftest import Start
from tests.process.running import TOKEN, Ended, Program, left_over
from tests.process.test_sessions import channel, lead, program, started
from tests.store.seeing import rows

__all__ = ["channel", "lead", "program"]


def told(ended: Ended) -> Sequence[str]:
    """What the log says of trouble; there is no traceback, nor any word beside the log."""
    assert ended.sentences == []
    assert not [line for line in ended.logged if " ERROR " in line]
    return [line.split(": ", 1)[1] for line in ended.logged if " WARNING " in line]


async def forms(discord: FakeDiscord, channel: Channel, lead: Person, people: int) -> list[Answer]:
    """Return the forms that so many people have opened, in a session that is under way."""
    await started(lead, "brainstorm")
    step = await discord.newest(channel, "postit.add")
    opened = []
    for number in range(people):
        opened.append(await discord.person(channel, f"P{number}").press(step, "postit.add"))
        assert opened[-1].kind is Callback.FORM
    return opened


async def sent(discord: FakeDiscord, channel: Channel, form: Answer, text: str) -> str:
    """Send a form as the one who opened it; return what they read, nothing if there was nothing."""
    user = form.interaction.user
    person = Person(user, channel, discord.world, discord.rest, discord.interactions)
    try:
        return (await person.fill(form, ideas=text)).text
    except Unanswered:
        return ""


async def test_whoever_pressed_before_the_stop_has_an_answer(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person, database_path: Path
) -> None:
    opened = await forms(fake_discord, channel, lead, 20)
    sending = [
        asyncio.create_task(sent(fake_discord, channel, form, f"Idée {n}"))
        for n, form in enumerate(opened)
    ]
    await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
    ended = await program.stop()
    assert ended.code == Exit.OK
    assert told(ended) == []
    read = await asyncio.gather(*sending)
    kept = {text for (text,) in rows(database_path, "SELECT text FROM postits")}
    assert kept == {f"Idée {n}" for n, text in enumerate(read) if "Idée" in text}
    assert kept


async def test_it_leaves_though_discord_hangs(
    program: Program,
    start: Start,
    fake_discord: FakeDiscord,
    channel: Channel,
    lead: Person,
    database_path: Path,
) -> None:
    """Letters, cards, marks and answers are under way, and none of them ever ends."""
    opened = await forms(fake_discord, channel, lead, 3)
    for what in (
        "POST /channels/*",
        "PATCH /channels/*",
        "PUT /channels/*",
        "POST /interactions/*",
    ):
        fake_discord.trouble.add(Trouble(what, How.SILENCE))
    asked_for = len(fake_discord.requests)
    sending = [
        asyncio.create_task(sent(fake_discord, channel, form, "Un verger")) for form in opened
    ]
    asking = asyncio.create_task(asked(lead))

    def under_way() -> bool:
        since = fake_discord.requests[asked_for:]
        return len([what for what in since if what.startswith("POST /interactions/")]) >= 4 and any(
            what.startswith("PATCH /channels/") for what in since
        )

    await fake_discord.becomes(under_way)
    ended = await program.stop()
    assert ended.code == Exit.OK
    assert told(ended) == []
    assert left_over(database_path) == []
    assert set(await asyncio.gather(*sending)) == {""}
    await asking
    # What was not said is said at the next start, once.
    fake_discord.trouble.over()
    again = await start(fake_discord=fake_discord.address, discord_token=TOKEN)
    await fake_discord.newest(channel, "ballot.open")
    assert (await again.stop()).code == Exit.OK
    assert len([m for m in channel.messages.values() if has(m, "ballot.open")]) == 1


async def asked(lead: Person) -> None:
    with pytest.raises(Unanswered):
        await lead.command("vote open", question="Quoi ?", method="dots", options="Un ; Deux")


async def test_on_a_full_disk_whoever_writes_has_it_back(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person, database_path: Path
) -> None:
    (form,) = await forms(fake_discord, channel, lead, 1)
    with program.full_disk():
        read = await sent(fake_discord, channel, form, "Un verger partagé")
        assert "Le disque de Gommette est plein" in read
        assert "Un verger partagé" in read
        asked = {"question": "Quoi ?", "method": "dots", "options": "Un ; Deux"}
        refused = await lead.command("vote open", **asked)
        assert "Le disque de Gommette est plein" in refused.text
    user = form.interaction.user
    person = Person(user, channel, fake_discord.world, fake_discord.rest, fake_discord.interactions)
    step = await fake_discord.newest(channel, "postit.add")
    again = await person.press(step, "postit.add")
    assert "Un verger partagé" in str(again.content)
    assert "Un verger partagé" in (await person.fill(again)).text
    kept = rows(database_path, "SELECT text FROM postits")
    assert kept == [("Un verger partagé",)]
    lines = [line for line in told(await program.stop()) if "met trouble" in line]
    assert [line.split(" ")[0].split(":")[0] for line in lines] == ["postit.form", "/vote"]


async def test_an_answer_that_did_not_get_through_is_logged_once_and_told(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person
) -> None:
    (form,) = await forms(fake_discord, channel, lead, 1)
    reset = fake_discord.trouble.add(Trouble("POST /interactions/*", How.RESET, times=1))
    read = await sent(fake_discord, channel, form, "Un verger")
    assert reset.met == 1
    assert "regardez si ce que vous avez fait est déjà là" in read
    (line,) = told(await program.stop())
    assert line.startswith("postit.form")


async def test_a_reaction_that_is_reset_is_put_again(
    program: Program, fake_discord: FakeDiscord, channel: Channel, lead: Person
) -> None:
    await started(lead, "keep-drop-try")
    await fake_discord.newest(channel, "postit.mine")
    reset = fake_discord.trouble.add(Trouble("PUT /channels/*/reactions/*", How.RESET, times=2))
    said = fake_discord.person(channel, "Bo").say("+ le café")
    await fake_discord.becomes(lambda: bool(said["reactions"]))
    assert reset.met == 2
    ended = await program.stop()
    assert told(ended) == []
    assert len([line for line in ended.logged if "a mark waits" in line]) == 1
