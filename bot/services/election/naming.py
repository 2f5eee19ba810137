"""Naming someone, and saying why: one's own choice, until all are shown; then another, having
heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, author_of, check_open_step, delivery_of, leads, over
from bot.services.election.asking_again import ask_again
from bot.services.in_room.speaking import Signature, speaker
from bot.services.in_step import InStep
from bot.store import Topic, Transaction
from bot.workshop.election.naming import (
    MOST_IN_ROOM,
    Elected,
    ElectionMoved,
    Named,
    Naming,
    Nomination,
    Stage,
    check_free,
    check_name,
    check_reason,
    check_stage,
    elected_of,
)
from bot.workshop.errors import Gone, OnlyLeads, Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.kinds import Election
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState, StepRun

_HIDDEN, _HEARD = 1, 2


@dataclass(frozen=True, slots=True)
class Seen(InStep):
    """An election as one person sees it; to take part is to name someone too.

    `heard` once they said that they keep their choice, or changed it.
    `me` is how they were named, or that they do not wish to be.
    """

    plan: Election
    naming: Naming
    heard: bool
    me: Named | None

    @property
    def elected(self) -> Elected | None:
        return elected_of(self.step)

    @property
    def mine(self) -> Nomination | None:
        """Whom they name in the end."""
        return self.naming.of_author(self.author)

    @property
    def room(self) -> tuple[Nomination, ...]:
        """Whom people in the room without Discord name in the end."""
        return tuple(one.said for one in self.naming.voices if one.said.in_room)


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is named, by their account or by a typed `name`, and why, as a form holds it."""

    person: tuple[int, str] | None
    name: str
    reason: str


async def view(ctx: Context, step_id: int, actor: Actor) -> Seen:
    """Return an open election, as it stands; raise Refusal when there is none."""
    async with ctx.database.read() as tx:
        return await seen_by(tx, step_id, actor)


async def take_part(ctx: Context, step_id: int, actor: Actor, wanted: bool) -> Seen:
    """Keep whether a facilitator names someone too; raise Refusal for anyone else."""
    async with ctx.database.write() as tx:
        seen = await unsettled(tx, step_id, actor)
        if not seen.leads:
            raise Refusal("session.not_facilitator")
        await tx.elections.take_part(seen.step.id, seen.author, wanted)
        return await seen_by(tx, step_id, actor)


async def ready(
    ctx: Context,
    step_id: int,
    actor: Actor,
    stage: Stage,
    room: Signature | None = None,
    nomination_id: int | None = None,
) -> tuple[Seen, Nomination | None]:
    """Return an election for someone about to name somebody in `stage`, with whom they name so far.

    Raises Refusal as `name`.
    """
    async with ctx.database.read() as tx:
        seen, _, now = await _naming(tx, step_id, actor, stage, room, nomination_id)
        return seen, now


async def name(
    ctx: Context,
    step_id: int,
    actor: Actor,
    stage: Stage,
    choice: Choice,
    submission: str,
    room: Signature | None = None,
    nomination_id: int | None = None,
) -> Seen:
    """Keep whom `actor` names in `stage`, in place of what they said in it.

    With a `room` it is one person there, a new one unless `nomination_id` is theirs; the same
    `submission` delivered twice is one. Raises ElectionMoved when all was shown, or closed,
    meanwhile; OnlyLeads for a facilitator who does not name anyone; Withdrew for someone who does
    not wish to be named; Refusal without a name or a reason.
    """
    async with ctx.database.write() as tx:
        seen, author, before = await _naming(tx, step_id, actor, stage, room, nomination_id)
        reason = check_reason(choice.reason)
        session, signs = seen.session, actor.name
        if room is not None:
            signs = room(session)
            if nomination_id is None:
                if len(seen.room) >= MOST_IN_ROOM:
                    raise Refusal("election.room_many", most=MOST_IN_ROOM)
                author = f"{author}:{await delivery_of(tx, session, submission)}"
                before = seen.naming.of_author(author)
        named = await _named(tx, seen, choice)
        check_free(named)
        turn = _HIDDEN if stage is Stage.NAMING else _HEARD
        same = before is not None and (before.name_id, before.reason) == (named.id, reason)
        first = seen.naming.of_author(author, _HIDDEN)
        if (
            turn == _HEARD
            and first is not None
            and (first.name_id, first.reason)
            == (
                named.id,
                reason,
            )
        ):
            await tx.elections.take_back(seen.step.id, _HEARD, author)  # back to what they said
        elif not same:
            await tx.elections.name(
                seen.step.id,
                named.id,
                turn,
                voice=before.voice if before is not None else None,
                author=author,
                author_name=seen.signed(signs),
                reason=reason,
                in_room=room is not None,
            )
        if turn == _HEARD:
            await tx.elections.hear(seen.step.id, author, True)
        if room is None:
            await tx.sessions.took_part(session.id, actor.user_id)
        tx.touch(Topic.SESSION, session.id)
        return await seen_by(tx, step_id, actor)


async def take_back(
    ctx: Context,
    step_id: int,
    actor: Actor,
    room: Signature | None = None,
    nomination_id: int | None = None,
) -> Seen:
    """Take back whom `actor` names, or one person in the `room`, before all is shown; once is
    enough. Raises ElectionMoved after."""
    async with ctx.database.write() as tx:
        seen, author, _ = await _naming(tx, step_id, actor, Stage.NAMING, room, nomination_id)
        await tx.elections.take_back(seen.step.id, _HIDDEN, author)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


async def hear(ctx: Context, step_id: int, actor: Actor) -> Seen:
    """Keep that `actor` has heard the others and keeps their choice; once is enough.

    Raises ElectionMoved outside of that stage, OnlyLeads as `name`, Refusal for who named nobody.
    """
    async with ctx.database.write() as tx:
        seen, _, mine = await _naming(tx, step_id, actor, Stage.HEARING, None, None)
        if mine is None or seen.naming.named(mine.name_id).withdrawn:
            raise Refusal("election.nothing_to_keep")
        await tx.elections.hear(seen.step.id, seen.author, True)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


async def own_name(ctx: Context, step_id: int, actor: Actor) -> Seen:
    """Return an election, open or aside while the room is asked, for someone about to say that they
    do not wish to be named; raise Refusal once it is over."""
    async with ctx.database.read() as tx:
        return await _lived(tx, step_id, actor)


async def withdraw(
    ctx: Context, step_id: int, actor: Actor, withdrawn: bool, now: datetime
) -> Seen:
    """Keep that `actor` does not wish to be named, or may be again: no reason is asked.

    Nobody names them from then on, whoever did is asked to look again, and a proposal that is on
    them falls. Twice is once. Raises Refusal once the election is over.
    """
    async with ctx.database.write() as tx:
        seen = await _lived(tx, step_id, actor)
        step_id, found = seen.step.id, seen.me
        if found is None:
            if not withdrawn:
                return seen
            found_id = await tx.elections.add_name(
                step_id, actor.name, actor.user_id, withdrawn=True
            )
            changed = True
        else:
            found_id = found.id
            changed = await tx.elections.withdraw(found_id, withdrawn)
        if changed and withdrawn:
            await ask_again(tx, seen.session, seen.step, seen.naming, found_id, now)
        tx.touch(Topic.SESSION, seen.session.id)
        return await _lived(tx, step_id, actor)


async def looks_again(ctx: Context, step_id: int, actor: Actor) -> bool:
    """Return whether `actor` names someone who does not wish to be, may still name another, and was
    not written to about it: who withdraws, returns and withdraws again has nobody written to
    twice."""
    async with ctx.database.read() as tx:
        try:
            seen = await unsettled(tx, step_id, actor)
        except Refusal:
            return False
        mine = seen.mine
        late = seen.naming.stage is Stage.CHOOSING
        if mine is None or mine.told or late:
            return False
        return seen.naming.named(mine.name_id).withdrawn


async def seen_by(tx: Transaction, step_id: int, actor: Actor) -> Seen:
    """Return an open election; raise Refusal when there is none."""
    return await _seen(tx, check_open_step(await tx.sessions.step_in_session(step_id)), actor)


async def unsettled(tx: Transaction, step_id: int, actor: Actor) -> Seen:
    """Return an open election that came to nothing yet; raise Refusal otherwise."""
    seen = await seen_by(tx, step_id, actor)
    if seen.elected is not None:
        raise ElectionMoved("election.over")
    return seen


async def _lived(tx: Transaction, step_id: int, actor: Actor) -> Seen:
    found = await tx.sessions.step_in_session(step_id)
    if found is None:
        raise Refusal("session.gone")
    session, step = found
    if session.state is SessionState.ENDED:
        raise over(session)
    if step.outcome is not None:
        raise ElectionMoved("election.over")
    return await _seen(tx, found, actor)


async def _seen(tx: Transaction, found: tuple[Session, StepRun], actor: Actor) -> Seen:
    session, step = found
    naming = await tx.elections.get(step.id)
    if not isinstance(step.plan, Election) or naming is None:
        raise Refusal("step.not_open")
    author = await author_of(tx, session, actor.user_id)
    return Seen(
        session,
        step,
        author,
        await leads(tx, session, actor),
        await tx.elections.takes_part(step.id, author),
        step.plan,
        naming,
        await tx.elections.has_heard(step.id, author),
        naming.person(actor.user_id),
    )


async def _naming(
    tx: Transaction,
    step_id: int,
    actor: Actor,
    stage: Stage,
    room: Signature | None,
    nomination_id: int | None,
) -> tuple[Seen, str, Nomination | None]:
    """Return an election, what stands for who speaks in it, and whom they name so far."""
    seen = await unsettled(tx, step_id, actor)
    await speaker(tx, seen.session, actor, room)
    if seen.plan.role is None:
        raise Refusal("election.no_role")
    check_stage(seen.naming, stage)
    if room is None:
        if not seen.speaks:
            raise OnlyLeads("election.only_leads")
        return seen, seen.author, seen.mine
    if nomination_id is None:
        return seen, await author_of(tx, seen.session, ROOM), None
    theirs = next((one for one in seen.room if one.id == nomination_id), None)
    if theirs is None or theirs.author is None:
        raise Gone("election.room_gone")
    return seen, theirs.author, theirs


async def _named(tx: Transaction, seen: Seen, choice: Choice) -> Named:
    """Return whom a form names: someone known already, or who is from now on."""
    if choice.person is not None and choice.name.strip():
        raise Refusal("election.two_chosen")
    if choice.person is not None:
        user_id, name = choice.person
        found = seen.naming.person(user_id)
        if found is None:
            added = await tx.elections.add_name(seen.step.id, name, user_id)
            return Named(added, name, user_id)
        return found
    name = check_name(choice.name)
    found = seen.naming.typed(name)
    if found is None:
        return Named(await tx.elections.add_name(seen.step.id, name, None), name)
    return found
