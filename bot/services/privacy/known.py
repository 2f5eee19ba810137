"""What is kept of a person: only ever asked by themselves."""

from __future__ import annotations

from bot.services.context import Context
from bot.store import Transaction
from bot.workshop.privacy.known import InSession, Known
from bot.workshop.sessions.session import SessionState


async def known(ctx: Context, person: int, server_id: int | None) -> Known:
    """Return what is kept of `person` on a server, or everywhere."""
    return await ctx.database.view(lambda tx: known_in(tx, person, server_id))


async def known_in(tx: Transaction, person: int, server_id: int | None) -> Known:
    """Return the same, as a transaction sees it."""
    sessions = []
    for session_id in await tx.people.sessions(person, server_id):
        about = await tx.people.about(session_id, person)
        session = await tx.sessions.get(session_id) if about.found else None
        if session is not None:
            live = session.state is not SessionState.ENDED or session.in_review
            part = await tx.people.part(session_id, person) if live else None
            sessions.append(InSession(session, about, part.hindrance if part else None))
    elsewhere = tuple(await tx.people.of_server(person, server_id))
    return Known(person, server_id, tuple(sessions), elsewhere)
