"""Single transferable vote, for several seats: what one needs no more is shared out.

Source: the Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52
(the weighted inclusive Gregory method). Each paper counts for the continuing candidate that it
ranks highest. The *quota* is the number of papers divided by one more than the seats, decimals
ignored, plus one (46): whoever has it is elected (47). The surplus of an elected candidate goes to
the next preferences of all their papers, each at the value ``surplus × value / votes``, cut after
five decimals (48); the largest surplus goes first, one at a time (49). Without a surplus the
candidate with the fewest votes is excluded, and their papers go on, each at the value it came with
(50). When as many continue as places are left, they are elected, and nothing more is transferred
(52). Votes are whole numbers of hundred-thousandths.

Ties: of several that have the fewest votes, or the largest surplus, the most recent stage at which
they were unequal decides (49, 51); where none was, the Order has a lot drawn. Here it is the lot of
a published seed (`bot.tally.lot`), one order for the whole count, declared before: the first drawn
passes its surplus on first, the last drawn is excluded. Without a seed every order is followed:
whoever is elected by all of them is elected, and those that some elect are tied for the places that
are left. Candidates whom nobody's paper counts for are excluded together: nothing is transferred,
and no order among them matters; where there are too many of them for the places that are left, they
are tied for those.

Bound: at most `MOST_READINGS` papers are read on orders that differ. Past them what is not certain
is stated as tied (``orders_followed`` is then false).

Blanks: options left out are not ranked. A paper that ranks several candidates as equals stops
counting there; one that says nothing before is blank. Withdrawn candidates are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.tally.lot import drawn
from bot.tally.result import Cast, Cut, Json, Ranking, Result

RULE = "Whoever has as many votes as it takes is elected; what they have above that goes on to the"
RULE += " next choices of all their voters, each vote in part. When nobody is left above it, the"
RULE += " candidate with the fewest votes is out, and their voters' votes go on to their next"
RULE += " choices. Scottish Local Government Elections Order 2007, rules 45 to 52."

UNIT = 100_000
MOST_READINGS = 1_000_000
_OF_A_COUNT = 100

Preferences: TypeAlias = tuple[str, ...]  # the favourite first, each once


def count(
    options: Sequence[str],
    ballots: Sequence[Cast[Preferences]],
    seats: int,
    *,
    seed: str | None = None,
    withdrawn: Iterable[str] = (),
) -> Result:
    """Return who is elected (SSI 2007/42; ties and blanks: this module).

    `ballots` rank no withdrawn candidate. ``rounds`` of the details are the stages: what each has
    (``counts``), who is ``elected`` with that, then whose surplus is ``shared`` or who is
    ``eliminated``, and among whom a lot was to choose (``level``). Where every order is followed
    and they do not elect the same, they end with the first stage where orders part.
    """
    gone = frozenset(withdrawn)
    standing = sorted(set(options) - gone)
    details: dict[str, Json] = {"rule": RULE, "seats": seats}
    said = sum(cast.weight for cast in ballots)
    if not said or not standing:
        details |= {"quota": None, "rounds": []}
        return Result(_grouped([standing, sorted(gone)]), (), False, details, Cut((), (), seats))
    order = drawn(seed, standing) if seed is not None else None
    found = _Found.of(_Count.begun(standing, ballots, seats), order)
    shown, places = found.shown, Cut(*found.places, seats - len(found.certain))
    rounds, parted = shown.rounds, shown.parted
    if places.tied and parted is not None:
        last = {**rounds[parted], "shared": None, "surplus": None, "eliminated": []}
        rounds = [*rounds[:parted], last]
    details |= {"quota": shown.quota // UNIT, "rounds": rounds}
    if order is not None:
        details |= {"lot": list(order), "lot_drawn": any(one["level"] for one in rounds)}
    elif parted is not None:
        details["orders_followed"] = found.whole
    # What is not the same in every order, or stands at the end, has no order of its own.
    out = shown.out if parted is None else shown.out[: shown.out_before]
    told = {*places.elected, *places.tied, *(name for group in out for name in group)}
    left = [name for name in standing if name not in told]
    ranking = _grouped([places.elected, places.tied, left, *out[::-1], sorted(gone)])
    return Result(ranking, places.elected, bool(places.tied), details, places)


def exactly(votes: int) -> int | str:
    """Return votes as JSON: a whole number, or a text with the five decimals of the Order."""
    whole, part = divmod(votes, UNIT)
    return f"{whole}.{part:05}" if part else whole


@dataclass(slots=True)
class _Count:
    """A count under way. A paper stands with the others that say the same: `at` is the place of
    the preference that each counts for, `value` what each is worth, `piles` who has which."""

    papers: Sequence[Preferences]
    weights: Sequence[int]
    seats: int
    quota: int
    at: list[int]
    value: list[int]
    piles: dict[str, list[int]]
    votes: dict[str, int]
    continuing: set[str]
    elected: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # elected, with a surplus to share
    out: list[tuple[str, ...]] = field(default_factory=list)
    history: list[Mapping[str, int]] = field(default_factory=list)
    rounds: list[dict[str, Json]] = field(default_factory=list)
    nobody: int = 0
    lost: int = 0
    parted: int | None = None  # the stage, from 0, where this order parted from another
    out_before: int = 0  # how many times someone was excluded before that
    tied: tuple[str, ...] = ()

    @classmethod
    def begun(
        cls, standing: Sequence[str], ballots: Sequence[Cast[Preferences]], seats: int
    ) -> _Count:
        """Return the first stage (45, 46)."""
        merged: dict[Preferences, int] = {}
        for cast in ballots:
            merged[cast.ballot] = merged.get(cast.ballot, 0) + cast.weight
        papers, weights = tuple(merged), tuple(merged.values())
        piles: dict[str, list[int]] = {name: [] for name in standing}
        votes = dict.fromkeys(standing, 0)
        for number, paper in enumerate(papers):
            piles[paper[0]].append(number)
            votes[paper[0]] += weights[number] * UNIT
        quota = (sum(weights) // (seats + 1) + 1) * UNIT
        many = len(papers)
        return cls(
            papers, weights, seats, quota, [0] * many, [UNIT] * many, piles, votes, set(standing)
        )

    def copied(self) -> _Count:
        """Return the same count, to go on in another order."""
        return _Count(
            self.papers,
            self.weights,
            self.seats,
            self.quota,
            self.at[:],
            self.value[:],
            {name: pile[:] for name, pile in self.piles.items()},
            dict(self.votes),
            set(self.continuing),
            self.elected[:],
            self.waiting[:],
            self.out[:],
            self.history[:],
            self.rounds[:],
            self.nobody,
            self.lost,
            self.parted,
            self.out_before,
        )

    def declare(self) -> bool:
        """End a stage: note what each has and who is elected with it (47, 52); return whether
        places are left to fill."""
        self.history.append(dict(self.votes))
        able = [name for name in self.continuing if self.votes[name] >= self.quota]
        able.sort(key=lambda name: (-self.votes[name], name))
        self.elected += able
        self.continuing -= set(able)
        self.waiting += [name for name in able if self.votes[name] > self.quota]
        left = self.seats - len(self.elected)
        filled: list[str] = []
        if left and len(self.continuing) <= left:
            filled = sorted(self.continuing, key=lambda name: (-self.votes[name], name))
            self.elected += filled
            self.continuing.clear()
        told = sorted(name for name in self.votes if name not in self._excluded())
        self.rounds.append(
            {
                "counts": {name: exactly(self.votes[name]) for name in told},
                "for_nobody": exactly(self.nobody),
                "lost": exactly(self.lost),
                "elected": able,
                "filled": filled,
                "shared": None,
                "surplus": None,
                "eliminated": [],
                "level": [],
            }
        )
        return len(self.elected) < self.seats and bool(self.continuing)

    def _excluded(self) -> set[str]:
        return {name for group in self.out for name in group}

    def on(self, order: Mapping[str, int]) -> tuple[str, ...]:
        """Go on to the end, with the ranks of a lot if one was drawn; stop where only a lot can
        choose, and return among whom."""
        while True:
            level = self._turn()
            if len(level) > 1 and not self._together(level):
                if not order:
                    return () if self._filled_with_empty(level) else level
                pick = (min if self.waiting else max)(level, key=order.__getitem__)
                self.act((pick,), level)
            else:
                self.act(level)
            if not self.declare():
                return ()

    def _turn(self) -> tuple[str, ...]:
        """Return whose surplus is shared next or, where there is none, who is excluded: several
        where no stage tells them apart (49, 51), or where they go out together."""
        among, pick = (self.waiting, max) if self.waiting else (sorted(self.continuing), min)
        best = pick(self.votes[name] for name in among)
        level = [name for name in among if self.votes[name] == best]
        for stage in reversed(self.history):
            best = pick(stage[name] for name in level)
            level = [name for name in level if stage[name] == best]
        return tuple(sorted(level))

    def _together(self, level: Sequence[str]) -> bool:
        """True when those that are level go out together: no paper counts for any of them."""
        may_go = len(self.continuing) - self.seats + len(self.elected)
        empty = not any(self.votes[name] for name in level)
        return not self.waiting and empty and len(level) <= may_go

    def _filled_with_empty(self, level: Sequence[str]) -> bool:
        """End the count where no paper counts for those who would go out and they are more than
        may: all others are elected, and they are tied for what is left. Return whether."""
        if self.waiting or any(self.votes[name] for name in level):
            return False
        others = sorted(self.continuing - set(level))
        self.elected += others
        self.continuing.clear()
        self.rounds[-1] = {**self.rounds[-1], "filled": others, "level": list(level)}
        self.tied = tuple(level)
        return True

    @property
    def open(self) -> frozenset[str]:
        """Those of whom nothing is certain where the count stopped."""
        stopped = self.continuing if len(self.elected) < self.seats else ()
        return frozenset(stopped) | frozenset(self.tied)

    def act(self, names: Sequence[str], level: Sequence[str] = ()) -> None:
        """Share the surplus of one (48), or exclude (50): their papers go on. `level` are those
        among whom no stage chose."""
        last = {**self.rounds[-1], "level": list(level)}
        if self.waiting:
            (name,) = names
            surplus, total = self.votes[name] - self.quota, self.votes[name]
            last |= {"shared": name, "surplus": exactly(surplus)}
            self.waiting.remove(name)
            self.votes[name] = self.quota
            self._go_on(name, surplus, total)
        else:
            last["eliminated"] = list(names)
            self.continuing -= set(names)
            self.out.append(tuple(names))
            for name in names:
                votes, self.votes[name] = self.votes[name], 0
                self._go_on(name, votes, votes)
        self.rounds[-1] = last

    def _go_on(self, name: str, passed: int, total: int) -> None:
        """Pass the papers of `name` on, worth `passed` of `total` votes."""
        pile, self.piles[name] = self.piles[name], []
        given = 0
        continuing, votes = self.continuing, self.votes
        for number in pile:
            paper, value = self.papers[number], self.value[number]
            if passed != total:
                value = self.value[number] = passed * value // total
            worth = value * self.weights[number]
            given += worth
            place = self.at[number] + 1
            while place < len(paper) and paper[place] not in continuing:
                place += 1
            if place == len(paper):
                self.nobody += worth
                continue
            self.at[number] = place
            self.piles[paper[place]].append(number)
            votes[paper[place]] += worth
        self.lost += passed - given


@dataclass(slots=True)
class _Found:
    """What the counts of every order come to: `certain` are elected by all, `possible` by some;
    `shown` is one of them; `whole` where every order was followed."""

    shown: _Count
    certain: frozenset[str]
    possible: frozenset[str] = frozenset()
    whole: bool = True

    @classmethod
    def of(cls, first: _Count, order: Sequence[str] | None) -> _Found:
        """Follow every order, within the bound; the one of a lot where `order` was drawn."""
        ranks = {name: rank for rank, name in enumerate(order or ())}
        found = cls(first, frozenset(first.votes))
        waiting, readings = [first] if first.declare() else [], 0
        if not waiting:
            found._end(first)
        while waiting:
            now = waiting.pop()
            level = now.on(ranks)
            if not level:
                found._end(now)
                continue
            if now.parted is None:
                now.parted, now.out_before = len(now.rounds) - 1, len(now.out)
                now.rounds[-1] = {**now.rounds[-1], "level": list(level)}
            readings += len(level) * (len(now.papers) + _OF_A_COUNT)
            if readings > MOST_READINGS:
                found.whole = False
                found._end(now)
                continue
            for name in reversed(level):
                other = now.copied()
                other.act((name,), level)
                if other.declare():
                    waiting.append(other)
                else:
                    found._end(other)
        return found

    @property
    def places(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those who are elected, and those who are tied for the places left."""
        return tuple(sorted(self.certain)), tuple(sorted(self.possible - self.certain))

    def _end(self, count: _Count) -> None:
        if not self.possible:
            self.shown = count
        elected = frozenset(count.elected)
        self.certain &= elected
        self.possible |= elected | count.open


def _grouped(groups: Sequence[Sequence[str]]) -> Ranking:
    return tuple(tuple(sorted(group)) for group in groups if group)
