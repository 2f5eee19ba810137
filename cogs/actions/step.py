"""Actions: what, who, by when, and the very first step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.chosen import chosen_member
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import (
    Button,
    button,
    form,
    layout,
    member_field,
    option,
    select,
    text_field,
)
from bot.interface.showing.links import page_of
from bot.interface.showing.screen import Scene, StepScreen
from bot.services.actions import actions
from bot.services.actions.step import ToDo
from bot.services.sessions.whereabouts import Whereabouts, whereabouts
from bot.services.themes import starting
from bot.services.themes.starting import Start
from bot.workshop.actions.action import LIMIT, Action
from bot.workshop.actions.due import TwoDays
from bot.workshop.errors import Refusal
from bot.workshop.notes.parked import Parked
from bot.workshop.roadmap.grid import Milestone
from bot.workshop.text import escape, shorten
from cogs.roadmap.milestones import options_of
from cogs.themes.picking import pick_theme

_BODY = 2600
_DATE_LIMIT = 40


class ActionsScreen(StepScreen[ToDo]):
    def body(self, scene: Scene[ToDo]) -> str:
        milestones = {m.id: m for m in scene.found.milestones}
        if not scene.found.actions:
            return scene.t("action.none_yet")
        lines = (
            action_line(a, scene.t, milestones.get(a.milestone_id) if a.milestone_id else None)
            for a in scene.found.actions
        )
        return shorten_lines("\n".join(lines), _BODY)

    def left_behind(self, scene: Scene[ToDo]) -> str:
        return self.body(scene) if scene.found.actions else scene.t("report.actions.none")

    def buttons(self, scene: Scene[ToDo]) -> Sequence[Button]:
        add = button(
            scene.t("button.action"),
            custom_id("action.add", step=scene.step.id, milestone=None, theme=None),
            emoji="✅",
            style=discord.ButtonStyle.primary,
        )
        ways = [add]
        if scene.found.milestones:
            begin = custom_id("action.begin", step=scene.step.id, page=0)
            ways.append(button(scene.t("button.begin"), begin, emoji="📍"))
        if scene.found.themed:
            themes = custom_id("action.themes", step=scene.step.id, page=0)
            ways.append(button(scene.t("button.from_theme"), themes, emoji="🗂️"))
        return ways

    def room_buttons(self, scene: Scene[ToDo]) -> Sequence[Button]:
        """An action carries the name of its owner alone, whoever notes it."""
        return self.buttons(scene)

    def lead_buttons(self, scene: Scene[ToDo]) -> Sequence[Button]:
        return (
            button(
                scene.t("button.drop_action"),
                custom_id("action.list", session=scene.session.id, page=0),
            ),
        )


class ActionsDesk(Desk):
    @on("action.add", "step", "milestone", "theme")
    async def _add(
        self, press: Press, step: int, milestone: int | None = None, theme: int | None = None
    ) -> None:
        await self._begun(press, step, milestone, theme)

    @on("action.add_parked", "parked")
    async def _add_parked(self, press: Press, parked: int) -> None:
        """Open the form of an action that is made of what was left for later."""
        found, step = await actions.from_parked(self.ctx, parked, press.actor)
        await self._form(press, step.id, None, parked=found)

    @on("action.begin", "step", "page")
    async def _begin(self, press: Press, step: int, page: int) -> None:
        _, _, milestones = await actions.beginnings(self.ctx, step)
        await replace(press.interaction, _beginnings(step, milestones, press.t, page))

    @on("action.from", "step", chosen="milestone")
    async def _from(self, press: Press, step: int) -> None:
        await self._begun(press, step, press.number(), None)

    @on("action.themes", "step", "page")
    async def _themes(self, press: Press, step: int, page: int) -> None:
        view = pick_theme(
            await starting.starts_in(self.ctx, step),
            page,
            press.t,
            chosen=custom_id("action.theme", step=step),
            at=lambda to: custom_id("action.themes", step=step, page=to),
        )
        await replace(press.interaction, view)

    @on("action.theme", "step")
    async def _theme(self, press: Press, step: int) -> None:
        await self._begun(press, step, None, press.number())

    async def _begun(
        self, press: Press, step: int, wanted: int | None, theme: int | None, due: str = ""
    ) -> None:
        """Open the form of an action: one that begins the milestone `wanted`, one that is born of
        `theme`, or any."""
        if theme is not None:
            born_of = await actions.from_theme(self.ctx, step, theme)
            await self._form(press, step, None, due, born_of)
            return
        if wanted is None:
            await actions.to_propose(self.ctx, step, press.actor)
            await self._form(press, step, None, due)
            return
        _, _, milestones = await actions.beginnings(self.ctx, step)
        milestone = next((m for m in milestones if m.id == wanted), None)
        if milestone is None:
            raise Refusal("milestone.gone")
        await self._form(press, step, milestone, due)

    @on("action.day", "step", "milestone", "day", "theme")
    async def _day(
        self, press: Press, step: int, milestone: int | None, day: int, theme: int | None = None
    ) -> None:
        """Open the form again with one of the two days that its date could be."""
        await self._begun(press, step, milestone, theme, _full_day(day, press.t))

    @on("action.parked_day", "parked", "day")
    async def _parked_day(self, press: Press, parked: int, day: int) -> None:
        found, step = await actions.from_parked(self.ctx, parked, press.actor)
        await self._form(press, step.id, None, _full_day(day, press.t), parked=found)

    async def _form(
        self,
        press: Press,
        step_id: int,
        milestone: Milestone | None,
        due: str = "",
        theme: Start | None = None,
        parked: Parked | None = None,
    ) -> None:
        """Open the form of an action; `due` stands in the place of the date that was refused."""
        t = press.t
        year = self.bot.clock().year + 1
        hint = t("field.what.begin", year=milestone.year) if milestone else None
        if theme is not None:
            hint = t("field.what.theme", theme=theme.name)
        act = custom_id(
            "action.form",
            step=step_id,
            milestone=milestone.id if milestone else None,
            theme=theme.id if theme else None,
        )
        if parked is not None:
            act = custom_id("action.parked_form", step=step_id, parked=parked.id)
        await press.open(
            form(
                t("form.action"),
                act,
                text_field(
                    "what",
                    t("field.what"),
                    description=hint,
                    long=True,
                    limit=LIMIT,
                    default=milestone.statement if milestone else parked.text if parked else None,
                ),
                member_field("member", t("field.member"), description=t("field.member.hint")),
                text_field("owner", t("field.owner"), required=False, limit=80),
                text_field(
                    "due",
                    t("field.due"),
                    description=t("field.due.hint"),
                    required=False,
                    limit=_DATE_LIMIT,
                    placeholder=f"15/01/{year}",
                ),
                text_field("first_step", t("field.first_step"), required=False, limit=LIMIT),
            ),
            **({"due": due} if due else {}),
        )

    @on("action.form", "step", "milestone", "theme")
    async def _sent(
        self, press: Press, step: int, milestone: int | None, theme: int | None = None
    ) -> None:
        await self._keep(press, step, milestone, theme)

    @on("action.parked_form", "step", "parked")
    async def _sent_parked(self, press: Press, step: int, parked: int) -> None:
        await self._keep(press, step, parked=parked)

    async def _keep(
        self,
        press: Press,
        step: int,
        milestone: int | None = None,
        theme: int | None = None,
        parked: int | None = None,
    ) -> None:
        owner, owner_id = _owner(press)
        t = press.t
        try:
            action = await actions.add(
                self.ctx,
                step,
                press.actor,
                what=press.text("what"),
                owner=owner,
                owner_id=owner_id,
                due=press.text("due"),
                first_step=press.text("first_step"),
                submission=press.submission,
                now=self.bot.clock(),
                milestone_id=milestone,
                theme_id=theme,
                parked_id=parked,
            )
        except TwoDays as refusal:
            ways = _either(step, milestone, theme, parked, refusal.days, t)
            await give_back(press, refusal, ways)
            return
        except Refusal as refusal:
            again = custom_id("action.add", step=step, milestone=milestone, theme=theme)
            if parked is not None:
                again = custom_id("action.add_parked", parked=parked)
            await give_back(press, refusal, [button(t("button.fix"), again, emoji="✏️")])
            return
        told = t("action.kept")
        late = await self.late(press, step)
        again = custom_id("action.add", step=step, milestone=None, theme=None)
        more = [] if late else [button(t("button.action_more"), again)]
        line = action_line(action, t, in_full=True) if action is not None else ""
        await whisper(
            press.interaction,
            layout(
                f"✅ {told}\n{line}",
                late,
                [*more, *_ways_to_remove(action, t)],
            ),
        )

    @on("action.list", "session", "page")
    async def _list(self, press: Press, session: int, page: int = 0) -> None:
        await self._show(press, session, page=page)

    @on("action.drop", "session", chosen="action")
    async def _drop(self, press: Press, session: int) -> None:
        """Ask first: what is removed cannot be brought back."""
        action = await actions.to_remove(self.ctx, press.number(), press.actor)
        await replace(press.interaction, _asked(action, press.t))

    @on("action.drop_yes", "session", "action")
    async def _drop_so(self, press: Press, session: int, action: int) -> None:
        removed = await actions.remove(self.ctx, action, press.actor)
        told = press.t("action.dropped", text=escape(removed.what))
        await self._show(press, removed.session_id, "✅ " + told)

    async def _show(self, press: Press, session_id: int, head: str = "", page: int = 0) -> None:
        _, found = await actions.removable(self.ctx, session_id, press.actor)
        seen = await whereabouts(self.ctx, session_id, press.actor)
        await replace(press.interaction, _dropper(seen, found, press.t, head, page))


def _full_day(day: int, t: Catalogue) -> str:
    """Return a day as it is written in a form; raise Refusal when it was forged."""
    try:
        return t.full_day(date.fromordinal(day))
    except (ValueError, OverflowError):
        raise Refusal("button.unknown") from None


def _either(
    step: int,
    milestone: int | None,
    theme: int | None,
    parked: int | None,
    days: Sequence[date],
    t: Catalogue,
) -> list[Button]:
    """Return a button for each day that was perhaps meant."""
    ways: list[Button] = []
    for day in days:
        number = day.toordinal()
        act = custom_id("action.day", step=step, milestone=milestone, day=number, theme=theme)
        if parked is not None:
            act = custom_id("action.parked_day", parked=parked, day=number)
        ways.append(button(t.full_day(day), act, emoji="📅"))
    return ways


def action_line(
    action: Action, t: Catalogue, milestone: Milestone | None = None, *, in_full: bool = False
) -> str:
    """Return an action in a few lines: who, what, by when, the milestone that it begins, the first
    step. `in_full` tells the day of the week: whoever wrote a date sees how it was read."""
    due = _due(action, t, in_full=in_full)
    line = f"- **{escape(action.owner)}** · {escape(shorten(action.what, 200))} · {due}"
    if milestone is not None:
        begun = escape(shorten(milestone.statement, 120))
        line += "\n  -# " + t("action.milestone", year=milestone.year, text=begun)
    if action.theme is not None:
        line += "\n  -# " + t("action.theme", theme=escape(action.theme))
    if action.first_step:
        line += "\n  -# " + t("action.first_step", text=escape(shorten(action.first_step, 150)))
    return line


def _due(action: Action, t: Catalogue, *, in_full: bool = False) -> str:
    if action.due is None:
        return t("action.open")
    return t("action.by", day=t.full_day(action.due) if in_full else t.day(action.due))


def _beginnings(
    step_id: int, milestones: Sequence[Milestone], t: Catalogue, page: int
) -> ui.LayoutView:
    shown, turns = page_of(
        milestones, page, lambda turned: custom_id("action.begin", step=step_id, page=turned)
    )
    menu = select(custom_id("action.from", step=step_id), t("road.choose_one"), options_of(shown))
    return layout(t("action.begin"), [menu], turns)


def _ways_to_remove(action: Action | None, t: Catalogue) -> list[Button]:
    if action is None:
        return []
    listed = custom_id("action.list", session=action.session_id, page=0)
    return [button(t("button.drop_action"), listed)]


def _asked(action: Action, t: Catalogue) -> ui.LayoutView:
    """Return the question before an action is removed."""
    session = action.session_id
    return layout(
        t("action.drop_question"),
        action_line(action, t),
        [
            button(
                t("button.drop_action_yes"),
                custom_id("action.drop_yes", session=session, action=action.id),
                style=discord.ButtonStyle.danger,
            ),
            button(t("button.keep_action"), custom_id("action.list", session=session, page=0)),
        ],
    )


def _dropper(
    seen: Whereabouts, found: Sequence[Action], t: Catalogue, head: str, page: int
) -> ui.LayoutView:
    session = seen.session
    panel = button(t("button.panel"), custom_id("lead.panel", session=session.id))
    back = [panel] if seen.leads else []
    shown, turns = page_of(
        found,
        page,
        lambda turned: custom_id("action.list", session=session.id, page=turned),
    )
    options = [option(f"{a.owner} · {a.what}", str(a.id), description=_due(a, t)) for a in shown]
    if not options:
        return layout(head, t("action.none_to_drop"), back)
    menu = select(custom_id("action.drop", session=session.id), t("action.drop_one"), options)
    return layout(head, t("action.drop"), [menu], [*turns, *back])


def _owner(press: Press) -> tuple[str, int | None]:
    """Return the owner's name, and identifier where a member was chosen."""
    chosen = chosen_member(press)
    if chosen is None:
        return press.text("owner"), None
    user_id, name = chosen
    return name, user_id
