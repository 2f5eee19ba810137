"""The public card of a session: what it shows, in one read, and putting it right in the channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.services.before.opening import Awaiting, awaiting
from bot.services.context import Context
from bot.services.hands.keeping import hands_of
from bot.services.kinds import acts_of
from bot.services.sessions.readiness import tally_of
from bot.store import Topic, Transaction
from bot.store.outbox import Letter, Saying
from bot.workshop.hands.queue import Hands
from bot.workshop.sessions.readiness import Tally
from bot.workshop.sessions.session import Session, SessionState, StepRun


@dataclass(frozen=True, slots=True)
class Showing:
    """A session and one of its steps, as a single read found them.

    `step` is None in the lobby, where `found` is what waits since before the meeting (a tuple of
    `Awaiting`), and after the end. `found` is what the kind of the step shows
    beside it: what `StepActs.found` of that kind returns. `ready` is None where nobody is asked,
    `hands` where they were never raised.
    """

    session: Session
    step: StepRun | None
    found: object = None
    ready: Tally | None = None
    hands: Hands | None = None

    @property
    def awaiting(self) -> tuple[Awaiting, ...]:
        """What was open before the meeting and waits for it, as the lobby shows it."""
        found = self.found if isinstance(self.found, tuple) and self.step is None else ()
        return tuple(one for one in found if isinstance(one, Awaiting))


async def live(ctx: Context) -> list[int]:
    """Return the sessions that have not ended."""
    async with ctx.database.read() as tx:
        return [session.id for session in await tx.sessions.live()]


async def standing(ctx: Context, session_id: int) -> Showing | None:
    """Return where a session is, without what its step shows; None when it is gone."""
    async with ctx.database.read() as tx:
        return await _standing(tx, session_id)


async def showing(ctx: Context, session_id: int) -> Showing | None:
    """Return all that the card of a session shows now; None when it is gone."""
    async with ctx.database.read() as tx:
        shown = await _standing(tx, session_id)
        if shown is not None and shown.session.state is SessionState.LOBBY:
            return Showing(shown.session, None, await awaiting(tx, shown.session) or None)
        if shown is None or shown.step is None:
            return shown
        return await _whole(tx, shown.session, shown.step)


async def showing_step(ctx: Context, step_id: int) -> Showing | None:
    """Return all that the card of a step shows, open or left; None when it is gone."""
    async with ctx.database.read() as tx:
        found = await tx.sessions.step_in_session(step_id)
        return await _whole(tx, *found) if found is not None else None


async def addressed(ctx: Context, letter: Letter) -> tuple[Session | None, StepRun | None]:
    """Return the session and the step that a letter is about, None where it has none."""
    step_id = letter.payload.get("step")
    async with ctx.database.read() as tx:
        session = await tx.sessions.get(letter.session_id)
        return session, await tx.sessions.step(step_id) if step_id is not None else None


async def lobby_posted(tx: Transaction, letter: Letter, message_id: int | None) -> None:
    """Note which message is the card of the lobby."""
    await tx.sessions.set_lobby_message(letter.session_id, message_id)


async def card_posted(tx: Transaction, letter: Letter, message_id: int | None) -> None:
    """Note which message is the card of a step that opens, or of one whose card was deleted."""
    step_id = letter.payload["step"]
    if letter.payload.get("again"):
        await tx.sessions.move_card(step_id, message_id)
    else:
        await tx.sessions.set_card(step_id, message_id)
    tx.touch(Topic.CARD, letter.session_id)


async def fold_if_left(ctx: Context, drawn: Showing, now: datetime) -> None:
    """Have a card folded once more that was left, or replaced, while an edit of it was on its way.

    Discord may have shown that edit last: the card would have its buttons back for good.
    """
    async with ctx.database.read() as tx:
        left = await _left(tx, drawn)
    if not left:
        return
    session = drawn.session
    async with ctx.database.write() as tx:
        for kind, payload in (await _left(tx, drawn)).items():  # none: the room has come back to it
            await tx.outbox.add(kind, session.id, session.channel_id, now, **payload)


async def post_again(ctx: Context, session_id: int, message_id: int, now: datetime) -> None:
    """Have the card of a session posted again if `message_id`, which was deleted, was it."""
    async with ctx.database.write() as tx:
        shown = await _standing(tx, session_id)
        if shown is None or shown.session.state is SessionState.ENDED:
            return
        session, step = shown.session, shown.step
        if step is None and session.lobby_message_id == message_id:
            await tx.sessions.set_lobby_message(session_id, None)
            await tx.outbox.add(Saying.LOBBY, session_id, session.channel_id, now)
        elif step is not None and step.card_message_id == message_id:
            await tx.sessions.move_card(step.id, None)
            await tx.outbox.add(
                Saying.CARD, session_id, session.channel_id, now, step=step.id, again=1
            )


async def _standing(tx: Transaction, session_id: int) -> Showing | None:
    session = await tx.sessions.get(session_id)
    if session is None:
        return None
    if session.state is SessionState.ENDED:
        return Showing(session, None)
    return Showing(session, await tx.sessions.step_at(session.id, session.position))


async def _whole(tx: Transaction, session: Session, step: StepRun) -> Showing:
    found = await acts_of(step.plan.kind).found(tx, session, step)
    hands = await hands_of(tx, session, step)
    return Showing(session, step, found, await tally_of(tx, session, step), hands)


async def _left(tx: Transaction, drawn: Showing) -> dict[Saying, dict[str, int]]:
    """Return the letters that fold the card of `drawn`, none while it is the one to show."""
    if drawn.step is None:
        session = await tx.sessions.get(drawn.session.id)
        in_lobby = session is None or session.state is SessionState.LOBBY
        return {} if in_lobby else {Saying.FOLD_LOBBY: {}}
    step, was = await tx.sessions.step(drawn.step.id), drawn.step.card_message_id
    letters: dict[Saying, dict[str, int]] = {}
    if step is None:
        return letters
    if was is not None and step.card_message_id not in (None, was):
        letters[Saying.EARLIER] = {"step": step.id, "message": was}
    standing = await tx.sessions.get(drawn.session.id)
    if not step.is_open and not (standing is not None and step.rests(standing)):
        letters[Saying.FOLD] = {"step": step.id}
    return letters
