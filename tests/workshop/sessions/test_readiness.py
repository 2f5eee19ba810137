"""When everyone is ready."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.sessions.readiness import Tally

few = st.integers(0, 4)


@given(few, few, few, few, few)
def test_everyone_is_ready_when_nobody_is_missing_and_two_are(
    people: int, missing: int, room: int, missing_in_room: int, leading: int
) -> None:
    now = Tally(people + missing, people, room + missing_in_room, room, leading)
    assert now.to_remind == missing
    assert now.awaited - now.there == missing + missing_in_room
    assert now.ready == people + room + leading
    nobody_missing = not missing and not missing_in_room
    assert now.everyone == (nobody_missing and people + room > 0 and now.ready >= 2)
