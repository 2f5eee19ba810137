"""Actions after their session: which are open, and what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.actions.reminding import watch
from bot.services.actions.seeing import Reader, all_read, sees
from bot.services.context import Context, open_step, today
from bot.services.memory.remembering import remember
from bot.services.summary.posts import retag
from bot.store import Topic, Transaction
from bot.workshop.actions.action import LIMIT, Action
from bot.workshop.actions.due import read_due
from bot.workshop.actions.following import (
    Said,
    Which,
    assigned,
    is_theirs,
    listed,
    may_follow,
    postponed,
    settled,
)
from bot.workshop.errors import Gone, Outdated, Refusal
from bot.workshop.follow.series import Followed
from bot.workshop.review.correction import Item, Of
from bot.workshop.sessions.session import Session, SessionState
from bot.workshop.settings.settings import ServerSettings
from bot.workshop.text import one_line


@dataclass(frozen=True, slots=True)
class Todo:
    """An action with its session, as someone sees it: whether it is `mine`, whether they `may` say
    what becomes of it, whether its day has gone by (`overdue`), and the last thing that was `said`
    of it in a step, where it is seen in one."""

    action: Action
    session: Session
    mine: bool
    may: bool
    overdue: bool
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The open actions that someone asked for, and how many there are of each kind; `reminded`
    when they are told each week of theirs."""

    found: tuple[Todo, ...]
    mine: int
    overdue: int
    every: int
    reminded: bool
    today: date


@dataclass(frozen=True, slots=True)
class Shown:
    """An action of a step, and whether someone `may` say what becomes of it."""

    followed: Followed
    may: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What an action is now; `number` undoes it, and `reopened` where it was done or dropped."""

    todo: Todo
    number: int
    reopened: bool


async def listing(
    ctx: Context, reader: Reader, which: Which, now: datetime, of: int | None = None
) -> Listing:
    """Return the open actions of a server that someone can see, theirs first; those of one session
    alone where it is named by `of`."""
    async with ctx.database.read() as tx:
        rows = await tx.follows.open_in(reader.server_id)
        read = await all_read(tx, reader)
        seen = {
            a.id: (a, s)
            for a, s in rows
            if of in (None, s.id) and (s.channel_id in reader.seen.channels or s.id in read)
        }
        day = await today(ctx, tx, reader.server_id, now)
        every = [action for action, _ in seen.values()]
        kept = {kind: listed(every, reader.actor, kind, day) for kind in Which}
        settings = await tx.servers.get(reader.server_id)
        wanted = [seen[action.id] for action in kept[which]]
        leading = {
            session_id: await tx.sessions.facilitators(session_id)
            for session_id in {session.id for _, session in wanted}
        }
        found = [_todo(reader, a, s, leading[s.id], settings, day) for a, s in wanted]
        return Listing(
            tuple(found),
            len(kept[Which.MINE]),
            len(kept[Which.OVERDUE]),
            len(kept[Which.ALL]),
            await tx.follows.is_reminded(reader.server_id, reader.actor.user_id),
            day,
        )


async def of_step(ctx: Context, reader: Reader, step_id: int, now: datetime) -> tuple[Shown, ...]:
    """Return the actions that an open step shows; raise Refusal when it is not open."""
    async with ctx.database.read() as tx:
        session, step = await open_step(tx, step_id)
        settings = await tx.servers.get(session.server_id)
        here = await tx.sessions.facilitators(session.id)
        shown = await tx.follows.of_step(step.id)
        leading = {
            former: here | await tx.sessions.facilitators(former)
            for former in {one.action.session_id for one in shown}
        }
        return tuple(
            Shown(
                one,
                may_follow(reader.actor, one.action, leading[one.action.session_id], settings),
            )
            for one in shown
        )


async def look(
    ctx: Context, reader: Reader, action_id: int, step_id: int | None, now: datetime
) -> Todo:
    """Return an action that someone can see, in a step or in the server; raise Gone otherwise."""
    async with ctx.database.read() as tx:
        return await _found(ctx, tx, reader, action_id, step_id, now)


async def to_change(
    ctx: Context, reader: Reader, action_id: int, step_id: int | None, now: datetime
) -> Todo:
    """Return an action of which someone may say what becomes; raise as `settle`."""
    async with ctx.database.read() as tx:
        return await _changeable(ctx, tx, reader, action_id, step_id, now)


async def settle(
    ctx: Context, reader: Reader, action_id: int, said: Said, now: datetime, step_id: int | None
) -> Change:
    """Keep that an action is done, going on or dropped; the step `step_id`, if any, tells it.

    Raises Gone for one that the person cannot see, Refusal when it is not for them to say.
    """
    async with ctx.database.write() as tx:
        todo = await _changeable(ctx, tx, reader, action_id, step_id, now)
        if step_id is not None:
            await tx.follows.say(step_id, action_id, said)
        return await _kept(ctx, tx, reader, todo, settled(todo.action, said, now), step_id, now)


async def postpone(
    ctx: Context, reader: Reader, action_id: int, due: str, now: datetime, step_id: int | None
) -> Change:
    """Have an action be for another day, as people write it: it goes on. Raises as `settle`, and
    for what says no day to come."""
    async with ctx.database.write() as tx:
        todo = await _changeable(ctx, tx, reader, action_id, step_id, now)
        day = read_due(due, await today(ctx, tx, reader.server_id, now), todo.session.language)
        after = settled(postponed(todo.action, day), Said.GOING_ON, now)
        if step_id is not None:
            await tx.follows.say(step_id, action_id, Said.GOING_ON)
        return await _kept(ctx, tx, reader, todo, after, step_id, now)


async def assign(
    ctx: Context,
    reader: Reader,
    action_id: int,
    owner: str,
    owner_id: int | None,
    now: datetime,
    step_id: int | None,
) -> Change:
    """Have an action be someone else's: a member, or a name alone. Raises as `settle`, and when
    nobody is named."""
    owner = one_line(owner)
    if not owner:
        raise Refusal("action.needs_owner")
    if len(owner) > LIMIT:
        raise Refusal("text.too_long", length=len(owner), limit=LIMIT)
    async with ctx.database.write() as tx:
        todo = await _changeable(ctx, tx, reader, action_id, step_id, now)
        after = assigned(todo.action, owner, owner_id)
        # Whom the summary named, once it was read again, is not who has it now.
        await tx.corrections.undo(todo.session.id, Item(Of.ACTION, action_id), "owner")
        return await _kept(ctx, tx, reader, todo, after, step_id, now)


async def undo(
    ctx: Context, reader: Reader, action_id: int, number: int, now: datetime, step_id: int | None
) -> Todo:
    """Have an action be as before the change `number`; raise as `settle`, and Outdated when that
    was not its last one. What a step tells of it is then what became of it, or nothing."""
    async with ctx.database.write() as tx:
        todo = await _found(ctx, tx, reader, action_id, step_id, now)
        before = await tx.actions.undo(todo.action, number)
        if before is None:
            raise Outdated("todo.undo_late") if todo.may else Refusal("todo.not_yours")
        # Who gave an action away may take it back: it is theirs again.
        again = await _seen(ctx, tx, reader, before, todo.session, step_id, now)
        if not (todo.may or again.may):
            raise Refusal("todo.not_yours")
        if step_id is not None:
            await tx.follows.say(step_id, action_id, None)
            again = replace(again, said=None)
        await tx.actions.release(action_id)
        await watch(ctx, tx, todo.session.server_id, now)
        await _tell(tx, todo.session, now)
        return again


async def set_reminded(
    ctx: Context, server_id: int, user_id: int, *, on: bool, now: datetime
) -> None:
    """Have someone told each week of what is theirs in a server, or no more: the links that were
    kept for it alone are then erased."""
    async with ctx.database.write() as tx:
        if on:
            await tx.follows.remind(server_id, user_id)
            await watch(ctx, tx, server_id, now)
        else:
            await tx.follows.remind_no_more(server_id, user_id)


async def _kept(
    ctx: Context,
    tx: Transaction,
    reader: Reader,
    todo: Todo,
    after: Action,
    step_id: int | None,
    now: datetime,
) -> Change:
    number = await tx.actions.change(todo.action, after, now)
    await tx.actions.release(after.id)
    await watch(ctx, tx, todo.session.server_id, now)
    kept = await tx.actions.get(after.id)
    assert kept is not None
    await _tell(tx, todo.session, now)
    step = await tx.sessions.step(step_id) if step_id is not None else None
    if step is not None:  # who says what became of an action took part in that session
        await tx.sessions.took_part(step.session_id, reader.actor.user_id)
    seen = await _seen(ctx, tx, reader, kept, todo.session, step_id, now)
    return Change(seen, number, reopened=kept.is_open and not todo.action.is_open)


async def _tell(tx: Transaction, session: Session, now: datetime) -> None:
    """Have the cards drawn again on which an action of `session` may stand; once its summary left,
    what is found of it and the post of its coordinators follow."""
    for live in {session.id, *await tx.follows.live_of_series(session.id)}:
        tx.touch(Topic.SESSION, live)
    if session.released_at is not None:
        await remember(tx, session)
        await retag(tx, session, now)


async def _changeable(
    ctx: Context,
    tx: Transaction,
    reader: Reader,
    action_id: int,
    step_id: int | None,
    now: datetime,
) -> Todo:
    todo = await _found(ctx, tx, reader, action_id, step_id, now)
    if not todo.may:
        raise Refusal("todo.not_yours")
    return todo


async def _found(
    ctx: Context,
    tx: Transaction,
    reader: Reader,
    action_id: int,
    step_id: int | None,
    now: datetime,
) -> Todo:
    action = await tx.actions.get(action_id)
    session = await tx.sessions.get(action.session_id) if action is not None else None
    if action is None or session is None or action.hidden is not None:
        raise Gone("todo.gone")
    if step_id is not None:
        await _check_in_step(tx, step_id, action)
    elif not await sees(tx, reader, session):
        raise Gone("todo.gone")
    return await _seen(ctx, tx, reader, action, session, step_id, now)


async def _check_in_step(tx: Transaction, step_id: int, action: Action) -> None:
    """Raise Gone unless the step, which goes on, is about an action: one that it shows, or one of
    its own session that it may show."""
    found = await tx.sessions.step_in_session(step_id)
    if found is None or found[0].state is SessionState.ENDED or not found[1].is_open:
        raise Refusal("step.not_open")
    if all(one.action.id != action.id for one in await tx.follows.of_step(step_id)):
        raise Gone("todo.gone")


async def _seen(
    ctx: Context,
    tx: Transaction,
    reader: Reader,
    action: Action,
    session: Session,
    step_id: int | None,
    now: datetime,
) -> Todo:
    leading, said = await tx.sessions.facilitators(session.id), None
    if step_id is not None:
        step = await tx.sessions.step(step_id)
        if step is not None:  # those who lead the session in which it is talked about, too
            leading |= await tx.sessions.facilitators(step.session_id)
        shown = await tx.follows.of_step(step_id)
        said = next((one.said for one in shown if one.action.id == action.id), None)
    settings = await tx.servers.get(session.server_id)
    day = await today(ctx, tx, reader.server_id, now)
    return _todo(reader, action, session, leading, settings, day, said)


def _todo(
    reader: Reader,
    action: Action,
    session: Session,
    leading: frozenset[int],
    settings: ServerSettings,
    day: date,
    said: Said | None = None,
) -> Todo:
    return Todo(
        action,
        session,
        is_theirs(reader.actor, action),
        may_follow(reader.actor, action, leading, settings),
        action.overdue(day),
        said,
    )
