"""What is kept of a person is deleted, when they ask: all of it in one transaction.

Decisions and results stay, without their name. A live session in which they still hold something
together (`bot.workshop.privacy.hindrance`) is left whole: nothing is half done.
"""

from __future__ import annotations

from datetime import datetime

from bot.services.context import Context
from bot.services.memory.remembering import remember
from bot.services.moderation.walls import show_reasons_again, show_walls_again
from bot.services.privacy.known import known_in
from bot.services.subgroups.telling import cards_follow
from bot.services.themes.settling import settle
from bot.services.vote.polls import source_gone
from bot.store import Topic, Transaction
from bot.store.erasures import Erasure
from bot.workshop.privacy.known import InSession, Known
from bot.workshop.sessions.session import SessionState
from bot.workshop.vote.methods import VoteOn


async def erase(
    ctx: Context, person: int, server_id: int | None, now: datetime, *, remove: bool
) -> Known:
    """Delete what is kept of `person` on a server, or everywhere; return what there was, with what
    could not be deleted now. What they wrote leaves (`remove`), or stays without their name.

    What leaves the rows leaves the disk shortly after. Once more does nothing more.
    """
    async with ctx.database.write() as tx:
        # In one trip: what is small and many would keep others who write waiting.
        found, touched = await tx.statements.at_once(
            lambda statements: _all_of_it(
                Transaction(statements, tx.vault), person, server_id, now, remove=remove
            )
        )
        tx.touched |= touched
        return found


async def _all_of_it(
    tx: Transaction, person: int, server_id: int | None, now: datetime, *, remove: bool
) -> tuple[Known, set[tuple[Topic, int]]]:
    """Delete it; return what there was, and what was touched."""
    found = await known_in(tx, person, server_id)
    for one in found.sessions:
        if one.hindrance is None:
            await _erase_in(tx, one, person, now, remove=remove)
    await tx.people.erase_of_server(person, server_id)
    if found.anything:
        await tx.erasures.promise(Erasure.SECRETS, Erasure.PAGES)
    return found, tx.touched


async def _erase_in(
    tx: Transaction, one: InSession, person: int, now: datetime, *, remove: bool
) -> None:
    session = one.session
    live = session.state is not SessionState.ENDED
    postits = [found.row for found in one.found if found.table == "postits"]
    for row in postits:
        postit_id = int(str(row["id"]))
        # Their messages say it no longer, and are not read as post-its again.
        said = await tx.messages.saying(postit_id)
        await tx.messages.forget_lines(said)
        for message_id in said:
            await tx.messages.set_aside(session.id, message_id)
        if remove:
            await cards_follow(tx, session.id, postit_id, now if live else None)
            await tx.postits.withdraw(postit_id)
            await source_gone(tx, session.id, VoteOn.POSTITS, postit_id)
            await tx.people.forget_corrections(session.id, postit_id)
    await tx.people.erase(session.id, person, remove=remove)
    # A masked wall names nobody: shown again unchanged, it would only tell when.
    if postits and (remove or not session.masked):
        await show_walls_again(tx, session, now)
    # Where the room reads why people resist, their name leaves too.
    reasons = [one.row["step_id"] for one in one.found if one.table == "resistance_reasons"]
    for step_id in sorted({int(str(step)) for step in reasons}):
        await show_reasons_again(tx, session, step_id, now)
    if live:
        await settle(tx, session.id)
        for topic in (Topic.SESSION, Topic.MOVED, Topic.GATHERING):
            tx.touch(topic, session.id)
    elif session.released_at is not None:
        await remember(tx, session)
