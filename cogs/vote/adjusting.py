"""What facilitators change of an open vote before anyone votes: its themes, its number of dots."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import PAGE, Button, Select, button, layout, option, select
from bot.interface.showing.links import page_of
from bot.reports.vote.method import scope_told
from bot.services.vote import adjusting
from bot.services.vote.adjusting import Adjustable, Part
from bot.workshop.vote.step import Method, VoteOn

# Among the choices of the menus: what stands in no theme, and the number that is suggested.
_UNSORTED = "unsorted"
_SUGGESTED = "suggested"
_MOST = PAGE - 1


class AdjustDesk(Desk):
    @on("vote.adjust", "step", "page")
    async def _adjust(self, press: Press, step: int, page: int) -> None:
        now = await adjusting.adjustable(self.ctx, step, press.actor)
        await replace(press.interaction, _page(now, press.t, page))

    @on("vote.adjust_themes", "step", "page")
    async def _themes(self, press: Press, step: int, page: int) -> None:
        now = await adjusting.adjustable(self.ctx, step, press.actor)
        shown = [part.id for part in _shown(now, page)[0]]
        chosen = [None if value == _UNSORTED else number(value) for value in press.values]
        after = await adjusting.set_parts(self.ctx, step, press.actor, shown, chosen)
        await self._changed(press, after, page)

    @on("vote.adjust_dots", "step", "page")
    async def _dots(self, press: Press, step: int, page: int) -> None:
        dots = press.number_unless(_SUGGESTED)
        after = await adjusting.set_dots(self.ctx, step, press.actor, dots)
        await self._changed(press, after, page)

    async def _changed(self, press: Press, after: Adjustable, page: int) -> None:
        head = "✅ " + press.t("vote.adjusted")
        await replace(press.interaction, _page(after, press.t, page, head))


def _shown(now: Adjustable, page: int) -> tuple[list[Part], list[Button]]:
    shown, turns = page_of(
        now.parts, page, lambda to: custom_id("vote.adjust", step=now.step.id, page=to)
    )
    return list(shown), list(turns)


def _page(now: Adjustable, t: Catalogue, page: int, head: str = "") -> ui.LayoutView:
    shown, turns = _shown(now, page)
    scope = scope_told(now.plan.scope, now.options, t)
    empty = not shown and now.plan.method is not Method.DOTS
    about = "vote.adjust" if now.plan.on is VoteOn.POSTITS else "vote.adjust_dots_only"
    told = f"{t(about)}\n{t.n('vote.adjust_options', now.options)} {scope}".rstrip()
    back = button(t("button.panel"), custom_id("lead.panel", session=now.session.id))
    return layout(
        head,
        told,
        "⚠️ " + t("vote.adjust_begun") if now.begun else "",
        t("vote.adjust_nothing") if empty else "",
        [_themes(now, shown, page, t)] if shown else None,
        [_dots(now, page, t)] if now.plan.method is Method.DOTS else None,
        [*turns, back],
    )


def _themes(now: Adjustable, shown: list[Part], page: int, t: Catalogue) -> Select:
    choices = [
        option(
            t.n("option.theme", part.size, theme=part.name or t("theme.unsorted")),
            str(part.id) if part.id is not None else _UNSORTED,
            default=part.voted_on,
        )
        for part in shown
    ]
    least = 1 if len(shown) == len(now.parts) else 0
    themes = custom_id("vote.adjust_themes", step=now.step.id, page=page)
    return select(themes, t("vote.adjust_themes"), choices, least=least, most=PAGE)


def _dots(now: Adjustable, page: int, t: Catalogue) -> Select:
    plan = now.plan
    proposed = t("vote.adjust_suggested", n=now.suggested)
    choices = [
        option(proposed, _SUGGESTED, default=plan.suggested),
        *(
            option(str(n), str(n), default=not plan.suggested and n == plan.budget)
            for n in range(1, _MOST + 1)
        ),
    ]
    dots = custom_id("vote.adjust_dots", step=now.step.id, page=page)
    return select(dots, t("vote.adjust_dots"), choices)
