"""The plan of a session: its steps in their order, those that were taken out, and how it bends.

The recipe of a session holds the plans of the steps that are in it, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.store.rows.base import Aggregate, to_text
from bot.store.sessions import step_of
from bot.store.topics import Topic
from bot.workshop.kinds import BaseStep
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Session, StepRun

# Where steps stand that were taken out of the plan: no plan has so many.
OUT_OF_PLAN = 1_000_000


class PlanRows(Aggregate):
    async def steps(self, session_id: int) -> list[StepRun]:
        """Return the steps of the plan of a session, in their order."""
        return [step for step in await self.every_step(session_id) if not step.is_out]

    async def every_step(self, session_id: int) -> list[StepRun]:
        """Return the steps of a session, those that were taken out of its plan last."""
        rows = await self._all(
            "SELECT * FROM steps WHERE session_id = ? ORDER BY position", session_id
        )
        return [step_of(row) for row in rows]

    async def insert_step(self, session: Session, position: int, plan: BaseStep) -> Session:
        """Put a step before the one at `position`, in the session's own recipe too.

        Returns the session as it then stands; steps behind move one place on.
        """
        before = [step.id for step in await self.steps(session.id)]
        added = await self._insert(
            "INSERT INTO steps (session_id, position, kind, plan, state)"
            " VALUES (?, ?, ?, ?, 'waiting')",
            session.id,
            len(before),
            plan.kind,
            plan.model_dump_json(),
        )
        return await self.reorder(session, [*before[:position], added, *before[position:]])

    async def reorder(self, session: Session, step_ids: Sequence[int]) -> Session:
        """Have the plan of a session be the steps `step_ids`, in this order; return it so.

        Steps that were taken out and are named come back; those of the plan that are not named
        keep their number and must be taken out by the caller. `session.position` follows the step
        under way.
        """
        known = {step.id: step for step in await self.every_step(session.id)}
        at = session.position
        here = next((s.id for s in known.values() if not s.is_out and s.position == at), None)
        # Positions are unique: they pass through numbers that no step has.
        for place, step_id in enumerate(step_ids):
            await self._run("UPDATE steps SET position = ? WHERE id = ?", -1 - place, step_id)
        await self._run(
            "UPDATE steps SET position = -1 - position, was_at = NULL"
            " WHERE session_id = ? AND position < 0",
            session.id,
        )
        planned = tuple(known[step_id].plan for step_id in step_ids)
        moved = step_ids.index(here) if here in step_ids else session.position
        return await self._planned(session, planned, moved)

    async def take_out(self, session: Session, step: StepRun) -> Session:
        """Take a step out of the plan; what was made in it stays. Return the session so."""
        rest = [one.id for one in await self.steps(session.id) if one.id != step.id]
        await self._run(
            "UPDATE steps SET was_at = position, position = ? WHERE id = ?",
            OUT_OF_PLAN + step.id,
            step.id,
        )
        return await self.reorder(session, rest)

    async def put_back(self, session: Session, step: StepRun, position: int) -> Session:
        """Put a step that was taken out before the one at `position`; return the session so."""
        before = [one.id for one in await self.steps(session.id)]
        return await self.reorder(session, [*before[:position], step.id, *before[position:]])

    async def replan(self, session: Session, step: StepRun, plan: BaseStep) -> Session:
        """Keep another plan of a step, in the recipe of its session too; return the session so."""
        await self.set_plan(step.id, plan)
        planned = tuple(
            plan if place == step.position else old
            for place, old in enumerate(session.recipe.steps)
        )
        return await self._planned(session, planned, session.position)

    async def _planned(
        self, session: Session, plans: tuple[BaseStep, ...], position: int | None
    ) -> Session:
        changed = session.recipe.model_copy(update={"steps": plans})
        await self._run(
            "UPDATE sessions SET recipe = ?, position = ? WHERE id = ?",
            changed.model_dump_json(),
            position,
            session.id,
        )
        self._transaction.touch(Topic.MOVED, session.id)
        return replace(session, recipe=changed, position=position)

    async def set_recipe(self, session_id: int, recipe: Recipe) -> None:
        """Write the whole recipe of a session, whose steps have the plans that it holds."""
        await self._run(
            "UPDATE sessions SET recipe = ? WHERE id = ?", recipe.model_dump_json(), session_id
        )

    async def set_first_minutes(self, step_id: int, minutes: float) -> None:
        """Remember what was planned for a step that others were made of."""
        await self._run("UPDATE steps SET first_minutes = ? WHERE id = ?", minutes, step_id)

    async def set_ends_by(self, session_id: int, moment: datetime | None) -> None:
        """Remember when those who lead want to end; None for as planned."""
        await self._run("UPDATE sessions SET ends_by = ? WHERE id = ?", to_text(moment), session_id)

    async def set_sound(self, session_id: int, *, heard: bool) -> None:
        """Have the end of a timebox heard, or not: then in no voice channel either."""
        await self._run(
            "UPDATE sessions SET sound = ?1, voice_channel_id = iif(?1, voice_channel_id, NULL)"
            " WHERE id = ?2",
            int(heard),
            session_id,
        )

    async def set_voice(self, session_id: int, channel_id: int | None) -> None:
        """Have the end of a timebox heard in a voice channel too; in none where it is None."""
        await self._run(
            "UPDATE sessions SET voice_channel_id = ? WHERE id = ?", channel_id, session_id
        )

    async def set_plan(self, step_id: int, plan: BaseStep) -> None:
        """Keep another plan of a step, in the recipe of its session too: who votes was chosen
        again, or what a vote is on was frozen."""
        written = plan.model_dump_json()
        await self._run("UPDATE steps SET plan = ? WHERE id = ?", written, step_id)
        # The recipe of the session says the same, as long as the step is in its plan.
        await self._run(
            "UPDATE sessions SET recipe = json_replace(recipe, '$.steps[' ||"
            " (SELECT position FROM steps WHERE id = ?1) || ']', json(?2))"
            " WHERE id = (SELECT session_id FROM steps WHERE id = ?1 AND was_at IS NULL)",
            step_id,
            written,
        )
