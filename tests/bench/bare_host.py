"""The floor as a process: the bare bot of `tests.bench.floor`, speaking to the fake Discord."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import aiosqlite

from tests.bench.floor import Floor, prepared
from tests.process.host import take_for_discord


async def main() -> None:
    """Serve until killed; say ``ready`` once connected."""
    database = await aiosqlite.connect(Path(os.environ["DATABASE"]), isolation_level=None)
    await prepared(database)
    bot = Floor(database, lambda: None)

    async def on_ready() -> None:
        print("ready", file=sys.stderr, flush=True)

    bot.event(on_ready)
    await bot.start(os.environ["DISCORD_TOKEN"])


if __name__ == "__main__":
    take_for_discord(os.environ["FAKE_DISCORD"])
    asyncio.run(main())
