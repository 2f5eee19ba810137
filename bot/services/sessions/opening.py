"""Opening a session, and who leads it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.services.context import Context, steered
from bot.services.follow.series import follow_former
from bot.services.sessions.announcing import tell_removed
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.store.rows.sessions import ChannelTaken
from bot.workshop.errors import Refusal
from bot.workshop.kinds import BaseStep
from bot.workshop.language import Language
from bot.workshop.limits import (
    FACILITATORS_PER_SESSION,
    SESSIONS_PER_PERSON,
    SESSIONS_PER_SERVER,
    check_room,
)
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import LOBBY_KEPT, Session, Signing
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import escape, one_line

TITLE_LIMIT = 100
# Where a server may have room made, when it has no more: so many channels are named.
_OLDEST = 10


@dataclass(frozen=True, slots=True)
class NewSession:
    """What a facilitator chose; `quick` for what a command opens at once, without a lobby."""

    server_id: int
    channel_id: int
    title: str
    language: Language
    signing: Signing
    recipe: Recipe
    scenario: Scenario | None
    quick: bool = False
    planned_for: datetime | None = None  # when it was to open, if it was planned
    continues: int | None = None  # the session before it in its series
    opening: BaseStep | None = None  # with which it then begins, if actions of before are open


async def create(ctx: Context, new: NewSession, actor: Actor, now: datetime) -> Session:
    """Create a session in the lobby and have its card posted.

    Raises Refusal when the channel already has a session, the title is empty or too long, or
    the recipe needs a scenario and none was given.
    """
    new = checked(new)
    async with ctx.database.write() as tx:
        session = await create_in(tx, new, actor, now)
        await tx.outbox.add(Saying.LOBBY, session.id, session.channel_id, now)
        return session


def checked(new: NewSession) -> NewSession:
    """Return what was chosen with its title in one line; raise Refusal as `create` does."""
    title = one_line(new.title)
    if not title:
        raise Refusal("session.needs_title")
    if len(title) > TITLE_LIMIT:
        raise Refusal("text.too_long", length=len(title), limit=TITLE_LIMIT)
    if new.recipe.needs_scenario and new.scenario is None:
        raise Refusal("session.needs_scenario", recipe=new.recipe.title[new.language])
    return replace(new, title=title)


async def create_in(
    tx: Transaction, new: NewSession, actor: Actor, now: datetime, *, counted: bool = True
) -> Session:
    """Create a session in the lobby; what it says to the room is the caller's.

    Raises Refusal when the channel already has a session, or when the person or the server has as
    many as they may; not where it need not be `counted`.
    """
    settings = await tx.servers.get(new.server_id)
    try:
        session = await tx.sessions.create(
            server_id=new.server_id,
            channel_id=new.channel_id,
            title=new.title,
            language=new.language,
            signing=new.signing,
            recipe=new.recipe,
            scenario=new.scenario,
            created_by=actor.user_id,
            now=now,
            quick=new.quick,
            planned_for=new.planned_for,
            kept_days=settings.retention.days,
        )
    except ChannelTaken:
        raise await taken(tx, new.channel_id, actor.user_id) from None
    if counted:
        await _count(tx, new, actor)
    if session.masked:
        await tx.sessions.make_key("session", session.id, secrets.token_bytes(32))
    session = await follow_former(tx, session, new.continues, new.opening)
    # Counted again from its start, then from its end: nobody has to think of it.
    await tx.timers.forget_at(session.id, now + LOBBY_KEPT)
    return session


async def _count(tx: Transaction, new: NewSession, actor: Actor) -> None:
    """Raise Refusal when the person or the server has more sessions than they may."""
    here, theirs = await tx.sessions.where_open(new.server_id, actor.user_id)
    others = _named(channel for channel in theirs if channel != new.channel_id)
    check_room("session.too_many", SESSIONS_PER_PERSON, len(theirs), channels=others)
    oldest = _named([channel for channel in here if channel != new.channel_id][:_OLDEST])
    check_room("session.too_many_here", SESSIONS_PER_SERVER, len(here), channels=oldest)


async def add_facilitator(ctx: Context, session_id: int, actor: Actor, user_id: int) -> Session:
    """Have `user_id` lead the session too; raise Refusal when they already do."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        if not await tx.sessions.add_facilitator(session.id, user_id):
            raise Refusal("session.already_facilitator")
        leading = len(await tx.sessions.facilitators(session.id))
        check_room("session.many_facilitators", FACILITATORS_PER_SESSION, leading)
        return session


async def remove_facilitator(
    ctx: Context, session_id: int, actor: Actor, user_id: int, now: datetime
) -> Session:
    """Have `user_id` lead the session no more; the room is told, and they are in private.

    Raises Refusal when they do not lead it, when nobody else does, or when they opened it and
    `actor` is another who does not manage the server.
    """
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        if user_id == session.created_by != actor.user_id and not actor.manages:
            raise Refusal("session.opener_stays", who=f"<@{user_id}>")
        if not await tx.sessions.remove_facilitator(session.id, user_id):
            raise Refusal("session.no_facilitator")
        if not await tx.sessions.facilitators(session.id):
            raise Refusal("session.last_facilitator")
        await tx.outbox.add(
            Saying.LEADS_NO_MORE, session.id, session.channel_id, now, person=user_id
        )
        if user_id != actor.user_id:
            await tell_removed(tx, session.id, user_id, now)
        return session


def _named(channels: Iterable[int]) -> str:
    """Return channels as Discord shows them by name."""
    return " ".join(f"<#{channel}>" for channel in channels)


async def taken(tx: Transaction, channel_id: int, user_id: int) -> Refusal:
    """Say who holds a channel, and the way out."""
    session = await tx.sessions.live_in(channel_id)
    assert session is not None
    leading = sorted(await tx.sessions.facilitators(session.id))
    if session.is_round:
        step = await tx.sessions.step_at(session.id, session.position)
        mine, title = user_id in leading, escape(session.title)
        if step is None or step.closes_at is None:
            return Refusal("round.yours" if mine else "round.already", title=title)
        at = f"<t:{int(step.closes_at.timestamp())}:t>"
        return Refusal("round.yours_until" if mine else "round.already_until", title=title, at=at)
    if user_id in leading:
        return Refusal("session.channel_yours", title=escape(session.title))
    return Refusal(
        "session.channel_taken",
        title=escape(session.title),
        who=", ".join(f"<@{user}>" for user in leading),
    )
