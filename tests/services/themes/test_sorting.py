"""Sorting through the use cases: once each, by facilitators, undone after a restart too."""

from __future__ import annotations

import pytest

from bot.services.context import Context
from bot.services.themes import sorting, suggesting
from bot.store import Database
from bot.workshop.themes.sorting import ChangeKind
from bot.workshop.themes.step import StartFrom
from bot.workshop.vote.options import Option
from tests.builders import ALIX, CHANNEL, NOUR, collect, group, new_session, recipe, reveal, vote
from tests.builders import scenario as told
from tests.services.room import Room, delivery, refused
from tests.services.sorter import IDEAS, Sorter, sorter
from tests.store.seeing import rows


async def test_post_its_in_hand_go_to_a_new_theme_and_the_hand_is_empty(ctx: Context) -> None:
    s = await sorter(ctx)
    await s.make("Transport", IDEAS[0], IDEAS[1])
    assert (await s.state())["Transport"] == sorted(IDEAS[:2])
    assert (await s.board()).held == ()


async def test_a_page_shows_what_is_in_hand_and_what_is_put_down(ctx: Context) -> None:
    s = await sorter(ctx)
    first, second, third = (await s.ids(*IDEAS))[:3]
    await sorting.hold(ctx, s.step_id, NOUR, [first, second], [first, second, 999])
    now = await sorting.hold(ctx, s.step_id, NOUR, [second, third], [third])
    assert set(now.hand.postits) == {first, third}
    assert (await sorting.let_go(ctx, s.step_id, NOUR)).held == ()


async def test_the_same_press_twice_acts_once(ctx: Context) -> None:
    s = await sorter(ctx)
    theme = await s.make("Transport", IDEAS[0])
    seen = (await s.board()).revision
    await s.take(IDEAS[1])
    await sorting.move(ctx, s.step_id, NOUR, theme, seen)
    state = await s.state()
    await s.take(IDEAS[2])
    for again in (
        sorting.move(ctx, s.step_id, NOUR, theme, seen),
        sorting.create(ctx, s.step_id, NOUR, "Encore", seen),
        sorting.rename(ctx, s.step_id, NOUR, theme, "Encore", seen),
        sorting.remove(ctx, s.step_id, NOUR, theme, seen),
        sorting.merge(ctx, s.step_id, NOUR, theme, [theme], seen),
    ):
        with refused("theme.changed"):
            await again
    for travel in (sorting.undo, sorting.redo):
        with refused("theme.changed"):
            await travel(ctx, s.step_id, NOUR, seen)
    assert await s.state() == state


async def test_only_facilitators_sort_and_only_while_the_step_is_open(ctx: Context) -> None:
    s = await sorter(ctx)
    seen = (await s.board()).revision
    before = rows(ctx.database.path, "SELECT * FROM theme_changes")
    with refused("session.not_facilitator"):
        await sorting.board(ctx, s.step_id, ALIX)
    with refused("session.not_facilitator"):
        await sorting.create(ctx, s.step_id, ALIX, "À moi", seen)
    with refused("session.not_facilitator"):
        await sorting.place(ctx, CHANNEL, ALIX, "1", "À moi")
    await s.room.next()
    with refused("step.not_open"):
        await sorting.create(ctx, s.step_id, NOUR, "Trop tard", seen)
    with refused("theme.closed"):
        await sorting.place(ctx, CHANNEL, NOUR, "1", "Trop tard")
    assert rows(ctx.database.path, "SELECT * FROM theme_changes") == before


async def test_what_leaves_a_theme_for_a_new_one_is_a_split(ctx: Context) -> None:
    s = await sorter(ctx)
    await s.make("Tout", *IDEAS[:3])
    await s.make("Fêtes", IDEAS[2])
    now = await s.board()
    assert now.undo is not None
    assert now.undo.kind is ChangeKind.SPLIT
    await s.make("Tout bis", IDEAS[0], IDEAS[1])
    assert (await s.board()).undo is not None
    assert (await s.state())["Tout"] == []


async def test_every_change_is_undone_and_redone_after_a_restart(ctx: Context) -> None:
    s = await sorter(ctx)
    states = [await s.state()]
    a = await s.make("Transport", IDEAS[0], IDEAS[1])
    states.append(await s.state())
    b = await s.make("Liens", IDEAS[2])
    states.append(await s.state())
    seen = (await s.board()).revision
    await sorting.rename(ctx, s.step_id, NOUR, a, "Camions", seen)
    states.append(await s.state())
    await sorting.merge(ctx, s.step_id, NOUR, a, [b], seen + 1)
    states.append(await s.state())
    await sorting.remove(ctx, s.step_id, NOUR, a, seen + 2)
    states.append(await s.state())
    await ctx.database.close()
    again = await Database.open(ctx.database.path)
    s.ctx = fresh = Context(again, ctx.rng)
    for state in reversed(states[:-1]):
        await sorting.undo(fresh, s.step_id, NOUR, (await s.board()).revision)
        assert await s.state() == state
    with refused("theme.nothing_to_undo"):
        await sorting.undo(fresh, s.step_id, NOUR, (await s.board()).revision)
    for state in states[1:]:
        await sorting.redo(fresh, s.step_id, NOUR, (await s.board()).revision)
        assert await s.state() == state
    with refused("theme.nothing_to_redo"):
        await sorting.redo(fresh, s.step_id, NOUR, (await s.board()).revision)
    await again.close()


async def test_a_post_it_withdrawn_leaves_its_theme_and_undo_goes_on_without_it(
    ctx: Context,
) -> None:
    s = await sorter(ctx)
    theme = await s.make("Transport", IDEAS[0], IDEAS[1])
    await sorting.remove(ctx, s.step_id, NOUR, theme, (await s.board()).revision)
    (gone,) = await s.ids(IDEAS[0])
    async with ctx.database.write() as tx:
        await tx.postits.withdraw(gone)
    await sorting.undo(ctx, s.step_id, NOUR, (await s.board()).revision)
    assert (await s.state())["Transport"] == [IDEAS[1]]
    await sorting.undo(ctx, s.step_id, NOUR, (await s.board()).revision)
    await sorting.redo(ctx, s.step_id, NOUR, (await s.board()).revision)
    assert (await s.state())["Transport"] == [IDEAS[1]]


@pytest.mark.parametrize("start_from", [StartFrom.DIMENSIONS, StartFrom.COLUMNS])
async def test_dimensions_or_columns_are_the_first_themes_once(
    ctx: Context, start_from: StartFrom
) -> None:
    room = await Room.open(
        ctx,
        new_session(recipe(collect(), reveal(), group(start_from=start_from), vote()), told=told()),
    )
    await room.start()
    step = await room.step()
    async with ctx.database.write() as tx:
        for text, lane in (("a", "Services"), ("b", "Services"), ("c", None)):
            await tx.postits.add(
                session_id=room.session_id, step_id=step.id, author="1", author_name="Alix",
                text=text, year=None, source="form", submission=delivery(),  # type: ignore[arg-type]
                dimension=lane, column=lane,
            )  # fmt: skip
    await room.next()
    await room.next()
    s = Sorter(room, (await room.step()).id)
    state = await s.state()
    assert (state["Services"], state["-"]) == (["a", "b"], ["c"])
    assert ("Gouvernance" in state) is (start_from is StartFrom.DIMENSIONS)
    now = (await s.board()).sorting.named("Services")
    assert now is not None
    await sorting.rename(ctx, s.step_id, NOUR, now.id, "Offre", (await s.board()).revision)
    await room.back()
    await room.next()
    assert "Services" not in await s.state(), "themes that exist stay as they are"


async def test_people_vote_on_the_themes_that_have_post_its(ctx: Context) -> None:
    s = await sorter(ctx)
    theme = await s.make("Transport", IDEAS[0], IDEAS[1])
    await s.make("Vide")
    await s.room.next()
    ballot = await s.room.ballot(ALIX)
    assert ballot.options == (Option(1, "Transport (2 post-its)", theme),)


async def test_the_wall_is_published_once_a_press(ctx: Context) -> None:
    s = await sorter(ctx)
    await s.make("Transport", IDEAS[0])
    seen = (await s.board()).revision
    with s.room.says("themes 2 page=0"):
        await sorting.publish(ctx, s.step_id, NOUR, seen, s.room.now)
        with refused("theme.changed"):
            await sorting.publish(ctx, s.step_id, NOUR, seen, s.room.now)


async def test_retention_keeps_the_names_alone(ctx: Context) -> None:
    s = await sorter(ctx)
    await s.make("Transport", IDEAS[0])
    await s.take(IDEAS[1])
    _, found = await suggesting.suggestion(ctx, s.step_id, NOUR)
    assert found is not None
    await suggesting.refuse(ctx, s.step_id, NOUR, found.about, found.first, found.second)
    async with ctx.database.write() as tx:
        await tx.sessions.delete_raw(s.room.session_id, s.room.now)
    path = ctx.database.path
    for table in ("theme_postits", "theme_changes", "refused_pairs", "sorting_hands"):
        assert rows(path, f"SELECT * FROM {table}") == []
    assert [row[0] for row in rows(path, "SELECT name FROM themes")] == ["Transport"]
