"""Small groups come back with what they wrote and kept; what an older file does not say is none."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.reports.record import SessionRecord
from bot.store import Database
from bot.workshop.subgroups.group import Group
from tests.builders import collect, discuss, subgroups
from tests.exported import as_json
from tests.reports.builders import postits, record
from tests.transfer.generated import promised
from tests.transfer.test_importing import same


def worked() -> SessionRecord:
    """Two tables, then the group that they made."""
    made = record([collect(), subgroups(), subgroups(follows="merge"), discuss()])
    first, pairs, four = [step.id for step in made.steps[:3]]
    alone, one, untold, other = postits(["Seul", "Un banc", "Sans numéro", "Un arbre"], "Alix")
    wall = (
        replace(alone, step_id=first),
        replace(one, step_id=pairs, group=1),
        replace(untold, step_id=pairs),
        replace(other, step_id=four, group=1, number=None),
    )
    groups = {
        pairs: (
            Group(1, pairs, 1, "Le jardin", (), hosted=True),
            Group(2, pairs, 2, None, (), hosted=True),
        ),
        four: (Group(3, four, 1, None, (), merged=(1, 2), kept=(alone.id, one.id)),),
    }
    return replace(promised(made), postits=wall, groups=groups)


async def test_they_come_back_the_same(database: Database) -> None:
    await same(database, worked())


async def test_the_export_tells_them_by_number_and_nobody_of_them() -> None:
    told = json.loads(as_json(worked()))
    assert told["groups"] == [
        {"step": 2, "group": 1, "name": "Le jardin", "table": True, "joins": []},
        {"step": 2, "group": 2, "name": None, "table": True, "joins": []},
        {"step": 3, "group": 1, "name": None, "table": False, "joins": [1, 2]},
    ]
    kept = [{"step": 3, "group": 1}]
    found = {one["text"]: (one.get("group"), one.get("kept_by")) for one in told["postits"]}
    assert found == {
        "Seul": (None, kept),
        "Un banc": (1, kept),
        "Un arbre": (1, None),
        "Sans numéro": (None, None),
    }


async def test_without_groups_nothing_is_said_of_any(database: Database) -> None:
    bare = promised(record([collect(), discuss()], postits=postits(["Un banc"], "Alix")))
    told = json.loads(as_json(bare))
    assert "groups" not in told
    assert "group" not in told["postits"][0]
    await same(database, bare)
