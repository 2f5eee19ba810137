"""Adjusting a vote that is open, until the first ballot is cast: which part of the wall it is on,
how many dots each person gets, and its quorum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from bot.services.context import Context
from bot.services.vote.offered import choices, scope_of, too_many
from bot.services.vote.polls import led_vote
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.asking import changed_quorum
from bot.workshop.vote.ballot import Content, Dots, marked
from bot.workshop.vote.budget import suggested
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import ClosesWhen, Method, VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.scope import Scope
from bot.workshop.vote.step import MOST_OPTIONS


@dataclass(frozen=True, slots=True)
class Part:
    """A theme that holds post-its, or with `id` None those in none; `voted_on` when it is on the
    ballot."""

    id: int | None
    name: str | None
    size: int
    voted_on: bool


@dataclass(frozen=True, slots=True)
class Adjustable:
    """A vote that can still be adjusted, on so many `options`.

    `parts` are those of the wall, the largest theme first; empty where there is nothing to choose
    between. `begun` when ballots are being prepared.
    """

    session: Session
    step: StepRun
    plan: Vote
    options: int
    parts: tuple[Part, ...]
    begun: bool

    @property
    def suggested(self) -> int:
        """How many dots its options suggest."""
        return suggested(self.options)


def can_adjust(plan: Vote) -> bool:
    """True when a vote has anything to adjust."""
    return plan.on is VoteOn.POSTITS or plan.method is Method.DOTS or sets_quorum(plan)


def has_options(plan: Vote) -> bool:
    """False for a plain question: there is nothing to choose between."""
    return plan.method is not Method.YES_NO


def sets_quorum(plan: Vote) -> bool:
    """True when a vote has a quorum that can be changed, with how many may vote: a role or a voice
    channel tells that by itself, and so does a vote that waits for all of them."""
    open_to_all = plan.electors.who in (Electorate.EVERYONE, Electorate.NUMBER)
    return plan.quorum is not None and open_to_all and plan.closes is not ClosesWhen.ALL


async def set_quorum(
    ctx: Context, step_id: int, actor: Actor, voters: str, quorum: str
) -> Adjustable:
    """Have a vote need the `quorum` that is written, of as many `voters` as are; raise Refusal for
    what cannot be read, or once a ballot is cast."""
    async with ctx.database.write() as tx:
        now = await _adjustable(tx, step_id, actor)
        if not sets_quorum(now.plan):
            raise Refusal("button.unknown")
        changed = changed_quorum(now.plan, voters, quorum)
        if changed.quorum is None:
            raise Refusal("asked.no_quorum")
        await tx.sessions.set_plan(now.step.id, changed)
        return await _adjusted(tx, now, actor)


async def adjustable(ctx: Context, step_id: int, actor: Actor) -> Adjustable:
    """Return a vote to whoever leads it; raise Refusal once a ballot is cast."""
    async with ctx.database.read() as tx:
        return await _adjustable(tx, step_id, actor)


async def set_dots(ctx: Context, step_id: int, actor: Actor, dots: int | None) -> Adjustable:
    """Give each person `dots` dots, as many as the options suggest where it is None."""
    async with ctx.database.write() as tx:
        now = await _adjustable(tx, step_id, actor)
        if now.plan.method is not Method.DOTS or not (dots is None or 1 <= dots <= 99):
            raise Refusal("button.unknown")
        budget = now.suggested if dots is None else dots
        cap = now.plan.cap
        change = {
            "budget": budget,
            "suggested": dots is None,
            "cap": cap if cap is not None and cap < budget else None,  # it would hold nobody back
        }
        await tx.sessions.set_plan(now.step.id, now.plan.model_copy(update=change))
        return await _adjusted(tx, now, actor)


async def set_parts(
    ctx: Context,
    step_id: int,
    actor: Actor,
    shown: Collection[int | None],
    chosen: Collection[int | None],
) -> Adjustable:
    """Have the vote be, of the parts of the wall `shown`, on exactly those `chosen`; the others
    stay as they are.

    Raises Refusal when fewer than two post-its would be left to choose from, or more than can be
    looked at one by one.
    """
    async with ctx.database.write() as tx:
        now = await _adjustable(tx, step_id, actor)
        on = {part.id for part in now.parts if part.voted_on} - set(shown) | set(chosen)
        kept = [part.id for part in now.parts if part.id in on]
        if not set(chosen) <= set(shown) or not on <= {part.id for part in now.parts}:
            raise Refusal("theme.gone")
        sorting = await tx.themes.sorting(now.session.id)
        whole = len(kept) == len(now.parts)
        scope = Scope(by_hand=True) if whole else scope_of(sorting, kept, by_hand=True)
        plan = now.plan.model_copy(update={"scope": scope})
        found = await choices(tx, now.session, plan) if kept else []
        if len(found) < 2:
            raise Refusal("vote.adjust_few")
        if too_many(plan, len(found)):
            raise Refusal("vote.too_many", count=len(found), most=MOST_OPTIONS)
        await tx.sessions.set_plan(now.step.id, plan.sized(len(found)))
        await tx.ballots.set_options(now.step.id, found)
        return await _adjusted(tx, now, actor)


async def _adjusted(tx: Transaction, before: Adjustable, actor: Actor) -> Adjustable:
    """Return a vote as it was adjusted; ballots that no longer fit it are to be marked again."""
    after = await _adjustable(tx, before.step.id, actor)
    options = await tx.ballots.options(before.step.id)
    await tx.ballots.keep_drafts(
        before.step.id, lambda content: _fits(content, after.plan, options)
    )
    tx.touch(Topic.SESSION, before.session.id)
    return after


def _fits(content: Content, plan: Vote, options: Collection[Option]) -> bool:
    if not set(marked(content)) <= {option.name for option in options if option.stands}:
        return False
    return plan.method is not Method.DOTS or sum(cast(Dots, content).values()) <= plan.budget


async def _adjustable(tx: Transaction, step_id: int, actor: Actor) -> Adjustable:
    session, step, plan = await led_vote(tx, step_id, actor)
    if not can_adjust(plan):
        raise Refusal("button.unknown")
    if await tx.ballots.has_cast(step.id):
        raise Refusal("vote.adjust_late")
    options = [option for option in await tx.ballots.options(step.id) if option.stands]
    parts = await _parts(tx, session, plan) if plan.on is VoteOn.POSTITS else ()
    begun = await tx.ballots.has_any(step.id)
    return Adjustable(session, step, plan, len(options), parts, begun)


async def _parts(tx: Transaction, session: Session, plan: Vote) -> tuple[Part, ...]:
    sorting = await tx.themes.sorting(session.id)
    held = Counter(sorting.places.values())
    scope = plan.scope
    there = held.keys() if scope is None or not scope.is_part else set(scope.ids)
    names: dict[int | None, str] = {theme.id: theme.name for theme in sorting.themes}
    found = [Part(one, names.get(one), size, one in there) for one, size in held.items()]
    if len(found) < 2:
        return ()
    return tuple(sorted(found, key=lambda part: (part.id is None, -part.size, part.id or 0)))
