"""Post-its and themes that may say the same: suggested, then accepted or refused by a person."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.services.context import Context
from bot.services.themes.sorting import Board, Sorted, apply, board_of
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.themes.likeness import About, alike
from bot.workshop.themes.naming import proposed
from bot.workshop.themes.sorting import NAME_LIMIT, ChangeKind, Sorting


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two post-its, or two themes, that may say the same; `others` more are waiting."""

    about: About
    first: int
    second: int
    others: int


async def suggestion(ctx: Context, step_id: int, actor: Actor) -> tuple[Board, Suggestion | None]:
    """Return the likeliest suggestion not refused yet: themes first, then post-its."""
    async with ctx.database.read() as tx:
        now = await board_of(tx, step_id, actor)
        refused = {about: await tx.themes.refused(now.session.id, about) for about in About}
    found = await asyncio.to_thread(_suggestions, now, refused)
    return now, found


async def accept(
    ctx: Context, step_id: int, actor: Actor, about: About, first: int, second: int, seen: int
) -> Sorted:
    """Put two post-its together, or merge two themes, the smaller one into the larger.

    Two post-its that stand in no theme make one, named by the words that they share.
    """
    name = ""
    if about is About.POSTITS:
        async with ctx.database.read() as tx:
            now = await board_of(tx, step_id, actor)
        name = await asyncio.to_thread(_name, now, first, second)
    async with ctx.database.write() as tx:
        before = await board_of(tx, step_id, actor, seen)
        if first == second:
            raise Refusal("button.unknown")

        def operate(sorting: Sorting, new_id: int) -> tuple[ChangeKind, str, Sorting]:
            if about is About.THEMES:
                into, other = sorting.theme(first), sorting.theme(second)
                if sorting.sizes[other.id] > sorting.sizes[into.id]:
                    into, other = other, into
                return ChangeKind.MERGE, into.name, sorting.merge(into.id, [other.id])
            after = sorting.together(first, second, new_id, name)
            place = after.places[first]
            assert place is not None
            return ChangeKind.JOIN, after.theme(place).name, after

        return await apply(tx, before, actor, operate)


async def refuse(
    ctx: Context, step_id: int, actor: Actor, about: About, first: int, second: int
) -> None:
    """Remember that two post-its, or two themes, do not say the same."""
    async with ctx.database.write() as tx:
        now = await board_of(tx, step_id, actor)
        if first == second:
            raise Refusal("button.unknown")
        for one in (first, second):
            _ = now.sorting.theme(one) if about is About.THEMES else now.postit(one)
        await tx.themes.refuse(now.session.id, about, first, second)


def _name(now: Board, first: int, second: int) -> str:
    """Return what a theme of two post-its is called: what sets them apart, or the words of the
    shorter one, which such a pair shares but for a slip of the hand."""
    pair = [now.postit(first).text, now.postit(second).text]
    others = [postit.text for postit in now.postits if postit.id not in (first, second)]
    shorter = min(pair, key=len)
    taken = now.sorting.taken
    if (name := proposed(pair, others, taken)) is not None:
        return name
    if len(shorter) <= NAME_LIMIT:
        return shorter
    return proposed(pair, (), taken, least=0.0) or shorter


def _suggestions(now: Board, refused: dict[About, frozenset[tuple[int, int]]]) -> Suggestion | None:
    themes = now.sorting.themes
    found = [
        (About.THEMES, themes[pair.first].id, themes[pair.second].id)
        for pair in alike([theme.name for theme in themes])
    ]
    places = now.sorting.places
    for pair in alike([postit.text for postit in now.postits]):
        first, second = now.postits[pair.first].id, now.postits[pair.second].id
        if places[first] is None or places[first] != places[second]:
            found.append((About.POSTITS, first, second))
    waiting = [
        (about, first, second)
        for about, first, second in found
        if (min(first, second), max(first, second)) not in refused[about]
    ]
    if not waiting:
        return None
    about, first, second = waiting[0]
    return Suggestion(about, first, second, len(waiting) - 1)
