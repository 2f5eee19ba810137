"""Sorting: columns or dimensions become themes when it opens; hands are emptied when it closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.services.step import Held, StepActs
from bot.services.themes import names
from bot.services.themes.settling import conclude, progress_of
from bot.store import Transaction
from bot.workshop.kinds import Group
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.themes.sorting import ChangeKind, Sorting, change, starting
from bot.workshop.themes.step import StartFrom
from bot.workshop.themes.together import FEWEST_THEMES, Progress, Round
from bot.workshop.wall.wall import columns_of


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a step that sorts shows: the themes, where every post-it stands, how far the room is
    (both None before it sorts together), and how many names of themes it proposed."""

    sorting: Sorting
    round: Round | None = None
    progress: Progress | None = None
    names: int = 0

    @property
    def choosable(self) -> bool:
        """True when there are themes enough to choose among."""
        return len(self.sorting.themes) >= FEWEST_THEMES

    @property
    def sorts(self) -> bool:
        """True while the room is asked to sort."""
        now = self.round
        return now is not None and now.is_open and not now.is_aside and self.choosable


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
        await names.drop(tx, step.id)

    async def skipped(
        self, ctx: Context, tx: Transaction, session: Session, step: StepRun, now: datetime
    ) -> None:
        """A round that is not over waits with its answers: the room may come back to it."""
        if await self.held(tx, session, step) is None:
            await self.closed(ctx, tx, session, step, now)
        else:
            await tx.themes.let_go(session.id)

    async def held(self, tx: Transaction, session: Session, step: StepRun) -> Held | None:
        """Return how many sorted, where some of what the room sorts found no place."""
        now = await tx.rounds.under_way(step.id)
        if now is None or now.is_aside:
            return None
        told = await progress_of(tx, session.id, now)
        return Held(told.people, about=told) if told.people and told.unsettled else None

    async def abandoned(self, tx: Transaction, step: StepRun) -> None:
        await conclude(tx, step.session_id, step.id)
        await names.drop(tx, step.id)

    async def found(self, tx: Transaction, session: Session, step: StepRun) -> Grouping:
        """Return where every post-it stands, and how far the room is in sorting them."""
        now = await tx.rounds.under_way(step.id)
        return Grouping(
            await tx.themes.sorting(session.id),
            now,
            await progress_of(tx, session.id, now) if now is not None else None,
            await names.count(tx, step.id),
        )


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
