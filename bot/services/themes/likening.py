"""What is alike on a wall: which theme a post-it is likeliest to stand in, which post-its are near,
and what a group of them could be called.

Nothing is filed by it: it orders menus, shows neighbours and proposes words. All is reckoned in
threads, from what the caller read: call it once the transaction is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from bot.services.context import Context
from bot.workshop.postits.postit import PostIt
from bot.workshop.themes.naming import proposed
from bot.workshop.themes.offering import offered as in_order
from bot.workshop.themes.sorting import Sorting


async def likeliest(
    ctx: Context,
    session_id: int,
    postits: Sequence[PostIt],
    sorting: Sorting,
    wanted: Iterable[int],
) -> dict[int, list[int]]:
    """Return, for each post-it that is `wanted`, the identifiers of all themes of `sorting`, the
    likeliest first: by their names and by what stands in them. Themes that have nothing in common
    with it come last, in their own order.

    `postits` are those of the wall, the same whoever asks: another wall is compared anew.
    """
    asked = list(wanted)
    found = await _themes(ctx, session_id, _texts(postits), sorting, [[one] for one in asked])
    return dict(zip(asked, found, strict=True))


async def offered(
    ctx: Context,
    session_id: int,
    texts: Mapping[int, str],
    sorting: Sorting,
    wanted: Iterable[int],
    most: int,
) -> dict[int, list[int]]:
    """Return, for each post-it that is `wanted`, its `most` likeliest themes in the order in which
    the room reads them, as the rule says; `texts` are those of the wall, by identifier."""
    asked = list(wanted)
    found = await _scores(ctx, session_id, texts, sorting, [[one] for one in asked])
    return {
        postit: in_order(postit, sorting, scores, most)
        for postit, scores in zip(asked, found, strict=True)
    }


async def likeliest_together(
    ctx: Context,
    session_id: int,
    postits: Sequence[PostIt],
    sorting: Sorting,
    group: Iterable[int],
) -> list[int]:
    """Return all themes as `likeliest` does, for several post-its that will go to one."""
    asked = list(group)
    if not asked:
        return [theme.id for theme in sorting.themes]
    return (await _themes(ctx, session_id, _texts(postits), sorting, [asked]))[0]


async def nearest(
    ctx: Context, session_id: int, postits: Sequence[PostIt], postit_id: int, most: int
) -> list[int]:
    """Return the identifiers of the post-its most alike to one, the likeliest first, `most` at
    most. Empty where nothing is in common with any."""
    return await nearest_together(ctx, session_id, postits, (postit_id,), most)


async def nearest_together(
    ctx: Context, session_id: int, postits: Sequence[PostIt], group: Iterable[int], most: int
) -> list[int]:
    """Return the post-its most alike to several taken together, as `nearest` does."""
    asked, texts = list(group), _texts(postits)
    meanings = await _meanings(ctx, session_id)
    return await asyncio.to_thread(
        lambda: ctx.comparisons.of(session_id, texts, meanings).nearest(asked, most)
    )


async def proposed_name(
    postits: Sequence[PostIt], group: Iterable[int], sorting: Sorting
) -> str | None:
    """Return a name for a theme of the post-its of `group`, from the words that set it apart from
    the rest of the wall; None where no word does. No theme of `sorting` has it."""
    chosen = set(group)
    here = [postit.text for postit in postits if postit.id in chosen]
    others = [postit.text for postit in postits if postit.id not in chosen]
    if len(here) < 2:
        return None  # a word of one post-it alone sets nothing apart
    return await asyncio.to_thread(proposed, here, others, sorting.taken)


async def _themes(
    ctx: Context,
    session_id: int,
    texts: Mapping[int, str],
    sorting: Sorting,
    groups: Sequence[Sequence[int]],
) -> list[list[int]]:
    found = await _scores(ctx, session_id, texts, sorting, groups)
    return [sorted(scores, key=scores.__getitem__, reverse=True) for scores in found]


async def _scores(
    ctx: Context,
    session_id: int,
    texts: Mapping[int, str],
    sorting: Sorting,
    groups: Sequence[Sequence[int]],
) -> list[dict[int, float]]:
    meanings = await _meanings(ctx, session_id)

    def scored() -> list[dict[int, float]]:
        names: dict[str, bytes] = {}
        if ctx.encoder is not None and meanings:
            names = ctx.comparisons.named(ctx.encoder, [theme.name for theme in sorting.themes])
        wall = ctx.comparisons.of(session_id, texts, meanings)
        return wall.scores(sorting, groups, names)

    return await asyncio.to_thread(scored)


async def _meanings(ctx: Context, session_id: int) -> Mapping[int, bytes]:
    return {} if ctx.encoder is None else await ctx.comparisons.meanings(session_id)


def _texts(postits: Iterable[PostIt]) -> dict[int, str]:
    return {postit.id: postit.text for postit in postits}
