"""Every promise of secrecy, attacked: no attack rebuilds who wrote or voted what, and each finds
the leak that is planted for it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.workshop.sessions.session import author_reference
from tests.attack.attacks import ATTACKS
from tests.attack.evidence import Evidence, Moment
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
    assert len(evidence.document["votes"]) == len(BALLOTS)
    assert len(evidence.document["postits"]) == IDEAS * len(NAMES)
    texts = {v for _, _, held in evidence.tables() for row in held for v in row.values()}
    assert len(evidence.truth.keys() & texts) == len(evidence.truth) - 1, "the late one is not kept"
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


# Leaks, each in a copy of the evidence, and the attack that must find it.

Leak = Callable[[Evidence, sqlite3.Connection], Evidence | None]


def first(evidence: Evidence) -> tuple[str, int]:
    return next(iter(evidence.truth.items()))


def a_name_beside(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    database.execute(
        "UPDATE postits SET author_name = ? WHERE text = ?", (evidence.names[person], text)
    )


def a_key_that_stayed(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    key = bytes(range(32))
    database.execute("INSERT INTO keys VALUES ('session', 99, ?)", (key,))
    database.execute(
        "UPDATE postits SET author = ? WHERE text = ?", (author_reference(person, key), text)
    )


def a_voter_beside(evidence: Evidence, database: sqlite3.Connection) -> None:
    (step, content), person = next(iter(evidence.cast.items()))
    database.execute(
        "UPDATE counted_ballots SET voter_name = ? WHERE step_id = ? AND content = ?",
        (evidence.names[person], step, content),
    )


def a_letter_of_both(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    ((postit,),) = database.execute("SELECT id FROM postits WHERE text = ?", (text,)).fetchall()
    database.execute("CREATE TABLE seen (payload TEXT)")
    payload = json.dumps({"person": person, "postit": postit})
    database.execute("INSERT INTO seen VALUES (?)", (payload,))


def numbers_that_grow(evidence: Evidence, database: sqlite3.Connection) -> None:
    # Rows of a table of its own: nothing else of the schema is moved.
    database.execute("CREATE TABLE numbered (number INTEGER PRIMARY KEY, text TEXT)")
    database.executemany(
        "INSERT INTO numbered (text) VALUES (?)", [(text,) for text in evidence.order]
    )


def a_pseudonym(evidence: Evidence, database: sqlite3.Connection) -> None:
    told = {person: f"personne {rank}" for rank, person in enumerate(evidence.names)}
    for text in evidence.order:
        database.execute(
            "UPDATE postits SET author = ? WHERE text = ?", (told[evidence.truth[text]], text)
        )


def a_page_that_was_freed(evidence: Evidence, database: sqlite3.Connection) -> None:
    text, person = first(evidence)
    database.execute("PRAGMA secure_delete=OFF").fetchall()
    database.execute("CREATE TABLE gone (text TEXT, person TEXT)")
    database.execute("INSERT INTO gone VALUES (?, ?)", (text, str(person)))
    database.commit()
    database.execute("DROP TABLE gone")


def a_late_post_it_alone(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    late = next(text for text in evidence.truth if "tardive" in text)
    last = evidence.moments[-1].public
    after = [Moment(evidence.truth[late], last, "post-it"), Moment(None, f"{last}\n21. {late}")]
    return replace(evidence, moments=[*evidence.moments, *after])


def a_card_that_counts(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    told = replace(evidence.votes[1], public=evidence.votes[1].public + "\nUn four : 5")
    return replace(evidence, votes=[evidence.votes[0], told])


def whole_ballots_of_few(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    document = json.loads(json.dumps(evidence.document))
    document["votes"][0]["ballots"] = [{"weight": 1, "ballot": BALLOTS["dots"][1]}]
    return replace(evidence, document=document)


def a_name_in_a_picture(evidence: Evidence, _: sqlite3.Connection) -> None:
    picture = next(file for file in evidence.published if file.suffix == ".png")
    picture.write_bytes(picture.read_bytes() + NAMES[0].encode())


def a_text_in_the_log(evidence: Evidence, _: sqlite3.Connection) -> Evidence:
    return replace(evidence, log=f"{evidence.log}\nrefused: {first(evidence)[0]}")


LEAKS: list[tuple[Leak, str]] = [
    (a_name_beside, "same_row"),
    (a_key_that_stayed, "same_row"),
    (a_voter_beside, "same_row"),
    (a_letter_of_both, "joined_rows"),
    (numbers_that_grow, "orders"),
    (a_pseudonym, "pseudonyms"),
    (a_page_that_was_freed, "same_page"),
    (a_late_post_it_alone, "between_two_looks"),
    (a_card_that_counts, "cards_of_votes"),
    (whole_ballots_of_few, "whole_ballots"),
    (a_name_in_a_picture, "named_in_public"),
    (a_text_in_the_log, "texts_in_the_log"),
]


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
