"""A speaking round: who has the floor, who waits for it, and what became of the others.

Everyone in it speaks, passes or is passed over once, whatever is pressed. The `turn` grows each
time the floor changes hands: a button that names the one it saw acts on no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from bot.workshop.errors import Outdated, Refusal
from bot.workshop.turns.step import Order

# So many times does someone who has the floor have it come back to them later.
BACKS = 1
# Time is given in such pieces, and no turn lasts longer than that.
MORE_SECONDS, MOST_SECONDS = 30, 3600
MOST_PEOPLE = 500


class Stands(StrEnum):
    """Where someone is in a round."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    SPOKE = "spoke"
    PASSED = "passed"
    SKIPPED = "skipped"  # by whoever leads
    GONE = "gone"  # had left the voice channel when their turn came


class NotYours(Refusal):
    """What only the one who has the floor may do, pressed by someone else."""


class Moved(Outdated):
    """The floor has changed hands since the button was shown."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One person in a round. `voice` for those who came by the voice channel: they are `away` once
    they are no longer in it. `pings` is what they asked for: to be mentioned when it is their turn.
    The floor was to come back to them so many times, `backs`. One seat stands for all the `people`
    in the room without Discord."""

    person: int
    stands: Stands = Stands.WAITING
    voice: bool = False
    away: bool = False
    pings: bool = False
    volunteer: bool = False
    backs: int = 0
    people: int = 1

    @property
    def absent(self) -> bool:
        """True for someone who would not hear that it is their turn."""
        return self.voice and self.away

    @property
    def waits(self) -> bool:
        return self.stands is Stands.WAITING

    @property
    def is_over(self) -> bool:
        return self.stands not in (Stands.WAITING, Stands.SPEAKING)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a round did what; whoever is in none of the four was still to speak."""

    people: int = 0
    spoke: int = 0
    passed: int = 0
    skipped: int = 0
    gone: int = 0

    @property
    def unheard(self) -> int:
        return self.people - self.spoke - self.passed - self.skipped - self.gone


@dataclass(frozen=True, slots=True)
class Round:
    """The seats in their order, and the turn. `started` is how many seconds of its step were spent
    when the one who speaks was given the floor, `allowed` how many they have, of the `each` that
    everyone has; `over` once these are spent. `last` is who had the floor before, for
    so many seconds, `lasted`. `voice_id` is the voice channel in which people are, if any."""

    seats: tuple[Seat, ...] = ()
    turn: int = 0
    each: int = 60
    started: int = 0
    allowed: int = 0
    over: bool = False
    last: int | None = None
    voice_id: int | None = None
    lasted: int = 0

    @property
    def begun(self) -> bool:
        return self.turn > 0

    @property
    def speaker(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.stands is Stands.SPEAKING), None)

    @property
    def waiting(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.waits)

    @property
    def following(self) -> tuple[Seat, ...]:
        """Those who wait and would hear that it is their turn, the next one first."""
        return tuple(seat for seat in self.waiting if not seat.absent)

    @property
    def fresh(self) -> bool:
        """True while nobody's turn is over: the round may begin again."""
        return not any(seat.is_over for seat in self.seats)

    @property
    def count(self) -> Count:
        def many(stands: Stands) -> int:
            return sum(seat.people for seat in self.seats if seat.stands is stands)

        return Count(
            sum(seat.people for seat in self.seats),
            many(Stands.SPOKE),
            many(Stands.PASSED),
            many(Stands.SKIPPED),
            many(Stands.GONE),
        )

    def seat(self, person: int) -> Seat | None:
        return next((seat for seat in self.seats if seat.person == person), None)

    def seated(self, person: int) -> Seat:
        """Return the seat of someone; raise Refusal for who is not in the round."""
        found = self.seat(person)
        if found is None:
            raise Refusal("turns.not_in")
        return found

    def check_turn(self, turn: int) -> None:
        """Raise Moved unless `turn` is the one under way."""
        if turn != self.turn:
            raise Moved("turns.moved")

    def speaking(self, person: int) -> Seat:
        """Return the seat of `person`, who has the floor; raise NotYours for anyone else."""
        held = self.speaker
        if held is None or held.person != person:
            raise NotYours("turns.not_yours" if self.begun else "turns.not_begun")
        return held

    # How it begins, and who comes in.

    def begin(self, arrivals: Iterable[Seat], order: Order, at: int, chance: Random) -> Round:
        """Return the round begun with `arrivals`, in the order of the voice channel, and with those
        who said that they are there. Raises Refusal without anyone, and once someone spoke."""
        if not self.fresh:
            raise Refusal("turns.begun")
        known = {seat.person: seat for seat in self.seats}
        seats: dict[int, Seat] = {}
        for one in arrivals:
            was = known.pop(one.person, one)
            seats[one.person] = replace(one, pings=was.pings, volunteer=was.volunteer)
        # Begun anew, those who have left the voice channel since are not waited for.
        seats |= {person: seat for person, seat in known.items() if not seat.voice}
        everyone = [replace(s, stands=Stands.WAITING, backs=0) for s in seats.values()]
        if not everyone:
            raise Refusal("turns.nobody")
        check_number(len(everyone))
        if order is not Order.VOICE:
            chance.shuffle(everyone)
        if order is Order.VOLUNTEERS:
            offered = [one.person for one in self.seats if one.volunteer]
            everyone.sort(key=lambda s: offered.index(s.person) if s.volunteer else len(offered))
        return replace(self, seats=tuple(everyone))._given(at, None)

    def join(self, person: int, at: int, *, voice: bool = False, people: int = 1) -> Round:
        """Return the round with someone at its end: who arrives, or whose turn went by unused. Who
        waits, speaks or spoke stays where they are."""
        seat = self.seat(person)
        if seat is None:
            check_number(len(self.seats) + 1)
            joined = replace(self, seats=(*self.seats, Seat(person, voice=voice, people=people)))
        elif seat.stands in (Stands.PASSED, Stands.SKIPPED, Stands.GONE):
            joined = self._last(replace(seat, stands=Stands.WAITING, voice=voice, away=False))
        else:
            joined = self._with(replace(seat, voice=seat.voice or voice, away=False))
        return joined._going_on(at)

    def seen(self, there: frozenset[int]) -> Round:
        """Return the round as those who are `there`, in the voice channel, make it."""
        seats = (replace(s, away=s.voice and s.person not in there) for s in self.seats)
        return replace(self, seats=tuple(seats))

    def pinging(self, person: int, wanted: bool) -> Round:
        return self._with(replace(self.seated(person), pings=wanted))

    def volunteering(self, person: int, wanted: bool) -> Round:
        """Return the round in which someone offers to speak before those who do not, behind those
        who offered themselves already; or no longer does, and speaks last."""
        seat = self._waits(person)
        rest = [one for one in self.seats if one.person != person]
        others = (n for n, one in enumerate(rest) if one.waits and not one.volunteer)
        place = next(others, len(rest)) if wanted else len(rest)
        rest.insert(place, replace(seat, volunteer=wanted))
        return replace(self, seats=tuple(rest))

    # How the floor changes hands.

    def leave(self, stands: Stands, at: int) -> Round:
        """Return the round once the one who has the floor gives it up, `stands` being what becomes
        of them."""
        held = self._held()
        return self._with(replace(held, stands=stands))._given(at, held.person)

    def back(self, at: int, *, asked: bool = True) -> Round:
        """Return the round in which the floor comes back to the one who has it, after the others;
        raise Refusal when there are none, or when they `asked` for it before."""
        held = self._held()
        if not self.following:
            raise Refusal("turns.back_last")
        if asked and held.backs >= BACKS:
            raise Refusal("turns.back_once")
        backs = held.backs + int(asked)
        later = self._last(replace(held, stands=Stands.WAITING, backs=backs))
        return later._given(at, held.person)

    def passing(self, person: int) -> Round:
        """Return the round in which someone who waits lets their turn go by."""
        return self._with(replace(self._waits(person), stands=Stands.PASSED))

    def give(self, person: int, at: int) -> Round:
        """Return the round in which someone who has not spoken has the floor now; whoever had it is
        the next to have it. Raises Refusal for who spoke, or is not in it."""
        seat, held = self.seated(person), self.speaker
        if seat.stands is Stands.SPOKE:
            raise Refusal("turns.spoke_already")
        if seat.stands is Stands.SPEAKING:
            return self
        first = [replace(seat, stands=Stands.WAITING, away=False)]
        if held is not None:
            first.append(replace(held, stands=Stands.WAITING))
        return self._first(first)._given(at, None)

    def later(self, person: int, at: int) -> Round:
        """Return the round in which someone speaks after all others."""
        seat = self.seated(person)
        if seat.stands is Stands.SPEAKING:
            return self.back(at, asked=False)
        return self._last(self._waits(person))

    def skip(self, person: int, at: int) -> Round:
        """Return the round in which someone who has not spoken is passed over."""
        seat = self.seated(person)
        if seat.stands is Stands.SPEAKING:
            return self.leave(Stands.SKIPPED, at)
        return self._with(replace(self._waits(person), stands=Stands.SKIPPED))

    def resume(self, person: int, at: int) -> Round:
        """Return the round in which who had the floor before has it again, and whoever has it now
        comes next; raise Refusal once somebody else had it since."""
        if self.last != person:
            raise Refusal("turns.too_late")
        held = self.speaker
        seat = self.seated(person)
        backs = seat.backs - 1 if seat.waits and seat.backs else seat.backs
        first = [replace(seat, stands=Stands.WAITING, away=False, backs=backs)]
        if held is not None:
            first.append(replace(held, stands=Stands.WAITING))
        return self._first(first)._given(at, None)

    def more(self) -> Round:
        """Return the round in which the one who has the floor has more time."""
        self._held()
        if self.allowed + MORE_SECONDS > MOST_SECONDS:
            raise Refusal("turns.enough")
        return replace(self, allowed=self.allowed + MORE_SECONDS, over=False)

    # Within.

    def _held(self) -> Seat:
        held = self.speaker
        if held is None:
            raise Refusal("turns.nobody_speaks" if self.begun else "turns.not_begun")
        return held

    def _waits(self, person: int) -> Seat:
        seat = self.seated(person)
        if not seat.waits:
            raise Refusal("turns.not_waiting")
        return seat

    def _with(self, changed: Seat) -> Round:
        seats = (changed if seat.person == changed.person else seat for seat in self.seats)
        return replace(self, seats=tuple(seats))

    def _last(self, seat: Seat) -> Round:
        return self._moved([seat], lambda rest: len(rest))

    def _first(self, seats: Sequence[Seat]) -> Round:
        def before_the_others(rest: Sequence[Seat]) -> int:
            return next((n for n, one in enumerate(rest) if one.waits), len(rest))

        return self._moved(seats, before_the_others)

    def _moved(self, seats: Sequence[Seat], place: Callable[[Sequence[Seat]], int]) -> Round:
        moving = {seat.person for seat in seats}
        rest = [one for one in self.seats if one.person not in moving]
        at = place(rest)
        return replace(self, seats=(*rest[:at], *seats, *rest[at:]))

    def _going_on(self, at: int) -> Round:
        """Return a round that was over with whoever came since as the one who has the floor."""
        if not self.begun or self.speaker is not None or not self.following:
            return self
        return self._given(at, None)

    def _given(self, at: int, last: int | None) -> Round:
        """Return the round in which the next one has the floor; those who left are passed over."""
        seats, allowed = list(self.seats), self.each
        for n, seat in enumerate(seats):
            if not seat.waits:
                continue
            seats[n] = replace(seat, stands=Stands.GONE if seat.absent else Stands.SPEAKING)
            if not seat.absent:
                allowed = min(self.each * seat.people, MOST_SECONDS)
                break
        return replace(
            self,
            seats=tuple(seats),
            turn=self.turn + 1,
            started=at,
            allowed=allowed,
            over=False,
            last=last,
            lasted=max(0, at - self.started),
        )


def check_number(people: int) -> None:
    """Raise Refusal for more people than a round holds."""
    if people > MOST_PEOPLE:
        raise Refusal("turns.too_many", most=MOST_PEOPLE)
