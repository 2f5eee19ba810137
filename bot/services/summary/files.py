"""Who may take the documents of a session, one press from its summary."""

from __future__ import annotations

from bot.services.context import Context, existing, leads
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState


async def taken_from(
    ctx: Context,
    session_id: int,
    actor: Actor,
    server_id: int | None,
    channel_id: int | None,
    *,
    carried: bool,
) -> Session:
    """Return a session that has ended, for its documents.

    `carried` is True where the message that was pressed has the button: whoever could see that
    summary reads the same there. Elsewhere, those who lead alone, in the session's channel. Raises
    Refusal.
    """
    async with ctx.database.read() as tx:
        session = await existing(tx, session_id)
        here = session.channel_id == channel_id or carried
        if session.server_id != server_id or not here:
            raise Refusal("button.elsewhere")
        if not carried and not await leads(tx, session, actor):
            raise Refusal("documents.not_yours")
        if session.state is not SessionState.ENDED:
            raise Refusal("session.not_ended")
        return session
