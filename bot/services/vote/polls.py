"""A vote seen from its rows: who may vote, how many they are, and the count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.services.context import Context, open_step, steered
from bot.services.sessions.quick import takes_longer, tell_outcome
from bot.services.step import Held
from bot.services.vote.dates import as_of
from bot.services.vote.offered import moved, of_postit
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.rows.vote.reasons import Kept
from bot.store.rows.vote.voters import Standing
from bot.workshop.errors import OnlyLeads, Refusal
from bot.workshop.kinds import Vote
from bot.workshop.sessions.permissions import Actor, can_steer
from bot.workshop.sessions.session import Session, StepRun, author_reference, is_secret
from bot.workshop.vote.asking import check_members
from bot.workshop.vote.document import option_names
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.methods import Method, VoteOn
from bot.workshop.vote.options import Departure, Option
from bot.workshop.vote.outcome import Box, Counted, Outcome
from bot.workshop.vote.progress import Progress
from bot.workshop.vote.reasons import asks_reasons, told_of


def check_may_vote(plan: Vote, actor: Actor, standing: Standing) -> None:
    """Raise Refusal when `actor` may not vote: no elector, or a facilitator who did not ask."""
    leads = frozenset({actor.user_id}) if standing.leads else frozenset()
    if can_steer(actor, leads, standing.leading_role) and not standing.asked:
        raise OnlyLeads("ballot.facilitator")
    electors = plan.electors
    if electors.gone:
        raise Refusal("ballot.role_gone")
    if electors.who is Electorate.ROLE and not actor.role_ids & {*electors.places}:
        raise Refusal("ballot.not_of_role", role=" ".join(f"<@&{r}>" for r in electors.places))
    if electors.who is Electorate.VOICE and not standing.elector:
        raise Refusal("ballot.not_in_voice", channel=f"<#{electors.place}>")


async def progress(tx: Transaction, step: StepRun, plan: Vote) -> Progress:
    """Return how far a vote is; nothing of what the ballots say."""
    size = await electorate(tx, step, plan)
    in_room = await tx.ballots.in_room(step.id)
    voted = await tx.voters.turnout(step.id) + in_room
    shut = await tx.sealed.shut(step.id) if plan.sealed else None
    return Progress(voted, in_room, size, plan.quorum_of(size), shut)


async def held(tx: Transaction, session: Session, step: StepRun, plan: Vote) -> Held:
    """Return what is in the box of a vote that was not counted."""
    now = await progress(tx, step, plan)
    if plan.sealed:  # whether or not anyone noticed so far
        now = replace(now, shut=await tx.sealed.looked(step.id))
    return Held(
        now.voted,
        erased=bool(now.voted) and is_secret(session, plan) and (now.few or now.shut is not None),
        moved=bool(now.voted) and await moved(tx, session, step, plan),
        about=now,
    )


async def options_of(ctx: Context, step_id: int) -> list[Option]:
    """Return the options of a vote, those taken off since included."""
    async with ctx.database.read() as tx:
        return await tx.ballots.options(step_id)


async def electorate(tx: Transaction, step: StepRun, plan: Vote) -> int | None:
    """Return how many people may vote; None where that is not known."""
    if plan.electors.who is Electorate.VOICE:
        present = len(await tx.voters.electors(step.id))
        # Those in the room hear it too; some may have voted before anyone said how many they are.
        said = await tx.in_room.number(step.session_id)
        return present + max(said, await tx.ballots.in_room(step.id))
    return plan.electors.size


async def add_present(
    tx: Transaction,
    session: Session,
    step: StepRun,
    present: Collection[int],
    leading: Collection[int] = (),
) -> None:
    """Make electors of the people `present`, without the facilitators who did not ask.

    `leading` are those among them who lead by their role on the server. Raises Refusal where they
    are then more than the members of whom a majority is.
    """
    lead = await tx.sessions.facilitators(session.id) | set(leading)
    lead -= await tx.voters.voting_facilitators(session.id)
    await tx.voters.set_electors(step.id, [user for user in present if user not in lead])
    plan = step.plan
    if isinstance(plan, Vote) and plan.electors.who is Electorate.VOICE:
        check_members(plan, await electorate(tx, step, plan))


async def count(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
) -> Outcome | None:
    """Count a vote, unlink its ballots if it is secret, and have the result said.

    Returns None when it was counted before, or when there is nothing to choose. Nobody, the
    owner of the database included, can then link a secret ballot to a person.
    """
    plan = step.plan
    assert isinstance(plan, Vote)
    if step.outcome is not None:
        return None
    options = as_of(await tx.ballots.options(step.id), now)
    size = await electorate(tx, step, plan)
    counted: Counted | None = None
    lost = plan.sealed and await tx.sealed.looked(step.id) is not None
    if option_names(plan, options):
        ballots = () if lost else tuple(await tx.ballots.box(step.id))
        numbers = plan.quorum_of(size), plan.people_of(size)
        seed = f"{ctx.rng.getrandbits(64):016x}" if plan.method is Method.STV else None
        box = Box(plan, session.language, options, ballots, *numbers, seed)
        # This may leave the transaction, to come back with the count: nothing is done before.
        counted = await ctx.counts.of(box)
    secret = is_secret(session, plan)
    whose = {} if secret else await _whose(tx, step)
    if plan.method is Method.DATES:
        await tx.ballots.passed_by(step.id, now)
    await tx.sessions.destroy_key("vote", step.id)
    await tx.voters.forget_reminded(step.id)
    await tx.voters.forget_former(step.id)
    if counted is None:
        await tx.ballots.discard(step.id)
        return None
    outcome = Outcome.of(
        plan,
        counted,
        turnout=await tx.voters.turnout(step.id),
        in_room=await tx.ballots.in_room(step.id),
        size=size,
        seed=f"{ctx.rng.getrandbits(64):016x}",
    )
    if asks_reasons(plan) and outcome.detailed(secret):
        await tx.reasons.keep(step.id, await _reasons(tx, session, step, options, whose))
    if lost:
        outcome = outcome.uncounted()
        await tx.ballots.discard(step.id)
        tx.note(f"the sealed vote {step.id} was closed uncounted: its box cannot be opened")
    elif secret and outcome.ballots and not outcome.detailed(secret):
        # What may not be told is not kept: beside who voted, the file would tell who chose what.
        outcome = outcome.withheld()
        await tx.ballots.discard(step.id)
    elif secret:
        await tx.ballots.unlink_voters(step.id)
    else:
        await tx.ballots.keep_signed(step.id, whose)
    await tx.sessions.set_outcome(step.id, outcome.model_dump_json())
    if outcome.waits_for_choice:
        session = await takes_longer(tx, session)
    await tell_outcome(tx, Saying.RESULT, session, step, now)
    if plan.method is Method.RESISTANCE and outcome.detailed(secret) and not outcome.lost:
        await tx.outbox.add(Saying.REASONS, session.id, session.channel_id, now, step=step.id)
    tx.touch(Topic.SESSION, session.id)
    return outcome


async def _reasons(
    tx: Transaction,
    session: Session,
    step: StepRun,
    options: Sequence[Option],
    whose: Mapping[str, int],
) -> list[Kept]:
    """Return why people resist, as it is told: with `whose` it is in a signed vote alone."""
    plan, told = step.plan, []
    assert isinstance(plan, Vote)
    secret = is_secret(session, plan)
    for one in await tx.reasons.beside(step.id):
        for held in told_of(plan, session.language, one.content, options, one.said):
            if secret:
                told.append(Kept(*held))
            elif one.voter is None:
                told.append(Kept(*held, in_room=True))
            else:
                told.append(Kept(*held, voter_id=whose.get(one.voter), name=one.name))
    return told


async def _whose(tx: Transaction, step: StepRun) -> dict[str, int]:
    """Return who stands behind each ballot of a signed vote that is not counted."""
    key = await tx.sessions.key("vote", step.id)
    return {author_reference(one, key): one for one in await tx.voters.voted(step.id)}


async def source_gone(
    tx: Transaction,
    session_id: int,
    on: VoteOn,
    source_id: int,
    why: Departure = Departure.WITHDRAWN,
) -> bool:
    """Tell the uncounted votes of a session that a post-it, a theme or a milestone is gone, and
    `why`: people are told who took it away. Return whether it stays on ballots, marked so.

    Where nobody has voted, the option leaves. Once a ballot is cast it stays, with its words:
    what people put on it stays too, until they change it, and nothing more can be put on it.
    """
    stays = False
    for found in await tx.ballots.frozen_on(session_id, source_id):
        if found.about != on:
            continue
        if await tx.ballots.has_cast(found.step_id):
            await tx.ballots.set_gone(found.step_id, found.number, why)
            stays = True
        else:
            await tx.ballots.remove_option(found.step_id, found.number)
        tx.touch(Topic.SESSION, session_id)
    return stays


async def source_back(tx: Transaction, session_id: int, on: VoteOn, source_id: int) -> bool:
    """Tell the uncounted votes of a session that what was taken away is there again: what was
    marked as gone is no more. An option that had left a vote stays out of it. Return whether one
    can be chosen again."""
    back = False
    for found in await tx.ballots.frozen_on(session_id, source_id):
        if found.about == on:
            await tx.ballots.set_gone(found.step_id, found.number, None)
            tx.touch(Topic.SESSION, session_id)
            back = True
    return back


async def stays_on_ballots(tx: Transaction, session_id: int, on: VoteOn, source_id: int) -> bool:
    """Return what `source_gone` would, were it gone now: for whoever is about to take it away."""
    for found in await tx.ballots.frozen_on(session_id, source_id):
        if found.about == on and await tx.ballots.has_cast(found.step_id):
            return True
    return False


async def source_changed(
    tx: Transaction, session_id: int, on: VoteOn, source_id: int, label: str
) -> None:
    """Have votes say the new words, and name them with the column or the dimension where they now
    are, as long as nobody has begun to vote on the old ones. People are then told that both differ.
    The theme stays the one that the vote opened with, as for the options beside it."""
    for found in await tx.ballots.frozen_on(session_id, source_id):
        if found.about != on:
            continue
        if await tx.ballots.has_any(found.step_id):
            await tx.ballots.read_again(found.step_id)
            tx.touch(Topic.SESSION, session_id)
        else:
            option = Option(found.number, label, source_id)
            if on is VoteOn.POSTITS and (postit := await tx.postits.get(source_id)) is not None:
                option = of_postit(postit, found.number, found.theme)
            elif on is VoteOn.MILESTONES and (placed := await tx.milestones.get(source_id)):
                option = replace(option, dimension=placed.dimension, year=placed.year)
            await tx.ballots.reword(found.step_id, replace(option, label=label))


async def led_vote(tx: Transaction, step_id: int, actor: Actor) -> tuple[Session, StepRun, Vote]:
    """Return an uncounted vote that `actor` leads; raise Refusal otherwise."""
    session, step = await open_step(tx, step_id)
    await steered(tx, session.id, actor)
    if not isinstance(step.plan, Vote) or step.outcome is not None:
        raise Refusal("ballot.closed")
    if session.is_ahead:
        raise Refusal("before.not_begun")
    return session, step, step.plan


async def tied_vote(
    tx: Transaction, step_id: int, actor: Actor
) -> tuple[Session, StepRun, Vote, Outcome]:
    """Return a counted vote whose tie waits to be settled; raise Refusal otherwise."""
    session, step = await open_step(tx, step_id)
    await steered(tx, session.id, actor)
    if not isinstance(step.plan, Vote) or step.outcome is None:
        raise Refusal("vote.not_tied")
    outcome = Outcome.read(step.outcome)
    if not outcome.waits_for_choice:
        raise Refusal("vote.not_tied")
    return session, step, step.plan, outcome


async def to_close(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, StepRun, Held]:
    """Return what a vote holds, for whoever leads it and is about to close it."""
    async with ctx.database.read() as tx:
        session, step, plan = await led_vote(tx, step_id, actor)
        return session, step, await held(tx, session, step, plan)


async def voice_channel(ctx: Context, step_id: int, actor: Actor) -> tuple[Session, int]:
    """Return the voice channel in which the electors of a vote are, for whoever leads it."""
    async with ctx.database.read() as tx:
        session, _, plan = await led_vote(tx, step_id, actor)
        if plan.electors.who is not Electorate.VOICE or plan.electors.place is None:
            raise Refusal("vote.no_voice")
        return session, plan.electors.place


@dataclass(frozen=True, slots=True)
class Tied:
    """A counted vote whose tie waits to be settled."""

    session: Session
    plan: Vote
    options: list[Option]
    outcome: Outcome


async def to_settle(ctx: Context, step_id: int, actor: Actor) -> Tied:
    """Return a vote whose tie waits, for whoever leads it; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        session, step, plan, outcome = await tied_vote(tx, step_id, actor)
        return Tied(session, plan, await tx.ballots.options(step.id), outcome)


async def vote_in(ctx: Context, channel_id: int) -> int:
    """Return the step of the vote that is open in a channel; raise Refusal when none is."""
    async with ctx.database.read() as tx:
        _, step = await tx.sessions.now_in(channel_id)
    if step is None or not step.is_open or step.outcome is not None:
        raise Refusal("vote.none_here")
    if not isinstance(step.plan, Vote):
        raise Refusal("vote.none_here")
    return step.id
