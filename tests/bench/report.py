"""The result as JSON, and as a table on the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figure
from tests.bench.loads import MINUTES
from tests.bench.run import Result
from tests.bench.shares import Share


def as_json(result: Result) -> str:
    """Return the result as JSON; `ratio` says how many times worse than the floor."""
    document = {
        "people": result.size.people,
        "typed": result.size.typed,
        "forms": result.size.forms,
        "notes": result.size.notes,
        "renders": result.size.renders,
        "rounds": result.rounds,
        "figures": [_told(figure) for figure in result.figures],
        "processor": [held(figure) for figure in result.processor],
        "requests": result.requests,
        "requests_per_postit": result.requests_per_postit,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def held(figure: Figure) -> dict[str, object]:
    """Return a figure as JSON, with what it is held to."""
    asked = {"limit": figure.limit, "limited": figure.limited, "holds": figure.holds}
    return _told(figure) | (asked if figure.limit is not None else {})


def _told(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.name,
        "unit": figure.unit,
        "gommette": round(figure.gommette, 3),
        "floor": round(figure.floor, 3),
        "ratio": round(figure.ratio, 3),
    }


def show(result: Result, console: Console) -> None:
    """Print the result as a table."""
    show_held(
        f"medians of {result.rounds} rounds",
        [*result.figures, *result.processor],
        console,
        caption="floors: a bare bot for what people send; for pictures, empty ones of the same"
        " sizes, a loop that does nothing, and the memory held before",
    )
    counted = ", ".join(f"{number} {kind}" for kind, number in result.requests.items())
    console.print(
        f"{result.size.typed} post-its typed by {result.size.people} people in {MINUTES} simulated"
        f" minutes: {result.requests_per_postit:.2f} requests to Discord each ({counted})."
    )


def show_held(
    title: str, figures: Sequence[Figure], console: Console, caption: str | None = None
) -> None:
    """Print figures as a table, each beside its floor and what it is held to."""
    table = Table(title=f"Gommette beside its floors · {title}", caption=caption)
    table.add_column("")
    for column in ("Gommette", "floor", "times worse", "at most"):
        table.add_column(column, justify="right")
    for figure in figures:
        asked = ""
        if figure.limit is not None:
            times = " ×" if figure.limited == "ratio" else f" {figure.unit}"
            asked = f"{figure.limit:g}{times} {'✓' if figure.holds else '✗'}"
        table.add_row(
            f"{figure.name}, {figure.unit}".removesuffix(", "),
            f"{figure.gommette:,.2f}",
            f"{figure.floor:,.2f}",
            f"{figure.ratio:.2f}",
            asked,
        )
    console.print(table)


def show_shares(found: Sequence[Share], console: Console) -> None:
    """Print where each act spends its time, the largest differences first."""
    table = Table(title="Where the loop's thread spends, in ms an act, with the profiler's own")
    table.add_column("")
    for column in ("Gommette", "bare bot", "more"):
        table.add_column(column, justify="right")
    for act in dict.fromkeys(share.act for share in found):
        parts = [share for share in found if share.act == act]
        whole = Share(act, "", sum(s.gommette for s in parts), sum(s.floor for s in parts))
        for share in (whole, *parts):
            name = f"  {share.part}" if share.part else f"[bold]{act}[/bold]"
            figures = (share.gommette, share.floor, share.more)
            table.add_row(name, *(f"{figure:.3f}" for figure in figures))
    console.print(table)
