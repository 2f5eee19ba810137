"""Old buttons and forged ones: a private sentence, and nothing changes."""

from __future__ import annotations

import sqlite3

import pytest

from bot.workshop.language import Language
from tests.discord.acting import Room, en, fr, ids_of, options, rows
from tests.discord.forging import choose_id, press_id, send_form

TABLES = (
    "sessions",
    "steps",
    "postits",
    "ballots",
    "ballot_drafts",
    "turnout",
    "vote_options",
    "electors",
    "voting_facilitators",
    "milestones",
    "milestone_links",
    "notes",
    "actions",
)


def contents(hall: Room) -> list[sqlite3.Row]:
    """Everything that a press could change."""
    return [row for table in TABLES for row in rows(hall.path, f"SELECT * FROM {table}")]


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "nothing",
        "postit.fly:1",
        "lead.next",
        "lead.next:1",
        "lead.next:1:0:0:0:0",
        "lead.next:one:0",
        "lead.next:1:",
        "lead.more:1:600:1:0",
        "postit.add:9223372036854775808",
        "postit.add:-99999999999999999999999999999999",
        "postit.add:" + "9" * 80,
        "ballot.open:1:0:0x1",
        "wall.read:1:'; DROP TABLE postits; --",
    ],
)
async def test_a_forged_button_leads_nowhere(hall: Room, custom_id: str) -> None:
    await hall.play("essai", "collect")
    ben = hall.person("Ben", Language.ENGLISH)
    before = contents(hall)
    for person, t in ((ben, en), (hall.lead, fr)):
        answer = await press_id(hall, person, hall.card, custom_id)
        assert (answer.text, answer.private) == (t("button.unknown"), True)
    assert contents(hall) == before


@pytest.mark.parametrize(
    ("custom_id", "key"),
    [
        ("session.where:77", "session.gone"),
        ("lead.next:77:0", "session.gone"),
        ("wall.read:77:0", "session.gone"),
        ("postit.mine:77:0", "session.gone"),
        ("postit.add:77", "session.gone"),
        ("postit.edit:77", "postit.gone"),
        ("postit.withdraw:77", "postit.gone"),
        ("ballot.open:1:0:", "ballot.closed"),  # step 1 collects
        ("ballot.clear:77:0:", "session.gone"),
        ("ballot.cast:77:0", "session.gone"),
        ("ballot.withdraw:1", "ballot.closed"),
        ("ballot.me:1", "ballot.closed"),
        ("ballot.open:1:0::1", "ballot.closed"),
        ("room.several:1:0", "ballot.closed"),
        ("room.list:77:0", "session.gone"),
        ("vote.close:1", "ballot.closed"),
        ("vote.close_yes:1", "ballot.closed"),
        ("vote.remind:1", "ballot.closed"),
        ("vote.present:1", "ballot.closed"),
        ("vote.settle:1:0", "vote.not_tied"),
        ("vote.runoff:1", "vote.not_tied"),
        ("note.add:77", "session.gone"),
        ("road.write:1:0", "step.not_open"),
        ("road.one:77", "milestone.gone"),
        ("road.list:77:0", "session.gone"),
        ("road.before:77:0", "milestone.gone"),
        ("road.wall:77:0", "milestone.gone"),
        ("road.remove:77", "milestone.gone"),
        ("action.begin:77:0", "session.gone"),
        ("action.list:77", "session.gone"),
    ],
)
async def test_a_button_of_something_that_is_not_there_says_so(
    hall: Room, custom_id: str, key: str
) -> None:
    await hall.play("essai", "collect")
    before = contents(hall)
    answer = await press_id(hall, hall.lead, hall.card, custom_id)
    assert (answer.text, answer.private) == (fr(key), True)
    assert contents(hall) == before


@pytest.mark.parametrize(
    ("custom_id", "values"),
    [
        ("postit.pick:1", ["a"]),
        ("postit.pick:1", []),
        ("postit.pick:1", ["9" * 90]),
        ("action.drop:1", ["-" + "9" * 30]),
        ("road.choose:1", ["x"]),
        ("ballot.put:4:0::5", ["9" * 30]),
        ("ballot.lane:4", ["x"]),
    ],
)
async def test_a_forged_choice_is_refused(hall: Room, custom_id: str, values: list[str]) -> None:
    await hall.play("essai", "vote")
    before = contents(hall)
    answer = await choose_id(hall, hall.lead, hall.card, custom_id, *values)
    assert (answer.text, answer.private) == (fr("button.unknown"), True)
    assert contents(hall) == before


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "postit.empty"),
        ({"ideas": "x", "dimension": ["La lune"]}, "place.unknown_dimension"),
        ({"ideas": "x", "year": ["1066"]}, "place.unknown_year"),
        ({"ideas": "x", "year": "9" * 5000}, "place.unknown_year"),
        ({"ideas": "x", "year": "٢٠٢٦"}, "place.unknown_year"),
        ({"ideas": "x", "year": "-2026"}, "place.unknown_year"),
    ],
)
async def test_a_forged_form_is_refused(
    hall: Room, fields: dict[str, str | list[str]], key: str
) -> None:
    await hall.play("atelier", "collect", scenario="adere-2032.fr")
    answer = await send_form(hall, hall.lead, "postit.form:2", fields)
    assert answer.private
    assert answer.text.startswith(fr(key, origin=2022, horizon=2032))
    assert "x" in answer.text or not fields, "what was written comes back"
    assert hall.postits() == []


async def test_the_buttons_of_an_old_card_refuse_politely(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    old = hall.card
    (add,) = ids_of(old, "postit.add")
    form = await awa.press(old, custom_id=add)
    await hall.steer("lead.next")
    answer = await press_id(hall, awa, old, add)
    assert (answer.text, answer.private) == (fr("step.not_open"), True)
    await hall.stage.later(121)  # two minutes are left to what was being written
    late = await awa.fill(form, ideas="envoyé trop tard")
    assert late.private
    assert late.text.startswith(fr("step.not_open"))
    assert "envoyé trop tard" in late.text, "what was written comes back"
    assert hall.postits() == []


async def test_the_ballot_of_a_closed_vote_can_no_longer_change(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    await hall.write(awa, "une idée", "une autre")
    await hall.go("vote")
    ballot = await awa.press(hall.card, "ballot.open")
    (number, other) = options(ballot, "ballot.put")
    ballot = await awa.choose(ballot, "ballot.put", number)
    (put,), (clear,) = ids_of(ballot, "ballot.put"), ids_of(ballot, "ballot.clear")
    await awa.press(ballot, "ballot.cast")
    await hall.steer("lead.next")
    before = contents(hall)
    for answer in (
        await choose_id(hall, awa, ballot, put, other),
        await press_id(hall, awa, ballot, clear),
    ):
        assert (answer.text, answer.private) == (fr("ballot.closed"), True)
    assert contents(hall) == before
    assert rows(hall.path, "SELECT * FROM ballots") == [], "a ballot alone is erased at the count"


async def test_a_reopened_vote_that_was_counted_stays_closed(hall: Room) -> None:
    await hall.play("essai", "collect")
    await hall.write(hall.lead, "une idée", "une autre")
    await hall.go("vote")
    (opened,) = ids_of(hall.card, "ballot.open")
    await hall.steer("lead.next")
    await hall.steer("lead.back")
    assert fr("vote.counted") in hall.texts[-1]
    answer = await press_id(hall, hall.lead, hall.card, opened)
    assert (answer.text, answer.private) == (fr("ballot.closed"), True)


async def test_nobody_changes_the_post_it_of_someone_else(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa, ben = hall.person("Awa"), hall.person("Ben", Language.ENGLISH)
    await hall.write(awa, "le sien")
    mine = await awa.press(hall.card, "postit.mine")
    (postit,) = options(mine, "postit.pick")
    before = contents(hall)
    for custom_id in (f"postit.edit:{postit}", f"postit.withdraw:{postit}"):
        answer = await press_id(hall, ben, hall.card, custom_id)
        assert (answer.text, answer.private) == (en("postit.not_yours"), True)
    answer = await choose_id(hall, ben, hall.card, "postit.pick:1", postit)
    assert (answer.text, answer.private) == (en("postit.not_yours"), True)
    answer = await send_form(hall, ben, f"postit.edited:{postit}", {"idea": "volé"})
    assert answer.private
    assert answer.text.startswith(en("postit.not_yours"))
    assert contents(hall) == before


async def test_a_post_it_of_a_session_that_is_over_stays_as_it_is(hall: Room) -> None:
    await hall.play("essai", "collect")
    awa = hall.person("Awa")
    await hall.write(awa, "gravé")
    mine = await awa.press(hall.card, "postit.mine")
    (postit,) = options(mine, "postit.pick")
    await hall.end()
    before = contents(hall)
    for custom_id in (f"postit.edit:{postit}", f"postit.withdraw:{postit}", "postit.mine:1:0"):
        answer = await press_id(hall, awa, mine, custom_id)
        assert (answer.text, answer.private) == (fr("session.ended"), True)
    assert contents(hall) == before
