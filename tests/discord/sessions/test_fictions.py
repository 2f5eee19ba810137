"""A recipe that tells a story, asked for without one: the scenarios are offered."""

from __future__ import annotations

import pytest

from tests.discord.acting import Room, fr, ids_of, options, rows
from tests.discord.forging import choose_id


async def test_the_scenarios_are_offered_and_what_was_asked_for_is_kept(hall: Room) -> None:
    asked = await hall.open("atelier", title="Nos dix ans", language="en", signing="masked")
    assert asked.private
    assert fr("session.which_scenario", recipe="Atelier") in asked.text
    assert rows(hall.path, "SELECT * FROM sessions") == []
    offered = options(asked, "session.story")
    (adere,) = [value for value in offered if value.startswith("adere-2032.fr")]
    hall.panel = await hall.lead.choose(asked, "session.story", adere)
    assert fr("check.signing.masked") in hall.panel.text
    (session,) = rows(hall.path, "SELECT * FROM sessions")
    assert (session["title"], session["language"], session["signing"]) == (
        "Nos dix ans",
        "en",
        "masked",
    )
    assert "2032" in session["scenario"]
    await hall.steer("lead.start")


async def test_a_title_too_long_to_travel_is_asked_for_with_its_scenario(hall: Room) -> None:
    answer = await hall.open("atelier", title="x" * 100)
    assert answer.text == fr("session.needs_scenario", recipe="Atelier")


@pytest.mark.parametrize(
    ("forged", "value", "key"),
    [
        ("session.story:99:0", "adere-2032.fr", "button.unknown"),
        ("session.story:0:7", "adere-2032.fr", "button.unknown"),
        ("session.story:0:-1", "adere-2032.fr", "button.unknown"),
        ("", "la-lune", "session.unknown_scenario"),
    ],
)
async def test_a_forged_choice_opens_nothing(hall: Room, forged: str, value: str, key: str) -> None:
    asked = await hall.open("atelier")
    (menu,) = ids_of(asked, "session.story")
    answer = await choose_id(hall, hall.lead, asked, forged or menu, value)
    assert (answer.text, answer.private) == (fr(key), True)
    assert rows(hall.path, "SELECT * FROM sessions") == []
