"""A wall about to be sorted, and someone who sorts it."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.themes import sorting
from bot.services.themes.sorting import Board
from bot.workshop.sessions.permissions import Actor
from bot.workshop.vote.methods import VoteOn
from tests.builders import ALIX, NOUR, collect, group, new_session, recipe, reveal, vote
from tests.services.room import Room

IDEAS = ("Un camion partagé", "Des camions partagés", "Une fête", "Un potager", "Un journal")


class Sorter:
    """Someone who sorts in a room, and sees what they last saw."""

    def __init__(self, room: Room, step_id: int, by: Actor = NOUR) -> None:
        self.room, self.ctx, self.step_id, self.by = room, room.ctx, step_id, by

    async def board(self) -> Board:
        return await sorting.board(self.ctx, self.step_id, self.by)

    async def ids(self, *texts: str) -> list[int]:
        return [p.id for p in (await self.board()).postits if p.text in texts]

    async def take(self, *texts: str) -> None:
        await sorting.hold(self.ctx, self.step_id, self.by, [], await self.ids(*texts))

    async def make(self, name: str, *texts: str) -> int:
        await self.take(*texts)
        now = await self.board()
        done = await sorting.create(self.ctx, self.step_id, self.by, name, now.revision)
        found = done.board.sorting.named(name)
        assert found is not None
        return found.id

    async def state(self) -> dict[str, list[str]]:
        """The texts of each theme, and of none under “-”."""
        now = await self.board()
        texts = {p.id: p.text for p in now.postits}
        found = {t.name: [texts[p] for p in now.sorting.within(t.id)] for t in now.sorting.themes}
        return {
            k: sorted(v)
            for k, v in {**found, "-": [texts[p] for p in now.sorting.unsorted]}.items()
        }


async def sorter(ctx: Context) -> Sorter:
    """A wall of five ideas, about to be sorted."""
    room = await Room.open(
        ctx, new_session(recipe(collect(), reveal(), group(), vote(on=VoteOn.THEMES)))
    )
    await room.start()
    await room.write(ALIX, *IDEAS)
    await room.next()
    await room.next()
    return Sorter(room, (await room.step()).id)
