"""A picture whose drawing kills the process: tried twice, then the words go out alone."""

from __future__ import annotations

from functools import partial

from bot.i18n import catalogue
from bot.run import Exit
from bot.workshop.language import Language
from tests.host.people import Person, has, text_of
from tests.host.server import FakeDiscord
from tests.host.world import Channel
from tests.process.conftest import Start
from tests.process.running import TOKEN
from tests.process.test_sessions import OPTIONS, channel, lead, started, voted

__all__ = ["channel", "lead"]

KILLED = -9


async def test_a_letter_that_kills_the_program_goes_out_in_words_and_the_others_follow(
    start: Start, fake_discord: FakeDiscord, channel: Channel, lead: Person
) -> None:
    run = partial(start, fake_discord=fake_discord.address, discord_token=TOKEN, deadly="result")
    program = await run()
    await program.until("ready on 1 servers")
    await started(lead, "brainstorm")
    await fake_discord.newest(channel, "postit.add")
    await lead.command("vote open", question="Quoi ?", method="dots", options=OPTIONS)
    ballots = await fake_discord.newest(channel, "ballot.open")
    for name in ("Awa", "Bo", "Chi"):  # fewer have no result
        await voted(fake_discord.person(channel, name), ballots, "1")
    asked = await lead.command("vote close")
    await lead.press(asked, "vote.close_yes")
    assert (await program.end()).code == KILLED
    assert (await (await run()).end()).code == KILLED
    program = await run()
    t = catalogue(Language.FRENCH)
    await fake_discord.becomes(
        lambda: any(t("picture.missing") in text_of(m) for m in channel.messages.values())
    )
    (said,) = [m for m in channel.messages.values() if t("picture.missing") in text_of(m)]
    assert "Un verger" in text_of(said)
    # What comes after it in the channel: the step that the vote interrupted, on a new card.
    await lead.press(await lead.command("session panel"), "lead.next")
    await fake_discord.becomes(lambda: has(channel.last, "postit.add"))
    ended = await program.stop()
    assert ended.code == Exit.OK
    assert ended.sentences == []
