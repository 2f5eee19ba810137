"""The clock of a session: whatever happened, its figures add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.sessions.clock import Clock, clock_of, ended
from bot.workshop.sessions.session import Session, SessionState, StepRun, StepState
from tests.builders import NOW, collect, session, step_run

MINUTES = st.integers(1, 240).map(lambda halves: halves / 2)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["wait", "pause", "resume", "next", "back", "extend", "shorten", "end_by"]),
        st.integers(1, 3000),
    ),
    max_size=25,
)


def planned(*minutes: float, first: tuple[float | None, ...] = ()) -> list[StepRun]:
    return [
        replace(
            step_run(collect()),
            id=rank + 1,
            position=rank,
            plan=collect().model_copy(update={"minutes": long}),
            first_minutes=first[rank] if first else long,
        )
        for rank, long in enumerate(minutes)
    ]


def begun(steps: list[StepRun], **changes: Any) -> tuple[Session, list[StepRun]]:
    started = replace(session(state=SessionState.RUNNING), position=0, started_at=NOW)
    return replace(started, **changes), [steps[0].opened(NOW), *steps[1:]]


def read(one: Session, steps: list[StepRun], *, minutes: float = 0) -> Clock:
    found = clock_of(one, steps, NOW + timedelta(minutes=minutes))
    assert found is not None
    return found


@given(st.lists(MINUTES, min_size=1, max_size=6), EVENTS)
def test_what_is_gone_and_what_is_left_make_the_time_there_is_and_the_lateness(
    minutes: list[float], events: list[tuple[str, int]]
) -> None:
    one, steps = begun(planned(*minutes))
    now = NOW
    ran = timedelta()
    for what, amount in events:
        at = one.position or 0
        if what == "wait":
            now += timedelta(seconds=amount)
            ran += timedelta(seconds=0 if one.paused else amount)
        elif what == "pause" and not one.paused:
            one, steps[at] = replace(one, paused=True), steps[at].paused(now)
        elif what == "resume" and one.paused:
            one, steps[at] = replace(one, paused=False), steps[at].resumed(now)
        elif what in ("next", "back"):
            to = at + 1 if what == "next" else at - 1
            if 0 <= to < len(steps):
                left = StepState.CLOSED if what == "next" else StepState.WAITING
                steps[at] = steps[at].closed(now, left)
                steps[to] = steps[to].opened(now)
                one = replace(one, position=to, paused=False)
        elif what == "extend":
            steps[at] = steps[at].extended(amount / 60, now)
        elif what == "shorten":
            plan = steps[-1].plan.model_copy(update={"minutes": 0.5})
            steps[-1] = replace(steps[-1], plan=plan)
        elif what == "end_by":
            one = replace(one, ends_by=now + timedelta(seconds=amount))
        clock = clock_of(one, steps, now)
        assert clock is not None
        assert clock.gone + clock.left == clock.whole + clock.late
        assert clock.in_steps + clock.outside == clock.gone
        assert clock.left >= timedelta() <= clock.outside
        assert clock.projected == now + clock.left == clock.end + clock.late
        assert not (clock.is_late and clock.is_early)
        assert clock.promised == timedelta(minutes=sum(minutes))
        assert ran - timedelta(seconds=len(events)) <= clock.in_steps <= ran


def test_a_session_that_goes_as_planned_is_on_time_at_every_moment() -> None:
    one, steps = begun(planned(10, 20, 30))
    for minutes in (0, 5, 10):
        clock = read(one, steps, minutes=minutes)
        assert (clock.late, clock.gone) == (timedelta(), timedelta(minutes=minutes))
        assert clock.left == timedelta(minutes=60 - minutes)
    assert not clock.is_late
    assert not clock.is_early
    assert clock.to_come == 2


def test_a_pause_and_overtime_make_it_late_and_an_early_move_makes_it_early() -> None:
    one, steps = begun(planned(10, 20, 30))
    over = read(one, steps, minutes=14)
    assert (over.late, over.left_here) == (timedelta(minutes=4), timedelta())
    held = [steps[0].paused(NOW + timedelta(minutes=5)), *steps[1:]]
    paused = read(replace(one, paused=True), held, minutes=8)
    assert (paused.late, paused.outside) == (timedelta(minutes=3), timedelta(minutes=3))
    at = NOW + timedelta(minutes=4)
    moved = [steps[0].closed(at, StepState.CLOSED), steps[1].opened(at), steps[2]]
    early = read(replace(one, position=1), moved, minutes=4)
    assert early.late == -timedelta(minutes=6)
    assert early.is_early


def test_what_was_added_live_is_planned_and_was_not_promised() -> None:
    one, steps = begun(planned(10, 20, first=(10, None)))
    clock = read(one, steps)
    assert (clock.promised, clock.planned) == (timedelta(minutes=10), timedelta(minutes=30))
    assert clock.late == timedelta(minutes=20)


def test_a_step_that_was_taken_out_was_promised_and_what_was_spent_in_it_is_spent() -> None:
    one, steps = begun(planned(10, 20, 30))
    at = NOW + timedelta(minutes=10)
    lived = replace(steps[0].closed(at, StepState.CLOSED), position=1_000_001, was_at=0)
    moved = [lived, replace(steps[1].opened(at), position=0), replace(steps[2], position=1)]
    clock = read(one, moved, minutes=10)
    assert (clock.promised, clock.planned) == (timedelta(hours=1), timedelta(minutes=50))
    assert clock.in_steps == timedelta(minutes=10)
    assert clock.late == timedelta()


def test_a_step_opened_before_the_meeting_takes_none_of_its_time() -> None:
    days = planned(7 * 24 * 60)[0].opened_ahead(NOW)
    ahead = days.closed(NOW, StepState.CLOSED)
    one, steps = begun(planned(1, 20))
    opened = [ahead, steps[1].opened(NOW)]
    clock = read(replace(one, position=1), opened, minutes=5)
    assert (clock.promised, clock.in_steps) == (timedelta(minutes=20), timedelta(minutes=5))
    assert clock.late == timedelta()


def test_the_end_that_was_chosen_stands_for_the_planned_one() -> None:
    one, steps = begun(planned(10, 20, 30), ends_by=NOW + timedelta(minutes=50))
    clock = read(one, steps)
    assert clock.end == NOW + timedelta(minutes=50)
    assert clock.late == timedelta(minutes=10)


def test_a_clock_set_back_takes_nothing_back() -> None:
    one, steps = begun(planned(10, 20))
    clock = read(one, steps, minutes=-10)
    assert (clock.gone, clock.in_steps, clock.outside) == (timedelta(),) * 3


def test_there_is_no_clock_before_the_start_and_it_stands_still_after_the_end() -> None:
    assert clock_of(replace(session(), started_at=None), planned(10), NOW) is None
    one, steps = begun(planned(10, 20))
    at = NOW + timedelta(minutes=12)
    gone = replace(one, state=SessionState.ENDED, ended_at=at)
    over = [steps[0].closed(at, StepState.CLOSED), steps[1]]
    clock = read(gone, over, minutes=500)
    assert (clock.gone, clock.in_steps) == (timedelta(minutes=12),) * 2
    assert (clock.left, clock.to_come) == (timedelta(), 0)


@given(st.integers(-600, 600), st.integers(0, 300), st.integers(0, 300))
def test_a_session_ends_no_sooner_than_its_steps_took(end: int, here: int, before: int) -> None:
    one, steps = begun(planned(10, 20))
    gone = replace(one, state=SessionState.ENDED, ended_at=NOW + timedelta(minutes=end))
    spent = [
        replace(step.closed(NOW, StepState.CLOSED), spent_seconds=60 * took, ahead=ahead)
        for step, took, ahead in zip(steps, (here, before), (False, True), strict=True)
    ]
    assert ended(gone, spent) == NOW + timedelta(minutes=max(end, here))
    clock = read(gone, spent)
    assert clock.gone == timedelta(minutes=max(end, here))
    assert clock.outside == clock.gone - timedelta(minutes=here)
