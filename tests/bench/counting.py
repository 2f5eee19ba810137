"""How long counting takes: beside votelib on the same ballots, then alone on many of them.

Both are given the same ballots, as objects of a JSON file in memory. Ours reads and checks them
all, then tells every figure that lets one count again by hand; what votelib does not do, turning
them into its own form, is counted as its work, and told without it too.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from votelib.evaluate.cardinal import ScoreVoting
from votelib.evaluate.core import VotingSystemError
from votelib.evaluate.sequential import TransferableVoteSelector

from bot.tally import recount
from bot.tally.reading import At
from tests.bench.counted import timed
from tests.bench.figures import Figure, middle
from tests.bench.large import roomy

_BALLOTS, _OPTIONS = 100_000, 20
_DUELLISTS, _DUELS = 1_000, 2_000  # options, and ballots that rank them all
_SECONDS, _LONG, _MEMORY = 10.0, 60.0, 500.0
_CRITERIA = ["new", "useful", "feasible"]
_GRADES = [f"grade {n}" for n in range(7)]
_SCALE = [0, 10]
_POINTS = [0, 5]
_SAME = 10  # how many say the same, where ballots are merged

Vote = dict[str, Any]


async def counting(
    rounds: int, ballots: int = _BALLOTS, options: int = _OPTIONS, duellists: int = _DUELLISTS
) -> list[Figure]:
    """Return the figures; the floor of what is counted alone is to read the file as JSON, and what
    that holds."""
    found = [*beside(rounds, ballots, options), *beside(rounds, ballots // 10, options // 4)]
    for name in METHODS:
        found += await alone(f"{ballots:,} × {options}, {name}", name, ballots, options, _SECONDS)
    few = ballots // _SAME
    name = f"{ballots:,} × {options}, schulze, {_SAME} alike of each"
    found += await alone(name, "schulze", few, options, _SECONDS, weight=_SAME)
    duels = max(1, _DUELS * duellists // _DUELLISTS)
    name = f"{duels:,} × {duellists:,}, schulze"
    return found + await alone(name, "schulze", duels, duellists, _LONG)


def beside(rounds: int, ballots: int, options: int) -> list[Figure]:
    """Return our time for run-off and scores beside votelib's, in the same run."""
    spent: dict[str, list[tuple[float, float, float]]] = {"irv": [], "score": []}
    for rank in range(rounds):
        for method, of in (("irv", _run_off), ("score", _scores)):
            asked = drawn(method, ballots, options, rank)
            ours = timed(partial(recount.vote, At(asked)))
            converted, evaluate = of(asked)
            spent[method].append((ours, converted, timed(evaluate)))
    figures = []
    for method, times in spent.items():
        name = f"{method}, {ballots:,} ballots × {options}, and votelib"
        mine = [ours for ours, _, _ in times]
        whole = [converted + theirs for _, converted, theirs in times]
        figures.append(middle(name, "s", mine, whole, limit=1, limited="ratio"))
        name += ", its own form ready"
        figures.append(middle(name, "s", mine, [theirs for _, _, theirs in times]))
    return figures


def _run_off(asked: Vote) -> tuple[float, Callable[[], object]]:
    started = time.process_time()
    cast = Counter(tuple(group[0] for group in of["ballot"]) for of in asked["ballots"])
    converted = time.process_time() - started
    # Several that are last together stop it: it has then done all rounds but some.
    selector = TransferableVoteSelector(quota_function="droop")

    def evaluate() -> object:
        try:
            return selector.evaluate(cast, 1)
        except (NotImplementedError, VotingSystemError):
            return None

    return converted, evaluate


def _scores(asked: Vote) -> tuple[float, Callable[[], object]]:
    started = time.process_time()
    cast = Counter(frozenset(of["ballot"].items()) for of in asked["ballots"])
    converted = time.process_time() - started
    return converted, lambda: ScoreVoting(function="sum").evaluate(cast, 1)


METHODS = (
    "dots",
    "approval",
    "score",
    "score with criteria",
    "majority_judgment",
    "irv",
    "schulze",
    "borda",
    "condorcet",
    "yes_no",
    "shared_budget",
    "shared_budget points",
)


def drawn(name: str, ballots: int, options: int, seed: int = 1, weight: int = 1) -> Vote:
    """Return a vote whose ballots are drawn, all of them likely to differ."""
    draw = Random(seed)
    names = [f"option {n}" for n in range(1, options + 1)]
    if name == "yes_no":
        names = ["yes", "no"]
    costs = {option: draw.randint(300, 3000) for option in names}
    budget = {"money": 10_000, "costs": costs, "seed": "x"}
    settings = {
        "dots": {"budget": options},
        "score": {"scale": _SCALE},
        "score with criteria": {"scale": _SCALE, "criteria": _CRITERIA},
        "majority_judgment": {"grades": _GRADES},
        "shared_budget": budget,
        "shared_budget points": {**budget, "marks": "points", "scale": _POINTS},
    }.get(name, {})
    contents: dict[str, Callable[[], Any]] = {
        "dots": lambda: dict(Counter(draw.choices(names, k=options))),
        "approval": lambda: [option for option in names if draw.random() < 0.5],
        "score": lambda: {option: draw.randint(*_SCALE) for option in names},
        "score with criteria": lambda: {
            o: {c: draw.randint(*_SCALE) for c in _CRITERIA} for o in names
        },
        "majority_judgment": lambda: {option: draw.choice(_GRADES) for option in names},
        "shared_budget": lambda: [option for option in names if draw.random() < 0.5],
        "shared_budget points": lambda: {option: draw.randint(*_POINTS) for option in names},
        "yes_no": lambda: draw.choice(("yes", "no", "abstain")),
    }
    one = contents.get(name, lambda: [[option] for option in draw.sample(names, options)])
    return {
        "method": name.partition(" ")[0],
        "options": names,
        "settings": settings,
        "ballots": [{"weight": weight, "ballot": one()} for _ in range(ballots)],
    }


async def alone(
    told: str, name: str, ballots: int, options: int, seconds: float, weight: int = 1
) -> list[Figure]:
    """Return what a process of its own takes to count a file, and what it holds at most."""
    with roomy() as folder:
        path = folder / "vote.json"
        path.write_text(json.dumps(drawn(name, ballots, options, weight=weight)), "utf-8")
        spent, held = await _child("count", path)
        least, empty = await _child("read", path)
    return [
        middle(f"{told}: counted", "s", [spent], [least], limit=seconds),
        middle(f"{told}: memory", "MB", [held], [empty], limit=_MEMORY),
    ]


async def _child(act: str, path: Path) -> tuple[float, float]:
    """Return the seconds of processor and the megabytes of one act on a file, in its own process,
    so that nothing that was done before is counted."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.counted", act, str(path), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0, act
    spent, held = json.loads(output)
    return spent, held
