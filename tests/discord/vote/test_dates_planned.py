"""The date that a vote found is planned as a session: one press, a form, and a way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rehearsal.stage import Answer
from bot.services.vote.found import FoundDate
from bot.workshop.before.moment import read_moment
from bot.workshop.language import Language
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.dates.slot import Slot
from cogs.vote.meeting import moment_of
from tests.discord.acting import Room, fr, rows
from tests.discord.vote.test_dates import NO, YES, answer, opened
from tests.discord.vote.test_electors import close


async def found(hall: Room, dates: str = "mardi 14h-16h\njeudi 18h30") -> None:
    await opened(hall, dates)
    await answer(hall, hall.person("Awa"), d1=YES, d2=NO)
    await close(hall)


async def planned(hall: Room, form: Answer, **given: str) -> Answer:
    return await hall.lead.amend(form, recipe=["meteo"], **given)


async def test_one_press_plans_the_meeting_that_was_found(hall: Room) -> None:
    events = hall.stage.env.backend.guilds[hall.server.id].scheduled_events
    await found(hall)
    form = await hall.lead.press(hall.card, "date.plan")
    told = await planned(hall, form)
    (row,) = rows(hall.path, "SELECT title, channel_id FROM planned_sessions")
    assert (row["title"], row["channel_id"]) == ("Quand ?", hall.channel.id)
    assert "<t:1767704400:" in told.text
    assert fr("dates.plan.undo") in told.text
    (event,) = events.values()
    # The event of the session is that of the date: no second one is made.
    page = await hall.lead.press(hall.card, "date.event")
    await hall.lead.press(page, "date.event_yes")
    assert list(events.values()) == [event]
    page = await hall.lead.press(told, "planned.ask")
    gone = await hall.lead.press(page, "planned.cancel")
    assert fr("planned.cancelled", title="Quand ?") in gone.text
    assert rows(hall.path, "SELECT id FROM planned_sessions") == []
    assert not events


async def test_a_second_press_plans_no_second_meeting(hall: Room) -> None:
    await found(hall)
    form, again = [await hall.lead.press(hall.card, "date.plan") for _ in range(2)]
    await planned(hall, form, title="La *suite*")
    said = fr("dates.plan.already", title="La \\*suite\\*")
    assert said in (await planned(hall, again)).text
    assert said in (await hall.lead.press(hall.card, "date.plan")).text
    assert len(rows(hall.path, "SELECT id FROM planned_sessions")) == 1


async def test_an_event_that_was_made_before_is_not_made_twice(hall: Room) -> None:
    events = hall.stage.env.backend.guilds[hall.server.id].scheduled_events
    await found(hall)
    page = await hall.lead.press(hall.card, "date.event")
    await hall.lead.press(page, "date.event_yes")
    told = await planned(hall, await hall.lead.press(hall.card, "date.plan"))
    assert fr("dates.plan.event_before") in told.text
    assert len(events) == 1


async def test_a_whole_day_asks_for_its_hour_and_what_is_wrong_is_given_back(hall: Room) -> None:
    await found(hall, "15 décembre\n16 décembre")
    form = await hall.lead.press(hall.card, "date.plan")
    told = await planned(hall, form, when="un de ces jours", title="La suite")
    assert rows(hall.path, "SELECT id FROM planned_sessions") == []
    assert "un de ces jours" in told.text, "it is given back"
    assert "La suite" in told.text
    form = await hall.lead.press(hall.card, "date.plan")
    await planned(hall, form, when="15/12/2026 18:30", title="La suite")
    (row,) = rows(hall.path, "SELECT title FROM planned_sessions")
    assert row["title"] == "La suite"


async def test_only_those_who_lead_plan_it(hall: Room) -> None:
    await found(hall)
    ben = await hall.person("Ben").press(hall.card, "date.plan")
    assert ben.text == fr("dates.event.not_yours")


@pytest.mark.parametrize("language", Language)
@given(st.integers(0, 355 * 24 * 60))
def test_what_the_form_holds_is_read_as_the_date_that_was_found(
    language: Language, minutes: int
) -> None:
    starts = datetime(2026, 1, 6, tzinfo=UTC) + timedelta(minutes=minutes)
    session = cast(Session, SimpleNamespace(language=language))
    step, slot = cast(StepRun, None), Slot(starts=starts)
    held = FoundDate(session, step, slot, "Europe/Paris", "", None, False, "Europe/Paris")
    read = read_moment(moment_of(held), datetime(2026, 1, 5, tzinfo=UTC), held.here, language)
    # In the hour that the clocks go through twice, the wall clock says one of two.
    assert abs(read - starts) in (timedelta(0), timedelta(hours=1))
    if not (starts.month == 10 and starts.day == 25):
        assert read == starts
