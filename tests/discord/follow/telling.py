"""Sessions that leave actions, for what comes after."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.stage import Person
from tests.discord.acting import Room, rows


async def act(hall: Room, who: Person, what: str, **held: Any) -> None:
    """Have someone propose an action on the card."""
    form = await who.press(hall.card, "action.add")
    given = {"what": what, "owner": "Awa", "due": "", "first_step": ""} | held
    if "member" in held:
        del given["owner"]
    await who.fill(form, **given)


async def left(hall: Room, *actions: tuple[Person, str], due: str = "", **options: Any) -> None:
    """Play a session that ends with these actions, each of its owner."""
    await hall.play("essai", "actions", title="Bureau de mars", **options)
    for owner, what in actions:
        await act(hall, hall.lead, what, member=[owner.member], due=due)
    await hall.end()
    await hall.stage.later(30)


def states(hall: Room) -> dict[str, str]:
    """Return how each action stands."""
    return {row["what"]: row["state"] for row in rows(hall.path, "SELECT what, state FROM actions")}


def number_of(hall: Room, what: str) -> int:
    (row,) = rows(hall.path, "SELECT id FROM actions WHERE what = ?", what)
    return int(row["id"])
