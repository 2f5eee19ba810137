"""Writing post-its, changing them, withdrawing them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.services.context import (
    Context,
    author_of,
    delivery_of,
    form_step,
    leads,
    open_step,
    running,
    steered,
)
from bot.services.in_room.speaking import Signature, speaker
from bot.services.postits.adding import joins_wall, step_that_takes
from bot.services.postits.step import Gathered, gathered
from bot.services.subgroups.telling import cards_follow, holds_pen
from bot.services.vote.polls import source_changed, source_gone, stays_on_ballots
from bot.store import Topic, Transaction
from bot.workshop.alike import fold
from bot.workshop.errors import Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.kinds import Collect, Reveal, Subgroups, Vote
from bot.workshop.limits import DRAFT
from bot.workshop.lists import ideas
from bot.workshop.postits.draft import Draft, joined
from bot.workshop.postits.postit import (
    PostIt,
    Source,
    check_column,
    check_kind,
    check_open,
    check_place,
    check_text,
    sort_ideas,
)
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun, StepState, hides
from bot.workshop.vote.methods import VoteOn
from bot.workshop.wall.masked import Late, late


@dataclass(frozen=True, slots=True)
class AfterTime:
    """What the room had done since the step was left: opened the wall, opened a vote on it."""

    wall: bool
    vote: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What became of what someone wrote: `kept`, `refused` (text, reason), and their total.

    `known` is what they had written already: it is on record, once. `waits` is, in a masked session
    whose wall is open, what waits there with theirs; `after` is None unless the form came after its
    step was left. `in_room` when it was written for people without Discord.
    """

    session: Session
    step: StepRun
    kept: tuple[PostIt, ...]
    refused: tuple[tuple[str, str], ...]
    mine: int
    known: tuple[str, ...] = ()
    waits: Late | None = None
    after: AfterTime | None = None
    in_room: bool = False


async def write(
    ctx: Context,
    step_id: int,
    actor: Actor,
    text: str,
    dimension: str | None,
    year: int | None,
    submission: str,
    *,
    column: str | None = None,
    kind: str | None = None,
    from_draft: bool = False,
    now: datetime | None = None,
    room: Signature | None = None,
) -> Written:
    """Keep the ideas of a form, one a line; what is refused becomes the person's draft.

    The same `submission` delivered twice is kept once. `from_draft` tells that the form showed
    the draft, which is then used up; `now` as in `form_step`, `room` as in `speaker`.
    Raises Refusal when the step takes no post-its now, when nothing is written, or when the place
    or the kind is not of the scenario or of the step.
    """
    async with ctx.database.write() as tx:
        session, step = await form_step(tx, step_id, now)
        if room is not None and joins_wall(session, step):
            step, _ = await step_that_takes(tx, session, step)
        plan = step.plan
        if not isinstance(plan, Collect):
            raise Refusal("postit.closed")
        after = await _since(tx, session, step) if step.is_over else None
        # Alone on a wall that is open, a masked one would tell who wrote it: it waits.
        joins = after is not None and after.wall and not session.masked
        dimension, year = check_place(session.scenario, dimension, year)
        column = check_column(plan, session.language, column)
        nature = check_kind(plan, kind)
        writer = await speaker(tx, session, actor, room)
        author = await author_of(tx, session, writer.user_id)
        mine = await tx.postits.of_step_author(step.id, author)
        there = [p for p in mine if (p.dimension, p.year, p.column) == (dimension, year, column)]
        people = session.in_room if room is not None else None
        found = sort_ideas(text, plan, len(mine), (postit.text for postit in there), people)
        if not found.kept and not found.refused and not found.known:
            raise Refusal("postit.empty")
        known = set(map(fold, found.known))
        for typed in there:
            if typed.source is Source.TYPED and fold(typed.text) in known:
                await tx.postits.stand(typed.id)
        delivery = await delivery_of(tx, session, submission)
        kept: list[PostIt] = []
        for rank, idea in enumerate(found.kept):
            postit = await tx.postits.add(
                session_id=session.id,
                step_id=step.id,
                author=author,
                author_name=None if session.masked else writer.name,
                text=idea,
                dimension=dimension,
                year=year,
                source=Source.FORM,
                submission=f"{delivery}:{rank}",
                column=column,
                kind=nature,
                shown=not hides(session, plan) or joins,
                late=after is not None and not session.masked,
            )
            if postit is not None:
                kept.append(postit)
        if kept:
            await count_in(tx, session, actor.user_id, first=not mine and room is None)
            if session.masked and room is not None:
                # Known to those who lead, they keep nobody company: they wait for none.
                await tx.postits.stand_alone(step.id, author)
        refused = joined(*(idea for idea, _ in found.refused))
        sent_back = Draft(refused, column, dimension, year, nature)
        await _set_draft(tx, step, author, sent_back, from_draft)
        total = len(mine) + len(kept)
        waits: Late | None = None
        if session.masked and room is None and await tx.postits.any_shown(step.id):
            waits = late(await tx.postits.of_session(session.id), step.id)
        told = (found.refused, total, found.known, waits, after)
        return Written(session, step, tuple(kept), *told, in_room=room is not None)


async def count_in(tx: Transaction, session: Session, user_id: int, *, first: bool) -> None:
    """Count the writer of new post-its in, `first` ones of the step; the card then shows them."""
    if first:
        await tx.sessions.took_part(session.id, user_id)
    tx.touch(Topic.SESSION, session.id)


async def _since(tx: Transaction, session: Session, step: StepRun) -> AfterTime:
    """Return what the room has done since it left `step`."""
    plans = [
        other.plan
        for other in await tx.sessions.every_step(session.id)
        if other.position > step.position and other.state is not StepState.WAITING
    ]
    return AfterTime(
        any(isinstance(plan, Reveal) for plan in plans),
        any(isinstance(plan, Vote) and plan.on is VoteOn.POSTITS for plan in plans),
    )


async def taking(
    ctx: Context, step_id: int, now: datetime | None = None
) -> tuple[Session, StepRun]:
    """Return the step of a form with its session; raise Refusal otherwise. `now` as in
    `form_step`."""
    async with ctx.database.read() as tx:
        return await form_step(tx, step_id, now)


async def to_write(
    ctx: Context, step_id: int, actor: Actor, room: Signature | None = None
) -> tuple[Session, StepRun, Draft | None]:
    """Return the step in which `actor` is about to write, with their draft: what a form of this
    step refused to them and was not sent again. It is the open one; for the `room`, as in
    `speaker`, the one that was before where the wall is read or sorted. Raises Refusal
    otherwise."""
    async with ctx.database.read() as tx:
        session, step = await open_step(tx, step_id)
        writer = await speaker(tx, session, actor, room)
        author = await author_of(tx, session, writer.user_id)
        if room is None:
            check_open(step)
        else:
            step, _ = await step_that_takes(tx, session, step)
        return session, step, await tx.drafts.get(step.id, author)


async def so_far(ctx: Context, step_id: int) -> Gathered:
    """Return what was written in an open step; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        return await gathered(tx, *await open_step(tx, step_id))


async def stand_alone(ctx: Context, step_id: int, actor: Actor) -> Session:
    """Have what `actor` wrote late in a masked step shown with the next opening of the wall,
    whoever else wrote; raise Refusal when nothing of theirs waits."""
    async with ctx.database.write() as tx:
        step = await tx.sessions.step(step_id)
        if step is None:
            raise Refusal("postit.gone")
        session = await running(tx, step.session_id)
        if not await tx.postits.stand_alone(step.id, await author_of(tx, session, actor.user_id)):
            raise Refusal("postit.gone")
        tx.touch(Topic.SESSION, session.id)
        return session


async def keep_draft(
    ctx: Context,
    step_id: int,
    actor: Actor,
    text: str,
    from_draft: bool = False,
    room: Signature | None = None,
) -> bool:
    """Keep the text of a form that was refused whole; False when there is nothing to come
    back to: nothing was written, or the step is over."""
    async with ctx.database.write() as tx:
        step = await tx.sessions.step(step_id)
        if step is None or not step.is_open or not ideas(text):
            return False
        session = await running(tx, step.session_id)
        try:
            writer = await speaker(tx, session, actor, room)
            if room is not None and joins_wall(session, step):
                step, _ = await step_that_takes(tx, session, step)
        except Refusal:
            return False
        author = await author_of(tx, session, writer.user_id)
        await _set_draft(tx, step, author, Draft(joined(text)), from_draft)
        return True


async def _set_draft(
    tx: Transaction, step: StepRun, author: str, sent_back: Draft, from_draft: bool
) -> None:
    waiting = await tx.drafts.get(step.id, author)
    if waiting is not None:
        left = waiting.beyond if from_draft else waiting.text
        newer = sent_back if sent_back.text else waiting
        sent_back = replace(newer, text=joined(sent_back.text, left))
    elif not sent_back.text:
        return  # nothing waits, nothing is sent back: most forms
    await tx.drafts.put(step.id, author, replace(sent_back, text=sent_back.text[:DRAFT].strip()))


async def mine(
    ctx: Context, session_id: int, actor: Actor, *, in_room: bool = False
) -> tuple[Session, list[PostIt]]:
    """Return the post-its that `actor` wrote in a live session, or those of people `in_room` for
    whoever leads it."""
    async with ctx.database.read() as tx:
        session = await running(tx, session_id)
        if in_room:
            await steered(tx, session.id, actor)
        author = await author_of(tx, session, ROOM if in_room else actor.user_id)
        return session, await tx.postits.of_author(session.id, author)


async def get_mine(ctx: Context, postit_id: int, actor: Actor) -> tuple[Session, StepRun, PostIt]:
    """Return a post-it of `actor` with its step; raise Refusal when it is not theirs."""
    async with ctx.database.read() as tx:
        return await own(tx, postit_id, actor)


async def edit(
    ctx: Context,
    postit_id: int,
    actor: Actor,
    text: str,
    dimension: str | None,
    year: int | None,
    column: str | None = None,
    kind: str | None = None,
    now: datetime | None = None,
) -> PostIt:
    """Change a post-it; possible until the end of the session. `now` has the card of the group
    follow that wrote it. Raises Refusal."""
    async with ctx.database.write() as tx:
        session, step, postit = await own(tx, postit_id, actor)
        assert isinstance(step.plan, Collect | Subgroups)
        idea = check_text(text, step.plan)
        nature = None
        if isinstance(step.plan, Collect):
            dimension, year = check_place(session.scenario, dimension, year)
            column = check_column(step.plan, session.language, column)
            nature = check_kind(step.plan, kind)
        await tx.postits.edit(postit.id, idea, dimension, year, column, kind=nature)
        await source_changed(tx, session.id, VoteOn.POSTITS, postit.id, idea)
        await cards_follow(tx, session.id, postit.id, now)
        changed = await tx.postits.get(postit.id)
        assert changed is not None
        if changed.number is not None:
            tx.touch(Topic.SESSION, session.id)  # the picture of the card shows its text
        return changed


@dataclass(frozen=True, slots=True)
class Mine:
    """A post-it of one's own with its step, or of those `in_room`; `on_ballots` when people have
    voted in an open vote that it is part of: withdrawn, it stays on the ballots, marked so."""

    session: Session
    step: StepRun
    postit: PostIt
    on_ballots: bool
    in_room: bool


async def look(ctx: Context, postit_id: int, actor: Actor) -> Mine:
    """Return a post-it of `actor` as it stands; raise Refusal when it is not theirs."""
    async with ctx.database.read() as tx:
        session, step, postit = await own(tx, postit_id, actor)
        stays = await stays_on_ballots(tx, session.id, VoteOn.POSTITS, postit.id)
        return Mine(session, step, postit, stays, await _of_room(tx, session, postit))


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a post-it was, and the messages that said it and are post-its no longer, those of the
    channel and those sent to the bot in `private`; `on_ballots` where it stays on the ballots of a
    vote, marked; `in_room` where people without Discord said it."""

    postit: PostIt
    unsaid: tuple[int, ...]
    private: tuple[int, ...]
    on_ballots: bool
    in_room: bool


async def withdraw(
    ctx: Context, postit_id: int, actor: Actor, now: datetime | None = None
) -> Withdrawn:
    """Delete a post-it for good; return what it was. Raises Refusal when it is not theirs.

    One that was typed stays withdrawn though messages that say it stand in the channel, edited
    or not. `now` as in `edit`.
    """
    async with ctx.database.write() as tx:
        session, _, postit = await own(tx, postit_id, actor)
        in_room = await _of_room(tx, session, postit)
        await cards_follow(tx, session.id, postit.id, now)
        saying = await tx.messages.saying(postit.id)
        await tx.postits.withdraw(postit.id)
        stays = await source_gone(tx, session.id, VoteOn.POSTITS, postit.id)
        tx.touch(Topic.SESSION, session.id)
        left = await tx.postits.made_of(saying) if saying else []
        unsaid = [one for one in saying if one not in left]
        private = await tx.ahead.private_among(unsaid)
        return Withdrawn(
            postit,
            tuple(one for one in unsaid if one not in private),
            tuple(private),
            stays,
            in_room,
        )


async def own(tx: Transaction, postit_id: int, actor: Actor) -> tuple[Session, StepRun, PostIt]:
    """Return a post-it that `actor` wrote, or the room of who leads, or the group of which they
    hold the pen, with its step; raise Refusal otherwise."""
    postit = await tx.postits.get(postit_id)
    if postit is None:
        raise Refusal("postit.gone")
    session = await running(tx, postit.session_id)
    theirs = postit.author == await author_of(tx, session, actor.user_id)
    # Whoever leads speaks for the room, and takes its words back.
    if not theirs:
        theirs = await _of_room(tx, session, postit) and await leads(tx, session, actor)
    if not theirs and not await holds_pen(tx, postit.id, actor.user_id):
        raise Refusal("postit.not_yours")
    step = await tx.sessions.step(postit.step_id)
    assert step is not None
    return session, step, postit


async def _of_room(tx: Transaction, session: Session, postit: PostIt) -> bool:
    return postit.author == await author_of(tx, session, ROOM)
