"""What a room left unsettled when it stopped sorting: few people may all have looked at a post-it
and differ, without being enough to call it contested."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.themes.together import Disputed, Talk
from bot.workshop.themes.together import chosen, standing
from bot.workshop.vote.ballot import DETAIL_FROM


async def unsettled(ctx: Context, found: Talk) -> tuple[Disputed, ...]:
    """Return the post-its that stand in no theme, do not stay so and are not in `found`, in the
    order of the wall; none while the room sorts, since they are still given to people."""
    board = found.board
    async with ctx.database.read() as tx:
        now = await tx.rounds.under_way(board.step.id)
        if now is None or now.is_open or now.is_aside:
            return ()
        answers = await tx.rounds.answers(now)
        apart = await tx.rounds.apart(board.step.id)
        detailed = await tx.rounds.people(now) >= DETAIL_FROM
    themes = [theme.id for theme in board.sorting.themes]
    listed = {*apart, *(one.postit.id for one in (*found.contested, *found.homeless))}
    return tuple(
        Disputed(p, chosen(standing(answers.get(p.id, ()), themes, now.merged), themes))
        if detailed
        else Disputed(p)
        for p in board.postits
        if p.id not in listed and board.sorting.places.get(p.id) is None
    )
