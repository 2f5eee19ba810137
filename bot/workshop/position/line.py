"""The line: its places, how people are spread on it, and what may be told of it while they move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from pydantic import Field

from bot.workshop.errors import Refusal
from bot.workshop.in_room import MOST_IN_ROOM
from bot.workshop.text import one_line
from bot.workshop.vote.progress import tells_nobody

LOWEST, MIDDLE, HIGHEST = 0, 5, 10
EVERY_PLACE = tuple(range(LOWEST, HIGHEST + 1))
SIDES = (LOWEST, MIDDLE, HIGHEST)
REMARK_LIMIT = 200

Number = Annotated[int, Field(ge=0)]
# How many people stand at each place, from 0 to 10.
Spread = Annotated[tuple[Number, ...], Field(min_length=11, max_length=11)]


class LineClosed(Refusal):
    """The line of a step is closed: nobody takes a place, moves or leaves any more."""


class NobodyStands(Refusal):
    """There is no place to do anything with."""


class ClaimStands(Refusal):
    """People stand on a claim: another would have them say what they did not."""


def check_place(place: int, among: tuple[int, ...]) -> int:
    """Return a place of a line; raise Refusal when it is none: it was forged."""
    if place not in among:
        raise Refusal("button.unknown")
    return place


def check_remark(text: str) -> str:
    """Return what moved someone, on one line, empty for nothing; raise Refusal when too long."""
    line = one_line(text)
    if len(line) > REMARK_LIMIT:
        raise Refusal("text.too_long", length=len(line), limit=REMARK_LIMIT)
    return line


def read_places(written: str) -> dict[int, int]:
    """Return how many stand at each place of the line, as one field tells it: “3 7 7” or “7x12”.

    Raises Refusal for what is neither, and for more people than a room has."""
    counts: dict[int, int] = {}
    for one in written.replace(",", " ").replace(";", " ").split():
        place, times, many = one.lower().replace("×", "x").partition("x")
        if not (_is_place(place) and (not times or _is_number(many))):
            raise Refusal("position.room_wrong", written=one[:20])
        people = int(many) if times else 1
        counts[int(place)] = counts.get(int(place), 0) + people
    if sum(counts.values()) > MOST_IN_ROOM:
        raise Refusal("in_room.number_wrong", least=0, most=MOST_IN_ROOM)
    return counts


def write_places(people: Mapping[int, int]) -> str:
    """Return how many stand where as `read_places` reads it."""
    return " ".join(
        f"{place}" if many == 1 else f"{place}x{many}" for place, many in sorted(people.items())
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_IN_ROOM))


def _is_place(text: str) -> bool:
    return _is_number(text) and int(text) <= HIGHEST


def spread_of(places: Iterable[int], room: Mapping[int, int] | None = None) -> tuple[int, ...]:
    """Return how many stand at each place: one for each of `places`, and those of the room."""
    counts = dict.fromkeys(EVERY_PLACE, 0)
    for place in places:
        counts[place] += 1
    for place, people in (room or {}).items():
        counts[place] += people
    return tuple(counts.values())


class Halves(NamedTuple):
    """How many stand on the low side, in the middle, on the high side."""

    low: int
    middle: int
    high: int


def halves(spread: Iterable[int]) -> Halves:
    """Return how many stand on each side of the middle."""
    counts = tuple(spread)
    return Halves(sum(counts[:MIDDLE]), counts[MIDDLE], sum(counts[MIDDLE + 1 :]))


@dataclass(frozen=True, slots=True)
class Standing:
    """A line while it is open: how many stand on it, those in the room among them.

    `spread` is None while nothing is told of it: where it is not `live`, and as long as so few
    stand on the line that it would tell who stands where. `names` are those of a line that tells
    them, each with their place.
    """

    people: int = 0
    in_room: int = 0
    live: bool = True
    named: bool = False
    spread: tuple[int, ...] | None = None
    names: tuple[tuple[str, int], ...] = ()

    @property
    def few(self) -> bool:
        """True when nothing would be told of the line, closed now."""
        return not self.named and not tells_nobody(self.people, self.people - self.in_room)

    @classmethod
    def of(
        cls,
        places: Iterable[tuple[str | None, int]],
        room: Mapping[int, int],
        *,
        live: bool,
        named: bool,
    ) -> Standing:
        """Return what is told of people's places, with their names, and of those of the room. The
        one place that decides whether anything is, while the line is open."""
        own = list(places)
        counts = spread_of((place for _, place in own), room)
        in_room = sum(room.values())
        bare = cls(sum(counts), in_room, live, named)
        if not live or bare.few:
            return bare
        names = tuple((name, place) for name, place in own if name) if named else ()
        return cls(bare.people, in_room, live, named, counts, names)
