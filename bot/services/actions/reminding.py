"""Each week: owners who asked are told of what is theirs, coordinators of what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.services.context import Context, today, zone_of
from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.store.timers import Timer, TimerKind
from bot.workshop.actions.action import Action
from bot.workshop.actions.weekly import next_monday
from bot.workshop.sessions.session import Session

# What stands at the beginning of why a letter to someone is given up, where it is for their part.
_THEIRS = ("403 ", "404 ", "the server is gone")
# A Monday that was told is over, in whatever time zone the operator may have set since.
_TOLD = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Week:
    """What someone is told in a week: open actions, each with its session, the soonest first."""

    found: tuple[tuple[Action, Session], ...]
    today: date


async def watch(ctx: Context, tx: Transaction, server_id: int, now: datetime) -> None:
    """Have a server's next Monday looked at, if it is not to be already."""
    timers = await tx.timers.of_server(server_id)
    if all(timer.kind != TimerKind.ACTIONS for timer in timers):
        due = next_monday(await zone_of(ctx, tx, server_id), now)
        await tx.timers.set_of_server(TimerKind.ACTIONS, server_id, due)


async def watch_released(ctx: Context, tx: Transaction, session: Session, now: datetime) -> None:
    """A summary leaves: its actions are looked at on Mondays."""
    if await tx.actions.of_session(session.id):
        await watch(ctx, tx, session.server_id, now)


async def remind(
    ctx: Context, tx: Transaction, timer: Timer, server_id: int, now: datetime
) -> None:
    """Have everyone told whom it concerns; nothing is said where nothing is open, or overdue."""
    every = await tx.follows.open_in(server_id)
    if not every:
        return  # the next session that leaves actions has the weeks counted again
    owners = {action.owner_id for action, _ in every}
    for person in await tx.follows.reminded(server_id):
        if person in owners:
            lane = lane_of(server_id)
            await tx.outbox.add_of_server(Saying.ACTIONS_MINE, server_id, lane, now, person=person)
    channel = (await tx.servers.get(server_id)).coordinators_channel_id
    day = await today(ctx, tx, server_id, now)
    if channel is not None and any(action.overdue(day) for action, _ in every):
        await tx.outbox.add_of_server(Saying.ACTIONS_OVERDUE, server_id, channel, now)
    await watch(ctx, tx, server_id, max(now, timer.due_at + _TOLD))


async def still_mine(ctx: Context, server_id: int, person: int, now: datetime) -> Week:
    """Return what someone who asked for it is told now; nothing where they do not want it."""
    async with ctx.database.read() as tx:
        day = await today(ctx, tx, server_id, now)
        if not await tx.follows.is_reminded(server_id, person):
            return Week((), day)
        return Week(tuple(await tx.follows.open_of(person, server_id)), day)


async def still_overdue(ctx: Context, server_id: int, now: datetime) -> Week:
    """Return what is overdue in a server now, the oldest first."""
    async with ctx.database.read() as tx:
        day = await today(ctx, tx, server_id, now)
        late = [(a, s) for a, s in await tx.follows.open_in(server_id) if a.overdue(day)]
        late.sort(key=lambda found: (found[0].due or day, found[0].id))
        return Week(tuple(late), day)


async def unreached(tx: Transaction, letter: Letter) -> None:
    """Someone could not be told. Where they left or take no private message nothing is kept that
    names them, and they are not reminded any more; Discord down for a day is no reason to."""
    assert letter.server is not None
    kept = await tx.outbox.get(letter.id)
    failure = (kept.failure if kept is not None else None) or ""
    await tx.outbox.said(letter)
    if not failure.startswith(_THEIRS):
        return
    await tx.follows.remind_no_more(letter.server, letter.payload["person"])


def lane_of(server_id: int) -> int:
    """Return where private letters of a server wait: no channel and no step has such a number."""
    return -server_id
