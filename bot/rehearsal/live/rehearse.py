"""`python -m bot rehearse`: tells where the page is and what to try first, until Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack, suppress

from bot.i18n import Catalogue, catalogue
from bot.rehearsal.live.live import Live, live
from bot.rehearsal.trouble.flying import flying
from bot.workshop.language import Language


async def rehearse(
    language: Language, people: int, port: int, seed: int | None, *, trouble: bool = False
) -> None:
    """Run a live rehearsal until Ctrl-C, or until it is ended from its page; with `trouble`, its
    room misbehaves as rooms do, and how it went is told at the end of each session.

    Raises PortTakenError where its page cannot be served.
    """
    task = asyncio.current_task()
    assert task is not None
    loop, t = asyncio.get_running_loop(), catalogue(language)
    for each in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # there, Ctrl-C interrupts instead
            loop.add_signal_handler(each, task.cancel)
    with suppress(asyncio.CancelledError):
        async with AsyncExitStack() as stack:
            held = await stack.enter_async_context(live(language, people, port, seed))
            if trouble:
                await stack.enter_async_context(flying(held, seed))
            _tell(held, t, trouble)
            await held.ended()
    print(f"\n{t('rehearsal.live.over')}")


def _tell(held: Live, t: Catalogue, trouble: bool) -> None:
    """Say where the page is, and three things to try."""
    acting = len(held.participants.all)
    others = t.n("rehearsal.live.second", acting) if acting else t("rehearsal.live.second_alone")
    print(t("rehearsal.live.open", address=held.address))
    print("  " + t("rehearsal.live.first", who=held.room.lead.name))
    print("  " + others)
    print("  " + t("rehearsal.live.third", address=held.coordination))
    if trouble:
        print("  " + t("rehearsal.trouble.open"))
    print(t("rehearsal.live.end"), flush=True)
