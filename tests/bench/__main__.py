"""``python -m tests.bench``: measure, print a table, write ``data/state/bench.json``."""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.bench.clock.deadlines import deadlines
from tests.bench.counting import counting
from tests.bench.groups import there_and_back
from tests.bench.likeness.report import likeness
from tests.bench.loads import Size
from tests.bench.parts import PARTS, closes, large, remembers, sockets, sorts
from tests.bench.report import as_json, held, show, show_held, show_shares
from tests.bench.reports import reports
from tests.bench.run import run
from tests.bench.shares import shares

OUT = Path(__file__).parents[2] / "data" / "state" / "bench.json"


def main() -> None:
    """Read the arguments, measure and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    size = Size()
    parser.add_argument("--people", type=int, default=size.people)
    parser.add_argument("--typed", type=int, default=size.typed, help="post-its typed")
    parser.add_argument("--forms", type=int, default=size.forms, help="forms, and ballots")
    parser.add_argument("--notes", type=int, default=size.notes, help="post-its drawn")
    parser.add_argument("--renders", type=int, default=size.renders, help="pictures in a row")
    parser.add_argument("--rounds", type=int, default=5, help="the medians of these are told")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure these")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    size = Size(asked.people, asked.typed, asked.forms, asked.notes, asked.renders)
    told = asyncio.run(measure(asked.only, size, asked.rounds, Console()))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(told, encoding="utf-8")


async def measure(only: Sequence[str], size: Size, rounds: int, console: Console) -> str:
    """Measure each part asked for, show it as it comes, and return all of it as JSON."""
    document: dict[str, Any] = {}
    if "acts" in only:
        result = await run(size, rounds)
        document |= json.loads(as_json(result))
        show(result, console)
    if "shares" in only:
        found = await shares(size)
        document["shares"] = [dataclasses.asdict(share) for share in found]
        show_shares(found, console)
    measured = (
        ("closing", closes),
        ("sorting", sorts),
        ("large", large),
        ("sockets", sockets),
        ("deadlines", deadlines),
        ("report", reports),
        ("memory", remembers),
        ("groups", there_and_back),
        ("counting", counting),
    )
    for part, figures_of in measured:
        if part in only:
            figures = await figures_of(rounds)
            document[part] = [held(figure) for figure in figures]
            show_held(part, figures, console)
    if "likeness" in only:
        document["likeness"] = await likeness(4 * rounds, console)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    main()
