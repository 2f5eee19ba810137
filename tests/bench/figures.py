"""What the loads give: a figure, its floor in the same run, and how far apart they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from simcord import HttpLogEntry


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of Gommette beside that of the floor: medians of the rounds.

    `ratio` says how many times worse than the floor: the median of what each round gave, in
    which both met the same machine.
    """

    name: str
    unit: str
    gommette: float
    floor: float
    ratio: float


def middle(
    name: str,
    unit: str,
    gommette: Sequence[float],
    floor: Sequence[float],
    more_is_better: bool = False,
) -> Figure:
    """Return the figure of several rounds: other work on the machine spoils some of them."""
    ratios = [
        theirs / ours if more_is_better else ours / theirs
        for ours, theirs in zip(gommette, floor, strict=True)
    ]
    return Figure(name, unit, median(gommette), median(floor), median(ratios))


def percentile(values: Iterable[float], rank: int) -> float:
    """Return the `rank`th percentile."""
    found = list(values)
    return quantiles(found, n=100, method="inclusive")[rank - 1] if len(found) > 1 else found[0]


def kinds(requests: Iterable[HttpLogEntry]) -> dict[str, int]:
    """Return how many requests of each kind went to Discord."""
    return dict(sorted(Counter(map(_kind, requests)).items()))


def _kind(request: HttpLogEntry) -> str:
    if "/reactions/" in request.path:
        return "reactions"
    if request.path.startswith(("/interactions/", "/webhooks/")):
        return "answers"
    if request.method == "PATCH" and "/messages/" in request.path:
        return "card edits"
    if request.method == "POST" and request.path.endswith("/messages"):
        return "messages"
    return "others"
