"""What every rule takes and gives: weighted ballots in, a ranking in groups of equals out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeAlias, TypeVar

Json: TypeAlias = "int | str | bool | Sequence[Json] | Mapping[str, Json] | None"
Ranking: TypeAlias = tuple[tuple[str, ...], ...]

B_co = TypeVar("B_co", covariant=True)
# What a rule says in its details of what is decided; all else there are figures.
_DECISIONS = ("adopted", "retained")

K = TypeVar("K", int, str)
V = TypeVar("V", int, Fraction)


@dataclass(frozen=True, slots=True)
class Cast(Generic[B_co]):
    """A ballot, cast by `weight` people (or by one person whose voice counts `weight` times)."""

    ballot: B_co
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Several seats filled: who is `elected`, who is `tied` for the places that are `left`.

    Where nobody is tied, places that are left stay empty.
    """

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Result:
    """`ranking` best first, tied options in one group, groups sorted by name (which says nothing).

    `winners` holds several options when they tie, and none when nobody said anything or when the
    rule elects nobody. `tie` is True when people voted and no option alone comes first. `details`
    holds the figures that let a person count again by hand, as JSON values. Where several seats
    are filled, `winners` are those who are certainly in, `tie` tells that others are tied for the
    places that are left, and `cut` has both.
    """

    ranking: Ranking
    winners: tuple[str, ...]
    tie: bool
    details: Mapping[str, Json]
    cut: Cut | None = None

    @property
    def undecided(self) -> Result:
        """The same count where too few took part to decide: what was answered, and nothing more.

        No figure changes. The ranking stays, as the order of the answers.
        """
        details = {name: None if name in _DECISIONS else of for name, of in self.details.items()}
        seats = None if self.cut is None else Cut((), (), len(self.cut.elected) + self.cut.left)
        return Result(self.ranking, (), False, details, seats)


def decided(ranking: Ranking, details: Mapping[str, Json], *, spoken: bool) -> Result:
    """Return the result in which the first group wins, or nobody when no ballot was `spoken`."""
    winners = ranking[0] if ranking and spoken else ()
    return Result(ranking, winners, len(winners) > 1, details)


def grouped(figures: Mapping[K, V]) -> tuple[tuple[K, ...], ...]:
    """Return the keys in groups of equal figures, highest figure first, each group sorted."""
    groups: dict[V, list[K]] = {}
    for option, figure in figures.items():
        groups.setdefault(figure, []).append(option)
    return tuple(tuple(sorted(groups[figure])) for figure in sorted(groups, reverse=True))


def summed(options: Sequence[K], ballots: Sequence[Cast[Mapping[K, int]]]) -> dict[K, int]:
    """Return for each option the sum of what ballots give it; KeyError for an unknown option."""
    totals = dict.fromkeys(options, 0)
    for cast in ballots:
        for option, given in cast.ballot.items():
            totals[option] += given * cast.weight
    return totals


def exact(figure: int | Fraction) -> int | str:
    """Return a figure as JSON without rounding: a whole number, or a text such as ``"7/2"``."""
    return int(figure) if figure == int(figure) else str(figure)
