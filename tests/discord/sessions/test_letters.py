"""Each kind of letter has its drawer; a letter of a kind unknown here is never marked as said."""

from __future__ import annotations

import logging

import pytest

from bot.interface.letters import DRAWERS
from bot.interface.sending.drawer import Drawer
from bot.store.outbox import Saying
from tests.discord.acting import Room, database, rows
from tests.introspection import leaves_of, path_of


@pytest.mark.parametrize("kind", Saying)
def test_a_kind_of_letter_has_its_drawer(kind: Saying) -> None:
    assert kind in DRAWERS, (
        f"nothing says letters “{kind}”: write a drawer beside the words of its capability"
        " (bot/interface/words/<capability>.py) and add it to DRAWERS in bot/interface/letters.py"
    )


@pytest.mark.parametrize("drawer", leaves_of(Drawer, "bot.interface.words"))
def test_a_drawer_draws_some_kind_of_letter(drawer: type[Drawer]) -> None:
    assert drawer in {type(held) for held in DRAWERS.values()}, (
        f"{drawer.__name__} of {path_of(drawer)} draws nothing: give its letters a name in Saying"
        " (bot/store/outbox.py) and add it to DRAWERS in bot/interface/letters.py"
    )


async def test_a_letter_of_an_unknown_kind_stays_with_its_failure(
    hall: Room, caplog: pytest.LogCaptureFixture
) -> None:
    """Such a row was written by an older or a newer program."""
    await hall.open("essai")
    said = len(hall.texts)
    async with hall.stage.stopped() as path:
        with database(path) as connection:
            connection.execute(
                "INSERT INTO outbox (session_id, channel_id, kind, created_at)"
                " SELECT id, channel_id, 'of_tomorrow', created_at FROM sessions"
            )
        caplog.set_level(logging.WARNING, "bot.outbox")
    await hall.stage.later(3600)
    ((failure,),) = rows(hall.path, "SELECT failure FROM outbox WHERE kind = 'of_tomorrow'")
    assert "of_tomorrow" in failure
    told = [record for record in caplog.records if "of_tomorrow" in record.getMessage()]
    assert len(told) == 1
    assert len(hall.texts) == said
    await hall.steer("lead.start")
    assert len(hall.texts) == said + 1, "what comes after it is said"
