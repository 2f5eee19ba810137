"""Twenty-five groups of eight with three hundred post-its: every screen holds.

`tests.discord.checking` counts the components and characters of all that is sent.
"""

from __future__ import annotations

from bot.rehearsal.gathering import Voices
from bot.rehearsal.stage import Shown, components, found, text_of
from tests.discord.acting import Room, fr
from tests.discord.subgroups.meeting import SOON, lead

GROUPS, SIZE, EACH = 25, 8, 12
LONG = (
    "Une idée longue, avec des *signes* à échapper, qui va au bout de ce qu'un post-it tient. " * 3
)


async def crowded(hall: Room) -> None:
    """A session in threads whose groups are as many, as large and as busy as can be."""
    people = {one.id: one for one in (hall.person(f"P{n}") for n in range(GROUPS * SIZE))}
    await hall.play("huit", "subgroups")
    for person in people.values():
        await person.press(hall.card, "subgroup.here")
    await lead(hall, "subgroup.form")
    await hall.stage.later(120)
    voices = Voices(hall.stage, hall.server)
    groups, cards = await voices.groups(hall.channel), await voices.cards(hall.channel)
    assert sorted(cards) == list(range(1, GROUPS + 1))
    assert {len(members) for members in groups.values()} == {SIZE}
    for number, card in cards.items():
        writer = people[groups[number][0]]
        form = await writer.press(card, "subgroup.add")
        ideas = "\n".join(f"{n} de {number}. {LONG}"[:200] for n in range(EACH))
        await writer.fill(form, ideas=ideas)
        await writer.press(card, "subgroup.help")


async def test_every_screen_holds_as_many_groups_as_there_can_be(hall: Room) -> None:
    """In French, whose sentences are the longer ones."""
    await crowded(hall)
    await hall.stage.later(60)
    card = text_of(hall.card)
    every = [fr("subgroups.group", number=n) for n in range(1, GROUPS + 1)]
    assert all(f"**{name}**" in card for name in every), "each group is on the card"
    assert fr.n("count.people", SIZE) in card, "too many to be named: they are counted"
    page = await lead(hall, "subgroup.lead")
    assert all(f"**{name}**" in page.text for name in every)
    assert len(page.options("subgroup.been")) == GROUPS
    form = await hall.lead.press(page, "subgroup.move")
    assert form.form is not None

    await lead(hall, "subgroup.back")
    hall.panel = await hall.lead.press(hall.panel, "subgroup.back_yes")
    await hall.stage.later(SOON)
    (told,) = [one for one in hall.stage.messages(hall.channel) if found(one, "subgroup.read")]
    assert all(f"**{name}**" in text_of(told) for name in every)
    assert len(components(told)) <= 40
    read = await _pages(hall, told)
    assert all(len(page) <= 4000 for page in read)
    whole = "\n".join(read)
    wrote = [f" {n} de {group}. " for group in range(1, GROUPS + 1) for n in range(EACH)]
    assert [one for one in wrote if one not in whole] == []


async def _pages(hall: Room, told: Shown) -> list[str]:
    """Return what every page says of what was brought back, from the message of the room on."""
    page = await hall.lead.press(told, "subgroup.read")
    texts = [page.text]
    while True:
        turns = [one for one in found(page, "subgroup.read") if one["label"] == "▶"]
        ahead = [one for one in turns if not one.get("disabled")]
        if not ahead:
            return texts
        page = await hall.lead.press(page, custom_id=str(ahead[0]["custom_id"]))
        texts.append(page.text)
