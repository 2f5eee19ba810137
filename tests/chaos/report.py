"""How long a bad day is, and what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.chaos.ledger import Became


@dataclass(frozen=True, slots=True)
class Size:
    """How many people act how often in each of the three parts of a session, through how many
    faults, with at most `pause` seconds between two; `outage` is in seconds too."""

    people: int = 12
    times: int = 20
    faults: int = 8
    pause: float = 1.0
    outage: float = 60.0


@dataclass
class Report:
    """What came of a day."""

    sessions: int = 0
    kills: int = 0
    struck: dict[str, int] = field(default_factory=dict)  # by the fault's name, 0 for never
    unanswered: int = 0
    became: Became = field(default_factory=Became)
    said_twice: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """How often something went wrong, kills aside."""
        return sum(times for name, times in self.struck.items() if name != "kill")

    @property
    def whole(self) -> bool:
        """True when every promise held."""
        became = self.became
        return not (became.lost or became.doubled or became.half_done or self.said_twice)

    def add(self, other: Report) -> None:
        self.sessions += other.sessions
        self.kills += other.kills
        for name, times in other.struck.items():
            self.struck[name] = self.struck.get(name, 0) + times
        self.unanswered += other.unanswered
        self.became.add(other.became)
        self.said_twice += other.said_twice
        self.errors += other.errors


Day = Callable[[Path, Random, Size], Awaitable[Report]]


def errors_in(logs: Iterable[str]) -> list[str]:
    """Return the lines of logs that tell of a fault."""
    lines = (line for text in logs for line in text.splitlines())
    return [line for line in lines if " ERROR " in line or " CRITICAL " in line]
