"""A vote: options frozen when it opens, ballots unlinked from people when it is counted."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.reports.record import VoteRecord
from bot.services.context import Context
from bot.services.records import vote_record
from bot.services.step import Held, StepActs
from bot.services.vote.dates import watch
from bot.services.vote.last_words import all_voted, look_if_all
from bot.services.vote.offered import choices, moved, open_on
from bot.services.vote.polls import count, held, progress
from bot.services.vote.shut import stop_for
from bot.store import Transaction
from bot.workshop.kinds import Vote
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.step import AtEnd
from bot.workshop.vote.mending.change import Mended
from bot.workshop.vote.methods import ClosesWhen, Method
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.progress import Progress
from bot.workshop.vote.reasons import asks_reasons


@dataclass(frozen=True, slots=True)
class Polled:
    """An open vote as its card tells it: nothing of what the ballots say.

    `empty` when there is nothing to vote on, though `offered` things could have been chosen:
    too many, or taken back since. `mended` is what was changed of it since it opened, and `to_look`
    how many of those who voted before have not looked at their ballot again. `soon` when everyone
    has voted, and it is about to be counted.
    """

    progress: Progress
    options: tuple[Option, ...]
    empty: bool
    offered: int
    mended: tuple[Mended, ...] = ()
    to_look: int = 0
    soon: bool = False


class VoteActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if step.outcome is not None or not isinstance(step.plan, Vote):
            return  # a counted vote cannot reopen: nothing links its ballots to people any more
        await tx.sessions.make_key("vote", step.id, secrets.token_bytes(32))
        if not await _goes_on(tx, session, step, step.plan):
            await tx.ballots.discard_drafts(step.id)
            await open_on(tx, session, step, ctx.rng)
        await watch(tx, session, step, now)
        await look_if_all(tx, session, step, now)

    async def resumed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        if step.outcome is None:
            await watch(tx, session, step, now)  # dates went by meanwhile
            await look_if_all(tx, session, step, now)

    async def time_up(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> bool:
        """Count a vote that closes with its timebox and stays for the room to look at the result;
        moving on counts it anyway."""
        # Closing may end the session, and what ends it looks at the acts.
        from bot.services.vote.closing import close_now

        if not isinstance(step.plan, Vote):
            return False
        if step.outcome is not None:
            return True  # closed already, the clock with it
        if await stop_for(tx, session, step, now):
            return True
        closes = step.plan.closes is ClosesWhen.TIME or step.plan.at_end is AtEnd.CLOSE
        if not closes or step.moves_on(session.recipe):
            return False
        # Nobody voted since: a session that ends with its vote ends then.
        await close_now(ctx, tx, session, step, min(now, step.closes_at or now))
        return True

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await count(ctx, tx, session, step, now)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """The box stays as it is: what was cast counts, at the latest at the end."""

    async def held(self, tx: Transaction, session: Session, step: StepRun) -> Held | None:
        """Return what is in the box of a vote that was not counted; None when it is empty."""
        plan = step.plan
        if step.outcome is not None or not isinstance(plan, Vote):
            return None
        found = await held(tx, session, step, plan)
        return found if found.people else None

    async def emptied(self, tx: Transaction, step: StepRun) -> None:
        """The room votes again: whose ballots are erased is told to each of them, and how many
        they were to everyone."""
        plan = step.plan
        assert isinstance(plan, Vote)
        cast = (await progress(tx, step, plan)).voted
        await tx.sessions.set_voted_before(step.id, step.voted_before + cast)
        await tx.voters.vote_again(step.id)
        await _erase(tx, step)

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        if step.outcome is None:
            await _erase(tx, step)
            await tx.voters.forget_former(step.id)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Polled | VoteRecord:
        """Return how far the vote is, or what came of it once it is counted."""
        plan = step.plan
        assert isinstance(plan, Vote)
        if step.outcome is not None:
            return await vote_record(tx, session, step)
        options = tuple(await tx.ballots.options(step.id))
        empty = plan.method is not Method.YES_NO and not Slate.of(options).offered
        offered = len(await choices(tx, session, plan)) if empty else len(options)
        mended = await tx.mendings.of_step(step.id)
        to_look = await tx.mendings.to_look(step.id) if mended else 0
        now = await progress(tx, step, plan)
        soon = step.is_open and asks_reasons(plan) and await all_voted(tx, session, step)
        return Polled(now, options, empty, offered, mended, to_look, soon)


async def _erase(tx: Transaction, step: StepRun) -> None:
    """Erase the ballots of a vote, who had cast them, and the key that linked both."""
    await tx.ballots.discard(step.id)
    await tx.voters.forget_reminded(step.id)
    await tx.sessions.destroy_key("vote", step.id)


async def _goes_on(tx: Transaction, session: Session, step: StepRun, plan: Vote) -> bool:
    """Return whether a vote that opens keeps its ballot: people voted on it, or are preparing to
    vote on what still stands."""
    if not await tx.ballots.has_any(step.id):
        return False
    cast = (await progress(tx, step, plan)).voted
    return bool(cast) or not await moved(tx, session, step, plan)
