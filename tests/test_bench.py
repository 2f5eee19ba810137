"""The benchmark runs and counts; how long things take is for `make bench` to say."""

from __future__ import annotations

import json

from rich.console import Console

from tests.bench.loads import MINUTES, Size
from tests.bench.report import as_json, show
from tests.bench.run import run


async def test_the_benchmark_measures_both_bots_and_counts_requests() -> None:
    size = Size(people=6, typed=90, forms=3, notes=12, renders=2)
    result = await run(size, rounds=1)
    found = json.loads(as_json(result))
    assert (found["people"], found["typed"], found["forms"]) == (6, 90, 3)
    assert [figure["name"] for figure in found["figures"]] == [
        "typed post-its",
        "from message to committed row, p50",
        "from message to committed row, p99",
        "forms",
        "ballots cast",
        "from choice to receipt, p50",
        "from choice to receipt, p99",
        "overview, roadmap and certificate of 12 post-its",
        "the whole wall of 12 post-its, 3 pictures",
        "longest stall of the loop while it is drawn",
        "memory after 2 more overviews, and before",
    ]
    for figure in found["figures"]:
        assert set(figure) == {"name", "unit", "gommette", "floor", "ratio"}
        assert figure["gommette"] > 0
        assert figure["floor"] > 0
    requests = found["requests"]
    assert set(requests) <= {"card edits", "reactions"}
    # One redraw at once, then one every 4 s at most; a reaction every 0.25 s at most.
    seconds = MINUTES * 60
    assert 1 <= requests["card edits"] <= 1 + (seconds + 12) / 4
    assert 1 <= requests["reactions"] <= min(size.typed, seconds / 0.25)
    show(result, Console(quiet=True))
