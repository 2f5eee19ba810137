"""What Discord does on a bad day: refusals, resets, silence, rate limits. Asked for by tests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase

from aiohttp import web

from tests.host.bodies import answer

MESSAGES = {
    400: ("Invalid Form Body", 50035),
    401: ("401: Unauthorized", 0),
    403: ("Missing Permissions", 50013),
    404: ("Unknown Message", 10008),
    429: ("You are being rate limited.", 0),
    500: ("Internal Server Error", 0),
    503: ("503: Unavailable", 0),
}


class How(Enum):
    """In what way a request goes wrong."""

    REFUSED = "refused"  # answered with a status, nothing is done
    RESET = "reset"  # the connection is cut, nothing is done
    LOST = "lost"  # what is asked is done, and the connection cut in place of an answer
    SILENCE = "silence"  # no answer comes, ever


@dataclass
class Trouble:
    """Requests that match `what` (``PATCH /channels/*``) go wrong, the next `times` of them.

    `status` and `code` are those of a refusal (`MESSAGES` has the usual codes); `after` the seconds
    to wait that a 429 tells. The first `spared` of them go well. `met` counts those that it struck.
    """

    what: str
    how: How = How.REFUSED
    status: int = 500
    code: int | None = None
    after: float = 0.1
    times: int | None = None
    spared: int = 0
    met: int = 0

    def strikes(self, what: str) -> bool:
        if not fnmatchcase(what, self.what) or (self.times is not None and self.met >= self.times):
            return False
        self.spared -= 1
        return self.spared < 0

    def refusal(self) -> web.Response:
        return refused(self.status, self.code, after=self.after)


@dataclass
class Pace:
    """At most `most` requests that match `what` in `seconds`, counted for each channel."""

    what: str
    most: int
    seconds: float
    _times: dict[str, list[float]] = field(default_factory=dict)

    def turn(self, what: str, now: float) -> tuple[Mapping[str, str], float] | None:
        """Return the headers of the answer, and how long to wait before it is one (0 for now)."""
        if not fnmatchcase(what, self.what):
            return None
        bucket = "/".join(what.split("/")[:3])
        recent = [t for t in self._times.get(bucket, ()) if now - t < self.seconds]
        wait = self.seconds - (now - recent[0]) if len(recent) >= self.most else 0.0
        if not wait:
            recent.append(now)
        self._times[bucket] = recent
        reset = self.seconds - (now - recent[0])
        headers = {
            "X-RateLimit-Limit": str(self.most),
            "X-RateLimit-Remaining": str(max(0, self.most - len(recent))),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": f"{self.what} {bucket}".replace("*", "").replace(" ", "."),
        }
        return headers, wait


class Troubles:
    """All that goes wrong on a server. Nothing, to begin with."""

    def __init__(self) -> None:
        self._troubles: list[Trouble] = []
        self.paces: list[Pace] = []
        self.refused_for_pace = 0

    def add(self, trouble: Trouble) -> Trouble:
        self._troubles.append(trouble)
        return trouble

    def take_away(self, trouble: Trouble) -> None:
        """This one is over."""
        self._troubles.remove(trouble)

    def over(self) -> None:
        """All goes well again."""
        self._troubles.clear()

    def met(self, what: str) -> Trouble | None:
        """Return what strikes this request, if anything does; it is counted."""
        for trouble in self._troubles:
            if trouble.strikes(what):
                trouble.met += 1
                return trouble
        return None

    def paced(self, what: str) -> tuple[Mapping[str, str], web.Response | None]:
        """Return the headers that tell the pace, and the answer to a request beyond it."""
        for pace in self.paces:
            turn = pace.turn(what, time.monotonic())
            if turn is None:
                continue
            headers, wait = turn
            if not wait:
                return headers, None
            self.refused_for_pace += 1
            response = refused(429, None, after=wait)
            response.headers.update(headers)
            return headers, response
        return {}, None


def refused(status: int, code: int | None = None, *, after: float = 0.0) -> web.Response:
    """Return the answer to a request that is refused."""
    message, usual = MESSAGES.get(status, ("", 0))
    told: dict[str, object] = {"message": message, "code": usual if code is None else code}
    if status == 429:
        told |= {"retry_after": after, "global": False}
    response = answer(told, status=status)
    if status == 429:
        response.headers.update({"Retry-After": f"{after:.3f}", "Via": "1.1 tests"})
    return response


async def cut(request: web.Request) -> web.Response:
    """Cut the connection of a request; the answer returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def silence() -> web.Response:
    """Never answer."""
    await asyncio.Event().wait()
    raise AssertionError("unreachable")
