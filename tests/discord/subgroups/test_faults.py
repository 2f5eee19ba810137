"""One request after the other goes wrong: everyone comes home, and nothing of ours is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.discord.acting import room
from tests.discord.subgroups.faulty import Fault, Line
from tests.discord.subgroups.gathering import Meeting, groups_recipe, meeting
from tests.discord.subgroups.nobody_left import nobody_left


async def there_and_back(met: Meeting, line: Line, number: int, fault: Fault) -> bool:
    """Have everyone go to their groups and back, with a fault at a request; return whether there
    was such a request."""
    hall = met.hall
    line.strike(number, fault)
    await met.lead("subgroup.out")
    await met.settle(1)
    await restarted(met, line)
    await met.settle(30)
    # Whose group was refused its thread works from the card.
    alone = {met.people[-1].id} if line.refused("/threads") else set()
    assert met.in_rooms() | met.in_threads() == set(met.ids) - alone
    await met.back()
    await met.settle(1)
    await restarted(met, line)
    await met.settle(30)
    assert met.in_rooms() == set()
    await met.cleared()
    await restarted(met, line)
    await met.cleared()
    await nobody_left(hall, met.home.id, met.ids[:-1])
    return line.struck


async def restarted(met: Meeting, line: Line) -> None:
    """Start the bot again where its line is cut."""
    if line.struck and line.fault and line.fault[1] in (Fault.CUT, Fault.CUT_AFTER):
        line.fault = None
        await met.hall.stage.restart()
        line.attach()
        await met.settle(1)


@pytest.mark.parametrize("fault", list(Fault))
async def test_a_fault_at_each_request_in_turn(tmp_path: Path, fault: Fault) -> None:
    async with room(tmp_path / "gommette.db", {"groups": groups_recipe()}) as hall:
        met = await meeting(hall, 5, voice=4)  # one is not in voice: their group has a thread
        line = Line(hall.stage)
        await met.form()
        await met.arrive(met.people[-1])
        await met.back()
        await met.cleared()
        number = 0
        while await there_and_back(met, line, number, fault):
            number += 1
        assert number >= 14, "requests that were never struck"
        hall.stage.refused.clear()
        assert hall.faults.logged == []
