"""Casts secret ballots and closes the vote, up to the line at which it waits to be killed.

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


async def main(path: Path, last: str) -> None:
    database = await Database.open(path)
    async with database.write() as tx:
        session = await create(tx, recipe(vote()))
        step = await tx.sessions.step_at(session.id, 0)
        assert step is not None
    needles = await box_of(database, step.id)
    await reach(last, "voted", *(needle.hex() for needle in needles))
    await close_box(database, step.id)
    await reach(last, "closed")
    await database.scrub(quiet=True)
    await reach(last, "scrubbed")


async def reach(last: str, line: str, *found: str) -> None:
    """Print a line; go no further at the `last`, however long the kill takes to come."""
    print(line, *found, flush=True)
    if line == last:
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
