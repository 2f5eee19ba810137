"""Leading a round of sorting together: it starts, stops, is set aside, as a whole or a person's."""

from __future__ import annotations

import secrets

from bot.services.context import Context
from bot.services.themes.settling import conclude, settle
from bot.services.themes.sorting import Board, board_of
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import author_reference
from bot.workshop.themes.together import Round, check_themes


async def start(ctx: Context, step_id: int, actor: Actor) -> Round:
    """Have the room sort: the post-its that stand in no theme are dealt from now on.

    One that was stopped goes on. Raises Refusal when there are too few themes to choose among, or
    more than a menu holds.
    """
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor)
        check_themes(before.sorting)
        if not before.postits:
            raise Refusal("together.no_postit")
        now = await tx.rounds.under_way(step_id)
        if now is None:
            await _begin(ctx, tx, before)
        elif not now.is_open:
            await tx.rounds.set_state(now.id, is_open=True, is_aside=now.is_aside)
        tx.touch(Topic.SESSION, before.session.id)
        return await _round(tx, step_id)


async def start_afresh(ctx: Context, step_id: int, actor: Actor) -> Round:
    """Begin another round in place of one that was set aside, whose answers are erased.

    Raises Refusal as `start` does, and when the round is not set aside: nothing is erased then.
    """
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor)
        check_themes(before.sorting)
        if not (await _round(tx, step_id)).is_aside:
            raise Refusal("together.not_undone")
        await _begin(ctx, tx, before)
        tx.touch(Topic.SESSION, before.session.id)
        return await _round(tx, step_id)


async def stop(ctx: Context, step_id: int, actor: Actor) -> Round:
    """Deal no more; what is in people's hands is still taken."""
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor)
        now = await _round(tx, step_id)
        await tx.rounds.set_state(now.id, is_open=False, is_aside=now.is_aside)
        tx.touch(Topic.SESSION, before.session.id)
        return await _round(tx, step_id)


async def set_round_aside(ctx: Context, step_id: int, actor: Actor) -> Round:
    """Undo the whole round: every answer is as if never given, until it is taken back."""
    return await _whole(ctx, step_id, actor, is_aside=True)


async def take_round_back(ctx: Context, step_id: int, actor: Actor) -> Round:
    """Have the answers of a round that was set aside count again."""
    return await _whole(ctx, step_id, actor, is_aside=False)


async def set_person_aside(ctx: Context, step_id: int, actor: Actor, user_id: int) -> Board:
    """Undo all that a person answered, and will: it is as if never given, until it is taken
    back. Returns the wall as it then stands."""
    return await _person(ctx, step_id, actor, user_id, aside=True)


async def take_person_back(ctx: Context, step_id: int, actor: Actor, user_id: int) -> Board:
    """Have the answers of a person who was set aside count again."""
    return await _person(ctx, step_id, actor, user_id, aside=False)


async def _begin(ctx: Context, tx: Transaction, before: Board) -> None:
    """Begin a round; one that is under way in the session ends: of a step that was set aside, or
    set aside itself."""
    session, step_id = before.session, before.step.id
    for other in await tx.rounds.in_session(session.id):
        await conclude(tx, session.id, other.step_id)
    await tx.sessions.make_key("sorting", step_id, secrets.token_bytes(32))
    since = await tx.themes.latest(session.id)
    await tx.rounds.start(step_id, since, ctx.rng.getrandbits(62))
    await settle(tx, session.id)


async def _whole(ctx: Context, step_id: int, actor: Actor, *, is_aside: bool) -> Round:
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor)
        now = await _round(tx, step_id)
        if now.is_aside != is_aside:
            await tx.rounds.set_state(now.id, is_open=now.is_open, is_aside=is_aside)
            await settle(tx, before.session.id)
        return await _round(tx, step_id)


async def _person(ctx: Context, step_id: int, actor: Actor, user_id: int, *, aside: bool) -> Board:
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor)
        await _round(tx, step_id)
        key = await tx.sessions.key("sorting", step_id)
        assert key is not None
        await tx.rounds.set_aside(step_id, author_reference(user_id, key), aside)
        await settle(tx, before.session.id)
        return await board_of(tx, step_id, actor)


async def _round(tx: Transaction, step_id: int) -> Round:
    now = await tx.rounds.under_way(step_id)
    if now is None:
        raise Refusal("together.not_started")
    return now
