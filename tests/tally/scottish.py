"""The Scottish count, paper by paper, with decimals: slow, and written from the Order alone.

It is told who goes first wherever the Order would draw a lot, and says at each such point among
whom: whatever our count does with ties is held against every answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

FIVE = Decimal("0.00001")


@dataclass
class Paper:
    ranks: Sequence[str]
    value: Decimal = Decimal(1)
    held_by: str | None = None


def elected(
    candidates: Sequence[str],
    papers: Sequence[Sequence[str]],
    seats: int,
    lot: Callable[[Sequence[str]], str],
) -> tuple[set[str], list[dict[str, Decimal]]]:
    """Return who is elected, and what each had at the end of each stage. `lot` answers which of
    some candidates goes first: whose surplus is shared, or who is excluded."""
    box = [Paper(ranks) for ranks in papers]
    hopeful = set(candidates)
    won: list[str] = []
    stages: list[dict[str, Decimal]] = []
    quota = Decimal(len(box) // (seats + 1) + 1)
    pending: set[str] = set()
    votes = dict.fromkeys(candidates, Decimal(0))

    def next_of(paper: Paper, after: str | None) -> str | None:
        start = 0 if after is None else list(paper.ranks).index(after) + 1
        return next((one for one in paper.ranks[start:] if one in hopeful), None)

    def place(paper: Paper, after: str | None) -> None:
        paper.held_by = next_of(paper, after)
        if paper.held_by is not None:
            votes[paper.held_by] += paper.value

    def chosen(among: list[str], key: Callable[[dict[str, Decimal], str], Decimal]) -> str:
        for stage in [votes, *reversed(stages)]:
            best = min(key(stage, one) for one in among)
            among = [one for one in among if key(stage, one) == best]
            if len(among) == 1:
                return among[0]
        return lot(sorted(among))

    for paper in box:
        place(paper, None)
    while True:
        stages.append(dict(votes))
        for one in [one for one in hopeful if votes[one] >= quota]:
            hopeful.remove(one)
            won.append(one)
            pending.add(one)
        vacancies = seats - len(won)
        if vacancies and len(hopeful) <= vacancies:
            return {*won, *hopeful}, stages
        if not vacancies:
            return set(won), stages
        pending = {one for one in pending if votes[one] > quota}
        if pending:
            giver = chosen(sorted(pending), lambda stage, one: -stage[one])
            pending.remove(giver)
            surplus, total = votes[giver] - quota, votes[giver]
            for paper in box:
                if paper.held_by == giver:
                    exact = surplus * paper.value / total
                    paper.value = exact.quantize(FIVE, rounding=ROUND_DOWN)
                    place(paper, giver)
            votes[giver] = quota
        else:
            loser = chosen(sorted(hopeful), lambda stage, one: stage[one])
            hopeful.remove(loser)
            for paper in box:
                if paper.held_by == loser:
                    place(paper, loser)
            votes[loser] = Decimal(0)


def every_result(
    candidates: Sequence[str], papers: Sequence[Sequence[str]], seats: int
) -> set[frozenset[str]]:
    """Return who is elected for each way in which every lot can fall."""
    found: set[frozenset[str]] = set()
    waiting: list[tuple[int, ...]] = [()]
    while waiting:
        draw = _following(waiting.pop(), waiting)
        found.add(frozenset(elected(candidates, papers, seats, draw)[0]))
    return found


def _following(
    answers: tuple[int, ...], waiting: list[tuple[int, ...]]
) -> Callable[[Sequence[str]], str]:
    """Return a lot that follows `answers`, then takes the first, and has the others tried later."""
    taken = 0

    def draw(among: Sequence[str]) -> str:
        nonlocal taken
        taken += 1
        if taken <= len(answers):
            return among[answers[taken - 1]]
        before = answers + (0,) * (taken - 1 - len(answers))
        waiting.extend((*before, n) for n in range(1, len(among)))
        return among[0]

    return draw
