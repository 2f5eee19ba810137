"""People go from a voice channel to rooms of their groups and back, one request each: how long it
takes in Discord's own limits, and what is asked of it.

Time is that of the simulated Discord, which has no limits: the bot keeps to them by itself. The
floor makes nothing but the moves, as fast as ten a server in ten seconds allow.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.interface.gathering.pace import MOVES, WITHIN
from tests.bench.figures import Figure, middle
from tests.discord.acting import room
from tests.discord.subgroups.gathering import PAIRS, Meeting, groups_recipe, meeting
from tests.discord.subgroups.nobody_left import nobody_left

_KINDS = {
    "rooms made": r"POST /guilds/\d+/channels",
    "people moved": r"PATCH /guilds/\d+/members/\d+",
    "statuses": r"PUT /channels/\d+/voice-status",
    "rooms deleted": r"DELETE /channels/\d+",
    "messages": r"POST /channels/\d+/messages",
}
_STEP, _PATIENCE = 0.5, 600.0  # seconds


@dataclass
class Watched:
    """The requests that a bot makes, and when."""

    asked: list[tuple[float, str]] = field(default_factory=list)

    def watch(self, met: Meeting) -> None:
        http, steady = met.hall.stage.bot.http, met.hall.stage.clocks.steady
        request: Callable[..., Any] = http.request

        async def watched(route: Any, **options: Any) -> Any:
            self.asked.append((steady(), f"{route.method} {route.url.removeprefix(route.BASE)}"))
            return await request(route, **options)

        http.request = watched  # type: ignore[method-assign]

    def of(self, kind: str) -> list[float]:
        """Return when each request of a kind was made."""
        return [at for at, asked in self.asked if re.fullmatch(_KINDS[kind], asked)]

    def counted(self) -> dict[str, int]:
        return {kind: len(self.of(kind)) for kind in _KINDS}

    def most_at_once(self) -> int:
        """Return the most moves in any ten seconds."""
        moves = self.of("people moved")
        return max((sum(at <= one < at + WITHIN for one in moves) for at in moves), default=0)


@dataclass(frozen=True, slots=True)
class Trip:
    """One way there and back: in how many seconds, with which requests."""

    there: float
    back: float
    requests: dict[str, int]
    most_at_once: int


def least(people: int) -> float:
    """Return in how many seconds so many people can be moved at best."""
    return (people - 1) // MOVES * WITHIN


async def trip(people: int, groups: int) -> Trip:
    """Have people go to rooms and back."""
    plan = PAIRS.model_copy(update={"size": None, "groups": groups})
    with tempfile.TemporaryDirectory() as folder:
        async with room(Path(folder) / "gommette.db", {"groups": groups_recipe(plan)}) as hall:
            met = await meeting(hall, people)
            watched = Watched()
            watched.watch(met)
            there = await _until(met, met.form, lambda: len(met.in_rooms()) == people)
            await met.settle(WITHIN)  # both ways are measured alike
            back = await _until(met, met.back, lambda: not met.in_rooms())
            await met.cleared()
            await nobody_left(hall, met.home.id, met.ids)
            return Trip(there, back, watched.counted(), watched.most_at_once())


async def _until(met: Meeting, act: Callable[[], Any], true: Callable[[], bool]) -> float:
    """Return how many seconds it takes from `act` until something is true."""
    steady = met.hall.stage.clocks.steady
    began = steady()
    await act()
    while not true():
        if steady() - began > _PATIENCE:
            raise AssertionError(f"not in {_PATIENCE} s")
        await met.settle(_STEP)
    return steady() - began


async def there_and_back(rounds: int, people: int = 60, groups: int = 12) -> list[Figure]:
    """Return what came of people who go to their groups and back."""
    trips = [await trip(people, groups) for _ in range(min(rounds, 2))]
    told = f"{people} people to {groups} rooms"
    best = [least(people)] * len(trips)
    needed = {"rooms made": groups, "people moved": 2 * people, "rooms deleted": groups}
    return [
        middle(
            f"{told}: all are there", "s", [one.there for one in trips], best,
            limit=1.1, limited="ratio",
        ),
        middle(
            f"{told}: all are back", "s", [one.back for one in trips], best,
            limit=1.1, limited="ratio",
        ),
        middle(
            f"{told}: moves in any {WITHIN:.0f} s, and those that Discord takes", "",
            [one.most_at_once for one in trips], [MOVES] * len(trips), limit=MOVES,
        ),
        *(
            middle(
                f"{told} and back: {kind}, and needed", "",
                [one.requests[kind] for one in trips],
                [needed.get(kind, one.requests[kind]) for one in trips],
                limit=1, limited="ratio",
            )
            for kind in _KINDS
        ),
    ]  # fmt: skip
