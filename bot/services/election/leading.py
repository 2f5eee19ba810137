"""Leading an election without candidates: the role, the stages, who withdraws, whom to propose.

Each move names the stage that the facilitator saw: pressed twice, it acts once.
"""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context, steered
from bot.services.election.asking_again import ask_again
from bot.services.election.naming import Seen, seen_by, unsettled
from bot.services.sessions.covered import post_below
from bot.services.sessions.quick import takes_longer
from bot.services.sessions.steering import interrupt
from bot.store import Topic, Transaction
from bot.workshop.consent.proposal import check_proposal
from bot.workshop.election.naming import (
    ElectionMoved,
    Group,
    Role,
    Stage,
    check_free,
    check_name,
    check_reason,
    check_stage,
    with_role,
)
from bot.workshop.errors import Gone, Refusal
from bot.workshop.kinds import Consent
from bot.workshop.sessions.permissions import Actor


async def table(ctx: Context, step_id: int, actor: Actor) -> Seen:
    """Return an open election for those who lead it; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        seen = await seen_by(tx, step_id, actor)
        await steered(tx, seen.session.id, actor)
        return seen


async def describable(ctx: Context, step_id: int, actor: Actor) -> Seen:
    """Return an election whose role can be described now; raise Refusal as `describe`."""
    async with ctx.database.read() as tx:
        return await _unnamed(tx, step_id, actor)


async def describe(ctx: Context, step_id: int, actor: Actor, role: Role) -> Seen:
    """Keep the role, in every language as it was written.

    Raises Refusal once someone was named: it was for the role as they read it.
    """
    async with ctx.database.write() as tx:
        seen = await _unnamed(tx, step_id, actor)
        plan = with_role(seen.plan, role)
        await tx.sessions.set_plan(seen.step.id, plan)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


async def movable(ctx: Context, step_id: int, actor: Actor, was: Stage) -> Seen:
    """Return an election that stands at the stage `was`, for those who lead; raise Refusal
    otherwise."""
    async with ctx.database.read() as tx:
        seen = await _led(tx, step_id, actor)
        check_stage(seen.naming, was)
        return seen


async def move(
    ctx: Context, step_id: int, actor: Actor, was: Stage, to: Stage, now: datetime
) -> Seen:
    """Show who was named, close the round in which people may change, or open it again.

    What was hidden is not hidden again. What was said of someone who withdrew before is not shown.
    The card comes below, for all to read. Raises ElectionMoved when it moved meanwhile, Refusal
    while nobody is named who may be.
    """
    async with ctx.database.write() as tx:
        seen = await _led(tx, step_id, actor)
        if seen.naming.stage is to:
            return seen  # pressed twice
        check_stage(seen.naming, was)
        if (was, to) not in _MOVES:
            raise Refusal("button.unknown")
        if was is Stage.NAMING:
            if not seen.naming.people:
                raise Refusal("election.nobody_named")
            if not seen.naming.to_show:
                raise Refusal("election.all_again")
            await tx.elections.drop_withdrawn(seen.step.id)
        if to is Stage.HEARING:
            await tx.elections.hear_anew(seen.step.id)
        await tx.elections.set_stage(seen.step.id, to)
        await post_below(tx, seen.session, seen.step, now)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


_MOVES = (
    (Stage.NAMING, Stage.HEARING),
    (Stage.HEARING, Stage.CHOOSING),
    (Stage.CHOOSING, Stage.HEARING),
)


async def withdraw_for(
    ctx: Context, step_id: int, actor: Actor, name_id: int, withdrawn: bool, now: datetime
) -> Seen:
    """Keep that someone without an account does not wish to be named, or may be again: they said so
    to whoever leads.

    Raises Refusal for someone who has an account here: they say so themselves.
    """
    async with ctx.database.write() as tx:
        seen = await _led(tx, step_id, actor)
        named = seen.naming.named(name_id)
        if named.person_id is not None:
            raise Refusal("election.says_so_themselves", name=named.name)
        # Before all is shown, whoever leads knows no name but those that they were told.
        check_stage(seen.naming, Stage.HEARING, Stage.CHOOSING)
        if await tx.elections.withdraw(named.id, withdrawn) and withdrawn:
            await ask_again(tx, seen.session, seen.step, seen.naming, named.id, now)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


async def withdraw_typed(
    ctx: Context, step_id: int, actor: Actor, text: str, now: datetime
) -> Seen:
    """Keep that someone without an account, whose name is typed, does not wish to be named; whether
    anyone had named them is told to nobody but those who had."""
    async with ctx.database.write() as tx:
        seen = await _led(tx, step_id, actor)
        name = check_name(text)
        named = seen.naming.typed(name)
        if named is None:
            await tx.elections.add_name(seen.step.id, name, None, withdrawn=True)
        elif await tx.elections.withdraw(named.id, True):
            await ask_again(tx, seen.session, seen.step, seen.naming, named.id, now)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


async def proposable(ctx: Context, step_id: int, actor: Actor, name_id: int) -> tuple[Seen, Group]:
    """Return someone who can be proposed to the room; raise Refusal as `propose`."""
    async with ctx.database.read() as tx:
        return await _proposable(tx, step_id, actor, name_id)


async def propose(
    ctx: Context,
    step_id: int,
    actor: Actor,
    name_id: int,
    reason: str,
    text: str,
    plan: Consent,
    now: datetime,
) -> None:
    """Propose someone to the room: a round of consent on `text` opens at once, as `plan` says. The
    election waits behind it, and is closed when the text is adopted.

    The same form delivered twice proposes once. Raises ElectionMoved while people may change whom
    they name, Withdrew for someone who withdrew, Refusal without words.
    """
    async with ctx.database.write() as tx:
        if await _proposed(tx, step_id, name_id):
            return
        seen, group = await _proposable(tx, step_id, actor, name_id)
        why, kept = check_reason(reason), check_proposal(text)
        session = await takes_longer(tx, seen.session) if seen.session.quick else seen.session
        asked = await interrupt(ctx, tx, session, plan, now)
        # In the rows of the round alone: what the session plans would keep the name of someone
        # who was not elected.
        await tx.consents.add_version(asked.id, 1, kept)
        await tx.elections.propose(seen.step.id, group.named.id, why, asked.id)
        tx.touch(Topic.SESSION, session.id)


async def _proposed(tx: Transaction, step_id: int, name_id: int) -> bool:
    """Return whether the room is being asked about someone just now."""
    naming = await tx.elections.get(step_id)
    if naming is None or not naming.attempts or naming.attempts[-1].name_id != name_id:
        return False
    asked = await tx.sessions.step(naming.attempts[-1].step_id)
    return asked is not None and asked.is_open and asked.outcome is None


async def _proposable(
    tx: Transaction, step_id: int, actor: Actor, name_id: int
) -> tuple[Seen, Group]:
    seen = await _led(tx, step_id, actor)
    check_stage(seen.naming, Stage.CHOOSING)
    check_free(seen.naming.named(name_id))
    group = next((one for one in seen.naming.free if one.named.id == name_id), None)
    if group is None:
        raise Gone("election.name_gone")
    return seen, group


async def _unnamed(tx: Transaction, step_id: int, actor: Actor) -> Seen:
    seen = await _led(tx, step_id, actor)
    if seen.naming.nominations or seen.naming.stage is not Stage.NAMING:
        raise ElectionMoved("election.role_stands")
    return seen


async def _led(tx: Transaction, step_id: int, actor: Actor) -> Seen:
    seen = await unsettled(tx, step_id, actor)
    await steered(tx, seen.session.id, actor)
    return seen
