"""The line: nobody is lost on it, movement agrees with any moves, few people hide from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.faults import RuleBroken
from bot.workshop.position.line import (
    EVERY_PLACE,
    MIDDLE,
    SIDES,
    Standing,
    check_place,
    check_remark,
    halves,
    read_places,
    spread_of,
    write_places,
)
from bot.workshop.position.movement import (
    Journey,
    Moment,
    Movement,
    Result,
    few_of,
    moments,
    settling,
)
from tests.builders import position, titled

PLACES = st.sampled_from(EVERY_PLACE)
# What people do: who, and where they go, or None to leave the line.
MOVES = st.lists(st.tuples(st.integers(0, 6), st.none() | PLACES), max_size=40)
ROOM = st.dictionaries(PLACES, st.integers(1, 30), max_size=4)


def walked(moves: list[tuple[int, int | None]], settled: int) -> list[dict[int, Journey]]:
    """The line after each move; the first `settled` moves are of people who look for a place."""
    line: dict[int, Journey] = {}
    seen = []
    for rank, (who, place) in enumerate(moves):
        if place is None:
            line.pop(who, None)
        elif who in line:
            line[who] = line[who].to(place, settling=rank < settled)
        else:
            line[who] = Journey(place, place)
        seen.append(dict(line))
    return seen


@given(MOVES, st.integers(0, 40), ROOM)
def test_people_are_conserved_at_every_moment(
    moves: list[tuple[int, int | None]], settled: int, room: dict[int, int]
) -> None:
    for line in walked(moves, settled):
        places = [one.place for one in line.values()]
        spread = spread_of(places, room)
        assert sum(spread) == len(line) + sum(room.values())
        assert sum(halves(spread)) == sum(spread)
        now = Standing.of(((None, p) for p in places), room, live=True, named=False)
        assert now.people == sum(spread)
        assert now.spread in (None, spread)


@given(MOVES, st.integers(0, 40), ROOM)
def test_movement_agrees_with_any_sequence_of_moves(
    moves: list[tuple[int, int | None]], settled: int, room: dict[int, int]
) -> None:
    seen = walked(moves, settled)
    line = list(seen[-1].values()) if seen else []
    told = Movement.of(line)
    changes: dict[int, int] = {}
    before: dict[int, Journey] = {}
    for rank, ((who, place), after) in enumerate(zip(moves, seen, strict=True)):
        if place is None or who not in before:
            changes[who] = 0
        elif before[who].place != place and rank >= settled:
            changes[who] += 1
        before = after
    there = {who: changes[who] for who in (seen[-1] if seen else {})}
    assert told.moves == sum(there.values())
    assert told.moved == sum(bool(many) for many in there.values())
    assert told.up + told.down + told.back == told.moved
    crossed = {(True, False), (False, True)}
    assert told.crossed == sum(
        (one.began < MIDDLE, one.place < MIDDLE) in crossed and MIDDLE not in (one.began, one.place)
        for one in line
    )
    result = Result.of(line, room, room, live=True, named=False)
    if result.end is not None and result.start is not None:
        assert sum(result.end) == sum(result.start) == result.people
        # As many came to a place, or left it, as the spreads differ by.
        gone = [one for one in line if one.began != one.place]
        for place in EVERY_PLACE:
            came = sum(one.place == place for one in gone)
            left = sum(one.began == place for one in gone)
            assert result.end[place] - result.start[place] == came - left
    assert Result.model_validate_json(result.model_dump_json()) == result


@given(st.lists(PLACES, max_size=6), ROOM | st.just({}), st.booleans())
def test_of_fewer_than_three_nothing_is_told(
    places: list[int], room: dict[int, int], live: bool
) -> None:
    journeys = [Journey(place, place) for place in places]
    result = Result.of(journeys, room, room, live=live, named=False)
    now = Standing.of(((None, p) for p in places), room, live=live, named=False)
    few = len(places) in (1, 2) or result.people < 3
    assert now.few is few
    assert result.told is not few
    if few:
        assert (result.start, result.end, result.movement, result.moments) == (None, None, None, ())
    assert (now.spread is None) is (few or not live)


@pytest.mark.parametrize(
    ("movers", "told"), [(0, True), (1, False), (2, False), (3, True), (8, True)]
)
def test_on_a_hidden_line_few_movers_are_not_told(movers: int, told: bool) -> None:
    line = [Journey(2, 8, 1)] * movers + [Journey(5, 5)] * (10 - movers)
    hidden = Result.of(line, {}, {}, live=False, named=False)
    assert (hidden.movement is not None) is told
    assert (hidden.start is not None) is told
    assert hidden.end is not None
    seen = Result.of(line, {}, {}, live=True, named=False)
    assert seen.movement is not None, "on a line drawn live everyone saw them move"
    named = Result.of(line[:1], {}, {}, live=False, named=True)
    assert named.movement is not None, "where names are told, everyone knew before"


def test_on_a_hidden_line_a_few_moves_of_the_room_are_not_told() -> None:
    line = [Journey(5, 5)] * 4
    moved = Result.of(line, {2: 3}, {2: 2, 8: 1}, live=False, named=False)
    assert (moved.start, moved.movement) == (None, None)
    assert moved.end is not None
    many = Result.of(line, {2: 3}, {8: 3}, live=False, named=False)
    assert many.movement is not None


def test_a_hidden_line_keeps_no_moments() -> None:
    kept = [Moment(second=300, spread=spread_of([1, 2, 3]))]
    line = [Journey(1, 1), Journey(2, 2), Journey(3, 3)]
    assert Result.of(line, {}, {}, kept, live=False, named=False).moments == ()
    assert Result.of(line, {}, {}, kept, live=True, named=False).moments == tuple(kept)


def test_moments_are_the_quarters_of_the_timebox_each_once() -> None:
    long = timedelta(minutes=20)
    assert moments(long, 0, 299) == []
    assert moments(long, 0, 300) == [300]
    assert moments(long, 300, 905) == [600, 900]
    assert moments(long, 0, 10**6) == [300 * n for n in range(1, 13)], "and no more, however long"
    assert settling(long) == timedelta(minutes=2)
    assert settling(timedelta(minutes=5)) == timedelta(minutes=1)


@given(st.lists(st.lists(PLACES, min_size=3, max_size=3), max_size=12), st.integers(1, 5))
def test_few_moments_are_at_most_so_many_in_their_order(places: list[list[int]], most: int) -> None:
    kept = [Moment(second=60 * n, spread=spread_of(one)) for n, one in enumerate(places, start=1)]
    few = few_of(kept, most)
    assert len(few) <= most
    assert few == sorted(few, key=lambda one: one.second)
    assert all(one in kept for one in few)
    assert bool(few) is bool(kept)


@given(ROOM)
def test_places_of_the_room_are_read_as_they_are_written(room: dict[int, int]) -> None:
    assert read_places(write_places(room)) == room


def test_places_of_the_room_are_read_however_they_are_parted() -> None:
    assert read_places("") == {}
    assert read_places(" 3, 7;7\n8x4 8×2 10X1") == {3: 1, 7: 2, 8: 6, 10: 1}
    for wrong in ("11", "-1", "7.5", "x3", "7x", "7xx2", "sept", "٣", "7x9999"):
        with pytest.raises(Refusal) as refusal:
            read_places(wrong)
        assert refusal.value.key == "position.room_wrong", wrong
    with pytest.raises(Refusal):
        read_places("1x999 2x999")


def test_a_forged_place_and_a_long_line_are_refused() -> None:
    assert check_place(5, SIDES) == 5
    for place, among in ((11, EVERY_PLACE), (-1, EVERY_PLACE), (7, SIDES)):
        with pytest.raises(Refusal):
            check_place(place, among)
    assert check_remark(" un\nargument ") == "un argument"
    with pytest.raises(Refusal):
        check_remark("e" * 201)


def test_both_ends_have_words_or_neither_has() -> None:
    with pytest.raises((RuleBroken, ValueError)):
        position(low=titled("Froid"))
    assert position(low=titled("Froid"), high=titled("Chaud")).low == titled("Froid")


@pytest.mark.parametrize("masked", [True, False])
def test_a_masked_session_draws_nothing_live_and_tells_no_name(masked: bool) -> None:
    plan = position(live=True, named=True)
    assert plan.drawn_live(masked=masked) is not masked
    assert plan.tells_names(masked=masked) is not masked
