"""Each Monday: those who asked are told of what is theirs, coordinators of what is overdue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.stage import Person, text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.follow.telling import left, number_of

WEEK = 7 * 86400


def told(person: Person) -> list[str]:
    """What the bot wrote to someone in private."""
    channel = person.member.user.dm_channel
    return [text_of(message) for message in channel.history()] if channel is not None else []


async def asked(hall: Room, person: Person) -> None:
    """Have someone ask to be reminded."""
    listed = await person.command(hall.channel, "action list")
    answer = await person.press(listed, "todo.remind")
    assert fr("todo.remind_on") in answer.text


async def test_who_asked_is_told_on_monday_morning_of_their_server(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.manager("Inès").command(hall.channel, "settings language", language="fr")
    await left(hall, (awa, "Trouver un four"), (ben, "Peindre la halle"))
    await asked(hall, awa)
    (row,) = rows(hall.path, "SELECT due_at FROM timers WHERE kind = 'actions'")
    due = datetime.fromisoformat(row["due_at"]).astimezone(ZoneInfo("Europe/Paris"))
    assert (due.weekday(), due.hour, due.minute) == (0, 9, 0)
    await hall.stage.later((due.astimezone(UTC) - hall.stage.env.now()).total_seconds() + 600)
    (message,) = told(awa)
    assert fr.n("todo.week_mine", 1) in message
    assert "Trouver un four" in message
    assert "Peindre la halle" not in message
    assert told(ben) == []
    assert rows(hall.path, "SELECT * FROM outbox") == [], "nothing names anybody any more"
    await hall.stage.later(WEEK)
    assert len(told(awa)) == 2


async def test_nothing_is_sent_where_nothing_is_open(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    await asked(hall, awa)
    one = str(number_of(hall, "Trouver un four"))
    done = await awa.command(hall.channel, "action done", action=one)
    await hall.stage.later(2 * WEEK)
    assert told(awa) == []
    await awa.press(done, "todo.undo")
    await hall.stage.later(WEEK)
    assert len(told(awa)) == 1, "it goes on after all"


async def test_the_reminder_itself_ends_reminders(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    await asked(hall, awa)
    await hall.stage.later(WEEK)
    (message,) = awa.member.user.dm_channel.history()
    await awa.member.user.click(message, custom_id=f"todo.stop:{hall.server.id}")
    await hall.stage.later(2 * WEEK)
    assert "Trouver un four" not in "\n".join(told(awa)[1:])
    assert rows(hall.path, "SELECT * FROM action_reminders") == []


async def test_who_left_is_named_nowhere(hall: Room) -> None:
    awa = hall.person("Awa")
    await left(hall, (awa, "Trouver un four"))
    await asked(hall, awa)
    hall.stage.env.backend.remove_member(hall.server.id, awa.id)
    await hall.stage.later(WEEK)
    hall.stage.refused.clear()
    assert rows(hall.path, "SELECT * FROM outbox") == []
    assert rows(hall.path, "SELECT * FROM action_reminders") == []


async def test_coordinators_are_told_of_what_is_overdue_and_of_nothing_else(hall: Room) -> None:
    awa, ines = hall.person("Awa"), hall.manager("Inès")
    await ines.command(hall.channel, "settings coordinators", channel=hall.coordination)
    await ines.command(hall.channel, "settings language", language="fr")
    await left(hall, (awa, "Trouver un four"), due="dans dix jours")
    said = len(hall.stage.messages(hall.coordination))
    await hall.stage.later(WEEK)
    assert len(hall.stage.messages(hall.coordination)) == said
    await hall.stage.later(2 * WEEK)
    late = [text_of(m) for m in hall.stage.messages(hall.coordination)[said:]]
    assert late
    assert all(fr.n("todo.week_overdue", 1) in text for text in late)
    page = await ines.press(hall.stage.last(hall.coordination), "todo.list")
    assert page.private
    assert "Trouver un four" in page.text


async def test_the_link_to_an_owner_outlives_raw_data_only_while_it_is_of_use(hall: Room) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await left(hall, (awa, "Trouver un four"), (ben, "Peindre la halle"), (awa, "Ranger"))
    await asked(hall, awa)
    await hall.stage.later(timedelta(days=91).total_seconds())

    def linked() -> set[str]:
        return {
            row["what"]
            for row in rows(hall.path, "SELECT what FROM actions WHERE owner_id IS NOT NULL")
        }

    assert linked() == {"Trouver un four", "Ranger"}
    await awa.command(hall.channel, "action done", action=str(number_of(hall, "Ranger")))
    assert linked() == {"Trouver un four"}
    assert not rows(hall.path, "SELECT 1 FROM action_changes WHERE owner_id IS NOT NULL")
    listed = await awa.command(hall.channel, "action list")
    await awa.press(listed, "todo.remind")
    assert linked() == set()
