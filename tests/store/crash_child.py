"""Writes pairs of post-its for ever, and prints each identifier once its pair is committed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.store import Database
from bot.workshop.language import Language
from bot.workshop.postits.postit import Source
from bot.workshop.sessions.session import Signing
from tests.builders import CHANNEL, NOUR, NOW, SERVER, recipe


async def main(path: Path) -> None:
    database = await Database.open(path)
    async with database.write() as tx:
        session = await tx.sessions.create(
            server_id=SERVER,
            channel_id=CHANNEL,
            title="Avant la coupure",
            language=Language.FRENCH,
            signing=Signing.SIGNED,
            recipe=recipe(),
            scenario=None,
            created_by=NOUR.user_id,
            now=NOW,
        )
        step, *_ = await tx.sessions.steps(session.id)
    pair = 0
    while True:
        pair += 1
        committed: list[int] = []
        async with database.write() as tx:
            for half in (0, 1):
                postit = await tx.postits.add(
                    session_id=session.id,
                    step_id=step.id,
                    author="1",
                    author_name=None,
                    text=f"pair {pair}",
                    dimension=None,
                    year=None,
                    source=Source.FORM,
                    submission=f"{pair}:{half}",
                )
                assert postit is not None
                committed.append(postit.id)
        print(*committed, sep="\n", flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
