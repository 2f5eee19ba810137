"""A session in which three people leave something in every kind of step."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.rehearsal.stage import Person
from bot.services.consent import answering, leading
from bot.services.position import standing
from bot.services.rate import giving
from bot.services.themes import sorting, together
from bot.services.turns import leading as turns_led
from bot.services.turns import taking
from bot.services.turns.taking import Giving
from bot.services.vote import voting
from bot.services.wall import reacting
from bot.workshop.consent.proposal import Stage, Stance
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.turns.round import Stands
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.step import Wording
from bot.workshop.wall.reaction import Reaction
from tests.builders import both, group, position, rate, titled, turns, vote
from tests.discord.acting import Room, room, rows
from tests.discord.privacy.grep import Hit, hits
from tests.discord.recipes import ACCORD, ACTIONS, COLLECT, REVEAL, TYPED

NAMES = ("Zéphyrine", "Barthélemy", "Quitterie")
_OPTIONS = tuple(Wording(fr=name, en=name) for name in ("Un four", "Un verger", "Une chorale"))
MINE = Recipe(
    title=titled("Mes données"),
    purpose=both("Tout laisser derrière soi."),
    steps=(
        COLLECT,
        TYPED,
        REVEAL,
        group(),
        vote(method="approval", on=VoteOn.OPTIONS, options=_OPTIONS, secret=False),
        ACCORD.steps[0],
        rate(minutes=30),
        position(minutes=30, named=True),
        turns(minutes=30, word=True),
        ACTIONS,
        vote(method="dots", on=VoteOn.POSTITS, secret=True),
    ),
)
# Of nobody once they are revealed, or the line is closed in a masked session.
_OF_NOBODY = {"mark": ("signed", "masked"), "place": ("masked",)}


@dataclass
class Lived:
    """A session up to its last vote, secret, which is open. `truth` tells whose each text is, and
    of which kind."""

    hall: Room
    people: list[Person]
    signing: str
    truth: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def me(self) -> Person:
        return self.people[1]

    def says(self, person: Person, what: str, kind: str) -> str:
        """Return a text that only this person says."""
        text = f"{what} de {person.name.lower()} qui se reconnaît"
        self.truth[text] = (person.id, kind)
        return text

    def words_of(self, person: Person, *kinds: str) -> list[str]:
        """Return what leads to someone of what they wrote."""
        return [
            text
            for text, (who, kind) in self.truth.items()
            if who == person.id
            and self.signing not in _OF_NOBODY.get(kind, ())
            and (not kinds or kind in kinds)
        ]

    def hits(self, words: list[str]) -> set[Hit]:
        return hits(self.hall.path, words)

    @property
    def step(self) -> int:
        return int(self.hall.open_step()["id"])


def actor(person: Person) -> Actor:
    return Actor(person.id, person.name)


@asynccontextmanager
async def lived_in(folder: Path, signing: str) -> AsyncIterator[Lived]:
    """Live it in a room of its own."""
    async with room(folder / "gommette.db", {"moi": MINE}, seed=3) as hall:
        lived = Lived(hall, [hall.person(name) for name in NAMES], signing)
        await hall.play("moi", "collect", signing=signing)
        for act in (_write, _type, _react, _sort, _vote, _consent, _mark, _stand, _speak, _promise):
            await act(lived)
            await hall.steer("lead.next")
        # A ballot tells its voter the words of what they chose: here their own.
        for person in lived.people:
            await _cast(lived, person, {_own_option(lived, person): 2})
        yield lived


async def _write(lived: Lived) -> None:
    for person in lived.people:
        ideas = [lived.says(person, f"la pensée {n}", "post-it") for n in (1, 2)]
        await lived.hall.write(person, *ideas)


async def _type(lived: Lived) -> None:
    if lived.signing == "signed":
        for person in lived.people:
            await person.say(lived.hall.channel, lived.says(person, "un rebond", "post-it"))


async def _react(lived: Lived) -> None:
    ctx = lived.hall.stage.bot.ctx
    shown = rows(lived.hall.path, "SELECT id, text FROM postits WHERE number IS NOT NULL")
    for rank, person in enumerate(lived.people):
        others = [row["id"] for row in shown if lived.truth[row["text"]][0] != person.id]
        text = lived.says(person, "un commentaire", "comment")
        delivery = str(922_333_444_555_666_001 + rank)
        await reacting.comment(ctx, others[0], actor(person), text, delivery)
        await reacting.react(ctx, others[-1], actor(person), Reaction.AGREE, True)


async def _sort(lived: Lived) -> None:
    ctx, now = lived.hall.stage.bot.ctx, lived.hall.stage.bot.clock()
    step, lead = lived.step, actor(lived.hall.lead)
    for name in ("Des lieux", "Des fêtes"):
        seen = (await sorting.board(ctx, step, lead)).revision
        await sorting.create(ctx, step, lead, name, seen)
    await together.start(ctx, step, lead)
    for person in lived.people:
        hand = await together.take(ctx, step, actor(person), now)
        given = {one.postit.id: one.themes[0] for one in hand.postits}
        await together.answers(ctx, step, actor(person), given, now)


async def _cast(lived: Lived, person: Person, content: Content) -> None:
    ctx, now = lived.hall.stage.bot.ctx, lived.hall.stage.bot.clock()
    await voting.change(ctx, lived.step, actor(person), lambda _: content)
    await voting.cast(ctx, lived.step, actor(person), now)


def _own_option(lived: Lived, person: Person) -> str:
    offered = rows(
        lived.hall.path, "SELECT number, label FROM vote_options WHERE step_id = ?", lived.step
    )
    return next(str(o["number"]) for o in offered if lived.truth[o["label"]][0] == person.id)


async def _vote(lived: Lived) -> None:
    for rank, person in enumerate(lived.people):
        await _cast(lived, person, [str(1 + rank)])


async def _consent(lived: Lived) -> None:
    ctx, step, lead = lived.hall.stage.bot.ctx, lived.step, actor(lived.hall.lead)
    await leading.move(ctx, step, lead, Stage.PROPOSAL, Stage.QUESTIONS)
    for rank, person in enumerate(lived.people):
        text = lived.says(person, "une question", "question")
        await answering.ask(ctx, step, actor(person), text, str(933_000_111_222_333_001 + rank))
    await leading.move(ctx, step, lead, Stage.QUESTIONS, Stage.REACTIONS)
    for person in lived.people:
        text = lived.says(person, "une réaction", "question")
        await answering.react(ctx, step, actor(person), 1, text)
    await leading.move(ctx, step, lead, Stage.REACTIONS, Stage.OBJECTIONS)
    for rank, person in enumerate(lived.people):
        text, stance = lived.says(person, "une raison", "reason"), list(Stance)[1 + rank % 2]
        await answering.answer(ctx, step, actor(person), 1, stance, text)


async def _mark(lived: Lived) -> None:
    ctx, now = lived.hall.stage.bot.ctx, lived.hall.stage.bot.clock()
    for rank, person in enumerate(lived.people):
        await giving.give(ctx, lived.step, actor(person), 1 + rank, now)
        await giving.say(ctx, lived.step, actor(person), lived.says(person, "un mot", "mark"), now)


async def _stand(lived: Lived) -> None:
    ctx, step = lived.hall.stage.bot.ctx, lived.step
    for rank, person in enumerate(lived.people):
        await standing.stand(ctx, step, actor(person), rank, lived.hall.stage.bot.clock())
    await lived.hall.stage.later(150)
    for rank, person in enumerate(lived.people):
        now, text = lived.hall.stage.bot.clock(), lived.says(person, "un argument", "place")
        await standing.stand(ctx, step, actor(person), 9 - rank, now)
        await standing.say(ctx, step, actor(person), text, now)


async def _speak(lived: Lived) -> None:
    ctx, step, now = lived.hall.stage.bot.ctx, lived.step, lived.hall.stage.bot.clock()
    lead, by_id = actor(lived.hall.lead), {person.id: person for person in lived.people}
    for person in lived.people:
        await taking.here(ctx, step, actor(person), lambda _: None, now)
    await turns_led.begin(ctx, step, lead, 0, (), None, now)
    while True:
        async with ctx.database.read() as tx:
            held = await tx.turns.get(step)
        assert held is not None
        if held.speaker is None:
            return
        speaker = by_id.get(held.speaker.person)
        if speaker is None:  # whoever leads takes part, and says nothing
            await turns_led.go_on(ctx, step, lead, held.turn, Stands.SPOKE, lambda _: None, now)
            continue
        await taking.give_on(ctx, step, actor(speaker), held.turn, Giving.DONE, lambda _: None, now)
        await taking.write(ctx, step, actor(speaker), lived.says(speaker, "un vœu", "word"), now)


async def _promise(lived: Lived) -> None:
    for person in lived.people:
        form = await person.press(lived.hall.card, "action.add")
        what = lived.says(person, "une promesse", "action")
        await person.fill(form, what=what, member=[person.member], due="")
