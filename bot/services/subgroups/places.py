"""Rooms and threads of small groups: what to do next, and what is kept of it before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.services.subgroups.joining import seen_away
from bot.services.subgroups.wanted import wanted
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.language import Language
from bot.workshop.subgroups.acts import (
    Act,
    Asked,
    Begin,
    Card,
    Drop,
    End,
    Hinder,
    Home,
    Idle,
    Invite,
    Make,
    Move,
    Note,
    Recall,
    Refuse,
    Remove,
    Stands,
    Status,
    Wait,
    Written,
)
from bot.workshop.subgroups.bringing import Seen, next_act
from bot.workshop.subgroups.group import Gathering
from bot.workshop.subgroups.places import Brought, Kept, Place, Stand, Why

# What Discord takes for the name of a channel.
NAME = 100


@dataclass(frozen=True, slots=True)
class Done:
    """Discord did what was asked; `channel_id` is what it made."""

    channel_id: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """Discord refused, for a reason that does not pass by itself."""

    why: Why


class Gone:
    """What was to be acted on is not there: a channel, or someone who is not in voice any more."""


class Unanswered:
    """It may have been done or not: Discord did not say, or said that it is in trouble."""


Outcome = Done | Refused | Gone | Unanswered


@dataclass(frozen=True, slots=True)
class Next:
    """What to do next, with what it was decided from."""

    act: Act | Wait | None
    goal: Gathering | None
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Naming:
    """What a place is named from."""

    language: Language
    title: str


async def unfinished(ctx: Context, server_id: int | None = None) -> list[int]:
    """Return the sessions of which people, or places of ours, may be somewhere: of a server, or of
    all."""
    async with ctx.database.read() as tx:
        if server_id is not None:
            return await tx.gatherings.of_server(server_id)
        return await tx.gatherings.all()


async def session_in(ctx: Context, channel_id: int) -> int | None:
    """Return the session of which a group meets in a channel."""
    async with ctx.database.read() as tx:
        return await tx.gatherings.of_channel(channel_id)


async def look(
    ctx: Context, session_id: int, see: Callable[[Gathering | None, Kept | None], Seen | None]
) -> Next:
    """Return what to do next for a session, from what `see` shows of Discord; nothing where that
    is None."""
    async with ctx.database.read() as tx:
        goal = await wanted(tx, session_id)
        kept = await tx.gatherings.kept(session_id)
    seen = see(goal, kept)
    return Next(next_act(goal, kept, seen) if seen is not None else None, goal, kept)


async def naming(ctx: Context, session_id: int) -> Naming | None:
    """Return what the places of a session are named from."""
    async with ctx.database.read() as tx:
        session = await tx.sessions.get(session_id)
    return Naming(session.language, session.title) if session is not None else None


async def write(
    ctx: Context, session_id: int, kept: Kept | None, act: Written, now: datetime
) -> None:
    """Keep what asks nothing of Discord."""
    async with ctx.database.write() as tx:
        await _written(tx, session_id, act, now)
    if isinstance(act, Note):
        await _attended(ctx, session_id, kept, act.person, act.brought.state, now)


async def asking(
    ctx: Context, kept: Kept, make: Make, name: str, after: int, now: datetime
) -> Place:
    """Keep that Discord is about to be asked for a place; return it as it is kept. Its name is like
    no other of the server: what was made without an answer is found by it."""
    async with ctx.database.write() as tx:
        taken = await tx.gatherings.names(kept.server_id)
        own = next(
            (p.name for p in kept.places if (p.number, p.kind) == (make.number, make.kind)), ""
        )
        unique, more = name, 1
        while unique in taken - {own}:
            more += 1
            tail = f" ({more})"
            unique = name[: NAME - len(tail)] + tail
        await tx.gatherings.ask(kept.session_id, make.number, make.kind, unique, after, now)
        places = await tx.gatherings.places(kept.session_id)
    return next(p for p in places if (p.number, p.kind) == (make.number, make.kind))


async def answered(ctx: Context, kept: Kept, act: Asked, outcome: Outcome, now: datetime) -> None:
    """Keep what Discord answered to `act`. What it did not answer to is seen at the next look."""
    if isinstance(outcome, Unanswered):
        return
    why = outcome.why if isinstance(outcome, Refused) else None
    if isinstance(act, Home) and (why == kept.refusal or isinstance(outcome, Gone)):
        return  # nothing to keep: voice states tell who is back
    async with ctx.database.write() as tx:
        await _answered(tx, kept, act, outcome, why, now)
    if isinstance(act, Move) and isinstance(outcome, Done):
        await _attended(ctx, kept.session_id, kept, act.person, Stand.THERE, now)


async def _attended(
    ctx: Context, session_id: int, kept: Kept | None, person: int, state: Stand, now: datetime
) -> None:
    """Nobody waits for who left voice, until they are there again."""
    before = kept.people.get(person) if kept is not None else None
    was_away = before is not None and before.state is Stand.LEFT
    if was_away or state is Stand.LEFT:
        await seen_away(ctx, session_id, person, state is Stand.LEFT, now)


async def _answered(
    tx: Transaction, kept: Kept, act: Asked, outcome: Outcome, why: Why | None, now: datetime
) -> None:
    session_id = kept.session_id
    match act:
        case Make():
            if isinstance(outcome, Done):
                await tx.gatherings.stands(session_id, act.number, act.kind, outcome.channel_id)
            else:
                await tx.gatherings.refuse(
                    session_id, act.number, act.kind, why or Why.REFUSED, act.step_id, now
                )
            tx.touch(Topic.SESSION, session_id)
        case Move():
            if not isinstance(outcome, Gone):
                state = Stand.REFUSED if why is not None else Stand.THERE
                brought = Brought(act.step_id, act.number, state)
                await tx.gatherings.brought(session_id, act.person, brought)
                tx.touch(Topic.SESSION, session_id)
        case Invite():
            if act.out:
                await tx.gatherings.taken_out(act.place_id, act.person)
            else:
                await tx.gatherings.invited(act.place_id, [act.person])
        case Status():
            await tx.gatherings.status_told(act.place_id, act.step_id)
        case Home() | Remove():
            if why != kept.refusal and not isinstance(outcome, Gone):
                await tx.gatherings.hindered(session_id, why, now)
            known = (
                place.channel_id == act.channel_id
                for place in kept.places
                if isinstance(act, Remove) and (place.number, place.kind) == (act.number, act.kind)
            )
            if isinstance(act, Remove) and why is None and any(known):
                await tx.gatherings.drop(session_id, act.number, act.kind)


async def _written(tx: Transaction, session_id: int, act: Written, now: datetime) -> None:
    match act:
        case Begin():
            await tx.gatherings.begin(session_id, act.server_id, act.channel_id, act.home)
        case Refuse():
            await tx.gatherings.refuse(session_id, act.number, act.kind, act.why, act.step_id, now)
            tx.touch(Topic.SESSION, session_id)
        case Stands():
            await tx.gatherings.stands(session_id, act.number, act.kind, act.channel_id)
            tx.touch(Topic.SESSION, session_id)
        case Drop():
            await tx.gatherings.drop(session_id, act.number, act.kind)
        case Idle():
            await tx.gatherings.idle(act.places, now if act.idle else None)
        case Card():
            await tx.gatherings.card_asked(act.place_id, act.step_id)
            await tx.gatherings.invited(act.place_id, act.guests)
            await tx.outbox.add(
                Saying.GROUP_CARD,
                session_id,
                act.channel_id,
                now,
                step=act.step_id,
                group=act.number,
                mentions=int(bool(act.guests)),
            )
        case Note():
            await tx.gatherings.brought(session_id, act.person, act.brought)
        case Recall():
            await tx.gatherings.recall(session_id)
        case Hinder():
            await tx.gatherings.hindered(session_id, act.why, now)
            tx.touch(Topic.SESSION, session_id)
        case End():
            await tx.gatherings.end(session_id)
