"""What servers write for themselves, scenarios and recipes: whose they are, and who changes them.

Every use case is given the server in which the person acts: what Discord says that they may do
there says nothing of another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from bot.services.context import Context
from bot.store import Transaction
from bot.store.prepared import PreparedRows
from bot.workshop.errors import Refusal
from bot.workshop.faults import Fault
from bot.workshop.prepared import Drafted, Prepared
from bot.workshop.sessions.permissions import Actor, can_change, can_prepare
from bot.workshop.text import slug

S = TypeVar("S", bound=Drafted[Any])
W = TypeVar("W", bound=BaseModel)

# The revision seen by what changes a piece whatever it was: a removal, one more of something.
ALWAYS = 2**62
_SLUG = 40


class Unfinished(Exception):  # noqa: N818 - an ordinary answer: what is still missing
    """What was written is not whole yet: `faults` says why."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__(f"{len(found)} faults")
        self.faults = found


@dataclass(frozen=True, slots=True)
class Shelved:
    """The refusals of a shelf, by their keys in the catalogues."""

    unknown: str
    gone: str
    not_yours: str
    not_allowed: str
    changed: str
    too_many: str


@dataclass(frozen=True, slots=True)
class Shelf(Generic[S, W]):
    """The things of one sort that servers keep."""

    says: Shelved
    rows: Callable[[Transaction], PreparedRows[S, W]]

    async def check_right(self, ctx: Context, server_id: int, actor: Actor) -> None:
        """Raise Refusal unless `actor` may write such things for the server."""
        async with ctx.database.read() as tx:
            await self._check(tx, server_id, actor)

    async def with_room(
        self, tx: Transaction, server_id: int, actor: Actor, most: int
    ) -> list[Prepared[S, W]]:
        """Return what the server has; raise Refusal without the right to write one more, and when
        it has `most`."""
        await self._check(tx, server_id, actor)
        existing = await self.rows(tx).of_server(server_id)
        if len(existing) >= most:
            raise Refusal(self.says.too_many, limit=most)
        return existing

    def free_name(
        self,
        title: str,
        otherwise: str,
        existing: Collection[Prepared[S, W]],
        shipped: Collection[str],
    ) -> str:
        """Return a name made of a title, with a number behind it where it is taken."""
        taken = {*shipped, *(one.slug for one in existing)}
        name = slug(title)[:_SLUG].strip("-") or otherwise
        tried = chain([name], (f"{name}-{n}" for n in count(2)))
        return next(candidate for candidate in tried if candidate not in taken)

    async def open(self, ctx: Context, server_id: int, ref: int, actor: Actor) -> Prepared[S, W]:
        """Return one of the server to whoever may change it; raise Refusal otherwise."""
        async with ctx.database.read() as tx:
            return await self.held(tx, server_id, ref, actor)

    async def find(
        self, ctx: Context, server_id: int, written: str, actor: Actor
    ) -> Prepared[S, W]:
        """Return the one of the server that a person named; raise Refusal otherwise."""
        async with ctx.database.read() as tx:
            found = named(await self.rows(tx).of_server(server_id), written)
            if found is None:
                raise Refusal(self.says.unknown)
            return await self.held(tx, server_id, found.id, actor)

    async def seen(
        self, ctx: Context, server_id: int, written: str, actor: Actor
    ) -> tuple[Prepared[S, W] | None, bool]:
        """Return the one that a person named, and whether they may change it: of another's, only
        what was saved is theirs to see."""
        async with ctx.database.read() as tx:
            found = named(await self.rows(tx).of_server(server_id), written)
            role = (await tx.servers.get(server_id)).leading_role
        return found, found is not None and can_change(actor, found.created_by, role)

    async def held(self, tx: Transaction, server_id: int, ref: int, actor: Actor) -> Prepared[S, W]:
        """Return one of the server that `actor` may change; raise Refusal otherwise."""
        found = await self.rows(tx).get(ref)
        if found is None or found.server_id != server_id:
            raise Refusal(self.says.gone)
        role = (await tx.servers.get(server_id)).leading_role
        if not can_change(actor, found.created_by, role):
            if role is None:
                raise Refusal(self.says.not_yours)
            raise Refusal(self.says.not_allowed, role=f"<@&{role}>")
        return found

    async def change(
        self,
        tx: Transaction,
        prepared: Prepared[S, W],
        piece: str,
        seen: int,
        sketch: S,
        now: datetime,
    ) -> Prepared[S, W]:
        """Keep another sketch, in which `piece`, read at revision `seen`, is what changed.

        Raises Refusal when somebody else changed the same piece meanwhile. What changes nothing
        is never refused: the same form twice is harmless.
        """
        if sketch == prepared.sketch:
            return prepared
        if prepared.stamps.get(piece, 0) > seen:
            raise Refusal(self.says.changed)
        await self.rows(tx).change(prepared, piece, sketch, now)
        return await self.again(tx, prepared)

    async def again(self, tx: Transaction, prepared: Prepared[S, W]) -> Prepared[S, W]:
        """Return one as it now is."""
        found = await self.rows(tx).get(prepared.id)
        assert found is not None
        return found

    async def saved(self, ctx: Context, server_id: int) -> list[tuple[Prepared[S, W], W]]:
        """Return those of a server that were saved, as they were, the latest changed first."""
        async with ctx.database.read() as tx:
            every = await self.rows(tx).of_server(server_id)
        return [(one, one.saved) for one in every if one.saved is not None]

    async def changeable(self, ctx: Context, server_id: int, actor: Actor) -> list[Prepared[S, W]]:
        """Return those of a server that `actor` may change, the latest changed first."""
        async with ctx.database.read() as tx:
            role = (await tx.servers.get(server_id)).leading_role
            every = await self.rows(tx).of_server(server_id)
        return [one for one in every if can_change(actor, one.created_by, role)]

    async def _check(self, tx: Transaction, server_id: int, actor: Actor) -> None:
        role = (await tx.servers.get(server_id)).leading_role
        if not can_prepare(actor, role):
            raise Refusal(self.says.not_allowed, role=f"<@&{role}>")


def named(every: Collection[Prepared[S, W]], written: str) -> Prepared[S, W] | None:
    """Return the one that has a name or, failing that, a title."""
    wanted = written.strip().casefold()
    by_slug = (one for one in every if one.slug == wanted)
    by_title = (one for one in every if one.sketch.title.casefold() == wanted)
    return next(chain(by_slug, by_title), None)
