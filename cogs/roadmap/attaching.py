"""Levers, obstacles and actors of the wall added to a milestone, from menus."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, layout, option, select
from bot.interface.showing.links import page_of
from bot.services.roadmap import milestones
from bot.services.roadmap.milestones import Held
from bot.workshop.errors import Refusal
from bot.workshop.roadmap.milestones import Detail
from cogs.roadmap.milestones import milestone_view
from cogs.roadmap.text import milestone_line

_DETAILS = tuple(Detail)


class AttachingDesk(Desk):
    """`detail` is the rank of a `Detail`."""

    @on("road.wall", "milestone", "page")
    async def _wall(self, press: Press, milestone: int, page: int) -> None:
        held = await milestones.hold(self.ctx, milestone, press.actor)
        await replace(press.interaction, _wall_view(held, press.t, page))

    @on("road.attach", "milestone", "detail", chosen="postit")
    async def _attach(self, press: Press, milestone: int, detail: int) -> None:
        if not 0 <= detail < len(_DETAILS):
            raise Refusal("button.unknown")
        chosen = press.numbers()
        held = await milestones.attach(self.ctx, milestone, press.actor, _DETAILS[detail], chosen)
        await replace(press.interaction, milestone_view(held, press.t, press.t("milestone.kept")))


def _wall_view(held: Held, t: Catalogue, page: int) -> ui.LayoutView:
    milestone = held.milestone

    def at(turned: int) -> str:
        return custom_id("road.wall", milestone=milestone.id, page=turned)

    found = [(rank, detail, held.attachable(detail)) for rank, detail in enumerate(_DETAILS)]
    menus = []
    for rank, detail, postits in found:
        shown, _ = page_of(postits, page, at)
        if shown:
            verb = custom_id("road.attach", milestone=milestone.id, detail=rank)
            options = [option(f"{p.number} · {p.text}", str(p.id)) for p in shown]
            menus.append(select(verb, t(f"road.attach.{detail}"), options, most=len(options)))
    _, turns = page_of(max((postits for *_, postits in found), key=len), page, at)
    return layout(
        t("road.attach", text=milestone_line(milestone)),
        *([menu] for menu in menus),
        turns,
        [button(t("button.milestone_back"), custom_id("road.one", milestone=milestone.id))],
    )
