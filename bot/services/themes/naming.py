"""Naming themes before anything stands in them: several at once, by whoever leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.context import Context
from bot.services.themes.sorting import Board, Sorted, apply, board_of
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.lists import ideas
from bot.workshop.sessions.permissions import Actor
from bot.workshop.themes.several import name_several
from bot.workshop.themes.sorting import ChangeKind, Sorting


@dataclass(frozen=True, slots=True)
class NamedAll:
    """What naming several themes made of the board; `knew` are names that themes had already."""

    done: Sorted
    knew: tuple[str, ...]

    @property
    def made(self) -> tuple[str, ...]:
        """The names of the new themes."""
        themes = self.done.made.after.themes if self.done.made is not None else {}
        return tuple(name for name in themes.values() if name is not None)

    @property
    def board(self) -> Board:
        return self.done.board


async def name_all(
    ctx: Context,
    step_id: int,
    actor: Actor,
    written: str,
    seen: int,
    most: int | None = None,
) -> NamedAll:
    """Make a theme of each line of `written`, all of them undone at once.

    Raises Refusal when nothing was written, a name is too long, or there would be more than `most`
    themes.
    """
    names = ideas(written)
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)
        return await name_each(tx, before, actor, names, most)


async def name_each(
    tx: Transaction, before: Board, actor: Actor, names: Sequence[str], most: int | None = None
) -> NamedAll:
    """Make an empty theme of each of `names`; raise Refusal as `name_all` does."""
    knew: tuple[str, ...] = ()

    def operate(sorting: Sorting, new_id: int) -> tuple[ChangeKind, str, Sorting]:
        nonlocal knew
        named = name_several(sorting, names, new_id)
        knew, count = named.knew, len(named.sorting.themes)
        if most is not None and count > most:
            raise Refusal("together.too_many_named", count=count, most=most)
        if len(named.made) == 1:
            return ChangeKind.CREATE, named.made[0], named.sorting
        return ChangeKind.NAME, "", named.sorting

    return NamedAll(await apply(tx, before, actor, operate), knew)
