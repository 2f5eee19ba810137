"""What is said where groups meet: their cards as they are now, the end that comes near, and what
whoever leads tells them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.services.context import Context, author_of, running
from bot.services.subgroups.view import GroupSeen
from bot.store import Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.errors import Refusal
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.output import told_groups


async def redraw(
    tx: Transaction,
    session_id: int,
    step_id: int,
    now: datetime,
    numbers: Collection[int] | None = None,
    but: int | None = None,
) -> None:
    """Have the cards of a step's groups show what they are now: those of `numbers`, else all; not
    in the channel `but`."""
    for place in await tx.gatherings.places(session_id):
        card, channel = place.card_message_id, place.channel_id
        if card is None or channel is None or channel == but or place.step_id != step_id:
            continue
        if numbers is None or place.number in numbers:
            await tx.outbox.add(
                Saying.GROUP_CARD_AGAIN,
                session_id,
                channel,
                now,
                step=step_id,
                group=place.number,
                message=card,
            )


async def untell_few(tx: Transaction, session: Session, step_id: int) -> None:
    """Have nothing tell that post-its are of groups that would all but name who wrote them: called
    whenever who is in which group changes."""
    if session.masked:
        groups = await tx.groups.of_step(step_id)
        told = told_groups(session, groups)
        for group in groups:
            if group.number not in told:
                await tx.groups.untell(group)


async def elsewhere(ctx: Context, seen: GroupSeen, channel_id: int | None, now: datetime) -> None:
    """Have the card of a group show what it is now wherever it stands but in `channel_id`, where a
    press has just been answered."""
    if not any(place != channel_id for place in seen.places):
        return
    async with ctx.database.write() as tx:
        number, step = seen.group.number, seen.step.id
        await redraw(tx, seen.session.id, step, now, (number,), but=channel_id)


async def cards_follow(
    tx: Transaction, session_id: int, postit_id: int, now: datetime | None
) -> None:
    """Have the card of the group that wrote a post-it show that it changed, or is about to go."""
    group = await tx.groups.of_postit(postit_id) if now is not None else None
    if group is not None and now is not None:
        await redraw(tx, session_id, group.step_id, now, (group.number,))


async def holds_pen(tx: Transaction, postit_id: int, person: int) -> bool:
    """Return whether somebody writes for the group that wrote a post-it."""
    group = await tx.groups.of_postit(postit_id)
    return group is not None and group.scribe == person


async def to_correct(
    ctx: Context, step_id: int, number: int, actor: Actor
) -> tuple[Session, list[PostIt]]:
    """Return the post-its of a group that `actor` may change: their own, all of them with the pen.
    Raises Refusal once the session has ended."""
    async with ctx.database.read() as tx:
        found = await tx.sessions.step_in_session(step_id)
        if found is None:
            raise Refusal("session.gone")
        session, step = await running(tx, found[0].id), found[1]
        author = await author_of(tx, session, actor.user_id)
        groups = await tx.groups.of_step(step.id)
        pen = any(g.number == number and g.scribe == actor.user_id for g in groups)
        wrote = (await tx.groups.wrote(step.id)).get(number, frozenset())
        made = await tx.postits.some_of(sorted(wrote))
        return session, [one for one in made if pen or one.author == author]


async def warn(tx: Transaction, step: StepRun, now: datetime) -> None:
    """Have each group told, where it meets, that the end is near."""
    assert step.closes_at is not None
    for place in await tx.gatherings.places(step.session_id):
        if place.channel_id is not None and place.step_id == step.id:
            await tx.outbox.add(
                Saying.GROUP_WARNING,
                step.session_id,
                place.channel_id,
                now,
                step=step.id,
                ends=int(step.closes_at.timestamp()),
            )


async def notice(ctx: Context, notice_id: int) -> str | None:
    """Return what whoever leads tells all groups; None once it is gone."""
    async with ctx.database.read() as tx:
        return await tx.groups.noticed(notice_id)


async def meets_in(ctx: Context, session_id: int, channel_id: int) -> bool:
    """Return whether a group of a session still meets in a room or a thread."""
    async with ctx.database.read() as tx:
        return await tx.gatherings.of_channel(channel_id) == session_id


async def card_stands(tx: Transaction, letter: Letter, message_id: int | None) -> None:
    """Note which message is the card of a group, where it meets."""
    if message_id is not None:
        await tx.gatherings.card_stands(letter.channel_id, letter.payload["step"], message_id)
