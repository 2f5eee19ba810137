"""Casts secret ballots and closes the vote; killed at the line that it is told to be killed at.

Lines: ``voted`` (the needles that must go, in hexadecimal), ``closed``, ``scrubbed``.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.store import Database
from tests.builders import recipe, vote
from tests.store.test_rows import create
from tests.store.voting import box_of, close_box


async def main(path: Path) -> None:
    database = await Database.open(path)
    async with database.write() as tx:
        session = await create(tx, recipe(vote()))
        step = await tx.sessions.step_at(session.id, 0)
        assert step is not None
    needles = await box_of(database, step.id)
    print("voted", *(needle.hex() for needle in needles), flush=True)
    await close_box(database, step.id)
    print("closed", flush=True)
    await database.scrub(quiet=True)
    print("scrubbed", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
