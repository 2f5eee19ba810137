"""What is alike on a wall: which theme a post-it is likeliest to stand in, which post-its are near.

Nothing is filed by it: it orders menus and shows neighbours. All is reckoned in threads, from what
the caller read: call it once the transaction is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from bot.services.context import Context
from bot.workshop.postits.postit import PostIt
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
    texts = _texts(postits)
    return await asyncio.to_thread(
        lambda: ctx.comparisons.of(session_id, texts).likeliest(sorting, asked)
    )


async def nearest(
    ctx: Context, session_id: int, postits: Sequence[PostIt], postit_id: int, most: int
) -> list[int]:
    """Return the identifiers of the post-its most alike to one, the likeliest first, `most` at
    most. Empty where nothing is in common with any."""
    texts = _texts(postits)
    return await asyncio.to_thread(
        lambda: ctx.comparisons.of(session_id, texts).nearest(postit_id, most)
    )


def _texts(postits: Iterable[PostIt]) -> dict[int, str]:
    return {postit.id: postit.text for postit in postits}
