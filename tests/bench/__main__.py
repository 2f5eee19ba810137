"""``python -m tests.bench``: measure, print a table, write ``data/state/bench.json``."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from rich.console import Console

from tests.bench.loads import Size
from tests.bench.report import as_json, show
from tests.bench.run import run

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
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    size = Size(asked.people, asked.typed, asked.forms, asked.notes, asked.renders)
    result = asyncio.run(run(size, asked.rounds))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(as_json(result), encoding="utf-8")
    show(result, Console())


main()
