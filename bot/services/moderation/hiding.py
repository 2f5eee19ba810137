"""Hiding a post-it, a comment, an action or a reason, and showing it again, without learning who
wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, author_of, steered
from bot.services.moderation.walls import show_reasons_again, show_walls_again
from bot.services.notes.dividing import subject_hidden, subject_shown
from bot.services.themes.settling import settle
from bot.services.vote.polls import source_back, source_gone
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.moderation.hiding import Thing, What, check_reason, readable
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState
from bot.workshop.vote.methods import VoteOn
from bot.workshop.vote.options import Departure


async def things(
    ctx: Context, session_id: int, actor: Actor, what: What
) -> tuple[Session, list[Thing]]:
    """Return what whoever leads a live session can hide or show again, what is hidden first;
    raise Refusal for others."""
    async with ctx.database.read() as tx:
        session = await steered(tx, session_id, actor)
        return session, await _things(tx, session, what)


async def one(
    ctx: Context, session_id: int, actor: Actor, what: What, ref: int
) -> tuple[Session, Thing]:
    """Return one of the `things`; raise Refusal when it is gone."""
    async with ctx.database.read() as tx:
        return await _one(tx, session_id, actor, what, ref)


async def hide(
    ctx: Context, session_id: int, actor: Actor, what: What, ref: int, reason: str, now: datetime
) -> tuple[Session, Thing]:
    """Hide one of the `things`, for a `reason` that its writer will read; it may be empty.

    The room is shown its wall again without it. Once more changes the reason.
    """
    async with ctx.database.write() as tx:
        session, thing = await _one(tx, session_id, actor, what, ref)
        checked = check_reason(reason)
        await tx.moderation.hide(what, ref, checked)
        if not thing.of_nobody:
            await tx.moderation.to_be_told(session.id, what, ref)
            tx.touch(Topic.UNTOLD, session.id)
        await show_reasons_again(tx, session, thing.told_in, now)
        if thing.hidden is None and what is What.POSTIT:
            # Of votes under way it leaves as if withdrawn; ballots that hold it keep it, hidden.
            await source_gone(tx, session.id, VoteOn.POSTITS, ref, Departure.HIDDEN)
            session = await subject_hidden(tx, session, ref, now)
            await show_walls_again(tx, session, now)
        tx.touch(Topic.SESSION, session.id)
        return await _one(tx, session_id, actor, what, ref)


@dataclass(frozen=True, slots=True)
class ShownAgain:
    """What is shown again; `on_ballots` where it can be chosen again in a vote under way."""

    session: Session
    thing: Thing
    on_ballots: bool


async def show_again(
    ctx: Context, session_id: int, actor: Actor, what: What, ref: int, now: datetime
) -> ShownAgain:
    """Show again one of the `things` that was hidden; once is enough."""
    on_ballots = False
    async with ctx.database.write() as tx:
        session, thing = await _one(tx, session_id, actor, what, ref)
        await tx.moderation.hide(what, ref, None)
        await tx.moderation.told(session.id, what, ref)
        await show_reasons_again(tx, session, thing.told_in, now)
        if thing.hidden is not None and what is What.POSTIT:
            await _placed(tx, ref)
            await settle(tx, session.id)
            on_ballots = await source_back(tx, session.id, VoteOn.POSTITS, ref)
            session = await subject_shown(tx, session, ref, now)
            await show_walls_again(tx, session, now)
        tx.touch(Topic.SESSION, session.id)
        return ShownAgain(*await _one(tx, session_id, actor, what, ref), on_ballots)


async def to_tell(ctx: Context, session_id: int, actor: Actor) -> list[Thing]:
    """Return what is hidden of what `actor` wrote and they were not told of; they are now."""
    if session_id not in ctx.live.untold:
        return []
    async with ctx.database.read() as tx:
        session = await tx.sessions.get(session_id)
        if session is None or session.state is SessionState.ENDED:
            ctx.live.untold.discard(session_id)
            return []
        author = await author_of(tx, session, actor.user_id)
        found = await tx.moderation.of_author(session.id, author, untold=True)
    if found:
        async with ctx.database.write() as tx:
            for thing in found:
                await tx.moderation.told(session_id, thing.what, thing.id)
    return found


async def _placed(tx: Transaction, postit_id: int) -> None:
    """Give a post-it that was hidden when its wall was revealed the next number of the wall."""
    postit = await tx.postits.get(postit_id)
    assert postit is not None
    if postit.number is None and await tx.postits.any_revealed(postit.step_id):
        await tx.postits.reveal(postit.session_id, [postit.id])


async def _one(
    tx: Transaction, session_id: int, actor: Actor, what: What, ref: int
) -> tuple[Session, Thing]:
    session = await steered(tx, session_id, actor)
    found = next((thing for thing in await _things(tx, session, what) if thing.id == ref), None)
    if found is None:
        raise Refusal(f"hide.gone.{what}")
    return session, found


async def _things(tx: Transaction, session: Session, what: What) -> list[Thing]:
    if what is What.COMMENT:
        found = await tx.moderation.comments(session.id)
    elif what is What.REASON:
        found = await tx.moderation.reasons(session.id)
    elif what is What.ACTION:
        actions = await tx.actions.of_session(session.id, hidden=True)
        found = [Thing(what, action.id, action.what, action.hidden) for action in actions]
    else:
        open_steps = {step.id for step in await tx.sessions.steps(session.id) if step.is_open}
        found = [
            _thing(postit)
            for postit in await tx.postits.of_session(session.id, hidden=True)
            if readable(session, postit, open_steps)
        ]
    return sorted(found, key=lambda thing: thing.hidden is None)


def _thing(postit: PostIt) -> Thing:
    return Thing(
        What.POSTIT, postit.id, postit.text, postit.hidden, postit.number, postit.message_id
    )
