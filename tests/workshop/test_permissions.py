from __future__ import annotations

from bot.workshop.permissions import Actor, can_steer
from tests.builders import ALIX, NOUR, ROLE


def test_those_who_lead_the_session_and_the_facilitator_role_can_steer() -> None:
    with_role = Actor(ALIX.user_id, ALIX.name, frozenset({ROLE, 5}))
    leads = frozenset({NOUR.user_id})
    assert can_steer(NOUR, leads, None)
    assert can_steer(with_role, leads, ROLE)
    assert not can_steer(ALIX, leads, ROLE)
    assert not can_steer(with_role, leads, None)
    assert not can_steer(with_role, leads, ROLE + 1)
