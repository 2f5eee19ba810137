"""A session that works in small groups, and the people who are in them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services.context import Context
from bot.services.subgroups import forming, view, working
from bot.services.subgroups.forming import Formed
from bot.services.subgroups.view import GroupSeen, Mine, Seen
from bot.services.subgroups.wanted import wanted
from bot.workshop.kinds import Kinds
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Signing
from bot.workshop.subgroups.group import Gathering, Group
from tests.builders import NOUR, collect, new_session, recipe
from tests.services.room import Room, delivery

HOME = 700_000_000_000_000_077
NAMES = ("Alix", "Bachir", "Cléo", "Dina", "Éloi", "Farah", "Gaspard", "Hana", "Ilan", "Jude")
PEOPLE = tuple(Actor(911_222_333_444_555_700 + n, name) for n, name in enumerate(NAMES))
BY_ID = {person.user_id: person for person in PEOPLE}


def ids(people: Sequence[Actor]) -> list[int]:
    return [person.user_id for person in people]


class Hall(Room):
    """A room whose people work in small groups."""

    @classmethod
    async def opened(cls, ctx: Context, *plans: Kinds, signing: Signing = Signing.SIGNED) -> Hall:
        """A session that has started, after a step in which people may have written."""
        hall = await cls.open(ctx, new_session(recipe(*plans), signing=signing))
        assert isinstance(hall, Hall)
        await hall.start()
        return hall

    @classmethod
    async def open(cls, *args: object, **named: object) -> Hall:
        room = await Room.open(*args, **named)  # type: ignore[arg-type]
        return cls(room.ctx, room.session_id, room.now)

    async def step_id(self) -> int:
        return (await self.step()).id

    async def form(self, people: int = 6, by: Actor = NOUR, **asked: int) -> Formed:
        """Deal the first of `PEOPLE` into groups, whoever leads being there too."""
        present = [NOUR.user_id, *ids(PEOPLE[:people])]
        return await forming.form(
            self.ctx, await self.step_id(), by, present, HOME, {}, self.now, **asked
        )

    async def groups(self) -> tuple[Group, ...]:
        step_id = await self.step_id()
        async with self.ctx.database.read() as tx:
            return await tx.groups.of_step(step_id)

    async def seen(self, position: int | None = None) -> Seen:
        session, step = await self.session(), await self.step(position)
        async with self.ctx.database.read() as tx:
            return await view.seen(tx, session, step)

    async def card(self, number: int) -> GroupSeen:
        found = await view.group_card(self.ctx, await self.step_id(), number)
        assert found is not None
        return found

    async def mine(self, person: Actor) -> Mine:
        return await view.mine(self.ctx, await self.step_id(), person)

    async def member(self, number: int, rank: int = 0) -> Actor:
        """Somebody of a group."""
        group = next(one for one in await self.groups() if one.number == number)
        return BY_ID[group.members[rank]]

    async def note(
        self, number: int, *ideas: str, rank: int = 0, submission: str | None = None
    ) -> GroupSeen:
        """Have somebody of a group write."""
        return await working.write(
            self.ctx,
            await self.step_id(),
            number,
            await self.member(number, rank),
            "\n".join(ideas),
            submission or delivery(),
            self.now,
        )

    async def wanted(self) -> Gathering | None:
        async with self.ctx.database.read() as tx:
            return await wanted(tx, self.session_id)

    async def where(self) -> list[tuple[int, ...]]:
        """Where people should be: the members of each group, by number."""
        goal = await self.wanted()
        return [group.members for group in goal.groups] if goal is not None else []


def first() -> Kinds:
    """A step before the groups, in which everyone writes alone."""
    return collect()
