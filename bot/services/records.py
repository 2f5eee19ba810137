"""Reading a whole session for its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.reports.record import (
    ConsentRecord,
    Lines,
    PositionRecord,
    RateRecord,
    SessionRecord,
    TurnsRecord,
    VoteRecord,
)
from bot.reports.review.applying import corrected
from bot.services.context import Context, existing
from bot.services.election.recording import elections
from bot.services.position.standing import standing_on
from bot.store import Transaction
from bot.workshop.consent.proposal import Proposal, decision_of
from bot.workshop.kinds import Consent, Follow, Position, Rate, Turns, Vote
from bot.workshop.notes.note import Note
from bot.workshop.notes.parked import Parked
from bot.workshop.position.line import Standing
from bot.workshop.position.movement import Result as Moved
from bot.workshop.position.movement import Told
from bot.workshop.rate.marks import Result
from bot.workshop.review.correction import Corrections, Of
from bot.workshop.sessions.session import Session, StepRun, is_secret
from bot.workshop.subgroups.group import Group
from bot.workshop.subgroups.output import tells_group
from bot.workshop.turns.round import Count
from bot.workshop.vote.methods import Method, VoteOn
from bot.workshop.vote.options import Slate
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.themes import goes_on, talked_about


async def record(ctx: Context, session_id: int) -> SessionRecord:
    """Return everything about a session, with what was put right since (`bot.services.review`);
    raise Refusal when it is gone."""
    return await ctx.database.view(lambda tx: record_in(tx, session_id))


async def record_in(tx: Transaction, session_id: int) -> SessionRecord:
    """Return everything about a session, as a transaction sees it; raise Refusal as `record`."""
    session = await existing(tx, session_id)
    return await told(tx, session, await corrections_of(tx, session))


async def corrections_of(tx: Transaction, session: Session) -> Corrections:
    """Return what was put right in a session that was read again; nobody did while it went on."""
    return Corrections(tuple(await tx.corrections.of_session(session.id)))


async def told(tx: Transaction, session: Session, corrections: Corrections) -> SessionRecord:
    """Return everything about a session, with `corrections`."""
    every = await tx.sessions.every_step(session.id)
    # One that was taken out before the room was ever in it left nothing; the others are
    # numbered behind the plan.
    lived = (step for step in every if not (step.is_out and step.is_to_come))
    steps = tuple(replace(step, position=place) for place, step in enumerate(lived))
    in_room = await tx.in_room.took_part(session.id)
    notes: dict[int, tuple[str, ...]] = {}
    for note in await tx.notes.of_session(session.id):
        notes[note.step_id] = (*notes.get(note.step_id, ()), *_kept(note, Of.NOTE, corrections))
    found = SessionRecord(
        session=session,
        steps=steps,
        participants=await tx.sessions.count_participants(session.id) + in_room,
        in_room=in_room,
        ahead=await tx.ahead.of_session(session.id),
        floors=await tx.hands.heard(session.id),
        dropped=tuple(step for step in every if step.is_out and step.is_to_come),
        promised=sum(step.first_minutes or 0 for step in every if not step.ahead),
        postits=tuple(await tx.postits.of_session(session.id)),
        votes={
            step.id: await vote_record(tx, session, step)
            for step in steps
            if step.outcome and isinstance(step.plan, Vote)
        },
        notes=notes,
        milestones=tuple(await tx.milestones.of_session(session.id)),
        actions=tuple(await tx.actions.of_session(session.id)),
        echoes=await tx.reactions.of_session(session.id),
        sorting=await tx.themes.sorting(session.id),
        consents=await _consents(tx, session, steps),
        elections=await elections(tx, steps, await tx.elections.of_session(session.id)),
        hidden=await tx.moderation.hidden(session.id),
        parked=tuple(one.text for one in await parked_of(tx, session, corrections)),
        sorted_together=await tx.rounds.told(session.id),
        rates=await _rates(tx, session, steps),
        turns=await _turns(tx, session, steps),
        lines=Lines(await _closed_lines(tx, session, steps), await _open_lines(tx, session, steps)),
        corrections=corrections,
        groups=_groups(session, await tx.groups.of_session(session.id)),
        series=await tx.follows.place(session.id),
        followed=await tx.imports.followed(session.id)
        or {
            step.id: tuple(await tx.follows.of_step(step.id))
            for step in steps
            if isinstance(step.plan, Follow)
        },
    )
    # A step of which nothing is left has none.
    return corrected(replace(found, notes={k: v for k, v in notes.items() if v}), corrections)


async def parked_of(
    tx: Transaction, session: Session, corrections: Corrections
) -> tuple[Parked, ...]:
    """Return what a session left for later, with `corrections`."""
    return tuple(
        replace(one, text=text)
        for one in await tx.parked.of_session(session.id)
        for text in _kept(one, Of.PARKED, corrections)
    )


def _kept(one: Note | Parked, of: Of, corrections: Corrections) -> tuple[str, ...]:
    """Return a text as it is told; nothing where it was left out."""
    if corrections.left_out(of, one.id):
        return ()
    said = corrections.said(of, one.id, "text")
    return (one.text if said is None else said,)


def _groups(
    session: Session, groups: Mapping[int, Sequence[Group]]
) -> dict[int, tuple[Group, ...]]:
    """Return small groups without who was in them; in a masked session, what so few kept that it
    tells who chose it is not told."""
    return {
        step_id: tuple(
            Group(
                id=group.id,
                step_id=group.step_id,
                number=group.number,
                name=group.name,
                members=(),
                merged=group.merged,
                hosted=group.hosted,
                kept=group.kept if tells_group(session, group) else (),
            )
            for group in of_step
        )
        for step_id, of_step in groups.items()
    }


async def _consents(
    tx: Transaction, session: Session, steps: Sequence[StepRun]
) -> dict[int, ConsentRecord]:
    """Return the rounds of consent that were begun, by step."""
    begun = await tx.consents.of_session(session.id)
    return {
        step.id: ConsentRecord(
            begun.get(step.id, Proposal()),
            decision_of(step),
            step.plan.silence_is_consent,
            step.plan.expected,
        )
        for step in steps
        if isinstance(step.plan, Consent) and (step.id in begun or step.outcome is not None)
    }


async def _rates(
    tx: Transaction, session: Session, steps: Sequence[StepRun]
) -> dict[int, RateRecord]:
    """Return the marks that were revealed, by step."""
    said = await tx.rates.of_session(session.id)
    return {
        step.id: RateRecord(
            step.plan, Result.model_validate_json(step.outcome), said.get(step.id, ())
        )
        for step in steps
        if isinstance(step.plan, Rate) and step.outcome is not None
    }


async def _turns(
    tx: Transaction, session: Session, steps: Sequence[StepRun]
) -> dict[int, TurnsRecord]:
    """Return the speaking rounds that began, or in which words were left, by step."""
    counts, words = await tx.turns.counts(session.id), await tx.turns.of_session(session.id)
    return {
        step.id: TurnsRecord(step.plan, counts.get(step.id, Count()), words.get(step.id, ()))
        for step in steps
        if isinstance(step.plan, Turns) and (step.id in counts or step.id in words)
    }


async def rate_record(tx: Transaction, step: StepRun) -> RateRecord:
    """Return the marks of a step that are revealed."""
    assert step.outcome is not None
    assert isinstance(step.plan, Rate)
    result = Result.model_validate_json(step.outcome)
    return RateRecord(step.plan, result, await tx.rates.remarks(step.id))


async def _closed_lines(
    tx: Transaction, session: Session, steps: Sequence[StepRun]
) -> dict[int, PositionRecord]:
    """Return the lines that are closed, by step."""
    if not any(isinstance(step.plan, Position) for step in steps):
        return {}
    said = await tx.positions.of_session(session.id)
    return {
        step.id: _line(session, step, said.get(step.id, ()))
        for step in steps
        if isinstance(step.plan, Position) and step.outcome is not None
    }


async def position_record(tx: Transaction, session: Session, step: StepRun) -> PositionRecord:
    """Return the line of a step that is closed."""
    return _line(session, step, await tx.positions.told(step.id))


def _line(session: Session, step: StepRun, told: tuple[Told, ...]) -> PositionRecord:
    plan = step.plan
    assert isinstance(plan, Position)
    assert step.outcome is not None
    named = plan.tells_names(masked=session.masked)
    return PositionRecord(
        plan,
        Moved.model_validate_json(step.outcome),
        live=plan.drawn_live(masked=session.masked),
        named=named,
        # Come what may in a file that was brought in, names are told where the line tells them.
        told=told if named else tuple(Told(one.text) for one in told if one.text),
    )


async def _open_lines(
    tx: Transaction, session: Session, steps: Sequence[StepRun]
) -> dict[int, Standing]:
    """Return what may be told of lines that are open, by step: what their cards draw."""
    return {
        step.id: await standing_on(tx, session, step)
        for step in steps
        if isinstance(step.plan, Position) and step.is_open and step.outcome is None
    }


async def vote_record(tx: Transaction, session: Session, step: StepRun) -> VoteRecord:
    """Return the counted vote of a step that has an outcome."""
    assert step.outcome is not None
    assert isinstance(step.plan, Vote)
    said = await tx.reasons.of_step(step.id) if step.plan.method is Method.RESISTANCE else ()
    shown = tuple(one for one in said if one.hidden is None)
    return VoteRecord(
        plan=step.plan,
        secret=is_secret(session, step.plan),
        options=Slate(Slate(await tx.ballots.options(step.id)).offered),
        ballots=tuple(await tx.ballots.all(step.id)),
        outcome=Outcome.read(step.outcome),
        goes_on=goes_on(session.recipe.steps, step.position)
        if step.plan.on is VoteOn.THEMES
        else None,
        summed=await tx.imports.summed(step.id),
        mended=await tx.mendings.of_step(step.id),
        reasons=shown,
        reasons_hidden=len(shown) < len(said),
        talked_about=step.plan.on is VoteOn.POSTITS
        and talked_about(session.recipe.steps, step.position),
    )
