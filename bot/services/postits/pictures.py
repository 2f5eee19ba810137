"""Pictures that people write about: put in by those who lead, shown when their step opens.

Nothing tells who put one in. Their files leave the disk with the last session that has them, at
its end: the channel keeps what it was shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, steered
from bot.services.story.scenarios import MOST_BYTES_OF_ALL, Upload
from bot.store import Topic, Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.postits.pictures import (
    Picture,
    check_picture,
    messages,
    shows_pictures,
    with_pictures,
)
from bot.workshop.postits.step import MOST_PICTURES
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.story.media import SIZE_LIMIT

# Of all sessions of a server: several full ones at once.
MOST_BYTES = 32 * SIZE_LIMIT


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of a session that stand, and the next step that shows them, or the one that
    does; None once none is left: no more can be put in."""

    session: Session
    pictures: tuple[Picture, ...]
    step: StepRun | None


async def album(ctx: Context, session_id: int, actor: Actor) -> Album:
    """Return the pictures of a session to those who lead it; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        return await _album(tx, await steered(tx, session_id, actor))


async def fillable(ctx: Context, session_id: int, actor: Actor) -> Album:
    """Return what `album` does; raise Refusal where no more pictures can be put in."""
    async with ctx.database.read() as tx:
        found = await _album(tx, await steered(tx, session_id, actor))
        await _check_room(tx, found)
        return found


async def put_in(
    ctx: Context, session_id: int, actor: Actor, upload: Upload, now: datetime
) -> tuple[Picture, bool]:
    """Add a picture to a session, and show it at once where its step is open. Return it, and
    whether it is new: the same picture again is harmless.

    Raises Refusal for a file that is not accepted, where there is no room for it, and for whoever
    does not lead.
    """
    await album(ctx, session_id, actor)  # before a file is written
    name = check_picture(upload.name, upload.content)
    async with (
        ctx.database.media.kept(upload.content) as digest,
        ctx.database.write() as tx,
    ):
        session = await steered(tx, session_id, actor)
        known = await tx.pictures.every(session.id)
        same = next((one for one in known if one.digest == digest), None)
        if same is not None:
            return same, False
        found = await _album(tx, session)
        await _check_room(tx, found)
        await tx.media.add(digest, len(upload.content))
        await tx.pictures.add(session.id, len(known) + 1, digest, name)
        await _check_bytes(tx, session)
        added = (await tx.pictures.every(session.id))[-1]
        if found.step is not None and found.step.is_open:
            await show(tx, session, found.step, now)
        return added, True


async def take_away(
    ctx: Context, session_id: int, picture_id: int, actor: Actor, now: datetime
) -> int:
    """Take a picture away, out of the channel too; return the number that it had. What people
    wrote about it stays. Raises Refusal when it is gone, and for whoever does not lead."""
    async with ctx.database.write() as tx:
        session = await steered(tx, session_id, actor)
        picture = await tx.pictures.get(picture_id)
        if picture is None or picture.session_id != session.id or not picture.stands:
            raise Refusal("pictures.gone")
        if picture.numbered:
            await tx.pictures.blank(picture)
            for message_id in await tx.pictures.messages_of(picture.id):
                await _again(tx, session, picture.shown_in, message_id, now)
        else:
            await tx.pictures.delete(picture)
        await tx.media.delete_unused()
        step = await tx.sessions.step_at(session.id, session.position)
        if step is not None and step.is_open and shows_pictures(step.plan):
            await show(tx, session, step, now)
        return picture.number


async def show(tx: Transaction, session: Session, step: StepRun, now: datetime) -> Session:
    """Give each picture its column in a step that is open, and post those that it has not shown;
    return the session so.

    A picture that was taken away keeps its column as long as something was written about it.
    """
    plan = step.plan
    assert isinstance(plan, Collect)
    every = await tx.pictures.every(session.id)
    numbers = {one.number for one in every if one.stands}
    if len(numbers) < len(every):
        written = {
            p.column for p in await tx.postits.of_session(session.id) if p.step_id == step.id
        }
        numbers |= {
            column.picture
            for column in plan.columns
            if column.picture is not None and column.name[session.language] in written
        }
    changed = with_pictures(plan, numbers)
    if changed != plan:
        session = await tx.sessions.replan(session, step, changed)
        tx.touch(Topic.SESSION, session.id)
    new = [one for one in every if one.stands and one.shown_in != step.id]
    await tx.pictures.set_shown(new, step.id)
    for posted in messages(new):
        await tx.outbox.add(
            Saying.PICTURES,
            session.id,
            session.channel_id,
            now,
            step=step.id,
            first=posted[0].number,
            last=posted[-1].number,
        )
    return session


async def posted(tx: Transaction, letter: Letter, message_id: int | None, now: datetime) -> None:
    """Remember where pictures stand; those that were dropped are shown when their step opens
    again, and what was taken away meanwhile leaves the message."""
    first, last = letter.payload["first"], letter.payload["last"]
    if message_id is None:
        await tx.pictures.set_unshown(letter.session_id, first, last)
        return
    await tx.pictures.set_message(letter.session_id, first, last, message_id)
    session = await tx.sessions.get(letter.session_id)
    if session is not None and any(
        not one.stands for one in await tx.pictures.in_message(message_id)
    ):
        await _again(tx, session, letter.payload["step"], message_id, now)


async def follow(tx: Transaction, letter: Letter, now: datetime) -> None:
    """Have pictures posted once they may be attached: words alone went out."""
    await tx.outbox.add(
        Saying.PICTURES_LATER, letter.session_id, letter.channel_id, now, **letter.payload
    )


async def in_numbers(
    ctx: Context, session_id: int, first: int, last: int
) -> list[tuple[Picture, bytes | None]]:
    """Return the pictures of a session that stand, from a number to another, with what they
    contain; None where the file is gone."""
    async with ctx.database.read() as tx:
        every = await tx.pictures.every(session_id)
    return await _read(ctx, [one for one in every if first <= one.number <= last])


async def in_message(ctx: Context, message_id: int) -> list[tuple[Picture, bytes | None]]:
    """Return the pictures that a message was posted with and that stand, as `in_numbers` does."""
    async with ctx.database.read() as tx:
        every = await tx.pictures.in_message(message_id)
    return await _read(ctx, every)


async def _read(ctx: Context, pictures: list[Picture]) -> list[tuple[Picture, bytes | None]]:
    return [
        (one, await ctx.database.media.content(one.digest))
        for one in pictures
        if one.digest is not None
    ]


async def _again(
    tx: Transaction, session: Session, step_id: int | None, message_id: int, now: datetime
) -> None:
    at = {} if step_id is None else {"step": step_id}
    await tx.outbox.add(
        Saying.PICTURES_AGAIN, session.id, session.channel_id, now, message=message_id, **at
    )


async def _album(tx: Transaction, session: Session) -> Album:
    standing = [one for one in await tx.pictures.every(session.id) if one.stands]
    steps = await tx.sessions.steps(session.id)
    shown = next((s for s in steps if shows_pictures(s.plan) and not s.is_over), None)
    return Album(session, tuple(standing), shown)


async def _check_room(tx: Transaction, found: Album) -> None:
    if found.step is None:
        raise Refusal("pictures.too_late")
    # The numbers of those that were taken away are not used again.
    if len(await tx.pictures.every(found.session.id)) >= MOST_PICTURES:
        raise Refusal("pictures.many", most=MOST_PICTURES)


async def _check_bytes(tx: Transaction, session: Session) -> None:
    if await tx.pictures.size_in_server(session.server_id) > MOST_BYTES:
        raise Refusal("pictures.no_room", limit=MOST_BYTES // 2**20)
    if await tx.media.size_of_all() > MOST_BYTES_OF_ALL:
        raise Refusal("media.no_room_left", limit=MOST_BYTES_OF_ALL // 2**30)
