"""Names of themes proposed by the room, and chosen by it, before it sorts."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.services.context import Context, open_step
from bot.services.in_room.speaking import Signature, speaker
from bot.services.themes.naming import NamedAll, name_each
from bot.services.themes.sorting import Board, board_of
from bot.store import Topic, Transaction
from bot.store.erasures import Erasure
from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.kinds import Group
from bot.workshop.limits import check_room
from bot.workshop.lists import ideas
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, author_reference
from bot.workshop.themes.proposals import AT_ONCE, IN_ALL, Proposal, by_choice, to_propose
from bot.workshop.themes.sorting import Sorting
from bot.workshop.themes.together import FEWEST_THEMES
from bot.workshop.vote.ballot import DETAIL_FROM


@dataclass(frozen=True, slots=True)
class Names:
    """What was proposed so far, in alphabetical order, as one person sees it: `mine` are those
    that they would use, `new` how many of what they sent was not there before, `knew` what was."""

    step_id: int
    proposals: tuple[Proposal, ...]
    mine: frozenset[int]
    new: int = 0
    knew: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """What was proposed, the most wanted first, with the board on which it becomes themes."""

    board: Board
    proposals: tuple[Proposal, ...]


async def propose(
    ctx: Context, step_id: int, actor: Actor, written: str, room: Signature | None = None
) -> Names:
    """Keep the names of `written`, one a line, which `actor` then wants; nothing written only
    shows what was proposed.

    Names that are there are kept once; the people in the `room`, as in `speaker`, are one who
    proposes. Raises Refusal when the step is over, or the room sorts;
    when a name is too long, or there are too many.
    """
    names = to_propose(ideas(written))
    async with ctx.database.write() as tx:
        session, sorting = await _taking(tx, step_id)
        who = await speaker(tx, session, actor, room)
        there = {fold(theme.name) for theme in sorting.themes}
        fresh = {key: name for key, name in names.items() if key not in there}
        proposed = {fold(one.name) for one in await tx.names.of_step(step_id)}
        knew = tuple(name for key, name in names.items() if key in there | proposed)
        if not fresh:
            return replace(await _seen(tx, step_id, who, sorting), knew=knew)
        person = await _person(tx, step_id, who)
        check_room("names.yours", AT_ONCE, await tx.names.propose(step_id, person, fresh))
        check_room("names.full", IN_ALL, len(await tx.names.of_step(step_id)))
        await tx.names.want(person, await tx.names.known(step_id, fresh))
        if room is None:
            await tx.sessions.took_part(session.id, actor.user_id)
        tx.touch(Topic.SESSION, session.id)
        seen = await _seen(tx, step_id, who, sorting)
        return replace(seen, new=len(names) - len(knew), knew=knew)


async def choose(
    ctx: Context,
    step_id: int,
    actor: Actor,
    shown: Iterable[int],
    chosen: Iterable[int],
    room: Signature | None = None,
) -> Names:
    """Of the names `shown`, have `actor` want the `chosen` ones alone. A name that they proposed
    and that nobody wants any more is gone. Raises Refusal as `propose` does."""
    async with ctx.database.write() as tx:
        session, sorting = await _taking(tx, step_id)
        who = await speaker(tx, session, actor, room)
        known = {one.id for one in await tx.names.of_step(step_id)} & set(shown)
        if known:
            person, wanted = await _person(tx, step_id, who), known & set(chosen)
            await tx.names.want_no_more(person, known - wanted)
            await tx.names.want(person, wanted)
            await tx.names.withdraw(step_id, person, known - wanted)
            if room is None:
                await tx.sessions.took_part(session.id, actor.user_id)
            tx.touch(Topic.SESSION, session.id)
        return await _seen(tx, step_id, who, sorting)


async def look(ctx: Context, step_id: int, actor: Actor, room: Signature | None = None) -> Names:
    """Return what was proposed so far, as `actor` sees it; raise Refusal as `propose` does."""
    async with ctx.database.read() as tx:
        session, sorting = await _taking(tx, step_id)
        return await _seen(tx, step_id, await speaker(tx, session, actor, room), sorting)


async def offered(ctx: Context, step_id: int, actor: Actor) -> Offered:
    """Return what was proposed, for whoever leads."""
    async with ctx.database.read() as tx:
        now = await board_of(tx, step_id, actor)
        return Offered(now, tuple(by_choice(await _told(tx, now.session, step_id, now.sorting))))


async def take(
    ctx: Context, step_id: int, actor: Actor, chosen: Iterable[int], seen: int
) -> NamedAll:
    """Make themes of proposals, all undone at once; raise Refusal when none is chosen, or none of
    them is there any more."""
    wanted = set(chosen)
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)
        taken = by_choice(one for one in await tx.names.of_step(step_id) if one.id in wanted)
        return await name_each(tx, before, actor, [one.name for one in taken])


async def count(tx: Transaction, step_id: int) -> int:
    """Return how many names were proposed in a step."""
    return len(await tx.names.of_step(step_id))


async def drop(tx: Transaction, step_id: int) -> None:
    """Forget what was proposed: its step is left."""
    if await count(tx, step_id):
        await tx.names.clear(step_id)
        await tx.sessions.destroy_key("sorting", step_id)
        await tx.erasures.promise(Erasure.PAGES)


async def _taking(tx: Transaction, step_id: int) -> tuple[Session, Sorting]:
    """Return the session and the themes of a step that takes names; raise Refusal otherwise."""
    session, step = await open_step(tx, step_id)
    if not isinstance(step.plan, Group):
        raise Refusal("step.not_open")
    now, sorting = await tx.rounds.under_way(step_id), await tx.themes.sorting(session.id)
    choosable = len(sorting.themes) >= FEWEST_THEMES
    if now is not None and now.is_open and not now.is_aside and choosable:
        raise Refusal("names.room_sorts")
    return session, sorting


async def _person(tx: Transaction, step_id: int, actor: Actor) -> str:
    """Return what stands for `actor` beside the names that they want."""
    await tx.sessions.make_key("sorting", step_id, secrets.token_bytes(32))
    return author_reference(actor.user_id, await tx.sessions.key("sorting", step_id))


async def _seen(tx: Transaction, step_id: int, actor: Actor, sorting: Sorting) -> Names:
    key = await tx.sessions.key("sorting", step_id)
    there = {fold(theme.name) for theme in sorting.themes}
    found = [one for one in await tx.names.of_step(step_id) if fold(one.name) not in there]
    found.sort(key=lambda one: fold(one.name))
    hidden = tuple(replace(one, want=None) for one in found)
    if key is None:
        return Names(step_id, hidden, frozenset())
    person = author_reference(actor.user_id, key)
    return Names(step_id, hidden, await tx.names.wanted_by(step_id, person))


async def _told(
    tx: Transaction, session: Session, step_id: int, sorting: Sorting
) -> list[Proposal]:
    """Return the proposals that are no theme yet; in a masked session how many want each is told
    once there are enough people that it says nothing of anyone."""
    there = {fold(theme.name) for theme in sorting.themes}
    found = [one for one in await tx.names.of_step(step_id) if fold(one.name) not in there]
    if session.masked and await _hiding(tx, step_id) < DETAIL_FROM:
        return [replace(one, want=None) for one in found]
    return found


async def _hiding(tx: Transaction, step_id: int) -> int:
    """Return how many people want a name who hide each other: those who lead know what the people
    in the room want."""
    key = await tx.sessions.key("sorting", step_id)
    room = key is not None and await tx.names.wanted_by(step_id, author_reference(ROOM, key))
    return await tx.names.people(step_id) - bool(room)
