"""Sorting: columns or dimensions become themes when it opens; hands are emptied when it closes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.services.context import Context
from bot.services.step import StepActs
from bot.services.themes.settling import conclude
from bot.store import Transaction
from bot.workshop.kinds import Group
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.themes.sorting import ChangeKind, Sorting, change, starting
from bot.workshop.themes.step import StartFrom
from bot.workshop.wall.wall import columns_of


class GroupActs(StepActs):
    async def opened(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        assert isinstance(step.plan, Group)
        before = await tx.themes.sorting(session.id)
        if before.themes:
            return
        postits = [p for p in await tx.postits.of_session(session.id) if p.number is not None]
        lanes = _lanes(session, postits, step.plan.start_from)
        after = starting(before, lanes, await tx.themes.next_id())
        made = change(ChangeKind.START, "", before, after)
        if made is not None:
            await tx.themes.save(session.id, made.after)
            await tx.themes.remember(session.id, made)
            await tx.themes.bump(session.id)

    async def closed(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        await tx.themes.let_go(session.id)
        await conclude(tx, session.id, step.id)

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        await conclude(tx, step.session_id, step.id)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Sorting:
        """Return the themes, and where every post-it stands."""
        return await tx.themes.sorting(session.id)


def _lanes(
    session: Session, postits: Sequence[PostIt], start_from: StartFrom
) -> dict[str, list[int]]:
    """Return the names of the first themes, with their post-its, in the order of the recipe."""
    lanes: dict[str, list[int]] = {}
    if start_from is StartFrom.NOTHING:
        return lanes
    if start_from is StartFrom.COLUMNS:
        lanes = {name: [] for name in columns_of(session)}
    elif session.scenario is not None:
        lanes = {dimension.name: [] for dimension in session.scenario.dimensions}
    for postit in postits:
        name = postit.dimension if start_from is StartFrom.DIMENSIONS else postit.column
        if name is not None:
            lanes.setdefault(name, []).append(postit.id)
    return lanes
