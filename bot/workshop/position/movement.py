"""How people moved on a line: from where each of them began to where they stood at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, Self

from pydantic import model_validator

from bot.workshop.language import Frozen
from bot.workshop.position.line import MIDDLE, Number, Spread, spread_of
from bot.workshop.vote.progress import tells_nobody

# People look for their place at first: until then, a change is no move.
_SETTLING = timedelta(minutes=2)
_SETTLING_SHARE = 5  # of a short timebox, one part in so many
# The spread is kept at each quarter of the timebox, and as many times after it as this.
_QUARTERS = 4
_MOMENTS = 12


def settling(timebox: timedelta) -> timedelta:
    """Return how long people look for their place, in a step of that length."""
    return min(_SETTLING, timebox / _SETTLING_SHARE)


def moments(timebox: timedelta, after: int, until: int) -> list[int]:
    """Return the seconds at which the spread is kept, after one moment and until another, both in
    seconds spent in the step: each quarter of its length."""
    quarter = timebox.total_seconds() / _QUARTERS
    every = (int(quarter * rank) for rank in range(1, _MOMENTS + 1))
    return [second for second in every if after < second <= until]


@dataclass(frozen=True, slots=True)
class Journey:
    """Where one person began, where they stand, and how many times they moved meanwhile."""

    began: int
    place: int
    moves: int = 0

    def to(self, place: int, *, settling: bool) -> Journey:
        """Return the journey once the person stands at `place`."""
        if place == self.place:
            return self
        if settling:
            return Journey(place, place)
        return Journey(self.began, place, self.moves + 1)


class Told(NamedTuple):
    """What a closed line tells of one person: what moved them, if they said so; who it is and their
    places only where it tells names."""

    text: str | None = None
    name: str | None = None
    began: int | None = None
    place: int | None = None


class Movement(Frozen):
    """How many moved: `up` stand nearer to the high end than they began, `down` nearer to the low
    one, `back` where they began. `crossed` began on one side of the middle and stand on the other.
    `moves` are counted one by one. People in the room are in none of it: nobody follows them."""

    moved: Number
    up: Number
    down: Number
    back: Number
    crossed: Number
    moves: Number

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.up + self.down + self.back != self.moved:
            raise ValueError("those who moved went up, down or back")
        if self.moves < self.moved or self.crossed > self.up + self.down:
            raise ValueError("more people moved than there were moves, or crossed than went")
        return self

    @classmethod
    def of(cls, journeys: Iterable[Journey]) -> Self:
        """Return what journeys come to."""
        moved = [one for one in journeys if one.moves]
        return cls(
            moved=len(moved),
            up=sum(one.place > one.began for one in moved),
            down=sum(one.place < one.began for one in moved),
            back=sum(one.place == one.began for one in moved),
            crossed=sum((one.began - MIDDLE) * (one.place - MIDDLE) < 0 for one in moved),
            moves=sum(one.moves for one in moved),
        )


class Moment(Frozen):
    """The line after so many seconds of its step: how many stood at each place."""

    second: Number
    spread: Spread


class Result(Frozen):
    """A line that is closed: how many stood on it at the end, those in the room among them, and how
    they were spread. `start` is where the same people began.

    `end` is None where so few stood that it would tell who stood where. `start` and `movement` are
    None there too, and where the line was hidden and so few moved that it would tell who did.
    `moments` are those of a line that was drawn live.
    """

    people: Number
    in_room: Number
    end: Spread | None = None
    start: Spread | None = None
    movement: Movement | None = None
    moments: tuple[Moment, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.in_room > self.people:
            raise ValueError("more people in the room than people")
        if self.end is not None and sum(self.end) != self.people:
            raise ValueError("people at the end should add up")
        if (self.start is None) != (self.movement is None):
            raise ValueError("the start and the movement are told together")
        if self.end is None and (self.start is not None or self.moments):
            raise ValueError("a start without an end")
        return self

    @classmethod
    def of(
        cls,
        journeys: Sequence[Journey],
        began: Mapping[int, int],
        room: Mapping[int, int],
        kept: Sequence[Moment] = (),
        *,
        live: bool,
        named: bool,
    ) -> Self:
        """Return what is told of journeys, and of how many in the room stood where, as they `began`
        and at the end. The one place that decides what is told of a closed line."""
        end = spread_of((one.place for one in journeys), room)
        people, in_room = sum(end), sum(room.values())
        if not named and not tells_nobody(people, people - in_room):
            return cls(people=people, in_room=in_room)
        movement = Movement.of(journeys)
        if not (live or named or _hides(movement.moved, _changed(began, room))):
            return cls(people=people, in_room=in_room, end=end)
        return cls(
            people=people,
            in_room=in_room,
            end=end,
            start=spread_of((one.began for one in journeys), began),
            movement=movement,
            moments=tuple(kept) if live else (),
        )

    @property
    def told(self) -> bool:
        """False when so few stood on the line that nothing is told of where."""
        return self.end is not None


def filled(kept: Sequence[Moment], spread: tuple[int, ...], due: Iterable[int]) -> list[Moment]:
    """Return moments with those of `due` added, at which the line was as in `spread`."""
    return [*kept, *(Moment(second=second, spread=spread) for second in due)]


def few_of(kept: Sequence[Moment], most: int) -> list[Moment]:
    """Return at most so many moments, those that come after each other at even steps; a moment
    that is as the one before it is told once."""
    seen = [one for n, one in enumerate(kept) if not n or one.spread != kept[n - 1].spread]
    step = max(1, -(-len(seen) // most))
    return seen[::step]


def _changed(began: Mapping[int, int], room: Mapping[int, int]) -> int:
    """Return how many in the room moved at least, came or left."""
    places = {*began, *room}
    came = sum(max(0, room.get(place, 0) - began.get(place, 0)) for place in places)
    left = sum(max(0, began.get(place, 0) - room.get(place, 0)) for place in places)
    return max(came, left)


def _hides(moved: int, in_room: int) -> bool:
    """True when how a hidden line changed tells nobody's move: nobody moved, or enough did."""
    return not (moved or in_room) or tells_nobody(moved + in_room, moved)
