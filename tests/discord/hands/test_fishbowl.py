"""A fishbowl as people live it: the next free chair, given back, freed, seated by who leads."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rehearsal.stage import Answer, Person, found
from tests.discord.acting import Room, buttons, fr, ids_of, rows
from tests.discord.forging import Pressing, burst, press_id
from tests.discord.hands.acting import all_up, card, floor, page, panel, up

NAMES = ("Awa", "Ben", "Chloé", "Dina", "Éloi", "Fanny")


async def bowl(hall: Room, names: Sequence[str] = NAMES) -> list[Person]:
    people = [hall.person(name) for name in names]
    await hall.play("fishbowl", "discuss")
    return people


def middle(*names: str, free: int = 0) -> str:
    told = [f"**{name}**" for name in names]
    if free:
        told.append(fr.n("hands.free_chairs", free))
    return fr("hands.middle", who=", ".join(told))


def seated(hall: Room) -> list[str]:
    return [row["name"] for row in rows(hall.path, "SELECT * FROM floor_seats ORDER BY place")]


async def back(hall: Room, person: Person) -> Answer:
    return await person.press(hall.card, "hands.done")


async def test_six_hands_for_four_chairs(hall: Room) -> None:
    people = await bowl(hall)
    assert middle(free=4) in await card(hall)
    assert fr("button.chair_back") in buttons(hall.card)
    assert fr("button.hand_point") not in buttons(hall.card)
    told = await up(hall, *people)
    assert told[3].text.startswith(fr("hands.you_have_chair"))
    assert told[4].text.startswith(fr("hands.you_next.chair"))
    assert told[5].text.startswith(fr.n("hands.you_wait.chair", 1))
    shown = await card(hall)
    assert middle(*NAMES[:4]) in shown
    assert fr.n("hands.listed.chairs", 2, who="Éloi, Fanny") in shown
    assert "<@" not in shown
    given = await back(hall, people[1])
    assert given.text.startswith(fr("hands.you_gave_chair"))
    assert middle("Awa", "Éloi", "Chloé", "Dina") in await card(hall)
    again = await up(hall, people[1])
    assert again[0].text.startswith(fr.n("hands.you_wait.chair", 1))
    nothing = await back(hall, people[1])
    assert nothing.text == fr("hands.no_chair")


async def test_whoever_leads_frees_a_chair_in_one_press_and_seats_someone(hall: Room) -> None:
    awa, ben, chloe = await bowl(hall, NAMES[:3])
    await up(hall, awa, ben)
    shown = await page(hall)
    (first, _) = ids_of(shown, "hands.free")
    shown = await hall.lead.press(shown, custom_id=first)
    assert fr("hands.told.freed", who="Awa") in shown.text
    assert seated(hall) == ["Ben"]
    gone = await press_id(hall, hall.lead, shown.shown, first)
    assert fr("hands.chair_left") in gone.text, "pressed twice, it frees one chair"
    form = await hall.lead.press(shown, "hands.whom")
    shown = await hall.lead.fill(form, member=[chloe.member])
    assert fr("hands.told.seated", who="Chloé") in shown.text
    assert seated(hall) == ["Chloé", "Ben"]


async def test_two_who_give_their_chairs_back_at_once_leave_them_to_two(hall: Room) -> None:
    people = await bowl(hall)
    await all_up(hall, people)
    waiting = [row["user_id"] for row in rows(hall.path, "SELECT * FROM raised_hands")]
    sitting = [person for person in people if person.id not in waiting]
    (act,) = ids_of(hall.card, "hands.done")
    await burst(hall, [Pressing(person, hall.card, act) for person in sitting[:2]])
    now = {row["user_id"] for row in rows(hall.path, "SELECT * FROM floor_seats")}
    assert now == {*waiting, *(person.id for person in sitting[2:])}
    assert len(floor(hall)) == 2


async def test_the_chairs_stand_through_a_restart_and_a_pause(hall: Room) -> None:
    awa, ben = await bowl(hall, NAMES[:2])
    await up(hall, awa, ben)
    await hall.stage.later(40)
    await hall.stage.restart()
    await panel(hall)
    await hall.steer("lead.pause")
    await hall.stage.later(300)
    await hall.steer("lead.resume")
    assert middle("Awa", "Ben", free=2) in await card(hall)
    await back(hall, awa)
    ((who, turns, seconds),) = floor(hall)
    assert (who, turns) == (awa.id, 1)
    assert 10 <= seconds <= 14, "its share of four chairs, the pause left out"


async def test_the_next_step_empties_the_chairs_and_keeps_the_line(hall: Room) -> None:
    people = await bowl(hall)
    await up(hall, *people)
    await panel(hall)
    await hall.steer("lead.next")
    shown = await card(hall)
    assert seated(hall) == []
    assert fr.n("hands.listed.hands", 2, who="Éloi, Fanny") in shown
    assert fr("button.hand_point") in buttons(hall.card)
    await hall.steer("lead.back")
    assert middle("Éloi", "Fanny", free=2) in await card(hall), "those who waited come first"
    assert len(floor(hall)) == 4


async def test_closing_the_line_leaves_people_on_their_chairs(hall: Room) -> None:
    people = await bowl(hall)
    await up(hall, *people)
    shut = await hall.lead.press(await page(hall), "hands.shut")
    assert fr.n("hands.told.shut_kept", 2) in shut.text
    shown = await card(hall)
    assert middle(*NAMES[:4]) in shown
    assert fr("hands.line_closed") in shown
    assert not found(hall.card, "hands.raise")
    await back(hall, people[0])
    assert middle("Ben", "Chloé", "Dina", free=1) in await card(hall), "nobody is called in"
    await hall.lead.press(shut, "hands.open")
    assert seated(hall) == ["Éloi", "Ben", "Chloé", "Dina"]


async def test_a_free_chair_waits_for_those_who_are_in_the_voice_channel(hall: Room) -> None:
    people = await bowl(hall)
    lounge = hall.server.create_voice_channel("Le salon")
    for person in (hall.lead, *people):
        await person.member.join_voice(lounge)
    await up(hall, *people)
    await people[4].member.leave_voice()
    await back(hall, people[0])
    assert seated(hall) == ["Fanny", "Ben", "Chloé", "Dina"]
    assert fr.n("hands.absent", 1, who="Éloi") in (await panel(hall)).text
    await people[4].member.join_voice(lounge)
    await back(hall, people[1])
    assert seated(hall) == ["Fanny", "Éloi", "Chloé", "Dina"]
