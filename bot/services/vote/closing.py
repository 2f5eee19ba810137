"""The end of a vote: closed by hand, at the timebox or when all have voted; ties settled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.reports.vote.naming import worded
from bot.services.context import Context, open_step, steered
from bot.services.counting import counts_between
from bot.services.sessions.quick import tell_outcome
from bot.services.sessions.steering import end_if_decided, interrupt
from bot.services.vote.last_words import all_voted
from bot.services.vote.offered import within
from bot.services.vote.polls import add_present, count, electorate, led_vote, tied_vote
from bot.store import Topic, Transaction
from bot.store.outbox import Saying
from bot.store.timers import Timer
from bot.workshop.alike import twice
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Vote
from bot.workshop.language import Bilingual, Language, Title, languages_of
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.vote.methods import Method, SecondRule, VoteOn
from bot.workshop.vote.options import Option
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.reasons import asks_reasons
from bot.workshop.vote.scope import Within
from bot.workshop.vote.step import MOST_OPTIONS, OPTION_LIMIT, Wording


async def count_if_all_voted(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
) -> bool:
    """Count a vote that closes when everyone has voted, if everyone has; return whether it was. One
    that asks for reasons is counted shortly after (`ballots_in`)."""
    plan = step.plan
    assert isinstance(plan, Vote)
    if asks_reasons(plan) or not await all_voted(tx, session, step):
        return False
    if plan.sealed and await tx.sealed.looked(step.id):
        return False
    await close_now(ctx, tx, session, step, now)
    return True


async def ballots_in(
    ctx: Context, tx: Transaction, timer: Timer, session: Session, step: StepRun, now: datetime
) -> None:
    """Count a vote in which everyone had voted a moment ago, unless a ballot was taken back, or
    more people may vote since."""
    if not session.paused and await all_voted(tx, session, step):
        await close_now(ctx, tx, session, step, now)


@counts_between
async def close(ctx: Context, step_id: int, actor: Actor, now: datetime) -> Session:
    """Close a vote: it is counted, and the step stays for the room to look at the result."""
    async with ctx.database.write() as tx:
        session, step, _ = await led_vote(tx, step_id, actor)
        await close_now(ctx, tx, session, step, now)
        return session


async def close_now(
    ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
) -> None:
    """Count a vote whose step stays open; its clock stops, since nothing is waited for."""
    await tx.timers.cancel(step.id)
    outcome = await count(ctx, tx, session, step, now)
    await tx.sessions.save_step(replace(step, closes_at=None, left_seconds=None))
    if outcome is not None and not outcome.waits_for_choice:
        await end_if_decided(ctx, tx, session, now)


async def settle(
    ctx: Context, step_id: int, actor: Actor, chosen: Collection[str], now: datetime
) -> Outcome:
    """Settle a stated tie by the facilitator's choice, as was declared: of one option, or of as
    many as there are places left; say it to the room."""
    async with ctx.database.write() as tx:
        session, step, _, outcome = await tied_vote(tx, step_id, actor)
        assert outcome.second is not None
        among = set(chosen) <= set(outcome.tied) and len(set(chosen)) == outcome.places_left
        if outcome.second.rule is not SecondRule.FACILITATOR or not among:
            raise Refusal("ballot.unknown_option")
        taken = tuple(name for name in outcome.tied if name in set(chosen))
        change = {"winners": taken} if outcome.seated else {"winner": taken[0]}
        second = outcome.second.model_copy(update=change)
        settled = outcome.model_copy(update={"second": second})
        await tx.sessions.set_outcome(step.id, settled.model_dump_json())
        await tell_outcome(tx, Saying.SETTLED, session, step, now)
        tx.touch(Topic.SESSION, session.id)
        await end_if_decided(ctx, tx, session, now)
        return settled


async def run_off(
    ctx: Context, step_id: int, actor: Actor, now: datetime, title: Title | None = None
) -> Session:
    """Open a vote between the options that tied, as was declared, by the same method.

    `title` says that it is a second vote; the question asked stays the same. A tie in the run-off
    is stated and left to the facilitator: it would never end otherwise.
    """
    async with ctx.database.write() as tx:
        session, step, plan, outcome = await tied_vote(tx, step_id, actor)
        assert outcome.second is not None
        if outcome.second.rule is not SecondRule.RUNOFF:
            raise Refusal("vote.not_tied")
        if len(outcome.tied) > MOST_OPTIONS:
            raise Refusal("vote.too_many", count=len(outcome.tied), most=MOST_OPTIONS)
        options = await tx.ballots.options(step.id)
        again = plan.model_copy(
            update={
                "on": VoteOn.OPTIONS,
                "within": Within.ALL,
                "scope": None,
                **_tied(plan, outcome, options, session.language),
                "title": title or plan.title,
                "question": plan.question or Bilingual(**plan.title.texts),
                "tie": SecondRule.FACILITATOR,
                "seats": outcome.places_left,
                "cap": None,
                "min_choices": 0,
                "max_choices": None,
            }
        )
        electors = await tx.voters.electors(step.id)
        await interrupt(ctx, tx, session, again, now, electors=electors)
        return session


async def vote_inside(
    ctx: Context, step_id: int, actor: Actor, now: datetime, title: Title, invite: Bilingual
) -> Session:
    """Open a vote on the post-its of the themes that a counted vote put first, by the same method
    and for the same people. Raises Refusal where it chose none."""
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        await steered(tx, session.id, actor)
        plan = step.plan
        if not isinstance(plan, Vote) or plan.on is not VoteOn.THEMES or step.outcome is None:
            raise Refusal("vote.inside_none")
        inside = plan.model_copy(
            update={
                "on": VoteOn.POSTITS,
                "within": Within.CHOSEN,
                "title": title,
                "invite": invite,
                "question": None,
                "seats": 1,
                "suggested": plan.method is Method.DOTS,
                "cap": None,
                "min_choices": 0,
                "max_choices": None,
            }
        )
        scope = (await within(tx, session, inside)).scope
        if scope is None or not scope.is_part:
            raise Refusal("vote.inside_none")
        electors = await tx.voters.electors(step.id)
        opened = await interrupt(ctx, tx, session, inside, now, electors=electors)
        options = len(await tx.ballots.options(opened.id))
        if options < 2:
            raise Refusal("vote.inside_none")
        return session


def _tied(
    plan: Vote, outcome: Outcome, options: Sequence[Option], language: Language
) -> dict[str, object]:
    """Return what a vote between the options that tied is on."""
    if plan.method is Method.RESISTANCE and plan.passive is not None:
        # To decide nothing stays among them.
        nothing = plan.options[plan.passive - 1]
        said = plan.nothing(language)
        others = [one for one in _standing(outcome, options) if one[language] != said]
        return {"options": (*others, nothing), "passive": len(others) + 1}
    if plan.method is not Method.DATES:
        return {"options": tuple(_standing(outcome, options))}
    tied = [option.slot for option in options if option.name in outcome.winners and option.slot]
    return {"dates": tuple(tied)}


def _standing(outcome: Outcome, options: Sequence[Option]) -> list[Wording]:
    """Return the options that tied, in words; with their numbers where words say the same."""
    held = {o.name: o for o in options}
    words = [worded(held[name], OPTION_LIMIT) for name in outcome.tied]
    if all(twice(word[one] for word in words) is None for one in languages_of(words)):
        return words
    return [worded(held[name], OPTION_LIMIT, numbered=True) for name in outcome.tied]


async def count_present(
    ctx: Context,
    step_id: int,
    actor: Actor,
    present: Collection[int],
    leading: Collection[int] = (),
) -> tuple[int, int]:
    """Add those who are in the voice channel now to the electors of a vote.

    Facilitators who did not ask to vote are left out; `leading` are those of them who lead by
    their role. Returns how many were added and how many
    may vote in all.
    """
    async with ctx.database.write() as tx:
        session, step, plan = await led_vote(tx, step_id, actor)
        before = len(await tx.voters.electors(step.id))
        await add_present(tx, session, step, present, leading)
        tx.touch(Topic.SESSION, session.id)
        after = await electorate(tx, step, plan)
        assert after is not None
        return after - before, after
