"""All that was said in an election, once it is shown, for whoever is there."""

from __future__ import annotations

from bot.reports.record import ElectionRecord
from bot.services.context import Context
from bot.services.election.naming import Seen, seen_by
from bot.services.election.recording import election_record
from bot.workshop.election.naming import Stage, check_stage
from bot.workshop.sessions.permissions import Actor


async def read(ctx: Context, step_id: int, actor: Actor) -> tuple[Seen, ElectionRecord]:
    """Return an open election in which all is shown; raise ElectionMoved before."""
    async with ctx.database.read() as tx:
        seen = await seen_by(tx, step_id, actor)
        check_stage(seen.naming, Stage.HEARING, Stage.CHOOSING)
        return seen, await election_record(tx, seen.step)
