"""The bot leaves a server: all that is of it is deleted 30 days after, unless it comes back."""

from __future__ import annotations

import logging

import pytest

from tests.discord.acting import Room, database, rows
from tests.store.seeing import every_byte, scrubbed

DAY = 86400.0
SAID = "un four à pain pour le quartier"


async def lived(hall: Room) -> None:
    """Have a server choose, a session end with what somebody wrote, and a scenario be written."""
    awa, ines = hall.person("Awa"), hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await hall.play("backcasting", "collect", scenario="adere-2032.fr")
    await hall.write(awa, SAID)
    await hall.end()


def kept(hall: Room) -> dict[str, int]:
    found = {}
    for table in ("servers", "sessions", "postits", "remembered", "timers", "participants"):
        (row,) = rows(hall.path, f"SELECT count(*) AS many FROM {table}")
        found[table] = row["many"]
    return {table: many for table, many in found.items() if many}


async def leaves(hall: Room) -> None:
    hall.stage.env.backend.remove_guild(hall.server.id)
    await hall.stage.env.settle()


async def test_thirty_days_after_it_left_nothing_of_a_server_is_kept(
    hall: Room, caplog: pytest.LogCaptureFixture
) -> None:
    await lived(hall)
    before = kept(hall)
    await leaves(hall)
    assert [row["server_id"] for row in rows(hall.path, "SELECT * FROM servers_left")] == [
        hall.server.id
    ]
    await hall.stage.later(29 * DAY)
    assert kept(hall).keys() == before.keys()
    with caplog.at_level(logging.INFO):
        await hall.stage.later(2 * DAY)
    assert kept(hall) == {}
    assert f"all of server {hall.server.id}, which was left, is deleted" in caplog.text
    assert "postits 1" in caplog.text
    assert SAID not in caplog.text
    await scrubbed(hall.stage.bot.ctx.database)
    disk = every_byte(hall.path)
    assert SAID.encode() not in disk
    assert str(hall.lead.id).encode() not in disk
    hall.stage.refused.clear()  # Discord said that the server is not there


async def test_one_that_it_left_while_it_was_stopped_is_noticed_at_the_start(hall: Room) -> None:
    await lived(hall)
    async with hall.stage.stopped():
        hall.stage.env.backend.remove_guild(hall.server.id)
    await hall.stage.env.settle()
    assert len(rows(hall.path, "SELECT * FROM servers_left")) == 1
    # Known since the first time, however often it starts again.
    await hall.stage.later(20 * DAY)
    await hall.stage.restart()
    await hall.stage.later(11 * DAY)
    assert kept(hall) == {}
    hall.stage.refused.clear()


async def test_one_that_it_is_in_again_keeps_all(hall: Room) -> None:
    await lived(hall)
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute(
                "INSERT INTO servers_left VALUES (?, '2020-01-01T00:00:00.000+00:00')",
                (hall.server.id,),
            )
    await hall.stage.env.settle()
    assert rows(hall.path, "SELECT * FROM servers_left") == []
    await hall.stage.later(31 * DAY)
    assert {"servers", "sessions", "postits"} <= kept(hall).keys()
