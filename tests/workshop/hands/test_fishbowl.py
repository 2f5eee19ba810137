"""A fishbowl, whatever people press: no chair stays empty while someone waits for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.errors import Refusal
from bot.workshop.hands.hand import LEAST_CHAIRS, MOST_CHAIRS, Raised
from bot.workshop.hands.queue import Hands

START = datetime(2030, 1, 15, 18, tzinfo=UTC)
PRESSES = st.tuples(
    st.sampled_from(["raise", "lower", "back", "free", "pause", "go on", "close", "open"]),
    st.integers(1, 12),
    st.integers(0, 60),
)


def pressed(hands: Hands, what: str, person: int, now: datetime) -> Hands:
    match what:
        case "raise":
            return hands.with_hand(person, f"P{person}", Raised.HAND)
        case "lower":
            return hands.without_hand(person, Raised.HAND)
        case "pause":
            return hands.held(now)
        case "go on":
            return hands.going_on(now)
        case "close":
            return hands.closed(now)
        case "open":
            return hands.opened()
    return hands.given_back(person, now)


@given(st.integers(LEAST_CHAIRS, MOST_CHAIRS), st.lists(PRESSES, max_size=60))
def test_whoever_waits_takes_the_next_free_chair(
    chairs: int, presses: list[tuple[str, int, int]]
) -> None:
    hands, now = replace(Hands(step=1).opened(), chairs=chairs), START
    for what, person, seconds in presses:
        now += timedelta(seconds=seconds)
        try:
            waiting = pressed(hands, what, person, now)
        except Refusal:
            continue
        hands = waiting.filled(now)
        seated = [seat.person for seat in hands.seated]
        assert len(seated) <= chairs
        assert len(set(seated)) == len(seated), "nobody has two chairs"
        assert not set(seated) & {hand.person for hand in hands.raised}, "who sits waits no more"
        if hands.open and hands.raised:
            assert hands.free_chair is None, "nobody waits beside an empty chair"
        came = set(seated) - {seat.person for seat in waiting.seated}
        for newcomer in came:
            for hand in hands.raised:
                assert hands.had(newcomer) <= hands.had(hand.person), "who sat less comes first"
    assert sum(had.turns for had in hands.spoken.values()) == len(hands.over)
