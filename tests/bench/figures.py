"""What the loads give: a figure, its floor in the same run, and how far apart they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Literal

from simcord import HttpLogEntry


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of Gommette beside that of the floor: medians of the rounds.

    `ratio` says how many times worse than the floor: the median of what each round gave, in
    which both met the same machine. `limit` is what it is held to, where it is: the measure
    itself, or the ratio.
    """

    name: str
    unit: str
    gommette: float
    floor: float
    ratio: float
    limit: float | None = None
    limited: Literal["gommette", "ratio"] = "gommette"

    @property
    def holds(self) -> bool:
        """True when nothing is asked of it, or when it is what was asked."""
        held = self.gommette if self.limited == "gommette" else self.ratio
        return self.limit is None or held <= self.limit


def middle(
    name: str,
    unit: str,
    gommette: Sequence[float],
    floor: Sequence[float],
    more_is_better: bool = False,
    limit: float | None = None,
    limited: Literal["gommette", "ratio"] = "gommette",
) -> Figure:
    """Return the figure of several rounds: other work on the machine spoils some of them."""
    ratios = [
        theirs / ours if more_is_better else ours / theirs if theirs else 1.0
        for ours, theirs in zip(gommette, floor, strict=True)
    ]
    return Figure(
        name, unit, median(gommette), median(floor), median(ratios), limit=limit, limited=limited
    )


def percentile(values: Iterable[float], rank: int) -> float:
    """Return the `rank`th percentile."""
    found = list(values)
    return quantiles(found, n=100, method="inclusive")[rank - 1] if len(found) > 1 else found[0]


def kinds(requests: Iterable[HttpLogEntry]) -> dict[str, int]:
    """Return how many requests of each kind went to Discord."""
    return dict(sorted(Counter(kind_of(one.method, one.path) for one in requests).items()))


def kind_of(method: str, path: str) -> str:
    """Return what a request to Discord is for."""
    if "/reactions/" in path:
        return "reactions"
    if path.startswith(("/interactions/", "/webhooks/")):
        return "answers"
    if method == "PATCH" and "/messages/" in path:
        return "card edits"
    if method == "POST" and path.endswith("/messages"):
        return "messages"
    return "others"
