"""A room about to sort its wall together, through the use cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.services.context import Context
from bot.services.themes import sorting, together
from bot.services.themes.together import Handful, Kept
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing
from bot.workshop.themes.together import Answer, Progress
from tests.builders import ALIX, BACHIR, CLEO, NOUR, collect, discuss, group, new_session, recipe
from tests.builders import reveal as revealed
from tests.services.room import Room
from tests.services.sorter import IDEAS, Sorter

DEDE = Actor(911_222_333_444_555_605, "Dédé")
EVA = Actor(911_222_333_444_555_606, "Éva")
SORTERS = (BACHIR, CLEO, DEDE, EVA)


class Gathered(Sorter):
    """Alix wrote the wall, Nour leads; the others sort into `themes`."""

    themes: tuple[int, ...] = ()

    async def handful(self, who: Actor, most: int = 5) -> Handful:
        return await together.take(self.ctx, self.step_id, who, self.room.now, most)

    async def say(self, who: Actor, answer: Answer, *texts: str) -> Kept:
        """Answer the same of post-its, all of the wall by default."""
        wanted = texts or IDEAS
        given = {p.id: answer for p in await self.room.wall() if p.text in wanted}
        return await self.send(who, given)

    async def send(self, who: Actor, given: Mapping[int, Answer]) -> Kept:
        """Send a form, wherever the room is by now."""
        return await together.answers(self.ctx, self.step_id, who, given, self.room.now)

    async def agree(self, answer: Answer, *texts: str, by: Iterable[Actor] = SORTERS[:2]) -> None:
        for who in by:
            await self.say(who, answer, *texts)

    async def progress(self) -> Progress:
        told = await together.progress(self.ctx, self.step_id, NOUR)
        assert told.progress is not None
        return told.progress

    async def undo(self) -> None:
        await sorting.undo(self.ctx, self.step_id, NOUR, (await self.board()).revision)

    async def redo(self) -> None:
        await sorting.redo(self.ctx, self.step_id, NOUR, (await self.board()).revision)

    async def restarted(self, ctx: Context) -> None:
        """The program was stopped and runs again, on the same file."""
        self.ctx = self.room.ctx = ctx


async def gathered(
    ctx: Context, *, signing: Signing = Signing.SIGNED, started: bool = True
) -> Gathered:
    """A wall of five ideas and two themes, Transport and Fêtes, that the room sorts."""
    steps = (collect(), revealed(), group(), discuss(), group())
    room = await Room.open(ctx, new_session(recipe(*steps), signing=signing))
    await room.start()
    await room.write(ALIX, *IDEAS)
    await room.next()
    await room.next()
    here = Gathered(room, (await room.step()).id)
    here.themes = (await here.make("Transport"), await here.make("Fêtes"))
    if started:
        await together.start(ctx, here.step_id, NOUR)
    return here
