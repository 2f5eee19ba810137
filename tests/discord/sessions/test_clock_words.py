"""What the clock of a session says: figures that are read side by side agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.interface.words.sessions import clock as words
from bot.workshop.sessions.clock import Clock
from tests.builders import NOW
from tests.discord.acting import fr

NOTHING = timedelta()


def _over(planned: int, gone: int) -> Clock:
    """A session of `planned` minutes that has nothing left to do after `gone` seconds."""
    lasted = timedelta(seconds=gone)
    return Clock(
        began=NOW - lasted,
        now=NOW,
        promised=timedelta(minutes=planned),
        planned=timedelta(minutes=planned),
        in_steps=lasted,
        left_here=NOTHING,
        left_to_come=NOTHING,
        to_come=0,
    )


@given(st.integers(1, 50), st.integers(60, 3500))
def test_how_late_it_is_is_what_is_gone_less_what_was_planned(planned: int, gone: int) -> None:
    clock, line = _over(planned, gone), words.line(_over(planned, gone), fr)
    whole = fr.minutes(planned)
    assert fr("clock.gone", gone=fr.minutes(gone // 60), whole=whole) in line
    if clock.is_late:
        assert fr("clock.late", late=fr.minutes(gone // 60 - planned)) in line


def test_the_time_in_steps_is_said_only_where_some_passed_outside_them() -> None:
    clock = _over(40, 1800)
    assert fr("clock.gone_alone", gone="30 min") in words.whole(clock, fr)
    paused = replace(clock, in_steps=timedelta(minutes=25))
    told = fr("clock.gone_in_full", gone="30 min", steps="25 min")
    assert told + fr("clock.outside", outside="5 min") in words.whole(paused, fr)
