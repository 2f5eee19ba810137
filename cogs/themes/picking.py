"""Choosing the theme from which something else starts: a milestone, an action, a proposal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord import ui

from bot.i18n import Catalogue
from bot.interface.showing.layout import Button, layout, option, select
from bot.interface.showing.links import page_of
from bot.services.themes.starting import Start


def pick_theme(
    themes: Sequence[Start],
    page: int,
    t: Catalogue,
    *,
    chosen: str,
    at: Callable[[int], str],
    back: Button | None = None,
) -> ui.LayoutView:
    """Return the choice of a theme: `chosen` is the custom id of the menu, `at` that of a page."""
    shown, turns = page_of(themes, page, at)
    choices = [
        option(t.n("option.theme", len(one.postits), theme=one.name), str(one.id)) for one in shown
    ]
    if not choices:
        return layout(t("theme.none_to_start"), [back] if back else None)
    menu = select(chosen, t("theme.start_one"), choices)
    return layout(t("theme.start"), [menu], [*turns, *([back] if back else [])])
