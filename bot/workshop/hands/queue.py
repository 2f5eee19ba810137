"""The queue of hands: whose turn it is, and what each press makes of it.

Answers on the point come first, each person having one until another subject is begun. Among hands
of the same kind those who had less of the floor come first, and who raised theirs first among
equals. A hand that is lowered and raised again is the last of its equals.

In a fishbowl the chairs take the place of the floor: whoever is first takes the next free one, and
their share of the conversation is what is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.workshop.errors import Outdated, Refusal
from bot.workshop.hands.hand import FLOOR, Had, Hand, Raised, Seat, Turn
from bot.workshop.in_room import ROOM

# Who is where the meeting is held; None where nobody can tell.
Present = Collection[int] | None


@dataclass(frozen=True)
class Hands:
    """The hands of a session. Every act returns what they become.

    `step` is the one under way, with its `chairs` if it is a fishbowl. `turn` counts every time
    that the floor or a chair changed hands: two who press at once act once. `answered` have
    answered on this very point, `room` people are without Discord, and share what is counted for
    them. `over` are the turns that an act has ended, to be counted.
    """

    step: int = 0
    chairs: int | None = None
    open: bool = False
    next_rank: int = 1
    turn: int = 0
    raised: tuple[Hand, ...] = ()
    seats: tuple[Seat, ...] = ()
    answered: frozenset[int] = frozenset()
    spoken: Mapping[int, Had] = field(default_factory=dict)
    room: int = 1
    paused: bool = False
    over: tuple[Turn, ...] = ()

    def had(self, person: int) -> Had:
        """Return what someone had of the floor: for the room, what each of its people had."""
        had = self.spoken.get(person, Had())
        if person != ROOM or self.room < 2:
            return had
        return Had(had.seconds // self.room, had.turns // self.room)

    @property
    def line(self) -> tuple[Hand, ...]:
        """The hands that are up, in the order in which they are answered."""

        def place(hand: Hand) -> tuple[bool, Had, int]:
            return (hand.kind is Raised.HAND, self.had(hand.person), hand.rank)

        return tuple(sorted(self.raised, key=place))

    @property
    def speaker(self) -> Seat | None:
        """Who has the floor."""
        return next((seat for seat in self.seats if seat.place == FLOOR), None)

    @property
    def seated(self) -> tuple[Seat, ...]:
        """Who sits in the middle, by chair."""
        seated = (seat for seat in self.seats if seat.place != FLOOR)
        return tuple(sorted(seated, key=lambda seat: seat.place))

    @property
    def free_chair(self) -> int | None:
        """The first chair that nobody has; None where all are taken, or there is none."""
        taken = {seat.place for seat in self.seats}
        return next((n for n in range(1, (self.chairs or 0) + 1) if n not in taken), None)

    @property
    def may_give(self) -> bool:
        """True where one press gives the floor, or a chair, to whoever is next."""
        free = self.chairs is None or self.free_chair is not None
        return self.open and free and bool(self.raised)

    def seat_of(self, person: int) -> Seat | None:
        return next((seat for seat in self.seats if seat.person == person), None)

    def hand_of(self, person: int, kind: Raised) -> Hand | None:
        return next((h for h in self.raised if (h.person, h.kind) == (person, kind)), None)

    def before(self, hand: Hand) -> int:
        """Return how many come before a hand that is up."""
        return self.line.index(hand)

    def following(self, present: Present) -> Hand | None:
        """Return whose turn it is among those who are there; None where nobody is."""
        there = (h for h in self.line if present is None or h.person in present or h.person == ROOM)
        return next(there, None)

    # What participants do

    def with_hand(self, person: int, name: str, kind: Raised) -> Hands:
        """Raise a hand; one that is up stays where it is. Raises Refusal where it may not."""
        if not self.open:
            raise Refusal("hands.closed")
        if self.hand_of(person, kind) is not None:
            return self
        if self.seat_of(person) is not None:
            raise Refusal("hands.seated" if self.chairs else "hands.have_floor")
        if kind is Raised.POINT:
            if self.chairs:
                raise Refusal("hands.no_point")
            if person in self.answered:
                raise Refusal("hands.answered")
        hand = Hand(person, name, kind, self.next_rank)
        return replace(self, raised=(*self.raised, hand), next_rank=self.next_rank + 1)

    def without_hand(self, person: int, kind: Raised) -> Hands:
        """Lower a hand, if it is up."""
        kept = tuple(h for h in self.raised if (h.person, h.kind) != (person, kind))
        return replace(self, raised=kept)

    def given_back(self, person: int, now: datetime) -> Hands:
        """Have someone leave the floor, or their chair; raise Refusal where they have neither."""
        seat = self.seat_of(person)
        if seat is None:
            raise Outdated("hands.no_chair" if self.chairs else "hands.not_yours")
        return self._ended(seat, now)

    # What those who lead do

    def opened(self) -> Hands:
        """Have hands raised from now on; those that were up before come back as they were."""
        return replace(self, open=True)

    def closed(self, now: datetime) -> Hands:
        """Have nobody raise a hand any more. Whoever has the floor has finished; the queue is
        kept, and so are the chairs."""
        speaker = self.speaker
        kept = self if speaker is None else self._ended(speaker, now)
        return replace(kept, open=False)

    def given(self, now: datetime, present: Present = None) -> Hands:
        """Give the floor, or a free chair, to whoever is next; those who are not there are passed
        over, and keep their hand. Whoever had the floor has finished.

        Nothing changes but that where nobody is there. Raises Refusal when no hand is up or no
        chair is free.
        """
        if not self.raised:
            raise Refusal("hands.nobody")
        self._check_chair()
        speaker = self.speaker
        # What they had counts before the next one is looked for.
        ended = self if speaker is None else self._ended(speaker, now)
        hand = ended.following(present)
        return self._looked(present) if hand is None else ended._looked(present)._seating(hand, now)

    def given_to(self, person: int, name: str, now: datetime) -> Hands:
        """Give the floor, or a free chair, to someone, whether their hand is up or not."""
        if self.seat_of(person) is not None:
            raise Refusal("hands.there_already", who=name)
        self._check_chair()
        hand = self.hand_of(person, Raised.POINT) or self.hand_of(person, Raised.HAND)
        return self._seating(hand or Hand(person, name, Raised.HAND, 0), now)

    def taken_back(self) -> Hands:
        """Take back the floor that was just given: the hand is up again where it was, and nothing
        is counted. Raises Refusal where nobody has it."""
        seat = self.speaker
        if seat is None:
            raise Outdated("hands.no_floor")
        back = replace(self, seats=_without(self.seats, seat), turn=self.turn + 1)
        if seat.kind is None or seat.rank is None:
            return back
        hand = Hand(seat.person, seat.name, seat.kind, seat.rank)
        answered = self.answered - {seat.person} if seat.kind is Raised.POINT else self.answered
        return replace(back, raised=(*self.raised, hand), answered=answered)

    def filled(self, now: datetime, present: Present = None) -> Hands:
        """Have those who are first in line take the chairs that are free."""
        hands = self
        while hands.may_give and hands.chairs:
            looked = hands._looked(present)
            hand = looked.following(present)
            if hand is None:
                return looked
            hands = looked._seating(hand, now)
        return hands

    # What the session does

    def moved_on(self, now: datetime) -> Hands:
        """The room leaves the step: turns are over, answers on its points become hands like the
        others, in the order in which they were raised."""
        hands = self
        for seat in self.seats:
            hands = hands._ended(seat, now)
        people = {hand.person for hand in hands.raised if hand.kind is Raised.HAND}
        kept = tuple(
            replace(hand, kind=Raised.HAND)
            for hand in hands.raised
            if hand.kind is Raised.HAND or hand.person not in people
        )
        return replace(hands, raised=kept, answered=frozenset())

    def held(self, now: datetime) -> Hands:
        """A pause begins: it counts for nobody."""
        seats = tuple(replace(s, seconds=s.lasted(now), since=None) for s in self.seats)
        return replace(self, seats=seats, paused=True)

    def going_on(self, now: datetime) -> Hands:
        """A pause ends."""
        seats = tuple(replace(s, since=now) if s.since is None else s for s in self.seats)
        return replace(self, seats=seats, paused=False)

    def _check_chair(self) -> None:
        if self.chairs is not None and self.free_chair is None:
            raise Refusal("hands.chairs_full")

    def _looked(self, present: Present) -> Hands:
        """Return the hands with who is not there noted: of those who come before the next one."""
        line, absent = self.line, set[Hand]()
        if present is not None:
            for hand in line:
                if hand.person in present or hand.person == ROOM:
                    break
                absent.add(hand)
        return replace(self, raised=tuple(replace(h, absent=h in absent) for h in self.raised))

    def _seating(self, hand: Hand, now: datetime) -> Hands:
        hands, place = self, self.free_chair or FLOOR
        if place == FLOOR and (speaker := self.speaker) is not None:
            hands = self._ended(speaker, now)
        known = hand.rank > 0
        kept = tuple(
            h
            for h in hands.raised
            # Whoever takes a chair has all that they waited for.
            if h.person != hand.person or (place == FLOOR and h.kind is not hand.kind)
        )
        seat = Seat(
            place,
            hand.person,
            hand.name,
            self.step,
            None if self.paused else now,
            kind=hand.kind if known else None,
            rank=hand.rank if known else None,
        )
        new_subject = hand.kind is Raised.HAND
        return replace(
            hands,
            raised=kept,
            seats=(*hands.seats, seat),
            answered=frozenset() if new_subject else hands.answered | {hand.person},
            turn=hands.turn + 1,
        )

    def _ended(self, seat: Seat, now: datetime) -> Hands:
        """End a turn, and count it: a chair has its share of the conversation."""
        lasted = seat.lasted(now)
        share = lasted if seat.place == FLOOR else lasted // (self.chairs or 1)
        had = self.spoken.get(seat.person, Had())
        return replace(
            self,
            seats=_without(self.seats, seat),
            spoken={**self.spoken, seat.person: Had(had.seconds + share, had.turns + 1)},
            turn=self.turn + 1,
            over=(*self.over, Turn(seat.person, seat.step, share)),
        )


def _without(seats: tuple[Seat, ...], gone: Seat) -> tuple[Seat, ...]:
    return tuple(seat for seat in seats if seat.place != gone.place)
