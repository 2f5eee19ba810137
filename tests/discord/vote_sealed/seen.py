"""Sealed votes in the simulated Discord, and what the disk holds of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.rehearsal.stage import Answer, Person
from bot.workshop.kinds import Vote
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.step import Wording
from tests.builders import both, discuss, titled, vote
from tests.discord.acting import Room, ids_of, room, rows

OPTIONS = tuple(Wording(fr=one, en=one) for one in ("Un four", "Un verger", "Une chorale"))


def sealed(method: str = "approval", **settings: Any) -> Vote:
    """A sealed vote between three options; a question where the method asks one."""
    if method != "yes_no":
        settings = {"options": OPTIONS, **settings}
    return vote(
        method=method, on=VoteOn.OPTIONS, sealed=True, question=both("On y va ?"), **settings
    )


def plan(*steps: Vote) -> Recipe:
    return Recipe(title=titled("Scellé"), purpose=both("Tenir."), steps=(*steps, discuss()))


@asynccontextmanager
async def voting(path: Path, *steps: Vote) -> AsyncIterator[Room]:
    """A room whose first step is a sealed vote."""
    async with room(path, {"scelle": plan(*steps or (sealed("yes_no"),))}, seed=5) as hall:
        await hall.play("scelle", "vote")
        yield hall


async def marked(hall: Room, person: Person, choice: int = 0) -> Answer:
    """The ballot of a question, answered: 0 for yes, 1 for no, 2 to abstain."""
    ballot = await person.press(hall.card, "ballot.open")
    return await person.press(ballot, custom_id=ids_of(ballot, "ballot.say")[choice])


async def cast(hall: Room, person: Person, choice: int = 0) -> Answer:
    """Answer, put it in the box, say that it is for good; return the receipt."""
    asked = await person.press(await marked(hall, person, choice), "ballot.seal")
    return await person.press(asked, "ballot.cast")


def turnout(hall: Room) -> int:
    return len(rows(hall.path, "SELECT * FROM turnout"))


async def closed(hall: Room) -> None:
    """Close the vote, and let the room read what came of it."""
    panel = await hall.lead.press(hall.card, "lead.panel")
    asked = await hall.lead.press(panel, "vote.close")
    await hall.lead.press(asked, "vote.close_yes")
    await hall.stage.later(10)
