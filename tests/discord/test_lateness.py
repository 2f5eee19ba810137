"""Presses that come too late: not carried out, told once in the log; never for a wrong clock."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import discord
import pytest

from bot.interface.pressing.lateness import LIMIT, Lateness, its_turn
from bot.store import Database
from tests.discord.acting import Room, ids_of
from tests.discord.forging import aged, press_id

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clocks:
    """Discord's clock, this machine's, which is `wrong` by so much, and one that is never set."""

    def __init__(self, wrong: float = 0.0) -> None:
        self.seconds = 0.0
        self.wrong = wrong
        self.lateness = Lateness(
            lambda: NOON + timedelta(seconds=self.seconds + self.wrong), lambda: 77 + self.seconds
        )

    def press(self, on_its_way: float) -> float:
        """Return what is thought of the age of a press, once it arrives."""
        made = discord.utils.time_snowflake(NOON + timedelta(seconds=self.seconds))
        self.seconds += on_its_way
        return self.lateness.age(made)


@pytest.mark.parametrize("wrong", [0.0, 0.4, 3600.0, -86_400.0])
def test_the_age_of_a_press_does_not_depend_on_the_clock_of_the_machine(wrong: float) -> None:
    clocks = Clocks(wrong)
    assert clocks.press(0.1) == 0
    assert clocks.press(0.1) == pytest.approx(0, abs=0.002)
    assert clocks.press(5.1) == pytest.approx(5, abs=0.002)
    assert clocks.press(0.2) == pytest.approx(0.1, abs=0.002)


@pytest.mark.parametrize("by", [-30.0, 30.0])
def test_a_clock_that_is_set_makes_nobody_late(by: float) -> None:
    clocks = Clocks()
    clocks.press(0.1)
    clocks.wrong += by
    assert clocks.press(0.1) <= LIMIT
    assert clocks.press(5) > LIMIT


def test_clocks_that_drift_make_nobody_late() -> None:
    clocks = Clocks()
    for _ in range(5000):  # the time of Discord runs a thousandth slower than ours, for days
        clocks.seconds += 60
        made = discord.utils.time_snowflake(NOON + timedelta(seconds=clocks.seconds * 0.999))
        assert clocks.lateness.age(made) < LIMIT


def test_when_everything_seems_late_for_long_it_is_the_estimate_that_is_wrong() -> None:
    clocks = Clocks()
    clocks.press(0.1)

    def from_a_clock_set_back() -> float:
        clocks.seconds += 1
        moment = NOON + timedelta(seconds=clocks.seconds - 60)
        return clocks.lateness.age(discord.utils.time_snowflake(moment))

    ages = [from_a_clock_set_back() for _ in range(60)]
    assert ages[0] > LIMIT
    assert max(ages[31:]) < LIMIT


@dataclass
class _Response:
    done: bool = False

    def is_done(self) -> bool:
        return self.done


@dataclass
class _Pressed:
    """What is asked of an interaction to know whether it is late."""

    id: int
    response: _Response = field(default_factory=_Response)


@pytest.mark.parametrize("promised", [False, True])
async def test_what_waited_too_long_for_its_turn_is_not_begun(
    tmp_path: Path, promised: bool
) -> None:
    database = await Database.open(tmp_path / "gommette.db")
    database.admit = its_turn
    clocks = Clocks()
    clocks.press(0.0)
    pressed = _Pressed(discord.utils.time_snowflake(NOON), _Response(promised))
    begun: list[str] = []

    async def answer(_: discord.Interaction) -> None:
        begun.append("answer")
        async with database.write():
            begun.append("write")

    carried = clocks.lateness.carry_out(cast(discord.Interaction, pressed), answer)
    async with database.write():
        waiting = asyncio.create_task(carried)
        await asyncio.sleep(0)
        clocks.seconds += LIMIT + 1
    await waiting
    # Who was promised an answer waits for it a quarter of an hour.
    assert begun == (["answer", "write"] if promised else ["answer"])
    await clocks.lateness.close()
    await database.close()


async def test_a_press_that_nobody_waits_for_changes_nothing(
    hall: Room, caplog: pytest.LogCaptureFixture
) -> None:
    await hall.play("essai", "collect")
    before = hall.open_step()["position"]
    here = hall.panel
    (button,) = ids_of(here, "lead.next")
    with caplog.at_level(logging.WARNING, "bot.interface.pressing.lateness"):
        await hall.lead.press(here, "lead.panel")  # in time: it is against this one
        with aged(hall, LIMIT + 1):
            for _ in range(3):
                late = await press_id(hall, hall.lead, here, button)
                assert not late.result.acknowledged
        await hall.stage.later(20)
    assert len(hall.stage.unanswered) == 3
    hall.stage.unanswered.clear()
    assert hall.open_step()["position"] == before
    told = [r.getMessage() for r in caplog.records if r.name == "bot.interface.pressing.lateness"]
    assert told == ["3 presses came too late to be answered"]
    await press_id(hall, hall.lead, here, button)
    assert hall.open_step()["position"] != before
