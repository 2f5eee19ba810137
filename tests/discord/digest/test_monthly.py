"""The digest of each month, where coordinators read; the simulated clock begins in January 2026."""

from __future__ import annotations

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, en, fr

_DAY = 86_400


async def settled(hall: Room, *, wanted: bool = True) -> str:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    return (await ines.command(hall.channel, "settings digest", wanted=wanted)).text


def digests(hall: Room) -> list[str]:
    words = fr("digest.title", period="").strip()
    every = [text_of(message) for message in hall.stage.messages(hall.coordination)]
    return [
        text for text in every if words in text or en("digest.title", period="").strip() in text
    ]


async def test_what_a_month_decided_is_posted_on_the_first_morning_of_the_next(hall: Room) -> None:
    assert "`/summary digest`" not in await settled(hall)
    await hall.play("meteo", "collect")
    await hall.write(hall.person("Awa"), "beau temps")
    await hall.end()
    await hall.stage.later(29 * _DAY)
    assert digests(hall) == []
    await hall.stage.later(3 * _DAY)
    (posted,) = digests(hall)
    assert "Météo" in posted or "Weather" in posted
    await hall.stage.later(31 * _DAY)
    assert len(digests(hall)) == 1, "a month of which nothing left is not told"


async def test_a_long_absence_leaves_no_month_out(hall: Room) -> None:
    await settled(hall)
    await hall.play("meteo", "collect")
    await hall.write(hall.person("Awa"), "beau temps")
    await hall.end()
    async with hall.stage.stopped():
        pass
    await hall.stage.later(70 * _DAY)
    assert len(digests(hall)) == 1


async def test_without_a_channel_for_coordinators_it_is_refused(hall: Room) -> None:
    ines = hall.manager("Inès")
    told = await ines.command(hall.channel, "settings digest", wanted=True)
    assert told.text == fr("digest.no_channel")


async def test_it_stops_when_it_is_not_wanted_any_more(hall: Room) -> None:
    await settled(hall)
    await settled(hall, wanted=False)
    await hall.play("meteo", "collect")
    await hall.write(hall.person("Awa"), "beau temps")
    await hall.end()
    await hall.stage.later(40 * _DAY)
    assert digests(hall) == []
