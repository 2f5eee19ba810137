"""Ballots as they stand in the file, method by method; each mistake is told with its place.

A ballot that says nothing at all (no dot, nothing approved, nothing scored, graded or ranked
above another, or an abstention) is blank: it is counted apart, and for the quorum only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from bot.tally import quick
from bot.tally.order import Order, order
from bot.tally.reading import At
from bot.tally.result import Cast, Casts
from bot.tally.rules import yes_no
from bot.tally.rules.score import Scores

B = TypeVar("B")
Read: TypeAlias = Callable[[At], B | None]  # a ballot, or None when it is blank


@dataclass(frozen=True, slots=True)
class Ballots(Generic[B]):
    """The ballots that say something, and the weight of the others."""

    said: Sequence[Cast[B]]
    blank: int

    @property
    def weight(self) -> int:
        """How many ballots were cast in all."""
        return sum(Casts.of(self.said).weights) + self.blank


def read(at: At, ballot: Read[B], all_at_once: quick.Quick[B] | None = None) -> Ballots[B]:
    """Return the list of ``{"weight": …, "ballot": …}`` at a place; a weight left out is 1.

    `ballot` is what they are; `all_at_once` gives the same, sooner, where none of them is wrong.
    """
    found = all_at_once and quick.read(at.value, all_at_once)
    if found:
        return Ballots(*found)
    said: list[Cast[B]] = []
    blank = 0
    for item in at.items("a list of ballots"):
        entry = item.entries('an object with "weight" and "ballot"')
        for name, other in entry.items():
            if name not in ("weight", "ballot"):
                raise other.wrong('expected only "weight" and "ballot" here')
        weight = entry["weight"].whole(1) if "weight" in entry else 1
        content = ballot(item.needed("ballot"))
        if content is None:
            blank += weight
        else:
            said.append(Cast(content, weight))
    return Ballots(tuple(said), blank)


def dots(options: Sequence[str], budget: int, cap: int | None) -> Read[Mapping[str, int]]:
    """Return the reader of ``{"A": 3, "B": 2}``: at most `budget` in all, `cap` on one option."""
    known = frozenset(options)
    most = budget if cap is None else min(budget, cap)

    def ballot(at: At) -> Mapping[str, int] | None:
        placed = {o: given.whole(0, most) for o, given in _by_option(at, known).items()}
        if sum(placed.values()) > budget:
            raise at.wrong(f"expected at most {budget} dots in all, not {sum(placed.values())}")
        return placed if any(placed.values()) else None

    return ballot


def approval(options: Sequence[str], fewest: int, most: int) -> Read[frozenset[str]]:
    """Return the reader of ``["A", "B"]``: from `fewest` to `most` different options."""
    known = frozenset(options)

    def ballot(at: At) -> frozenset[str] | None:
        chosen: set[str] = set()
        for item in at.items("a list of options"):
            chosen.add(_option(item, known, chosen))
        if not fewest <= len(chosen) <= most:
            raise at.wrong(f"expected from {fewest} to {most} options, not {len(chosen)}")
        return frozenset(chosen) or None

    return ballot


def score(options: Sequence[str], low: int, high: int) -> Read[Mapping[str, int]]:
    """Return the reader of ``{"A": 3}``."""
    known = frozenset(options)

    def ballot(at: At) -> Mapping[str, int] | None:
        return {o: given.whole(low, high) for o, given in _by_option(at, known).items()} or None

    return ballot


def scores(options: Sequence[str], low: int, high: int, criteria: Sequence[str]) -> Read[Scores]:
    """Return the reader of ``{"A": {"new": 3}}``."""
    known = frozenset(options)

    def ballot(at: At) -> Scores | None:
        given = {o: by_criterion(given) for o, given in _by_option(at, known).items()}
        return {option: of for option, of in given.items() if of} or None

    def by_criterion(at: At) -> Mapping[str, int]:
        entries = at.entries("an object of scores by criterion")
        for name, given in entries.items():
            if name not in criteria:
                raise given.wrong("no such criterion")
        return {name: given.whole(low, high) for name, given in entries.items()}

    return ballot


def grades(options: Sequence[str], names: Sequence[str]) -> Read[Mapping[str, str]]:
    """Return the reader of ``{"A": "grade name"}``."""
    known = frozenset(options)

    def ballot(at: At) -> Mapping[str, str] | None:
        return {o: given.one_of(names) for o, given in _by_option(at, known).items()} or None

    return ballot


def ranked(options: Sequence[str]) -> Read[Order]:
    """Return the reader of ``[["A"], ["B", "C"]]``: options left out are last together."""
    known = frozenset(options)

    def ballot(at: At) -> Order | None:
        seen: set[str] = set()
        groups: list[frozenset[str]] = []
        for group in at.items("a list of groups, best first"):
            members = set()
            for item in group.items("a list of options ranked equal"):
                members.add(_option(item, known, seen))
                seen |= members
            if not members:
                raise group.wrong("expected at least one option in the group")
            groups.append(frozenset(members))
        complete = order(groups, options)
        return complete if len(complete) > 1 or len(options) == len(seen) == 1 else None

    return ballot


def preferences(options: Sequence[str], withdrawn: Set[str]) -> Read[tuple[str, ...]]:
    """Return the reader of ``[["A"], ["B"]]`` as preferences: what is withdrawn is passed over, and
    a ballot counts up to the first options that it ranks as equals."""
    whole = ranked(options)

    def ballot(at: At) -> tuple[str, ...] | None:
        whole(at)
        said: list[str] = []
        for group in at.items():
            members = [name for item in group.items() if (name := item.text()) not in withdrawn]
            if len(members) > 1:
                break
            said += members
        return tuple(said) or None

    return ballot


def choice(at: At) -> str | None:
    """Return ``yes`` or ``no``, or None for ``abstain``."""
    word = at.one_of((yes_no.YES, yes_no.NO, yes_no.ABSTAIN))
    return None if word == yes_no.ABSTAIN else word


def _by_option(at: At, known: Set[str]) -> dict[str, At]:
    entries = at.entries("an object by option")
    for name, given in entries.items():
        if name not in known:
            raise given.wrong("no such option")
    return entries


def _option(at: At, known: Set[str], seen: Set[str]) -> str:
    name = at.name()
    if name not in known:
        raise at.refuse("one of the options")
    if name in seen:
        raise at.wrong("this option stands twice on the ballot")
    return name
