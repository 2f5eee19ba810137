"""Which part of the program spends the processor on each act, beside what the bare bot spends."""

from __future__ import annotations

from cProfile import Profile
from dataclasses import dataclass
from pstats import Stats
from typing import Any

from tests.bench.loads import Size, bare, gommette
from tests.bench.run import profiled

# The first fragment that the place of a function holds names its part.
_PARTS = (
    ("bot/store/", "store"),
    ("aiosqlite", "trips to the thread of the database"),
    ("bot/services/", "use cases"),
    ("bot/workshop/text", "cleaning and escaping of texts"),
    ("bot/workshop/", "rules"),
    ("bot/i18n", "catalogues"),
    ("string.py", "catalogues"),
    ("bot/interface/layout", "drawing of messages"),
    ("discord/ui/", "drawing of messages"),
    ("bot/", "interface"),
    ("cogs/", "interface"),
    ("pydantic", "pydantic"),
    ("logging/", "logging"),
    ("json/", "JSON"),
    ("discord/", "discord.py"),
    ("simcord", "simulated Discord"),
    ("copy.py", "simulated Discord"),
    ("asyncio/", "asyncio"),
)
_OTHER = "Python itself"


@dataclass(frozen=True, slots=True)
class Share:
    """Milliseconds that one act takes in one part, with the profiler's own."""

    act: str
    part: str
    gommette: float
    floor: float

    @property
    def more(self) -> float:
        return self.gommette - self.floor


async def shares(size: Size) -> list[Share]:
    """Return the shares of each act, the largest difference first; those of the loop's thread."""
    theirs, ours = await profiled(bare, size), await profiled(gommette, size)
    numbers = {"typed post-its": size.typed}
    found = []
    for act, profile in ours.items():
        number = numbers.get(act, size.forms)
        mine, floor = _by_part(profile), _by_part(theirs[act])
        of_act = [
            Share(act, part, 1000 * mine.get(part, 0) / number, 1000 * floor.get(part, 0) / number)
            for part in {*mine, *floor}
        ]
        found += sorted(of_act, key=lambda share: -share.more)
    return found


def _by_part(profile: Profile) -> dict[str, float]:
    """Return the seconds spent in each part; what is built in counts for who calls it."""
    stats: Any = Stats(profile)
    spent: dict[str, float] = {}
    for (file, _, name), (_, _, own, _, callers) in stats.stats.items():
        if "select.epoll" in name:
            continue  # the loop waits: for the thread of the database, mostly
        if file != "~":
            spent[_part(file)] = spent.get(_part(file), 0.0) + own
            continue
        for (caller, _, _), (_, _, of_caller, _) in callers.items():
            spent[_part(caller)] = spent.get(_part(caller), 0.0) + of_caller
    return spent


def _part(file: str) -> str:
    return next((part for fragment, part in _PARTS if fragment in file), _OTHER)
