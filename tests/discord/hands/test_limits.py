"""Hands on every kind of step: cards and panels keep within what Discord takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.interface.showing.layout import TEXT_LIMIT
from bot.interface.words.hands import card_text
from bot.rehearsal.stage import Shown, components, found, message_of, text_of
from bot.workshop.hands.hand import Raised
from bot.workshop.hands.queue import Hands
from bot.workshop.step import Ready
from tests.discord.acting import Room, fr, ids_of, room, rows
from tests.discord.hands.acting import NOW, REDRAWN, all_up, panel, up
from tests.discord.permissions.world import EVERYTHING

# Of a message made of components.
MOST = 40
LONG = "Marie-Françoise de la Rivière **{}**"

ASKING = EVERYTHING.model_copy(
    update={
        "steps": tuple(
            step
            if step.kind in ("consent", "election")
            else step.model_copy(update={"ready": Ready.NEXT})
            for step in EVERYTHING.steps
        )
    }
)


def size(shown: Shown) -> int:
    """How many components a message has."""
    return sum(1 for part in components(message_of(shown)) if "type" in part)


async def test_the_card_and_the_panel_of_every_kind(tmp_path: Path) -> None:
    """Every request is compared with the limits at the end (`tests.discord.checking`)."""
    async with room(tmp_path / "gommette.db", {"tout": ASKING}) as hall:
        people = [hall.person(LONG.format(n)) for n in range(24)]
        await hall.play("tout", "collect", scenario="adere-2032.fr")
        hall.panel = await hall.lead.press(hall.panel, "hands.open")
        await hall.stage.later(REDRAWN)
        await all_up(hall, people)
        for person in people[:3]:
            await hall.write(person, "une idée assez longue pour tenir sur deux lignes " * 4)
        sizes: dict[str, tuple[int, int]] = {}
        while step := await hall.stage.step(hall.channel):
            shown = await panel(hall)
            await hall.lead.press(shown, "hands.give")
            await up(hall, people[-1])
            await hall.stage.later(REDRAWN)
            shown = await panel(hall)
            for place in (shown, hall.card):
                assert found(place, "hands.give") or found(place, "hands.raise"), step.plan.kind
            assert fr("hands.floor", who="x").split("**")[-1] in text_of(hall.card)
            sizes[step.plan.kind] = (size(hall.card), size(shown))
            if not ids_of(shown, "lead.next"):
                break
            hall.panel = shown
            await hall.steer("lead.next")
        assert set(sizes) == {step.kind for step in EVERYTHING.steps}
        assert max(max(pair) for pair in sizes.values()) <= MOST, sizes
        assert rows(hall.path, "SELECT * FROM floor_seats")


@pytest.mark.parametrize("used", [0, 3000, 3700, 3900, 4000])
def test_a_card_that_says_much_names_fewer_hands(used: int) -> None:
    hands = Hands(step=1).opened().with_hand(1, LONG.format(1), Raised.HAND).given(NOW)
    for person in range(2, 202):
        kind = Raised.POINT if person % 5 == 0 else Raised.HAND
        hands = hands.with_hand(person, LONG.format(person), kind)
    told = card_text(hands, fr, TEXT_LIMIT - used)
    assert len(told) <= TEXT_LIMIT - used
    if used <= 3700:
        assert fr("hands.floor", who="x").split("**")[-1] in told
        assert "160" in told, "how many wait is said in full"


async def test_a_vote_and_its_panel_with_every_button(hall: Room) -> None:
    people = [hall.person(LONG.format(n)) for n in range(14)]
    await hall.vote("On signe ?", "approval", options=" ; ".join(f"Option {n}" for n in range(25)))
    await panel(hall)
    hall.panel = await hall.lead.press(hall.panel, "hands.open")
    await hall.stage.later(REDRAWN)
    await all_up(hall, people)
    shown = await panel(hall)
    assert size(shown) <= MOST
    assert size(hall.card) <= MOST
    await hall.lead.press(shown, "hands.give")
    await hall.stage.later(REDRAWN)
    assert fr("hands.floor", who="x").split("**")[-1] in text_of(hall.card)
