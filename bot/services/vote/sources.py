"""What of a session can be voted on at once, without writing any option."""

from __future__ import annotations

from collections.abc import Mapping

from bot.services.context import Context, steered
from bot.services.vote.offered import choices
from bot.store import Transaction
from bot.workshop.kinds import Vote
from bot.workshop.language import Bilingual, Title
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session
from bot.workshop.vote.methods import VoteOn

# What stands in the room, and may be voted on instead of written options.
SOURCES = (VoteOn.POSTITS, VoteOn.THEMES, VoteOn.MILESTONES)
_LEAST = 2  # there is nothing to choose between fewer
_ASKED = Vote(kind="vote", title=Title.same("?"), invite=Bilingual.same("?"), minutes=1)


async def sources(ctx: Context, session_id: int, actor: Actor) -> Mapping[VoteOn, int]:
    """Return how many post-its, themes and milestones could be voted on now, where there are
    enough; raise Refusal when `actor` does not lead the session."""
    async with ctx.database.read() as tx:
        return await counted(tx, await steered(tx, session_id, actor))


async def counted(tx: Transaction, session: Session) -> Mapping[VoteOn, int]:
    """Return the same of a session that is led by who asks."""
    counts = {
        on: len(await choices(tx, session, _ASKED.model_copy(update={"on": on}))) for on in SOURCES
    }
    return {on: count for on, count in counts.items() if count >= _LEAST}
