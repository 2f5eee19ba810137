"""A round of consent as people live it: questions, reactions, one answer to each version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, author_of, delivery_of, form_step, leads
from bot.services.in_step import InStep
from bot.services.themes.starting import starts
from bot.store import Topic, Transaction
from bot.workshop.consent.proposal import (
    ANSWER_LIMIT,
    OBJECTIONS_PER_PERSON,
    QUESTION_LIMIT,
    QUESTIONS_PER_PERSON,
    REACTION_LIMIT,
    REASON_LIMIT,
    Answer,
    Decision,
    Proposal,
    Remark,
    RoundStays,
    Stage,
    Stance,
    Version,
    check_line,
    check_number,
    check_stage,
    check_version,
    decision_of,
)
from bot.workshop.errors import OnlyLeads, Refusal
from bot.workshop.kinds import Consent
from bot.workshop.sessions.permissions import Actor


@dataclass(frozen=True, slots=True)
class Seen(InStep):
    """A round as one person sees it."""

    plan: Consent
    proposal: Proposal
    themed: bool = False  # its text is still to be written, and could start from a theme

    @property
    def decision(self) -> Decision | None:
        return decision_of(self.step)

    @property
    def mine(self) -> Answer | None:
        """Their answer to the current version."""
        return self.proposal.answer_of(self.author)

    @property
    def earlier(self) -> Answer | None:
        """Their last answer to an earlier version, which counts no more."""
        return self.proposal.earlier_answer_of(self.author)

    @property
    def my_reaction(self) -> Remark | None:
        return self.proposal.reaction_of(self.author)

    @property
    def replies(self) -> bool:
        """True for those who answer questions: facilitators, and who brings the proposal."""
        return self.leads or self.proposal.author == self.author


async def view(ctx: Context, step_id: int, actor: Actor) -> Seen:
    """Return an open round, decided or not; raise Refusal when there is none."""
    async with ctx.database.read() as tx:
        return await seen_by(tx, step_id, actor)


async def take_part(ctx: Context, step_id: int, actor: Actor, wanted: bool) -> Seen:
    """Keep whether a facilitator takes part too; raise Refusal for anyone else."""
    async with ctx.database.write() as tx:
        seen = await undecided(tx, step_id, actor)
        if not seen.leads:
            raise Refusal("session.not_facilitator")
        await tx.consents.take_part(seen.step.id, seen.author, wanted)
        return await seen_by(tx, step_id, actor)


async def ask(
    ctx: Context,
    step_id: int,
    actor: Actor,
    text: str,
    submission: str,
    now: datetime | None = None,
) -> Seen:
    """Keep a clarifying question; the same `submission` delivered twice is kept once.

    Facilitators may ask too: they write down what is asked aloud. Raises Refusal outside that
    stage, and when the text is empty, too long, or one too many.
    """
    async with ctx.database.write() as tx:
        seen = await _speaking(tx, step_id, actor, Stage.QUESTIONS, now=now)
        added = await tx.consents.ask(
            seen.step.id,
            seen.proposal.version,
            author=seen.author,
            author_name=seen.signed(actor.name),
            text=check_line(text, QUESTION_LIMIT),
            submission=await delivery_of(tx, seen.session, submission),
        )
        after = await seen_by(tx, step_id, actor, now)
        if added:
            mine = [one for one in after.proposal.questions if one.author == seen.author]
            check_number(mine, QUESTIONS_PER_PERSON)  # one too many is rolled back
            await _count_in(tx, seen, actor)
        return after


async def reply(
    ctx: Context, question_id: int, actor: Actor, text: str, now: datetime | None = None
) -> Seen:
    """Keep the answer to a question, in the place of an earlier one.

    Raises Refusal for those who neither lead nor bring the proposal, and as `ask`.
    """
    async with ctx.database.write() as tx:
        seen = await undecided(tx, await _step_of(tx, question_id), actor, now)
        if not seen.replies:
            raise Refusal("consent.not_to_answer")
        await tx.consents.reply(question_id, check_line(text, ANSWER_LIMIT))
        await _count_in(tx, seen, actor)
        return await seen_by(tx, seen.step.id, actor, now)


async def question(ctx: Context, question_id: int, actor: Actor) -> tuple[Seen, Remark]:
    """Return a question that `actor` may answer; raise Refusal as `reply`."""
    async with ctx.database.read() as tx:
        seen = await undecided(tx, await _step_of(tx, question_id), actor)
        if not seen.replies:
            raise Refusal("consent.not_to_answer")
        return seen, next(one for one in seen.proposal.questions if one.id == question_id)


async def react(
    ctx: Context, step_id: int, actor: Actor, version: int, text: str, now: datetime | None = None
) -> Seen:
    """Keep the one reaction of `actor` to `version`, the text that they read.

    Raises Refusal when it is no longer the current one, outside that stage, for a facilitator
    who takes no part, and when the text is empty or too long.
    """
    async with ctx.database.write() as tx:
        seen = await _speaking(tx, step_id, actor, Stage.REACTIONS, version, now)
        await tx.consents.react(
            seen.step.id,
            version,
            author=seen.author,
            author_name=seen.signed(actor.name),
            text=check_line(text, REACTION_LIMIT),
        )
        await _count_in(tx, seen, actor)
        return await seen_by(tx, step_id, actor, now)


async def answer(
    ctx: Context,
    step_id: int,
    actor: Actor,
    version: int,
    stance: Stance,
    reason: str = "",
    now: datetime | None = None,
) -> Seen:
    """Keep the one answer of `actor` to `version`, the text that they read.

    The same press twice changes nothing more; another answer replaces it and lifts an objection.
    Raises Refusal when the text was amended since, outside that stage, once it is decided, for a
    facilitator who takes no part, and when the words it needs are missing or too long.
    """
    async with ctx.database.write() as tx:
        seen = await _speaking(tx, step_id, actor, Stage.OBJECTIONS, version, now)
        changed = await tx.consents.answer(
            seen.step.id,
            version,
            author=seen.author,
            author_name=seen.signed(actor.name),
            stance=stance,
            reason=check_line(reason, REASON_LIMIT) if stance.worded else None,
        )
        after = await seen_by(tx, step_id, actor, now)
        if changed:
            objections = after.proposal.worded(Stance.OBJECTION, version)
            check_number([a for a in objections if a.author == seen.author], OBJECTIONS_PER_PERSON)
            await _count_in(tx, seen, actor)
        return after


async def ready(
    ctx: Context, step_id: int, actor: Actor, stage: Stage, version: int | None = None
) -> Seen:
    """Return the round for someone about to speak in `stage`, of `version` where that matters.

    Raises Refusal as `ask`, `react` and `answer`.
    """
    async with ctx.database.read() as tx:
        return await _speaking(tx, step_id, actor, stage, version)


async def seen_by(tx: Transaction, step_id: int, actor: Actor, now: datetime | None = None) -> Seen:
    """Return an open round, decided or not; raise Refusal when there is none. `now` as in
    `form_step`."""
    session, step = await form_step(tx, step_id, now)
    proposal = await tx.consents.get(step.id)
    if not isinstance(step.plan, Consent) or proposal is None:
        raise Refusal("step.not_open")
    author = await author_of(tx, session, actor.user_id)
    lead = await leads(tx, session, actor)
    unwritten = lead and not proposal.versions
    return Seen(
        session,
        step,
        author,
        lead,
        await tx.consents.takes_part(step.id, author),
        step.plan,
        proposal,
        themed=unwritten and bool(await starts(tx, session.id)),
    )


async def undecided(
    tx: Transaction, step_id: int, actor: Actor, now: datetime | None = None
) -> Seen:
    """Return a round that can still change; raise Refusal otherwise. `now` as in `form_step`."""
    seen = await seen_by(tx, step_id, actor, now)
    if seen.decision is not None:
        raise RoundStays("consent.decided")
    return seen


async def _speaking(
    tx: Transaction,
    step_id: int,
    actor: Actor,
    stage: Stage,
    version: int | None = None,
    now: datetime | None = None,
) -> Seen:
    seen = await undecided(tx, step_id, actor, now)
    if version is not None:
        check_version(seen.proposal, version)
    check_stage(seen.proposal, stage, now)
    # A facilitator may write down what others ask aloud; reactions and answers are one's own.
    if not seen.speaks and stage is not Stage.QUESTIONS:
        raise OnlyLeads("consent.only_leads")
    return seen


async def _step_of(tx: Transaction, question_id: int) -> int:
    step_id = await tx.consents.step_of_question(question_id)
    if step_id is None:
        raise Refusal("consent.question_gone")
    return step_id


async def _count_in(tx: Transaction, seen: Seen, actor: Actor) -> None:
    if seen.speaks:
        await tx.sessions.took_part(seen.session.id, actor.user_id)
    tx.touch(Topic.SESSION, seen.session.id)


async def earlier(ctx: Context, step_id: int, message_id: int) -> Version | None:
    """Return the version that a message which was the card goes on showing, amended since."""
    async with ctx.database.read() as tx:
        return await tx.consents.version_in(step_id, message_id)
