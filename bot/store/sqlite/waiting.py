"""Work in a thread that must be whole, whatever becomes of the task that asked for it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

R = TypeVar("R")


async def to_the_end(work: Coroutine[Any, Any, R]) -> R:
    """Await `work` whole; a cancellation that comes meanwhile is passed on once it is done.

    The thread of a connection finishes what it was asked to do: leaving before would let the
    next transaction begin inside this one.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    done = task.result()
    if cancelled is not None:
        raise cancelled
    return done
