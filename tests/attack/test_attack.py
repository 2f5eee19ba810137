"""Every promise of secrecy, attacked: no attack rebuilds who wrote or voted what, and each finds
the leak that is planted for it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.attack.attacks import ATTACKS
from tests.attack.evidence import Evidence
from tests.attack.leaks import LEAKS, Leak
from tests.attack.play import BALLOTS, IDEAS, NAMES, play
from tests.store.seeing import rows


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """The session, played once."""
    return await play(tmp_path_factory.mktemp("attack"))


@pytest.mark.asyncio(loop_scope="session")
async def test_the_attackers_hold_what_there_is(evidence: Evidence) -> None:
    kinds = {file.suffix for file in evidence.published}
    assert {".md", ".json", ".png"} <= kinds
    assert len(evidence.databases) == 3, "the live file, and the copies made open and closed"
    assert len(evidence.document["votes"]) == len(BALLOTS) + 1, "and one on the wall"
    # One is hidden by the facilitators, one was withdrawn.
    assert len(evidence.document["postits"]) == (IDEAS + 1) * len(NAMES) - 2
    texts = {v for _, _, held in evidence.tables() for row in held for v in row.values()}
    late = {text for text in evidence.truth if "tardive" in text or "après l'heure" in text}
    assert evidence.truth.keys() - texts == late, "two came late, and are not kept"
    filled = {name for _, name, held in evidence.tables() if held}
    assert {"private_reminders", "vote_options", "consent_answers", "consent_remarks"} <= filled
    assert {"sorting_rounds", "rate_remarks", "position_told", "turn_words"} <= filled
    assert {"small_groups", "group_rounds", "election_nominations", "election_names"} <= filled
    assert len(evidence.early) == len(NAMES)
    answers = {"sorting_answers", "handfuls", "sorters_aside", "rate_marks", "positions"}
    answers |= {"turn_seats", "floor_times", "group_members", "postit_groups", "group_moves"}
    assert not {*answers, "keys"} & filled
    held = {(row.get("step_id"), row.get("content")) for _, _, r in evidence.tables() for row in r}
    assert evidence.cast.keys() <= held


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.asyncio(loop_scope="session")
async def test_nothing_is_rebuilt(evidence: Evidence, name: str) -> None:
    assert ATTACKS[name](evidence) == set()


@pytest.mark.asyncio(loop_scope="session")
async def test_a_copy_made_while_the_session_ran_holds_nothing_of_it(evidence: Evidence) -> None:
    (copy,) = [file for file in evidence.databases if file.parent.name == "open"]
    assert rows(copy, "SELECT * FROM sessions") == []
    assert not any(text.encode() in copy.read_bytes() for text in evidence.truth)


@pytest.mark.parametrize(("leak", "name"), LEAKS, ids=[leak.__name__ for leak, _ in LEAKS])
@pytest.mark.asyncio(loop_scope="session")
async def test_a_leak_that_is_planted_is_found(
    evidence: Evidence, tmp_path: Path, leak: Leak, name: str
) -> None:
    folder = tmp_path / "files"
    shutil.copytree(evidence.folder, folder)
    copy = replace(evidence, folder=folder)
    with closing(sqlite3.connect(folder / "gommette.db")) as database:
        leaking = leak(copy, database) or copy
        database.commit()
    claims = ATTACKS[name](leaking)
    assert claims
    right = [(secret, person) for secret, person in claims if leaking.person_of(secret) == person]
    assert right or name in ("cards_of_votes", "named_in_public"), "and it names the right person"


def test_each_attack_has_a_leak_that_it_finds() -> None:
    assert {name for _, name in LEAKS} == set(ATTACKS)
