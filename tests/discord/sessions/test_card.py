"""The public card: right, and edited rarely whatever comes in."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest

from bot.rehearsal.stage import Person, Shown, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, fr, ids_of

PACE = 4.0  # seconds of simulated time: an edit at most each


def edits(hall: Room) -> int:
    """How many times a message of the channel was edited."""
    path = f"/channels/{hall.channel.id}/messages/"
    return sum(
        1
        for request in hall.stage.env.http_requests
        if request.method == "PATCH" and request.path.startswith(path)
    )


async def test_a_burst_of_forms_costs_an_edit_every_few_seconds(hall: Room) -> None:
    people = [hall.person(f"P{n}") for n in range(6)]
    await hall.play("essai", "collect")
    before = edits(hall)
    spent = 0.0
    for rank in range(60):
        await hall.write(people[rank % 6], f"idée {rank}")
        if rank % 5 == 0:
            await hall.stage.later(1.0)
            spent += 1.0
    during = edits(hall) - before
    assert 1 <= during <= 1 + spent / PACE
    await hall.stage.later(10)
    assert edits(hall) - before <= 1 + (spent + 10) / PACE
    assert fr.n("count.postits", 60) in hall.texts[-1]
    assert fr.n("count.people", 6) in hall.texts[-1]


async def test_a_burst_of_ballots_costs_an_edit_every_few_seconds(hall: Room) -> None:
    people = [hall.person(f"P{n}") for n in range(20)]
    await hall.play("essai", "collect")
    await hall.write(people[0], "alpha", "beta", "gamma")
    await hall.go("vote")
    await hall.stage.later(10)
    before = edits(hall)
    for person in people:
        shown: Shown = hall.card
        for option in ("1", "2", "3"):
            ballot = await person.press(shown, "ballot.open")
            ballot = await person.choose(ballot, "ballot.put", option)
            shown = await person.press(ballot, "ballot.cast")
    assert edits(hall) - before <= 1
    await hall.stage.later(10)
    assert edits(hall) - before <= 1 + 10 / PACE
    assert fr.n("vote.turnout", 20) in hall.texts[-1]


async def test_a_quiet_room_costs_no_edit_at_all(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.stage.later(10)
    before = edits(hall)
    await hall.stage.later(8 * 60)
    assert edits(hall) == before


async def moderator(hall: Room) -> Person:
    rights = discord.Permissions(manage_messages=True)
    role = hall.server.create_role("Modération", permissions=rights)
    return hall.stage.person(hall.server, "Malik", Language.FRENCH, [role])


async def test_a_card_that_someone_deletes_comes_back_with_its_buttons(hall: Room) -> None:
    awa, malik = hall.person("Awa"), await moderator(hall)
    await hall.play("essai", "collect")
    old = hall.card
    await hall.write(awa, "avant")
    await hall.stage.later(10)
    await malik.member.delete(old)
    here = await awa.command(hall.channel, "session where")
    await awa.fill(await awa.press(here, "postit.add"), ideas="après")
    await hall.stage.later(10)
    assert hall.stage.refused != []
    hall.stage.refused.clear()
    assert hall.card.id != old.id
    assert fr.n("count.postits", 2) in hall.texts[-1]
    assert fr.n("postit.kept", 1) in (await hall.write(awa, "encore")).text
    assert hall.open_step()["card_message_id"] == hall.card.id
    await hall.steer("lead.next")
    assert len(ids_of(hall.card, "postit.add")) == 0


async def test_a_lobby_card_that_someone_deletes_comes_back(hall: Room) -> None:
    malik = await moderator(hall)
    await hall.open("essai")
    await malik.member.delete(hall.card)
    assert hall.texts == []
    await hall.stage.restart()
    assert len(hall.stage.refused) == 1
    hall.stage.refused.clear()
    assert fr("lobby.soon") in hall.texts[-1]
    assert len(hall.texts) == 1


def slow_once(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have the next edit of a message take a while to reach Discord, as on a bad day of its own.

    Returns the message that it was, once it is there.
    """
    edit = discord.PartialMessage.edit
    late: list[int] = []

    async def slow(message: discord.PartialMessage, **fields: Any) -> discord.Message:
        monkeypatch.setattr(discord.PartialMessage, "edit", edit)
        await asyncio.sleep(8)
        late.append(message.id)
        return await edit(message, **fields)

    monkeypatch.setattr(discord.PartialMessage, "edit", slow)
    return late


async def test_an_edit_that_comes_after_a_step_was_left_does_not_bring_its_buttons_back(
    hall: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    awa = hall.person("Awa")
    await hall.play("essai", "collect")
    old = hall.card
    await hall.stage.later(10)
    late = slow_once(monkeypatch)
    await hall.write(awa, "juste avant")
    await hall.steer("lead.next")
    assert hall.open_step()["kind"] == "reveal"
    assert late == []
    await hall.stage.later(30)
    assert late == [old.id]
    (left,) = [m for m in hall.stage.messages(hall.channel) if m.id == old.id]
    assert buttons(left) == []
    assert fr("card.closed", spent=fr.minutes(1)) in text_of(left)


async def test_a_card_deleted_before_it_is_left_stops_nothing(hall: Room) -> None:
    malik = await moderator(hall)
    await hall.play("essai", "collect")
    await malik.member.delete(hall.card)
    await hall.steer("lead.next")
    assert len(hall.stage.refused) == 1
    hall.stage.refused.clear()
    assert "Le mur" in hall.texts[-1]
