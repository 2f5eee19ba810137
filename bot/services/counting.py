"""Counting a vote takes long, and holds up nobody: it is done between two transactions.

A use case that closes votes is marked `counts_between`. Inside its transaction it asks for the
count of a box (`bot.services.context.Counts`); where that is not known yet, the transaction is
left as if it had never been, the box is counted in a thread, and the use case begins again. A
ballot cast meanwhile makes another box. What was counted is forgotten with the call.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.services.context import Context, Counts
from bot.workshop.vote.outcome import Box, Counted

_P = ParamSpec("_P")
_R = TypeVar("_R")

# A room that goes on voting while it is counted is counted inside the transaction in the end.
ROUNDS = 3


class _Uncounted(BaseException):
    """Leaves a transaction for its count; no failure, so those who catch failures let it pass."""

    def __init__(self, box: Box) -> None:
        super().__init__("to be counted between two transactions")
        self.box = box


class _Between(Counts):
    """Knows the boxes that were counted; for another, gives way as long as rounds are left."""

    def __init__(self) -> None:
        self._known: list[tuple[Box, Counted]] = []
        self._rounds = ROUNDS

    async def of(self, box: Box) -> Counted:
        for known, counted in self._known:
            if known == box:
                return counted
        if not self._rounds:
            return await super().of(box)
        raise _Uncounted(box)

    async def learn(self, box: Box) -> None:
        self._rounds -= 1
        self._known.append((box, await asyncio.to_thread(box.counted)))


def counts_between(
    use_case: Callable[Concatenate[Context, _P], Coroutine[Any, Any, _R]],
) -> Callable[Concatenate[Context, _P], Coroutine[Any, Any, _R]]:
    """Have `use_case` begin again, from its first line, each time it asks for a count.

    What it does before its transaction commits must leave no trace but in the transaction.
    """

    @wraps(use_case)
    async def in_rounds(ctx: Context, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        counts = _Between()
        while True:
            try:
                return await use_case(ctx.counting(counts), *args, **kwargs)
            except _Uncounted as asked:
                box = asked.box
            await counts.learn(box)

    return in_rounds
