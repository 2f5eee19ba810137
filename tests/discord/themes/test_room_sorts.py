"""A whole room sorts its wall and errs one time in five: what it costs each, and whoever leads."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from bot.rehearsal.filing import Filing
from bot.rehearsal.stage import Person
from tests.discord.acting import Room
from tests.discord.themes.test_sorting import themes as kept_in

THEMES = (
    "Les repas", "Les achats", "Le soin", "Les familles",
    "Les métiers", "Le quartier", "Les décisions", "Le jardin",
)  # fmt: skip
# More than what is shown all in sight: a menu for each post-it.
IN_MENUS = (*THEMES, "Les transports", "Les fêtes", "L'argent", "La mémoire")


@pytest.mark.parametrize(
    ("people", "postits", "themes", "handfuls"),
    [(6, 40, THEMES, 5), (24, 98, IN_MENUS, 4), (60, 300, THEMES, 3)],
    ids=["a few", "in menus", "many"],
)
async def test_a_room_files_its_wall_in_a_few_presses_each(
    hall: Room, people: int, postits: int, themes: Sequence[str], handfuls: int
) -> None:
    chance = Random(people)
    belongs = {
        f"Souvenir {number:03}, du côté de {theme.casefold()}": theme
        for number, theme in enumerate(chance.choices(themes, k=postits))
    }
    await hall.play("brainstorm", "collect")
    crowd = await written(hall, people, list(belongs))
    await hall.go("reveal")
    before = hall.lead.acts
    await hall.go("group")
    filing = Filing(hall, belongs, chance, seconds=1)  # time draws pictures of the card
    await filing.begin(themes)
    sorters = crowd
    for _ in range(handfuls):
        sorters = await filing.take_turns(sorters, people * 3 // 4)
    await filing.send_all()
    await filing.settle(most=4)  # where more are left, Next asks first: one press more
    await hall.go("vote")
    assert hall.lead.acts - before <= 15, "from the reveal to the ballot"
    assert max(filing.acts.values()) <= 2 * handfuls, "a press and a form for each handful"
    kept = kept_in(hall)
    assert {name: len(held) for name, held in kept.items()} == {
        name: len(held) for name, held in filing.themes.items()
    }
    assert sum(map(len, kept.values())) >= 0.95 * postits
    right = sum(belongs[text] == name for name, held in kept.items() for text in held)
    assert right >= 0.95 * sum(map(len, kept.values()))


async def written(hall: Room, people: int, ideas: Sequence[str]) -> list[Person]:
    """Have so many people write their share of `ideas`; return them."""
    crowd = [hall.person(f"P{number:02}") for number in range(people)]
    for number, person in enumerate(crowd):
        await hall.write(person, *ideas[number::people])
    return crowd
