"""*Try it*: each press shows the next screen in the place of the one before, and keeps nothing."""

from __future__ import annotations

from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, on
from bot.workshop.errors import Refusal
from bot.workshop.vote import ballot as rules
from bot.workshop.vote.ballot import Content, NotMarked
from cogs.trial import screens
from cogs.trial.carrying import MOST, read_back, unpacked, written
from cogs.trial.room import Room


class TrialDesk(Desk):
    @on("trial.begin")
    async def _begin(self, press: Press) -> None:
        await replace(press.interaction, screens.card(self._room(press)))

    @on("trial.write")
    async def _write(self, press: Press) -> None:
        await press.open(screens.form(press.t))

    @on("trial.written")
    async def _written(self, press: Press) -> None:
        """What was written before stays, as far as there is room for."""
        mine = list(dict.fromkeys((*written(press.text("ideas")), *read_back(press.interaction))))
        if not mine:
            again = screens.card(self._room(press), f"⚠️ {press.t('trial.nothing')}")
            await replace(press.interaction, again)
            return
        room = Room(press.t, self.bot.clock(), press.actor.name, mine[:MOST])
        await replace(press.interaction, screens.receipt(room))

    @on("trial.wall", "mine")
    async def _wall(self, press: Press, mine: int) -> None:
        await replace(press.interaction, screens.wall(self._room(press, mine)))

    @on("trial.ballot", "mine", "dots")
    async def _ballot(self, press: Press, mine: int, dots: int) -> None:
        await replace(press.interaction, screens.ballot(self._room(press, mine, dots)))

    @on("trial.put", "mine", "dots")
    async def _put(self, press: Press, mine: int, dots: int) -> None:
        await self._move(press, mine, dots, 1)

    @on("trial.take", "mine", "dots")
    async def _take(self, press: Press, mine: int, dots: int) -> None:
        await self._move(press, mine, dots, -1)

    @on("trial.cast", "mine", "dots")
    async def _cast(self, press: Press, mine: int, dots: int) -> None:
        await replace(press.interaction, screens.in_the_box(self._marked(press, mine, dots)))

    @on("trial.close", "mine", "dots")
    async def _close(self, press: Press, mine: int, dots: int) -> None:
        await replace(press.interaction, screens.result(self._marked(press, mine, dots)))

    @on("trial.end", "mine", "dots")
    async def _end(self, press: Press, mine: int, dots: int) -> None:
        await replace(press.interaction, screens.end(self._marked(press, mine, dots)))

    @on("trial.leave")
    async def _leave(self, press: Press) -> None:
        await replace(press.interaction, screens.gone(press.t))

    async def _move(self, press: Press, mine: int, dots: int, by: int) -> None:
        """Put dots, or take one back, as a ballot of a meeting does."""
        room, head = self._room(press, mine, dots), ""
        content: Content = dict(room.dots)
        try:
            for number in press.numbers():
                content = rules.move_dot(room.vote, content, room.options, number, by)
        except NotMarked as refusal:
            head = "⚠️ " + press.t(refusal.key, **refusal.params)
        else:
            room = room.holding(content)
        await replace(press.interaction, screens.ballot(room, head))

    def _marked(self, press: Press, mine: int, dots: int) -> Room:
        """Return a room whose ballot marks something: no button casts another."""
        room = self._room(press, mine, dots)
        if not room.dots:
            raise Refusal("button.unknown")
        return room

    def _room(self, press: Press, mine: int = 0, dots: int = 0) -> Room:
        """Return the room that was pressed: `mine` post-its of who tries it, which stand on the
        screen, and their ballot."""
        if not 0 <= mine <= MOST:
            raise Refusal("button.unknown")
        there = read_back(press.interaction)[:mine]
        lost = [press.t("trial.lost", n=n + 1) for n in range(len(there), mine)]
        room = Room(press.t, self.bot.clock(), press.actor.name, (*there, *lost))
        return room.holding(unpacked(dots, len(room.options)))
