"""Leaving in a few seconds, whatever Discord does: what must be finished has a bound."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)

# How long a task that is cancelled may take to leave the database as it was.
_TO_UNDO = 1.0
# How discord.py names the tasks in which we deal with what it was told: events, then commands.
_TOLD = ("discord.py: on_", "CommandTree-invoker")


async def within(seconds: float, *works: Coroutine[Any, Any, object]) -> bool:
    """Have `works` done side by side, for so many seconds; return whether all were.

    Those that were not are cancelled: the rows say what is left, and the next start takes it up.
    """
    tasks = [asyncio.ensure_future(work) for work in works]
    _, late = await asyncio.wait(tasks, timeout=seconds)
    await _cancelled(late)
    for task in tasks:
        if task.done() and not task.cancelled() and (error := task.exception()) is not None:
            log.error("stopping", exc_info=error)
    return not late


async def dealt_with() -> None:
    """Wait until what Discord told of so far is dealt with: each press has its answer."""
    await asyncio.sleep(0)  # what was told just now begins
    while told := _under_way():
        await asyncio.wait(told)


async def dropped() -> None:
    """Cancel what is left of it: Discord does not take the answers."""
    await _cancelled(_under_way())


async def _cancelled(tasks: set[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=_TO_UNDO)


def _under_way() -> set[asyncio.Task[Any]]:
    mine = asyncio.current_task()
    return {t for t in asyncio.all_tasks() if t is not mine and t.get_name().startswith(_TOLD)}
