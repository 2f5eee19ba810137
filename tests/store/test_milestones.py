"""Milestones keep their numbers, and take their links with them when they leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.store import Database, Transaction
from bot.store.sqlite.opening import schema_versions
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.sessions.session import Session
from tests.builders import CHANNEL, NOW, recipe, roadmap
from tests.store.older import older
from tests.store.seeing import opened, rows, scalar
from tests.store.test_rows import create


async def add(
    tx: Transaction, session: Session, year: int, submission: str, author: str | None = None
) -> Milestone:
    milestone = await tx.milestones.add(
        session_id=session.id,
        year=year,
        dimension="Services",
        statement=f"Fait en {year}.",
        who=None,
        enablers=None,
        obstacles=None,
        postit_id=None,
        submission=submission,
        author=author,
    )
    assert milestone is not None
    return milestone


async def test_numbers_go_on_within_a_session(database: Database) -> None:
    async with database.write() as tx:
        one = await create(tx, recipe(roadmap()))
        other = await create(tx, recipe(roadmap()), channel_id=CHANNEL + 1)
        first, second = await add(tx, one, 2030, "a"), await add(tx, one, 2024, "b")
        assert (first.number, second.number) == (1, 2)
        assert (await add(tx, other, 2030, "c")).number == 1
        await tx.milestones.remove(first.id)
        assert (await add(tx, one, 2026, "d")).number == 3, "the 2 that was spoken of stays 2"


async def test_links_come_with_their_milestones_and_leave_with_them(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx, recipe(roadmap()))
        a, b, c = [await add(tx, session, year, str(year)) for year in (2024, 2026, 2028)]
        await tx.milestones.tie(c.id, [b.id, a.id])
        await tx.milestones.tie(c.id, [a.id])
        await tx.milestones.tie(b.id, [a.id])
        found = {m.id: m.after for m in await tx.milestones.of_session(session.id)}
        assert found == {a.id: (), b.id: (a.id,), c.id: (a.id, b.id)}
        await tx.milestones.untie(c.id, [a.id, a.id, 404])
        tied = await tx.milestones.get(c.id)
        assert tied is not None
        assert tied.after == (b.id,)
        await tx.milestones.remove(b.id)
        assert [m.after for m in await tx.milestones.of_session(session.id)] == [(), ()]
    assert rows(database.path, "SELECT * FROM milestone_links") == []


async def test_a_milestone_is_never_tied_to_itself(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx, recipe(roadmap()))
        milestone = await add(tx, session, 2024, "a")
        await tx.milestones.tie(milestone.id, [milestone.id])
    assert rows(database.path, "SELECT * FROM milestone_links") == []


async def test_an_action_stays_when_its_milestone_leaves(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx, recipe(roadmap()))
        milestone = await add(tx, session, 2024, "a")
        action = await tx.actions.add(
            session_id=session.id,
            what="Appeler",
            owner="Awa",
            owner_id=None,
            due=date(2030, 4, 1),
            first_step=None,
            submission="x",
            milestone_id=milestone.id,
        )
        assert action is not None
        assert action.milestone_id == milestone.id
        await tx.milestones.remove(milestone.id)
        (kept,) = await tx.actions.of_session(session.id)
    assert (kept.what, kept.milestone_id) == ("Appeler", None)


async def test_whoever_placed_them_can_be_taken_off(database: Database) -> None:
    async with database.write() as tx:
        session = await create(tx, recipe(roadmap()))
        assert (await add(tx, session, 2024, "a", author="someone")).author == "someone"
        await tx.milestones.unlink(session.id, masked=True)
    assert rows(database.path, "SELECT author, submission FROM milestones") == [(None, None)]


async def test_milestones_of_before_get_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    (ours,) = [number for number, file in schema_versions() if file.stem.endswith("_roadmap")]
    session = (
        "INSERT INTO sessions (server_id, channel_id, title, language, signing, recipe, state,"
        " created_by, created_at) VALUES (1, ?, 'a', 'fr', 'signed', '{}', 'ended', 1, ?)"
    )
    milestone = (
        "INSERT INTO milestones (session_id, year, dimension, statement)"
        " VALUES (?, 2030, 'Services', ?)"
    )
    older(
        path,
        ours - 1,
        *((session, CHANNEL + more, NOW.isoformat()) for more in (0, 1)),
        *((milestone, session_id, text) for session_id, text in ((1, "a"), (2, "b"), (1, "c"))),
    )
    async with opened(path):
        pass
    numbered = rows(path, "SELECT session_id, statement, number FROM milestones ORDER BY id")
    assert numbered == [(1, "a", 1), (2, "b", 1), (1, "c", 2)]
    assert scalar(path, "SELECT count(*) FROM milestone_links") == 0
