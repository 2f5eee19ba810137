from __future__ import annotations

from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from bot.workshop.sessions.session import RETENTION, SessionState, StepState
from tests.builders import NOW, collect, session, step_run

TEN = timedelta(minutes=10)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["run", "pause"]), st.integers(0, 1500)),
        st.tuples(st.just("extend"), st.integers(1, 15)),
        st.tuples(st.just("extend while paused"), st.integers(1, 15)),
    ),
    max_size=15,
)


@given(EVENTS)
@example([("run", 900), ("extend", 5)])
@example([("run", 900), ("extend while paused", 5), ("run", 10)])
def test_time_spent_leaves_pauses_out_and_what_is_left_goes_on(
    events: list[tuple[str, int]],
) -> None:
    now = NOW
    step = step_run(collect(minutes=10)).opened(now)
    ran, remaining = 0, 600  # in seconds; negative once in overtime
    for what, amount in events:
        if what == "run":
            now += timedelta(seconds=amount)
            ran += amount
            remaining -= amount
        elif what == "extend":
            step = step.extended(amount, now)
            remaining = max(0, remaining) + 60 * amount
        else:
            step = step.paused(now)
            remaining = max(0, remaining)
            assert step.left_seconds == remaining
            assert step.closes_at is None
            assert not step.overtime(now + timedelta(days=1))
            if what == "extend while paused":
                step = step.extended(amount, now)
                remaining += 60 * amount
            else:
                now += timedelta(seconds=amount)
            assert step.spent(now) == ran
            step = step.resumed(now)
        assert step.spent(now) == ran
        assert step.closes_at == now + timedelta(seconds=remaining)
        assert step.overtime(now) == (remaining <= 0)
    closed = step.closed(now, StepState.CLOSED)
    assert (closed.spent_seconds, closed.spent(now + TEN)) == (ran, ran)
    assert (closed.closes_at, closed.left_seconds, closed.running_since) == (None, None, None)


@given(st.lists(st.tuples(st.floats(0, 90), st.floats(0, 90)), max_size=12))
def test_a_pause_costs_less_than_a_second_and_never_gives_time(
    stretches: list[tuple[float, float]],
) -> None:
    now = NOW
    step = step_run(collect(minutes=60)).opened(now)
    ran = timedelta()
    for running, pausing in stretches:
        now += timedelta(seconds=running)
        ran += timedelta(seconds=running)
        step = step.paused(now)
        now += timedelta(seconds=pausing)
        step = step.resumed(now)
    lost = timedelta(seconds=len(stretches))
    assert ran - lost <= timedelta(seconds=step.spent(now)) <= ran
    assert step.closes_at is not None
    assert timedelta(hours=1) - ran - lost <= step.closes_at - now <= timedelta(hours=1) - ran


def test_a_step_opens_with_its_whole_timebox() -> None:
    step = step_run(collect(minutes=10)).opened(NOW)
    assert step.is_open
    assert step.closes_at == NOW + TEN
    assert not step.overtime(NOW + TEN - timedelta(microseconds=1))
    assert step.overtime(NOW + TEN)


def test_a_reopened_step_adds_to_the_time_already_spent() -> None:
    once = step_run().opened(NOW).closed(NOW + TEN, StepState.WAITING)
    again = once.opened(NOW + 3 * TEN)
    assert again.closes_at == NOW + 4 * TEN
    assert again.spent(NOW + 4 * TEN) == 20 * 60


def test_a_clock_set_back_does_not_unspend_time() -> None:
    assert step_run().opened(NOW).spent(NOW - TEN) == 0


def test_raw_data_is_kept_ninety_days_from_the_end() -> None:
    assert session().raw_until is None
    assert RETENTION.days == 90
    ended = session(state=SessionState.ENDED, ended_at=NOW)
    assert ended.raw_until == NOW + RETENTION
