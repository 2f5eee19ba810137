"""What a session had to say and Discord refused: for those who lead, and said again when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.context import Context, existing, leads
from bot.store import Transaction
from bot.store.outbox import LASTING, Letter, Saying
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape

# How long what Discord refuses is tried again.
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A session with what it could not say."""

    session: Session
    letters: tuple[Letter, ...]


async def unsaid_by(ctx: Context, server_id: int, channel_id: int, actor: Actor) -> list[Unsaid]:
    """Return what `actor` may have said again, for those sessions of a server that they lead: all
    that this channel lacks and, of other channels, what is worth saying elsewhere. What concerns
    `channel_id` comes first, then the latest sessions.

    Raises Refusal when something lacks in `channel_id` alone, of sessions that they do not lead.
    """
    async with ctx.database.read() as tx:
        by_session: dict[int, list[Letter]] = {}
        for letter in await tx.outbox.unsaid_in(server_id):
            by_session.setdefault(letter.session_id, []).append(letter)
        found, of_others = [], False
        for session_id, letters in by_session.items():
            session = await existing(tx, session_id)
            offered = tuple(x for x in letters if x.channel_id == channel_id or _may_move(x))
            if not await leads(tx, session, actor):
                of_others |= any(letter.channel_id == channel_id for letter in letters)
            elif offered:
                found.append(Unsaid(session, offered))
        waits = [await existing(tx, one) for one in await tx.corrections.waiting_in(channel_id)]
        waits = [session for session in waits if await leads(tx, session, actor)]
    if not found:
        if waits:
            raise Refusal("post.waits", title=escape(waits[0].title))
        raise Refusal("session.not_facilitator" if of_others else "post.nothing")
    return sorted(found, key=lambda u: (not concerns(u, channel_id), -u.session.id))


def concerns(unsaid: Unsaid, channel_id: int) -> bool:
    """True when something lacks in `channel_id` itself."""
    return any(letter.channel_id == channel_id for letter in unsaid.letters)


async def say_again(
    ctx: Context, session_id: int, server_id: int, channel_id: int, actor: Actor
) -> tuple[Letter, ...]:
    """Have what a session could not say said in `channel_id`: what was meant for it and, of other
    channels, the summary and its documents. Returns those letters.

    Raises Refusal when `actor` does not lead the session, or when nothing is left to say.
    """
    async with ctx.database.write() as tx:
        session = await existing(tx, session_id)
        if session.server_id != server_id:
            raise Refusal("session.gone")
        if not await leads(tx, session, actor):
            raise Refusal("session.not_facilitator")
        letters = [
            letter
            for letter in await tx.outbox.unsaid(session_id)
            if letter.channel_id == channel_id or _may_move(letter)
        ]
        if not letters:
            raise Refusal("post.nothing")
        for letter in letters:
            await tx.outbox.say_again(letter, channel_id)
        return tuple(letters)


async def still_unsaid(ctx: Context, letter_id: int) -> Letter | None:
    """Return a letter that Discord refused; None once it was said."""
    async with ctx.database.read() as tx:
        letter = await tx.outbox.get(letter_id)
    return letter if letter is not None and letter.refused_at is not None else None


async def give_up_all(
    tx: Transaction, session: Session, channel_ids: Sequence[int], reason: str, now: datetime
) -> Letter | None:
    """Give up what was to be said of a session in channels that are gone; return its summary."""
    summary = None
    for letter in await tx.outbox.pending_of(session.id, channel_ids):
        await tx.outbox.give_up(letter.id, reason, now)
        if letter.kind == Saying.SUMMARY and letter.channel_id == session.channel_id:
            summary = letter
    return summary


def _may_move(letter: Letter) -> bool:
    """True for what is as useful in another channel as where it was to be."""
    return letter.kind in LASTING and not letter.payload["for_coordinators"]
