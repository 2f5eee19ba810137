"""A signed session with a secret vote: post-its are typed, one leaves while people vote."""

from __future__ import annotations

from pathlib import Path

from bot.rehearsal.stage import Person, text_of
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.vote.methods import VoteOn
from tests.attack.acts import cast
from tests.attack.evidence import Evidence, Moment
from tests.attack.play import NAMES, gathered, logged
from tests.builders import both, discuss, titled, vote
from tests.discord.acting import Room, room, rows
from tests.discord.recipes import REVEAL, TYPED

OTHERS = ("Ursule", "Wilfrid", "Xavière", "Yolande")
SIGNED = Recipe(
    title=titled("Signée"),
    purpose=both("Choisir."),
    steps=(TYPED, REVEAL, vote(method="dots", on=VoteOn.POSTITS, budget=9), discuss()),
)


async def play_signed(folder: Path) -> Evidence:
    """Play the session in `folder`, and return what an attacker of its ballots finds there."""
    found = Evidence(folder / "files")
    found.folder.mkdir(parents=True)
    with logged(found):
        async with room(folder / "gommette.db", {"signee": SIGNED}, seed=12) as hall:
            people = [hall.person(name) for name in (*NAMES, *OTHERS)]
            found.names = {person.id: person.name for person in people}
            await _played(hall, found, people)
            await gathered(hall, found)
    return found


async def _played(hall: Room, found: Evidence, people: list[Person]) -> None:
    await hall.play("signee", "collect")
    said = [await person.say(hall.channel, f"l'idée de {person.name}") for person in people]
    await hall.go("vote")
    await hall.stage.later(6)
    found.votes.append(Moment(None, text_of(hall.card)))
    for rank, person in enumerate(people):
        if rank == 4:
            await people[0].delete(said[0])
            await hall.lead.command(hall.channel, "vote remind")
            await hall.stage.later(6)
            assert rows(hall.path, "SELECT 1 FROM vote_options WHERE gone = 'withdrawn'")
            found.votes.append(Moment(None, text_of(hall.card)))
        dots = {str(1 + rank): 9 - rank} if rank else {"1": 9}
        await cast(hall, found, person, dots)
    await hall.end()
    await hall.stage.later(120)
