"""Why one resists a proposal: said beside one's ballot while it is in the box, changed or taken
back until the vote is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.services.context import Context
from bot.services.vote.voting import Ballot, own_ballot, room_ballot
from bot.store import Transaction
from bot.workshop.errors import Over, Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.ballot import NothingCast
from bot.workshop.vote.reasons import TooLate, asks_reasons, said_of

# What is read once the vote is counted: whoever only asks for the form has written nothing, and
# what they said before stands.
_ASKED_LATE, _SAID_LATE = "resistance.reason.over", "resistance.reason.closed"


async def asked(ctx: Context, step_id: int, actor: Actor) -> Ballot:
    """Return the ballot that `actor` has in the box, who is about to say why they resist; raise
    Refusal where there is none, or nothing is asked."""
    async with ctx.database.read() as tx:
        return (await _mine(tx, step_id, actor, _ASKED_LATE))[0]


async def say(ctx: Context, step_id: int, actor: Actor, texts: Mapping[int, str]) -> Ballot:
    """Keep why `actor` resists, by the number of a proposal; an empty text takes it back.

    Raises Refusal as `asked`, for a proposal that their ballot does not resist strongly and for a
    text that is too long; TooLate once the vote is counted: nothing is kept.
    """
    async with ctx.database.write() as tx:
        mine, voter = await _mine(tx, step_id, actor, _SAID_LATE)
        said = said_of(mine.said, mine.resisted, texts)
        await tx.reasons.say(step_id, voter, said)
        return replace(mine, said=said)


async def asked_in_room(ctx: Context, step_id: int, actor: Actor, ballot_id: int) -> Ballot:
    """Return a ballot that was recorded for people in the room, for whoever leads and is about to
    note why they resist; raise Refusal as `asked`."""
    async with ctx.database.read() as tx:
        return await _of_room(tx, step_id, actor, ballot_id, _ASKED_LATE)


async def say_in_room(
    ctx: Context, step_id: int, actor: Actor, ballot_id: int, texts: Mapping[int, str]
) -> Ballot:
    """Keep why people in the room resist, as `say` does."""
    async with ctx.database.write() as tx:
        theirs = await _of_room(tx, step_id, actor, ballot_id, _SAID_LATE)
        said = said_of(theirs.said, theirs.resisted, texts)
        await tx.reasons.say_in_room(step_id, ballot_id, said)
        return replace(theirs, said=said)


async def _mine(tx: Transaction, step_id: int, actor: Actor, late: str) -> tuple[Ballot, str]:
    try:
        mine, voter = await own_ballot(tx, step_id, actor)
    except Over as refusal:
        raise TooLate(late) from refusal
    _check(mine)
    return mine, voter


async def _of_room(
    tx: Transaction, step_id: int, actor: Actor, ballot_id: int, late: str
) -> Ballot:
    try:
        shown = await room_ballot(tx, step_id, actor)
    except Over as refusal:
        raise TooLate(late) from refusal
    held = await tx.reasons.of_room(step_id, ballot_id)
    if held is None:
        raise NothingCast("room.gone")
    content = held.content
    theirs = replace(shown, content=content, cast=content, said=held.said, row=ballot_id)
    _check(theirs)
    return theirs


def _check(ballot: Ballot) -> None:
    if not asks_reasons(ballot.plan):
        raise Refusal("button.unknown")
    if ballot.cast is None:
        raise NothingCast("ballot.nothing_cast")
