"""A change of an open vote is done: the room is told, and those who voted look at their ballot."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.reports.vote.dates import dated
from bot.services.context import Context
from bot.services.sessions.moving import end_told, say_again, set_clock
from bot.services.vote.dates import watch
from bot.services.vote.mending.looking import Preview, of_draft
from bot.services.vote.reminding import DAY, MOST_LETTERS
from bot.services.vote.voting import Ballot, ballot, own_ballot
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun
from bot.workshop.vote.mending.change import Mend, Mended, Planned
from bot.workshop.vote.methods import Method


class Moved(Refusal):
    """The vote has changed since the change was looked at: it is shown again."""


async def mend(
    ctx: Context, step_id: int, actor: Actor, draft: int, seen: int, now: datetime
) -> Preview:
    """Do a change that was looked at. The room is told in public, those who voted in private where
    they are asked to look at their ballot again, and the history keeps it.

    Raises Moved when the vote is no more as it was `seen`, Done when it was done.
    """
    async with ctx.database.write() as tx:
        shown = await of_draft(tx, step_id, actor, draft, now)
        if shown.seen != seen:
            raise Moved("mend.moved")
        session, step, made = shown.session, shown.step, shown.made
        kind = shown.change.kind
        mended = Mended(kind, now, shown.open.voted, made.number, made.before, made.after)
        if kind is Mend.END:
            before, after = await _set_end(tx, session, step, made.minutes or 1, now)
            mended = replace(mended, before=before, after=after)
        else:
            await tx.sessions.set_plan(step.id, made.plan)
            await _titled(tx, session, step, made.plan)
        if kind.of_option:
            await _set_option(tx, session, replace(step, plan=made.plan), kind, made, now)
        await tx.mendings.add(step.id, mended)
        await tx.mendings.drop(draft)
        await _say(tx, session, step, mended, now)
        tx.touch(Topic.SESSION, session.id)
        return shown


async def _set_option(
    tx: Transaction, session: Session, step: StepRun, kind: Mend, made: Planned, now: datetime
) -> None:
    """Add, correct or take out an option of a vote; `step` has the plan that it then has."""
    plan, option = step.plan, made.option
    assert isinstance(plan, Vote)
    if kind is Mend.TAKEN_OUT:
        assert made.number is not None
        await tx.mendings.take_out(step.id, made.number)
    if option is not None:
        if option.slot is not None and plan.zone is not None:
            option = replace(option, label=dated(option.slot, plan.zone, session.language))
        if kind is Mend.ADDED:
            await tx.mendings.add_option(step.id, option)
        else:
            await tx.ballots.reword(step.id, option)
    if made.forgets:
        assert made.number is not None
        await tx.mendings.unsay(step.id, made.number)
    if plan.method is Method.DATES:
        await tx.mendings.in_time(step.id)
        await watch(tx, session, step, now)


async def keep(ctx: Context, step_id: int, actor: Actor, seen: int, now: datetime) -> Ballot:
    """Note that `actor` has looked at the ballot that they had cast, and keeps it as it is.

    Raises Refusal when it is no more the one that was `seen`.
    """
    async with ctx.database.write() as tx:
        mine, voter = await own_ballot(tx, step_id, actor)
        if not mine.counts or mine.seen != seen:
            raise Refusal("ballot.changed")
        await tx.mendings.looked(step_id, voter, now)
        tx.touch(Topic.SESSION, mine.session.id)
    return await ballot(ctx, step_id, actor)


async def still_to_look(ctx: Context, session: Session, step: StepRun, actor: Actor) -> bool:
    """Return whether `actor` has a ballot in the box of a vote that is still open."""
    closed = session.state is not SessionState.RUNNING or not step.is_open
    if closed or step.outcome is not None or not isinstance(step.plan, Vote):
        return False
    async with ctx.database.read() as tx:
        return actor.user_id in await tx.voters.voted(step.id)


async def _titled(tx: Transaction, session: Session, step: StepRun, plan: Vote) -> None:
    """A session that is a vote alone goes by its question: it is found under the corrected one."""
    before, after = step.plan.title[session.language], plan.title[session.language]
    if session.quick and session.title == before != after:
        await tx.sessions.set_title(session.id, after)


async def _set_end(
    tx: Transaction, session: Session, step: StepRun, minutes: int, now: datetime
) -> tuple[str | None, str]:
    """Have the time of a step be up in so many minutes; return when it was and when it is."""
    ends = now + timedelta(minutes=minutes)
    told = await end_told(tx, step, now)
    if session.paused:
        before = None if step.left_seconds is None else now + timedelta(seconds=step.left_seconds)
        after = replace(step, left_seconds=minutes * 60)
    else:
        before, after = step.closes_at, replace(step, closes_at=ends)
    await tx.sessions.save_step(after)
    if not session.paused:
        await set_clock(tx, after, now)
    if told:
        await say_again(tx, session, after, now)
    return before.isoformat() if before is not None else None, ends.isoformat()


async def _say(
    tx: Transaction, session: Session, step: StepRun, mended: Mended, now: datetime
) -> None:
    """Tell the room and, where they are asked to look again, all who voted: whose ballot held what,
    nothing tells. Nobody is written to more often in a day than by any other vote."""
    ordinal = len(await tx.mendings.of_step(step.id))
    await tx.outbox.add(
        Saying.VOTE_MENDED, session.id, session.channel_id, now, step=step.id, mending=ordinal
    )
    if not mended.asks:
        return
    often = await tx.voters.written_to(session.server_id, now - DAY, MOST_LETTERS)
    people = await tx.voters.voted(step.id) - often
    await tx.voters.note_letters(session, people, now, DAY)
    for person in sorted(people):
        await tx.outbox.add(
            Saying.LOOK_AGAIN, session.id, -step.id, now, step=step.id, person=person
        )
