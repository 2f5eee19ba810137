"""The roadmap: facilitators place milestones, from the horizon back; gaps are named."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cards import shorten_lines
from bot.interface.cog import Desk
from bot.interface.layout import PAGE, Button, button, form, layout, option, select, text_field
from bot.interface.replies import replace
from bot.interface.router import Press, custom_id, on
from bot.interface.screen import Scene, StepScreen
from bot.services import deciding
from bot.services.deciding import Placing
from bot.workshop.action import LIMIT
from bot.workshop.errors import Refusal
from bot.workshop.postit import PostIt
from bot.workshop.roadmap import Milestone, back_from_horizon, gaps
from bot.workshop.scenario import Scenario
from bot.workshop.text import escape, shorten
from cogs.steps.links import read_wall
from cogs.steps.place import place_fields

_BODY = 2700


class RoadmapScreen(StepScreen):
    async def body(self, scene: Scene) -> str:
        scenario = scene.session.scenario
        assert scenario is not None
        async with scene.ctx.database.read() as tx:
            milestones = await tx.milestones.of_session(scene.session.id)
        return shorten_lines(roadmap_text(scenario, milestones, scene.t), _BODY)

    async def left_behind(self, scene: Scene) -> str:
        return await self.body(scene)

    def buttons(self, scene: Scene) -> Sequence[Button]:
        return (read_wall(scene.session, scene.t("button.wall")),)

    def lead_buttons(self, scene: Scene) -> Sequence[Button]:
        return (
            button(
                scene.t("button.place"),
                custom_id("road.place", scene.step.id, 0),
                emoji="📍",
                style=discord.ButtonStyle.primary,
            ),
            button(scene.t("button.unplace"), custom_id("road.list", scene.step.id)),
        )


class RoadmapDesk(Desk):
    @on("road.place", 2)
    async def _place(self, press: Press) -> None:
        step_id, page = press.args
        placing = await deciding.placing(self.ctx, step_id, press.actor)
        await replace(press.interaction, _picker(placing, page, press.t))

    @on("road.pick", 1)
    async def _pick(self, press: Press) -> None:
        placing = await deciding.placing(self.ctx, press.args[0], press.actor)
        wanted = press.number()
        postit = next((p for p in placing.postits if p.id == wanted), None)
        if postit is None:
            raise Refusal("postit.gone")
        await self._form(press, placing, postit)

    @on("road.write", 1)
    async def _write(self, press: Press) -> None:
        placing = await deciding.placing(self.ctx, press.args[0], press.actor)
        await self._form(press, placing, None)

    @on("road.form", 2)
    async def _placed(self, press: Press) -> None:
        step_id, postit_id = press.args
        milestone = await deciding.place(
            self.ctx,
            step_id,
            press.actor,
            statement=press.text("statement"),
            year=press.text("year"),
            dimension=press.text("dimension"),
            who=press.text("who"),
            obstacles=press.text("obstacles"),
            postit_id=postit_id or None,
            submission=press.submission,
        )
        placing = await deciding.placing(self.ctx, step_id, press.actor)
        head = ""
        if milestone is not None:
            head = "✅ " + press.t(
                "milestone.placed", year=milestone.year, text=escape(milestone.statement)
            )
        await replace(press.interaction, _picker(placing, 0, press.t, head))

    @on("road.list", 1)
    async def _list(self, press: Press) -> None:
        placing = await deciding.placing(self.ctx, press.args[0], press.actor)
        await replace(press.interaction, _remover(placing, press.t))

    @on("road.remove", 1)
    async def _remove(self, press: Press) -> None:
        milestone = await deciding.remove_milestone(self.ctx, press.number(), press.actor)
        placing = await deciding.placing(self.ctx, press.args[0], press.actor)
        told = press.t("milestone.removed", text=escape(milestone.statement))
        await replace(press.interaction, _remover(placing, press.t, "✅ " + told))

    async def _form(self, press: Press, placing: Placing, postit: PostIt | None) -> None:
        t, scenario = press.t, placing.session.scenario
        assert scenario is not None
        dimension, year = place_fields(
            scenario,
            t,
            dimension=postit.dimension if postit else None,
            year=postit.year if postit else None,
            required=True,
        )
        await press.interaction.response.send_modal(
            form(
                t("form.milestone"),
                custom_id("road.form", placing.step.id, postit.id if postit else 0),
                text_field(
                    "statement",
                    t("field.statement"),
                    description=t("field.statement.hint"),
                    long=True,
                    limit=LIMIT,
                    default=shorten(postit.text, LIMIT) if postit else None,
                ),
                year,
                dimension,
                text_field("who", t("field.who"), required=False, limit=LIMIT),
                text_field("obstacles", t("field.obstacles"), required=False, limit=LIMIT),
            )
        )


def roadmap_text(scenario: Scenario, milestones: Sequence[Milestone], t: Catalogue) -> str:
    """Return milestones and fiction year by year from the horizon back, then the gaps."""
    by_year = dict(back_from_horizon(milestones))
    lines: list[str] = []
    for year in reversed(scenario.years):
        fiction = [a for a in scenario.anchors if a.year == year]
        if year not in by_year and not fiction:
            continue
        lines.append(f"### {year}")
        lines += [f"-# ✨ {t('roadmap.fiction', text=escape(a.title))}" for a in fiction]
        for m in by_year.get(year, []):
            who = f" — {escape(m.who)}" if m.who else ""
            lines.append(f"- *{escape(m.dimension)}* · {escape(shorten(m.statement, 160))}{who}")
    if not milestones:
        return "\n".join([t("roadmap.empty", horizon=scenario.horizon), *lines])
    found = gaps(scenario, milestones)
    if found:
        lines.append(f"### {t('roadmap.gaps')}")
        lines += [
            "- " + t("roadmap.gap", dimension=escape(g.dimension), first=g.first, last=g.last)
            for g in found
        ]
    return "\n".join(lines)


def _picker(placing: Placing, page: int, t: Catalogue, head: str = "") -> ui.LayoutView:
    step_id, postits = placing.step.id, placing.postits
    last = max(0, (len(postits) - 1) // PAGE)
    page = min(max(0, page), last)
    shown = postits[page * PAGE : (page + 1) * PAGE]
    options = [
        option(
            f"{'●' * min(placing.dots.get(p.id, 0), 5)} {p.number} · {p.text}".strip(),
            str(p.id),
        )
        for p in shown
    ]
    return layout(
        head,
        t(
            "road.pick",
            horizon=placing.session.scenario.horizon if placing.session.scenario else "",
        ),
        [select(custom_id("road.pick", step_id), t("road.pick_one"), options)] if options else None,
        [
            *(
                [
                    button("◀", custom_id("road.place", step_id, page - 1), disabled=page == 0),
                    button("▶", custom_id("road.place", step_id, page + 1), disabled=page == last),
                ]
                if last
                else []
            ),
            button(t("button.write_milestone"), custom_id("road.write", step_id), emoji="✏️"),
            button(t("button.panel"), custom_id("lead.panel", placing.session.id)),
        ],
    )


def _remover(placing: Placing, t: Catalogue, head: str = "") -> ui.LayoutView:
    options = [
        option(f"{m.year} · {m.statement}", str(m.id), description=m.dimension)
        for m in placing.milestones[-PAGE:]
    ]
    back = [button(t("button.panel"), custom_id("lead.panel", placing.session.id))]
    if not options:
        return layout(head, t("milestone.none"), back)
    menu = select(custom_id("road.remove", placing.step.id), t("road.remove_one"), options)
    return layout(head, t("road.remove"), [menu], back)
