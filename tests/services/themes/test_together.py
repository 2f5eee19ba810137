"""The room sorts, through the use cases."""

from __future__ import annotations

from bot.services.context import Context
from bot.services.themes import together
from bot.services.themes.together import Nothing
from tests.builders import ALIX, BACHIR, CLEO, NOUR
from tests.services.sorter import IDEAS, sorter


async def test_two_who_agree_file_a_post_it(ctx: Context) -> None:
    s = await sorter(ctx)
    a, b = await s.make("Transport"), await s.make("Fêtes")
    now = s.room.now
    assert (await together.take(ctx, s.step_id, BACHIR, now)).why is Nothing.CLOSED
    await together.start(ctx, s.step_id, NOUR)
    first = await together.take(ctx, s.step_id, BACHIR, now)
    assert len(first.postits) == 5
    assert [theme.id for theme in first.themes] == [a, b]
    given = {one.postit.id: a for one in first.postits}
    kept = await together.answers(ctx, s.step_id, BACHIR, given, now)
    assert (kept.kept, kept.all) == (5, 5)
    assert (await s.state())["-"] == sorted(IDEAS)
    await together.answers(ctx, s.step_id, CLEO, given, now)
    assert (await s.state())["Transport"] == sorted(IDEAS)
    assert (await together.take(ctx, s.step_id, ALIX, now)).why is Nothing.SORTED
    told = await together.progress(ctx, s.step_id, NOUR)
    assert told.progress is not None
    assert (told.progress.people, told.progress.filed, told.progress.pile) == (2, 5, 5)
    await s.room.next()
