"""“I'm ready” as people live it: a button of the card, a row of the panel, a private reminder."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import Answer, Person, found, text_of
from bot.workshop.language import Language
from bot.workshop.sessions.readiness import GRACE
from bot.workshop.step import Ready
from tests.discord.acting import Room, fr, rows
from tests.discord.forging import Pressing, burst, press_id, send_form
from tests.discord.in_room.test_number import opened, said
from tests.discord.vote.test_reminders import letters

A_MOMENT = GRACE.total_seconds()


async def asked(hall: Room, *names: str, how: int = 1, **options: str) -> list[Person]:
    """A first step in which people wrote, and are asked whether they are ready."""
    people = [hall.person(name) for name in names]
    await hall.play("essai", "collect", **options)
    for person in people:
        await hall.write(person, f"une idée de {person.name}")
    await ask(hall, how)
    return people


async def ask(hall: Room, how: int) -> Answer:
    """Have the leader ask, from their panel: 0 no longer, 1, 2 and go on."""
    for each in range(1, how + 1) if how else (0,):
        hall.panel = await hall.lead.press(hall.panel, "lead.panel")
        (wanted,) = [
            str(one["custom_id"])
            for one in found(hall.panel, "ready.ask")
            if str(one["custom_id"]).endswith(f":{each}")
        ]
        hall.panel = await hall.lead.press(hall.panel, custom_id=wanted)
    await hall.stage.later(10)
    return hall.panel


async def panel(hall: Room) -> str:
    hall.panel = await hall.lead.press(hall.panel, "lead.panel")
    return hall.panel.text


def card(hall: Room) -> str:
    return text_of(hall.card)


async def kind(hall: Room) -> str:
    step = await hall.stage.step(hall.channel)
    assert step is not None
    return step.plan.kind


async def test_people_are_asked_only_where_the_step_says_so(hall: Room) -> None:
    await hall.play("essai", "collect")
    assert not found(hall.card, "ready.press")
    told = await ask(hall, 1)
    assert fr("ready.told.ask") in told.text
    assert found(hall.card, "ready.press")
    told = await ask(hall, 0)
    assert fr("ready.told.no") in told.text
    assert not found(hall.card, "ready.press")
    late = await press_id(hall, hall.person("Awa"), hall.card, "ready.press:1")
    assert fr("ready.not_asked") in late.text


async def test_twelve_say_so_on_their_phones_and_one_takes_it_back(hall: Room) -> None:
    people = await asked(hall, *(f"P{rank}" for rank in range(12)))
    for person in people[:8]:
        told = await person.press(hall.card, "ready.press")
        assert (told.text, told.private) == (fr("ready.you_are"), True)
    await hall.stage.later(10)
    assert fr.n("ready.count", 8) in card(hall)
    told = await people[3].press(hall.card, "ready.press")
    assert told.text == fr("ready.you_are_not")
    await hall.stage.later(10)
    assert fr.n("ready.count", 7) in card(hall)
    assert fr.n("ready.of", 12, ready=7) in await panel(hall)
    assert not any(person.name in card(hall) for person in people)
    await hall.stage.restart()
    for person in (*people[8:], people[3]):
        await person.press(hall.card, "ready.press")
    await hall.stage.later(60)
    assert fr("ready.everyone") in card(hall)
    assert await kind(hall) == "collect", "those who lead go on"


async def test_only_those_who_are_missing_are_reminded_in_private(hall: Room) -> None:
    awa, ben, cleo = await asked(hall, "Awa", "Ben", "Cléo")
    zoe = hall.person("Zoé")
    await awa.press(hall.card, "ready.press")
    await panel(hall)
    before = hall.texts
    hall.panel = await hall.lead.press(hall.panel, "ready.remind")
    assert fr.n("ready.reminded", 2) in hall.panel.text
    assert "Ben" not in hall.panel.text
    await hall.stage.later(30)
    for person in (ben, cleo):
        (letter,) = letters(person)
        assert f"/{hall.channel.id}/{hall.card.id})" in letter, "the way to the card"
    assert [letters(person) for person in (awa, zoe, hall.lead)] == [[], [], []]
    assert hall.texts == before
    for person in (ben, cleo):
        await person.press(hall.card, "ready.press")
    assert not found(await hall.lead.press(hall.panel, "lead.panel"), "ready.remind")


async def test_who_is_ready_before_the_letter_leaves_is_left_alone(hall: Room) -> None:
    awa, ben = await asked(hall, "Awa", "Ben")
    hall.stage.env.inject_error("POST", "/users/@me/channels", status=500, times=1)
    await panel(hall)
    await hall.lead.press(hall.panel, "ready.remind")
    await awa.press(hall.card, "ready.press")
    await hall.stage.later(60)
    assert (len(letters(awa)), len(letters(ben))) == (0, 1)
    hall.stage.refused.clear()


async def test_once_all_are_ready_the_next_step_opens_once(hall: Room) -> None:
    awa, ben = await asked(hall, "Awa", "Ben", how=2)
    assert fr("ready.then_next") in card(hall)
    await awa.press(hall.card, "ready.press")
    await ben.press(hall.card, "ready.press")
    await hall.stage.later(6)
    assert fr("ready.everyone_next") in card(hall)
    await hall.stage.restart()
    await hall.stage.later(A_MOMENT)
    assert await kind(hall) == "reveal"
    late = await hall.lead.press(hall.panel, "lead.next")
    assert fr("session.moved") in late.text
    assert await kind(hall) == "reveal"
    assert rows(hall.path, "SELECT * FROM ready") == []


async def test_the_last_to_be_ready_and_next_at_the_same_instant_move_once(hall: Room) -> None:
    awa, ben = await asked(hall, "Awa", "Ben", how=2)
    await awa.press(hall.card, "ready.press")
    await panel(hall)
    (following,) = found(hall.panel, "lead.next")
    (ready,) = found(hall.card, "ready.press")
    await burst(
        hall,
        [
            Pressing(ben, hall.card, str(ready["custom_id"])),
            Pressing(hall.lead, hall.panel, str(following["custom_id"])),
        ],
    )
    await hall.stage.later(60)
    assert await kind(hall) == "reveal"


async def test_two_hundred_at_once_cost_little_more_than_their_answers(hall: Room) -> None:
    await asked(hall, "Awa", "Ben")
    people = [hall.stage.person(hall.server, f"P{n}", Language.FRENCH) for n in range(200)]
    (ready,) = found(hall.card, "ready.press")
    before = len(hall.stage.env.http_requests)
    pressed = [Pressing(person, hall.card, str(ready["custom_id"])) for person in people]
    answers = await burst(hall, pressed)
    assert {answer.text for answer in answers} == {fr("ready.you_are")}
    await hall.stage.later(10)
    sent = hall.stage.env.http_requests[before:]
    others = [one for one in sent if "/callback" not in one.path]
    assert len(sent) - len(others) == 200
    assert len(others) <= 4, "the card, redrawn at its pace"
    assert fr.n("ready.count", 200) in card(hall)


async def test_the_room_is_said_to_be_ready_from_its_page(hall: Room) -> None:
    (awa,) = await asked(hall, "Awa", how=2)
    page = await said(hall, 5)
    form = await hall.lead.press(page, "ready.room_count")
    page = await hall.lead.fill(form, people="3")
    assert fr.n("ready.room_set", 3, room=5) in page.text
    await awa.press(hall.card, "ready.press")
    await hall.stage.later(2 * A_MOMENT)
    told = await panel(hall)
    assert fr.n("ready.of", 6, ready=4) in told
    assert fr.n("ready.of_room", 5, ready=3) in told
    form = await hall.lead.press(page, "ready.room_count")
    wrong = await hall.lead.fill(form, people="9")
    assert fr("in_room.number_wrong", least=0, most=5) in wrong.text
    page = await hall.lead.press(page, "ready.room")
    assert fr.n("ready.room_set", 5, room=5) in page.text
    page = await hall.lead.press(page, "ready.room")
    assert fr.n("ready.room_set", 0, room=5) in page.text
    await hall.lead.press(page, "ready.room")
    await hall.stage.later(A_MOMENT)
    assert await kind(hall) == "reveal"


@pytest.mark.parametrize("forged", ["ready.ask:1:7", "ready.ask:1:-1", "ready.press:99"])
async def test_forged_presses_do_nothing(hall: Room, forged: str) -> None:
    await asked(hall, "Awa")
    before = rows(hall.path, "SELECT recipe FROM sessions")[0][0]
    told = await press_id(hall, hall.lead, hall.card, forged)
    assert told.private
    assert rows(hall.path, "SELECT recipe FROM sessions")[0][0] == before
    assert rows(hall.path, "SELECT * FROM ready") == []
    ben = hall.person("Ben")
    for verb in ("ready.ask:1:2", "ready.remind:1", "ready.room:1:1", "ready.room_count:1"):
        told = await press_id(hall, ben, hall.card, verb)
        assert fr("session.not_facilitator") in told.text
    told = await send_form(hall, ben, "ready.room_counted:1", {"people": "2"})
    assert fr("session.not_facilitator") in told.text
    assert Ready.ASK.value in before


async def test_in_a_masked_session_the_card_tells_a_number_alone(hall: Room) -> None:
    awa, ben = await asked(hall, "Awa", "Ben", signing="masked")
    await ben.press(hall.card, "ready.press")
    await hall.stage.later(10)
    assert fr.n("ready.count", 1) in card(hall)
    assert not any(person.name in text for person in (awa, ben) for text in hall.texts)
    page = await opened(hall)
    assert "Ben" not in page.text
