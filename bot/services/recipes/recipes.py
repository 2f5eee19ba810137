"""Recipes that a server writes for itself: writing, saving, offering them to sessions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from bot.services.context import Context
from bot.services.preparing import ALWAYS, Shelf, Shelved, Unfinished
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.recipes.checking import faults
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.recipe_file import FILE_LIMIT
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.recipe import Recipe

__all__ = ["ALWAYS", "Unfinished"]  # given on to whoever writes a recipe

# So many that a server never meets it, so few that nobody fills the disk.
MOST = 50
# So many that nobody meets it, so few that several people fill the server together, not one.
MOST_OF_ONE = 10
# Of one, as it is kept: half of what its file may weigh, so that what is exported can be imported.
MOST_BYTES = FILE_LIMIT // 2

SHELF = Shelf(
    Shelved(
        unknown="recipe.unknown",
        gone="recipe.gone",
        not_yours="recipe.not_yours",
        not_allowed="recipe.not_allowed",
        changed="recipe.changed",
        too_many="recipe.too_many",
    ),
    lambda tx: tx.recipes,
)


async def check_right(ctx: Context, server_id: int, actor: Actor) -> None:
    """Raise Refusal unless `actor` may write recipes for the server."""
    await SHELF.check_right(ctx, server_id, actor)


async def prepare(
    ctx: Context,
    server_id: int,
    actor: Actor,
    sketch: Sketch,
    shipped: Collection[str],
    submission: str,
    now: datetime,
) -> Prepared:
    """Keep `sketch` as a draft of the server, with a name that none of `shipped` has.

    Raises Refusal without the right, and when the server, or the person, has too many.
    """
    _check_size(sketch)
    async with ctx.database.write() as tx:
        existing = await SHELF.with_room(tx, server_id, actor, MOST)
        if sum(one.created_by == actor.user_id for one in existing) >= MOST_OF_ONE:
            raise Refusal("recipe.too_many_of_one", limit=MOST_OF_ONE)
        name = SHELF.free_name(sketch.title, "recipe", existing, shipped)
        return await tx.recipes.add(server_id, name, sketch, actor.user_id, submission, now)


async def open_bench(ctx: Context, server_id: int, recipe_id: int, actor: Actor) -> Prepared:
    """Return a recipe of the server to whoever may change it; raise Refusal otherwise."""
    return await SHELF.open(ctx, server_id, recipe_id, actor)


async def find(ctx: Context, server_id: int, written: str, actor: Actor) -> Prepared:
    """Return the recipe of the server that a person named; raise Refusal otherwise."""
    return await SHELF.find(ctx, server_id, written, actor)


async def source(
    ctx: Context, server_id: int, written: str, actor: Actor, language: Language
) -> Sketch | None:
    """Return what another recipe may start from: a sketch of one's own, or what was saved.

    None when the server has no such recipe for `actor`.
    """
    found, mine = await SHELF.seen(ctx, server_id, written, actor)
    if found is None:
        return None
    if mine:
        return found.sketch.model_copy(update={"removed": None})
    return Sketch.of(found.saved, language) if found.saved is not None else None


async def change(
    ctx: Context,
    server_id: int,
    recipe_id: int,
    actor: Actor,
    piece: str,
    seen: int,
    edit: Callable[[Sketch], Sketch],
    now: datetime,
) -> Prepared:
    """Change one piece of a sketch, read at revision `seen` by whoever changes it.

    Raises Refusal when somebody else changed the same piece meanwhile, and when it grows past what
    a file holds. What changes nothing is never refused.
    """
    async with ctx.database.write() as tx:
        prepared = await SHELF.held(tx, server_id, recipe_id, actor)
        sketch = edit(prepared.sketch)
        _check_size(sketch)
        return await SHELF.change(tx, prepared, piece, seen, sketch, now)


async def save(
    ctx: Context, server_id: int, recipe_id: int, actor: Actor, now: datetime
) -> Prepared:
    """Offer the recipe to the sessions of the server as it is now; again is harmless.

    Raises Unfinished when something is still missing.
    """
    async with ctx.database.write() as tx:
        prepared = await SHELF.held(tx, server_id, recipe_id, actor)
        whole = whole_of(prepared)
        if prepared.saved == whole:
            return prepared
        await tx.recipes.save(prepared.id, whole, now)
        return await SHELF.again(tx, prepared)


async def delete(ctx: Context, server_id: int, recipe_id: int, actor: Actor) -> Prepared:
    """Delete a recipe and return what it was; sessions keep their own copy."""
    async with ctx.database.write() as tx:
        prepared = await SHELF.held(tx, server_id, recipe_id, actor)
        await tx.recipes.delete(prepared.id)
        return prepared


async def offered(ctx: Context, server_id: int) -> list[tuple[Prepared, Recipe]]:
    """Return the recipes of a server as they were saved, the latest changed first."""
    return await SHELF.saved(ctx, server_id)


async def saved_one(ctx: Context, server_id: int, recipe_id: int) -> Recipe | None:
    """Return a recipe of the server as it was saved; None when there is none."""
    async with ctx.database.read() as tx:
        found = await tx.recipes.get(recipe_id)
    return found.saved if found is not None and found.server_id == server_id else None


async def changeable(ctx: Context, server_id: int, actor: Actor) -> list[Prepared]:
    """Return the recipes of a server that `actor` may change, the latest changed first."""
    return await SHELF.changeable(ctx, server_id, actor)


def whole_of(prepared: Prepared) -> Recipe:
    """Return what is being written as a recipe; raise Unfinished when something is missing."""
    found = faults(prepared.sketch)
    if found:
        raise Unfinished(found)
    return prepared.sketch.whole()


def _check_size(sketch: Sketch) -> None:
    if len(sketch.model_dump_json().encode()) > MOST_BYTES:
        raise Refusal("recipe.too_big")
