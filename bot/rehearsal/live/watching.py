"""A play of the demo, watched on a page: each act is seen, at the pace of people or faster."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress

from bot.rehearsal.live.glue import Pages, name_bot
from bot.rehearsal.scene import Scene

# What takes longer in the play is looked at for so long (seconds), and shown so often meanwhile.
_LONGEST, _SHOWN = 12.0, 1.0
# Through how many people's eyes one may look, beside those of who leads.
_EYES = 11
# How often one looks whether somebody watches (seconds).
_LOOK = 0.2
# The page says the hours that the terminal says.
_ZONE = "UTC"


@asynccontextmanager
async def watched(scene: Scene, speed: float) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Serve the page of a scene, say where it is, and wait until someone looks at it; in the block
    each act is seen, `speed` times faster than people act. Gives what keeps the page until Ctrl-C.
    """
    stage, room, t = scene.stage, scene.room, scene.t
    pages = Pages(stage.env, only_read=True)
    name_bot(stage.env, "Gommette")
    viewers = [one.member for one in (scene.lead, *scene.people[:_EYES])]

    async def pace(seconds: float) -> None:
        """Show what was just done, and leave the time to look at it."""
        if pages.moved:
            await pages.show()
        pages.lock.release()
        try:
            await asyncio.sleep(seconds / speed)
        finally:
            await pages.lock.acquire()

    async def stays() -> None:
        stage.pace, stage.strides = usual
        await pages.show()
        pages.lock.release()
        try:
            scene.terminal.tell(t("rehearsal.watch.stays", address=address))
            await _ended(pages)
        finally:
            await pages.lock.acquire()

    async with pages.serving(room.channel, viewers, t.language, _ZONE) as address:
        print(t("rehearsal.watch.open", address=address), flush=True)
        while not pages.looked_as:  # noqa: ASYNC110 - nothing else tells it
            await asyncio.sleep(_LOOK)
        usual = stage.pace, stage.strides
        async with pages.lock:
            stage.pace, stage.strides = pace, _strides
            yield stays


def _strides(seconds: float) -> Iterator[tuple[float, float]]:
    """Cut time that passes in strides of whole seconds, so that no moment differs from that of a
    play that nobody watches."""
    looked_at = min(seconds, _LONGEST)
    stride = max(1, -(-int(seconds) // int(_LONGEST / _SHOWN)))
    if seconds != int(seconds) or seconds <= stride:
        yield seconds, looked_at
        return
    left = int(seconds)
    while left > 0:
        now = min(stride, left)
        yield now, looked_at * now / seconds
        left -= now


async def _ended(pages: Pages) -> None:
    """Wait for a signal that ends a program, or for the page to be closed."""
    loop, ending = asyncio.get_running_loop(), asyncio.create_task(pages.closed())
    for each in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # there, Ctrl-C interrupts instead
            loop.add_signal_handler(each, ending.cancel)
    with suppress(asyncio.CancelledError):
        await ending
