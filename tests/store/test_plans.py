"""The rows of a plan that bends: places without holes, the recipe in step, nothing deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.store import Database, Transaction
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.sessions.session import Session, SessionState, Signing, StepState
from bot.workshop.vote.scope import Scope
from tests.builders import CHANNEL, NOUR, NOW, SERVER, collect, discuss, recipe, reveal, vote


async def _session(tx: Transaction, at: int | None = None) -> Session:
    """A session of four steps, in the lobby or `at` one of them."""
    made = await tx.sessions.create(
        server_id=SERVER,
        channel_id=CHANNEL,
        title="Réunion",
        language=Language.FRENCH,
        signing=Signing.SIGNED,
        recipe=recipe(collect(), reveal(), vote(), discuss()),
        scenario=None,
        created_by=NOUR.user_id,
        now=NOW,
    )
    if at is None:
        return made
    moved = replace(made, state=SessionState.RUNNING, position=at, started_at=NOW)
    await tx.sessions.save(moved)
    return moved


async def _holds(tx: Transaction, session: Session, ids: Sequence[int]) -> None:
    """Check the plan, the session as it was returned, and as it is read again."""
    steps = await tx.sessions.steps(session.id)
    assert [step.id for step in steps] == list(ids)
    assert [step.position for step in steps] == list(range(len(ids)))
    assert session.recipe.steps == tuple(step.plan for step in steps)
    assert await tx.sessions.get(session.id) == session


async def test_a_step_is_put_in_and_the_one_under_way_stays_it(database: Database) -> None:
    async with database.write() as tx:
        session = await _session(tx, at=1)
        a, b, c, d = (step.id for step in await tx.sessions.steps(session.id))
        session = await tx.sessions.insert_step(session, 0, discuss(minutes=3))
        (new,) = {step.id for step in await tx.sessions.steps(session.id)} - {a, b, c, d}
        await _holds(tx, session, [new, a, b, c, d])
        assert session.position == 2
        added = await tx.sessions.step(new)
        assert added is not None
        assert (added.first_minutes, added.state) == (None, StepState.WAITING)
        known = await tx.sessions.step(a)
        assert known is not None
        assert known.first_minutes == 10


async def test_a_step_in_the_lobby_leaves_the_session_nowhere(database: Database) -> None:
    async with database.write() as tx:
        session = await _session(tx)
        session = await tx.sessions.insert_step(session, 4, reveal())
        assert session.position is None
        assert len(session.recipe.steps) == 5
        assert session.recipe.steps[4] == reveal()


async def test_a_step_taken_out_keeps_its_place_in_mind_and_comes_back(database: Database) -> None:
    async with database.write() as tx:
        session = await _session(tx, at=0)
        a, b, c, d = await tx.sessions.steps(session.id)
        session = await tx.sessions.take_out(session, b)
        await _holds(tx, session, [a.id, c.id, d.id])
        out = (await tx.sessions.every_step(session.id))[-1]
        assert (out.id, out.was_at, out.is_out, out.plan) == (b.id, 1, True, b.plan)
        session = await tx.sessions.put_back(session, out, 1)
        await _holds(tx, session, [a.id, b.id, c.id, d.id])
        back = await tx.sessions.step(b.id)
        assert back is not None
        assert (back.was_at, back.is_out) == (None, False)


async def test_two_steps_may_be_out_at_once(database: Database) -> None:
    async with database.write() as tx:
        session = await _session(tx, at=0)
        a, b, c, d = await tx.sessions.steps(session.id)
        session = await tx.sessions.take_out(session, b)
        session = await tx.sessions.take_out(session, (await tx.sessions.steps(session.id))[1])
        await _holds(tx, session, [a.id, d.id])
        assert {step.id for step in await tx.sessions.every_step(session.id)} == {
            one.id for one in (a, b, c, d)
        }


async def test_a_plan_that_is_changed_is_changed_in_the_recipe_too(database: Database) -> None:
    async with database.write() as tx:
        session = await _session(tx, at=0)
        a, b, c, d = await tx.sessions.steps(session.id)
        longer = d.plan.model_copy(update={"minutes": 2.5})
        session = await tx.sessions.replan(session, d, longer)
        await _holds(tx, session, [a.id, b.id, c.id, d.id])
        assert session.recipe.steps[3] == longer
        assert session.recipe.minutes == 22.5


async def test_what_a_vote_is_on_stands_in_the_recipe_once_it_is_frozen(
    database: Database,
) -> None:
    async with database.write() as tx:
        session = await _session(tx, at=0)
        _, _, c, _ = await tx.sessions.steps(session.id)
        assert isinstance(c.plan, Vote)
        frozen = c.plan.model_copy(update={"scope": Scope(ids=(1,), names=("Été",), by_hand=True)})
        await tx.sessions.set_plan(c.id, frozen)
        kept = await tx.sessions.get(session.id)
        assert kept is not None
        assert kept.recipe.steps == (*session.recipe.steps[:2], frozen, session.recipe.steps[3])
        # Out of the plan, it changes nothing of it.
        session = await tx.sessions.take_out(kept, c)
        await tx.sessions.set_plan(c.id, c.plan)
        assert await tx.sessions.get(session.id) == session


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 0, 3, 2), (2, 3, 0, 1), (0, 1, 2, 3)])
async def test_any_order_is_kept_and_the_step_under_way_stays_it(
    database: Database, order: tuple[int, ...], at: int
) -> None:
    async with database.write() as tx:
        session = await _session(tx, at=at)
        ids = [step.id for step in await tx.sessions.steps(session.id)]
        session = await tx.sessions.reorder(session, [ids[place] for place in order])
        await _holds(tx, session, [ids[place] for place in order])
        assert session.position == order.index(at)
