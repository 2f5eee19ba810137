"""Sessions that left a summary, and what people find of them."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.memory import searching
from bot.services.memory.remembering import Place, remember_some
from bot.services.memory.searching import Asked, Page
from bot.workshop.memory.reading import Seen, Spot
from bot.workshop.sessions.permissions import Actor
from tests.builders import ALIX, CHANNEL, NOW, SERVER, collect, discuss, new_session, recipe
from tests.builders import reveal as reveal_step
from tests.services.room import Room

SEES = Seen(frozenset({CHANNEL, CHANNEL + 1, CHANNEL + 2}))
MANAGER = Actor(77, "Inès", manages=True)


async def ended(ctx: Context, title: str, *ideas: str, **options: object) -> Room:
    """A session in which Alix wrote ideas, that was ended and indexed."""
    plan = recipe(collect(per_person=50), reveal_step(), discuss())
    room = await Room.open(ctx, new_session(plan, title=title, **options))  # type: ignore[arg-type]
    await room.start()
    if ideas:
        await room.write(ALIX, *ideas)
    await room.next()
    await room.next()
    await room.end()
    await index(ctx)
    return room


async def index(ctx: Context, *, is_open: bool = True) -> None:
    """Have all that waits for it indexed."""

    def place(server: int, channel: int) -> Place:
        return Place(Spot(channel), is_open)

    while await remember_some(ctx, place):
        pass


async def search(
    ctx: Context, words: str, actor: Actor = MANAGER, seen: Seen = SEES, server: int = SERVER
) -> Page:
    """The first page of what someone finds."""
    number = await searching.begin(ctx, server, actor, Asked(words), NOW)
    return await searching.page(ctx, server, actor, seen, number, 0)


async def found(
    ctx: Context, words: str, actor: Actor = MANAGER, seen: Seen = SEES, server: int = SERVER
) -> list[int]:
    """The sessions that someone finds."""
    page = await search(ctx, words, actor, seen, server)
    return [one.session.id for one in page.found]


__all__ = ["MANAGER", "SEES", "ended", "found", "index", "search"]
