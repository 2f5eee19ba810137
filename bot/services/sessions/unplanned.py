"""Opening a step that no recipe planned: a vote, a proposal or a round, at any time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, leads, steered
from bot.services.sessions.opening import NewSession, create_in, taken
from bot.services.sessions.steering import interrupt, open_first
from bot.services.vote.offered import choices, too_many, within
from bot.services.vote.polls import add_present, electorate
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Kinds, Vote
from bot.workshop.language import Bilingual, Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Session, SessionState, Signing, StepRun
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.step import MOST_OPTIONS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is opened: the channel, and the language of a session made for it."""

    server_id: int
    channel_id: int
    language: Language


async def open_step_now(
    ctx: Context,
    place: Place,
    plan: Kinds,
    actor: Actor,
    now: datetime,
    *,
    present: Collection[int] = (),
    leading: Collection[int] = (),
    sound: bool | None = None,
) -> tuple[Session, StepRun]:
    """Open `plan` at once in a channel and return it with its session.

    In a session the step under way waits, and comes back after it with the time that was left
    (`bot.services.sessions.steering.interrupt`). Without one, a session is made of this step
    alone, led by `actor`; it ends by itself once a vote is counted, or with the time of a round.
    `present` are those in the voice channel, for a vote of theirs, and `leading` those of them who
    lead by their role. `sound` has the end of timeboxes heard, or not; None leaves it as it is.
    Raises Refusal when `actor` does not lead the session, when there is nothing to vote on, or
    nobody in the voice channel.
    """
    async with ctx.database.write() as tx:
        return await open_step_in(
            ctx, tx, place, plan, actor, now, present=present, leading=leading, sound=sound
        )


async def open_step_in(
    ctx: Context,
    tx: Transaction,
    place: Place,
    plan: Kinds,
    actor: Actor,
    now: datetime,
    *,
    present: Collection[int] = (),
    leading: Collection[int] = (),
    sound: bool | None = None,
) -> tuple[Session, StepRun]:
    """Do as `open_step_now`, in a transaction that does more."""
    session = await tx.sessions.live_in(place.channel_id)
    if session is not None:
        if session.is_round and not await leads(tx, session, actor):
            raise await taken(tx, place.channel_id, actor.user_id)
        session = await steered(tx, session.id, actor)
        step = await interrupt(ctx, tx, session, plan, now)
    else:
        session = await create_in(tx, _alone(place, plan), actor, now)
        step = await open_first(ctx, tx, session, now)
    if sound is not None:
        await tx.sessions.set_sound(session.id, heard=sound)
    if isinstance(plan, Vote):
        await check_options(tx, session, plan)
        await add_present(tx, session, step, present, leading)
        if plan.electors.who is Electorate.VOICE and not await electorate(tx, step, plan):
            raise Refusal("vote.nobody_in_voice", channel=f"<#{plan.electors.place}>")
    return session, step


async def open_here(
    ctx: Context, session_id: int, plan: Kinds, actor: Actor, now: datetime
) -> StepRun:
    """Open `plan` at once in a session under way, as `open_step_now` does, and return it.

    Raises Refusal when it has not begun or has ended, and as `open_step_now`.
    """
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        if session.state is not SessionState.RUNNING:
            raise Refusal("session.not_started")
        step = await interrupt(ctx, tx, session, plan, now)
        if isinstance(plan, Vote):
            await check_options(tx, session, plan)
        return step


async def check_options(tx: Transaction, session: Session, plan: Vote) -> None:
    """Raise Refusal when there is nothing to choose between, or too much to look at one by one."""
    if plan.on is VoteOn.OPTIONS:
        return
    options = len(await choices(tx, session, await within(tx, session, plan)))
    if options < 2:
        raise Refusal(f"vote.too_few.{plan.on}")
    if too_many(plan, options):
        raise Refusal("vote.too_many", count=options, most=MOST_OPTIONS)


def _alone(place: Place, plan: Kinds) -> NewSession:
    title = plan.title[place.language]
    purpose = Bilingual(**plan.invite.texts)
    return NewSession(
        server_id=place.server_id,
        channel_id=place.channel_id,
        title=title,
        language=place.language,
        signing=Signing.SIGNED,
        recipe=Recipe(title=plan.title, purpose=purpose, steps=(plan,)),
        scenario=None,
        quick=True,
    )
