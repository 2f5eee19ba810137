"""What follows from letters of the network that were said, or given up, as they leave.

Of one that was given up its people are told here, or nothing is left to do: none waits for someone
to have it said again.
"""

from __future__ import annotations

from datetime import datetime

from bot.services.network.links import News, tell
from bot.store import Transaction
from bot.store.outbox import Letter
from bot.workshop.network.link import LinkState, Side


async def unasked(tx: Transaction, letter: Letter, now: datetime) -> None:
    """A request could not be said in a day: its people are told that no answer will come."""
    link = await tx.network.get(letter.payload["link"])
    if link is not None and link.state is LinkState.ASKED:
        await tx.network.set_ended(link.id, silent=True)
        await tell(tx, link, News.UNANSWERED, now)
    await tx.outbox.said(letter)


async def questioned(tx: Transaction, letter: Letter, message_id: int | None) -> None:
    """The question stands: note where."""
    if message_id is not None:
        await tx.network.set_question(letter.payload["link"], message_id)


async def closed(tx: Transaction, letter: Letter) -> None:
    """A link was closed: forget it."""
    await tx.network.erase(letter.payload["link"])
    await tx.outbox.said(letter)


async def stuck(tx: Transaction, letter: Letter, now: datetime) -> None:
    """The webhook of an invitation of ours could not be taken away: its people can."""
    link = await tx.network.get(letter.payload["link"])
    if link is not None and link.side is Side.RECEIVES:
        await tell(tx, link, News.STUCK, now)


async def told(tx: Transaction, letter: Letter) -> None:
    """The last word about a link that the other side ended was said: forget it."""
    link = await tx.network.get(letter.payload["link"])
    over = letter.payload["news"] not in (News.ACCEPTED, News.STUCK)
    if over and link is not None and link.state is LinkState.ENDED:
        await tx.network.erase(link.id)
    await tx.outbox.said(letter)


async def shared(tx: Transaction, letter: Letter, message_id: int | None, now: datetime) -> None:
    """A summary stands in the other channel; what was dropped can be shared by hand, later."""
    if message_id is None:
        await unshared(tx, letter)
    else:
        await tx.network.stands(letter.payload["link"], letter.session_id, now)


async def unshared(tx: Transaction, letter: Letter) -> None:
    """A summary did not get out."""
    await tx.network.unshare(letter.payload["link"], letter.session_id)
