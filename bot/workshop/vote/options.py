"""What can be chosen in a vote: its options, and what is derived from all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bot.workshop.alike import twice
from bot.workshop.text import shorten
from bot.workshop.vote.dates.slot import Slot


class Departure(StrEnum):
    """Why an option can be chosen no more though ballots hold it: each is said in its own words."""

    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"
    MERGED = "merged"
    PASSED = "passed"  # a date that has gone by


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: `number` is its name in ballots and never changes.

    `source_id` is the post-it, theme or milestone that it stands for; None for a written option.
    `place` is what its words may not be read without: the column, the theme or the dimension.
    One that was `removed` before anyone had voted keeps its number, and its label is gone. One
    that is `gone` since stays on the ballots, and nothing more can be put on it. `now` is what its
    source says since, with its place, where that is no longer what people vote on. `theme` is the
    one in which it stood when the vote opened: empty for none, None where no option had any.
    `into` names the theme that it joined, where it was merged. `slot` is the date that it is.
    `cost` is that of a project, in hundredths of `currency`.
    """

    number: int
    label: str
    source_id: int | None = None
    dimension: str | None = None
    year: int | None = None
    removed: bool = False
    place: str | None = None
    gone: Departure | None = None
    now: str | None = None
    theme: str | None = None
    into: str | None = None
    slot: Slot | None = None
    cost: int | None = None
    currency: str = ""

    @property
    def name(self) -> str:
        """What ballots call it."""
        return str(self.number)

    @property
    def stands(self) -> bool:
        """True when it can be chosen."""
        return not self.removed and self.gone is None

    @property
    def where(self) -> str | None:
        """The column or dimension that it is named after; None where it has none."""
        return self.place or (self.dimension if self.theme is None else None)

    def said(self, limit: int | None = None) -> str:
        """Return what it says after its place and before its theme, the one way to name an option.
        In about `limit` characters: words are cut where they must be, names never are."""
        before = f"{self.where} · " if self.where else ""
        again = twice((self.where or "", self.theme or ""))
        after = f" ({self.theme})" if self.theme and not again else ""
        if limit is None:
            return before + self.label + after
        room = limit - len(before) - len(after)
        return before + shorten(self.label, max(room, limit // 3, 1)) + after


class Slate(tuple[Option, ...]):
    """The options of a vote, in order. What is derived from all of them is derived once: a press
    costs what it marks and shows, however many there are."""

    @classmethod
    def of(cls, options: Sequence[Option]) -> Slate:
        """Return `options` as a slate."""
        return options if isinstance(options, cls) else cls(options)

    @cached_property
    def standing(self) -> tuple[Option, ...]:
        """Those that can be chosen."""
        return tuple(option for option in self if option.stands)

    @cached_property
    def offered(self) -> tuple[Option, ...]:
        """Those that are counted: those that can be chosen, or that someone may have chosen."""
        return tuple(option for option in self if not option.removed)

    @cached_property
    def reworded(self) -> tuple[Option, ...]:
        """Those whose words are no longer those of what they stand for."""
        return tuple(option for option in self if option.now)

    @cached_property
    def gone(self) -> tuple[Option, ...]:
        """Those that can be chosen no more, since people voted."""
        return tuple(option for option in self if option.gone)

    def standing_beside(self, names: Iterable[str]) -> int:
        """Return how many can be chosen beside those of `names`."""
        return len(self.standing) - sum(self.by_name[name].stands for name in names)

    @cached_property
    def lanes(self) -> tuple[str | None, ...]:
        """The dimensions of those that can be chosen, in the order in which they come."""
        return tuple(dict.fromkeys(option.dimension for option in self.standing))

    @cached_property
    def written(self) -> Sequence[Sequence[str]]:
        """Those that were written for the vote, as they now are: what only a mended vote changes.
        What stands elsewhere keeps the words that people vote on."""
        return [
            [o.name, o.label, str(o.cost), str(o.slot)] for o in self.offered if o.source_id is None
        ]

    @cached_property
    def by_name(self) -> Mapping[str, Option]:
        return {option.name: option for option in self}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each option, from 0."""
        return {option.name: place for place, option in enumerate(self)}

    def of_lane(self, lane: str | None) -> tuple[Option, ...]:
        """Return those of a dimension that can be chosen."""
        return self._of_lanes.get(lane, ())

    @cached_property
    def _of_lanes(self) -> Mapping[str | None, tuple[Option, ...]]:
        found: dict[str | None, list[Option]] = {}
        for option in self.standing:
            found.setdefault(option.dimension, []).append(option)
        return {lane: tuple(options) for lane, options in found.items()}
