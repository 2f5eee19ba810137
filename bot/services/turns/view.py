"""A speaking round as people see it: on the card, and each their own place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.services.context import Context, author_of, form_step, open_step
from bot.services.turns.clock import ends_at, left_at
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Turns
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.turns.round import Round, Seat
from bot.workshop.turns.word import Word

# Who is in a voice channel now; None where Discord does not tell.
Look = Callable[[int], frozenset[int] | None]


@dataclass(frozen=True, slots=True)
class Floor:
    """A round as its card shows it. `words` are those that may be read now; where they `wait`, they
    are read together once the step is left. `ends` is when the one who speaks is to end, and `left`
    how many seconds they have while the clock stands still."""

    round: Round
    words: tuple[Word, ...] = ()
    wait: bool = False
    ends: datetime | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A round as one person sees it: their seat, None where they are not in it, and their word.
    `closed` once words are neither written nor changed any more."""

    session: Session
    step: StepRun
    plan: Turns
    round: Round
    person: int
    word: str | None = None
    closed: bool = False

    @property
    def seat(self) -> Seat | None:
        return self.round.seat(self.person)

    @property
    def before(self) -> int:
        """How many speak before them, the one who does now among them."""
        waiting = [seat.person for seat in self.round.following]
        ahead = waiting.index(self.person) if self.person in waiting else len(waiting)
        return ahead + int(self.round.speaker is not None)


async def found(
    tx: Transaction, step_id: int, now: datetime | None = None
) -> tuple[Session, StepRun, Turns, Round | None]:
    """Return an open round, or that of a form as `form_step` says; raise Refusal otherwise."""
    session, step = await (open_step(tx, step_id) if now is None else form_step(tx, step_id, now))
    if not isinstance(step.plan, Turns):
        raise Refusal("step.not_open")
    return session, step, step.plan, await tx.turns.get(step_id)


async def has_floor(ctx: Context, step_id: int, turn: int) -> Seat | None:
    """Return who has the floor of an open round, if the `turn` is still the same."""
    async with ctx.database.read() as tx:
        step, held = await tx.sessions.step(step_id), await tx.turns.get(step_id)
    if step is None or not step.is_open or held is None or held.turn != turn:
        return None
    return held.speaker


def anew(plan: Turns, held: Round | None) -> Round:
    """Return the round as it is, or the one that begins."""
    return held or Round(each=plan.each_seconds)


def looked(held: Round, look: Look) -> Round:
    """Return the round with who is in its voice channel now."""
    there = look(held.voice_id) if held.voice_id is not None else None
    return held if there is None else held.seen(there)


async def place_of(
    tx: Transaction, step_id: int, actor: Actor, now: datetime | None = None
) -> Place:
    """Return the place of `actor` in a round; raise Refusal where there is none."""
    session, step, plan, held = await found(tx, step_id, now)
    author = await author_of(tx, session, actor.user_id) if plan.word else ""
    words = await tx.turns.words(step_id) if plan.word else ()
    mine = next((word.text for word in words if word.author == author), None)
    closed = session.masked and await tx.turns.were_read(step_id)
    return Place(session, step, plan, anew(plan, held), actor.user_id, mine, closed)


async def floor_of(tx: Transaction, session: Session, step: StepRun) -> Floor:
    """Return a round as its card shows it. Where authors are masked, a word that appeared as
    someone spoke would tell whose it is: all are shown once the step is left."""
    assert isinstance(step.plan, Turns)
    held = await tx.turns.get(step.id) or Round(each=step.plan.each_seconds)
    wait = session.masked and step.is_open and not await tx.turns.were_read(step.id)
    words = () if wait else await tx.turns.words(step.id)
    if session.masked:
        words = tuple(replace(word, author=None, author_name=None) for word in words)
    wait = wait and step.plan.word
    return Floor(held, words, wait, ends_at(step, held), left_at(step, held))
