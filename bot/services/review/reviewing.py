"""Those who lead read a summary again: what they put right in it, and that it leaves.

Each change names the revision that the person saw: of two who read it at once, the second sees what
the first changed before anything else is changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.reports.record import SessionRecord
from bot.reports.review.items import Entry, entries
from bot.services.context import Context, existing, leads
from bot.services.records import corrections_of, told
from bot.services.summary.releasing import release
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.review.correction import (
    Correction,
    Corrections,
    Item,
    Of,
    check_seen,
    check_text,
)
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState


@dataclass(frozen=True, slots=True)
class Review:
    """A summary that is read again: as it would leave (`told`), with every item that may be put
    right, as people wrote it, and what was; `coordinated` where it goes to a place of coordinators
    too."""

    session: Session
    revision: int
    told: SessionRecord
    items: Mapping[Of, tuple[Entry, ...]]
    made: Corrections
    coordinated: bool

    def entry(self, item: Item) -> Entry:
        """Return an item of this session; raise Refusal when it has none such."""
        found = next((e for e in self.items.get(item.of, ()) if e.item == item), None)
        if found is None:
            raise Refusal("button.unknown")
        return found


async def waiting_in(ctx: Context, channel_id: int, actor: Actor) -> list[Session]:
    """Return the sessions of a channel that `actor` may read again, latest first."""
    async with ctx.database.read() as tx:
        found = [await existing(tx, one) for one in await tx.corrections.waiting_in(channel_id)]
        return [session for session in found if await leads(tx, session, actor)]


async def under_review(ctx: Context, session_id: int, actor: Actor) -> Review:
    """Return a summary to be read again; raise Refusal for who does not lead its session, and once
    it has left."""
    async with ctx.database.read() as tx:
        return await _read(tx, await _reviewed(tx, session_id, actor))


async def put_right(
    ctx: Context, session_id: int, actor: Actor, item: Item, texts: Mapping[str, str], seen: int
) -> Review:
    """Have the fields of an item say `texts`; one that says what people wrote is corrected no
    more. Raises Refusal for words that cannot stand there, Outdated where it changed meanwhile."""
    async with ctx.database.write() as tx:
        review = await _changed(tx, session_id, actor, seen)
        entry = review.entry(item)
        if not item.fields:
            raise Refusal("button.unknown")
        for field in item.fields:
            text = check_text(item, field, texts.get(field, ""))
            if text == entry.texts[field]:
                await tx.corrections.undo(session_id, item, field)
            else:
                await tx.corrections.put(session_id, Correction(item, field, text))
        return await _again(tx, review)


async def leave_out(
    ctx: Context, session_id: int, actor: Actor, item: Item, seen: int, *, out: bool
) -> Review:
    """Leave an item `out` of the summary, or bring it back. Raises as `put_right`."""
    async with ctx.database.write() as tx:
        review = await _changed(tx, session_id, actor, seen)
        review.entry(item)
        if not item.may_leave:
            raise Refusal("button.unknown")
        if out:
            await tx.corrections.put(session_id, Correction(item, ""))
        else:
            await tx.corrections.undo(session_id, item, "")
        return await _again(tx, review)


async def undo(ctx: Context, session_id: int, actor: Actor, item: Item, seen: int) -> Review:
    """Have an item say again what people wrote. Raises as `put_right`."""
    async with ctx.database.write() as tx:
        review = await _changed(tx, session_id, actor, seen)
        review.entry(item)
        for field in item.fields:
            await tx.corrections.undo(session_id, item, field)
        return await _again(tx, review)


async def release_read(
    ctx: Context, session_id: int, actor: Actor, seen: int, now: datetime
) -> Session:
    """Have a summary leave as it was read; return its session. Raises Outdated when somebody else
    has put something right since."""
    async with ctx.database.write() as tx:
        session = await _reviewed(tx, session_id, actor)
        check_seen(await tx.corrections.revision(session.id), seen)
        await release(ctx, tx, session, now, shown=False)
        return session


async def _changed(tx: Transaction, session_id: int, actor: Actor, seen: int) -> Review:
    review = await _read(tx, await _reviewed(tx, session_id, actor))
    check_seen(review.revision, seen)
    return review


async def _again(tx: Transaction, before: Review) -> Review:
    await tx.corrections.next_revision(before.session.id)
    return await _read(tx, before.session)


async def _reviewed(tx: Transaction, session_id: int, actor: Actor) -> Session:
    session = await existing(tx, session_id)
    if not await leads(tx, session, actor):
        raise Refusal("session.not_facilitator")
    if session.state is not SessionState.ENDED:
        raise Refusal("session.not_ended")
    if not session.in_review:
        raise Refusal("review.released")
    return session


async def _read(tx: Transaction, session: Session) -> Review:
    made = await corrections_of(tx, session)
    written = await told(tx, session, Corrections())
    there = (await tx.servers.get(session.server_id)).coordinators_channel_id
    return Review(
        session,
        await tx.corrections.revision(session.id),
        await told(tx, session, made),
        entries(
            written, await tx.notes.of_session(session.id), await tx.parked.of_session(session.id)
        ),
        made,
        there not in (None, session.channel_id),
    )
