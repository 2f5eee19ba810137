"""Writing post-its, changing them, withdrawing them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.context import Context, author_of, open_step, running
from bot.store import Topic, Transaction
from bot.workshop.errors import Refusal
from bot.workshop.permissions import Actor
from bot.workshop.postit import PostIt, Source, check_open, check_place, check_text, sort_ideas
from bot.workshop.session import Session, StepRun, accepts_typed, author_reference, hides
from bot.workshop.steps import Collect


@dataclass(frozen=True, slots=True)
class Written:
    """What became of what someone wrote: `kept`, `refused` (text, reason), and their total."""

    session: Session
    kept: tuple[PostIt, ...]
    refused: tuple[tuple[str, str], ...]
    mine: int


async def write(
    ctx: Context,
    step_id: int,
    actor: Actor,
    text: str,
    dimension: str | None,
    year: int | None,
    submission: str,
) -> Written:
    """Keep the ideas of a form, one a line.

    The same `submission` delivered twice is kept once. Raises Refusal when the step takes no
    post-its now, when nothing is written, or when the place is not of the scenario.
    """
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        plan = check_open(step)
        dimension, year = check_place(session.scenario, dimension, year)
        return await _keep(
            tx, session, step, plan, actor, text, dimension, year, Source.FORM, submission
        )


async def write_typed(
    ctx: Context, channel_id: int, actor: Actor, text: str, message_id: int
) -> Written | None:
    """Keep a message of the channel as post-its; None when the channel takes none now."""
    async with ctx.database.write() as tx:
        session = await tx.sessions.live_in(channel_id)
        if session is None or session.position is None:
            return None
        step = await tx.sessions.step_at(session.id, session.position)
        if step is None or not accepts_typed(session, step):
            return None
        plan = check_open(step)
        return await _keep(
            tx, session, step, plan, actor, text, None, None, Source.TYPED, str(message_id),
            message_id,
        )  # fmt: skip


async def mine(ctx: Context, session_id: int, actor: Actor) -> tuple[Session, list[PostIt]]:
    """Return the post-its that `actor` wrote in a live session."""
    async with ctx.database.read() as tx:
        session = await running(tx, session_id)
        author = await author_of(tx, session, actor.user_id)
        return session, await tx.postits.of_author(session.id, author)


async def get_mine(ctx: Context, postit_id: int, actor: Actor) -> tuple[Session, StepRun, PostIt]:
    """Return a post-it of `actor` with its step; raise Refusal when it is not theirs."""
    async with ctx.database.read() as tx:
        return await _own(tx, postit_id, actor)


async def edit(
    ctx: Context,
    postit_id: int,
    actor: Actor,
    text: str,
    dimension: str | None,
    year: int | None,
) -> PostIt:
    """Change a post-it; possible until the end of the session. Raises Refusal."""
    async with ctx.database.write() as tx:
        session, step, postit = await _own(tx, postit_id, actor)
        assert isinstance(step.plan, Collect)
        idea = check_text(text, step.plan)
        dimension, year = check_place(session.scenario, dimension, year)
        await tx.postits.edit(postit.id, idea, dimension, year)
        changed = await tx.postits.get(postit.id)
        assert changed is not None
        return changed


async def withdraw(ctx: Context, postit_id: int, actor: Actor) -> PostIt:
    """Delete a post-it for good; return what it was. Raises Refusal when it is not theirs."""
    async with ctx.database.write() as tx:
        session, _, postit = await _own(tx, postit_id, actor)
        await tx.postits.withdraw(postit.id)
        tx.touch(Topic.SESSION, session.id)
        return postit


async def _own(tx: Transaction, postit_id: int, actor: Actor) -> tuple[Session, StepRun, PostIt]:
    postit = await tx.postits.get(postit_id)
    if postit is None:
        raise Refusal("postit.gone")
    session = await running(tx, postit.session_id)
    if postit.author != await author_of(tx, session, actor.user_id):
        raise Refusal("postit.not_yours")
    step = await tx.sessions.step(postit.step_id)
    assert step is not None
    return session, step, postit


async def _keep(
    tx: Transaction,
    session: Session,
    step: StepRun,
    plan: Collect,
    actor: Actor,
    text: str,
    dimension: str | None,
    year: int | None,
    source: Source,
    submission: str,
    message_id: int | None = None,
) -> Written:
    key = await tx.sessions.key("session", session.id) if session.masked else None
    author = await author_of(tx, session, actor.user_id)
    already = await tx.postits.count_by_author(step.id, author)
    sorted_ideas = sort_ideas(text, plan, already)
    if not sorted_ideas.kept and not sorted_ideas.refused:
        raise Refusal("postit.empty")
    kept: list[PostIt] = []
    for rank, idea in enumerate(sorted_ideas.kept):
        postit = await tx.postits.add(
            session_id=session.id,
            step_id=step.id,
            author=author,
            author_name=None if session.masked else actor.name,
            text=idea,
            dimension=dimension,
            year=year,
            source=source,
            # A delivery's identifier tells its time: masked, it is hashed like the author.
            submission=f"{author_reference(int(submission), key)}:{rank}",
            message_id=message_id,
        )
        if postit is not None:
            kept.append(postit)
    if kept:
        if not hides(session, plan):
            await tx.postits.reveal(session.id, [postit.id for postit in kept])
        await tx.sessions.took_part(session.id, actor.user_id)
        tx.touch(Topic.SESSION, session.id)
    return Written(session, tuple(kept), sorted_ideas.refused, already + len(kept))
