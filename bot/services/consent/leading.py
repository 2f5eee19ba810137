"""Leading a round of consent: the text, its amendments, the stages, the decision.

Each move names the stage or the version that the facilitator saw: pressed twice, it acts once.
"""

from __future__ import annotations

from datetime import datetime

from bot.services.consent.answering import Seen, seen_by, undecided
from bot.services.context import Context, author_of, steered
from bot.services.election.concluding import consent_given
from bot.services.sessions.covered import post_below
from bot.services.sessions.quick import tell_outcome
from bot.services.sessions.steering import end_if_decided
from bot.services.themes.starting import Start, starts
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.workshop.consent.drafting import drafted
from bot.workshop.consent.proposal import (
    RoundStays,
    Stage,
    check_adoption,
    check_proposal,
    check_version,
    check_written,
    decided,
)
from bot.workshop.errors import Gone, Refusal
from bot.workshop.sessions.permissions import Actor


async def table(ctx: Context, step_id: int, actor: Actor) -> Seen:
    """Return an open round, decided or not, for those who lead it; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        seen = await seen_by(tx, step_id, actor)
        await steered(tx, seen.session.id, actor)
        return seen


async def drafting(ctx: Context, step_id: int, actor: Actor) -> tuple[Seen, tuple[Start, ...]]:
    """Return a round whose text is not written yet, with the themes that it could start from."""
    async with ctx.database.read() as tx:
        seen = await _led(tx, step_id, actor)
        if seen.proposal.versions:
            raise RoundStays("consent.written_already")
        return seen, await starts(tx, seen.session.id)


async def draft(ctx: Context, step_id: int, actor: Actor, theme_id: int) -> tuple[Seen, str]:
    """Return a round whose text is not written yet, and a first text made of a theme."""
    seen, themes = await drafting(ctx, step_id, actor)
    for theme in themes:
        if theme.id == theme_id:
            return seen, drafted(theme.name, [postit.text for postit in theme.postits])
    raise Gone("theme.gone")


async def amendable(ctx: Context, step_id: int, actor: Actor) -> Seen:
    """Return a round whose text can be written now; raise Refusal otherwise."""
    async with ctx.database.read() as tx:
        return await _led(tx, step_id, actor)


async def write(
    ctx: Context,
    step_id: int,
    actor: Actor,
    version: int,
    text: str,
    now: datetime,
    bearer: tuple[int, str] | None = None,
) -> Seen:
    """Write the proposal, or amend it: a new version, to which nobody has answered yet. It is a
    message of its own, the card from now on; the version before stays where it was shown.

    `version` is the one that the facilitator saw, 0 for none; `bearer` is who brings the
    proposal, identifier and name, None to leave it as it is. Raises Refusal when a colleague
    amended it meanwhile, when nothing changes, and when the text is empty or too long.
    """
    async with ctx.database.write() as tx:
        seen = await _led(tx, step_id, actor)
        kept = check_proposal(text)
        proposal = seen.proposal
        if proposal.version == version + 1 and proposal.text == kept:
            return seen  # the same form delivered twice
        check_version(proposal, version)
        if bearer is not None:
            user_id, name = bearer
            author = await author_of(tx, seen.session, user_id)
            masked = seen.session.masked
            await tx.consents.set_author(seen.step.id, author, None if masked else name)
        if kept != proposal.text:
            await tx.consents.add_version(seen.step.id, version + 1, kept)
            await post_below(tx, seen.session, seen.step, now, version=version)
        elif bearer is None:
            raise Refusal("consent.same_text")
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


async def move(
    ctx: Context,
    step_id: int,
    actor: Actor,
    seen_stage: Stage,
    to: Stage,
    now: datetime | None = None,
) -> Seen:
    """Go to another stage, forward or back; what people wrote stays, and what they are writing at
    `now` is still taken for a moment.

    Raises Refusal when the round moved meanwhile, and while there is no text to speak of.
    """
    async with ctx.database.write() as tx:
        seen = await _led(tx, step_id, actor)
        if seen.proposal.stage is to:
            return seen
        if seen.proposal.stage is not seen_stage:
            raise RoundStays("consent.moved")
        if to is not Stage.PROPOSAL:
            check_written(seen.proposal)
        await tx.consents.set_stage(seen.step.id, to, left=seen_stage, now=now)
        tx.touch(Topic.SESSION, seen.session.id)
        return await seen_by(tx, step_id, actor)


async def decide(
    ctx: Context, step_id: int, actor: Actor, version: int, adopt: bool, now: datetime
) -> Seen:
    """Adopt `version`, the text that the facilitator saw, or not, and have the room told.

    Raises Refusal as `decidable`. The same decision twice is one.
    """
    async with ctx.database.write() as tx:
        seen = await seen_by(tx, step_id, actor)
        made = seen.decision
        if made is not None and (made.version, made.adopted) == (version, adopt):
            await steered(tx, seen.session.id, actor)
            return seen
        seen = await _decidable(tx, step_id, actor, version, adopt)
        decision = decided(seen.proposal, seen.plan, adopt=adopt)
        await tx.sessions.set_outcome(seen.step.id, decision.model_dump_json())
        session = seen.session
        await tell_outcome(tx, Saying.DECISION, session, seen.step, now)
        session = await consent_given(tx, session, seen.step, decision, now)
        tx.touch(Topic.SESSION, session.id)
        after = await seen_by(tx, step_id, actor)
        await end_if_decided(ctx, tx, session, now)
        return after


async def decidable(ctx: Context, step_id: int, actor: Actor, version: int, adopt: bool) -> Seen:
    """Return a round that can be decided so.

    Raises Refusal when it is decided already, when the text changed, and, to adopt it, while an
    objection stands or an answer that is waited for is missing.
    """
    async with ctx.database.read() as tx:
        return await _decidable(tx, step_id, actor, version, adopt)


async def _decidable(
    tx: Transaction, step_id: int, actor: Actor, version: int, adopt: bool
) -> Seen:
    seen = await _led(tx, step_id, actor)
    check_version(seen.proposal, version)
    check_written(seen.proposal)
    if adopt:
        check_adoption(seen.proposal, seen.plan)
    return seen


async def _led(tx: Transaction, step_id: int, actor: Actor) -> Seen:
    seen = await undecided(tx, step_id, actor)
    await steered(tx, seen.session.id, actor)
    return seen
