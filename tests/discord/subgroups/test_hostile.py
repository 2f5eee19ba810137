"""What people of ill will try in small groups: to read and to write where they are not."""

from __future__ import annotations

import pytest

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr, rows
from tests.discord.forging import choose_id, press_id, send_form
from tests.discord.subgroups.meeting import SOON, beside, card_of, formed, lead, number_of, write

WORDS = "un four à soi"


async def test_what_another_group_still_writes_is_read_by_nobody_else(hall: Room) -> None:
    awa, *others = await formed(hall)
    other = next(one for one in others if number_of(hall, one) != number_of(hall, awa))
    await write(hall, awa, WORDS)
    at = f"{hall.open_step()['id']}:0"
    stranger = hall.person("Zoé")
    for person in (other, stranger):
        told = await press_id(hall, person, hall.card, f"subgroup.read:{at}")
        assert told.text == fr("groups.still_out")
    await hall.lead.press(await lead(hall, "subgroup.back"), "subgroup.back_yes")
    await hall.stage.later(SOON)
    told = await press_id(hall, other, hall.card, f"subgroup.read:{at}")
    assert WORDS in told.text
    await lead(hall, "subgroup.out")
    told = await press_id(hall, other, hall.card, f"subgroup.read:{at}")
    assert told.text == fr("groups.still_out"), "they went on"


@pytest.mark.parametrize("voice", [False, True])
async def test_nobody_acts_in_a_group_that_is_not_theirs(hall: Room, voice: bool) -> None:
    awa, *others = await formed(hall, 6, "trios", voice=voice)
    other = next(one for one in others if number_of(hall, one) != number_of(hall, awa))
    n, step = number_of(hall, awa), hall.open_step()["id"]
    await write(hall, awa, WORDS)
    refused = fr("groups.not_yours", number=n)
    for asked in (
        f"subgroup.card:{step}:{n}",
        f"subgroup.add:{step}:{n}",
        f"subgroup.done:{step}:{n}:1",
        f"subgroup.help:{step}:{n}:1",
        f"subgroup.pen:{step}:{n}:1",
        f"subgroup.host:{step}:{n}:1",
    ):
        told = await press_id(hall, other, hall.card, asked)
        assert refused in told.text, asked
        assert WORDS not in told.text
    told = await send_form(hall, other, f"subgroup.added:{step}:{n}", {"ideas": "un intrus"})
    assert refused in told.text
    fixes = await press_id(hall, other, hall.card, f"subgroup.fix:{step}:{n}")
    assert fixes.text == fr("subgroups.nothing_to_fix")
    assert rows(hall.path, "SELECT text FROM postits WHERE text LIKE 'un intrus%'") == []


async def test_someone_who_has_a_group_joins_no_other_one(hall: Room) -> None:
    awa, *others = await formed(hall)
    n = number_of(hall, awa)
    to = 2 if n == 1 else 1
    step = hall.open_step()["id"]
    told = await choose_id(hall, awa, hall.card, f"subgroup.join:{step}", str(to))
    assert told.text == fr("groups.dealt", number=n)
    assert number_of(hall, awa) == n
    assert len(beside(hall, awa, others)) == 1


async def test_what_a_group_writes_pings_nobody_and_shows_letter_by_letter(hall: Room) -> None:
    awa, *_ = await formed(hall)
    bad = "@everyone <@&1> # titre **gras** [ici](https://x.example) \u202erlo"
    await write(hall, awa, bad)
    await hall.stage.later(SOON)
    said = text_of(await card_of(hall, awa))
    assert "@everyone" not in said
    assert "**gras**" not in said
    assert "](https" not in said.replace("\\](", "")
    assert "\u202e" not in said
    await hall.lead.press(await lead(hall, "subgroup.back"), "subgroup.back_yes")
    await hall.stage.later(SOON)
    (told,) = [text for text in hall.texts if text.startswith("## 🧺")]
    assert "@everyone" not in told
    assert "**gras**" not in told
    for message in hall.stage.messages(hall.channel):
        assert not message.mention_everyone
