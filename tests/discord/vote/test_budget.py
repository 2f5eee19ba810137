"""How many dots each person gets: suggested from the options, said on the card, changed at will."""

from __future__ import annotations

from bot.rehearsal.stage import text_of
from tests.discord.acting import Room, fr

MANY = " ; ".join(f"idée {n}" for n in range(1, 26))


async def test_without_a_number_the_options_suggest_it_and_the_card_says_so(hall: Room) -> None:
    await hall.vote("Lesquelles ?", "dots", options=MANY)
    assert fr.n("vote.dots", 5) in text_of(hall.card)
    assert fr.n("vote.suggested", 25) in text_of(hall.card)


async def test_a_number_that_was_said_is_not_called_a_suggestion(hall: Room) -> None:
    await hall.vote("Lesquelles ?", "dots", options=MANY, dots=8)
    assert fr.n("vote.dots", 8) in text_of(hall.card)
    assert fr.n("vote.suggested", 25) not in text_of(hall.card)


async def test_a_recipe_that_leaves_it_out_follows_its_wall(hall: Room) -> None:
    awa = hall.person("Awa")
    await hall.play("keep-drop-try", "collect")
    for n in range(14):
        await awa.say(hall.channel, f"+ idée {n}")
    await hall.go("vote")
    assert fr.n("vote.dots", 4) in text_of(hall.card)
    assert fr.n("vote.suggested", 14) in text_of(hall.card)
    await hall.put_dots(awa, "1", "2", "3", "4")
    await hall.end()
    told = "\n".join(hall.texts)
    assert fr.n("result.how.dots_cap", 4, cap=2) in told
