"""The rest of a session, fitted in the time that is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.workshop.sessions.clock import Clock, clock_of
from bot.workshop.sessions.fitting import UNIT, Fit, Stuck, Way, fits, shared_out
from bot.workshop.sessions.session import SessionState, StepRun
from tests.builders import NOW, collect, session, step_run

MINUTE = timedelta(minutes=1)
STEPS = st.lists(st.tuples(st.integers(1, 120), st.booleans()), min_size=1, max_size=8)


def coming(*steps: tuple[float, bool]) -> list[StepRun]:
    return [
        replace(
            step_run(collect()),
            id=rank + 2,
            position=rank + 1,
            plan=collect().model_copy(update={"minutes": long, "optional": optional}),
            first_minutes=long,
        )
        for rank, (long, optional) in enumerate(steps)
    ]


def at(minutes_left: float, here: float, steps: list[StepRun]) -> tuple[Clock, StepRun]:
    """The clock when so many minutes are left before the end, `here` of which in this step."""
    plan = collect().model_copy(update={"minutes": 30})
    first = replace(step_run(plan), id=1, first_minutes=30).opened(NOW)
    current = replace(first, closes_at=NOW + here * MINUTE)
    one = replace(
        session(state=SessionState.RUNNING),
        position=0,
        started_at=NOW,
        ends_by=NOW + minutes_left * MINUTE,
    )
    clock = clock_of(one, [current, *steps], NOW)
    assert clock is not None
    return clock, current


def told(minutes_left: float, here: float, *steps: tuple[float, bool]) -> tuple[Fit, ...] | Stuck:
    plan = coming(*steps)
    clock, current = at(minutes_left, here, plan)
    return fits(clock, plan, current)


def lengths(fit: Fit) -> list[float | None]:
    return [None if one.after is None else one.after / MINUTE for one in fit.steps]


@given(st.integers(0, 200), st.sampled_from([0, 1, 2, 7.5, 20]), STEPS)
def test_what_is_proposed_ends_in_time_and_uses_all_of_it(
    minutes_left: int, here: float, steps: list[tuple[int, bool]]
) -> None:
    plan = coming(*((halves / 2, optional) for halves, optional in steps))
    clock, current = at(minutes_left, here, plan)
    found = fits(clock, plan, current)
    if isinstance(found, Stuck):
        if found is Stuck.TOO_LATE:
            needed = [step for step in plan if not step.plan.optional]
            least = sum(min(1, step.plan.minutes) for step in needed) + min(here, 1)
            assert least > minutes_left or not needed
        return
    for fit in found:
        assert [one.step.id for one in fit.steps] == [step.id for step in plan], "their order"
        left_here = clock.left_here
        if fit.here is not None:
            assert fit.here.after is not None
            assert MINUTE <= fit.here.after <= clock.left_here
            left_here = fit.here.after
        kept = [one.after for one in fit.steps if one.after is not None]
        total = sum(kept, left_here)
        assert total <= clock.end - clock.now
        for one in fit.steps:
            assert one.before == one.step.plan.timebox
            if one.after is None:
                assert fit.way is Way.LEAVE_OUT
                assert one.step.plan.optional
            elif fit.way is Way.LENGTHEN:
                assert one.after >= one.before
            else:
                assert min(MINUTE, one.before) <= one.after <= one.before
        if fit.way is not Way.LEAVE_OUT:
            assert clock.end - clock.now - total < UNIT, "no half minute is left over"


@given(st.lists(st.integers(1, 200).map(Fraction), min_size=1, max_size=12), st.integers(0, 3000))
def test_shares_add_up_and_keep_the_proportions(planned: list[Fraction], more: int) -> None:
    least = [min(2, int(length)) for length in planned]
    units = sum(least) + more
    shares = shared_out(planned, units)
    assert sum(shares) == units
    assert all(share >= low for share, low in zip(shares, least, strict=True))
    for one, mine in zip(planned, shares, strict=True):
        for other, theirs in zip(planned, shares, strict=True):
            if one > other:
                assert mine >= theirs
    free = [(p, s) for p, s in zip(planned, shares, strict=True) if s > 2]
    if len(free) == len(planned):
        whole = sum(planned)
        assert all(abs(s - p * units / whole) < 1 for p, s in free)


def test_all_are_shortened_in_proportion_or_what_is_optional_goes() -> None:
    found = told(30, 0, (20, False), (10, True), (30, False))
    assert not isinstance(found, Stuck)
    shorter, without = found
    assert (shorter.way, lengths(shorter)) == (Way.SHORTEN, [10, 5, 15])
    assert (without.way, lengths(without)) == (Way.LEAVE_OUT, [12, None, 18])


def test_no_more_is_left_out_than_it_takes_and_the_others_stay_as_they_are() -> None:
    found = told(40, 0, (10, True), (20, False), (10, True), (10, True))
    assert not isinstance(found, Stuck)
    assert lengths(found[1]) == [10, 20, 10, None]


def test_what_is_left_of_the_step_under_way_is_shortened_where_there_is_enough_of_it() -> None:
    found = told(15, 10, (20, False))
    assert not isinstance(found, Stuck)
    assert found[0].here is not None
    assert found[0].here.after == 5 * MINUTE
    assert lengths(found[0]) == [10]
    found = told(11, 1, (20, False))
    assert not isinstance(found, Stuck)
    assert found[0].here is None
    assert lengths(found[0]) == [10]


def test_time_that_was_gained_is_given_to_the_steps_to_come() -> None:
    found = told(40, 0, (10, False), (20, False))
    assert not isinstance(found, Stuck)
    (longer,) = found
    assert (longer.way, lengths(longer)) == (Way.LENGTHEN, [13.5, 26.5])


def test_why_nothing_is_proposed() -> None:
    assert told(30, 0, (30, False)) is Stuck.ON_TIME
    assert told(0, 0, (30, False)) is Stuck.PASSED
    assert told(1, 0, (30, False), (10, False)) is Stuck.TOO_LATE
    assert told(5, 0) is Stuck.ON_TIME
    assert told(1, 3) is not Stuck.LAST, "what is left of the last step can be shortened"


def test_a_step_that_was_set_aside_is_never_left_out_nor_made_longer() -> None:
    plan = coming((20, True), (10, False))
    plan[0] = replace(plan[0], left_seconds=125, left_at=NOW)
    clock, current = at(8, 0, plan)
    found = fits(clock, plan, current)
    assert not isinstance(found, Stuck)
    (only,) = found
    aside, other = (one.after for one in only.steps)
    assert aside is not None
    assert other is not None
    assert aside <= timedelta(seconds=125)
    assert timedelta(minutes=7) < aside + other <= timedelta(minutes=8)
