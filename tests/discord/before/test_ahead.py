"""A step open before the meeting: for days, hidden, until its deadline or the meeting."""

from __future__ import annotations

import json

from bot.rehearsal.stage import Answer, Person, found, text_of
from tests.discord.acting import Room, database, fr, rows
from tests.discord.refusing import letters

DAY, HOUR = 86400, 3600


async def open_ahead(hall: Room, until: str = "dans 72 heures", **options: str) -> Answer:
    """Open a session, and its first collect before the meeting."""
    await hall.open("essai", **options)
    form = await hall.lead.press(hall.panel, "before.ask")
    hall.panel = await hall.lead.fill(form, until=until)
    return hall.panel


async def test_people_write_for_days_and_nobody_sees_it(hall: Room) -> None:
    await open_ahead(hall)
    assert fr("before.opened") in hall.panel.text
    card = text_of(hall.card)
    assert fr("before.time.write", until="", countdown="").split("**")[1].strip(", ") in card
    assert fr("collect.silent") in card
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.write(awa, "un four", "un vélo")
    await hall.stage.later(DAY)
    await hall.write(ben, "une serre")
    await hall.stage.later(30)
    assert fr.n("count.people", 2) in text_of(hall.card)
    assert not any("un four" in text for text in hall.texts)
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    assert fr.n("before.panel_people.write", 2) in hall.panel.text
    assert "Awa" not in hall.panel.text


async def test_at_the_deadline_it_closes_and_the_room_is_told_once(hall: Room) -> None:
    await open_ahead(hall)
    awa = hall.person("Awa")
    await hall.write(awa, "un four")
    before = len(hall.texts)
    await hall.stage.later(4 * DAY)
    assert len(hall.texts) == before + 1
    assert fr.n("before.waits.write", 1, title="Les idées") in hall.texts[-1]
    assert "Les idées" in hall.texts[-1]
    (folded,) = [text for text in hall.texts if fr("before.folded.write") in text]
    assert fr.n("count.postits", 1) in folded
    assert await hall.stage.step(hall.channel) is None
    assert hall.postits() == ["un four"]


async def test_the_meeting_begins_at_the_first_step_and_what_was_written_is_there(
    hall: Room,
) -> None:
    await open_ahead(hall)
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.write(awa, "un four")
    await hall.stage.later(DAY)
    await hall.steer("lead.start")
    assert fr("before.here") in text_of(hall.card)
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert (step.position, step.spent_seconds, step.ahead) == (0, 0, False)
    assert step.closes_at is not None
    assert (step.closes_at - hall.stage.bot.clock()).total_seconds() <= 600, "its planned timebox"
    await hall.write(ben, "une serre")
    await hall.go("reveal")
    assert any("un four" in text and "une serre" in text for text in hall.texts)


async def test_the_time_before_is_not_the_meetings_and_the_summary_tells_it(hall: Room) -> None:
    await open_ahead(hall)
    for name in ("Awa", "Ben", "Chloé"):
        await hall.write(hall.person(name), f"une idée de {name}")
    await hall.stage.later(2 * DAY)
    await hall.steer("lead.start")
    await hall.stage.later(300)
    await hall.go("actions")
    await hall.end()
    (summary,) = [text for text in hall.texts if fr("report.attached") in text]
    assert fr.n("report.ahead_people.write", 3) in summary
    files = [file for m in hall.stage.messages(hall.channel) for file in m.attachments]
    (export,) = [file for file in files if file.filename.endswith(".json")]
    told = json.loads(await export.read())
    first = told["steps"][0]
    assert first["open_ahead"]["people"] == 3
    assert first["spent_seconds"] < 600
    assert told["session"]["started_at"] > first["open_ahead"]["opened_at"]


async def test_of_few_in_a_masked_session_the_summary_tells_no_number(hall: Room) -> None:
    await open_ahead(hall, signing="masked")
    for name in ("Awa", "Ben"):
        await hall.write(hall.person(name), f"une idée de {name}")
    await hall.stage.later(DAY)
    await hall.steer("lead.start")
    await hall.go("actions")
    await hall.end()
    (summary,) = [text for text in hall.texts if fr("report.attached") in text]
    assert fr("report.ahead", first="", last="").split(",")[0] in summary
    assert fr.n("report.ahead_people.write", 2) not in summary


async def test_the_deadline_is_changed_and_the_step_opened_again(hall: Room) -> None:
    await open_ahead(hall, "dans 2 heures")
    form = await hall.lead.press(hall.panel, "before.ask")
    hall.panel = await hall.lead.fill(form, until="dans 48 heures")
    await hall.stage.later(3 * HOUR)
    step = await hall.stage.step(hall.channel)
    assert step is not None
    assert step.is_open
    hall.panel = await hall.lead.press(hall.panel, "before.close")
    assert fr("before.closed_by_hand") in hall.panel.text
    form = await hall.lead.press(hall.panel, "before.ask")
    hall.panel = await hall.lead.fill(form, until="dans 3 heures")
    await hall.write(hall.person("Awa"), "un four")
    assert hall.postits() == ["un four"]


async def test_what_cannot_be_read_comes_back_with_its_reason(hall: Room) -> None:
    await hall.open("essai")
    form = await hall.lead.press(hall.panel, "before.ask")
    answer = await hall.lead.fill(form, until="bientôt")
    assert fr("before.unreadable", example="").partition("{")[0][:30] in answer.text
    assert "bientôt" in answer.text
    again = await hall.lead.press(answer, "before.ask")
    late = await hall.lead.fill(again, until="dans 999 heures")
    assert fr("before.opened") in late.text
    form = await hall.lead.press(late, "before.ask")
    far = await hall.lead.fill(form, until="1er janvier 2090 18h")
    assert fr("before.too_far", days=60) in far.text


async def test_moves_of_the_meeting_wait_for_it(hall: Room) -> None:
    await open_ahead(hall)
    assert not found(hall.panel, "lead.next")
    vote = await hall.vote("Quel jour ?", "approval", options="Lundi ; Mardi")
    assert vote.text == fr("before.not_begun")


async def test_down_across_the_deadline_it_closes_once_at_the_start(hall: Room) -> None:
    await open_ahead(hall, "dans 2 heures")
    await hall.write(hall.person("Awa"), "un four")
    before = len(hall.texts)
    async with hall.stage.stopped():
        await hall.stage.later(DAY)
    await hall.stage.later(60)
    assert len(hall.texts) == before + 1
    assert fr.n("before.waits.write", 1, title="Les idées") in hall.texts[-1]
    (row,) = rows(hall.path, "SELECT closed_at, closes_at FROM steps_ahead")
    assert row["closed_at"] == row["closes_at"], "late is not when it closed"


async def test_a_session_that_is_open_for_weeks_is_not_forgotten(hall: Room) -> None:
    await open_ahead(hall, "dans 999 heures")
    await hall.stage.later(40 * DAY)
    assert (await hall.stage.step(hall.channel)) is not None
    await hall.stage.later(3 * DAY)
    with database(hall.path) as connection:
        ((state,),) = connection.execute("SELECT state FROM sessions").fetchall()
    assert state == "lobby"


async def test_ended_without_a_meeting_what_was_written_is_summed_up(hall: Room) -> None:
    await open_ahead(hall, "dans 2 heures")
    await hall.write(hall.person("Awa"), "un four")
    await hall.stage.later(3 * HOUR)
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    asked = await hall.steer("lead.end")
    assert fr("before.end_question") in asked.text
    await hall.steer("lead.end_yes")
    assert any(fr("report.attached") in text for text in hall.texts)


async def remind(hall: Room, person: Person) -> Answer:
    return await person.press(hall.card, "before.remind")


async def test_those_who_asked_and_have_not_written_are_reminded(hall: Room) -> None:
    await open_ahead(hall, "dans 72 heures")
    awa, ben, chloe = (hall.person(name) for name in ("Awa", "Ben", "Chloé"))
    for person in (awa, ben, chloe):
        assert (await remind(hall, person)).private
    assert fr("before.remind_off") in (await remind(hall, chloe)).text
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    assert fr.n("before.panel_reminded", 2) in hall.panel.text
    await hall.write(ben, "une serre")
    await hall.stage.later(49 * HOUR)
    assert [len(letters(person)) for person in (awa, ben, chloe)] == [1, 0, 0]
    assert fr("before.reminder_why") in letters(awa)[0]
    await hall.stage.later(22.5 * HOUR)
    assert len(letters(awa)) == 2
    await hall.stage.later(DAY)
    assert len(letters(awa)) == 2
    assert rows(hall.path, "SELECT * FROM ahead_reminders") == []
    assert rows(hall.path, "SELECT * FROM outbox") == []


async def test_after_a_stop_one_reminder_comes_not_two(hall: Room) -> None:
    await open_ahead(hall, "dans 72 heures")
    awa = hall.person("Awa")
    await remind(hall, awa)
    async with hall.stage.stopped():
        await hall.stage.later(71.5 * HOUR)
    await hall.stage.later(60)
    assert len(letters(awa)) == 1


async def test_no_reminder_of_what_closes_within_the_hour(hall: Room) -> None:
    await open_ahead(hall, "dans 45 minutes")
    assert found(hall.card, "before.remind") == []


async def test_nobody_is_asked_before_the_meeting_whether_they_are_ready(hall: Room) -> None:
    await open_ahead(hall)
    with database(hall.path) as connection:
        connection.execute("UPDATE steps SET plan = json_set(plan, '$.ready', 'ask')")
    awa = hall.person("Awa")
    await awa.press(hall.card, "session.where")
    await hall.write(awa, "un four")
    await hall.stage.later(10)
    assert not found(hall.card, "ready.press")
    assert not found(await hall.lead.press(hall.card, "lead.panel"), "ready.ask")
    await hall.steer("lead.start")
    await hall.stage.later(10)
    assert found(hall.card, "ready.press")


async def test_after_the_deadline_people_read_that_it_is_not_too_late(hall: Room) -> None:
    await open_ahead(hall, "dans 2 heures")
    await hall.stage.later(3 * HOUR)
    told = fr("before.waits_none.write", title="Les idées")
    assert told in hall.texts[-1]
    where = await hall.person("Awa").press(hall.card, "session.where")
    assert told in where.text
