"""A place on a line: one touch, a private receipt, moves drawn on the card, told at the end."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.rehearsal.stage import Answer, Person, text_of
from tests.discord.acting import Room, buttons, fr, ids_of, rows
from tests.discord.forging import Pressing, burst, press_id

NAMES = ("Awa", "Ben", "Chloé", "Dina", "Éloi")


async def opened(hall: Room, recipe: str = "debat", **options: str) -> list[Person]:
    """A session at its line, and the people who stand on it."""
    people = [hall.person(name) for name in NAMES]
    await hall.play(recipe, "position", **options)
    return people


async def stand(hall: Room, person: Person, place: int) -> Answer:
    """Press the button of the card, then that of a place."""
    page = await person.press(hall.card, "position.open")
    (chosen,) = [one for one in ids_of(page, "position.stand") if one.endswith(f":{place}")]
    return await person.press(page, custom_id=chosen)


async def all_stand(hall: Room, people: list[Person], *places: int) -> None:
    for person, place in zip(people, places, strict=False):
        await stand(hall, person, place)
    await hall.stage.later(6)


async def say(person: Person, page: Answer, text: str) -> Answer:
    """Say what moved one, from the receipt."""
    return await person.fill(await person.press(page, "position.say"), remark=text)


async def close(hall: Room) -> Answer:
    """Have whoever leads close the line; return their panel."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    hall.panel = await hall.lead.press(
        await hall.lead.press(panel, "position.close"), "position.close_yes"
    )
    await hall.stage.later(6)
    return hall.panel


def told(hall: Room) -> list[str]:
    """The messages that tell how a line moved."""
    kickers = [f"-# 🧍 {fr(key)}" for key in ("position.kicker", "position.kicker_few")]
    return [text for text in hall.texts if any(one in text for one in kickers)]


async def posted(hall: Room, ending: str = ".json") -> str:
    """A file of the session, once it has ended."""
    if hall.stage.card(hall.channel) and rows(hall.path, "SELECT 1 FROM steps WHERE state='open'"):
        await hall.end()
        await hall.stage.later(30)
    for message in reversed(hall.stage.messages(hall.channel)):
        for file in message.attachments:
            if file.filename.endswith(ending):
                return (await file.read()).decode()
    raise AssertionError(f"no {ending} was posted")


async def data(hall: Room) -> dict[str, Any]:
    """What the export says of the one line."""
    (held,) = json.loads(await posted(hall))["positions"]
    return dict(held)


async def test_a_place_is_two_touches_and_its_receipt_says_where_one_stands(hall: Room) -> None:
    awa, *_ = await opened(hall)
    assert fr("position.seen_live") in text_of(hall.card), "said before anyone takes a place"
    page = await awa.press(hall.card, "position.open")
    assert page.private
    assert len(ids_of(page, "position.stand")) == 11
    assert fr("position.seen_live") in page.text
    receipt = await stand(hall, awa, 7)
    assert fr("position.receipt", place="7") in receipt.text
    assert fr("position.receipt_settling") in receipt.text
    assert "✓ 7" in buttons(receipt)
    assert not ids_of(receipt, "position.say"), "only who moved is asked what moved them"
    await hall.stage.later(130)
    moved = await stand(hall, awa, 10)
    where = f"10 · {fr('position.line.high')}"
    assert fr("position.receipt", place=where) in moved.text
    assert fr.n("position.receipt_moved", 1, began="7") in moved.text
    assert fr("position.remark_asked.unnamed") in moved.text
    left = await awa.press(moved, "position.leave")
    assert fr("position.left") in left.text
    again = await press_id(hall, awa, hall.card, "position.leave:1")
    assert fr("position.nowhere") in again.text


async def test_the_card_tells_the_spread_from_three_on_and_draws_it(hall: Room) -> None:
    people = await opened(hall)
    await all_stand(hall, people[:2], 0, 10)
    assert fr.n("position.people", 2) in text_of(hall.card)
    assert fr("position.places", listed="").split("{")[0].split(":")[0] not in text_of(hall.card)
    await all_stand(hall, people[2:3], 7)
    card = text_of(hall.card)
    assert fr("position.places", listed="1 en 0, 1 en 7 et 1 en 10") in card
    assert fr("position.no_vote") in card
    await hall.stage.later(40)
    (drawn,) = hall.card.attachments or shown(hall)
    assert drawn is not None
    panel = await hall.lead.press(hall.card, "lead.panel")
    assert "**1** vers « " in panel.text.replace("\u00a0", " "), "how many stand on each side"
    await people[0].press(await people[0].press(hall.card, "position.open"), "position.leave")
    await hall.stage.later(40)
    assert "1 en 7" not in text_of(hall.card), "of two, nothing is told any more"
    assert not shown(hall)


def shown(hall: Room) -> list[str]:
    """The pictures that the card shows."""
    return [
        item.media.url
        for frame in hall.card.components
        for part in getattr(frame, "children", ())
        for item in getattr(part, "items", ())
    ]


async def test_moves_are_told_at_the_end_without_names(hall: Room) -> None:
    people = await opened(hall)
    await all_stand(hall, people, 2, 2, 5, 8, 9)
    await hall.stage.later(130)
    page = await stand(hall, people[0], 8)
    await say(people[0], page, "un exemple de terrain")
    await stand(hall, people[1], 1)
    await stand(hall, people[2], 6)
    await stand(hall, people[2], 5)
    panel = await close(hall)
    assert fr("position.closed_now") in panel.text
    (message,) = told(hall)
    ways = [
        fr.n("position.went.to", 1, word=fr("position.line.high")),
        fr.n("position.went.to", 1, word=fr("position.line.low")),
        fr.n("position.went.back", 1),
    ]
    moved = fr.n("position.moved", 3, ways=fr.listed(ways))
    assert f"{moved} {fr.n('position.crossed', 1)}" in message
    assert "- un exemple de terrain" in message
    assert not any(name in message for name in NAMES)
    assert fr("position.no_vote") in message
    name = fr("picture.file.movement")
    (letter,) = [
        message
        for message in hall.stage.messages(hall.channel)
        if any(file.filename.startswith(name) for file in message.attachments)
    ]
    assert letter.attachments[0].filename.endswith(".png")
    assert letter.attachments[0].description
    assert not ids_of(hall.card, "position.open")
    late = await press_id(hall, people[3], hall.card, "position.stand:1:5")
    assert late.text == fr("position.closed")
    held = await data(hall)
    assert held["start"]["2"] == 2
    assert held["end"]["8"] == 2
    assert held["movement"] == {
        "moved": 3,
        "up": 1,
        "down": 1,
        "back": 1,
        "crossed": 1,
        "moves": 4,
    }
    assert held["people"] == [
        {"name": None, "began": None, "place": None, "moved_by": "un exemple de terrain"}
    ]
    report = await posted(hall, ".md")
    assert moved in report
    assert "un exemple de terrain" in report
    assert moved in hall.texts[-1], "and in the summary"


async def test_with_few_on_the_line_nothing_is_told_and_it_is_said_before(hall: Room) -> None:
    people = await opened(hall)
    await all_stand(hall, people[:2], 1, 9)
    panel = await hall.lead.press(hall.card, "lead.panel")
    question = await hall.lead.press(panel, "position.close")
    assert fr("position.fate.erased") in question.text
    await hall.lead.press(question, "position.close_yes")
    await hall.stage.later(6)
    (message,) = told(hall)
    assert fr("position.untold") in message
    held = await data(hall)
    assert (held["start"], held["end"], held["withheld"]) == (None, None, "too_few")


async def test_who_leaves_before_the_answer_has_it_asked_again(hall: Room) -> None:
    people = await opened(hall)
    await all_stand(hall, people[:3], 1, 9, 9)
    panel = await hall.lead.press(hall.card, "lead.panel")
    question = await hall.lead.press(panel, "position.close")
    assert fr("position.fate.told") in question.text
    await people[0].press(await people[0].press(hall.card, "position.open"), "position.leave")
    question = await hall.lead.press(question, "position.close_yes")
    assert fr("position.fate.erased") in question.text
    assert told(hall) == []


@pytest.mark.parametrize("verb", ["lead.next", "lead.end"])
async def test_whoever_moves_on_reads_first_what_becomes_of_the_line(hall: Room, verb: str) -> None:
    people = await opened(hall)
    await all_stand(hall, people, 3, 3, 3, 3, 3)
    panel = await hall.lead.press(hall.card, "lead.panel")
    question = await hall.lead.press(panel, verb)
    assert fr("position.fate.told") in question.text
    yes = fr("button.next_yes" if verb == "lead.next" else "button.end_yes")
    await hall.lead.press(question, label=yes)
    await hall.stage.later(30)
    (message,) = told(hall)
    assert fr("position.nobody_moved") in message


async def test_once_the_time_is_up_people_still_move(hall: Room) -> None:
    people = await opened(hall)
    await all_stand(hall, people, 3, 3, 3, 3, 3)
    await hall.stage.later(20 * 60)
    assert fr("position.time_up") in text_of(hall.card)
    await stand(hall, people[0], 9)
    await hall.stage.later(6)
    assert "1 en 9" in text_of(hall.card)
    assert told(hall) == []


async def test_a_restart_takes_nothing_from_the_line(hall: Room) -> None:
    people = await opened(hall)
    await all_stand(hall, people, 2, 2, 2, 8, 8)
    await hall.stage.later(130)
    page = await stand(hall, people[0], 3)
    form = await people[0].press(page, "position.say")
    await hall.stage.restart()
    await people[0].fill(form, remark="le prix")
    page = await stand(hall, people[1], 9)
    assert fr("position.receipt", place="9") in page.text
    async with hall.stage.stopped():
        pass
    await hall.stage.later(400)
    await close(hall)
    (message,) = told(hall)
    assert "- le prix" in message
    held = await data(hall)
    assert held["movement"]["moved"] == 2
    assert [one["second"] for one in held["moments"]] == [300]


async def test_a_form_sent_after_the_step_was_left_is_kept(hall: Room) -> None:
    people = await opened(hall)
    await all_stand(hall, people, 2, 2, 2, 8, 8)
    await hall.stage.later(130)
    form = await people[0].press(await stand(hall, people[0], 3), "position.say")
    await hall.steer("lead.skip")
    await hall.stage.later(6)
    kept = await people[0].fill(form, remark="le prix")
    assert "le prix" in kept.text
    assert fr("late.kept") in kept.text
    assert fr("position.aside") in "\n".join(hall.texts)
    await hall.end()
    await hall.stage.later(30)
    assert "- le prix" in told(hall)[0]


async def test_two_hundred_people_move_in_the_same_instant(hall: Room) -> None:
    people = [hall.person(f"Personne {n}") for n in range(200)]
    await hall.play("debat", "position")
    step = int(hall.open_step()["id"])
    for shift in (0, 5):
        presses = [
            Pressing(person, hall.card, f"position.stand:{step}:{(n + shift) % 11}")
            for n, person in enumerate(people)
        ]
        answers = await burst(hall, presses)
        for n, answer in enumerate(answers):
            assert answer.private
            assert f"**{(n + shift) % 11}" in answer.text
        await hall.stage.later(130)
    await close(hall)
    held = await data(hall)
    assert held["on_the_line"] == sum(held["end"].values()) == sum(held["start"].values()) == 200
    assert held["movement"]["moved"] == held["movement"]["moves"] == 200
