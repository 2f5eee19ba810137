"""Finding a date, from what is written to the event that comes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from bot.rehearsal.live.forms import fields_of
from bot.rehearsal.stage import Answer, Person, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, fr, rows
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_results import files

DATES = "mardi 14h-16h\njeudi 18h30\n15 décembre"
YES, IF_NEED_BE, NO = "2", "1", "0"


async def opened(hall: Room, dates: str = DATES, minutes: str = "2 jours") -> Answer:
    """A poll on some dates, open to all."""
    await hall.prepare("dates", question="Quand ?", dates=dates, length="", minutes=minutes)
    hall.panel = await hall.lead.press(hall.panel, "decide.open")
    return hall.panel


async def answer(hall: Room, person: Person, **answers: str) -> Answer:
    """What one person answers, by the number of each date; their receipt."""
    ballot = await person.press(hall.card, "ballot.open")
    form = await person.press(ballot, "ballot.form")
    given = {name.removeprefix("d"): value for name, value in answers.items()}
    ballot = await person.fill(form, **given)
    return await person.press(ballot, "ballot.cast")


async def test_each_date_is_shown_as_it_was_read_before_anyone_votes(hall: Room) -> None:
    page = await hall.prepare(
        "dates", question="Quand ?", dates=DATES, length="90 min", minutes="2 jours"
    )
    assert fr("vote.dates_understood", city="Paris") in page.text
    assert "`2` **jeu. 8 janv. 2026, 18:30–20:00 (Paris)**" in page.text
    assert f"`3` **mar. 15 déc. 2026** · {fr('vote.date_whole')}" in page.text
    assert fr("vote.signed_dates") in page.text
    assert rows(hall.path, "SELECT id FROM sessions") == []


async def test_what_cannot_be_read_is_told_line_by_line_and_given_back(hall: Room) -> None:
    told = await hall.prepare(
        "dates", question="Quand ?", dates="hier ; bientôt ; mardi", length="", minutes="5"
    )
    assert fr("dates.past", written="hier") in told.text
    assert fr("dates.unread", written="bientôt") in told.text
    assert "hier ; bientôt ; mardi" in told.text, "it is given back"


async def test_the_command_shows_the_draft_and_opens_nothing(hall: Room) -> None:
    page = await hall.vote("Quand ?", "dates", options="mardi 14h ; jeudi")
    assert fr("vote.dates_understood", city="Paris") in page.text
    assert rows(hall.path, "SELECT id FROM sessions") == []
    hall.panel = await hall.lead.press(page, "decide.open")
    assert fr("vote.opened") in hall.panel.text


async def test_a_date_is_found_told_and_kept_for_calendars(hall: Room) -> None:
    await opened(hall)
    assert "<t:1767704400:F> – <t:1767711600:t>" in text_of(hall.card)
    await answer(hall, hall.person("Awa"), d1=YES, d2=IF_NEED_BE, d3=NO)
    await answer(hall, hall.person("Ben", Language.ENGLISH), d1=NO, d2=YES, d3=NO)
    receipt = await answer(hall, hall.person("Chloé"), d1=YES, d2=NO)
    assert fr.n("dates.ballot.unanswered", 1) in receipt.text
    await answer(hall, hall.person("Denis"), d2=YES)
    await close(hall)
    shown = text_of(hall.card)
    told = ", ".join((fr("dates.told.yes", n=2), fr("dates.told.if_need_be", n=1)))
    assert fr.n("result.won.date", 3, date="<t:1767893400:F>", total=4, told=told) in shown
    assert fr("dates.missing.no", names="Chloé") in shown
    assert fr("dates.missing.if_need_be", names="Awa") in shown
    (file,) = [one for one in hall.card.attachments if one.filename.endswith(".ics")]
    content = await file.read()
    assert b"\r\n" in content
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 1, 8, 17, 30, tzinfo=UTC)
    assert "dtend" not in event, "nobody said when it ends"


async def test_a_date_that_few_answered_is_not_told_as_one_on_which_nobody_can_come(
    hall: Room,
) -> None:
    await opened(hall)
    for name in ("Awa", "Chloé"):
        await answer(hall, hall.person(name), d1=YES)
    await answer(hall, hall.person("Denis"), d1=NO, d2=NO)
    await close(hall)
    (report,) = await files(hall, ".md")
    silent = fr("dates.told.unanswered", n=2)
    assert f"{fr.n('result.figure.can', 0)}, {silent}" in report.decode()
    assert f"{fr.n('result.figure.can', 2)}, " not in report.decode(), "all three answered for it"


async def test_the_answers_to_a_date_are_read_in_the_language_of_who_gives_them(hall: Room) -> None:
    await opened(hall)
    ben = hall.person("Ben", Language.ENGLISH)
    form = await ben.press(await ben.press(hall.card, "ballot.open"), "ballot.form")
    labels = {one["label"] for field in fields_of(form) for one in field.get("options", ())}
    assert labels == {"Yes ✅", "If need be 🟡", "No ❌"}
    ballot = await ben.fill(form, **{"1": YES})
    assert "**Yes ✅**" in (await ben.press(ballot, "ballot.cast")).text


async def test_a_secret_poll_names_nobody(hall: Room) -> None:
    await hall.prepare("dates", question="Quand ?", dates=DATES, length="", minutes="2 jours")
    form = await hall.lead.press(hall.panel, label=fr("decide.details.ballots"))
    page = await hall.lead.amend(form, ballots="secret")
    await hall.lead.press(page, "decide.open")
    for name in ("Awa", "Ben", "Chloé"):
        await answer(hall, hall.person(name), d1=YES, d2=NO, d3=NO)
    await close(hall)
    shown = text_of(hall.card)
    assert "<t:1767704400:F>" in shown
    assert not any(name in shown for name in ("Awa", "Ben", "Chloé"))


async def event_page(hall: Room) -> Answer:
    await opened(hall)
    await answer(hall, hall.person("Awa"), d1=YES, d2=NO, d3=NO)
    await close(hall)
    return await hall.lead.press(hall.card, "date.event")


async def test_an_event_is_asked_first_and_made_once(hall: Room) -> None:
    events = hall.stage.env.backend.guilds[hall.server.id].scheduled_events
    page = await event_page(hall)
    assert fr("dates.event.ask") in page.text
    assert not events
    for _ in range(2):
        await hall.lead.press(page, "date.event_yes")
    (event,) = events.values()
    assert event.name == "Quand ?"
    ben = await hall.person("Ben").press(hall.card, "date.event")
    assert ben.text == fr("dates.event.not_yours")


async def test_an_event_that_was_made_and_never_noted_is_found_again(hall: Room) -> None:
    events = hall.stage.env.backend.guilds[hall.server.id].scheduled_events
    page = await event_page(hall)
    await hall.lead.press(page, "date.event_yes")
    async with hall.stage.bot.ctx.database.write() as tx:
        (row,) = rows(hall.path, "SELECT step_id FROM date_events")
        await tx.date_events.let_go(row["step_id"])
        await tx.date_events.begin(row["step_id"])
    await hall.lead.press(page, "date.event_yes")
    assert len(events) == 1
    (row,) = rows(hall.path, "SELECT event_id FROM date_events")
    assert row["event_id"] == next(iter(events))


async def test_an_event_that_was_deleted_is_made_again(hall: Room) -> None:
    events = hall.stage.env.backend.guilds[hall.server.id].scheduled_events
    page = await event_page(hall)
    await hall.lead.press(page, "date.event_yes")
    events.clear()
    await hall.lead.press(page, "date.event_yes")
    assert len(events) == 1
    hall.stage.refused.clear()  # Discord says that the first one is not there


async def test_a_date_that_passes_can_be_chosen_no_more_and_does_not_win(hall: Room) -> None:
    await opened(hall, "demain 9h ; mardi 14h", minutes="7 jours")
    for name in ("Awa", "Ben"):
        await answer(hall, hall.person(name), d1=YES, d2=IF_NEED_BE)
    await hall.stage.later(timedelta(hours=40).total_seconds())
    assert fr.n("vote.passed", 1) in text_of(hall.card)
    ballot = await hall.person("Chloé").press(hall.card, "ballot.open")
    assert "<t:1767340800:F>" not in ballot.text
    await close(hall)
    shown = text_of(hall.card)
    assert "🏆" in shown
    told = fr("dates.told.if_need_be", n=2)
    assert fr.n("result.won.date", 2, date="<t:1767704400:F>", total=2, told=told) in shown


async def test_a_pause_does_not_keep_a_date_from_passing(hall: Room) -> None:
    await opened(hall, "demain 9h ; mardi 14h", minutes="7 jours")
    await answer(hall, hall.person("Awa"), d1=YES, d2=NO)
    await hall.steer("lead.pause")
    await hall.stage.later(timedelta(hours=40).total_seconds())
    await hall.steer("lead.resume")
    assert fr.n("vote.passed", 1) in text_of(hall.card)


async def test_once_the_last_date_has_passed_the_vote_closes_and_says_so(hall: Room) -> None:
    await opened(hall, "demain 9h", minutes="7 jours")
    await answer(hall, hall.person("Awa"), d1=YES)
    await hall.stage.later(timedelta(hours=40).total_seconds())
    shown = text_of(hall.card)
    assert fr("result.none.dates_passed") in shown
    assert ".ics" not in str(hall.card.attachments)


@pytest.mark.parametrize("number", [30])
async def test_many_dates_fit_ballot_and_card(hall: Room, number: int) -> None:
    dates = "\n".join(f"{day} mars {hour}h" for day in range(1, 16) for hour in (9, 14))
    await opened(hall, dates)
    ben = hall.person("Ben")
    ballot = await ben.press(hall.card, "ballot.open")
    form = await ben.press(ballot, label=fr("dates.ballot.grade_few"))
    ballot = await ben.fill(form, **{"2": ["1", "2", "25"], "1": ["3"], "0": ["4"]})
    receipt = await ben.press(ballot, "ballot.cast")
    assert fr.n("dates.ballot.unanswered", number - 5) in receipt.text
