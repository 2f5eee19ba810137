"""Telling the story: its next part when the facilitator says so, and the words of its recording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, existing, open_step, steered
from bot.services.story.step import tell
from bot.store.timers import TimerKind
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.kinds import Story
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session
from bot.workshop.story.beats import beats, media_told
from bot.workshop.story.scenario import Media


@dataclass(frozen=True, slots=True)
class Told:
    """How far the story of a session is told: `parts` of `total`."""

    session: Session
    parts: int
    total: int


async def tell_next(ctx: Context, step_id: int, actor: Actor, seen: int, now: datetime) -> Told:
    """Have the next part of the story told now; timed, the one after it waits its whole time.

    `seen` is how many parts were told when the button was drawn: pressed twice, it tells once.
    Raises Refusal when `actor` does not lead, when the session is on hold, when the part was told
    meanwhile, and when none is left.
    """
    async with ctx.database.write() as tx:
        session, step = await open_step(tx, step_id)
        await steered(tx, session.id, actor)
        if not isinstance(step.plan, Story) or session.scenario is None:
            raise Refusal("button.unknown")
        if session.paused:
            raise Outdated("story.paused")
        told, total = step.told, len(beats(session.scenario))
        if told != seen:
            raise Outdated("session.moved")
        if told >= total:
            raise Outdated("story.all_told")
        await tx.timers.cancel(step.id, TimerKind.BEAT)
        await tell(tx, session, step, told, now)
        return Told(session, told + 1, total)


async def session_of(ctx: Context, step_id: int) -> int:
    """Return the session of a step; raise Refusal when it is gone."""
    async with ctx.database.read() as tx:
        step = await tx.sessions.step(step_id)
    if step is None:
        raise Refusal("session.gone")
    return step.session_id


async def recorded(ctx: Context, media: Media) -> bytes | None:
    """Return the content of a recording or a picture, if it is still kept."""
    return await ctx.database.media.content(media.digest)


async def transcript(ctx: Context, step_id: int) -> Media:
    """Return the recording or the picture of a story, for its words; during the session and after.

    Raises Refusal when the story has none, or has not come to it yet.
    """
    async with ctx.database.read() as tx:
        step = await tx.sessions.step(step_id)
        if step is None:
            raise Refusal("session.gone")
        session = await existing(tx, step.session_id)
        scenario = session.scenario
        if scenario is None or scenario.media is None:
            raise Refusal("button.unknown")
        if not media_told(scenario, step.told):
            raise Refusal("button.unknown")
        return scenario.media
