"""The session of a channel as a recipe: its plan, as it was bent while it was led."""

from __future__ import annotations

from bot.services.context import Context, leads
from bot.store import Transaction
from bot.workshop.notes.dividing import gathered
from bot.workshop.postits.pictures import unpictured
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session


async def session_here(ctx: Context, channel_id: int, actor: Actor) -> Session | None:
    """Return the session whose plan `actor` may begin a recipe from: the one under way, for those
    who lead it, or the one that ended last. None where there is none."""
    async with ctx.database.read() as tx:
        return await _session_here(tx, channel_id, actor)


async def sketch_of_session(ctx: Context, channel_id: int, actor: Actor) -> Sketch | None:
    """Return the plan of that session as the sketch of a recipe; None where there is none."""
    async with ctx.database.read() as tx:
        session = await _session_here(tx, channel_id, actor)
        if session is None:
            return None
        steps = await tx.sessions.steps(session.id)
        plans = gathered([unpictured(step.plan) for step in steps])
        recipe = session.recipe.model_copy(update={"steps": plans})
    return Sketch.of(recipe, session.language)


async def _session_here(tx: Transaction, channel_id: int, actor: Actor) -> Session | None:
    live = await tx.sessions.live_in(channel_id)
    if live is not None and not live.quick:
        # What is still to come is for those who lead to tell.
        return live if await leads(tx, live, actor) else None
    return await tx.sessions.led_last_in(channel_id)
