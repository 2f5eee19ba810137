"""Rows of small groups: who is in which, what they wrote, how often people met."""

from __future__ import annotations

import pytest

from bot.store import Database, Transaction
from bot.store.rows.subgroups.groups import Round
from bot.workshop.postits.postit import PostIt, Source
from bot.workshop.sessions.session import Session, Signing
from bot.workshop.subgroups.group import Group
from tests.builders import CHANNEL, NOW, discuss, recipe, subgroups
from tests.store.test_rows import create


async def made(
    tx: Transaction, signing: Signing = Signing.SIGNED, channel_id: int = CHANNEL
) -> tuple[Session, int]:
    """A session with two steps of small groups."""
    plans = recipe(subgroups(), subgroups(), discuss())
    session = await create(tx, plans, signing=signing, channel_id=channel_id)
    return session, (await tx.sessions.steps(session.id))[0].id


async def written(tx: Transaction, session: Session, step: int, text: str) -> PostIt:
    postit = await tx.postits.add(
        session_id=session.id,
        step_id=step,
        author="7",
        author_name="Alix",
        text=text,
        dimension=None,
        year=None,
        source=Source.FORM,
        submission=None,
    )
    assert postit is not None
    return postit


async def test_groups_are_read_with_their_people_in_order(database: Database) -> None:
    async with database.write() as tx:
        session, step = await made(tx)
        await tx.groups.begin(step, 70, doors=True, most=3)
        await tx.groups.add(step, 2, [9, 3, 5], hosts=[3], merged=[1, 4], away=[5], hosted=True)
        await tx.groups.add(step, 1, name="Le jardin")
        first, second = await tx.groups.of_step(step)
        assert first == Group(first.id, step, 1, "Le jardin", ())
        assert second == Group(
            second.id,
            step,
            2,
            None,
            (9, 3, 5),
            frozenset({3}),
            (1, 4),
            away=frozenset({5}),
            hosted=True,
        )
        assert await tx.groups.of_session(session.id) == {step: (first, second)}
        assert await tx.groups.of_session(session.id + 1) == {}
        assert await tx.groups.round(step) == Round(step, 70, doors=True, most=3)
        assert await tx.groups.rounds(session.id) == [Round(step, 70, doors=True, most=3)]
        assert await tx.groups.round(step + 1) is None


async def test_somebody_is_in_one_group_of_a_step(database: Database) -> None:
    async with database.write() as tx:
        _, step = await made(tx)
        await tx.groups.add(step, 1, [1, 2])
        await tx.groups.add(step, 2, [3])
        first, second = await tx.groups.of_step(step)
        await tx.groups.set_scribe(first, 1)
        await tx.groups.seat(second, 1)
        first, second = await tx.groups.of_step(step)
        assert (first.members, first.scribe, second.members) == ((2,), None, (3, 1))
        assert await tx.groups.unseat(step, 3)
        assert not await tx.groups.unseat(step, 3)
        assert await tx.groups.set_away(step, 1, True)
        assert not await tx.groups.set_away(step, 1, True)
        assert not await tx.groups.set_away(step, 9, True)


async def test_cleared_what_wrote_stays(database: Database) -> None:
    async with database.write() as tx:
        session, step = await made(tx)
        for number in (1, 2):
            await tx.groups.add(step, number, [number])
        first, _ = await tx.groups.of_step(step)
        postit = await written(tx, session, step, "Un banc")
        await tx.groups.tag(postit.id, first, told=True)
        await tx.groups.set_done(first, True)
        await tx.groups.clear(step)
        (left,) = await tx.groups.of_step(step)
        assert (left.id, left.members, left.done) == (first.id, (), False)
        assert await tx.groups.wrote(step) == {1: {postit.id}}
        assert await tx.groups.of_postit(postit.id) == left
        await tx.groups.undo(step)
        assert await tx.groups.of_postit(postit.id) is None
        assert await tx.postits.get(postit.id) == postit


async def test_a_post_it_tells_its_group_where_that_may_be_told(database: Database) -> None:
    async with database.write() as tx:
        session, step = await made(tx)
        await tx.groups.add(step, 3, [7])
        (group,) = await tx.groups.of_step(step)
        one, other = [await written(tx, session, step, text) for text in ("Un banc", "Un arbre")]
        await tx.groups.tag(one.id, group, told=True)
        await tx.groups.tag(other.id, group, told=False)
        told = {p.text: p.group for p in await tx.postits.of_session(session.id)}
        assert told == {"Un banc": 3, "Un arbre": None}
        await tx.groups.untell(group)
        assert [p.group for p in await tx.postits.of_session(session.id)] == [None, None]
        assert len(await tx.postits.some_of([one.id, other.id, 5])) == 2


async def test_a_choice_takes_the_place_of_the_one_before(database: Database) -> None:
    async with database.write() as tx:
        session, step = await made(tx)
        await tx.groups.add(step, 1, [7])
        (group,) = await tx.groups.of_step(step)
        one, other = [await written(tx, session, step, text) for text in ("Un banc", "Un arbre")]
        await tx.groups.keep(group, [one.id, one.id])
        await tx.groups.keep(group, [other.id])
        assert (await tx.groups.of_step(step))[0].kept == (other.id,)
        await tx.postits.withdraw(other.id)
        assert (await tx.groups.of_step(step))[0].kept == ()


async def test_who_met_is_known_of_the_sessions_before(database: Database) -> None:
    async with database.write() as tx:
        before, old = await made(tx)
        await tx.groups.add(old, 1, [1, 2])
        session, _ = await made(tx, channel_id=CHANNEL + 1)
        await tx.follows.continue_from(session, before)
        first, second = [one.id for one in (await tx.sessions.steps(session.id))[:2]]
        await tx.groups.add(first, 1, [3, 4, 5])
        await tx.groups.add(second, 1, [1, 3])
        assert sorted(await tx.groups.together(session.id, second)) == [(1, 2), (3, 4, 5)]
        assert await tx.groups.together(before.id, old) == [], "nothing of what comes after"


async def test_what_all_are_told_is_kept_once(database: Database) -> None:
    async with database.write() as tx:
        session, step = await made(tx)
        notice = await tx.groups.notice(step, "Encore cinq minutes", "1")
        assert notice is not None
        assert await tx.groups.notice(step, "Encore cinq minutes", "1") is None
        assert await tx.groups.noticed(notice) == "Encore cinq minutes"
        assert await tx.groups.notices(step) == ("Encore cinq minutes",)
        await tx.unlink(session.id, masked=False)
        assert await tx.groups.noticed(notice) is None


@pytest.mark.parametrize("signing", list(Signing))
async def test_members_leave_a_masked_session_at_its_end(
    database: Database, signing: Signing
) -> None:
    masked = signing is Signing.MASKED
    async with database.write() as tx:
        session, step = await made(tx, signing)
        await tx.groups.add(step, 1, [1, 2, 3])
        await tx.groups.add(step, 2, [4, 5])
        large, small = await tx.groups.of_step(step)
        for group in (large, small):
            postit = await written(tx, session, step, "Un banc")
            await tx.groups.tag(postit.id, group, told=not masked or group == large)
            await tx.groups.keep(group, [postit.id])
        await tx.groups.set_stays(session.id, 3, True)
        await tx.unlink(session.id, masked=masked)
        large, small = await tx.groups.of_step(step)
        assert (large.members, small.members) == (((), ()) if masked else ((1, 2, 3), (4, 5)))
        assert (len(large.kept), len(small.kept)) == (1, 0 if masked else 1)
        assert {*(await tx.groups.wrote(step))} == ({1} if masked else {1, 2})
        assert await tx.groups.stays(session.id) == frozenset()
        await tx.sessions.delete_raw(session.id, NOW)
        assert await tx.groups.of_session(session.id) == {}
        assert await tx.groups.rounds(session.id) == []
