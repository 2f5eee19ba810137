"""The channel, the thread or the server of a session goes away: the session ends by itself."""

from __future__ import annotations

from typing import Any

import pytest
from simcord import ChannelHandle

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.refusing import letters


async def coordinated(hall: Room) -> None:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)


def states(hall: Room) -> list[str]:
    return [row["state"] for row in rows(hall.path, "SELECT state FROM sessions ORDER BY id")]


def summaries(hall: Room, channel: ChannelHandle) -> int:
    return sum(fr("report.attached") in text_of(m) for m in hall.stage.messages(channel))


async def delete(hall: Room, channel: ChannelHandle) -> None:
    hall.stage.env.backend.delete_channel(channel.id)
    await hall.stage.env.settle()


@pytest.mark.parametrize("while_away", [False, True])
async def test_a_session_whose_channel_is_deleted_ends_and_is_summed_up(
    hall: Room, while_away: bool
) -> None:
    await coordinated(hall)
    await hall.play("essai", "collect")
    await hall.write(hall.lead, "une idée")
    if while_away:
        async with hall.stage.stopped():
            hall.stage.env.backend.delete_channel(hall.channel.id)
    else:
        await delete(hall, hall.channel)
    await hall.stage.later(60)
    assert states(hall) == ["ended"]
    assert summaries(hall, hall.coordination) == 1
    (read,) = map(text_of, hall.stage.messages(hall.coordination))
    assert fr("summary.broken_off") in read
    assert f"<#{hall.channel.id}>" not in read, "it leads nowhere"
    (told,) = letters(hall.lead)
    assert fr("unsaid.gone") in told
    hall.stage.refused.clear()
    # What was for the channel is still to be had.
    offered = await hall.lead.command(hall.coordination, "session post")
    await hall.lead.press(offered, "post.here")
    assert summaries(hall, hall.coordination) == 2
    assert rows(hall.path, "SELECT * FROM outbox WHERE kind = 'summary'") == []


async def test_without_coordinators_the_summary_waits_to_be_asked_for(hall: Room) -> None:
    await hall.play("essai", "collect")
    await delete(hall, hall.channel)
    assert states(hall) == ["ended"]
    assert "/séance publier" in letters(hall.lead)[-1]
    offered = await hall.lead.command(hall.coordination, "session post")
    await hall.lead.press(offered, "post.here")
    assert summaries(hall, hall.coordination) == 1
    hall.stage.refused.clear()


async def test_a_vote_that_was_open_is_counted(hall: Room) -> None:
    await coordinated(hall)
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    await hall.vote("Où ?", "approval", options="Lyon ; Metz")
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.choose(ballot, "ballot.tick", "1")
        await person.press(ballot, "ballot.cast")
    await delete(hall, hall.channel)
    assert states(hall) == ["ended"]
    said = "\n".join(text_of(m) for m in hall.stage.messages(hall.coordination))
    assert "Lyon" in said
    hall.stage.refused.clear()


async def test_a_session_that_had_not_begun_ends_without_a_word(hall: Room) -> None:
    await coordinated(hall)
    await hall.open("essai")
    await delete(hall, hall.channel)
    assert states(hall) == ["ended"]
    assert hall.stage.messages(hall.coordination) == []
    hall.stage.refused.clear()


async def threaded(hall: Room) -> ChannelHandle:
    hall.stage.env.backend.create_thread(hall.channel.id, "fil", hall.lead.id)
    await hall.stage.env.settle()
    return hall.channel.threads[0]


@pytest.mark.parametrize("how", ["deleted", "closed", "with its channel"])
async def test_a_session_in_a_thread_ends_with_it(hall: Room, how: str) -> None:
    await coordinated(hall)
    backend = hall.stage.env.backend
    thread = await threaded(hall)
    panel = await hall.lead.command(thread, "session new", recipe="essai")
    await hall.lead.press(panel, "lead.start")
    if how == "closed":
        backend.edit_channel(thread.id, {}, thread_metadata={"archived": True, "locked": True})
        await hall.stage.env.settle()
    elif how == "deleted":
        await delete(hall, thread)
    else:
        # The simulator leaves threads there.
        backend.get_guild(hall.server.id).thread_ids.remove(thread.id)
        del backend.channels[thread.id]
        await delete(hall, hall.channel)
    await hall.stage.later(60)
    assert states(hall) == ["ended"]
    assert summaries(hall, hall.coordination) == 1
    hall.stage.refused.clear()


async def test_a_thread_that_falls_asleep_is_not_gone(hall: Room) -> None:
    thread = await threaded(hall)
    await hall.lead.command(thread, "session new", recipe="essai")
    metadata = {"archived": True}
    hall.stage.env.backend.edit_channel(thread.id, {}, thread_metadata=metadata)
    await hall.stage.restart()
    assert states(hall) == ["lobby"]


@pytest.mark.parametrize("while_away", [False, True])
async def test_a_server_that_removes_the_bot_ends_its_sessions(
    hall: Room, while_away: bool
) -> None:
    second = hall.stage.server("Une autre coopérative")
    there = second.create_text_channel("atelier")
    zoe = hall.stage.person(second, "Zoé")
    panel = await zoe.command(there, "session new", recipe="essai")
    await zoe.press(panel, "lead.start")
    await hall.open("essai")
    if while_away:
        async with hall.stage.stopped():
            hall.stage.env.backend.remove_guild(second.id)
    else:
        hall.stage.env.backend.remove_guild(second.id)
        await hall.stage.env.settle()
    await hall.stage.later(3600)
    assert states(hall) == ["ended", "lobby"], "the other server's goes on"
    kept = rows(hall.path, "SELECT kind FROM outbox WHERE kind = 'summary' AND failure = 'gone'")
    assert len(kept) == 1
    hall.stage.refused.clear()


async def test_a_server_that_is_down_is_not_gone(hall: Room) -> None:
    await hall.play("essai", "collect")
    down: dict[str, Any] = {"id": str(hall.server.id), "unavailable": True}
    hall.stage.env.backend.emit("GUILD_DELETE", down)
    await hall.stage.env.settle()
    assert states(hall) == ["running"]
    await hall.stage.restart()
    assert states(hall) == ["running"]
