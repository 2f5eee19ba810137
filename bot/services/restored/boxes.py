"""Sealed votes whose box cannot be opened: the file came here without the keys beside it."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.vote.polls import progress
from bot.store import Topic
from bot.workshop.kinds import Vote


async def look_into_boxes(ctx: Context) -> int:
    """Have the votes whose box cannot be opened begin again, which those who had voted are told;
    return how many they are. To be called at a start, before anyone votes."""
    async with ctx.database.write() as tx:
        lost = await tx.sealed.lost()
        for step_id in lost:
            found = await tx.sessions.step_in_session(step_id)
            if found is None:
                continue
            session, step = found
            plan = step.plan
            assert isinstance(plan, Vote)
            cast = (await progress(tx, step, plan)).voted
            await tx.sessions.set_voted_before(step.id, step.voted_before + cast)
            await tx.voters.vote_again(step.id)
            await tx.voters.forget_reminded(step.id)
            await tx.ballots.discard(step.id)
            tx.touch(Topic.SESSION, session.id)
        return len(lost)
