"""The queue of hands: fair whatever people press, in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.workshop.errors import Outdated, Refusal
from bot.workshop.hands.hand import Had, Hand, Raised
from bot.workshop.hands.queue import Hands
from bot.workshop.in_room import ROOM

START = datetime(2030, 1, 15, 18, tzinfo=UTC)
HAND, POINT = Raised.HAND, Raised.POINT
PEOPLE = st.integers(1, 6)
OPEN = Hands(step=1).opened()


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def up(hands: Hands, *people: int, kind: Raised = HAND) -> Hands:
    for person in people:
        hands = hands.with_hand(person, f"P{person}", kind)
    return hands


def order(hands: Hands) -> list[tuple[int, Raised]]:
    return [(hand.person, hand.kind) for hand in hands.line]


def people(hands: Hands) -> list[int]:
    return [hand.person for hand in hands.line]


def test_among_equals_the_first_raised_comes_first() -> None:
    assert people(up(OPEN, 3, 1, 2)) == [3, 1, 2]


def test_whoever_had_less_of_the_floor_comes_first() -> None:
    hands = replace(OPEN, spoken={1: Had(90, 1), 2: Had(30, 4), 3: Had(30, 2)})
    assert people(up(hands, 1, 2, 3, 4)) == [4, 3, 2, 1]


def test_a_point_is_answered_before_other_hands_and_once() -> None:
    hands = up(OPEN, 1, 2).given(at(0))
    hands = up(hands, 3, 4, kind=POINT)
    assert order(hands) == [(3, POINT), (4, POINT), (2, HAND)]
    hands = hands.given(at(10))
    with pytest.raises(Refusal, match="have_floor"):
        up(hands, 3, kind=POINT)
    hands = hands.given(at(20))
    with pytest.raises(Refusal, match="answered"):
        up(hands, 3, kind=POINT)
    assert order(up(hands, 3)) == [(2, HAND), (3, HAND)], "they may still speak after the others"
    following = hands.given(at(30))
    assert following.speaker is not None
    assert following.speaker.person == 2
    assert order(up(following, 3, kind=POINT)) == [(3, POINT)], "another subject has begun"


def test_a_point_keeps_ones_place_among_the_hands() -> None:
    hands = up(up(OPEN, 5).given(at(0)), 1, 2)
    hands = up(hands, 1, kind=POINT).given(at(10)).given(at(40))
    assert hands.speaker is not None
    assert hands.speaker.person == 2, "who answered for half a minute has had more"
    assert people(hands) == [1]


def test_lowering_and_raising_again_gains_nothing() -> None:
    hands = up(OPEN, 1, 2, 3)
    again = up(hands.without_hand(1, HAND), 1)
    assert people(again) == [2, 3, 1]
    assert up(hands, 1) == hands, "one that is up stays where it is"
    assert hands.without_hand(9, HAND) == hands


def test_the_time_is_counted_from_giving_to_ending_pauses_left_out() -> None:
    hands = up(OPEN, 1, 2).given(at(0)).held(at(40)).going_on(at(400))
    hands = hands.given(at(420))
    assert hands.spoken == {1: Had(60, 1)}
    assert [(turn.person, turn.seconds) for turn in hands.over] == [(1, 60)]
    assert hands.speaker is not None
    assert hands.speaker.person == 2
    ended = hands.given_back(2, at(430))
    assert ended.spoken[2] == Had(10, 1)
    with pytest.raises(Outdated, match="not_yours"):
        ended.given_back(2, at(430))


def test_during_a_pause_nothing_is_counted() -> None:
    hands = replace(up(OPEN, 1), paused=True).given(at(0))
    assert hands.given_back(1, at(500)).spoken == {1: Had(0, 1)}


def test_the_floor_taken_back_leaves_everything_as_it_was() -> None:
    hands = up(OPEN, 1, 2, 3)
    back = hands.given(at(0)).taken_back()
    assert people(back) == [1, 2, 3]
    assert (back.spoken, back.over) == ({}, ())
    with pytest.raises(Outdated, match="no_floor"):
        back.taken_back()
    without = hands.given_to(9, "P9", at(0)).taken_back()
    assert people(without) == [1, 2, 3], "someone whose hand was not up has none"
    answering = up(hands, 2, kind=POINT).given(at(0)).taken_back()
    assert order(answering)[0] == (2, POINT)
    assert answering.answered == frozenset()


def test_those_who_are_not_there_are_passed_over_and_keep_their_place() -> None:
    hands = up(OPEN, 1, 2, 3).given(at(0), present={2, 3})
    assert hands.speaker is not None
    assert hands.speaker.person == 2
    assert [hand.person for hand in hands.raised if hand.absent] == [1]
    assert people(hands) == [1, 3]
    back = hands.given(at(10), present={1, 2, 3})
    assert back.speaker is not None
    assert back.speaker.person == 1
    assert not any(hand.absent for hand in back.raised)
    nobody = hands.given(at(10), present=set())
    assert nobody.speaker == hands.speaker, "nobody is cut off for someone who is not there"
    assert all(hand.absent for hand in nobody.raised)


def test_closed_hands_keep_their_queue() -> None:
    hands = up(OPEN, 1, 2, 3).given(at(0)).closed(at(60))
    assert hands.speaker is None
    assert hands.spoken == {1: Had(60, 1)}
    with pytest.raises(Refusal, match="closed"):
        up(hands, 4)
    assert not hands.may_give
    assert people(hands.without_hand(2, HAND).opened()) == [3], "one may always lower one's own"
    assert people(hands.opened()) == [2, 3]


def test_hands_go_on_to_the_next_step_and_points_are_hands_there() -> None:
    hands = up(OPEN, 1, 2).given(at(0))
    hands = up(up(hands, 2, 3, kind=POINT), 4).moved_on(at(30))
    assert order(hands) == [(2, HAND), (3, HAND), (4, HAND)]
    assert hands.seats == ()
    assert hands.spoken == {1: Had(30, 1)}


def test_what_the_room_had_is_shared_among_its_people() -> None:
    hands = replace(OPEN, room=4, spoken={ROOM: Had(120, 4), 1: Had(60, 2), 2: Had(10, 1)})
    assert people(up(hands, 1, ROOM, 2)) == [2, ROOM, 1]
    alone = replace(hands, room=0)
    assert people(up(alone, 1, ROOM, 2)) == [2, 1, ROOM]


def test_the_room_is_never_absent() -> None:
    hands = up(OPEN, ROOM, 1).given(at(0), present={1})
    assert hands.speaker is not None
    assert hands.speaker.person == ROOM


# Fishbowl


BOWL = replace(OPEN, chairs=4)


def sit(hands: Hands, *who: int) -> Hands:
    for person in who:
        hands = hands.with_hand(person, f"P{person}", HAND).filled(at(0))
    return hands


def test_whoever_raises_a_hand_takes_the_next_free_chair() -> None:
    hands = sit(BOWL, 1, 2, 3, 4, 5, 6)
    assert [(seat.place, seat.person) for seat in hands.seated] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert people(hands) == [5, 6]
    assert hands.speaker is None
    hands = hands.given_back(2, at(60)).filled(at(60))
    assert [(seat.place, seat.person) for seat in hands.seated] == [(1, 1), (2, 5), (3, 3), (4, 4)]
    with pytest.raises(Outdated, match="no_chair"):
        hands.given_back(2, at(61))
    assert people(sit(hands, 2)) == [6, 2]


def test_a_chair_counts_for_its_share_of_the_conversation() -> None:
    hands = sit(BOWL, 1, 2).given_back(1, at(100))
    assert hands.spoken == {1: Had(25, 1)}


def test_those_who_sat_less_come_first_in_the_line() -> None:
    hands = sit(BOWL, 1, 2, 3, 4)
    for person in (1, 2):
        hands = hands.given_back(person, at(60))
    hands = sit(hands, 5, 6)
    hands = up(hands, 1, 7)
    assert people(hands) == [7, 1]


def test_whoever_leads_seats_someone_where_a_chair_is_free() -> None:
    hands = sit(BOWL, 1, 2, 3)
    hands = hands.given_to(9, "P9", at(0))
    assert hands.seat_of(9) is not None
    with pytest.raises(Refusal, match="chairs_full"):
        hands.given_to(8, "P8", at(0))
    with pytest.raises(Refusal, match="there_already"):
        hands.given_back(1, at(0)).given_to(9, "P9", at(0))
    with pytest.raises(Refusal, match="chairs_full"):
        up(hands, 5).given(at(0))


def test_a_chair_waits_for_those_who_are_there() -> None:
    hands = up(BOWL, 1, 2).filled(at(0), present={2})
    assert [seat.person for seat in hands.seated] == [2]
    assert [(hand.person, hand.absent) for hand in hands.raised] == [(1, True)]
    assert [seat.person for seat in hands.filled(at(1), present={1, 2}).seated] == [2, 1]


def test_in_the_middle_there_are_no_points_and_nobody_sits_twice() -> None:
    with pytest.raises(Refusal, match="no_point"):
        up(BOWL, 1, kind=POINT)
    with pytest.raises(Refusal, match="seated"):
        up(sit(BOWL, 1), 1)


def test_closing_the_line_leaves_the_chairs() -> None:
    hands = sit(BOWL, 1, 2, 3, 4, 5).closed(at(10))
    assert len(hands.seated) == 4
    assert hands.given_back(1, at(20)).filled(at(20)).free_chair == 1
    assert [seat.person for seat in hands.opened().seated] == [1, 2, 3, 4]


# Whatever is pressed


@given(
    st.lists(st.tuples(PEOPLE, st.sampled_from(Raised)), max_size=12),
    st.dictionaries(PEOPLE, st.builds(Had, st.integers(0, 90), st.integers(1, 3))),
)
def test_the_order_says_who_comes_before_whom(
    raised: list[tuple[int, Raised]], spoken: dict[int, Had]
) -> None:
    hands = replace(OPEN, spoken=spoken)
    for person, kind in raised:
        hands = hands.with_hand(person, f"P{person}", kind)
    line = hands.line
    assert sorted(line, key=id) == sorted(hands.raised, key=id)
    for before, after in pairwise(line):
        assert not (before.kind is HAND and after.kind is POINT)
        if before.kind is after.kind:
            had = hands.had(before.person), hands.had(after.person)
            assert had[0] <= had[1], "who spoke less is never behind who spoke more"
            if had[0] == had[1]:
                assert before.rank < after.rank


class Meeting(RuleBasedStateMachine):
    """People press what they like, those who lead give the floor to whoever is next."""

    def __init__(self) -> None:
        super().__init__()
        self.hands, self.seconds = OPEN, 0
        self.counted: dict[int, Had] = {}
        # Who waits, and who has spoken since in their place.
        self.waiting: dict[Hand, list[int]] = {}
        self.points_in_a_row: list[int] = []

    def keep(self, hands: Hands) -> None:
        for turn in hands.over:
            had = self.counted.get(turn.person, Had())
            self.counted[turn.person] = Had(had.seconds + turn.seconds, had.turns + 1)
        self.hands = replace(hands, over=())

    @rule(person=PEOPLE, kind=st.sampled_from(Raised))
    def raises(self, person: int, kind: Raised) -> None:
        before = self.hands.line
        try:
            self.keep(self.hands.with_hand(person, f"P{person}", kind))
        except Refusal as refusal:
            assert refusal.key in ("hands.have_floor", "hands.answered")
            return
        assert [h for h in self.hands.line if h in before] == list(before), "nobody else moves"

    @rule(person=PEOPLE, kind=st.sampled_from(Raised))
    def lowers_and_raises_again(self, person: int, kind: Raised) -> None:
        hand = self.hands.hand_of(person, kind)
        if hand is None or self.hands.seat_of(person) is not None:
            return
        place = self.hands.before(hand)
        if kind is POINT and person in self.hands.answered:
            return
        self.keep(self.hands.without_hand(person, kind).with_hand(person, hand.name, kind))
        again = self.hands.hand_of(person, kind)
        assert again is not None
        assert self.hands.before(again) >= place, "it gains nothing"

    @rule(person=PEOPLE, kind=st.sampled_from(Raised))
    def lowers(self, person: int, kind: Raised) -> None:
        self.keep(self.hands.without_hand(person, kind))

    @precondition(lambda self: self.hands.raised)
    @rule(seconds=st.integers(0, 40))
    def gives(self, seconds: int) -> None:
        self.seconds += seconds
        speaker, before = self.hands.speaker, self.hands
        if speaker is not None:  # what they had counts before the next one is looked for
            before = before.given_back(speaker.person, at(self.seconds))
        first = before.line[0]
        self.keep(self.hands.given(at(self.seconds)))
        speaker = self.hands.speaker
        assert speaker is not None
        assert (speaker.person, speaker.kind) == (first.person, first.kind)
        for hand in self.hands.raised:
            if hand.kind is speaker.kind:
                assert self.hands.had(speaker.person) <= self.hands.had(hand.person)
        if first.kind is POINT:
            assert speaker.kind is POINT
            assert speaker.person not in self.points_in_a_row, "each answers once on a point"
            self.points_in_a_row.append(speaker.person)
        else:
            self.points_in_a_row = []

    @precondition(lambda self: self.hands.speaker)
    @rule(seconds=st.integers(0, 40))
    def ends(self, seconds: int) -> None:
        self.seconds += seconds
        assert self.hands.speaker is not None
        self.keep(self.hands.given_back(self.hands.speaker.person, at(self.seconds)))

    @precondition(lambda self: self.hands.speaker)
    @rule()
    def takes_back(self) -> None:
        if self.hands.speaker is not None and self.hands.speaker.kind is POINT:
            self.points_in_a_row.remove(self.hands.speaker.person)
        self.keep(self.hands.taken_back())

    @invariant()
    def nobody_is_twice_anywhere(self) -> None:
        hands = [(hand.person, hand.kind) for hand in self.hands.raised]
        assert len(set(hands)) == len(hands)
        ranks = [hand.rank for hand in self.hands.raised]
        assert len(set(ranks)) == len(ranks)
        assert len(self.hands.seats) <= 1

    @invariant()
    def what_is_counted_is_what_was_given(self) -> None:
        assert dict(self.hands.spoken) == self.counted


TestMeeting = Meeting.TestCase


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40), st.data())
def test_nobody_waits_for_ever(turns: list[int], data: st.DataObject) -> None:
    """However often the others raise theirs, between two hands each of them answers at most once
    on a point, and no hand passes before one that is up unless it had as little of the floor."""
    hands = replace(OPEN, spoken={1: Had(100, 2)})
    hands = hands.with_hand(1, "P1", HAND)
    seconds, passed = 0, 0
    for lasts in turns:
        for person in data.draw(st.sets(st.integers(2, 5))):
            kind = data.draw(st.sampled_from(Raised))
            try:
                hands = hands.with_hand(person, f"P{person}", kind)
            except Refusal:
                continue
        seconds += lasts
        hands = hands.given(at(seconds))
        speaker = hands.speaker
        assert speaker is not None
        if speaker.person == 1:
            return
        if speaker.kind is HAND:
            assert hands.had(speaker.person) < Had(100, 2)
            passed = 0
        else:
            passed += 1
            assert passed <= 4
