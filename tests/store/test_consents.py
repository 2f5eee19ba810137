"""The rows of a round of consent, and what the database itself refuses."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.store import Database
from bot.workshop.consent.proposal import Counts, Stage, Stance
from tests.builders import NOW, consent, recipe
from tests.store.seeing import rows
from tests.store.test_rows import create


async def begun(database: Database, channel_id: int = 1, text: str = "Un.") -> tuple[int, int]:
    """A round on its first version; returns session and step."""
    async with database.write() as tx:
        session = await create(tx, recipe(consent()), channel_id=channel_id)
        step = await tx.sessions.step_at(session.id, 0)
        assert step is not None
        await tx.consents.begin(step.id, text)
        return session.id, step.id


async def answer(
    database: Database,
    step_id: int,
    author: str,
    stance: Stance,
    reason: str | None = None,
    version: int = 1,
) -> bool:
    async with database.write() as tx:
        return await tx.consents.answer(
            step_id, version, author=author, author_name=None, stance=stance, reason=reason
        )


async def test_a_round_is_begun_once(database: Database) -> None:
    _, step_id = await begun(database)
    async with database.write() as tx:
        await tx.consents.set_stage(step_id, Stage.OBJECTIONS)
        await tx.consents.begin(step_id, "Autre chose.")
    async with database.read() as tx:
        proposal = await tx.consents.get(step_id)
        assert await tx.consents.get(step_id + 1) is None
    assert proposal is not None
    assert (proposal.stage, proposal.text) == (Stage.OBJECTIONS, "Un.")


async def test_rounds_of_several_sessions_do_not_meet(database: Database) -> None:
    one, first = await begun(database, 1, "Un.")
    two, second = await begun(database, 2, "Deux.")
    await answer(database, first, "a", Stance.CONSENT)
    await answer(database, second, "a", Stance.OBJECTION, "non")
    async with database.write() as tx:
        await tx.consents.unlink(one, masked=True)
    async with database.read() as tx:
        found = {**await tx.consents.of_session(one), **await tx.consents.of_session(two)}
    assert {step: p.text for step, p in found.items()} == {first: "Un.", second: "Deux."}
    assert [a.author for a in found[first].answers] == [None]
    assert [a.author for a in found[second].answers] == ["a"]
    async with database.write() as tx:
        await tx.sessions.delete_raw(two, NOW)
    async with database.read() as tx:
        assert await tx.consents.of_session(two) == {}
        assert len(await tx.consents.of_session(one)) == 1


async def test_an_answer_is_one_row_and_says_whether_it_changed(database: Database) -> None:
    _, step_id = await begun(database)
    told = [
        await answer(database, step_id, "a", Stance.CONSENT),
        await answer(database, step_id, "a", Stance.CONSENT),
        await answer(database, step_id, "a", Stance.CONCERN, "mais"),
        await answer(database, step_id, "a", Stance.CONCERN, "mais"),
        await answer(database, step_id, "a", Stance.CONCERN, "mais encore"),
        await answer(database, step_id, "b", Stance.ASIDE),
    ]
    assert told == [True, False, True, False, True, True]
    async with database.read() as tx:
        proposal = await tx.consents.get(step_id)
    assert proposal is not None
    assert proposal.counts() == Counts(concerns=1, aside=1)
    assert len(proposal.answers) == 2


async def test_several_unlinked_answers_of_one_version_can_stand(database: Database) -> None:
    session_id, step_id = await begun(database)
    for author in "abc":
        await answer(database, step_id, author, Stance.CONSENT)
        async with database.write() as tx:
            await tx.consents.react(step_id, 1, author=author, author_name=None, text="bien")
    async with database.write() as tx:
        await tx.consents.unlink(session_id, masked=True)
    async with database.read() as tx:
        proposal = await tx.consents.get(step_id)
    assert proposal is not None
    assert (proposal.counts().consents, len(proposal.reactions)) == (3, 3)


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        (
            "INSERT INTO consent_answers (id, step_id, version, author, stance)"
            " VALUES (2, {step}, 1, 'a', 'aside')",
            "UNIQUE",
        ),
        (
            "INSERT INTO consent_answers (id, step_id, version, author, stance)"
            " VALUES (2, {step}, 2, 'a', 'aside')",
            "FOREIGN KEY",
        ),
        (
            "INSERT INTO consent_answers (id, step_id, version, author, stance)"
            " VALUES (2, {step}, 1, 'b', 'objection')",
            "CHECK",
        ),
        (
            "INSERT INTO consent_answers (id, step_id, version, author, stance, reason)"
            " VALUES (2, {step}, 1, 'b', 'consent', 'x')",
            "CHECK",
        ),
        ("UPDATE consent_answers SET lifted = 1", "CHECK"),
        ("UPDATE consents SET stage = 'elsewhere'", "CHECK"),
        ("INSERT INTO consent_versions VALUES ({step}, 1, 'Encore.', NULL)", "UNIQUE"),
        ("INSERT INTO consent_versions VALUES ({step}, 0, 'Avant.', NULL)", "CHECK"),
        ("UPDATE consent_versions SET text = ''", "CHECK"),
        (
            "INSERT INTO consent_remarks (id, step_id, version, kind, author, text)"
            " VALUES (2, {step}, 1, 'reaction', 'a', 'encore')",
            "UNIQUE",
        ),
        ("UPDATE consent_remarks SET answer = 'non'", "CHECK"),
    ],
)
async def test_the_database_refuses_what_the_rules_exclude(
    database: Database, sql: str, why: str
) -> None:
    _, step_id = await begun(database)
    await answer(database, step_id, "a", Stance.CONSENT)
    async with database.write() as tx:
        await tx.consents.react(step_id, 1, author="a", author_name=None, text="bien")
    with closing(sqlite3.connect(database.path)) as other:
        other.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match=why):
            other.execute(sql.format(step=step_id))


async def test_identifiers_say_nothing_of_the_order(database: Database) -> None:
    _, step_id = await begun(database)
    for n in range(20):
        await answer(database, step_id, f"{n:02}", Stance.CONSENT)
    ids = [i for (i,) in rows(database.path, "SELECT id FROM consent_answers ORDER BY author")]
    assert ids != sorted(ids)
    assert min(ids) > 10**9
