"""The dates of an open search are added, corrected and taken out: an answer never stands for an
hour that it was not given for."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.rehearsal.live.forms import fields_of
from bot.rehearsal.stage import Answer, Person, text_of
from tests.discord.acting import Room, buttons, fr, rows
from tests.discord.vote.test_dates import IF_NEED_BE, NO, YES, answer, opened
from tests.discord.vote.test_electors import close
from tests.discord.vote.test_mending import done, mending, option, written
from tests.discord.vote.test_mending_projects import exported
from tests.discord.vote.test_reminders import letters
from tests.discord.vote.test_results import files

TUESDAY, THURSDAY = "<t:1767704400:F> – <t:1767711600:t>", "<t:1767893400:F>"
WEDNESDAY = "<t:1767794400:F>"  # 15:00 in Paris


async def answered(hall: Room) -> list[Person]:
    """A search between three dates, and the three people who have answered."""
    await opened(hall)
    people = [hall.person(name) for name in ("Awa", "Ben", "Chloé")]
    await answer(hall, people[0], d1=YES, d2=NO, d3=NO)
    await answer(hall, people[1], d1=YES, d2=IF_NEED_BE, d3=NO)
    await answer(hall, people[2], d1=NO, d2=YES, d3=NO)
    return people


async def corrected(hall: Room, number: int, words: str) -> Answer:
    """The preview of a date that is corrected."""
    return await written(hall, "corrected.date", words, await option(hall, number))


async def test_a_date_is_added_in_its_place_and_nobody_is_said_to_come(hall: Room) -> None:
    awa, *_ = await answered(hall)
    shown = await written(hall, "added.date", "mercredi 15h")
    read = fr("mend.did.added.date", after="mer. 7 janv. 2026, 15:00 (Paris)")
    assert read in shown.text, "a wrong reading is seen where it was written"
    assert fr("vote.date_here", date=WEDNESDAY) in shown.text
    assert fr("mend.added.date") in shown.text
    await done(hall, shown)
    said = fr("mend.did.added.date", after=WEDNESDAY)
    assert said in text_of(hall.card), "each reads it in their own time"
    assert any(said in letter for letter in letters(awa))
    ballot = await awa.press(hall.card, "ballot.open")
    assert fr("mend.since", what=said) in ballot.text
    assert fr.n("dates.ballot.to_grade", 1) in ballot.text
    assert ballot.text.index(TUESDAY) < ballot.text.index(THURSDAY)
    form = await awa.press(ballot, "ballot.form")
    ballot = await awa.fill(form, **{"4": YES})
    await awa.press(ballot, "ballot.cast")
    await close(hall)
    vote = await exported(hall)
    assert vote["options"] == ["1", "4", "2", "3"]
    assert vote["result"]["answers"]["4"] == {"yes": 1, "if_need_be": 0, "no": 0, "unanswered": 2}


async def test_a_date_that_becomes_another_takes_no_answer_with_it(hall: Room) -> None:
    _, ben, _ = await answered(hall)
    page = await option(hall, 1)
    form = await hall.lead.press(page, label=fr("mend.button.corrected.date"))
    (field,) = fields_of(form)
    assert field["value"] == "6 janvier 2026 14:00-16:00"
    shown = await hall.lead.fill(form, words="mercredi 15h")
    assert fr("mend.ballots.date_other") in shown.text
    assert fr("mend.answers_gone") in shown.text
    await done(hall, shown)
    said = fr("mend.did.corrected.date", before=TUESDAY, after=WEDNESDAY)
    assert any(said in text for text in hall.texts)
    ballot = await ben.press(hall.card, "ballot.open")
    assert fr("mend.since", what=said) in ballot.text
    assert fr("mend.ballots.date_other") in ballot.text
    assert fr.n("dates.ballot.to_grade", 1) in ballot.text
    assert fr("mend.keep") in buttons(ballot)
    await close(hall)
    vote = await exported(hall)
    assert vote["result"]["winners"] == ["2"], "nobody has answered for the new hour"
    assert vote["mended"][0]["before"] == "2026-01-06T13:00:00+00:00/2026-01-06T15:00:00+00:00"
    assert vote["mended"][0]["after"] == "2026-01-07T14:00:00+00:00"
    (report,) = await files(hall, ".md")
    assert "mer. 7 janv. 2026, 15:00 (Paris)" in report.decode().replace("\u202f", " ")


async def test_a_date_that_gets_shorter_keeps_its_answers_and_makes_the_event(hall: Room) -> None:
    await answered(hall)
    shown = await corrected(hall, 1, "mardi 14h30-15h30")
    assert fr("mend.ballots.date_within") in shown.text
    await done(hall, shown)
    await close(hall)
    assert (await exported(hall))["result"]["winners"] == ["1"]
    (file,) = [one for one in hall.card.attachments if one.filename.endswith(".ics")]
    (event,) = Calendar.from_ical(await file.read()).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 1, 6, 13, 30, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 1, 6, 14, 30, tzinfo=UTC)
    await hall.lead.press(await hall.lead.press(hall.card, "date.event"), "date.event_yes")
    (made,) = hall.stage.env.backend.guilds[hall.server.id].scheduled_events.values()
    assert datetime.fromisoformat(str(made.scheduled_start_time)) == datetime(
        2026, 1, 6, 13, 30, tzinfo=UTC
    )


async def test_a_date_taken_out_is_gone_and_may_be_added_again(hall: Room) -> None:
    awa, *_ = await answered(hall)
    shown = await hall.lead.press(await option(hall, 1), "vote.mend_take")
    assert fr("mend.ballots.taken_out.date") in shown.text
    await done(hall, shown)
    await done(hall, await written(hall, "added.date", "mardi 14h-16h"))
    ballot = await awa.press(hall.card, "ballot.open")
    assert "`4`" in ballot.text
    assert fr.n("dates.ballot.to_grade", 1) in ballot.text
    await close(hall)
    vote = await exported(hall)
    assert vote["options"] == ["4", "2", "3"]
    assert vote["result"]["winners"] == ["2"]


async def test_a_date_that_was_added_goes_by_as_any_other(hall: Room) -> None:
    await opened(hall, "jeudi 18h30 ; mardi 9h", minutes="7 jours")
    await answer(hall, hall.person("Awa"), d1=YES, d2=NO)
    shown = await written(hall, "added.date", "demain 9h")
    assert fr("mend.date_goes_by") in shown.text
    await done(hall, shown)
    await hall.stage.later(timedelta(hours=40).total_seconds())
    assert fr.n("vote.passed", 1) in text_of(hall.card)


@pytest.mark.parametrize(
    ("label", "words", "refused"),
    [
        ("added.date", "bientôt", ("dates.unread", {"written": "bientôt"})),
        ("added.date", "hier", ("dates.past", {"written": "hier"})),
        ("added.date", "mardi 14h", ("mend.twin_date", {"number": 1})),
        ("added.date", "mercredi 9h ; vendredi 9h", ("mend.one_date", {})),
    ],
)
async def test_a_date_that_cannot_be_is_refused_and_given_back(
    hall: Room, label: str, words: str, refused: tuple[str, dict[str, Any]]
) -> None:
    await answered(hall)
    told = await written(hall, label, words)
    key, params = refused
    assert fr(key, **params) in told.text
    form = await hall.lead.press(await mending(hall), label=fr(f"mend.button.{label}"))
    assert fields_of(form)[0]["value"] == words
    assert rows(hall.path, "SELECT * FROM vote_mendings") == []


async def test_a_date_corrected_to_one_that_is_there_is_refused(hall: Room) -> None:
    await answered(hall)
    assert fr("mend.twin_date", number=2) in (await corrected(hall, 1, "jeudi 18h30")).text
    assert json.loads(rows(hall.path, "SELECT plan FROM steps")[0]["plan"])["dates"]


async def test_nobody_casts_on_an_hour_that_they_have_not_read(hall: Room) -> None:
    await opened(hall)
    awa, ben = hall.person("Awa"), hall.person("Ben")
    form = await awa.press(await awa.press(hall.card, "ballot.open"), "ballot.form")
    ballot = await ben.press(hall.card, "ballot.open")
    shown = await ben.fill(await ben.press(ballot, "ballot.form"), **{"1": YES, "2": NO, "3": NO})
    await done(hall, await corrected(hall, 1, "mardi 15h-17h"))
    late = await awa.fill(form, **{"1": YES, "2": NO, "3": NO})
    assert fr("ballot.changed_elsewhere") in late.text
    late = await ben.press(shown, "ballot.cast")
    assert fr("ballot.changed") in late.text
    assert "<t:1767708000:F>" in late.text, "the new hour is shown"
    assert rows(hall.path, "SELECT * FROM cast_ballots") == []
