"""The rule of a speaking round: once each, in order, whatever is pressed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.turns.round import (
    MOST_PEOPLE,
    MOST_SECONDS,
    Count,
    Moved,
    NotYours,
    Round,
    Seat,
    Stands,
)
from bot.workshop.turns.step import Order

PEOPLE = tuple(range(1, 7))
DOING = ("done", "pass", "back", "ahead", "join", "skip", "later", "now", "resume", "away", "there")
PRESSES = st.lists(st.tuples(st.sampled_from(DOING), st.integers(1, 9)), max_size=40)


def begun(people: tuple[int, ...] = PEOPLE, order: Order = Order.VOICE, **known: Round) -> Round:
    held = known.get("held", Round())
    return held.begin([Seat(one, voice=True) for one in people], order, 0, Random(4))


def pressed(held: Round, what: str, person: int, at: int) -> Round:
    """What someone (or whoever leads, for them) presses, as the use cases do."""
    match what:
        case "done" | "pass":
            held.speaking(person)
            return held.leave(Stands.SPOKE if what == "done" else Stands.PASSED, at)
        case "back":
            held.speaking(person)
            return held.back(at)
        case "ahead":
            return held.passing(person)
        case "join":
            return held.join(person, at)
        case "skip":
            return held.skip(person, at)
        case "later":
            return held.later(person, at)
        case "now":
            return held.give(person, at)
        case "resume":
            return held.resume(person, at)
        case "away":
            return held.seen(frozenset(PEOPLE) - {person})
    return held.seen(frozenset(PEOPLE))


def tried(held: Round, what: str, person: int, at: int) -> Round:
    try:
        return pressed(held, what, person, at)
    except Refusal:
        return held


@given(PRESSES)
def test_one_person_has_the_floor_and_each_has_one_seat(presses: list[tuple[str, int]]) -> None:
    held = begun()
    for at, (what, person) in enumerate(presses):
        after = tried(held, what, person, at)
        people = [seat.person for seat in after.seats]
        assert len(people) == len(set(people))
        assert {seat.person for seat in held.seats} <= set(people), "nobody is lost"
        assert sum(seat.stands is Stands.SPEAKING for seat in after.seats) <= 1
        moved = (held.speaker and held.speaker.person) != (after.speaker and after.speaker.person)
        assert after.turn >= held.turn
        assert not moved or after.turn > held.turn, "a button of before acts no more"
        if after.speaker is None:
            assert not after.following, "while someone waits, someone has the floor"
        held = after


@given(PRESSES)
def test_everyone_speaks_passes_or_is_passed_over_exactly_once(
    presses: list[tuple[str, int]],
) -> None:
    """Whatever is pressed, once each gives the floor on the round is over, and nobody spoke twice;
    a turn is taken up again only by whoever gave it on a moment before."""
    held, spoke = begun(), dict[int, int]()
    for at, (what, person) in enumerate([*presses, *[("done", 0)] * 20]):
        had = held.speaker
        whose = person or (had.person if had is not None else 0)
        after = tried(held, what, whose, at)
        for seat in after.seats:
            before = held.seat(seat.person)
            was = before.stands if before is not None else None
            if seat.stands is Stands.SPOKE and was is not Stands.SPOKE:
                assert was is Stands.SPEAKING
                spoke[seat.person] = spoke.get(seat.person, 0) + 1
            elif was is Stands.SPOKE and seat.stands is not Stands.SPOKE:
                assert what == "resume"
                spoke[seat.person] -= 1
        held = after
    assert held.speaker is None
    assert all(seat.is_over for seat in held.seats)
    assert held.count.unheard == 0
    assert {person for person, times in spoke.items() if times} == {
        seat.person for seat in held.seats if seat.stands is Stands.SPOKE
    }
    assert set(spoke.values()) <= {0, 1}


@given(st.permutations(PEOPLE), st.lists(st.sampled_from(["done", "pass"]), min_size=6))
def test_the_order_is_kept(order: list[int], how: list[str]) -> None:
    held, heard = begun(tuple(order)), []
    for at, what in enumerate(how):
        if held.speaker is None:
            break
        heard.append(held.speaker.person)
        held = pressed(held, what, held.speaker.person, at)
    assert heard == order


@given(st.sets(st.sampled_from(PEOPLE)), st.integers(0, 99))
def test_volunteers_come_first_in_the_order_in_which_they_offered(
    offering: set[int], seed: int
) -> None:
    held = Round()
    for person in offering:
        held = held.join(person, 0).volunteering(person, True)
    held = held.begin(map(Seat, PEOPLE), Order.VOLUNTEERS, 0, Random(seed))
    assert [seat.person for seat in held.seats][: len(offering)] == list(offering)
    assert {seat.person for seat in held.seats} == set(PEOPLE)


def test_whoever_offers_while_others_speak_comes_behind_those_who_did() -> None:
    held = begun((1, 2, 3, 4, 5)).volunteering(4, True).volunteering(3, True)
    assert [seat.person for seat in held.following] == [4, 3, 2, 5]
    held = held.volunteering(4, False)
    assert [seat.person for seat in held.following] == [3, 2, 5, 4]


def test_a_lot_is_drawn_among_those_who_are_there() -> None:
    orders = {
        tuple(
            seat.person
            for seat in Round().begin(map(Seat, (1, 2, 3)), Order.RANDOM, 0, Random(n)).seats
        )
        for n in range(60)
    }
    assert len(orders) == 6


def test_the_floor_comes_back_once_and_not_to_the_last() -> None:
    held = begun((1, 2))
    held = held.back(5)
    assert [seat.person for seat in held.following] == [1]
    held = held.back(6)
    assert held.speaker == replace(Seat(1, voice=True), stands=Stands.SPEAKING, backs=1)
    with pytest.raises(Refusal, match=r"turns\.back_once"):
        held.back(7)
    held = held.leave(Stands.SPOKE, 8)
    with pytest.raises(Refusal, match=r"turns\.back_last"):
        held.back(9)


def test_who_left_is_passed_over_when_their_turn_comes_and_may_come_back() -> None:
    held = begun((1, 2, 3)).seen(frozenset({1, 3}))
    assert [seat.person for seat in held.following] == [3], "they are not announced either"
    held = held.leave(Stands.SPOKE, 9)
    assert held.speaker is not None
    assert held.speaker.person == 3
    assert held.count == Count(3, spoke=1, gone=1)
    held = held.join(2, 10, voice=True)
    assert [seat.person for seat in held.following] == [2]
    assert held.leave(Stands.SPOKE, 11).leave(Stands.SPOKE, 12).count == Count(3, spoke=3)


def test_who_came_by_text_is_never_taken_to_have_left() -> None:
    held = Round().join(7, 0)
    held = held.begin([Seat(1, voice=True)], Order.VOICE, 0, Random(1)).seen(frozenset())
    held = held.leave(Stands.SPOKE, 1)
    assert held.speaker is not None
    assert held.speaker.person == 7


def test_late_joiners_speak_last_and_open_a_round_that_was_over() -> None:
    held = begun((1, 2)).join(3, 1)
    assert [seat.person for seat in held.following] == [2, 3]
    assert held.join(3, 2) == held, "twice is once"
    held = begun((1,)).leave(Stands.SPOKE, 3).join(9, 40)
    assert held.speaker is not None
    assert (held.speaker.person, held.started) == (9, 40)


def test_whoever_gave_the_floor_on_takes_it_again_until_it_goes_further() -> None:
    held = begun((1, 2, 3)).leave(Stands.SPOKE, 30)
    again = held.resume(1, 33)
    assert again.speaker is not None
    assert again.speaker.person == 1
    assert [seat.person for seat in again.following] == [2, 3]
    with pytest.raises(Refusal, match=r"turns\.too_late"):
        again.resume(1, 34)
    further = held.leave(Stands.PASSED, 40)
    with pytest.raises(Refusal, match=r"turns\.too_late"):
        further.resume(1, 41)


def test_given_the_floor_at_once_someone_is_followed_by_who_had_it() -> None:
    held = begun((1, 2, 3)).give(3, 7)
    assert held.speaker is not None
    assert held.speaker.person == 3
    assert [seat.person for seat in held.following] == [1, 2]
    over = held.leave(Stands.SPOKE, 8)
    with pytest.raises(Refusal, match=r"turns\.spoke_already"):
        over.give(3, 9)


def test_buttons_name_their_turn_and_their_speaker() -> None:
    held = begun((1, 2))
    with pytest.raises(NotYours):
        held.speaking(2)
    with pytest.raises(Moved):
        held.check_turn(0)
    with pytest.raises(NotYours, match=r"turns\.not_begun"):
        Round().speaking(1)


def test_a_round_begins_anew_until_someone_gave_the_floor_on() -> None:
    held = begun((1, 2, 3)).pinging(2, True)
    again = begun((2, 4), held=held)
    assert [seat.person for seat in again.seats] == [2, 4], "who left the voice channel is out"
    assert again.seated(2).pings
    assert again.turn > held.turn
    with pytest.raises(Refusal, match=r"turns\.begun"):
        begun((1,), held=again.leave(Stands.PASSED, 2))
    with pytest.raises(Refusal, match=r"turns\.nobody"):
        begun(())


def test_time_is_given_up_to_an_hour_and_the_room_has_that_of_its_people() -> None:
    held = begun((1,))
    assert held.more().allowed == held.allowed + 30
    with pytest.raises(Refusal, match=r"turns\.enough"):
        replace(held, allowed=MOST_SECONDS).more()
    room = Round(each=90).begin([Seat(0, people=4)], Order.VOICE, 0, Random(1))
    assert room.allowed == 360
    assert room.count.people == 4


def test_a_round_holds_so_many_people() -> None:
    full = tuple(range(1, MOST_PEOPLE + 1))
    with pytest.raises(Refusal, match=r"turns\.too_many"):
        begun(full).join(9999, 1)
    with pytest.raises(Refusal, match=r"turns\.too_many"):
        begun((*full, 9999))
