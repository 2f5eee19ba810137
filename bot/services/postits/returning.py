"""What was typed while the bot was away: a channel is read again, and its rows follow it.

A message of which nothing is remembered is new; one that was edited is compared with what it said;
one that is remembered and stands no longer in the part of the channel that was read was deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.services.context import Context, leads
from bot.services.postits.asking import ask
from bot.services.postits.reading import Heard, Message, ideas_of, read, said_by
from bot.services.postits.typed import place_of
from bot.store import Transaction
from bot.store.outbox import Saying
from bot.workshop.kinds import Collect
from bot.workshop.postits.following import Said
from bot.workshop.postits.typed import is_command
from bot.workshop.sessions.session import (
    Session,
    SessionState,
    StepRun,
    accepts_typed,
    is_typed,
    typed_in,
)

MOST = 2000  # messages read again in a channel, at the most


@dataclass(frozen=True, slots=True)
class Away:
    """A session whose channel is to be read again.

    `step` takes what is typed, if one does now: all that stands below its card. `taken` are all
    the steps that do, or did: what was said in one before it was left is its own, whatever is open
    now. `known` are the messages of which something is remembered, and whether all that they say
    is on record; those of `unplaced` have a post-it without a column, where there are some.
    """

    session: Session
    step: StepRun | None
    known: Mapping[int, bool]
    taken: tuple[StepRun, ...] = ()
    unplaced: frozenset[int] = frozenset()

    @property
    def since(self) -> int | None:
        """The card below which messages are post-its, the first of its step."""
        return self.step.since_message_id if self.step is not None else None

    @property
    def first(self) -> int:
        """The first message that matters."""
        return min([*self.known, *filter(None, (step.since_message_id for step in self.taken))])

    def concerns(self, message_id: int, edited: bool, at: datetime) -> bool:
        """True for a message, said `at` a time, that may have changed or brought something."""
        if message_id in self.known:
            return edited
        return typed_in(self.session, self.taken, message_id, at) is not None

    @property
    def last(self) -> int | None:
        """The last message known of those that may be post-its now; None when none may."""
        return max([self.since, *self.known]) if self.since is not None else None


@dataclass(slots=True)
class CaughtUp:
    """What came of it: post-its `added`, `changed`, `gone`; messages that came too `late`."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    late: int = 0
    unplaced: bool = field(default=False, compare=False)

    def count(self, heard: Heard) -> None:
        """Count what became of one message in."""
        self.added += heard.added
        self.changed += heard.changed
        self.gone += heard.gone
        self.unplaced |= heard.unplaced

    @property
    def anything(self) -> bool:
        return bool(self.added or self.changed or self.gone or self.late)


async def channels(ctx: Context) -> list[tuple[int, int]]:
    """Return the channels of live sessions, each with its server."""
    async with ctx.database.read() as tx:
        return [(session.channel_id, session.server_id) for session in await tx.sessions.live()]


async def to_read(ctx: Context, channel_id: int) -> Away | None:
    """Return what is to be read again in a channel; None when nothing is."""
    async with ctx.database.read() as tx:
        session, step = await tx.sessions.now_in(channel_id)
        if session is None:
            return None
        known = await tx.messages.known(session.id)
        for private in await tx.ahead.private_in(session.id):
            known.pop(private, None)  # it stands in no channel
        steps = await tx.sessions.every_step(session.id)
        with_columns = any(isinstance(one.plan, Collect) and one.plan.columns for one in steps)
        unplaced = await tx.postits.unplaced_messages(session.id) if with_columns else set()
    taken = tuple(one for one in steps if is_typed(session, one) and one.since_message_id)
    if step is not None and not (accepts_typed(session, step) and step.since_message_id):
        step = None
    return Away(session, step, known, taken, frozenset(unplaced)) if taken or known else None


async def take(
    ctx: Context, away: Away, message: Message, caught: CaughtUp, *, reply: bool
) -> Heard | None:
    """Have the post-its of a message that is new, or was edited, be what it says.

    Returns None when it is none. What was refused before stays refused until it is edited.
    """
    new = message.id not in away.known
    if new and (reply or is_command(message.text)):
        return None
    async with ctx.turns.of(message.id), ctx.database.write() as tx:
        place = await place_of(tx, message, reply)
        in_time = place is None and new
        if in_time:
            place = await _left(tx, message)
        if place is None:
            caught.late += new  # its step was over when it was said
            return None
        session, step = place
        assert isinstance(step.plan, Collect)
        lines = await tx.messages.lines(message.id)
        leading = await leads(tx, session, message.author)
        ideas = ideas_of(session, step.plan, message, leads=leading)
        says = said_by(session, step.plan, ideas)
        if lines and says == [Said(line.text, line.column, line.year) for line in lines]:
            return None
        heard = await read(tx, session, step, message, in_time=in_time)
        caught.count(heard)
        return heard


async def _left(tx: Transaction, message: Message) -> tuple[Session, StepRun] | None:
    """Return the step in which a message was said, left since; None when it was said in none."""
    session = await tx.sessions.live_in(message.channel_id)
    if session is None or message.at is None:
        return None
    step = typed_in(session, await tx.sessions.every_step(session.id), message.id, message.at)
    return (session, step) if step is not None else None


async def tell(ctx: Context, away: Away, caught: CaughtUp, now: datetime) -> None:
    """Have the room told what was caught up, if anything was."""
    async with ctx.database.write() as tx:
        session, step = await tx.sessions.now_in(away.session.channel_id)
        if not caught.anything or session is None or step is None:
            return
        if caught.unplaced and accepts_typed(session, step):
            await ask(tx, session, step, now)
        await tx.outbox.add(
            Saying.CAUGHT_UP,
            session.id,
            session.channel_id,
            now,
            step=step.id,
            added=caught.added,
            changed=caught.changed,
            gone=caught.gone,
            late=caught.late,
        )


async def tell_unread(ctx: Context, away: Away, now: datetime, most: int = 0) -> None:
    """Have the room told, once in a step, that what it typed meanwhile is out of reach: for want
    of a right, or behind the `most` messages that were read."""
    if away.step is None:
        return
    async with ctx.database.write() as tx:
        session = await tx.sessions.get(away.session.id)
        if session is None or session.state is SessionState.ENDED:
            return
        if await tx.sessions.set_unread(away.step.id):
            channel = session.channel_id
            await tx.outbox.add(
                Saying.UNREAD, session.id, channel, now, step=away.step.id, most=most
            )
