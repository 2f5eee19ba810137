from __future__ import annotations

from bot.workshop.sessions.permissions import Actor, can_change, can_prepare, can_steer
from tests.builders import ALIX, NOUR, ROLE


def test_those_who_lead_the_session_and_the_facilitator_role_can_steer() -> None:
    with_role = Actor(ALIX.user_id, ALIX.name, frozenset({ROLE, 5}))
    leads = frozenset({NOUR.user_id})
    assert can_steer(NOUR, leads, None)
    assert can_steer(with_role, leads, ROLE)
    assert not can_steer(ALIX, leads, ROLE)
    assert not can_steer(with_role, leads, None)
    assert not can_steer(with_role, leads, ROLE + 1)


def test_a_server_with_a_facilitator_role_has_it_prepare_scenarios() -> None:
    with_role = Actor(ALIX.user_id, ALIX.name, frozenset({ROLE}))
    manages = Actor(ALIX.user_id, ALIX.name, manages=True)
    assert can_prepare(with_role, ROLE)
    assert can_prepare(manages, ROLE)
    assert not can_prepare(NOUR, ROLE)
    assert can_change(with_role, NOUR.user_id, ROLE)
    assert can_change(manages, NOUR.user_id, ROLE)
    assert not can_change(NOUR, NOUR.user_id, ROLE), "who left the role leaves what it does"


def test_without_a_role_everyone_prepares_and_changes_their_own() -> None:
    assert can_prepare(NOUR, None)
    assert can_change(NOUR, NOUR.user_id, None)
    assert not can_change(ALIX, NOUR.user_id, None)
    assert can_change(Actor(ALIX.user_id, ALIX.name, manages=True), NOUR.user_id, None)
