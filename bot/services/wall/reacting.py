"""Answering the post-its of the wall: reactions and comments."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.context import Context, author_of, running
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.limits import COMMENTS_PER_PERSON, check_room
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, author_reference
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
    """A post-it of the wall as one person sees it: its answers, and which are their own."""

    session: Session
    postit: PostIt
    echo: Echo
    mine: frozenset[Reaction]
    my_comments: tuple[Comment, ...]


async def view(ctx: Context, postit_id: int, actor: Actor) -> Viewed:
    """Return a post-it of the wall for `actor`.

    Raises Refusal when it is gone or hidden, or when the session has ended.
    """
    async with ctx.database.read() as tx:
        session, postit, author = await _on_the_wall(tx, postit_id, actor)
        return await _viewed(tx, session, postit, author)


async def react(
    ctx: Context, postit_id: int, actor: Actor, reaction: Reaction, wanted: bool
) -> Viewed:
    """Have `actor` react to a post-it, or take the reaction back; raises Refusal as `view`.

    `wanted` is the state asked for: the same press twice changes nothing more.
    """
    async with ctx.database.write() as tx:
        session, postit, author = await _on_the_wall(tx, postit_id, actor)
        if await tx.reactions.put(postit.id, author, reaction, wanted) and wanted:
            await tx.sessions.took_part(session.id, actor.user_id)
        return await _viewed(tx, session, postit, author)


async def comment(ctx: Context, postit_id: int, actor: Actor, text: str, submission: str) -> Viewed:
    """Keep a comment of one line; the same `submission` delivered twice is kept once.

    Raises Refusal as `view`, and when the text is empty, too long, or one too many.
    """
    async with ctx.database.write() as tx:
        session, postit, author = await _on_the_wall(tx, postit_id, actor)
        key = await tx.sessions.key("session", session.id) if session.masked else None
        added = await tx.reactions.add_comment(
            postit_id=postit.id,
            author=author,
            author_name=None if session.masked else actor.name,
            text=check_comment(text),
            # A delivery's identifier tells its time: masked, it is hashed like the author.
            submission=author_reference(int(submission), key),
        )
        after = await _viewed(tx, session, postit, author)
        if added:
            check_number(len(after.my_comments))  # one too many is rolled back
            written = await tx.reactions.count_comments(session.id, author)
            check_room("comment.too_many_here", COMMENTS_PER_PERSON, written)
            await tx.sessions.took_part(session.id, actor.user_id)
        return after


async def withdraw_comment(
    ctx: Context, postit_id: int, actor: Actor, comment_id: int
) -> tuple[Viewed, Comment | None]:
    """Delete a comment of `actor` for good; return what it was, None when it was gone already.

    Raises Refusal as `view`, and when the comment is not theirs.
    """
    async with ctx.database.write() as tx:
        session, postit, author = await _on_the_wall(tx, postit_id, actor)
        found = await tx.reactions.comment(comment_id)
        if found is not None:
            if found.postit_id != postit.id or found.author != author:
                raise Refusal("comment.not_yours")
            await tx.reactions.withdraw_comment(found.id)
        return await _viewed(tx, session, postit, author), found


async def _on_the_wall(
    tx: Transaction, postit_id: int, actor: Actor
) -> tuple[Session, PostIt, str]:
    postit = await tx.postits.get(postit_id)
    if postit is None:
        raise Refusal("postit.gone")
    session = await running(tx, postit.session_id)
    check_revealed(postit)
    return session, postit, await author_of(tx, session, actor.user_id)


async def _viewed(tx: Transaction, session: Session, postit: PostIt, author: str) -> Viewed:
    echo = await tx.reactions.echo(postit.id)
    return Viewed(
        session,
        postit,
        echo,
        await tx.reactions.of_author(postit.id, author),
        tuple(c for c in echo.comments if c.author == author),
    )
