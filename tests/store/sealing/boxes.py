"""A sealed vote as the store sees it, and the disk as whoever holds it does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.store import Database
from bot.store.sealing.vault import Vault
from bot.workshop.sessions.session import StepRun, author_reference
from bot.workshop.vote.ballot import Content
from tests.builders import CHANNEL, recipe, vote
from tests.store.test_rows import create

KEY = bytes(range(32))


async def opened_vote(database: Database, channel_id: int = CHANNEL) -> StepRun:
    """The step of a sealed vote, in an open session."""
    async with database.write() as tx:
        session = await create(tx, recipe(vote(sealed=True)), channel_id=channel_id)
        step = await tx.sessions.step_at(session.id, 0)
        assert step is not None
        await tx.sessions.make_key("vote", step.id, KEY)
        return step


async def cast(database: Database, step: StepRun, user: int, content: Content) -> None:
    """Prepare a ballot and put it in the box, in two commits, as a person does."""
    voter = author_reference(user, KEY)
    async with database.write() as tx:
        await tx.presses.keep(step.id, voter, content, None, sealed=True)
    async with database.write() as tx:
        await tx.presses.seal(step, user, voter, content)


async def inside(database: Database, step: StepRun) -> Sequence[tuple[str, int, int]]:
    async with database.read() as tx:
        return list(await tx.sealed.inside(step.id))


def keys(path: Path) -> dict[str, bytes]:
    """The keys that are on the disk."""
    vault = Vault.beside(path)
    return {name: vault.key(name) or b"" for name in vault.names()}


def copied(path: Path) -> bytes:
    """The database and its log, as they are now: all that a copy of the files tells, but for the
    keys."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
