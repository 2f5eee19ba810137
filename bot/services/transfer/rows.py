"""The rows of a session that comes from its file. What is not in a file stays absent: authors of a
masked session, few ballots, what was hidden, whatever names a person, a message or a channel.

A field that the export gets is written here as well: an import whose session does not export the
same is refused, and `tests/transfer` names the field.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.services.transfer.groups import write_groups
from bot.services.transfer.past import Rows, told_followed, write_corrections, write_series
from bot.services.transfer.reading import Read, planned, recipe_of
from bot.services.transfer.rounds import (
    write_consents,
    write_elections,
    write_positions,
    write_rates,
    write_turns,
)
from bot.services.transfer.votes import write_votes
from bot.store import Transaction
from bot.store.rows.base import Value, to_text
from bot.store.rows.imports import drawn
from bot.store.rows.plans import OUT_OF_PLAN
from bot.workshop.kinds import BaseStep
from bot.workshop.sessions.session import SessionState, StepState
from bot.workshop.transfer.document import RoundPart, StepPart


async def write_rows(
    tx: Transaction, read: Read, server_id: int, channel_id: int, now: datetime
) -> int:
    """Write a session; return its identifier. Raises what a file that contradicts itself does."""
    told = read.document
    assert told.session.raw_data_kept_until is not None
    kept = timedelta(days=told.session.raw_data_kept_days)
    ended_at = told.session.raw_data_kept_until - kept
    session_id = await _session(tx, read, server_id, channel_id, ended_at, now)
    themes = await tx.imports.add_themes(session_id, (theme.name for theme in told.themes))
    # Post-its are named by plans, and stand in steps: both are drawn before either is written.
    ids = drawn(len(told.postits))
    numbers = {
        postit.number: drawn_id
        for postit, drawn_id in zip(told.postits, ids, strict=True)
        if postit.number is not None
    }
    plans = [planned(step.plan, themes, numbers) for step in told.steps]
    steps = [
        await _step(tx, session_id, place, step, plan, ended_at)
        for place, (step, plan) in enumerate(zip(told.steps, plans, strict=True))
    ]
    await _recipe(tx, read, session_id, plans)
    await _not_held(tx, read, session_id, themes, numbers)
    await _postits(tx, read, session_id, steps, ids, themes)
    await write_groups(tx, told, steps, ids)
    milestones = await _milestones(tx, read, session_id, numbers)
    actions = await _actions(tx, read, session_id, milestones)
    sources = {"postits": numbers, "milestones": milestones, "themes": dict(enumerate(themes, 1))}
    await write_votes(tx, told.votes, steps, sources)
    await write_consents(tx, told.consents, steps)
    await write_elections(tx, told.elections, steps)
    await write_rates(tx, told.rates, steps)
    await write_positions(tx, told.positions, steps)
    await write_turns(tx, told.turns, steps)
    await tx.imports.add_all(
        "notes",
        [
            {"session_id": session_id, "step_id": steps[note.step - 1], "text": note.text}
            for note in told.notes
        ],
    )
    await tx.imports.add_all(
        "parked", [{"session_id": session_id, "text": text} for text in told.left_for_later]
    )
    by_step = {
        step_id: step.hidden_postits
        for step_id, step in zip(steps, told.steps, strict=True)
        if step.hidden_postits
    }
    hidden = {
        "postits": by_step,
        "comments": told.hidden.comments,
        "actions": told.hidden.actions,
    }
    series = await write_series(tx, told, session_id, server_id)
    asked = told_followed(told, steps)
    await tx.imports.remember(session_id, read.digest, now, hidden, series, asked)
    await write_corrections(
        tx, told, session_id, Rows(steps, themes, ids, numbers, milestones, actions)
    )
    return session_id


async def _session(
    tx: Transaction,
    read: Read,
    server_id: int,
    channel_id: int,
    ended_at: datetime,
    now: datetime,
) -> int:
    told = read.document.session
    return await tx.imports.add_session(
        {
            "server_id": server_id,
            "channel_id": channel_id,
            "title": told.title,
            "language": told.language,
            "signing": told.signing,
            "recipe": "{}",  # once its steps are known
            "scenario": read.scenario.model_dump_json() if read.scenario is not None else None,
            "state": SessionState.ENDED,
            "created_by": 0,
            "created_at": to_text(told.created_at),
            "started_at": to_text(told.started_at),
            "ended_at": to_text(ended_at),
            "took_part": read.document.participants - read.document.participants_in_room,
            "in_room": read.document.participants_in_room,
            "quick": int(told.quick),
            "planned_for": to_text(told.planned_for),
            "ends_by": to_text(told.ends_by),
            "kept_days": told.raw_data_kept_days,
            "raw_deleted_at": to_text(told.raw_data_deleted_at),
            # It was read where it was held: from now on it can be found here.
            "released_at": to_text(now),
        }
    )


async def _recipe(tx: Transaction, read: Read, session_id: int, plans: list[BaseStep]) -> None:
    steps = zip(read.document.steps, plans, strict=True)
    kept = [plan for step, plan in steps if not step.left_out_of_the_plan]
    await tx.sessions.set_recipe(session_id, recipe_of(read, kept))


async def _step(
    tx: Transaction,
    session_id: int,
    place: int,
    step: StepPart,
    plan: BaseStep,
    ended_at: datetime,
) -> int:
    out = step.left_out_of_the_plan
    step_id = await tx.imports.add_step(
        {
            "session_id": session_id,
            "position": OUT_OF_PLAN + place if out else place,
            "kind": plan.kind,
            "plan": plan.model_dump_json(),
            "state": step.state,
            "spent_seconds": step.spent_seconds,
            "outcome": json.dumps(step.outcome) if step.outcome is not None else None,
            "left_out": step.postits_left_out,
            # When it was left is not in the file; that it was is.
            "left_at": to_text(ended_at) if out or step.state is not StepState.WAITING else None,
            "voted_before": step.ballots_erased_before,
            "was_at": place if out else None,
            "first_minutes": None if step.added_since else step.planned_minutes,
            "ahead": int(step.before_the_meeting),
        }
    )
    if (floor := step.floor) is not None:
        await tx.imports.add_all(
            "step_floors", [{"step_id": step_id, "people": floor.people, "turns": floor.turns}]
        )
    if (ahead := step.open_ahead) is not None:
        await tx.imports.add_all(
            "steps_ahead",
            [
                {
                    "step_id": step_id,
                    "session_id": session_id,
                    "opened_at": to_text(ahead.opened_at),
                    "closes_at": to_text(ahead.closes_at),
                    "closed_at": to_text(ahead.closed_at),
                    "people": ahead.people,
                }
            ],
        )
    return step_id


async def _not_held(
    tx: Transaction, read: Read, session_id: int, themes: list[int], numbers: dict[int, int]
) -> None:
    behind = OUT_OF_PLAN + len(read.document.steps)
    rows: list[dict[str, Value]] = []
    for place, step in enumerate(read.document.steps_not_held):
        plan = planned(step.plan, themes, numbers)
        rows.append(
            {
                "session_id": session_id,
                "position": behind + place,
                "kind": plan.kind,
                "plan": plan.model_dump_json(),
                "state": StepState.WAITING,
                "was_at": place,
                "first_minutes": step.planned_minutes,
            }
        )
    await tx.imports.add_all("steps", rows)


async def _postits(
    tx: Transaction,
    read: Read,
    session_id: int,
    steps: list[int],
    ids: list[int],
    themes: list[int],
) -> None:
    told = read.document
    named = {theme.name: theme_id for theme, theme_id in zip(told.themes, themes, strict=True)}
    postits: list[dict[str, Value]] = []
    places: list[dict[str, Value]] = []
    reactions: list[dict[str, Value]] = []
    comments: list[dict[str, Value]] = []
    for postit_id, postit in zip(ids, told.postits, strict=True):
        postits.append(
            {
                "id": postit_id,
                "session_id": session_id,
                "step_id": steps[postit.step - 1],
                "author_name": postit.author,
                "text": postit.text,
                "dimension": postit.dimension,
                "year": postit.year,
                "source": "form",
                "number": postit.number,
                "column_name": postit.column,
                "files": "\n".join(postit.files) or None,
                "kind": postit.kind,
                "late": int(postit.after_time),
            }
        )
        if postit.theme is not None:
            places.append({"postit_id": postit_id, "theme_id": named[postit.theme]})
        for emoji, people in postit.reactions.items():
            if people:
                # Of nobody: how many people it stands for is all that is told.
                row: dict[str, Value] = {"postit_id": postit_id, "author": "", "emoji": emoji}
                reactions.append({**row, "people": people})
        comments += [
            {"postit_id": postit_id, "author_name": comment.author, "text": comment.text}
            for comment in postit.comments
        ]
    await tx.imports.add_all("postits", postits)
    await tx.imports.add_all("theme_postits", places)
    await tx.imports.add_all("reactions", reactions)
    drawn_ids = drawn(len(comments))
    await tx.imports.add_all(
        "comments",
        [{"id": drawn_id, **row} for drawn_id, row in zip(drawn_ids, comments, strict=True)],
    )
    for step_id, step in zip(steps, told.steps, strict=True):
        for one in step.sorted_together:
            await tx.imports.add_round(step_id, _progress(one, named))


def _progress(told: RoundPart, named: dict[str, int]) -> dict[str, object]:
    """Return what remains of a round, in the form of its row."""
    return {
        "people": told.people,
        "answers": told.answers or 0,
        "pile": told.postits,
        "filed": told.sorted,
        "by_hand": told.placed_by_facilitators,
        "put_back": 0,
        "homeless": told.to_discuss or 0,
        "contested": 0,
        "shares": [
            {
                "theme": named[share.theme],
                "filed": share.postits,
                "choices": share.choices,
                "agree": share.agree,
            }
            for share in told.agreement or ()
        ],
        "apart": told.left_without_a_theme,
        "in_room": int(told.in_room_as_one),
    }


async def _milestones(
    tx: Transaction, read: Read, session_id: int, numbers: dict[int, int]
) -> dict[int, int]:
    """Write the milestones in the order of their numbers; return their identifiers by these."""
    found: dict[int, int] = {}
    told = sorted(read.document.milestones, key=lambda milestone: milestone.number)
    for one in told:
        found[one.number] = await tx.imports.add_milestone(
            {
                "session_id": session_id,
                "year": one.year,
                "dimension": one.dimension,
                "statement": one.statement,
                "who": one.who,
                "enablers": one.enablers,
                "obstacles": one.obstacles,
                "postit_id": numbers[one.postit] if one.postit is not None else None,
                "number": one.number,
                "theme": one.theme,
            }
        )
        await tx.imports.add_all(
            "milestone_sources",
            [
                {"milestone_id": found[one.number], "postit_id": numbers[number]}
                for number in one.postits_of_theme
            ],
        )
    for one in told:
        await tx.milestones.tie(found[one.number], [found[before] for before in one.after])
    return found


async def _actions(
    tx: Transaction, read: Read, session_id: int, milestones: dict[int, int]
) -> list[int]:
    """Write the actions as they stood; return their identifiers."""
    return [
        await tx.imports.add_action(
            {
                "session_id": session_id,
                "what": one.what,
                "owner": one.owner,
                "due": one.due.isoformat() if one.due is not None else None,
                "first_step": one.first_step,
                "milestone_id": milestones[one.milestone] if one.milestone is not None else None,
                "theme": one.theme,
                "state": one.state,
                "changed_at": to_text(one.state_since),
            }
        )
        for one in read.document.actions
    ]
