"""Post-its typed in the channel: said, edited, deleted, and what facilitators make of messages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, author_of, existing, leads, steered
from bot.services.live import Hearing, hearing
from bot.services.postits.collecting import count_in
from bot.services.vote.polls import source_changed, source_gone
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.rows.messages import WHOLE
from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect
from bot.workshop.postits.postit import PostIt, Source, check_open
from bot.workshop.postits.typed import Typed, is_command, read_message
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun, accepts_typed, hides
from bot.workshop.vote.step import VoteOn


@dataclass(frozen=True, slots=True)
class Message:
    """What someone typed in a channel; `files` are the names of what came along."""

    id: int
    channel_id: int
    author: Actor
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a message: how many of its ideas are on record, and why others are not
    (``postit.too_long``, ``postit.too_many``)."""

    kept: int
    refused: frozenset[str]


async def hear(ctx: Context, message: Message, now: datetime) -> Heard | None:
    """Keep a new message as post-its; None when the channel takes none now.

    While post-its are hidden, the room is reminded, once in a step, that messages are none.
    """
    if is_command(message.text):
        return None
    async with ctx.turns.of(message.id):
        heard = await ctx.live.hearing(message.channel_id)
        if heard is Hearing.POSTIT:
            return await _keep(ctx, message)
        if heard is Hearing.REMINDER and not await _from_a_leader(ctx, message):
            await _remind(ctx, message, now)
        return None


async def reread(ctx: Context, message: Message, *, reply: bool = False) -> Heard | None:
    """Have the post-its of a message say what it says once edited; None when it is none.

    Ideas keep their post-it by rank; those that are no longer there are withdrawn, and new ones
    are added while the step is open. What was said before the step, or as a `reply`, and was no
    post-it then, does not become one.
    """
    async with ctx.turns.of(message.id):
        # Most edits are of messages that are no post-its: they wait for nobody.
        async with ctx.database.read() as tx:
            if await _place(tx, message, reply) is None:
                return None
        async with ctx.database.write() as tx:
            place = await _place(tx, message, reply)
            return await _read(tx, *place, message) if place is not None else None


async def deleted(ctx: Context, message_ids: Collection[int]) -> None:
    """Withdraw the post-its of messages that left a channel, while their session lives."""
    await ctx.turns.after(message_ids)
    async with ctx.database.read() as tx:
        made = await tx.postits.made_of(message_ids)
    if not made:
        return
    async with ctx.database.write() as tx:
        for message_id in made:
            await _withdraw_all(tx, message_id)


async def adopt(ctx: Context, message: Message, actor: Actor) -> Heard:
    """Have a facilitator make post-its of a member's message.

    Raises Refusal when `actor` does not lead, when the step takes no post-its that show who
    wrote them, and when there is nothing to keep or no room for it.
    """
    async with ctx.turns.of(message.id), ctx.database.write() as tx:
        session, step = await tx.sessions.now_in(message.channel_id)
        if session is None:
            raise Refusal("session.none_here")
        session = await steered(tx, session.id, actor)
        plan = check_open(step)
        assert step is not None
        if hides(session, plan):
            raise Refusal("message.shows_author")
        if await tx.postits.of_message(message.id):
            raise Refusal("message.already_made")
        ideas = _ideas(session, plan, message)
        if not ideas:
            raise Refusal("postit.empty")
        await tx.messages.take_back(message.id)
        heard = await _read(tx, session, step, message)
        if not heard.kept:
            if "postit.too_many" in heard.refused:
                raise Refusal("message.too_many", limit=plan.per_person)
            longest = max(len(idea.text) for idea in ideas)
            raise Refusal("message.too_long", length=longest, limit=plan.max_length)
        return heard


async def set_aside(ctx: Context, channel_id: int, message_id: int, actor: Actor) -> list[PostIt]:
    """Have a facilitator say that a message is no post-it; return those it was.

    Editing the message does not bring them back. Raises Refusal when `actor` does not lead the
    session, or when the message is no post-it of it.
    """
    async with ctx.turns.of(message_id), ctx.database.write() as tx:
        session, _ = await tx.sessions.now_in(channel_id)
        if session is None:
            raise Refusal("session.none_here")
        session = await steered(tx, session.id, actor)
        made = [p for p in await tx.postits.of_message(message_id) if p.session_id == session.id]
        if not made:
            raise Refusal("message.not_made")
        await _withdraw_all(tx, message_id)
        await tx.messages.set_aside(session.id, message_id)
        return made


async def _keep(ctx: Context, message: Message) -> Heard | None:
    """Have a new message be post-its, unless the session has just moved on."""
    async with ctx.database.write() as tx:
        session, step = await tx.sessions.now_in(message.channel_id)
        if session is None or step is None or not accepts_typed(session, step):
            return None
        return await _read(tx, session, step, message, fresh=True)


async def _from_a_leader(ctx: Context, message: Message) -> bool:
    """Those who lead speak to the room: it is not to them that it must be said."""
    async with ctx.database.read() as tx:
        session = await tx.sessions.live_in(message.channel_id)
        return session is not None and await leads(tx, session, message.author)


async def _remind(ctx: Context, message: Message, now: datetime) -> None:
    async with ctx.database.write() as tx:
        session, step = await tx.sessions.now_in(message.channel_id)
        if session is None or step is None or hearing(session, step) is not Hearing.REMINDER:
            return
        await tx.outbox.add(Saying.REMINDER, session.id, session.channel_id, now, step=step.id)
        await tx.sessions.set_reminded(step)


async def _place(tx: Transaction, message: Message, reply: bool) -> tuple[Session, StepRun] | None:
    """Return where the post-its of an edited message are, or may come; None when nowhere."""
    made = await tx.postits.of_message(message.id)
    if made:
        session = await tx.sessions.get(made[0].session_id)
        step = await tx.sessions.step(made[0].step_id)
    else:
        session, step = await tx.sessions.now_in(message.channel_id)
    if session is None or step is None or session.state is SessionState.ENDED:
        return None
    if not made and (
        reply
        or not accepts_typed(session, step)
        or step.card_message_id is None
        or message.id < step.card_message_id
        or is_command(message.text)
    ):
        return None
    return session, step


async def _withdraw_all(tx: Transaction, message_id: int) -> None:
    for postit in await tx.postits.of_message(message_id):
        session = await existing(tx, postit.session_id)
        if session.state is not SessionState.ENDED:
            await tx.postits.withdraw(postit.id)
            await source_gone(tx, session.id, VoteOn.POSTITS, postit.id)
            tx.touch(Topic.SESSION, session.id)


def _ideas(session: Session, plan: Collect, message: Message) -> list[Typed]:
    scenario = session.scenario
    return read_message(
        message.text,
        marks=plan.marked(session.language),
        years=scenario.years if scenario is not None and plan.ask_year else (),
        files=message.files,
        limit=plan.max_length,
    )


async def _read(
    tx: Transaction,
    session: Session,
    step: StepRun,
    message: Message,
    *,
    fresh: bool = False,
) -> Heard:
    """Have the post-its of `message` be its ideas; a `fresh` one has none yet."""
    plan = step.plan
    assert isinstance(plan, Collect)
    columns = plan.marked(session.language)
    author = await author_of(tx, session, message.author.user_id)
    mine = await tx.postits.of_step_author(step.id, author)
    written = {fold(postit.text) for postit in mine if postit.message_id != message.id}
    standing: dict[int, PostIt] = {}
    aside: frozenset[int] = frozenset()
    if not fresh:
        by_id = {postit.id: postit for postit in await tx.postits.of_message(message.id)}
        ranks = await tx.messages.ranks(message.id)
        standing = {rank: by_id[postit_id] for rank, postit_id in ranks.items()}
        aside = await tx.messages.aside(message.id)
        if WHOLE in aside:
            return Heard(0, frozenset())
    kept, total, refused = 0, len(mine), set[str]()
    added = 0
    for rank, idea in enumerate(_ideas(session, plan, message)):
        postit = standing.pop(rank, None)
        column = columns.get(idea.mark) if idea.mark else None
        if len(idea.text) > plan.max_length:
            refused.add("postit.too_long")  # the post-it, if there is one, stays as it was
        elif postit is not None:
            await tx.postits.edit(
                postit.id,
                idea.text,
                postit.dimension,
                idea.year,
                column,
                idea.files,
                postit.kind,
            )
            await source_changed(tx, session.id, VoteOn.POSTITS, postit.id, idea.text)
            if (idea.text, idea.year, column) != (postit.text, postit.year, postit.column):
                tx.touch(Topic.SESSION, session.id)  # the picture of the card shows it
            kept += 1
        elif rank in aside:
            continue
        elif fold(idea.text) in written:
            kept += 1
        elif not step.is_open:
            continue
        elif total >= plan.per_person:
            refused.add("postit.too_many")
        else:
            new = await tx.postits.add(
                session_id=session.id,
                step_id=step.id,
                author=author,
                author_name=message.author.name,
                text=idea.text,
                dimension=None,
                year=idea.year,
                source=Source.TYPED,
                submission=f"{message.id}:{rank}",
                message_id=message.id,
                column=column,
                files=idea.files,
                shown=not hides(session, plan),
            )
            kept += 1
            if new is not None:
                total += 1
                added += 1
    for postit in standing.values():
        await tx.postits.withdraw(postit.id)
        await source_gone(tx, session.id, VoteOn.POSTITS, postit.id)
        tx.touch(Topic.SESSION, session.id)
    if added:
        await count_in(tx, session, message.author.user_id, first=not mine)
    return Heard(kept, frozenset(refused))
