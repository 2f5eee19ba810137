"""People are brought to the rooms and threads of their groups, and back."""

from __future__ import annotations

from pathlib import Path

from tests.discord.acting import room
from tests.discord.subgroups.gathering import groups_recipe, meeting
from tests.discord.subgroups.nobody_left import nobody_left


async def test_people_go_to_their_rooms_and_come_back(tmp_path: Path) -> None:
    async with room(tmp_path / "gommette.db", {"groups": groups_recipe()}) as hall:
        met = await meeting(hall)
        await met.form()
        assert sorted(met.rooms().values()) == ["Groupe 1 · Recipe", "Groupe 2 · Recipe"]
        assert met.in_rooms() == set(met.ids)
        assert met.seats()[hall.lead.id] == met.home.id
        assert met.threads() == {}
        await met.back()
        assert met.in_rooms() == set()
        assert len(met.rooms()) == 2
        await met.cleared()
        await nobody_left(hall, met.home.id, met.ids)
