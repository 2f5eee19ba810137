"""Sealed votes whose box cannot be opened when the bot starts: the file may have come here without
the keys beside it."""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.vote.shut import begin_again, look_into
from bot.store import Topic
from bot.workshop.vote.progress import Shut


async def look_into_boxes(ctx: Context, now: datetime) -> int:
    """Have the votes whose key is gone begin again, which those who had voted are told; return how
    many they are. Of those whose key cannot be read for now, who leads is told.

    To be called at a start, before anyone votes.
    """
    again = 0
    async with ctx.database.write() as tx:
        for step_id, why in (await tx.sealed.lost()).items():
            found = await tx.sessions.step_in_session(step_id)
            if found is None:
                continue
            if why is Shut.GONE:
                await begin_again(tx, *found)
                again += 1
            else:
                await look_into(tx, *found, now)
        tx.touch(Topic.ERASURES)
    return again
