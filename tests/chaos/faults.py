"""What goes wrong, each at a random moment while people go on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random

from tests.chaos.hall import Hall
from tests.host.trouble import How, Trouble

# Every kind of request that a session needs, and that can be refused for a while.
SEND, EDIT, MARK = "POST /channels/*/messages", "PATCH /channels/*", "PUT /channels/*/reactions/*"
ANSWER, FOLLOW = "POST /interactions/*", "* /webhooks/*"
LOOK, ALONE = "GET /channels/*", "POST /users/@me/channels"
REQUESTS = {
    "send": SEND, "edit": EDIT, "mark": MARK, "answer": ANSWER, "follow": FOLLOW, "look": LOOK,
    "alone": ALONE,
}  # fmt: skip
# Those that the crowd makes all the time; the others come with what whoever leads does.
OFTEN = ("edit", "mark", "answer")
HOWS = {
    "403": (How.REFUSED, 403),
    "404": (How.REFUSED, 404),
    "500": (How.REFUSED, 500),
    "reset": (How.RESET, 0),
    "hang": (How.SILENCE, 0),
    "lost answer": (How.LOST, 0),
}

Fault = Callable[[Hall, Random], Awaitable[int]]
"""Does its harm, and returns how often it struck."""


async def kill(hall: Hall, rng: Random) -> int:
    """Pull the plug, and start again."""
    await hall.kill()
    await hall.start()
    return 1


def refused(what: str, how: How, status: int = 500, code: int | None = None) -> Fault:
    """Have one to four requests of a kind go wrong."""

    async def fault(hall: Hall, rng: Random) -> int:
        times = rng.randint(1, 4)
        trouble = hall.discord.trouble.add(Trouble(what, how, status, code, times=times))
        with suppress(TimeoutError):
            async with asyncio.timeout(3):
                await hall.discord.becomes(lambda: trouble.met >= times)
        hall.discord.trouble.take_away(trouble)
        return trouble.met

    return fault


async def cut(hall: Hall, rng: Random) -> int:
    """Cut the gateway's connection: what is missed is told again."""
    await hall.discord.gateway.drop()
    return 1


async def forgotten(hall: Hall, rng: Random) -> int:
    """Cut it, and forget the session: what is missed is never told."""
    hall.discord.gateway.forget()
    await hall.discord.gateway.drop()
    return 1


def away(seconds: float) -> Fault:
    """Have the gateway down for a while; half of the time it comes back without a memory."""

    async def fault(hall: Hall, rng: Random) -> int:
        gateway = hall.discord.gateway
        gateway.down = True
        if rng.random() < 0.5:
            gateway.forget()
        await gateway.drop()
        await asyncio.sleep(seconds)
        gateway.down = False
        return 1

    return fault


async def wrong_clock(hall: Hall, rng: Random) -> int:
    """Set the machine's clock an hour back or ahead, or right again."""
    hall.set_clock(rng.choice([-3600.0, 0.0, 3600.0]))
    return 1


def full_disk(seconds: float) -> Fault:
    """Have no room on the disk for a while."""

    async def fault(hall: Hall, rng: Random) -> int:
        with hall.full_disk():
            await asyncio.sleep(seconds)
        return 1

    return fault


def trouble(name: str, how: str, times: int | None = None) -> Trouble:
    """Return what has requests of a kind go wrong in a way."""
    way, status = HOWS[how]
    return Trouble(REQUESTS[name], way, status, times=times)


REFUSALS: dict[str, Fault] = {
    f"{how} {name}": refused(REQUESTS[name], *HOWS[how]) for name in OFTEN for how in HOWS
}
KINDS = [f"{how} {name}" for name in REQUESTS for how in HOWS]
