"""The rows of decisions by consent, of marks, lines and speaking rounds, that come from a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.store import Transaction
from bot.store.rows.base import Value
from bot.store.rows.imports import drawn
from bot.workshop.consent.proposal import Fate, Stage, Stance
from bot.workshop.kinds import Turns
from bot.workshop.transfer.elections import ElectionPart
from bot.workshop.transfer.votes import (
    ConsentPart,
    PositionPart,
    RatePart,
    TurnsPart,
    VersionPart,
)


async def write_consents(
    tx: Transaction, consents: Iterable[ConsentPart], steps: Sequence[int]
) -> None:
    """Write the rounds of consent; what was decided is the outcome of their steps."""
    for told in consents:
        step_id = steps[told.step - 1]
        if told.decision is not None and not told.versions:
            continue  # raw data was deleted: the decision is all that is left
        stage = Stage.PROPOSAL if told.decision is None else Stage.OBJECTIONS
        await tx.imports.add_all(
            "consents", [{"step_id": step_id, "stage": stage, "author_name": told.brought_by}]
        )
        await tx.imports.add_all(
            "consent_versions",
            [
                {"step_id": step_id, "number": version.version, "text": version.text}
                for version in told.versions
            ],
        )
        await _write(tx, "consent_remarks", step_id, [_remarks(v) for v in told.versions])
        await _write(tx, "consent_answers", step_id, [_answers(v) for v in told.versions])


async def write_elections(
    tx: Transaction, elections: Iterable[ElectionPart], steps: Sequence[int]
) -> None:
    """Write who was named and why, in its order; what an election came to is the outcome of its
    step."""
    for told in elections:
        if not told.names:
            continue  # raw data was deleted: what was decided is all that is left
        step_id = steps[told.step - 1]
        await tx.imports.add_all("elections", [{"step_id": step_id, "stage": told.stage}])
        names = drawn(len(told.names))
        await tx.imports.add_all(
            "election_names",
            [
                {
                    "id": name_id,
                    "step_id": step_id,
                    "name": one.name,
                    "withdrawn": int(one.withdrew),
                }
                for name_id, one in zip(names, told.names, strict=True)
            ],
        )
        rows: list[dict[str, Value]] = [
            {
                "voice": voice,
                "name_id": names[said.name - 1],
                "round": turn,
                "author_name": one.author,
                "reason": said.reason,
                "in_room": int(one.in_room),
            }
            for voice, one in enumerate(told.voices, start=1)
            for turn, said in ((1, one.first), (2, one.then))
            if said is not None
        ]
        await _write(tx, "election_nominations", step_id, [rows])
        await tx.imports.add_all(
            "election_proposals",
            [
                {
                    "consent_step_id": steps[one.consent_step - 1],
                    "step_id": step_id,
                    "name_id": names[one.name - 1],
                    "reason": one.reason,
                }
                for one in told.proposals
                if one.consent_step is not None
            ],
        )


async def write_rates(tx: Transaction, rates: Iterable[RatePart], steps: Sequence[int]) -> None:
    """Write what was told with marks, in its order; the marks are the outcome of their steps."""
    for told in rates:
        rows: list[dict[str, Value]] = [{"text": text} for text in told.remarks]
        await _write(tx, "rate_remarks", steps[told.step - 1], [rows])


async def write_positions(
    tx: Transaction, lines: Iterable[PositionPart], steps: Sequence[int]
) -> None:
    """Write what was told of people on lines, in its order; how they stood is the outcome of their
    steps."""
    for told in lines:
        rows: list[dict[str, Value]] = [
            {"text": one.moved_by, "name": one.name, "began": one.began, "place": one.place}
            for one in told.people
        ]
        await _write(tx, "position_told", steps[told.step - 1], [rows])


async def write_turns(tx: Transaction, turns: Iterable[TurnsPart], steps: Sequence[int]) -> None:
    """Write what speaking rounds came to, and the words in their order; of nobody in particular."""
    for told in turns:
        step_id = steps[told.step - 1]
        plan = await tx.sessions.step(step_id)
        each = plan.plan.each_seconds if plan is not None and isinstance(plan.plan, Turns) else 60
        if told.people:
            await tx.imports.add_all(
                "turn_rounds",
                [
                    {
                        "step_id": step_id,
                        "turn": 1,
                        "each_seconds": each,
                        "people": told.people,
                        "spoke": told.spoke or 0,
                        "passed": told.passed or 0,
                        "skipped": told.skipped or 0,
                        "gone": told.left or 0,
                    }
                ],
            )
        rows: list[dict[str, Value]] = [
            {"text": word.text, "author_name": word.author} for word in told.words
        ]
        await _write(tx, "turn_words", step_id, [rows])


async def _write(
    tx: Transaction, table: str, step_id: int, by_version: Iterable[list[dict[str, Value]]]
) -> None:
    rows = [row for rows in by_version for row in rows]
    await tx.imports.add_all(
        table,
        [
            {"id": drawn_id, "step_id": step_id, **row}
            for drawn_id, row in zip(drawn(len(rows)), rows, strict=True)
        ],
    )


def _remarks(told: VersionPart) -> list[dict[str, Value]]:
    asked: list[dict[str, Value]] = [
        {
            "version": told.version,
            "kind": "question",
            "author_name": one.author,
            "text": one.text,
            "answer": one.answer,
        }
        for one in told.questions
    ]
    return asked + [
        {
            "version": told.version,
            "kind": "reaction",
            "author_name": one.author,
            "text": one.text,
            "answer": None,
        }
        for one in told.reactions
    ]


def _answers(told: VersionPart) -> list[dict[str, Value]]:
    """Return the answers to a version: words one by one, the others by how many they are.

    Whose were the room's is not in the file, how many were is: those without words come first.
    """
    room = told.answers_in_room
    rows: list[dict[str, Value]] = []
    for stance, many in (
        (Stance.CONSENT, told.answers.consent),
        (Stance.ASIDE, told.answers.aside),
    ):
        theirs = min(room, many)
        room -= theirs
        for in_room, people in ((True, theirs), (False, many - theirs)):
            if people:
                rows.append(_answer(told, stance, weight=people, in_room=in_room))
    for one in told.concerns:
        rows.append(_answer(told, Stance.CONCERN, text=one.text, name=one.author, in_room=room > 0))
        room -= 1
    for objection in told.objections:
        lifted = objection.became is Fate.LIFTED
        in_room = room > 0 and not lifted
        rows.append(
            _answer(
                told,
                Stance.OBJECTION,
                text=objection.text,
                name=objection.author,
                in_room=in_room,
                lifted=lifted,
            )
        )
        room -= int(in_room)
    return rows


def _answer(
    told: VersionPart,
    stance: Stance,
    *,
    text: str | None = None,
    name: str | None = None,
    weight: int = 1,
    in_room: bool = False,
    lifted: bool = False,
) -> dict[str, Value]:
    return {
        "version": told.version,
        "author_name": name,
        "stance": stance,
        "reason": text,
        "lifted": int(lifted),
        "weight": weight,
        "in_room": int(in_room),
    }
