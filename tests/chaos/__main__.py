"""``python -m tests.chaos``: play bad days, print and write what came of them."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from tests.chaos import faults
from tests.chaos.days import days
from tests.chaos.report import Report, Size

OUT = Path(__file__).parents[2] / "data" / "state" / "chaos.json"
_SHOWN = 5


def main() -> int:
    """Read the arguments, play, report; return 1 when a promise did not hold."""
    size = Size()
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--people", type=int, default=size.people)
    parser.add_argument("--times", type=int, default=size.times, help="acts of each in each part")
    parser.add_argument("--faults", type=int, default=size.faults, help="in each part")
    parser.add_argument("--outage", type=float, default=size.outage, help="seconds")
    parser.add_argument("--rounds", type=int, default=3, help="sessions of each kind of day")
    parser.add_argument("--beside", type=int, default=3, help="days played side by side")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=[*days(size)], help="play these")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    size = Size(asked.people, asked.times, asked.faults, outage=asked.outage)
    console = Console()
    reports = asyncio.run(
        play(asked.only or [*days(size)], size, asked.rounds, asked.seed, asked.beside, console)
    )
    show(reports, console)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    document = {"seed": asked.seed, "size": asdict(size)}
    document |= {"days": {name: asdict(report) for name, report in reports.items()}}
    asked.out.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0 if all(report.whole for report in reports.values()) else 1


async def play(
    names: Sequence[str], size: Size, rounds: int, seed: int, beside: int, console: Console
) -> dict[str, Report]:
    """Play so many sessions of each kind of day, a few days side by side."""
    places = asyncio.Semaphore(beside)

    async def day(name: str) -> Report:
        rng, report = Random(f"{seed} {name}"), Report()
        for number in range(rounds):
            async with places:
                console.print(f"{name}, {number + 1} of {rounds}…", style="dim")
                with tempfile.TemporaryDirectory() as folder:
                    report.add(await days(size)[name](Path(folder), rng, size))
        return report

    played = await asyncio.gather(*map(day, names))
    return dict(zip(names, played, strict=True))


def show(reports: dict[str, Report], console: Console) -> None:
    """Print a row for each kind of day, the sum of all, and the first of what did not hold."""
    table = Table(title="Bad days")
    table.add_column("")
    columns = ("sessions", "kills", "faults", "confirmed", "lost", "doubled", "half done")
    for column in (*columns, "said twice", "unanswered"):
        table.add_column(column, justify="right")
    total = Report()
    for name, report in reports.items():
        table.add_row(name, *_figures(report))
        total.add(report)
    table.add_section()
    table.add_row("all", *_figures(total))
    console.print(table)
    met = sum(1 for name in faults.KINDS if total.struck.get(name))
    console.print(f"Kinds of refusal met: {met} of {len(faults.KINDS)}.")
    never = [name for report in reports.values() for name, n in report.struck.items() if not n]
    if never:
        console.print(f"Never struck on their day: {', '.join(sorted({*never}))}.")
    console.print(f"Faults of the program in its log: {len(total.errors)}.")
    became = total.became
    for what in (became.lost, became.doubled, became.half_done, total.said_twice, total.errors):
        for text in what[:_SHOWN]:
            console.print(f"  {text}")


def _figures(report: Report) -> list[str]:
    became = report.became
    counted = (report.sessions, report.kills, report.faults, became.confirmed)
    listed = (became.lost, became.doubled, became.half_done, report.said_twice)
    return [str(n) for n in (*counted, *map(len, listed), report.unanswered)]


if __name__ == "__main__":
    sys.exit(main())
