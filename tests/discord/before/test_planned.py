"""Sessions planned for later: kept without their channel, opened at their hour."""

from __future__ import annotations

import discord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.rehearsal.stage import Answer, found
from tests.discord.acting import Room, fr, ids_of, rows
from tests.discord.forging import press_id
from tests.discord.refusing import letters

DAY, HOUR = 86400, 3600
SEE = discord.Permissions(view_channel=True).value


async def plan(hall: Room, when: str = "dans 48 heures", **options: str) -> Answer:
    return await hall.lead.command(
        hall.channel, "session plan", recipe="essai", when=when, **options
    )


async def test_it_opens_in_the_lobby_at_its_hour_and_its_planner_is_told(hall: Room) -> None:
    told = await plan(hall, title="Conseil de mars")
    assert told.private
    assert "Conseil de mars" in told.text
    assert hall.texts == [], "the channel stays free"
    await hall.stage.later(47 * HOUR)
    assert hall.texts == []
    await hall.stage.later(HOUR + 60)
    assert len(hall.texts) == 1
    assert "Conseil de mars" in hall.texts[0]
    assert fr("planned.card", when="").rstrip(" .") in hall.texts[0]
    (letter,) = letters(hall.lead)
    assert fr("planned.open", title="Conseil de mars", link="").partition("[")[0] in letter
    assert rows(hall.path, "SELECT * FROM planned_sessions") == []
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.start")
    assert (await hall.stage.step(hall.channel)) is not None


async def test_started_after_its_hour_it_is_late_for_the_end_that_people_were_told(
    hall: Room,
) -> None:
    await plan(hall)
    await hall.stage.later(48 * HOUR + 15 * 60)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    panel = await hall.steer("lead.start")
    late = panel.text.partition(fr("clock.late", late="@").split("@")[0])[2]
    assert late.startswith(("14 min", "15 min")), panel.text
    shown = await hall.lead.press(panel, "time.open")
    (planned,) = [line for line in shown.text.splitlines() if line.startswith("📐")]
    assert any(fr("clock.begun_late", late=f"{n} min") in planned for n in (14, 15)), planned
    assert ids_of(await hall.lead.press(shown, "fit.show"), "fit.apply")


async def test_down_across_the_hour_it_opens_once_and_says_that_it_is_late(hall: Room) -> None:
    await plan(hall)
    async with hall.stage.stopped():
        await hall.stage.later(3 * DAY)
    await hall.stage.later(60)
    await hall.stage.restart()
    await hall.stage.later(60)
    assert len(hall.texts) == 1
    late = fr("planned.opened_late", when="X")
    assert late.partition("X")[2] in hall.texts[0]
    assert len(letters(hall.lead)) == 1


async def test_its_planner_is_told_where_the_card_may_not_be_posted(hall: Room) -> None:
    await plan(hall, title="Conseil de mars")
    hall.stage.env.inject_error(
        "POST", f"/channels/{hall.channel.id}/messages", status=403, code=50013, times=1
    )
    async with hall.stage.stopped():
        await hall.stage.later(48 * HOUR)
    assert hall.texts == []
    channel = f"<#{hall.channel.id}>"
    shut = fr("planned.shut", title="Conseil de mars", channel=channel)
    await hall.stage.later(2 * HOUR)
    told = letters(hall.lead)
    assert shut in told[0]
    assert len(hall.texts) == 1, "the card comes once it may"
    assert fr("planned.open", title="Conseil de mars", link="").partition("[")[0] in told[1]
    assert len(told) == 2
    hall.stage.refused.clear()


async def test_where_the_channel_is_busy_it_waits_and_its_planner_is_told_once(
    hall: Room,
) -> None:
    await plan(hall, title="La suivante")
    await hall.stage.later(47 * HOUR)
    await hall.open("essai", title="La première")
    before = len(hall.texts)
    await hall.stage.later(2 * HOUR)
    await hall.stage.restart()
    await hall.stage.later(DAY)
    assert len(hall.texts) == before
    (letter,) = letters(hall.lead)
    assert "La suivante" in letter
    assert "La première" in letter
    await hall.end()
    await hall.stage.later(30)
    assert "La suivante" in hall.texts[-1]
    assert len(letters(hall.lead)) == 2


async def test_it_is_listed_and_cancelled_once_asked(hall: Room) -> None:
    await plan(hall, title="Conseil")
    listed = await hall.lead.command(hall.channel, "session planned")
    assert "Conseil" in listed.text
    (menu,) = found(listed, "planned.pick")
    asked = await hall.lead.choose(listed, "planned.pick", menu["options"][0]["value"])
    kept = await hall.lead.press(asked, "planned.list")
    assert "Conseil" in kept.text
    asked = await hall.lead.choose(kept, "planned.pick", menu["options"][0]["value"])
    gone = await hall.lead.press(asked, "planned.cancel")
    assert fr("planned.cancelled", title="Conseil") in gone.text
    again = await press_id(hall, hall.lead, gone, "planned.cancel:1")
    assert fr("planned.gone") in again.text
    await hall.stage.later(3 * DAY)
    assert hall.texts == []


async def test_others_neither_see_nor_cancel_it_but_who_manages_the_server(hall: Room) -> None:
    await plan(hall, title="Conseil")
    ben, ines = hall.person("Ben"), hall.manager("Inès")
    assert fr("planned.none") in (await ben.command(hall.channel, "session planned")).text
    seen = await ben.command(hall.channel, "session planned")
    for verb in ("planned.ask", "planned.cancel"):
        answer = await press_id(hall, ben, seen, f"{verb}:1")
        assert answer.text == fr("planned.not_yours")
    listed = await ines.command(hall.channel, "session planned")
    assert "Conseil" in listed.text
    gone = await press_id(hall, ines, listed, "planned.cancel:1")
    assert fr("planned.cancelled", title="Conseil") in gone.text


async def test_discord_announces_it_and_the_event_goes_with_it(hall: Room) -> None:
    events = hall.stage.env.backend.guilds[hall.server.id].scheduled_events
    told = await plan(hall, title="Conseil")
    assert fr("planned.event.made") in told.text
    (event,) = events.values()
    assert event.name == "Conseil"
    (row,) = rows(hall.path, "SELECT event_id FROM planned_sessions")
    assert row["event_id"] == event.id
    asked = await hall.lead.press(told, "planned.ask")
    await hall.lead.press(asked, "planned.cancel")
    assert not events


async def test_whatever_discord_answers_the_session_is_planned(hall: Room) -> None:
    hall.stage.env.inject_error(
        "POST", f"/guilds/{hall.server.id}/scheduled-events", status=500, times=None
    )
    told = await plan(hall)
    assert fr("planned.event.failed") in told.text
    assert len(rows(hall.path, "SELECT * FROM planned_sessions")) == 1
    hall.stage.refused.clear()


async def test_a_channel_that_is_not_for_everyone_gets_no_event(hall: Room) -> None:
    everyone = Overwrite(hall.server.id, OverwriteType.ROLE, deny=SEE)
    ours = [
        Overwrite(one, OverwriteType.MEMBER, allow=SEE)
        for one in (hall.stage.env.backend.bot_user.id, hall.lead.id)
    ]
    hall.stage.env.backend.edit_channel(hall.channel.id, {}, overwrites=[everyone, *ours])
    await hall.stage.env.settle()
    assert fr("planned.event.closed") in (await plan(hall)).text
    assert not hall.stage.env.backend.guilds[hall.server.id].scheduled_events


async def test_what_cannot_be_planned_is_refused(hall: Room) -> None:
    assert fr("before.past") in (await plan(hall, "1er janvier 2020 18h")).text
    assert fr("before.too_far", days=366) in (await plan(hall, "1er janvier 2090 18h")).text
    for _ in range(10):
        await plan(hall)
    assert fr("planned.too_many", most=10) in (await plan(hall)).text


async def test_its_channel_deleted_it_is_planned_no_more(hall: Room) -> None:
    await plan(hall)
    hall.stage.env.backend.delete_channel(hall.channel.id)
    await hall.stage.env.settle()
    assert rows(hall.path, "SELECT * FROM planned_sessions") == []
