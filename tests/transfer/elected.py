"""Elections without candidates, drawn: as they stand in a session that has ended."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.reports.record import ConsentRecord, ElectionRecord, SessionRecord, Tried
from bot.workshop.election.naming import Attempt, Named, Naming, Nomination, Stage, concluded
from bot.workshop.kinds import Election

WORDS = st.sampled_from(["Elle sait.", "Du temps *libre*", "=1+1", "« oui » | non", "🪑"])
NAMES = st.sampled_from(["Alix", "Bachir", "Cléo", "_Dina_"])


def drawn_election(
    draw: st.DrawFn, made: SessionRecord, consents: dict[int, ConsentRecord], *, masked: bool
) -> dict[int, ElectionRecord]:
    """An election in which at least one person was named, maybe proposed in the session's round of
    consent; what it came to, or not."""
    step = next(one for one in made.steps if isinstance(one.plan, Election))
    assert isinstance(step.plan, Election)
    names = [Named(n, draw(NAMES), None, draw(st.booleans())) for n in (1, 2, 3)]
    found: list[Nomination] = []
    for voice in range(1, draw(st.integers(2, 6))):
        author = None if masked else draw(NAMES)
        room, rounds = draw(st.booleans()), draw(st.sampled_from([(1,), (2,), (1, 2)]))
        for turn in rounds:
            named = draw(st.sampled_from(names)).id
            number = len(found) + 1
            found.append(Nomination(number, voice, named, turn, None, author, draw(WORDS), room))
    kept = tuple(one for one in names if any(n.name_id == one.id for n in found))
    asked, held = next(iter(consents.items()))
    attempts = (Attempt(asked, kept[0].id, draw(WORDS)),) if draw(st.booleans()) else ()
    stage = draw(st.sampled_from([Stage.HEARING, Stage.CHOOSING]))
    naming = Naming(stage, kept, tuple(found), attempts)
    tried = tuple(Tried(kept[0], one.reason, held.decision) for one in attempts)
    text = draw(st.none() | WORDS)
    elected = concluded(naming, "Treasurer", "one year", text)
    over = draw(st.booleans()) or text is not None
    return {step.id: ElectionRecord(step.plan, naming, elected if over else None, tried)}


def forgotten_elections(made: SessionRecord) -> dict[int, ElectionRecord]:
    """The same once raw data was deleted."""
    return {
        step: ElectionRecord(held.plan, elected=held.elected)
        for step, held in made.elections.items()
        if held.elected is not None
    }
