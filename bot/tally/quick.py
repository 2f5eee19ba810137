"""Ballots read many at a time: the same as `bot.tally.ballots`, which is the definition.

What is looked at here is only whether every ballot is as it must be, all of them at once, in few
passes. Where one is not, nothing is said (None): the definition then reads them one by one, and
tells which is wrong, where and why. So each function takes the settings of the reader of the same
name there, and gives what that reader makes of the whole list; ballots that say the same may come
as one that weighs as much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import accumulate, chain, compress, repeat
from operator import contains
from typing import Any, TypeAlias, TypeVar

from bot.tally.order import Order
from bot.tally.reading import MOST
from bot.tally.result import Casts, same_names
from bot.tally.rules import yes_no
from bot.tally.rules.score import Scores

B = TypeVar("B")
H = TypeVar("H", bound=Hashable)
Said: TypeAlias = "tuple[Casts[B], int]"  # those that say something, weight of the rest
Listed: TypeAlias = "tuple[Order, Collection[str], int]"  # a ballot, its names, what it weighs
_FEW = 1000  # values: so many are looked up sooner than they are compared
Quick: TypeAlias = "Callable[[list[Any], list[int]], Said[B] | None]"


def read(items: object, quick: Quick[B]) -> Said[B] | None:
    """Return the ballots of a list of ``{"weight": …, "ballot": …}``; None where one is not."""
    if type(items) is not list or not _all(items, dict):
        return None
    try:
        contents = [item["ballot"] for item in items]
    except KeyError:
        return None
    named = sum(map(contains, items, repeat("weight")))
    if named == len(items):
        weights: list[Any] = [item["weight"] for item in items]
    else:
        weights = [item.get("weight", 1) for item in items]
    if sum(map(len, items)) != len(items) + named or not _whole(weights, 1, MOST):
        return None
    try:
        return quick(contents, weights)
    except (TypeError, KeyError):  # what cannot be told apart, or is no option
        return None


def dots(options: Sequence[str], budget: int, cap: int | None) -> Quick[Mapping[str, int]]:
    """Read ballots of dots."""
    most = budget if cap is None else min(budget, cap)

    def ballots(contents: list[Any], weights: list[int]) -> Said[Mapping[str, int]] | None:
        if not _by_option(contents, options) or not _whole(_values(contents), 0, most):
            return None
        placed = [sum(ballot.values()) for ballot in contents]
        return _kept(contents, weights, placed) if max(placed, default=0) <= budget else None

    return ballots


def approval(options: Sequence[str], fewest: int, most: int) -> Quick[frozenset[str]]:
    """Read ballots of approvals."""
    known = frozenset(options)

    def ballots(contents: list[Any], weights: list[int]) -> Said[frozenset[str]] | None:
        if not _all(contents, list) or not known.issuperset(chain.from_iterable(contents)):
            return None
        sets = list(map(frozenset, contents))
        sizes = list(map(len, sets))
        if sizes != list(map(len, contents)):
            return None  # an option stands twice
        if sizes and not fewest <= min(sizes) <= max(sizes) <= most:
            return None
        return _kept(sets, weights, sizes)

    return ballots


def score(options: Sequence[str], low: int, high: int) -> Quick[Mapping[str, int]]:
    """Read ballots of scores, where there is one criterion."""

    def ballots(contents: list[Any], weights: list[int]) -> Said[Mapping[str, int]] | None:
        if not _by_option(contents, options) or not _whole(_values(contents), low, high):
            return None
        return _kept(contents, weights, contents)

    return ballots


def scores(options: Sequence[str], low: int, high: int, criteria: Sequence[str]) -> Quick[Scores]:
    """Read ballots of scores by criterion."""

    def ballots(contents: list[Any], weights: list[int]) -> Said[Scores] | None:
        if not _by_option(contents, options):
            return None
        empty = False
        for option in options:  # one after the other: all cells at once would fill the memory
            cells = [ballot[option] for ballot in contents if option in ballot]
            if not _by_option(cells, criteria) or not _whole(_values(cells), low, high):
                return None
            empty = empty or not all(cells)
        if empty:
            contents = [{o: of for o, of in ballot.items() if of} for ballot in contents]
        return _kept(contents, weights, contents)

    return ballots


def grades(options: Sequence[str], names: Sequence[str]) -> Quick[Mapping[str, str]]:
    """Read ballots of grades."""
    known = frozenset(names)

    def ballots(contents: list[Any], weights: list[int]) -> Said[Mapping[str, str]] | None:
        if not _by_option(contents, options) or not known.issuperset(_values(contents)):
            return None
        return _kept(contents, weights, contents)

    return ballots


def ranked(options: Sequence[str]) -> Quick[Order]:
    """Read ranked ballots: each order once, with what it weighs."""
    everyone = frozenset(options)
    alone = {option: frozenset((option,)) for option in options}
    # One object for each group, however many ballots hold it.
    same: dict[frozenset[str], frozenset[str]] = {group: group for group in alone.values()}

    def ballots(contents: list[Any], weights: list[int]) -> Said[Order] | None:
        if not _all(contents, list):
            return None
        groups = list(chain.from_iterable(contents))
        if not _all(groups, list):
            return None
        try:
            together = [name for (name,) in groups]
        except ValueError:  # some are tied, or a group is empty
            listed = _tied(contents, weights) if all(groups) else None
        else:
            groups.clear()  # what is large and of no more use makes room
            listed = _untied(contents, together, weights)
        if listed is None:
            return None
        found: dict[Order, int] = {}
        blank = 0
        for order, names, weight in listed:
            if len(names) < len(everyone):
                rest = everyone.difference(names)
                order = (*order, same.setdefault(rest, rest))
            if len(order) > 1 or len(everyone) == len(names) == 1:
                found[order] = found.get(order, 0) + weight
            else:
                blank += weight
        return Casts(list(found), list(found.values())), blank

    def _untied(
        contents: list[Any], together: list[str], weights: list[int]
    ) -> list[Listed] | None:
        lists = _weights(_cut(together, list(map(len, contents))), weights)
        if not everyone.issuperset(chain.from_iterable(lists)):
            return None
        if sum(map(len, lists)) != sum(map(len, map(frozenset, lists))):
            return None  # an option stands twice
        of = alone.__getitem__
        return [(tuple(map(of, names)), names, weight) for names, weight in lists.items()]

    def _tied(contents: list[Any], weights: list[int]) -> list[Listed] | None:
        listed: list[Listed] = []
        for ballot, weight in zip(contents, weights, strict=True):
            order = tuple(same.setdefault(group, group) for group in map(frozenset, ballot))
            names = frozenset[str]().union(*order)
            if not names <= everyone or len(names) != sum(map(len, ballot)):
                return None
            listed.append((order, names, weight))
        return listed

    return ballots


def choice(contents: list[Any], weights: list[int]) -> Said[str] | None:
    """Read ballots of yes, no and abstentions."""
    found = _weights(contents, weights)
    if not {yes_no.YES, yes_no.NO, yes_no.ABSTAIN}.issuperset(found):
        return None
    blank = found.pop(yes_no.ABSTAIN, 0)
    return Casts(list(found), list(found.values())), blank


def _by_option(contents: list[Any], known: Iterable[str]) -> bool:
    """Tell whether each is an object by one of `known`."""
    names = frozenset(known)
    if not _all(contents, dict):
        return False
    alike = same_names(contents)
    return names.issuperset(chain.from_iterable(contents) if alike is None else alike)


def _values(contents: list[Any]) -> list[Any]:
    return list(chain.from_iterable(map(dict.values, contents)))


def _all(values: Iterable[object], kind: type) -> bool:
    """Tell whether each is of this very type: True is no number, a name given twice no object."""
    return {kind}.issuperset(map(type, values))


def _whole(values: Sequence[Any], low: int, high: int) -> bool:
    return not values or (_all(values, int) and low <= min(values) and max(values) <= high)


def _cut(names: Sequence[H], sizes: Sequence[int]) -> Iterable[tuple[H, ...]]:
    """Return as many first ones as each of `sizes` says, one after the other."""
    if len(set(sizes)) == 1 and sizes[0]:
        return zip(*[iter(names)] * sizes[0], strict=True)
    whole, ends = tuple(names), list(accumulate(sizes))
    return map(whole.__getitem__, map(slice, chain((0,), ends), ends))


def _kept(contents: list[B], weights: list[int], says: Sequence[object]) -> Said[B]:
    """Return the ballots that say something, and what the others weigh."""
    if all(says):
        return Casts(contents, weights), 0
    spoken = list(compress(weights, says))
    return Casts(list(compress(contents, says)), spoken), sum(weights) - sum(spoken)


def _weights(keys: Iterable[H], weights: Sequence[int]) -> dict[H, int]:
    """Return what each different key weighs, in the order in which they come."""
    if {1}.issuperset(weights):
        return dict(Counter(keys))
    found: dict[H, int] = {}
    for key, weight in zip(keys, weights, strict=True):
        found[key] = found.get(key, 0) + weight
    return found
