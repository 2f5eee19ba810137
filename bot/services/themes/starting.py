"""Themes as something else starts from them: a milestone, an action, a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.context import Context, open_step
from bot.store import Transaction
from bot.workshop.errors import Gone
from bot.workshop.postits.postit import PostIt


@dataclass(frozen=True, slots=True)
class Start:
    """A theme that holds post-its, with those that it holds, in the order of the wall."""

    id: int
    name: str
    postits: tuple[PostIt, ...]


async def starts(tx: Transaction, session_id: int) -> tuple[Start, ...]:
    """Return the themes of a session that hold post-its, the largest first."""
    sorting = await tx.themes.sorting(session_id)
    postits = {postit.id: postit for postit in await tx.postits.of_session(session_id)}
    found = [
        Start(
            theme.id,
            theme.name,
            tuple(postits[one] for one in sorting.within(theme.id) if one in postits),
        )
        for theme in sorting.themes
    ]
    return tuple(sorted((s for s in found if s.postits), key=lambda s: -len(s.postits)))


async def start(tx: Transaction, session_id: int, theme_id: int) -> Start:
    """Return one of them; raise Refusal when it is gone, or empty by now."""
    for found in await starts(tx, session_id):
        if found.id == theme_id:
            return found
    raise Gone("theme.gone")


async def starts_in(ctx: Context, step_id: int) -> tuple[Start, ...]:
    """Return what can be started from in the session of an open step."""
    async with ctx.database.read() as tx:
        session, _ = await open_step(tx, step_id)
        return await starts(tx, session.id)
