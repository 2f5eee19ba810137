"""What a piece of work costs the rest of the process: stalls of its loop, memory."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import Awaitable
from pathlib import Path


async def longest_stall(work: Awaitable[object]) -> float:
    """Return the longest time, in seconds, that the loop was not free while `work` went on."""
    longest = 0.0
    over = False

    async def tick() -> None:
        nonlocal longest
        while not over:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - before - 0.001)

    ticking = asyncio.create_task(tick())
    await work
    over = True
    await ticking
    return longest


def processor(pid: int) -> float | None:
    """Return the seconds that all threads of a process have spent on the processor; None where
    that cannot be read."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident() -> int | None:
    """Return the memory of this process, in bytes; None where it cannot be read."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
