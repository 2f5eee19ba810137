"""Elections without candidates as the card and the reports tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.reports.record import ElectionRecord, Tried
from bot.store import Transaction
from bot.workshop.consent.proposal import decision_of
from bot.workshop.election.naming import Naming, Stage, elected_of
from bot.workshop.kinds import Election
from bot.workshop.moderation.hiding import MARK
from bot.workshop.sessions.session import StepRun


async def election_record(tx: Transaction, step: StepRun) -> ElectionRecord:
    """Return the election of a step; what is hidden, or not shown yet, is there by its number
    alone."""
    return await _record(tx, step, await tx.elections.get(step.id) or Naming())


async def elections(
    tx: Transaction, steps: Sequence[StepRun], begun: Mapping[int, Naming]
) -> dict[int, ElectionRecord]:
    """Return those of a session's elections in which something was shown, by step."""
    return {
        step.id: await _record(tx, step, naming)
        for step in steps
        if isinstance(step.plan, Election)
        and ((naming := begun.get(step.id, Naming())).stage is not Stage.NAMING or step.outcome)
    }


async def _record(tx: Transaction, step: StepRun, naming: Naming) -> ElectionRecord:
    plan = step.plan
    assert isinstance(plan, Election)
    tried = []
    for attempt in naming.attempts:
        asked = await tx.sessions.step(attempt.step_id)
        decision = None if asked is None else decision_of(asked)
        tried.append(Tried(naming.named(attempt.name_id), attempt.reason, decision))
    told = replace(
        naming,
        nominations=tuple(
            one if one.hidden is None else replace(one, reason=MARK) for one in naming.nominations
        ),
    )
    return ElectionRecord(plan, told, elected_of(step), tuple(tried))
