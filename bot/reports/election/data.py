"""Elections without candidates as JSON."""

from __future__ import annotations

from bot.reports.record import ElectionRecord, SessionRecord
from bot.workshop.election.naming import Nomination, Voice
from bot.workshop.sessions.session import StepRun


def elections(record: SessionRecord) -> list[dict[str, object]]:
    """Return every election in which something was shown.

    ``names`` are those who were named, in an order drawn by lot; ``voices`` what each person said
    ``first`` and, having heard, ``then``, each naming someone by their rank among them, from 1.
    They are gone once raw data was deleted, as is who was proposed: what was decided stays.
    """
    return [
        _election(record, step, record.elections[step.id])
        for step in record.steps
        if step.id in record.elections
    ]


def _election(record: SessionRecord, step: StepRun, held: ElectionRecord) -> dict[str, object]:
    plan, naming, language = held.plan, held.naming, record.session.language
    groups = naming.groups
    ranks = {one.named.id: rank for rank, one in enumerate(groups, start=1)}
    places = {one.id: one.position + 1 for one in record.steps}
    return {
        "step": step.position + 1,
        "role": None if plan.role is None else plan.role[language],
        "mandate": None if plan.mandate is None else plan.mandate[language],
        "term": None if plan.term is None else plan.term[language],
        "criteria": None if plan.criteria is None else plan.criteria[language],
        "expected": plan.expected,
        "stage": naming.stage.value,
        "elected": None if held.elected is None else held.elected.model_dump(mode="json"),
        "names": [
            {
                "name": one.named.name,
                "withdrew": one.named.withdrawn,
                "at_first": one.first,
                "in_the_end": len(one.voices),
            }
            for one in groups
        ],
        "voices": [_voice(record, one, ranks) for one in naming.voices],
        "proposals": [
            {
                "name": ranks[attempt.name_id],
                "reason": attempt.reason,
                "consent_step": places.get(attempt.step_id),
            }
            for attempt in naming.attempts
            if attempt.name_id in ranks
        ],
    }


def _voice(record: SessionRecord, voice: Voice, ranks: dict[int, int]) -> dict[str, object]:
    second = voice.said if voice.said.round == 2 else None
    first = voice.before if second is not None else voice.said
    return {
        "author": record.author(voice.said),
        "in_room": voice.said.in_room,
        "first": _said(first, ranks),
        "then": _said(second, ranks),
    }


def _said(said: Nomination | None, ranks: dict[int, int]) -> dict[str, object] | None:
    return None if said is None else {"name": ranks[said.name_id], "reason": said.reason}
