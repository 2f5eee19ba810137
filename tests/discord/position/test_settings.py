"""What a recipe says of a line: hidden, with names, two sides, its words; and the room."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.rehearsal.stage import text_of
from bot.workshop.position.line import REMARK_LIMIT
from bot.workshop.sessions.recipe import Recipe
from tests.builders import both, discuss, position, recipe, titled
from tests.discord.acting import Room, buttons, fr, ids_of, room, rows
from tests.discord.forging import press_id, send_form
from tests.discord.in_room.test_number import said
from tests.discord.position.test_line import (
    NAMES,
    all_stand,
    close,
    data,
    opened,
    posted,
    say,
    shown,
    stand,
    told,
)

NAMED: Recipe = recipe(position(named=True), discuss())
HIDDEN: Recipe = recipe(position(live=False), discuss())
SIDES: Recipe = recipe(position(scale="sides"), discuss())
UNSAID: Recipe = recipe(position(claim=None), discuss())
OWN: Recipe = recipe(
    position(
        claim=both("**Tout** <@1> `est` # permis"), low=titled("*Froid*"), high=titled("_Chaud_")
    ),
    discuss(),
)


@pytest.mark.parametrize("how", ["cachee", "masked"])
async def test_a_hidden_line_shows_nothing_until_it_is_closed(tmp_path: Path, how: str) -> None:
    async with room(tmp_path / "gommette.db", {"cachee": HIDDEN}) as hall:
        if how == "masked":
            people = await opened(hall, "debat", signing="masked")
        else:
            people = await opened(hall, how)
        assert fr("position.seen_hidden") in text_of(hall.card)
        before = text_of(hall.card)
        nobody = f"**{fr.n('position.people', 0)}**"
        for rank, (person, place) in enumerate(zip(people, (0, 3, 3, 8, 10), strict=True), 1):
            await stand(hall, person, place)
            await hall.stage.later(40)
            line = f"**{fr.n('position.people', rank)}**"
            assert text_of(hall.card).replace(line, nobody) == before
            assert not shown(hall)
        panel = await hall.lead.press(hall.card, "lead.panel")
        assert "au milieu" not in panel.text, "nor to those who lead"
        await hall.stage.later(60)
        page = await stand(hall, people[0], 9)
        page = await say(people[0], page, "seule à bouger")
        assert fr("position.remark_kept.hidden") in page.text
        await close(hall)
        (message,) = told(hall)
        assert fr("position.untold_moves") in message
        held = await data(hall)
        assert (held["start"], held["movement"], held["withheld"]) == (None, None, "few_moved")
        assert held["end"]["9"] == 1
        everything = "\n".join([*hall.texts, await posted(hall, ".md"), json.dumps(held)])
        assert "seule à bouger" not in everything


async def test_names_are_said_where_the_recipe_has_it_and_before_anyone_stands(
    tmp_path: Path,
) -> None:
    async with room(tmp_path / "gommette.db", {"noms": NAMED}) as hall:
        people = await opened(hall, "noms")
        assert fr("position.seen_named") in text_of(hall.card)
        await all_stand(hall, people[:2], 3, 3)
        assert "- 3 : Awa et Ben" in text_of(hall.card).replace("\u00a0", " ")
        await hall.stage.later(130)
        page = await stand(hall, people[1], 8)
        await say(people[1], page, "le coût")
        await close(hall)
        (message,) = told(hall)
        assert f"- {fr('position.walked', name='Ben', start='3', end='8')} «" in message
        assert f"- {fr('position.stayed', name='Awa', end='3')}" in message
        held = await data(hall)
        assert {(one["name"], one["moved_by"]) for one in held["people"]} == {
            ("Ben", "le coût"),
            ("Awa", None),
        }
        assert "| Ben | 3 | 8 | le coût |" in await posted(hall, ".md")


async def test_a_masked_session_names_nobody_whatever_the_recipe_says(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db", {"noms": NAMED}) as hall:
        people = await opened(hall, "noms", signing="masked")
        assert fr("position.seen_hidden") in text_of(hall.card)
        await all_stand(hall, people, 3, 3, 4, 5, 6)
        await close(hall)
        held = await data(hall)
        assert (held["named"], held["people"]) == (False, [])
        assert not any(name in text for name in NAMES for text in told(hall))


async def test_the_claim_is_written_by_whoever_leads(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db", {"vide": UNSAID}) as hall:
        awa, *_ = await opened(hall, "vide")
        assert fr("position.claim_awaited") in text_of(hall.card)
        assert not ids_of(hall.card, "position.open")
        refused = await press_id(hall, awa, hall.card, "position.open:1")
        assert refused.text == fr("position.no_claim")
        panel = await hall.lead.press(hall.card, "lead.panel")
        form = await hall.lead.press(panel, "position.claim")
        panel = await hall.lead.fill(form, claim="Les réunions\ndevraient durer <@1> moins.")
        assert fr("position.claim_kept") in panel.text
        await hall.stage.later(6)
        assert "**Les réunions devraient durer" in text_of(hall.card)
        await stand(hall, awa, 4)
        refused = await press_id(hall, hall.lead, hall.card, "position.claim:1")
        assert refused.text == fr("position.claim_stands")


async def test_people_take_sides(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db", {"cotes": SIDES}) as hall:
        people = await opened(hall, "cotes")
        page = await people[0].press(hall.card, "position.open")
        assert buttons(page)[:3] == [
            fr(f"position.sides.{side}") for side in ("low", "middle", "high")
        ]
        await all_stand(hall, people, 0, 0, 5, 10, 10)
        halves = fr(
            "position.sides.halves",
            low_word=fr("position.sides.low"),
            low=2,
            middle=1,
            high=2,
            high_word=fr("position.sides.high"),
        )
        assert halves in text_of(hall.card)
        refused = await press_id(hall, people[0], hall.card, "position.stand:1:7")
        assert refused.text == fr("button.unknown")
        await close(hall)
        assert set((await data(hall))["end"]) == {"0", "5", "10"}


async def test_hostile_words_are_words(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db", {"own": OWN}) as hall:
        people = await opened(hall, "own")
        assert "\\*\\*Tout\\*\\*" in text_of(hall.card)
        assert "<@1>" not in text_of(hall.card).replace("\\<@1>", "")
        await all_stand(hall, people, 0, 0, 10, 10, 10)
        await hall.stage.later(130)
        awa = people[0]
        page = await stand(hall, awa, 10)
        step = int(hall.open_step()["id"])
        await send_form(
            hall, awa, f"position.said:{step}", {"remark": "a\nb\u202e\x00 ```c``` <@1> # d =1+1"}
        )
        ((kept,),) = rows(hall.path, "SELECT remark FROM positions WHERE remark IS NOT NULL")
        assert kept == "a b ```c``` <@1> # d =1+1"
        long = "e" * (REMARK_LIMIT + 1)
        refused = await send_form(hall, awa, f"position.said:{step}", {"remark": long})
        assert fr("text.too_long", length=len(long), limit=REMARK_LIMIT) in refused.text
        refused = await send_form(
            hall, people[1], f"position.said:{step}", {"remark": "sans bouger"}
        )
        assert fr("position.not_moved") in refused.text
        assert "sans bouger" in refused.text, "what was written is given back"
        for forged in ("11", "-1", "99999999999999999999", "x", ""):
            refused = await press_id(hall, awa, hall.card, f"position.stand:{step}:{forged}")
            assert refused.text == fr("button.unknown"), forged
        gone = await awa.press(await awa.press(hall.card, "position.open"), "position.unsay")
        assert fr("position.remark_asked.unnamed") in gone.text
        await say(awa, gone, "**gras** <@1>")
        await close(hall)
        (message,) = told(hall)
        assert "\\*\\*gras\\*\\*" in message
        assert page.private


@pytest.mark.parametrize("signing", ["signed", "masked"])
async def test_the_room_stands_on_the_line_too(hall: Room, signing: str) -> None:
    people = await opened(hall, signing=signing)
    await all_stand(hall, people[:3], 2, 2, 8)
    page = await said(hall, 4)
    form = await hall.lead.press(page, "position.room")
    receipt = await hall.lead.fill(form, places="3 3 9x2")
    assert fr.n("position.room_kept", 4, said=4) in receipt.text
    assert fr("position.places", listed="2 en 3 et 2 en 9") in receipt.text
    await hall.stage.later(6)
    number = fr.n("position.of_them_in_room", 4, people=fr.n("position.people", 7))
    assert f"**{number}**" in text_of(hall.card)
    assert ("2 en 3" in text_of(hall.card)) is (signing == "signed")
    step = int(hall.open_step()["id"])
    for written, why in (("3 3 9x3", "position.room_many"), ("douze", "position.room_wrong")):
        wrong = await send_form(hall, hall.lead, f"position.roomed:{step}", {"places": written})
        assert fr(why, given=5, said=4, written="douze") in wrong.text
    await close(hall)
    held = await data(hall)
    assert (held["on_the_line"], held["in_room"]) == (7, 4)
    assert held["end"]["9"] == 2


async def test_the_room_alone_hides_nobody_who_stands_with_it(hall: Room) -> None:
    people = await opened(hall)
    await all_stand(hall, people[:2], 2, 8)
    form = await hall.lead.press(await said(hall, 9), "position.room")
    await hall.lead.fill(form, places="3x9")
    await hall.stage.later(6)
    assert "9 en 3" not in text_of(hall.card)
    panel = await hall.lead.press(hall.card, "lead.panel")
    question = await hall.lead.press(panel, "position.close")
    assert fr("position.fate.erased_room") in question.text
