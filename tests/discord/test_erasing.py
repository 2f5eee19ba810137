"""A closed vote is erased from the disk shortly after; nobody hears of it when it cannot be."""

from __future__ import annotations

import logging

import pytest

from bot.workshop.sessions.session import author_reference
from tests.discord.acting import Room, database, rows
from tests.store.seeing import every_byte


async def voted(hall: Room) -> list[bytes]:
    """A secret vote of three people; return its key and what stands for them."""
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi")
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    for person in people:
        ballot = await person.press(hall.card, "ballot.open")
        ballot = await person.choose(ballot, "ballot.tick", "1")
        await person.press(ballot, "ballot.cast")
    ((key,),) = rows(hall.path, "SELECT key FROM keys WHERE purpose = 'vote'")
    return [key, *(author_reference(person.id, key).encode() for person in people)]


async def close(hall: Room) -> None:
    closing = await hall.lead.press(hall.panel, "vote.close")
    told = await hall.lead.press(closing, "vote.close_yes")
    assert "⚠️" not in told.text
    assert len(hall.results) == 1


def left(hall: Room, needles: list[bytes]) -> list[bytes]:
    disk = every_byte(hall.path)
    return [needle for needle in needles if needle in disk]


async def test_what_a_closed_vote_must_not_keep_is_gone_within_a_minute_of_the_last_reader(
    hall: Room, caplog: pytest.LogCaptureFixture
) -> None:
    needles = await voted(hall)
    assert left(hall, needles) == needles
    with caplog.at_level(logging.INFO, "bot"), database(hall.path) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM keys").fetchall()
        await close(hall)
        await hall.stage.later(600)
        assert left(hall, needles) == needles
        (warned,) = [r.getMessage() for r in caplog.records if "erased" in r.getMessage()]
        assert "1 to do" in warned
        await hall.stage.later(3600)
        assert caplog.text.count("to do") == 2, "said again, rarely"
        assert "1 erasures pending" in caplog.text
        other.execute("ROLLBACK")
        await hall.stage.later(60)
    assert left(hall, needles) == []
    assert rows(hall.path, "SELECT * FROM erasures") == []
    assert "is erased now" in caplog.text


async def test_a_start_finishes_what_a_stop_left_to_be_erased(hall: Room) -> None:
    needles = await voted(hall)
    with database(hall.path) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM keys").fetchall()
        await close(hall)
        async with hall.stage.stopped():
            other.execute("ROLLBACK")
    await hall.stage.later(5)
    assert left(hall, needles) == []
    assert rows(hall.path, "SELECT * FROM erasures") == []


async def test_the_log_says_how_much_is_under_way_when_ready_and_every_hour(
    hall: Room, caplog: pytest.LogCaptureFixture
) -> None:
    await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi")
    with caplog.at_level(logging.INFO, "bot.health"):
        await hall.stage.restart()
        await hall.stage.later(3600)
    line = "1 live sessions, 0 letters waiting, 0 timers late, 0 erasures pending"
    told = [record.getMessage() for record in caplog.records if record.name == "bot.health"]
    assert told == [line] * 2
