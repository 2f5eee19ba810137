"""A card that people's messages have covered comes back to the bottom, calmly and alone."""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from bot.rehearsal.stage import Person, found
from bot.workshop.sessions.covered import MESSAGES
from tests.discord.acting import Room, fr, room

PAUSE = 181.0


async def talk(hall: Room, person: Person, messages: int = MESSAGES) -> None:
    """Have `person` say so many things in the channel."""
    for rank in range(messages):
        await person.say(hall.channel, f"je pense tout haut, {rank}")


def cards(hall: Room) -> list[int]:
    """The messages of the channel whose buttons lead the session."""
    return [one.id for one in hall.stage.messages(hall.channel) if found(one, "lead.panel")]


def requests(hall: Room) -> list[str]:
    """What was asked of Discord in the channel, by verb."""
    path = f"/channels/{hall.channel.id}/messages"
    return [one.method for one in hall.stage.env.http_requests if one.path.startswith(path)]


async def test_a_covered_card_comes_back_alone_and_goes_on(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    old = hall.card
    await hall.stage.later(PAUSE)
    await talk(hall, awa, MESSAGES - 2)  # and the room is told once that these are no post-its
    await hall.stage.later(5)
    assert cards(hall) == [old.id], "one message fewer leaves it in sight"
    before = len(requests(hall))
    await awa.say(hall.channel, "et encore")
    await hall.stage.later(10)
    assert cards(hall) == [hall.card.id]
    assert hall.card.id > old.id
    assert hall.open_step()["card_message_id"] == hall.card.id
    assert sorted(requests(hall)[before:]) == ["DELETE", "PATCH", "POST"]
    assert fr.n("postit.kept", 1) in (await hall.write(awa, "sur la nouvelle")).text
    await hall.stage.later(10)
    assert fr.n("count.postits", 1) in hall.texts[-1]
    await hall.steer("lead.next")
    assert cards(hall) == [hall.card.id], "the card that came back is folded as any other"


async def test_a_hundred_messages_a_minute_move_it_every_few_minutes(hall: Room) -> None:
    await hall.play("keep-drop-try", "collect")
    people = [hall.person(f"P{rank}") for rank in range(4)]
    moved = set[int]()
    for minute in range(10):
        for rank in range(100):
            person = people[rank % len(people)]
            hall.stage.env.backend.create_message(
                hall.channel.id, person.id, f"+ idée {minute} {rank}"
            )
        await hall.stage.later(60)
        moved |= set(cards(hall))
    assert 3 <= len(moved) <= 1 + 10 // 3
    assert len(cards(hall)) == 1
    posted = requests(hall).count("POST")
    assert posted <= 2 + len(moved)


async def test_what_is_typed_between_two_cards_is_of_the_step(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    said = await awa.say(hall.channel, "+ un jardin")
    await hall.stage.later(PAUSE)
    await talk(hall, awa)
    await hall.stage.later(10)
    assert hall.card.id > said.id
    await awa.edit(said, "+ un verger")
    assert "un verger" in hall.postits()
    async with hall.stage.stopped():
        await awa.edit(said, "+ une serre")
    assert "une serre" in hall.postits()


async def test_a_step_that_was_left_or_has_its_outcome_stays_where_it_is(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.vote("Où manger ?", "approval", options="Ici ; Là")
    await hall.end()
    before = hall.texts
    await hall.stage.later(PAUSE)
    await talk(hall, awa)
    await hall.stage.later(30)
    assert len(hall.texts) == len(before) + MESSAGES
    assert cards(hall) == []


async def test_without_the_content_of_messages_the_card_comes_back_too(tmp_path: Path) -> None:
    settings = Settings(shard_count=1, typed_postits=False)
    async with room(tmp_path / "gommette.db", settings=settings) as hall:
        awa = hall.person("Awa")
        await hall.play("essai", "collect")
        old = hall.card
        await hall.stage.later(PAUSE)
        await talk(hall, awa)
        await hall.stage.later(10)
        assert cards(hall) == [hall.card.id] != [old.id]
        assert hall.postits() == []


async def test_a_card_that_a_kill_left_beside_the_new_one_leaves(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    await hall.stage.later(PAUSE)
    hall.stage.env.inject_error("DELETE", "/channels/*/messages/*", status=500, times=1)
    await talk(hall, awa)
    assert len(cards(hall)) == 2
    hall.stage.refused.clear()
    await hall.stage.restart()
    await hall.stage.later(30)
    assert cards(hall) == [hall.card.id]
    assert hall.open_step()["card_message_id"] == hall.card.id
