"""Hands as people live them: one press on the card, one press on the panel."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import found, text_of
from bot.workshop.language import Language
from tests.discord.acting import Room, buttons, en, fr, rows
from tests.discord.forging import Pressing, burst, press_id
from tests.discord.hands.acting import (
    REDRAWN,
    all_up,
    card,
    floor,
    give,
    opened,
    page,
    panel,
    raising,
    up,
)
from tests.discord.in_room.test_number import posted, said


async def test_no_card_speaks_of_hands_before_they_are_opened(hall: Room) -> None:
    await hall.play("essai", "collect")
    assert not found(hall.card, "hands.raise")
    late = await press_id(hall, hall.person("Awa"), hall.card, "hands.raise:1")
    assert (late.text, late.private) == (fr("hands.closed"), True)
    told = await hall.lead.press(hall.panel, "hands.open")
    assert fr("hands.told.opened") in told.text
    assert fr("hands.nobody_waits") in await card(hall)
    assert fr("button.hand") in buttons(hall.card)


async def test_three_raise_their_hands_and_are_answered_in_turn(hall: Room) -> None:
    awa, ben, chloe = await opened(hall, "Awa", "Ben", "Chloé")
    told = await up(hall, awa, ben, chloe)
    assert told[0].text.startswith(fr("hands.you_next.hand"))
    assert told[2].text.startswith(fr.n("hands.you_wait.hand", 2))
    assert all(one.private for one in told)
    assert fr.n("hands.listed.hands", 3, who="Awa, Ben, Chloé") in await card(hall)
    given = await give(hall)
    assert fr("hands.told.given", who="Awa") in given.text
    assert fr.n("hands.waiting", 2, who="Ben") in given.text
    shown = await card(hall)
    assert fr("hands.floor", who="Awa") in shown
    assert "<@" not in shown, "nobody is pinged"
    await hall.stage.later(60)
    await give(hall)
    assert fr("hands.floor", who="Ben") in await card(hall)
    ((who, turns, seconds),) = floor(hall)
    assert (who, turns) == (awa.id, 1)
    assert 60 <= seconds <= 90
    again = await up(hall, awa)
    assert again[0].text.startswith(fr.n("hands.you_wait.hand", 1)), "Chloé has not spoken yet"


async def test_a_point_is_answered_first(hall: Room) -> None:
    awa, ben, chloe = await opened(hall, "Awa", "Ben", "Chloé")
    await up(hall, awa, ben)
    await give(hall)
    (told,) = await up(hall, chloe, point=True)
    assert told.text.startswith(fr("hands.you_next.point"))
    shown = await card(hall)
    assert fr.n("hands.listed.points", 1, who="Chloé") in shown
    await give(hall)
    assert fr("hands.floor_point", who="Chloé") in await card(hall)
    await give(hall)
    assert fr("hands.floor", who="Ben") in await card(hall)


async def test_pressed_twice_in_haste_a_hand_is_up_and_it_is_lowered_in_one_press(
    hall: Room,
) -> None:
    (awa,) = await opened(hall, "Awa")
    both = await burst(hall, [Pressing(awa, hall.card, raising(hall))] * 2)
    assert {one.text for one in both} == {both[0].text}
    assert len(rows(hall.path, "SELECT * FROM raised_hands")) == 1
    down = await awa.press(both[0], "hands.lower")
    assert fr("hands.you_are_down") in down.text
    assert rows(hall.path, "SELECT * FROM raised_hands") == []
    again = await awa.press(down, "hands.raise")
    assert again.text.startswith(fr("hands.you_next.hand"))


async def test_two_who_lead_give_the_floor_once(hall: Room) -> None:
    awa, ben, dina = await opened(hall, "Awa", "Ben", "Dina")
    await hall.lead.command(hall.channel, "session facilitator", member=dina.member)
    await up(hall, awa, ben)
    hers = await dina.press(hall.card, "lead.panel")
    act = str(found(hers, "hands.give")[0]["custom_id"])
    ours = await panel(hall)
    answers = await burst(
        hall, [Pressing(hall.lead, ours.shown, act), Pressing(dina, hers.shown, act)]
    )
    assert sum(fr("hands.moved") in one.text for one in answers) == 1
    assert [row["name"] for row in rows(hall.path, "SELECT * FROM floor_seats")] == ["Awa"]
    assert [row["name"] for row in rows(hall.path, "SELECT * FROM raised_hands")] == ["Ben"]


async def test_whoever_has_the_floor_says_that_they_have_finished(hall: Room) -> None:
    (awa,) = await opened(hall, "Awa")
    await up(hall, awa)
    await give(hall)
    (told,) = await up(hall, awa)
    assert told.text.startswith(fr("hands.you_have_floor"))
    done = await awa.press(told, "hands.done")
    assert fr("hands.you_gave_floor") in done.text
    assert fr("hands.nobody_waits") in await card(hall)
    twice = await press_id(hall, awa, hall.card, "hands.done:1")
    assert twice.text == fr("hands.not_yours")


async def test_the_floor_is_taken_back_ended_and_given_to_another(hall: Room) -> None:
    awa, ben, chloe = await opened(hall, "Awa", "Ben", "Chloé")
    await up(hall, awa, ben)
    shown = await page(hall)
    assert fr("hands.had_nothing") in shown.text
    shown = await hall.lead.press(shown, "hands.give")
    shown = await hall.lead.press(shown, "hands.back")
    assert fr("hands.told.back", who="Awa") in shown.text
    assert floor(hall) == []
    shown = await hall.lead.choose(shown, "hands.pick", str(ben.id))
    assert fr("hands.told.given", who="Ben") in shown.text
    await hall.stage.later(30)
    shown = await hall.lead.press(shown, "hands.end")
    assert fr("hands.told.ended", who="Ben") in shown.text
    assert floor(hall) == [(ben.id, 1, 30)]
    form = await hall.lead.press(shown, "hands.whom")
    told = await hall.lead.fill(form, member=[chloe.member])
    assert fr("hands.told.given", who="Chloé") in told.text
    assert fr("hands.floor", who="Chloé") in await card(hall)


async def test_a_pause_counts_for_nobody(hall: Room) -> None:
    (awa,) = await opened(hall, "Awa")
    await up(hall, awa)
    await give(hall)
    await hall.stage.later(20)
    await hall.steer("lead.pause")
    await hall.stage.later(600)
    await hall.steer("lead.resume")
    await hall.stage.later(10)
    await hall.lead.press(await panel(hall), "hands.end")
    assert floor(hall) == [(awa.id, 1, 30)]


async def test_hands_go_on_across_steps_and_a_restart(hall: Room) -> None:
    awa, ben, chloe = await opened(hall, "Awa", "Ben", "Chloé")
    await up(hall, awa, ben)
    await give(hall)
    await up(hall, chloe, point=True)
    await hall.stage.later(12)
    await hall.stage.restart()
    assert fr("hands.floor", who="Awa") in await card(hall)
    await panel(hall)
    await hall.steer("lead.next")
    shown = await card(hall)
    assert fr.n("hands.listed.hands", 2, who="Ben, Chloé") in shown
    assert fr("hands.floor", who="Awa") not in shown, "the room has moved on"
    assert floor(hall)[0][:2] == (awa.id, 1)
    await hall.stage.restart()
    assert fr("hands.told.given", who="Ben") in (await give(hall)).text


async def test_closed_hands_say_what_becomes_of_the_queue_and_come_back(hall: Room) -> None:
    awa, ben = await opened(hall, "Awa", "Ben")
    await up(hall, awa, ben)
    act = raising(hall)
    shut = await hall.lead.press(await page(hall), "hands.shut")
    assert fr.n("hands.told.shut_kept", 2) in shut.text
    shown = await card(hall)
    assert "Awa" not in shown
    assert not found(hall.card, "hands.raise")
    late = await press_id(hall, ben, hall.card, act)
    assert late.text == fr("hands.closed")
    back = await hall.lead.press(shut, "hands.open")
    assert fr.n("hands.told.kept", 2) in back.text
    assert fr.n("hands.listed.hands", 2, who="Awa, Ben") in await card(hall)


async def test_who_left_the_voice_channel_is_passed_over_and_whoever_leads_is_told(
    hall: Room,
) -> None:
    awa, ben, chloe = await opened(hall, "Awa", "Ben", "Chloé")
    lounge = hall.server.create_voice_channel("Le salon")
    for person in (hall.lead, awa, ben, chloe):
        await person.member.join_voice(lounge)
    await up(hall, awa, ben, chloe)
    await awa.member.leave_voice()
    given = await give(hall)
    assert fr("hands.told.given", who="Ben") in given.text
    assert fr.n("hands.absent", 1, who="Awa") in given.text
    await awa.member.join_voice(lounge)
    given = await give(hall)
    assert fr("hands.told.given", who="Awa") in given.text
    assert fr.n("hands.absent", 1, who="Awa") not in given.text
    await chloe.member.leave_voice()
    given = await give(hall)
    assert fr("hands.told.nobody_there") in given.text
    assert fr("hands.floor", who="Awa") in given.text, "nobody is cut off for someone who left"
    shown = await hall.lead.press(given, "hands.page")
    form = await hall.lead.press(shown, "hands.whom")
    told = await hall.lead.fill(form, member=[chloe.member])
    assert fr("hands.told.given", who="Chloé") in told.text, "on the phone, perhaps"


async def test_a_voice_channel_of_nobody_else_is_not_where_the_meeting_is(hall: Room) -> None:
    awa, _ben = await opened(hall, "Awa", "Ben")
    await hall.lead.member.join_voice(hall.server.create_voice_channel("Ailleurs"))
    await up(hall, awa)
    assert fr("hands.told.given", who="Awa") in (await give(hall)).text


async def test_whoever_arrives_now_reads_who_waits_and_raises_a_hand_from_there(
    hall: Room,
) -> None:
    (awa,) = await opened(hall, "Awa")
    ben = hall.person("Ben", Language.ENGLISH)
    await up(hall, awa)
    told = await ben.press(hall.card, "session.where")
    assert en.n("hands.listed.hands", 1, who="Awa") in told.text
    told = await ben.press(told, "hands.raise")
    assert told.text.startswith(en.n("hands.you_wait.hand", 1))


async def test_the_room_without_discord_raises_its_hand(hall: Room) -> None:
    (awa,) = await opened(hall, "Awa")
    await said(hall, 4)
    await up(hall, awa)
    told = await hall.lead.press(await page(hall), "hands.room")
    assert fr("hands.told.room_up") in told.text
    room = fr("in_room.signature")
    assert f"Awa, {room}" in await card(hall)
    told = await hall.lead.press(told, "hands.room")
    assert fr("hands.told.room_down") in told.text
    await hall.lead.press(told, "hands.room")
    await give(hall)
    assert fr("hands.told.given", who=room) in (await give(hall)).text


async def test_the_command_raises_a_hand_for_those_whose_card_is_far_up(hall: Room) -> None:
    ben = hall.person("Ben", Language.ENGLISH)
    none = await ben.command(hall.channel, "hand")
    assert none.text == en("session.none_here")
    await hall.play("essai", "collect")
    closed = await ben.command(hall.channel, "hand")
    assert closed.text == en("hands.closed")
    await hall.lead.press(hall.panel, "hands.open")
    told = await ben.command(hall.channel, "hand")
    assert (told.text.startswith(en("hands.you_next.hand")), told.private) == (True, True)
    await ben.press(told, "hands.lower")
    assert rows(hall.path, "SELECT * FROM raised_hands") == []


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_after_the_session_nothing_names_who_spoke(hall: Room, signing: str) -> None:
    awa, ben = hall.person("Awa"), hall.person("Ben")
    await hall.play("essai", "collect", signing=signing)
    await hall.write(hall.lead, "une idée")
    hall.panel = await hall.lead.press(hall.panel, "hands.open")
    await hall.stage.later(REDRAWN)
    await up(hall, awa, ben)
    await give(hall)
    await give(hall)
    await up(hall, awa)
    await give(hall)
    await up(hall, ben)
    await panel(hall)
    await hall.end()
    await hall.stage.later(30)
    made = await posted(hall)
    assert made["steps"][0]["floor"] == {"people": 2, "turns": 3}
    named = ("hands", "raised_hands", "floor_seats", "answered_points", "step_speakers")
    for table in (*named, "floor_times"):
        assert rows(hall.path, f"SELECT * FROM {table}") == [], table
    late = await press_id(hall, awa, hall.card, "hands.raise:1")
    assert late.private


async def test_two_hundred_hands(hall: Room) -> None:
    """Each is answered, the card names the first and counts the others, and stays within limits."""
    people = await opened(hall, *(f"Personne au nom assez long {n}" for n in range(200)))
    told = await all_up(hall, people)
    assert len(told) == 200
    assert len(rows(hall.path, "SELECT * FROM raised_hands")) == 200
    shown = await card(hall)
    assert "200 mains levées" in shown
    assert fr.n("hands.and_more", 188, who="")[1:] in shown
    given = await give(hall)
    assert "199" in given.text
    assert len(found(await page(hall), "hands.pick")[0]["options"]) == 25
    assert text_of(hall.card)


async def test_beside_a_vote_hands_are_said_to_be_up_to_speak(hall: Room) -> None:
    people = [hall.person(name) for name in ("Awa", "Ben")]
    await hall.play("essai", "collect")
    for person in people:
        await hall.write(person, f"une idée de {person.name}")
    await hall.go("vote")
    hall.panel = await hall.lead.press(hall.panel, "hands.open")
    await hall.stage.later(REDRAWN)
    await up(hall, *people)
    shown = await card(hall)
    assert found(hall.card, "ballot.open"), "the vote is open"
    assert "2 mains levées pour parler" in shown, "it is no show of hands"
