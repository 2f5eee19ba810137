"""Leaving a proposal on which people have spoken: asked first, and nothing said is lost."""

from __future__ import annotations

import pytest

from tests.discord.acting import Room, buttons, fr, rows
from tests.discord.consent.test_round import CONSENT, at_objections, say


async def answered(hall: Room) -> None:
    """A round in which two people consent."""
    await at_objections(hall)
    for name in ("Awa", "Ben"):
        await say(hall.person(name), hall.card, CONSENT)


def kept(hall: Room) -> int:
    return len(rows(hall.path, "SELECT * FROM consent_answers"))


@pytest.mark.parametrize("way", ["next", "skip", "end"])
async def test_every_way_asks_and_says_what_becomes_of_the_answers(hall: Room, way: str) -> None:
    await answered(hall)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    asked = await hall.lead.press(hall.panel, f"lead.{way}")
    people = fr.n("consent.answered", 2)
    assert fr(f"consent.{way}_question", people=people, title="La halle") in asked.text
    assert fr("consent.fate.kept" if way == "skip" else "consent.fate.closed") in asked.text
    assert (hall.open_step()["kind"], hall.open_step()["outcome"]) == ("consent", None)
    if way == "next":
        assert buttons(asked) == [fr(f"button.{b}") for b in ("next_yes", "skip_yes", "stay")]


async def test_skipped_the_round_goes_on_where_it_was(hall: Room) -> None:
    await answered(hall)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.skip")
    assert kept(hall) == 2
    await hall.stage.later(10)
    (aside,) = (text for text in hall.texts if fr("card.skipped") in text)
    assert fr("consent.aside") in aside
    await hall.steer("lead.back")
    assert (hall.open_step()["kind"], hall.open_step()["outcome"]) == ("consent", None)
    await say(hall.person("Cléo"), hall.card, CONSENT)
    assert kept(hall) == 3


async def test_set_aside_it_ends_with_the_session_for_want_of_a_decision(hall: Room) -> None:
    await answered(hall)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.steer("lead.skip")
    asked = await hall.lead.press(hall.panel, "lead.end")
    assert fr("consent.fate.closed") in asked.text
    await hall.lead.press(asked, "lead.end_yes")
    await hall.stage.later(30)
    said = [text for text in hall.texts if fr("consent.left_undecided", version=1) in text]
    assert said, "the room reads that nothing was decided"


async def test_before_anyone_speaks_nothing_is_asked(hall: Room) -> None:
    await at_objections(hall)
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    await hall.lead.press(hall.panel, "lead.next")
    assert hall.open_step()["kind"] == "actions"
