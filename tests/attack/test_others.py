"""The same attacks on a signed session, whose ballots alone are secret, and on the demo itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.rehearsal.plays import PLAYS
from tests.attack.attacks import ATTACKS, named_in_public
from tests.attack.demo import overheard
from tests.attack.evidence import Evidence
from tests.attack.leaks import Leak, a_name_beside, a_voter_beside
from tests.attack.signed import play_signed


def claims(found: Evidence, *, named: bool = False) -> dict[str, object]:
    """Return what each attack claims, of those that claim something; names are no secret of a
    session that is `named`."""
    made = {
        name: attack(found)
        for name, attack in ATTACKS.items()
        if not named or attack is not named_in_public
    }
    return {name: found for name, found in made.items() if found}


def plant(found: Evidence, leak: Leak) -> None:
    """Plant a leak in the database that was left."""
    with closing(sqlite3.connect(found.folder / "demo.db")) as database:
        leak(found, database)
        database.commit()


async def test_of_a_signed_session_no_ballot_is_rebuilt(tmp_path: Path) -> None:
    found = await play_signed(tmp_path)
    assert len(found.cast) == len(found.names)
    filled = {name for _, name, held in found.tables() if held}
    assert {"counted_ballots", "turnout", "private_reminders"} <= filled
    assert claims(found, named=True) == {}


async def test_of_a_masked_play_of_the_demo_nothing_is_rebuilt(tmp_path: Path) -> None:
    found = await overheard(PLAYS["checkin"], 12, tmp_path)
    texts = {v for _, _, held in found.tables() for row in held for v in row.values()}
    assert len(found.truth.keys() & texts) == len(found.names) == 12
    assert {".md", ".json", ".png"} <= {file.suffix for file in found.published}
    assert claims(found) == {}
    plant(found, a_name_beside)
    assert "same_row" in claims(found)


@pytest.mark.parametrize("people", [8, 12])
async def test_of_a_secret_vote_of_the_demo_nothing_is_rebuilt(tmp_path: Path, people: int) -> None:
    found = await overheard(PLAYS["judgment"], people, tmp_path)
    assert len(found.votes) == people
    assert len(set(found.cast.values())) >= people - 1, "two may have judged alike"
    assert claims(found, named=True) == {}
    plant(found, a_voter_beside)
    assert "same_row" in claims(found, named=True)
