"""One milestone on a private screen: completed, changed, tied to what came before, taken off."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Button, button, form, layout, option, select, text_field
from bot.interface.showing.links import page_of
from bot.reports.phrases import listed
from bot.services.roadmap import milestones
from bot.services.roadmap.milestones import Held, Theirs
from bot.workshop.actions.action import LIMIT
from bot.workshop.errors import Refusal
from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.roadmap.milestones import (
    DETAIL_LIMIT,
    Detail,
    detail_of,
    details_mark,
    place_mark,
)
from bot.workshop.text import escape, shorten
from cogs.postits.place import place_fields
from cogs.roadmap.text import milestone_line

# Characters of each detail, and of the milestones before or made possible: signs of Markdown
# take two, and a message has 4,000.
_DETAIL = 250
_LINKS = 650


class MilestonesDesk(Desk):
    @on("road.list", "step", "page")
    async def _list(self, press: Press, step: int, page: int) -> None:
        theirs = await milestones.theirs(self.ctx, step, press.actor)
        await replace(press.interaction, _listed(theirs, press.t, page))

    @on("road.choose", "step", chosen="milestone")
    async def _choose(self, press: Press, step: int) -> None:
        await self._show(press, press.number())

    @on("road.one", "milestone")
    async def _one(self, press: Press, milestone: int) -> None:
        await self._show(press, milestone)

    @on("road.complete", "milestone")
    async def _complete(self, press: Press, milestone: int) -> None:
        held = await milestones.hold(self.ctx, milestone, press.actor)
        t = press.t
        fields = [
            text_field(
                detail,
                t(f"field.{detail}"),
                description=t("field.detail.hint"),
                long=True,
                required=False,
                limit=DETAIL_LIMIT,
                default=detail_of(held.milestone, detail),
            )
            for detail in Detail
        ]
        title = t("form.complete", number=held.milestone.number)
        await press.open(
            form(
                title,
                custom_id(
                    "road.completed", milestone=held.milestone.id, seen=details_mark(held.milestone)
                ),
                *fields,
            )
        )

    @on("road.completed", "milestone", "seen")
    async def _completed(self, press: Press, milestone: int, seen: int) -> None:
        details = {detail: press.text(detail) for detail in Detail}
        try:
            held = await milestones.complete(
                self.ctx,
                milestone,
                press.actor,
                who=details[Detail.WHO],
                enablers=details[Detail.ENABLERS],
                obstacles=details[Detail.OBSTACLES],
                seen=seen,
                now=self.bot.clock(),
            )
        except Refusal as refusal:
            await give_back(press, refusal, [_reopen(press, milestone)])
            return
        await replace(press.interaction, _kept(held, press.t))

    @on("road.edit", "milestone")
    async def _edit(self, press: Press, milestone: int) -> None:
        held = await milestones.hold(self.ctx, milestone, press.actor)
        t, placed, scenario = press.t, held.milestone, held.session.scenario
        assert scenario is not None
        dimension, year = place_fields(
            scenario, t, dimension=placed.dimension, year=placed.year, required=True
        )
        await press.open(
            form(
                t("form.milestone_edit", number=placed.number),
                custom_id("road.edited", milestone=placed.id, seen=place_mark(placed)),
                text_field(
                    "statement",
                    t("field.statement"),
                    description=t("field.statement.hint"),
                    long=True,
                    limit=LIMIT,
                    default=placed.statement,
                ),
                year,
                dimension,
            )
        )

    @on("road.edited", "milestone", "seen")
    async def _edited(self, press: Press, milestone: int, seen: int) -> None:
        try:
            held = await milestones.edit(
                self.ctx,
                milestone,
                press.actor,
                statement=press.text("statement"),
                year=press.text("year"),
                dimension=press.text("dimension"),
                seen=seen,
                now=self.bot.clock(),
            )
        except Refusal as refusal:
            await give_back(press, refusal, [_reopen(press, milestone)])
            return
        await replace(press.interaction, _kept(held, press.t))

    @on("road.drop", "milestone")
    async def _drop(self, press: Press, milestone: int) -> None:
        """Ask first: what was said of it leaves with it."""
        held = await milestones.hold(self.ctx, milestone, press.actor)
        t, placed = press.t, held.milestone
        await replace(
            press.interaction,
            layout(
                t("milestone.drop", text=milestone_line(placed)),
                [
                    button(t("button.drop_yes"), custom_id("road.remove", milestone=placed.id)),
                    button(t("button.drop_no"), custom_id("road.one", milestone=placed.id)),
                ],
            ),
        )

    @on("road.remove", "milestone")
    async def _remove(self, press: Press, milestone: int) -> None:
        removed = await milestones.remove(self.ctx, milestone, press.actor)
        t = press.t
        told = "✅ " + t("milestone.removed", text=escape(removed.milestone.statement))
        if removed.on_ballots:
            told += "\n" + t("milestone.stays_on_ballots")
        await replace(press.interaction, layout(told, _ways_back(removed, t)))

    async def _show(self, press: Press, milestone_id: int) -> None:
        held = await milestones.hold(self.ctx, milestone_id, press.actor)
        await replace(press.interaction, milestone_view(held, press.t))


def born_of(milestone: Milestone, wall: Sequence[PostIt], t: Catalogue) -> str:
    """Return of which theme a milestone was born, with the numbers of its post-its."""
    numbers = [f"`{p.number}`" for p in wall if p.id in milestone.sources and p.number]
    told = t("milestone.theme", theme=escape(milestone.theme or ""))
    return f"{told} {t('milestone.theme_postits', numbers=', '.join(numbers))}" if numbers else told


def _kept(held: Held, t: Catalogue) -> ui.LayoutView:
    """Return what is shown of a milestone that was just changed, by a form that may come late."""
    if held.leads or held.step is not None:
        return milestone_view(held, t, t("milestone.kept"))
    said = milestone_line(held.milestone)
    return layout(f"✅ {t('milestone.kept')}", said, "⏱️ " + t("late.kept"))


def milestone_view(held: Held, t: Catalogue, told: str = "") -> ui.LayoutView:
    """Return the screen of a milestone, `told` first: what was just done."""
    m = held.milestone
    head = f"### `{m.number}` {m.year} · {escape(m.dimension)}\n{escape(m.statement)}"
    details = [
        f"**{t(f'field.{detail}')}** {escape(shorten(listed(text, t), _DETAIL))}"
        for detail in Detail
        if (text := detail_of(m, detail))
    ]
    if m.theme is not None:
        details.append("🗂️ " + born_of(m, held.wall, t))
    links = [
        f"**{t(key)}**\n" + "\n".join(f"- {milestone_line(other)}" for other in others)
        for key, others in (
            ("milestone.before", held.before),
            ("milestone.made_possible", held.made_possible),
        )
        if others
    ]
    return layout(
        f"✅ {told}" if told else None,
        "\n".join([head, *details]),
        *(shorten_lines(text, _LINKS) for text in links),
        [
            button(t("button.details"), custom_id("road.complete", milestone=m.id), emoji="➕"),
            button(
                t("button.before"), custom_id("road.before", milestone=m.id, page=0), emoji="⏪"
            ),
            *(
                [
                    button(
                        t("button.attach"),
                        custom_id("road.wall", milestone=m.id, page=0),
                        emoji="🧱",
                    )
                ]
                if any(held.attachable(detail) for detail in Detail)
                else []
            ),
        ],
        [
            button(t("button.edit"), custom_id("road.edit", milestone=m.id), emoji="✏️"),
            button(t("button.drop"), custom_id("road.drop", milestone=m.id), emoji="🗑️"),
            *_ways_back(held, t),
        ],
    )


def _reopen(press: Press, milestone_id: int) -> Button:
    return button(press.t("button.milestone_back"), custom_id("road.one", milestone=milestone_id))


def _ways_back(held: Held, t: Catalogue) -> list[Button]:
    """Return the buttons that lead away from a milestone."""
    found: list[Button] = []
    if held.step is not None:
        key = "button.all_milestones" if held.leads else "button.my_milestones"
        found.append(button(t(key), custom_id("road.list", step=held.step.id, page=0)))
    if held.leads:
        found.append(button(t("button.panel"), custom_id("lead.panel", session=held.session.id)))
    return found


def _listed(theirs: Theirs, t: Catalogue, page: int) -> ui.LayoutView:
    step_id, leads = theirs.step.id, theirs.leads
    place = button(
        t("button.place"), custom_id("road.place", step=step_id, after=None, page=0), emoji="📍"
    )
    back = (
        [button(t("button.panel"), custom_id("lead.panel", session=theirs.session.id))]
        if leads
        else []
    )
    if not theirs.milestones:
        return layout(t("milestone.none" if leads else "milestone.none_yours"), [place, *back])
    shown, turns = page_of(
        theirs.milestones, page, lambda turned: custom_id("road.list", step=step_id, page=turned)
    )
    return layout(
        t("road.choose"),
        [select(custom_id("road.choose", step=step_id), t("road.choose_one"), options_of(shown))],
        [*turns, place, *back],
    )


def options_of(shown: Sequence[Milestone]) -> list[discord.SelectOption]:
    """Return milestones as the choices of a menu."""
    return [
        option(f"{m.number} · {m.year} · {m.statement}", str(m.id), description=m.dimension)
        for m in shown
    ]
