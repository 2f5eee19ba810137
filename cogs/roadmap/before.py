"""What had to be true just before a milestone: tied from a menu, or placed on the spot."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import PAGE, button, layout, select
from bot.interface.showing.links import page_of
from bot.services.roadmap import milestones
from bot.services.roadmap.milestones import Held
from bot.workshop.roadmap.dependencies import can_come_before
from cogs.roadmap.milestones import milestone_view, options_of
from cogs.roadmap.text import milestone_line


class BeforeDesk(Desk):
    @on("road.before", "milestone", "page")
    async def _before(self, press: Press, milestone: int, page: int) -> None:
        held = await milestones.hold(self.ctx, milestone, press.actor)
        await replace(press.interaction, _before_view(held, press.t, page))

    @on("road.tie", "milestone", chosen="milestone")
    async def _tie(self, press: Press, milestone: int) -> None:
        chosen = press.numbers()
        held = await milestones.tie(self.ctx, milestone, press.actor, chosen)
        await replace(press.interaction, milestone_view(held, press.t, press.t("milestone.tied")))

    @on("road.untie", "milestone", chosen="milestone")
    async def _untie(self, press: Press, milestone: int) -> None:
        chosen = press.numbers()
        held = await milestones.untie(self.ctx, milestone, press.actor, chosen)
        await replace(press.interaction, milestone_view(held, press.t, press.t("milestone.untied")))


def _before_view(held: Held, t: Catalogue, page: int) -> ui.LayoutView:
    milestone = held.milestone
    others = can_come_before(milestone, held.placed)
    shown, turns = page_of(
        others, page, lambda turned: custom_id("road.before", milestone=milestone.id, page=turned)
    )
    tie = select(
        custom_id("road.tie", milestone=milestone.id),
        t("road.tie"),
        options_of(shown),
        most=len(shown),
    )
    tied = held.before[-PAGE:]
    untie = select(
        custom_id("road.untie", milestone=milestone.id),
        t("road.untie"),
        options_of(tied),
        most=len(tied),
    )
    step = held.step
    return layout(
        t("road.just_before", text=milestone_line(milestone)),
        [tie] if shown else None,
        turns,
        [untie] if tied else None,
        [
            *(
                [
                    button(
                        t("button.write_before"),
                        custom_id(
                            "road.write", step=step.id, after=milestone.id, postit=None, theme=None
                        ),
                        emoji="✏️",
                    ),
                    button(
                        t("button.wall_before"),
                        custom_id("road.place", step=step.id, after=milestone.id, page=0),
                        emoji="📍",
                    ),
                ]
                if step is not None
                else []
            ),
            button(t("button.milestone_back"), custom_id("road.one", milestone=milestone.id)),
        ],
    )
