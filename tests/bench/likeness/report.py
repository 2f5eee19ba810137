"""`make bench ARGS="--only likeness"`: what each measure makes of the sets, what asking costs."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bot.meaning.encoder import encoder
from bot.services.context import Context
from bot.services.themes import likening
from bot.store import Database
from bot.workshop.postits.postit import PostIt, Source
from bot.workshop.themes.meaning import Encoder
from bot.workshop.themes.naming import proposed
from bot.workshop.themes.sorting import Sorting, Theme
from tests.bench.likeness.labelled import Labelled, labelled
from tests.bench.likeness.quality import (
    EXAMPLES,
    TOP,
    by_chance,
    by_comparison,
    by_token_sort,
    neighbours,
    quality,
)

_PEOPLE, _POSTITS, _THEMES, _HANDFUL = 200, 1000, 20, 5

Document = dict[str, object]


async def likeness(
    rounds: int, console: Console, people: int = _PEOPLE, size: int = _POSTITS
) -> Document:
    """Measure, print the tables and return the document; `people` ask about `size` post-its."""
    reads, sets = encoder(), labelled()
    found = [_measured(one, reads, rounds) for one in sets]
    _show(sets, found, reads, console)
    _show_names(sets, console)
    spent, slowest = await crowd(people, size)
    console.print(
        f"{people} people ask for the likeliest themes of {_HANDFUL} post-its among {size:,} "
        f"in {_THEMES} themes at once, by words: {spent:.2f} s in all; the loop stood still for "
        f"{1000 * slowest:.0f} ms at most"
    )
    return {
        "sets": {one.name: told for one, told in zip(sets, found, strict=True)},
        "crowd": {"seconds": round(spent, 3), "stall": round(slowest, 3)},
    }


def _measured(of: Labelled, reads: Encoder | None, rounds: int) -> dict[str, str]:
    told = {
        "by chance": str(by_chance(of)),
        "token sort ratio": str(quality(of, by_token_sort(of), rounds)),
        "words": str(quality(of, by_comparison(of), rounds)),
    }
    if reads is not None:
        told["words and meaning"] = str(quality(of, by_comparison(of, reads), rounds))
    told["neighbours, words"] = f"{neighbours(of):.0f}"
    if reads is not None:
        told["neighbours, words and meaning"] = f"{neighbours(of, reads):.0f}"
    return told


def _show(
    sets: list[Labelled], found: list[dict[str, str]], reads: Encoder | None, console: Console
) -> None:
    table = Table(
        title=f"The right theme first / among the first {TOP}, % of post-its, with {EXAMPLES} in"
        " each theme; neighbours: of the five most alike, % of the same theme",
        caption=None if reads else "meaning: not measured, `make likeness` installs the encoder",
    )
    table.add_column("")
    for one in sets:
        table.add_column(one.name, justify="right")
    for measure in found[0]:
        table.add_row(measure, *(told[measure] for told in found))
    console.print(table)


def _show_names(sets: list[Labelled], console: Console) -> None:
    table = Table(title="Names proposed for whole themes")
    table.add_column("theme")
    table.add_column("proposed")
    for one in sets:
        table.add_section()
        for theme in one.names:
            held = set(one.within(theme))
            here = [text for rank, text in enumerate(one.texts) if rank in held]
            others = [text for rank, text in enumerate(one.texts) if rank not in held]
            table.add_row(theme, proposed(here, others) or "–")
    console.print(table)


async def crowd(people: int, size: int) -> tuple[float, float]:
    """Return how long many people who ask at once wait in all, and the longest stall of the loop,
    in seconds."""
    rng = Random(11)
    words = " ".join(text for one in labelled() for text in one.texts).split()
    wall = [
        PostIt(
            number, 1, 1, None, None, " ".join(rng.choices(words, k=12)), None, None, Source.FORM,
            number=number,
        )
        for number in range(1, size + 1)
    ]  # fmt: skip
    themes = tuple(Theme(rank, " ".join(rng.choices(words, k=2))) for rank in range(_THEMES))
    places: dict[int, int | None] = {p.id: rng.choice([None, *range(_THEMES)]) for p in wall}
    sorting = Sorting(themes, places)
    with TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "gommette.db")
        try:
            ctx = Context(database)
            watching = asyncio.create_task(_stalls())
            await asyncio.sleep(0)
            started = time.perf_counter()
            await asyncio.gather(
                *(
                    likening.likeliest(ctx, 1, wall, sorting, rng.sample(range(1, size), _HANDFUL))
                    for _ in range(people)
                )
            )
            spent = time.perf_counter() - started
            watching.cancel()
            stalls = await asyncio.gather(watching, return_exceptions=True)
        finally:
            await database.close()
    return spent, max((one for one in stalls if isinstance(one, float)), default=0.0)


async def _stalls() -> float:
    """Return, once cancelled, the longest that the loop was kept from this task."""
    longest, pace = 0.0, 0.005
    try:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(pace)
            longest = max(longest, time.perf_counter() - before - pace)
    except asyncio.CancelledError:
        return longest
