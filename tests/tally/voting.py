"""Writing votes shortly, and recounting them as `python -m bot tally` does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.tally.recount import recounted

Answer = dict[str, Any]
Vote = dict[str, Any]

RANKED = ("irv", "schulze", "borda", "condorcet")


def vote(
    method: str, options: Iterable[str], ballots: Iterable[tuple[int, Any]], **settings: Any
) -> Vote:
    """Return a vote in the form of the file, from (weight, ballot) pairs."""
    return {
        "method": method,
        "options": list(options),
        "settings": settings,
        "ballots": [{"weight": weight, "ballot": ballot} for weight, ballot in ballots],
    }


def answer(asked: object) -> Answer:
    """Return the answer to a vote, through JSON both ways."""
    found: Answer = json.loads(recounted(json.dumps(asked).encode()))
    return found


def recount(
    method: str, options: Iterable[str], ballots: Iterable[tuple[int, Any]], **settings: Any
) -> Answer:
    """Recount a vote written with `vote`."""
    return answer(vote(method, options, ballots, **settings))


def orders(text: str) -> list[tuple[int, list[list[str]]]]:
    """Read ranked ballots such as ``5 ACBED, 2 A=CB``: one letter an option, ``=`` ties two."""
    found = []
    for line in text.split(","):
        weight, letters = line.split()
        groups: list[list[str]] = []
        tied = False
        for letter in letters:
            if letter == "=":
                tied = True
            elif tied:
                groups[-1].append(letter)
                tied = False
            else:
                groups.append([letter])
        found.append((int(weight), groups))
    return found


def graded(tallies: Mapping[str, Sequence[int]], grades: Sequence[str]) -> list[tuple[int, Any]]:
    """Return ballots whose grades add up to `tallies` (how many of each grade, worst first)."""
    columns = {
        option: [grade for grade, n in zip(grades, tally, strict=True) for _ in range(n)]
        for option, tally in tallies.items()
    }
    (voters,) = {len(column) for column in columns.values()}
    return [(1, {option: column[n] for option, column in columns.items()}) for n in range(voters)]


def place(found: Answer, option: str) -> int:
    """Return the rank of an option, 0 for the first group."""
    return next(n for n, group in enumerate(found["ranking"]) if option in group)
