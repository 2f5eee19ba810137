"""Reading a whole session for its reports."""

from __future__ import annotations

import json

from bot.reports.record import SessionRecord, VoteRecord
from bot.services.context import Context, existing
from bot.store import Transaction
from bot.tally.dots import Tally, ranked
from bot.workshop.session import StepRun


async def record(ctx: Context, session_id: int) -> SessionRecord:
    """Return everything about a session; raise Refusal when it is gone."""
    async with ctx.database.read() as tx:
        session = await existing(tx, session_id)
        steps = tuple(await tx.sessions.steps(session.id))
        notes: dict[int, tuple[str, ...]] = {}
        for note in await tx.notes.of_session(session.id):
            notes[note.step_id] = (*notes.get(note.step_id, ()), note.text)
        return SessionRecord(
            session=session,
            steps=steps,
            participants=await tx.sessions.count_participants(session.id),
            postits=tuple(await tx.postits.of_session(session.id)),
            votes={step.id: await vote_record(tx, step) for step in steps if step.outcome},
            notes=notes,
            milestones=tuple(await tx.milestones.of_session(session.id)),
            actions=tuple(await tx.actions.of_session(session.id)),
            echoes=await tx.reactions.of_session(session.id),
            sorting=await tx.themes.sorting(session.id),
        )


async def vote_record(tx: Transaction, step: StepRun) -> VoteRecord:
    """Return the counted vote of a step that has an outcome."""
    assert step.outcome is not None
    outcome = json.loads(step.outcome)
    totals = {int(number): int(total) for number, total in outcome["totals"].items()}
    return VoteRecord(
        options=tuple(await tx.ballots.options(step.id)),
        ballots=tuple(await tx.ballots.all(step.id)),
        tally=Tally(totals, ranked(totals), int(outcome["ballots"])),
        turnout=int(outcome["turnout"]),
    )
