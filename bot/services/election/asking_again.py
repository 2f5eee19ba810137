"""Someone who was named withdraws: whoever named them is asked to look again, and a proposal that
is on them falls."""

from __future__ import annotations

from datetime import datetime

from bot.services.sessions.quick import tell_outcome
from bot.store import Topic, Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.consent.proposal import decided
from bot.workshop.election.naming import Naming, Stage
from bot.workshop.kinds import Consent
from bot.workshop.sessions.session import Session, StepRun


async def ask_again(
    tx: Transaction, session: Session, step: StepRun, naming: Naming, name_id: int, now: datetime
) -> None:
    """Have whoever names someone who withdrew look again, as long as another can be named.

    They are written to alone, once for whoever they name, and told no more than that. In a masked
    session nothing that leads to them is kept to be sent: the card says that some are to look
    again, and their own page to whom.
    """
    if naming.stage is not Stage.CHOOSING and not session.masked:
        for voice in naming.voices:
            said = voice.said
            spared = said.in_room or said.told or said.name_id != name_id
            if said.author is not None and not spared:
                await tx.outbox.add(
                    Saying.NAME_AGAIN,
                    session.id,
                    session.channel_id,
                    now,
                    step=step.id,
                    person=int(said.author),
                )
    await _fall(tx, naming, name_id, now)


async def written(tx: Transaction, letter: Letter) -> None:
    """Keep that someone was written to: not again for the same choice."""
    await tx.elections.tell(letter.payload["step"], str(letter.payload["person"]))


async def _fall(tx: Transaction, naming: Naming, name_id: int, now: datetime) -> None:
    """Close the consents that are on someone who withdrew: nothing is adopted."""
    for attempt in naming.attempts:
        found = await tx.sessions.step_in_session(attempt.step_id)
        if attempt.name_id != name_id or found is None or found[1].outcome is not None:
            continue
        session, asked = found
        proposal = await tx.consents.get(asked.id)
        if not isinstance(asked.plan, Consent) or proposal is None or not proposal.versions:
            continue
        decision = decided(proposal, asked.plan, adopt=False, undecided=True)
        await tx.sessions.set_outcome(asked.id, decision.model_dump_json())
        await tx.timers.cancel(asked.id)
        await tell_outcome(tx, Saying.DECISION, session, asked, now)
        tx.touch(Topic.SESSION, session.id)
