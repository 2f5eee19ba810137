"""The roadmap: milestones are placed from the horizon back; gaps and heavy years are named."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, form, layout, option, select, text_field
from bot.interface.showing.links import page_of, read_wall
from bot.interface.showing.screen import Scene, StepScreen
from bot.services.roadmap.placing import Placing, place, to_place
from bot.services.themes import starting
from bot.services.themes.starting import Start
from bot.workshop.actions.action import LIMIT
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Roadmap
from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.text import escape, shorten
from bot.workshop.vote.places import place_of
from cogs.postits.place import place_fields
from cogs.roadmap.text import milestone_line, roadmap_text
from cogs.themes.picking import pick_theme


class RoadmapScreen(StepScreen[tuple[Milestone, ...]]):
    def body(self, scene: Scene[tuple[Milestone, ...]]) -> str:
        scenario = scene.session.scenario
        assert scenario is not None
        return roadmap_text(scenario, scene.found, scene.t)

    def left_behind(self, scene: Scene[tuple[Milestone, ...]]) -> str:
        return self.body(scene)

    def buttons(self, scene: Scene[tuple[Milestone, ...]]) -> Sequence[Button]:
        plan, wall = scene.step.plan, read_wall(scene.session, scene.t("button.wall"))
        if isinstance(plan, Roadmap) and plan.open_to_all:
            return (
                _place_one(scene),
                button(
                    scene.t("button.my_milestones"),
                    custom_id("road.list", step=scene.step.id, page=0),
                ),
                wall,
            )
        return (wall,)

    def room_buttons(self, scene: Scene[tuple[Milestone, ...]]) -> Sequence[Button]:
        """A milestone carries nobody's name, whoever places it."""
        return (_place_one(scene),)

    def lead_buttons(self, scene: Scene[tuple[Milestone, ...]]) -> Sequence[Button]:
        return (
            _place_one(scene),
            button(
                scene.t("button.milestones"), custom_id("road.list", step=scene.step.id, page=0)
            ),
        )


class RoadmapDesk(Desk):
    """`after` is the milestone just before which something is placed, None for anywhere."""

    @on("road.place", "step", "after", "page")
    async def _place(self, press: Press, step: int, after: int | None, page: int) -> None:
        placing = await to_place(self.ctx, step, press.actor, after)
        await replace(press.interaction, _picker(placing, press.t, page=page))

    @on("road.pick", "step", "after", chosen="postit")
    async def _pick(self, press: Press, step: int, after: int | None) -> None:
        await self._from_wall(press, step, after, press.number())

    async def _from_wall(self, press: Press, step: int, after: int | None, wanted: int) -> None:
        placing = await to_place(self.ctx, step, press.actor, after)
        postit = next((p for p in placing.postits if p.id == wanted), None)
        if postit is not None:
            await self._form(press, placing, postit)
        elif any(m.postit_id == wanted for m in placing.milestones):
            raise Refusal("milestone.already_placed")
        else:
            raise Refusal("postit.gone")

    @on("road.themes", "step", "after", "page")
    async def _themes(self, press: Press, step: int, after: int | None, page: int) -> None:
        await to_place(self.ctx, step, press.actor, after)
        back = custom_id("road.place", step=step, after=after, page=0)
        view = pick_theme(
            await starting.starts_in(self.ctx, step),
            page,
            press.t,
            chosen=custom_id("road.theme", step=step, after=after),
            at=lambda to: custom_id("road.themes", step=step, after=after, page=to),
            back=button(press.t("button.back_to_postits"), back),
        )
        await replace(press.interaction, view)

    @on("road.theme", "step", "after")
    async def _theme(self, press: Press, step: int, after: int | None) -> None:
        await self._from_theme(press, step, after, press.number())

    async def _from_theme(self, press: Press, step: int, after: int | None, wanted: int) -> None:
        placing = await to_place(self.ctx, step, press.actor, after)
        themes = await starting.starts_in(self.ctx, step)
        theme = next((one for one in themes if one.id == wanted), None)
        if theme is None:
            raise Refusal("theme.gone")
        await self._form(press, placing, None, theme)

    @on("road.write", "step", "after", "postit", "theme")
    async def _write(
        self,
        press: Press,
        step: int,
        after: int | None,
        postit: int | None = None,
        theme: int | None = None,
    ) -> None:
        if postit is not None:
            await self._from_wall(press, step, after, postit)
            return
        if theme is not None:
            await self._from_theme(press, step, after, theme)
            return
        placing = await to_place(self.ctx, step, press.actor, after)
        await self._form(press, placing, None)

    @on("road.form", "step", "after", "postit", "theme")
    async def _placed(
        self,
        press: Press,
        step: int,
        after: int | None,
        postit: int | None,
        theme: int | None = None,
    ) -> None:
        try:
            milestone = await place(
                self.ctx,
                step,
                press.actor,
                statement=press.text("statement"),
                year=press.text("year"),
                dimension=press.text("dimension"),
                who=press.text("who"),
                obstacles=press.text("obstacles"),
                postit_id=postit,
                submission=press.submission,
                after_id=after,
                theme_id=theme,
                now=self.bot.clock(),
            )
        except Refusal as refusal:
            again = custom_id("road.write", step=step, after=after, postit=postit, theme=theme)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])
            return
        head, more = "", None
        if milestone is not None:
            t = press.t
            told = t("milestone.placed", year=milestone.year, text=escape(milestone.statement))
            head = f"✅ {told}"
            if late := await self.late(press, step):
                await whisper(press.interaction, layout(head, late))
                return
            more = button(
                t("button.complete"), custom_id("road.one", milestone=milestone.id), emoji="➕"
            )
        placing = await to_place(self.ctx, step, press.actor, after)
        await replace(press.interaction, _picker(placing, press.t, head=head, more=more))

    async def _form(
        self, press: Press, placing: Placing, postit: PostIt | None, theme: Start | None = None
    ) -> None:
        t, scenario, after = press.t, placing.session.scenario, placing.after
        assert scenario is not None
        year = postit.year if postit else None
        if after is not None and (year is None or year > after.year):
            year = max(scenario.origin, after.year - 1)
        dimension, which_year = place_fields(
            scenario,
            t,
            dimension=(postit and postit.dimension) or (after and after.dimension) or None,
            year=year,
            required=True,
        )
        await press.open(
            form(
                t("form.before", number=after.number) if after else t("form.milestone"),
                custom_id(
                    "road.form",
                    step=placing.step.id,
                    after=after.id if after else None,
                    postit=postit.id if postit else None,
                    theme=theme.id if theme else None,
                ),
                text_field(
                    "statement",
                    t("field.statement"),
                    description=t("field.statement.hint"),
                    long=True,
                    limit=LIMIT,
                    default=_draft(postit, theme),
                ),
                which_year,
                dimension,
                text_field("who", t("field.who"), required=False, limit=LIMIT),
                text_field("obstacles", t("field.obstacles"), required=False, limit=LIMIT),
            )
        )


def _draft(postit: PostIt | None, theme: Start | None) -> str | None:
    """Return the statement that a milestone begins with."""
    if postit is not None:
        return shorten(postit.text, LIMIT)
    return theme.name if theme is not None else None


def _place_one(scene: Scene[tuple[Milestone, ...]]) -> Button:
    return button(
        scene.t("button.place"),
        custom_id("road.place", step=scene.step.id, after=None, page=0),
        emoji="📍",
        style=discord.ButtonStyle.primary,
    )


def _named(postit: PostIt) -> str:
    """Return a post-it of the wall with the place that it is named with in votes too."""
    place = place_of(postit.column, None, postit.dimension)
    return " · ".join(filter(None, (str(postit.number), place, postit.marked)))


def _picker(
    placing: Placing,
    t: Catalogue,
    *,
    page: int = 0,
    head: str = "",
    more: Button | None = None,
) -> ui.LayoutView:
    """Return the choice of a post-it to place; `more` is what can be done with the last placed."""
    step_id, after, scenario = placing.step.id, placing.after, placing.session.scenario
    assert scenario is not None
    after_id = after.id if after else None
    shown, turns = page_of(
        placing.postits,
        page,
        lambda turned: custom_id("road.place", step=step_id, after=after_id, page=turned),
    )
    options = [
        option(f"{dots} ● {_named(p)}" if dots else _named(p), str(p.id))
        for p in shown
        for dots in (placing.dots.get(p.id, 0),)
    ]
    menu = select(custom_id("road.pick", step=step_id, after=after_id), t("road.pick_one"), options)
    write = custom_id("road.write", step=step_id, after=after_id, postit=None, theme=None)
    themes = custom_id("road.themes", step=step_id, after=after_id, page=0)
    if after is not None:
        back = button(t("button.milestone_back"), custom_id("road.one", milestone=after.id))
        asked = t("road.just_before", text=milestone_line(after))
    else:
        back = (
            button(t("button.panel"), custom_id("lead.panel", session=placing.session.id))
            if placing.leads
            else button(t("button.my_milestones"), custom_id("road.list", step=step_id, page=0))
        )
        asked = t("road.pick", horizon=scenario.horizon)
    return layout(
        head,
        asked,
        None if placing.leads else "-# " + t("road.yours"),
        [menu] if options else None,
        turns,
        [
            button(t("button.write_milestone"), write, emoji="✏️"),
            *([button(t("button.from_theme"), themes, emoji="🗂️")] if placing.themed else []),
            *([more] if more else []),
            back,
        ],
    )
