"""What every rule takes and gives: weighted ballots in, a ranking in groups of equals out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, compress
from operator import mul
from typing import Any, Generic, TypeAlias, TypeVar, cast, overload

Json: TypeAlias = "int | str | bool | Sequence[Json] | Mapping[str, Json] | None"
Ranking: TypeAlias = tuple[tuple[str, ...], ...]

B_co = TypeVar("B_co", covariant=True)
# What a rule says in its details of what is decided; all else there are figures.
_DECISIONS = ("adopted", "retained")

K = TypeVar("K", int, str)
V = TypeVar("V", int, Fraction)
H = TypeVar("H", bound=Hashable)
T = TypeVar("T")
N = TypeVar("N")
_NOTHING: Any = object()  # what a ballot gives an option that it leaves out


@dataclass(frozen=True, slots=True)
class Cast(Generic[B_co]):
    """A ballot, cast by `weight` people (or by one person whose voice counts `weight` times)."""

    ballot: B_co
    weight: int = 1


class Casts(Sequence[Cast[B_co]]):
    """Many ballots and their weights, held apart: no object for each of a hundred thousand."""

    __slots__ = ("contents", "weights")

    def __init__(self, contents: Sequence[B_co], weights: Sequence[int]) -> None:
        self.contents = contents
        self.weights = weights

    @classmethod
    def of(cls, casts: Sequence[Cast[B_co]]) -> Casts[B_co]:
        """Return these, held apart."""
        if isinstance(casts, Casts):
            return casts
        return cls([cast.ballot for cast in casts], [cast.weight for cast in casts])

    def __len__(self) -> int:
        return len(self.contents)

    @overload
    def __getitem__(self, at: int) -> Cast[B_co]: ...

    @overload
    def __getitem__(self, at: slice) -> Casts[B_co]: ...

    def __getitem__(self, at: int | slice) -> Cast[B_co] | Casts[B_co]:
        if isinstance(at, slice):
            return Casts(self.contents[at], self.weights[at])
        return Cast(self.contents[at], self.weights[at])


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
    return {option: total for option, (total, _) in added(options, ballots).items()}


def added(
    options: Sequence[K], ballots: Sequence[Cast[Mapping[K, int]]]
) -> dict[K, tuple[int, int]]:
    """Return for each option the sum of what ballots give it, and how many give it something, 0
    included; KeyError for an unknown option."""
    held = Casts.of(ballots)
    plain = {1}.issuperset(held.weights)
    found: dict[K, tuple[int, int]] = {}
    for option, column in _columns(options, held.contents, None):
        weights = held.weights
        if None in column:
            says = [number is not None for number in column]
            column, weights = list(compress(column, says)), list(compress(weights, says))
        given = cast(Sequence[int], column)
        if plain:
            found[option] = (sum(given), len(given))
        else:
            found[option] = (sum(map(mul, given, weights)), sum(weights))
    return found


def tallied(options: Sequence[K], ballots: Sequence[Cast[Mapping[K, H]]]) -> dict[K, dict[H, int]]:
    """Return how many give each option each value; KeyError for an unknown option."""
    held = Casts.of(ballots)
    contents, weights = held.contents, held.weights
    plain = {1}.issuperset(weights)
    found: dict[K, dict[H, int]] = {}
    for option, column in _columns(options, contents, _NOTHING):
        counts: dict[Any, int] = {}
        if plain:
            counts = dict(Counter(column))
        else:
            for value, weight in zip(column, weights, strict=True):
                counts[value] = counts.get(value, 0) + weight
        counts.pop(_NOTHING, None)
        found[option] = counts
    return found


def _columns(
    options: Sequence[K], contents: Sequence[Mapping[K, T]], nothing: N
) -> Iterator[tuple[K, Sequence[T | N]]]:
    """Yield each option with what every ballot gives it, `nothing` where it leaves it out;
    KeyError for an unknown option."""
    known = frozenset(options)
    alike = same_names(contents)
    if alike is not None and known == frozenset(alike):
        values: list[T] = list(chain.from_iterable(map(_values, contents)))
        place = {name: n for n, name in enumerate(alike)}
        yield from ((option, values[place[option] :: len(alike)]) for option in options)
        return
    if not known.issuperset(chain.from_iterable(contents)):
        raise KeyError(next(name for of in contents for name in of if name not in known))
    for option in options:
        yield option, [ballot.get(option, nothing) for ballot in contents]


def same_names(contents: Sequence[Mapping[K, object]]) -> list[K] | None:
    """Return the names by which all ballots are written, where they are the same in the same
    order, as a program writes them; None where they are not."""
    names = list(chain.from_iterable(contents))
    first = names[: len(contents[0])] if contents else []
    return first if names == first * len(contents) else None


def _values(ballot: Mapping[K, T]) -> Collection[T]:
    return ballot.values()


def exact(figure: int | Fraction) -> int | str:
    """Return a figure as JSON without rounding: a whole number, or a text such as ``"7/2"``."""
    return int(figure) if figure == int(figure) else str(figure)
