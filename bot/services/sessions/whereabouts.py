"""Where the session is, for someone who arrives now."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.context import Context, existing
from bot.workshop.sessions.permissions import Actor, can_steer
from bot.workshop.sessions.session import Session, StepRun, author_reference


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A session seen by one person: `mine` counts their post-its, `leads` if they may steer.

    `mute` is true when Discord would not take what was last said in the session's channel.
    """

    session: Session
    steps: tuple[StepRun, ...]
    mine: int
    postits: int
    participants: int
    leads: bool
    mute: bool = False

    @property
    def current(self) -> StepRun | None:
        position = self.session.position
        return self.steps[position] if position is not None else None


async def whereabouts(ctx: Context, session_id: int, actor: Actor) -> Whereabouts:
    """Return where the session is for `actor`; raise Refusal when it is gone."""
    async with ctx.database.read() as tx:
        session = await existing(tx, session_id)
        facilitators = await tx.sessions.facilitators(session.id)
        settings = await tx.servers.get(session.server_id)
        key = await tx.sessions.key("session", session.id) if session.masked else None
        author = None if session.masked and key is None else author_reference(actor.user_id, key)
        postits = await tx.postits.of_session(session.id)
        return Whereabouts(
            session,
            tuple(await tx.sessions.steps(session.id)),
            sum(1 for postit in postits if author is not None and postit.author == author),
            len(postits),
            await tx.sessions.count_participants(session.id),
            can_steer(actor, facilitators, settings.facilitator_role_id),
            await tx.outbox.last_was_refused(session.id, session.channel_id),
        )


async def live_session(ctx: Context, channel_id: int) -> Session | None:
    """Return the session under way in a channel, if there is one."""
    async with ctx.database.read() as tx:
        return await tx.sessions.live_in(channel_id)
