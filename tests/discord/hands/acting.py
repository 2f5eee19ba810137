"""Hands as tests raise them and answer them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.rehearsal.stage import Answer, Person, text_of
from tests.discord.acting import Room, ids_of, rows
from tests.discord.forging import Pressing, burst

NOW = datetime(2030, 1, 15, 18, tzinfo=UTC)
# The card is redrawn every five seconds at most.
REDRAWN = 6


async def opened(hall: Room, *names: str, recipe: str = "essai", until: str = "collect") -> Any:
    """A session in which hands are open, and people."""
    people = [hall.person(name) for name in names]
    await hall.play(recipe, until)
    hall.panel = await hall.lead.press(hall.panel, "hands.open")
    await hall.stage.later(REDRAWN)
    return people


def raising(hall: Room, *, point: bool = False) -> str:
    """The custom id of a button of the card."""
    (found,) = ids_of(hall.card, "hands.point" if point else "hands.raise")
    return found


async def up(hall: Room, *people: Person, point: bool = False) -> list[Answer]:
    """Have people raise their hands, one after the other."""
    act = raising(hall, point=point)
    return [await person.press(hall.card, custom_id=act) for person in people]


async def all_up(hall: Room, people: Sequence[Person]) -> list[Answer]:
    """Have people raise their hands in the same instant."""
    act = raising(hall)
    return await burst(hall, [Pressing(person, hall.card, act) for person in people])


async def panel(hall: Room) -> Answer:
    """The panel of the moment."""
    hall.panel = await hall.lead.press(hall.card, "lead.panel")
    return hall.panel


async def give(hall: Room) -> Answer:
    """Give the floor from the panel, in one press."""
    hall.panel = await hall.lead.press(await panel(hall), "hands.give")
    return hall.panel


async def page(hall: Room) -> Answer:
    """The page of hands, from the panel."""
    return await hall.lead.press(await panel(hall), "hands.page")


async def card(hall: Room) -> str:
    """What the card says, once it was redrawn."""
    await hall.stage.later(REDRAWN)
    return text_of(hall.card)


def floor(hall: Room) -> list[tuple[int, int, int]]:
    """Who had the floor, how often, how long."""
    found = rows(hall.path, "SELECT user_id, turns, seconds FROM floor_times ORDER BY user_id")
    return [(row["user_id"], row["turns"], row["seconds"]) for row in found]
