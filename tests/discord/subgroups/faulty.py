"""One request of those that bring people to their groups and back goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import Any

import discord

from bot.rehearsal.stage import Stage
from tests.discord.refusing import Broken

OURS = re.compile(
    r"POST /guilds/\d+/channels|PATCH /guilds/\d+/members/\d+|DELETE /channels/\d+"
    r"|POST /channels/\d+/threads|PUT /channels/\d+/voice-status"
    r"|(PUT|DELETE) /channels/\d+/thread-members/\d+"
)


class Fault(Enum):
    """What becomes of the request, and of those after it."""

    REFUSED = auto()
    LOST = auto()  # it was not done, and Discord is in trouble
    UNSEEN = auto()  # it was done, and the answer was lost
    CUT = auto()  # nothing gets through any more, this one neither
    CUT_AFTER = auto()  # it was done; nothing gets through any more, its answer neither


class Line:
    """The line between the bot and Discord. `requests` are those that went through, of ours."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.requests: list[str] = []
        self.fault: tuple[int, Fault] | None = None
        self.struck = False
        self.attach()

    def strike(self, number: int, fault: Fault) -> None:
        """Have a fault strike at the request of that number, counted from now."""
        self.requests.clear()
        self.fault, self.struck = (number, fault), False

    def refused(self, path: str) -> bool:
        """True when the request that was refused for good is one whose path ends so."""
        struck = self.struck and self.fault is not None and self.fault[1] is Fault.REFUSED
        return struck and self.requests[self.fault[0] if self.fault else 0].endswith(path)

    def attach(self) -> None:
        """Stand between the bot of the moment and Discord: a bot that was restarted has a line of
        its own."""
        http = self._stage.bot.http
        http.request = self._between(http.request)  # type: ignore[method-assign]

    def _between(self, request: Callable[..., Any]) -> Callable[..., Any]:
        cut = False

        async def between(route: Any, **options: Any) -> Any:
            nonlocal cut
            path = route.url.removeprefix(route.BASE)
            asked = f"{route.method} {path}"
            if cut:
                raise ConnectionResetError("the line is cut")
            if not OURS.fullmatch(asked):
                return await request(route, **options)
            number, self.requests = len(self.requests), [*self.requests, asked]
            if self.fault is None or self.struck or number != self.fault[0]:
                return await request(route, **options)
            self.struck = True
            fault = self.fault[1]
            if fault is Fault.REFUSED:
                told = {"code": 50013, "message": "Missing Permissions"}
                raise discord.Forbidden(Broken(403, "Forbidden"), told)
            if fault in (Fault.UNSEEN, Fault.CUT_AFTER):
                await request(route, **options)
            cut = fault in (Fault.CUT, Fault.CUT_AFTER)
            if cut:
                raise ConnectionResetError("the line is cut")
            raise discord.DiscordServerError(Broken(503, "Unavailable"), "")

        return between
