"""The result as JSON, and as a table on the terminal."""

from __future__ import annotations

import json

from rich.console import Console
from rich.table import Table

from tests.bench.loads import MINUTES
from tests.bench.run import Result


def as_json(result: Result) -> str:
    """Return the result as JSON; `ratio` says how many times worse than the floor."""
    document = {
        "people": result.size.people,
        "typed": result.size.typed,
        "forms": result.size.forms,
        "notes": result.size.notes,
        "renders": result.size.renders,
        "rounds": result.rounds,
        "figures": [
            {
                "name": figure.name,
                "unit": figure.unit,
                "gommette": round(figure.gommette, 3),
                "floor": round(figure.floor, 3),
                "ratio": round(figure.ratio, 3),
            }
            for figure in result.figures
        ],
        "requests": result.requests,
        "requests_per_postit": result.requests_per_postit,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def show(result: Result, console: Console) -> None:
    """Print the result as a table."""
    table = Table(
        title=f"Gommette beside its floors · medians of {result.rounds} rounds",
        caption="floors: a bare bot for what people send; for pictures, empty ones of the same"
        " sizes, a loop that does nothing, and the memory held before",
    )
    table.add_column("")
    for column in ("Gommette", "floor", "times worse"):
        table.add_column(column, justify="right")
    for figure in result.figures:
        table.add_row(
            f"{figure.name}, {figure.unit}",
            f"{figure.gommette:,.2f}",
            f"{figure.floor:,.2f}",
            f"{figure.ratio:.2f}",
        )
    console.print(table)
    counted = ", ".join(f"{number} {kind}" for kind, number in result.requests.items())
    console.print(
        f"{result.size.typed} post-its typed by {result.size.people} people in {MINUTES} simulated"
        f" minutes: {result.requests_per_postit:.2f} requests to Discord each ({counted})."
    )
