"""Who may read the summary of a session: every case of the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.workshop.memory.reading import Kept, Seen, may_read
from bot.workshop.sessions.permissions import Actor
from bot.workshop.settings.settings import ServerSettings
from tests.builders import NOW

SERVER, COORDINATES, LEADS, CHANNEL = 1, 2, 3, 4
SETTINGS = ServerSettings(SERVER, coordinators_role_id=COORDINATES, facilitator_role_id=LEADS)
KEPT = Kept(session_id=9, channel_id=CHANNEL, ended_at=NOW, was_open=True)
SEES, SEES_NOT, GONE = Seen(frozenset({CHANNEL})), Seen(), Seen(gone=frozenset({CHANNEL}))

# Who they are, and whether they read where they see the channel, do not, where it is gone and was
# open to everyone, where it is gone and was not, and before the release where they see it.
TABLE = """
stranger          . . . . .
took part         . . . . .
took part, may    x . . . .
led               x . x x x
coordinates       x . x . .
of the role       x . . . x
manages           x . x x .
"""


def who(what: str) -> tuple[Actor, ServerSettings, Kept]:
    actor, settings, kept = Actor(7, "Awa"), SETTINGS, KEPT
    if what.startswith("took part"):
        kept = replace(kept, took_part=True)
        settings = replace(settings, participants_read=what.endswith("may"))
    elif what == "led":
        kept = replace(kept, led=True)
    elif what == "coordinates":
        actor = replace(actor, role_ids=frozenset({COORDINATES}))
    elif what == "of the role":
        actor = replace(actor, role_ids=frozenset({LEADS}))
    elif what == "manages":
        actor = replace(actor, manages=True)
    return actor, settings, kept


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_who_reads_what(row: str) -> None:
    what, expected = row[:18].strip(), [mark == "x" for mark in row[18:].split()]
    actor, settings, kept = who(what)
    closed, waiting = replace(kept, was_open=False), replace(kept, released=False)
    found = [
        may_read(actor, settings, kept, SEES),
        may_read(actor, settings, kept, SEES_NOT),
        may_read(actor, settings, kept, GONE),
        may_read(actor, settings, closed, GONE),
        may_read(actor, settings, waiting, SEES),
    ]
    assert found == expected


def test_a_role_that_nobody_chose_is_nobodys() -> None:
    assert not may_read(Actor(7, "Awa"), ServerSettings(SERVER), KEPT, SEES)
    everyone = ServerSettings(SERVER, facilitator_role_id=SERVER)
    of_everyone = Actor(7, "Awa", frozenset({SERVER}))
    assert not may_read(of_everyone, everyone, KEPT, SEES)
