"""Suggestions, accepted or refused; and the command that moves one post-it."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.themes import sorting, suggesting
from bot.workshop.themes.likeness import About
from tests.builders import CHANNEL, NOUR
from tests.services.room import refused
from tests.services.sorter import IDEAS, sorter


async def test_a_suggestion_is_accepted_or_refused_for_good(ctx: Context) -> None:
    s = await sorter(ctx)
    now, found = await suggesting.suggestion(ctx, s.step_id, NOUR)
    assert found is not None
    assert {now.postit(found.first).text, now.postit(found.second).text} == set(IDEAS[:2])
    assert now.sorting.themes == (), "nothing is applied alone"
    pair = (found.about, found.first, found.second)
    await suggesting.accept(ctx, s.step_id, NOUR, *pair, now.revision)
    with refused("theme.changed"):
        await suggesting.accept(ctx, s.step_id, NOUR, *pair, now.revision)
    assert (await s.state())["Camion partagé"] == sorted(IDEAS[:2])
    assert (await suggesting.suggestion(ctx, s.step_id, NOUR))[1] is None
    await sorting.undo(ctx, s.step_id, NOUR, (await s.board()).revision)
    for _ in range(2):  # twice: harmless
        await suggesting.refuse(ctx, s.step_id, NOUR, *pair)
    assert (await suggesting.suggestion(ctx, s.step_id, NOUR))[1] is None


async def test_near_themes_are_suggested_and_merged_into_the_larger(ctx: Context) -> None:
    s = await sorter(ctx)
    await s.make("La fête", IDEAS[2])
    await s.make("Fêtes", IDEAS[3], IDEAS[4])
    now, found = await suggesting.suggestion(ctx, s.step_id, NOUR)
    assert found is not None
    assert found.about is About.THEMES
    await suggesting.accept(
        ctx, s.step_id, NOUR, found.about, found.first, found.second, now.revision
    )
    assert (await s.state())["Fêtes"] == sorted(IDEAS[2:])


async def test_the_command_finds_by_number_by_text_and_makes_the_theme(ctx: Context) -> None:
    s = await sorter(ctx)
    number = next(p.number for p in (await s.board()).postits if p.text == "Une fête")
    for written in (str(number), f"#{number}", "une fête", "fête", f"{number} · Une fê…"):
        await sorting.place(ctx, CHANNEL, NOUR, written, "liens")
        assert (await s.state())["liens"] == ["Une fête"]
    await sorting.place(ctx, CHANNEL, NOUR, "journal", "LIENS")
    assert (await s.state())["liens"] == ["Un journal", "Une fête"]
    with refused("theme.several_postits"):
        await sorting.place(ctx, CHANNEL, NOUR, "camion", "liens")
    with refused("theme.unknown_postit"):
        await sorting.place(ctx, CHANNEL, NOUR, "999", "liens")
    with refused("session.none_here"):
        await sorting.place(ctx, 5, NOUR, "1", "liens")
