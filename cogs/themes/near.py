"""“Others like this one”: the post-its most alike to those in hand, to choose from.

It shows neighbours, and takes none by itself: what is chosen joins the hand, whose next step is on
the table.
"""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import PAGE, button, layout, option, select
from bot.services.themes import likening, sorting
from bot.services.themes.sorting import Board
from bot.workshop.postits.postit import PostIt
from cogs.themes.step import Filter
from cogs.themes.table import held_text, table


class NearDesk(Desk):
    """A custom id carries what the table shows: neighbours are looked for there alone."""

    @on("theme.near", "step", "theme", "page", "every")
    async def _near(
        self, press: Press, step: int, theme: int | None, page: int, every: bool
    ) -> None:
        now, wanted = await sorting.board(self.ctx, step, press.actor), Filter(theme, every)
        found = await likening.nearest_together(
            self.ctx, now.session.id, now.postits, [p.id for p in now.held], len(now.postits)
        )
        known = {p.id: p for p in now.postits}
        shown = [known[one] for one in found if wanted.shows(now.sorting.places.get(one))]
        if shown:
            view = _neighbours(now, shown[:PAGE], wanted, page, press.t)
        else:
            head = press.t("theme.nothing_near") if now.held else ""
            view = await table(self.ctx, now, wanted, page, press.t, head)
        await replace(press.interaction, view)

    @on("theme.gather", "step", "theme", "page", "every")
    async def _gather(
        self, press: Press, step: int, theme: int | None, page: int, every: bool
    ) -> None:
        now = await sorting.hold(self.ctx, step, press.actor, (), press.numbers())
        view = await table(self.ctx, now, Filter(theme, every), page, press.t)
        await replace(press.interaction, view)


def _neighbours(
    now: Board, shown: Sequence[PostIt], wanted: Filter, page: int, t: Catalogue
) -> ui.LayoutView:
    names = {theme.id: theme.name for theme in now.sorting.themes}
    options = []
    for p in shown:
        place = now.sorting.places.get(p.id)
        options.append(
            option(
                f"{p.number} · {p.marked}",
                str(p.id),
                description=names[place] if place is not None else None,
            )
        )
    step, theme, every = now.step.id, wanted.theme, wanted.every
    choose = custom_id("theme.gather", step=step, theme=theme, page=page, every=every)
    back = custom_id("theme.sort", step=step, theme=theme, page=page, every=every)
    return layout(
        held_text(now, t),
        t("theme.near"),
        [select(choose, t("theme.choose"), options, most=PAGE)],
        [button(t("button.sort"), back, emoji="🗂️")],
    )
