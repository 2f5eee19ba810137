"""Voting: the private ballot of one person, or one recorded for people in the room."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.services.context import Context, check_open_step, leads, open_step, steered
from bot.services.counting import counts_between
from bot.services.vote.adjusting import can_adjust
from bot.services.vote.closing import count_if_all_voted
from bot.services.vote.last_words import look_if_all, wait_for_all
from bot.services.vote.polls import check_may_vote
from bot.services.vote.shut import BoxShut, check_opens, found_shut
from bot.store import Topic, Transaction
from bot.store.rows.vote.sealed import BoxLost
from bot.store.sealing.vault import KeyNotWritten
from bot.workshop.errors import Over, Refusal
from bot.workshop.in_room import MOST_IN_ROOM
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import (
    Session,
    SessionState,
    StepRun,
    author_reference,
    is_secret,
)
from bot.workshop.vote.ballot import (
    CastBallot,
    Content,
    NotCast,
    NothingCast,
    check_whole,
    empty,
    fingerprint,
    marked,
)
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.mending.change import Mended
from bot.workshop.vote.methods import Method
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.order import drawn, lot_of
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.reasons import Sayings, resisted

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person sees: the options, what they are preparing, and what they have cast, when.

    `in_room` for the ballot that a facilitator fills for people without Discord, of which
    `recorded` are in the box, for `people` in all. `closed` when casting it closed the vote:
    everyone has voted. `erased` when the one that they had cast was erased for the room to vote
    again, and they have not cast another. `lot` gives the order in which they read the options;
    none where it is that of the numbers: people in the room read them on paper, and dates come in
    the order of time. `in_box` when this person has voted in a sealed vote: nothing here, nor
    anywhere else, tells what. `mended` is what was changed of the vote since they cast it, for them
    to look at it again. `said` is why they resist, beside the ballot in the box; `soon` when the
    vote is about to be counted, since everyone has voted. `row` is the ballot that was recorded for
    people in the room just now.
    """

    session: Session
    step: StepRun
    plan: Vote
    options: Slate
    content: Content
    cast: Content | None = None
    cast_at: datetime | None = None
    in_room: bool = False
    recorded: int = 0
    people: int = 0
    closed: bool = False
    erased: bool = False
    lot: bytes = b""
    in_box: bool = False
    mended: tuple[Mended, ...] = ()
    said: Sayings = field(default_factory=dict)
    soon: bool = False
    row: int | None = None

    def as_read(self, options: Sequence[Option]) -> Sequence[Option]:
        """Return `options`, some of those of the vote, in the order in which this person reads
        all of them."""
        if not self.lot:
            return options
        wanted = {option.number for option in options}
        return [option for option in drawn(self.options, self.lot) if option.number in wanted]

    @property
    def resisted(self) -> tuple[Option, ...]:
        """The proposals that the ballot in the box resists strongly, whose reason is asked."""
        if self.cast is None:
            return ()
        return resisted(self.plan, self.session.language, self.cast, self.options)

    @property
    def to_record(self) -> int:
        """How many people in the room have no ballot yet, where it is known how many they are."""
        return max(0, self.session.in_room - self.people)

    @property
    def counts(self) -> bool:
        """True when what is shown is what is in the box."""
        return self.cast is not None and self.cast == self.content

    @property
    def stamp(self) -> int:
        """A number that changes with what is marked, and with what it is marked on: what is added
        is added to what was seen."""
        return fingerprint(self.content, *self._asked)

    @property
    def seen(self) -> int:
        """A number that changes with what would be cast, and on what: it is what its voter saw."""
        return fingerprint(self.content, self.recorded, *self._asked)

    @property
    def _asked(self) -> Sequence[object]:
        return self.plan.asked(self.session.language), self.plan.money, self.options.written


async def ballot(ctx: Context, step_id: int, actor: Actor, *, in_room: bool = False) -> Ballot:
    """Return the ballot of `actor`; raise Refusal when the vote is not open to them.

    A facilitator who did not ask to vote is refused with ``ballot.facilitator``. Raises BoxShut
    where the box of a sealed vote cannot be opened.
    """
    async with ctx.database.read() as tx:
        shown = (await _open_ballot(tx, step_id, actor, in_room))[0]
        if not shown.in_box:
            await check_opens(tx, shown.step)
        return shown


async def change(
    ctx: Context,
    step_id: int,
    actor: Actor,
    mark: Callable[[Ballot], Content],
    *,
    in_room: bool = False,
) -> Ballot:
    """Keep what `mark` makes of the ballot being prepared, and return it as it is kept.

    `mark` raises Refusal for what cannot be; nothing then changes. What was cast before still
    counts until the ballot is cast again.
    """
    async with ctx.database.write() as tx:
        before, voter = await _open_ballot(tx, step_id, actor, in_room)
        if before.in_box:
            return before
        await check_opens(tx, before.step)
        content = mark(before)
        if content == before.content:
            return before
        # They are here: a reminder may reach them if they forget to cast it.
        fresh = before.cast is None and not in_room and before.content == empty(before.plan)
        here = (before.session.id, actor.user_id) if fresh else None
        await tx.presses.keep(step_id, voter, content, here, sealed=before.plan.sealed)
        return replace(before, content=content)


@counts_between
async def cast(
    ctx: Context,
    step_id: int,
    actor: Actor,
    now: datetime,
    *,
    people: int | None = None,
    seen: int | None = None,
) -> Ballot:
    """Put the ballot in the box, in place of the one cast before; return it as the receipt.

    With `people` it is one that a facilitator records for that many people in the room. Raises
    Refusal when the ballot is no more the one that was `seen` (`Ballot.seen`). One that is in the
    box already, because the answer to the first press was lost, is found there: nothing is cast
    again; one that was sealed stays. When everyone has voted and the recipe says so, the vote
    closes in the same transaction.

    Raises BoxShut where the box of a sealed vote cannot be opened, and NotCast where the disk takes
    no new key for it: the ballot is then not in the box, and what was there is.
    """
    try:
        return await _cast(ctx, step_id, actor, now, people, seen)
    except BoxLost as lost:
        why = await found_shut(ctx, step_id, now)
        raise BoxShut(why or lost.why) from None
    except KeyNotWritten as error:
        log.warning("no key can be written for the box of the vote %d: %s", step_id, error)
        raise NotCast("sealed.not_written") from None


async def _cast(
    ctx: Context,
    step_id: int,
    actor: Actor,
    now: datetime,
    people: int | None,
    seen: int | None,
) -> Ballot:
    async with ctx.database.write() as tx:
        before, voter = await _open_ballot(tx, step_id, actor, people is not None)
        if before.in_box:
            return before
        if seen is not None and seen != before.seen:
            last = await _recorded_as(tx, before, seen) if people is not None else None
            known = last.content if last is not None else None
            if known is None and people is not None and before.plan.sealed:
                raise NotCast("sealed.room_unsure", ballots=before.recorded, people=before.people)
            if known is None:
                emptied = before.content == empty(before.plan) and not before.erased
                adjusted = emptied and can_adjust(before.plan)
                raise NotCast("ballot.changed_adjusted" if adjusted else "ballot.changed")
            row = last.id if last is not None else None
            recorded = before.recorded - 1
            return replace(before, content=known, cast=known, recorded=recorded, row=row)
        if before.counts and people is None:
            return before
        check_whole(before.plan, before.content, before.options)
        step, session, row = before.step, before.session, None
        if people is not None:
            if not 1 <= people <= MOST_IN_ROOM:
                raise NotCast("ballot.in_room_number", most=MOST_IN_ROOM)
            if before.plan.sealed:
                await tx.sealed.record(step.id, before.content, people)
            else:
                row = await tx.ballots.record(step.id, before.content, people)
            await tx.ballots.drop_draft(step.id, voter)
        elif before.plan.sealed:
            await tx.presses.seal(step, actor.user_id, voter, before.content)
        else:
            name = None if is_secret(session, before.plan) else actor.name
            await tx.presses.cast(step, actor.user_id, voter, before.content, name, now)
        tx.touch(Topic.SESSION, session.id)
        closed = await count_if_all_voted(ctx, tx, session, step, now)
        soon = await look_if_all(tx, session, step, now)
        return replace(
            before,
            cast=before.content,
            cast_at=now,
            people=before.people + (people or 0),
            closed=closed,
            erased=False,
            mended=(),
            soon=soon,
            row=row,
        )


async def _recorded_as(tx: Transaction, now: Ballot, seen: int) -> CastBallot | None:
    """Return the ballot for the room that was recorded last, where it is the one `seen`.

    Of one that is still in hand, or blank, it is not known whose it is: another facilitator may
    have recorded the same.
    """
    if marked(now.content):
        return None
    recorded = [one for one in await tx.ballots.all(now.step.id) if one.in_room]
    last = replace(now, recorded=now.recorded - 1)
    alike = (
        one
        for one in recorded
        if marked(one.content) and replace(last, content=one.content).seen == seen
    )
    return next(alike, None)


async def withdraw(ctx: Context, step_id: int, actor: Actor) -> Ballot:
    """Take the ballot of `actor` out of the box, and what they were preparing with it.

    Raises Refusal when there is nothing to withdraw, and for a sealed vote.
    """
    async with ctx.database.write() as tx:
        before, voter = await _open_ballot(tx, step_id, actor, False)
        if before.plan.sealed:
            raise Refusal("sealed.stays")
        await tx.ballots.drop_draft(step_id, voter)
        if not await tx.ballots.withdraw(step_id, voter):
            raise NothingCast("ballot.nothing_cast")
        await tx.voters.mark_turnout(step_id, actor.user_id, False)
        await tx.voters.knows(step_id, actor.user_id)
        await wait_for_all(tx, before.session, before.step)
        tx.touch(Topic.SESSION, before.session.id)
        # What was said beside it left with it; `said` tells what that was.
        return replace(before, content=empty(before.plan), cast=None, cast_at=None)


async def ask_to_vote(ctx: Context, step_id: int, actor: Actor) -> None:
    """Have a facilitator vote too, in this session; whoever leads nothing votes as they may."""
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        plan = step.plan
        if not isinstance(plan, Vote) or step.outcome is not None:
            raise Refusal("ballot.closed")
        if not await leads(tx, session, actor):
            return
        await tx.voters.ask_to_vote(session.id, actor.user_id)
        if plan.electors.who is Electorate.VOICE:
            await tx.voters.set_electors(step.id, [actor.user_id])
        tx.touch(Topic.SESSION, session.id)


async def recorded(ctx: Context, step_id: int, actor: Actor) -> tuple[Ballot, list[CastBallot]]:
    """Return the ballots that facilitators recorded for people in the room."""
    async with ctx.database.read() as tx:
        shown, _ = await _open_ballot(tx, step_id, actor, True)
        if shown.plan.sealed:
            raise Refusal("sealed.stays")
        return shown, [one for one in await tx.ballots.all(step_id) if one.in_room]


async def unrecord(ctx: Context, step_id: int, actor: Actor, ballot_id: int) -> None:
    """Take back a ballot recorded for people in the room; raise Refusal when it is gone."""
    async with ctx.database.write() as tx:
        shown, _ = await _open_ballot(tx, step_id, actor, True)
        if shown.plan.sealed:
            raise Refusal("sealed.stays")
        if not await tx.ballots.unrecord(step_id, ballot_id):
            raise NothingCast("ballot.nothing_cast")
        await wait_for_all(tx, shown.session, shown.step)
        tx.touch(Topic.SESSION, shown.session.id)


async def own_ballot(tx: Transaction, step_id: int, actor: Actor) -> tuple[Ballot, str]:
    """Return the ballot of `actor`, and what stands for them in its vote."""
    return await _open_ballot(tx, step_id, actor, False)


async def room_ballot(tx: Transaction, step_id: int, actor: Actor) -> Ballot:
    """Return the ballot that `actor`, who leads, fills for people in the room."""
    return (await _open_ballot(tx, step_id, actor, True))[0]


async def _mended(
    tx: Transaction, step: StepRun, last: datetime | None, cast_at: datetime | None
) -> tuple[Mended, ...]:
    """Return the changes that someone who cast a ballot at a moment has not looked at."""
    if last is None or (cast_at is not None and cast_at > last):
        return ()
    made = [one for one in await tx.mendings.of_step(step.id) if one.asks]
    return tuple(one for one in made if cast_at is None or one.at >= cast_at)


async def _open_ballot(
    tx: Transaction, step_id: int, actor: Actor, in_room: bool
) -> tuple[Ballot, str]:
    def named(key: bytes) -> str:
        # A signed ballot is named beside it once cast; nothing else tells who prepares what.
        return author_reference(actor.user_id, bytes(key)) + (":room" if in_room else "")

    held = await tx.presses.held(step_id, actor.user_id, named)
    if held is not None and not in_room:
        await _check_uncounted(tx, held.session, held.step, actor)
    session, step = check_open_step((held.session, held.step) if held else None)
    plan = step.plan
    if held is None or not isinstance(plan, Vote) or step.outcome is not None:
        raise Refusal("ballot.closed")
    standing, (draft, cast, cast_at, said) = held.standing, held.hand
    if standing.key is None:
        raise Refusal("ballot.closed")
    if in_room:
        await steered(tx, session.id, actor)
    else:
        check_may_vote(plan, actor, standing)
    content = draft if draft is not None else cast if cast is not None else empty(plan)
    recorded = await tx.ballots.recorded(step.id) if in_room else 0
    people = await tx.ballots.in_room(step.id) if in_room else 0
    slate = await tx.ballots.slate(step.id, standing.stamp)
    erased = standing.former and cast is None and not in_room
    box = (cast, cast_at, in_room, recorded, people)
    voter = named(standing.key)
    in_order = in_room or plan.method in (Method.YES_NO, Method.DATES)
    lot = b"" if in_order else lot_of(voter)
    unseen = standing.mended if cast is not None and not in_room else None
    mended = await _mended(tx, step, unseen, cast_at)
    ballot = Ballot(
        session, step, plan, slate, content, *box, erased=erased, lot=lot, mended=mended, said=said
    )
    if plan.sealed and standing.voted and not in_room:
        return replace(ballot, content=empty(plan), in_box=True), voter
    return ballot, voter


async def _check_uncounted(tx: Transaction, session: Session, step: StepRun, actor: Actor) -> None:
    """Raise Refusal when a vote was counted, in a session that goes on: it says whether what
    `actor` had cast is in the result."""
    plan = step.plan
    if session.state is SessionState.ENDED or not isinstance(plan, Vote) or step.outcome is None:
        return
    if not Outcome.model_validate_json(step.outcome).detailed(is_secret(session, plan)):
        raise Over("ballot.closed")  # of so few, nothing tells who had voted either
    voted = actor.user_id in await tx.voters.voted(step.id)
    raise Over("ballot.closed_cast" if voted else "ballot.closed_none")
