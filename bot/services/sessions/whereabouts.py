"""Where the session is, for someone who arrives now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.services.before.opening import awaiting
from bot.services.context import Context, existing
from bot.services.hands.keeping import hands_of
from bot.services.kinds import acts_of
from bot.services.sessions.card import Showing
from bot.services.sessions.noticing import noticed
from bot.services.sessions.readiness import tally_of
from bot.store.outbox import Letter
from bot.workshop.hands.queue import Hands
from bot.workshop.kinds import Subgroups
from bot.workshop.postits.pictures import shows_pictures
from bot.workshop.sessions.noticing import Notice
from bot.workshop.sessions.permissions import Actor, can_steer
from bot.workshop.sessions.readiness import Tally
from bot.workshop.sessions.session import Session, SessionState, StepRun, author_reference
from bot.workshop.subgroups.places import Lacks, Trouble


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A session seen by one person: `mine` counts their post-its, `leads` if they may steer.

    `unsaid` are the letters of the session that Discord refuses and `notice` what they would want
    to know, for those who lead; `found` is what the kind of the current step shows
    (`StepActs.found`), `ready` how many are, where people are asked, and `hands` who waits to
    speak. Of the `participants`, `in_room` are in the room without Discord. `out` are the steps
    that were taken out of the plan. So many are `to_remind` of what is open before the meeting.
    `pictures` were put in, where a step shows some. `left` is what is in the way of bringing all
    back from small groups.
    """

    session: Session
    steps: tuple[StepRun, ...]
    mine: int
    postits: int
    participants: int
    leads: bool
    unsaid: tuple[Letter, ...] = ()
    found: object = None
    in_room: int = 0
    to_remind: int = 0
    out: tuple[StepRun, ...] = ()
    ready: Tally | None = None
    hands: Hands | None = None
    notice: Notice | None = None
    pictures: int = 0
    left: tuple[Trouble, ...] = ()

    @property
    def current(self) -> StepRun | None:
        position = self.session.position
        return self.steps[position] if position is not None else None

    @property
    def showing(self) -> Showing:
        """What the card of the session shows, as long as it goes on."""
        return Showing(self.session, self.current, self.found, self.ready, self.hands)


async def whereabouts(ctx: Context, session_id: int, actor: Actor) -> Whereabouts:
    """Return where the session is for `actor`; raise Refusal when it is gone."""
    async with ctx.database.read() as tx:
        session = await existing(tx, session_id)
        facilitators = await tx.sessions.facilitators(session.id)
        settings = await tx.servers.get(session.server_id)
        key = await tx.sessions.key("session", session.id) if session.masked else None
        author = None if session.masked and key is None else author_reference(actor.user_id, key)
        written, mine = await tx.postits.count(session.id, author)
        leading = can_steer(actor, facilitators, settings.leading_role)
        in_room = await tx.in_room.took_part(session.id)
        every = await tx.sessions.every_step(session.id)
        seen = Whereabouts(
            session,
            tuple(step for step in every if not step.is_out),
            mine,
            written,
            await tx.sessions.count_participants(session.id) + in_room,
            leading,
            tuple(await tx.outbox.unsaid(session.id)) if leading else (),
            in_room=in_room,
            out=tuple(step for step in every if step.is_out),
        )
        if leading and any(map(shows_pictures, session.recipe.steps)):
            seen = replace(seen, pictures=await tx.pictures.count(session.id))
        if leading and any(isinstance(step, Subgroups) for step in session.recipe.steps):
            told = await tx.gatherings.troubles(session.id)
            seen = replace(seen, left=tuple(one for one in told if one.lacks is Lacks.BACK))
        step = seen.current
        if session.state is SessionState.LOBBY:
            return replace(seen, found=await awaiting(tx, session))
        if step is not None and session.is_ahead:
            seen = replace(seen, to_remind=len(await tx.ahead.to_remind(step.id)))
        if step is None or session.state is SessionState.ENDED:
            return seen
        found = await acts_of(step.plan.kind).found(tx, session, step)
        ready = await tally_of(tx, session, step)
        notice = await noticed(tx, session, step, found) if leading else None
        hands = await hands_of(tx, session, step)
        return replace(seen, found=found, ready=ready, hands=hands, notice=notice)


async def live_session(ctx: Context, channel_id: int) -> Session | None:
    """Return the session under way in a channel, if there is one."""
    async with ctx.database.read() as tx:
        return await tx.sessions.live_in(channel_id)
