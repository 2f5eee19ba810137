"""Answering the post-its of the wall: reactions and comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.services.context import Context, author_of, delivery_of, running
from bot.services.in_room.speaking import Signature, speaker
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.limits import COMMENTS_PER_PERSON, check_room
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session
from bot.workshop.wall.reaction import (
    Comment,
    Echo,
    Reaction,
    check_comment,
    check_number,
    check_revealed,
)


@dataclass(frozen=True, slots=True)
class Viewed:
    """A post-it of the wall as one person sees it: its answers, and which are their own, with how
    many people each stands for: one, or those in the room (`in_room`)."""

    session: Session
    postit: PostIt
    echo: Echo
    mine: Mapping[Reaction, int]
    my_comments: tuple[Comment, ...]
    in_room: bool = False


async def view(ctx: Context, postit_id: int, actor: Actor, room: Signature | None = None) -> Viewed:
    """Return a post-it of the wall for `actor`, or for the people in the `room`, as in `speaker`.

    Raises Refusal when it is gone or hidden, or when the session has ended.
    """
    async with ctx.database.read() as tx:
        return await _viewed(tx, await _on_the_wall(tx, postit_id, actor, room))


async def react(
    ctx: Context, postit_id: int, actor: Actor, reaction: Reaction, wanted: bool
) -> Viewed:
    """Have `actor` react to a post-it, or take the reaction back; raises Refusal as `view`.

    `wanted` is the state asked for: the same press twice changes nothing more.
    """
    async with ctx.database.write() as tx:
        seen = await _on_the_wall(tx, postit_id, actor)
        if await tx.reactions.put(seen.postit.id, seen.author, reaction, wanted) and wanted:
            await tx.sessions.took_part(seen.session.id, actor.user_id)
        return await _viewed(tx, seen)


async def count_room(
    ctx: Context, postit_id: int, actor: Actor, reaction: Reaction, people: int, room: Signature
) -> Viewed:
    """Keep how many people in the room react so to a post-it, in place of what was kept.

    Raises Refusal as `view`, and for more than are said to be in the room.
    """
    async with ctx.database.write() as tx:
        seen = await _on_the_wall(tx, postit_id, actor, room)
        if not 0 <= people <= seen.session.in_room:
            raise Refusal("in_room.number_wrong", least=0, most=seen.session.in_room)
        await tx.reactions.count_room(seen.postit.id, seen.author, reaction, people)
        return await _viewed(tx, seen)


async def comment(
    ctx: Context,
    postit_id: int,
    actor: Actor,
    text: str,
    submission: str,
    room: Signature | None = None,
) -> Viewed:
    """Keep a comment of one line; the same `submission` delivered twice is kept once.

    Raises Refusal as `view`, and when the text is empty, too long, or one too many.
    """
    async with ctx.database.write() as tx:
        seen = await _on_the_wall(tx, postit_id, actor, room)
        session, author = seen.session, seen.author
        added = await tx.reactions.add_comment(
            postit_id=seen.postit.id,
            author=author,
            author_name=None if session.masked else seen.name,
            text=check_comment(text),
            submission=await delivery_of(tx, session, submission),
        )
        after = await _viewed(tx, seen)
        if added:
            check_number(len(after.my_comments))  # one too many is rolled back
            written = await tx.reactions.count_comments(session.id, author)
            check_room("comment.too_many_here", COMMENTS_PER_PERSON, written)
            if room is None:
                await tx.sessions.took_part(session.id, actor.user_id)
        return after


async def withdraw_comment(
    ctx: Context, postit_id: int, actor: Actor, comment_id: int, room: Signature | None = None
) -> tuple[Viewed, Comment | None]:
    """Delete a comment of `actor` for good; return what it was, None when it was gone already.

    Raises Refusal as `view`, and when the comment is not theirs.
    """
    async with ctx.database.write() as tx:
        seen = await _on_the_wall(tx, postit_id, actor, room)
        found = await tx.reactions.comment(comment_id)
        if found is not None:
            if found.postit_id != seen.postit.id or found.author != seen.author:
                raise Refusal("comment.not_yours")
            await tx.reactions.withdraw_comment(found.id)
        return await _viewed(tx, seen), found


class _Seen(NamedTuple):
    session: Session
    postit: PostIt
    author: str
    name: str
    in_room: bool


async def _on_the_wall(
    tx: Transaction, postit_id: int, actor: Actor, room: Signature | None = None
) -> _Seen:
    postit = await tx.postits.get(postit_id)
    if postit is None:
        raise Refusal("postit.gone")
    session = await running(tx, postit.session_id)
    check_revealed(postit)
    who = await speaker(tx, session, actor, room)
    author = await author_of(tx, session, who.user_id)
    return _Seen(session, postit, author, who.name, room is not None)


async def _viewed(tx: Transaction, seen: _Seen) -> Viewed:
    echo = await tx.reactions.echo(seen.postit.id)
    return Viewed(
        seen.session,
        seen.postit,
        echo,
        await tx.reactions.weights(seen.postit.id, seen.author),
        tuple(c for c in echo.comments if c.author == seen.author),
        seen.in_room,
    )
