"""`python -m bot rehearse`: tells where the page is and what to try first, until Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack, suppress

from bot.i18n import catalogue
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
    t = catalogue(language)
    async with AsyncExitStack() as stack:
        held = await stack.enter_async_context(live(language, people, port, seed))
        if trouble:
            await stack.enter_async_context(flying(held, seed))
        acting = len(held.participants.all)
        print(t("rehearsal.live.open", address=held.address))
        print("  " + t("rehearsal.live.first", who=held.room.lead.name))
        alone = t("rehearsal.live.second_alone")
        print("  " + (t.n("rehearsal.live.second", acting) if acting else alone))
        print("  " + t("rehearsal.live.third", address=held.coordination))
        if trouble:
            print("  " + t("rehearsal.trouble.open"))
        print(t("rehearsal.live.end"), flush=True)
        await _ended(held)
    print(f"\n{t('rehearsal.live.over')}")


async def _ended(held: Live) -> None:
    """Wait for a signal that ends a program, or for the end of the rehearsal."""
    loop, ending = asyncio.get_running_loop(), asyncio.create_task(held.ended())
    for each in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # there, Ctrl-C interrupts instead
            loop.add_signal_handler(each, ending.cancel)
    with suppress(asyncio.CancelledError):
        await ending
