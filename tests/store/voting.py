"""A secret vote as the store sees it: a key, a box of ballots, and its close."""

from __future__ import annotations

import secrets

from bot.store import Database
from bot.workshop.sessions.session import author_reference


async def box_of(database: Database, step_id: int, voters: int = 300) -> list[bytes]:
    """Fill the box of a secret vote, each ballot prepared, cast and changed; return what must be
    nowhere once it is closed: the key, the voters, and the ballots as they were before."""
    key = secrets.token_bytes(32)
    needles = [key]
    async with database.write() as tx:
        await tx.sessions.make_key("vote", step_id, key)
    for n in range(0, voters, 10):
        async with database.write() as tx:
            for user in range(n, n + 10):
                voter = author_reference(user, key)
                before = secrets.token_hex(secrets.randbelow(60) + 20)
                needles += [voter.encode(), before.encode()]
                await tx.ballots.keep_draft(step_id, voter, [before])
                await tx.ballots.cast(step_id, voter, [before])
                await tx.ballots.drop_draft(step_id, voter)
                await tx.ballots.cast(step_id, voter, ["1" * secrets.randbelow(90)])
                if user % 5 == 0:
                    await tx.ballots.keep_draft(step_id, voter, [before])
    return needles


async def close_box(database: Database, step_id: int) -> None:
    """Do to the rows what the count of a secret vote does."""
    async with database.write() as tx:
        await tx.sessions.destroy_key("vote", step_id)
        await tx.ballots.unlink_voters(step_id)
