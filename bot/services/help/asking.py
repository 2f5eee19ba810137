"""What is to be known of someone who asks for help, and of where they are."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.context import Context
from bot.services.review.reviewing import waiting_in
from bot.services.sessions.whereabouts import Whereabouts, whereabouts
from bot.services.settings.settings import server_settings
from bot.workshop.help.moment import Moment, Person, Standing, moment
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session, SessionState
from bot.workshop.settings.settings import ServerSettings


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for help and the moment it is for them; the session that they `seen` here, if one is
    under way, and the one whose summary waits for them to read it again."""

    moment: Moment
    person: Person
    seen: Whereabouts | None = None
    unread: Session | None = None


async def asked(ctx: Context, server_id: int | None, channel_id: int | None, actor: Actor) -> Asked:
    """Return what is to be known of `actor`, who asks for help in a channel."""
    if server_id is None or channel_id is None:
        return Asked(Moment.AWAY, Person())
    settings = await server_settings(ctx, server_id)
    person = Person(
        manages=actor.manages,
        leads=settings.leading_role in actor.role_ids,
        open_to_all=settings.leading_role is None,
        reads=settings.coordinators_role_id in actor.role_ids,
        among_summaries=settings.coordinators_channel_id == channel_id,
        chose=settings != ServerSettings(server_id),
    )
    seen = await _seen(ctx, channel_id, actor)
    unread = next(iter(await waiting_in(ctx, channel_id, actor)), None)
    here = _standing(seen) if seen is not None else None
    return Asked(moment(person, here, unread=unread is not None), person, seen, unread)


async def _seen(ctx: Context, channel_id: int, actor: Actor) -> Whereabouts | None:
    """Return the session under way in a channel, or that of which a small group meets there."""
    async with ctx.database.read() as tx:
        live = await tx.sessions.live_in(channel_id)
        session_id = live.id if live is not None else await tx.gatherings.of_channel(channel_id)
    return await whereabouts(ctx, session_id, actor) if session_id is not None else None


def _standing(seen: Whereabouts) -> Standing:
    session = seen.session
    return Standing(
        seen.leads,
        lobby=session.state is SessionState.LOBBY,
        ahead=session.is_ahead,
        paused=session.paused,
    )
