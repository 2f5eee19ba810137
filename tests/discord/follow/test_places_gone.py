"""What is told each week, where the place of coordinators, the server or Discord goes away."""

from __future__ import annotations

from bot.config import Settings
from bot.operating.checkup import findings
from bot.operating.finding import Finding
from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.follow.telling import left
from tests.discord.follow.test_weekly import WEEK, asked, told

LETTERS = "SELECT kind, channel_id, failure FROM outbox WHERE server_id IS NOT NULL"


async def overdue(hall: Room) -> None:
    ines = hall.manager("Inès")
    await ines.command(hall.channel, "settings language", language="fr")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await left(hall, (hall.person("Awa"), "Trouver un four"), due="demain")


async def named(hall: Room) -> list[Finding]:
    every = [
        finding async for finding in findings(Settings(database=hall.path), hall.stage.bot.clock)
    ]
    return [finding for finding in every if finding.what.startswith("letter")]


async def test_a_place_that_is_gone_keeps_one_failure_until_another_is_chosen(hall: Room) -> None:
    await overdue(hall)
    hall.stage.env.backend.delete_channel(hall.coordination.id)
    await hall.stage.later(4 * WEEK)
    (failed,) = rows(hall.path, LETTERS)
    assert (failed["kind"], failed["failure"][:3]) == ("actions_overdue", "404")
    (finding,) = await named(hall)
    assert f"(actions_overdue of server {hall.server.id}) was given up: 404" in finding.what
    assert "/settings coordinators" in finding.remedy
    hall.stage.refused.clear()
    bureau = hall.server.create_text_channel("bureau")
    await hall.manager("Inès").command(hall.channel, "settings coordinators", channel=bureau)
    await hall.stage.later(60)
    said = [text_of(message) for message in hall.stage.messages(bureau)]
    assert [fr.n("todo.week_overdue", 1) in text for text in said] == [True]
    assert rows(hall.path, LETTERS) == []


async def test_a_server_that_removed_the_bot_leaves_nothing_to_mend(hall: Room) -> None:
    await overdue(hall)
    hall.stage.env.backend.remove_guild(hall.server.id)
    await hall.stage.later(3 * WEEK)
    hall.stage.refused.clear()
    assert rows(hall.path, LETTERS) == []
    assert await named(hall) == []


async def test_a_day_without_discord_does_not_end_reminders(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    await asked(hall, awa)
    hall.stage.env.inject_error("POST", "/users/@me/channels", status=503, times=10_000)
    await hall.stage.later(WEEK + 2 * 86_400)
    hall.stage.refused.clear()
    assert (told(awa), rows(hall.path, LETTERS)) == ([], [])
    assert len(rows(hall.path, "SELECT * FROM action_reminders")) == 1
