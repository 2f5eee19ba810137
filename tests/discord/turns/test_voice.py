"""A speaking round of those who are in a voice channel, and of who leaves it."""

from __future__ import annotations

from simcord import ChannelHandle

from bot.rehearsal.stage import Person, text_of
from tests.discord.acting import Room, fr
from tests.discord.turns.test_round import (
    NAMES,
    REDRAWN,
    begun,
    done,
    in_order,
    lead,
    mention,
    speaker,
)


async def in_voice(hall: Room) -> tuple[ChannelHandle, list[Person]]:
    """A session that comes to its round with its people, and who leads, in a voice channel."""
    voice = hall.server.create_voice_channel("Le salon")
    people = [hall.person(name) for name in NAMES]
    for person in (hall.lead, *people):
        await person.member.join_voice(voice)
    await hall.play("tour", "turns")
    return voice, people


async def test_everyone_in_the_voice_channel_is_in_it_and_who_leaves_is_passed_over(
    hall: Room,
) -> None:
    _, people = await in_voice(hall)
    panel = await lead(hall, "turns.begin")
    assert fr("turns.begun_voice", people=5) in panel.text
    order = in_order(hall, [hall.lead, *people])
    await order[1].member.leave_voice()
    await done(hall, order[0])
    assert speaker(hall) == f"## 🎙️ {mention(order[2])}"
    assert fr.n("turns.did.gone", 1) in text_of(hall.card)
    page = await order[1].press(hall.card, "turns.here")
    assert fr.n("turns.place.waiting", 3) in page.text


async def test_a_speaker_who_leaves_gives_the_floor_on_after_a_moment(hall: Room) -> None:
    voice, people = await in_voice(hall)
    await lead(hall, "turns.begin")
    order = in_order(hall, [hall.lead, *people])
    await order[0].member.leave_voice()
    await hall.stage.later(5)
    await order[0].member.join_voice(voice)
    await hall.stage.later(30)
    assert speaker(hall) == f"## 🎙️ {mention(order[0])}"
    await order[0].member.leave_voice()
    await hall.stage.later(30)
    assert speaker(hall) == f"## 🎙️ {mention(order[1])}"


async def test_alone_in_a_voice_channel_whoever_leads_speaks_to_a_room_elsewhere(
    hall: Room,
) -> None:
    await hall.lead.member.join_voice(hall.server.create_voice_channel("Le salon"))
    people = await begun(hall)
    assert mention(hall.lead) not in text_of(hall.card)
    assert len(people) == 4


async def test_who_left_while_the_bot_was_stopped_is_passed_over(hall: Room) -> None:
    _, people = await in_voice(hall)
    await lead(hall, "turns.begin")
    order = in_order(hall, [hall.lead, *people])
    async with hall.stage.stopped():
        hall.stage.env.backend  # noqa: B018 - the world goes on
        await order[1].member.leave_voice()
    await hall.stage.later(REDRAWN)
    await done(hall, order[0])
    assert speaker(hall) == f"## 🎙️ {mention(order[2])}"
