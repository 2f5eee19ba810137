"""Post-its come from the file of another tool: looked at first, then brought in, or taken back."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass

from bot.services.context import Context, author_of, steered
from bot.services.postits.adding import joins_wall, step_that_takes
from bot.store import Topic, Transaction
from bot.workshop.alike import fold
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.kinds import Collect
from bot.workshop.postits.postit import Source
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, StepRun, hides
from bot.workshop.transfer.board_file import Board, Mapping, Part, Picked, guess, pick, read_board

# What tells one file from another among those of a step.
_BATCH = 31


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as somebody sees it before it is brought in."""

    session: Session
    step: StepRun
    board: Board
    mapping: Mapping
    picked: Picked


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came from a file: `batch` names it to take it back."""

    session: Session
    step: StepRun
    count: int
    batch: int


async def open_file(ctx: Context, session_id: int, actor: Actor, content: bytes) -> Looked:
    """Keep the file that `actor`, who leads, looks at, with the columns as they seem to be. Raises
    Refusal for a file that is none, and where no post-it can be added now."""
    board = await asyncio.to_thread(read_board, content)
    async with ctx.database.write() as tx:
        session, step = await _takes(tx, session_id, actor)
        mapping = guess(board)
        await tx.brought.hold(step.id, actor.user_id, board, mapping)
        return await _looked(tx, session, step, board, mapping)


async def takes(ctx: Context, session_id: int, actor: Actor) -> tuple[Session, StepRun]:
    """Return the step to which a file would bring post-its; raise Refusal as `open_file`."""
    async with ctx.database.read() as tx:
        return await _takes(tx, session_id, actor)


async def choose(
    ctx: Context, step_id: int, actor: Actor, part: Part, column: int | None
) -> Looked:
    """Say which column of the file is what; raise Refusal when it is no longer looked at."""
    async with ctx.database.write() as tx:
        session, step, board, mapping = await _held(tx, step_id, actor)
        if column is not None and not 0 <= column < len(board.names):
            raise Refusal("button.unknown")
        mapping = mapping.choosing(part, column)
        await tx.brought.choose(step.id, actor.user_id, mapping)
        return await _looked(tx, session, step, board, mapping)


async def let_go(ctx: Context, step_id: int, actor: Actor) -> Session:
    """Look at the file no more: nothing of it is kept."""
    async with ctx.database.write() as tx:
        step = await tx.sessions.step(step_id)
        if step is None:
            raise Refusal("session.gone")
        session = await steered(tx, step.session_id, actor)
        await tx.brought.let_go(step_id, actor.user_id)
        return session


async def bring_in(ctx: Context, step_id: int, actor: Actor) -> BroughtIn:
    """Add the post-its of the file, under the name of `actor` (of nobody in a masked session), and
    let the file go: pressed twice, it brings in once. Raises Refusal as `choose`."""
    async with ctx.database.write() as tx:
        session, step, board, mapping = await _held(tx, step_id, actor)
        found = await _looked(tx, session, step, board, mapping)
        assert isinstance(step.plan, Collect)
        if not found.picked.ideas:
            raise Refusal("bring.nothing")
        author = await author_of(tx, session, actor.user_id)
        current = await tx.sessions.step_at(session.id, session.position)
        shown = not hides(session, step.plan) or joins_wall(session, current)
        batch, ids = secrets.randbits(_BATCH), []
        for idea in found.picked.ideas:
            postit = await tx.postits.add(
                session_id=session.id,
                step_id=step.id,
                author=author,
                author_name=None if session.masked else actor.name,
                text=idea.text,
                dimension=idea.dimension,
                year=idea.year,
                source=Source.FORM,
                submission=None,
                column=idea.column,
                shown=shown,
            )
            assert postit is not None
            ids.append(postit.id)
        if session.masked:
            # Known to those who lead, they keep nobody company: they wait for none.
            await tx.postits.stand_alone(step.id, author)
        await tx.brought.came(step.id, batch, ids)
        await tx.brought.let_go(step.id, actor.user_id)
        tx.touch(Topic.SESSION, session.id)
        return BroughtIn(session, step, len(ids), batch)


async def take_back(
    ctx: Context, step_id: int, actor: Actor, batch: int
) -> tuple[Session, int, int]:
    """Delete what came from one file and nobody has acted on; return how many went, and stay.

    Raises Outdated when nothing of it is there any more.
    """
    async with ctx.database.write() as tx:
        step = await tx.sessions.step(step_id)
        if step is None:
            raise Refusal("session.gone")
        session = await steered(tx, step.session_id, actor)
        there = await tx.brought.of_batch(step_id, batch)
        if not there:
            raise Outdated("bring.gone")
        gone = [postit for postit, acted in there.items() if not acted]
        for postit in gone:
            await tx.postits.withdraw(postit)
        tx.touch(Topic.SESSION, session.id)
        return session, len(gone), len(there) - len(gone)


async def _takes(tx: Transaction, session_id: int, actor: Actor) -> tuple[Session, StepRun]:
    session = await steered(tx, session_id, actor)
    now = await tx.sessions.step_at(session.id, session.position)
    step, _ = await step_that_takes(tx, session, now)
    return session, step


async def _held(
    tx: Transaction, step_id: int, actor: Actor
) -> tuple[Session, StepRun, Board, Mapping]:
    step = await tx.sessions.step(step_id)
    if step is None:
        raise Refusal("session.gone")
    session, takes = await _takes(tx, step.session_id, actor)
    held = await tx.brought.held(step_id, actor.user_id)
    if held is None or takes.id != step_id:
        raise Outdated("bring.let_go_already")
    return session, takes, *held


async def _looked(
    tx: Transaction, session: Session, step: StepRun, board: Board, mapping: Mapping
) -> Looked:
    assert isinstance(step.plan, Collect)
    there = await tx.postits.of_session(session.id, hidden=True)
    known = {fold(postit.text) for postit in there if postit.step_id == step.id}
    language, scenario = session.language, session.scenario
    picked = pick(board, mapping, step.plan, language, scenario, known)
    return Looked(session, step, board, mapping, picked)
