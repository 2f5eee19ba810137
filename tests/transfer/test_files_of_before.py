"""Files that a Gommette of before exported: they lack the fields that came since."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.services.context import Context
from bot.services.records import record as read_record
from bot.services.transfer.importing import Brought, bring_in
from bot.services.transfer.reading import CannotImport
from bot.store import Database
from tests.builders import CHANNEL, SERVER
from tests.exported import as_json
from tests.reports.test_data import full
from tests.transfer.generated import promised
from tests.transfer.test_importing import LATER

# What votes came to have once sessions could be brought in.
OF_THE_VOTE = ("mended", "sealed", "reasons")
OF_ITS_PLAN = (
    "seats", "threshold", "base", "base_size", "seed", "money", "costs", "currency", "sharing",
    "marking", "dates", "zone", "sealed", "passive",
)  # fmt: skip


def of_before() -> tuple[str, dict[str, Any]]:
    """Return a session as it is exported today, and as it was before votes had all their ways."""
    today = as_json(promised(full()))
    before: dict[str, Any] = json.loads(today)
    for vote in before["votes"]:
        for name in OF_THE_VOTE:
            vote.pop(name)
        for choice in vote["choices"]:
            for name in ("date", "cost"):
                choice.pop(name, None)
        step = before["steps"][vote["step"] - 1]
        for name in OF_ITS_PLAN:
            step["plan"].pop(name)
        step["plan"]["electors"].pop("also")
        step["outcome"].pop("lost")
    return today, before


async def brought(database: Database, said: dict[str, Any]) -> Brought:
    return await bring_in(database, json.dumps(said).encode(), SERVER, CHANNEL, LATER)


async def test_what_a_file_of_before_leaves_out_is_as_usual(database: Database) -> None:
    today, before = of_before()
    assert before["votes"]
    done = await brought(database, before)
    assert as_json(await read_record(Context(database), done.session_id)) == today


@pytest.mark.parametrize("name", ["winners", "ranking"])
async def test_a_figure_of_a_result_is_not_left_out(database: Database, name: str) -> None:
    _, before = of_before()
    before["votes"][0]["result"].pop(name)
    with pytest.raises(CannotImport, match=r"at votes\.0\.result"):
        await brought(database, before)
