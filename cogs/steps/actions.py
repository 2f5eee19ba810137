"""Actions: what, who, by when, and the very first step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cards import shorten_lines
from bot.interface.cog import Desk
from bot.interface.layout import (
    PAGE,
    Button,
    button,
    form,
    layout,
    member_field,
    option,
    select,
    text_field,
)
from bot.interface.replies import replace, whisper
from bot.interface.router import Press, custom_id, on
from bot.interface.screen import Scene, StepScreen
from bot.services import deciding
from bot.services.context import open_step, steered
from bot.workshop.action import LIMIT, Action
from bot.workshop.errors import Refusal
from bot.workshop.session import Session
from bot.workshop.text import escape, shorten

_BODY = 2600
_DATE_LIMIT = 20


class ActionsScreen(StepScreen):
    async def body(self, scene: Scene) -> str:
        async with scene.ctx.database.read() as tx:
            actions = await tx.actions.of_session(scene.session.id)
        if not actions:
            return scene.t("action.none_yet")
        return shorten_lines("\n".join(action_line(a, scene.t) for a in actions), _BODY)

    async def left_behind(self, scene: Scene) -> str:
        return await self.body(scene)

    def buttons(self, scene: Scene) -> Sequence[Button]:
        return (
            button(
                scene.t("button.action"),
                custom_id("action.add", scene.step.id),
                emoji="✅",
                style=discord.ButtonStyle.primary,
            ),
        )

    def lead_buttons(self, scene: Scene) -> Sequence[Button]:
        return (button(scene.t("button.drop_action"), custom_id("action.list", scene.session.id)),)


class ActionsDesk(Desk):
    @on("action.add", 1)
    async def _add(self, press: Press) -> None:
        async with self.ctx.database.read() as tx:
            _, step = await open_step(tx, press.args[0])
        t = press.t
        year = self.bot.clock().year + 1
        await press.interaction.response.send_modal(
            form(
                t("form.action"),
                custom_id("action.form", step.id),
                text_field("what", t("field.what"), long=True, limit=LIMIT),
                member_field("member", t("field.member"), description=t("field.member.hint")),
                text_field("owner", t("field.owner"), required=False, limit=80),
                text_field("due", t("field.due"), limit=_DATE_LIMIT, placeholder=f"15/01/{year}"),
                text_field("first_step", t("field.first_step"), required=False, limit=LIMIT),
            )
        )

    @on("action.form", 1)
    async def _form(self, press: Press) -> None:
        owner, owner_id = _owner(press)
        action = await deciding.add_action(
            self.ctx,
            press.args[0],
            press.actor,
            what=press.text("what"),
            owner=owner,
            owner_id=owner_id,
            due=press.text("due"),
            first_step=press.text("first_step"),
            submission=press.submission,
            today=self.bot.clock().date(),
        )
        t = press.t
        told = t("action.kept")
        line = action_line(action, t) if action is not None else ""
        await whisper(
            press.interaction,
            layout(
                f"✅ {told}\n{line}",
                [button(t("button.action_more"), custom_id("action.add", press.args[0]))],
            ),
        )

    @on("action.list", 1)
    async def _list(self, press: Press) -> None:
        async with self.ctx.database.read() as tx:
            await steered(tx, press.args[0], press.actor)
        await self._show(press, press.args[0])

    @on("action.drop", 1)
    async def _drop(self, press: Press) -> None:
        action = await deciding.remove_action(self.ctx, press.number(), press.actor)
        told = press.t("action.dropped", text=escape(action.what))
        await self._show(press, action.session_id, "✅ " + told)

    async def _show(self, press: Press, session_id: int, head: str = "") -> None:
        session, actions = await deciding.actions(self.ctx, session_id)
        await replace(press.interaction, _dropper(session, actions, press.t, head))


def action_line(action: Action, t: Catalogue) -> str:
    """Return an action in a line or two: who, what, by when, first step."""
    line = f"- **{escape(action.owner)}** · {escape(shorten(action.what, 200))} · " + t(
        "action.by", day=t.day(action.due)
    )
    if action.first_step:
        line += "\n  -# " + t("action.first_step", text=escape(shorten(action.first_step, 150)))
    return line


def _dropper(session: Session, actions: Sequence[Action], t: Catalogue, head: str) -> ui.LayoutView:
    back = [button(t("button.panel"), custom_id("lead.panel", session.id))]
    options = [
        option(f"{a.owner} · {a.what}", str(a.id), description=t.day(a.due))
        for a in actions[-PAGE:]
    ]
    if not options:
        return layout(head, t("action.none_yet"), back)
    menu = select(custom_id("action.drop", session.id), t("action.drop_one"), options)
    return layout(head, t("action.drop"), [menu], back)


def _owner(press: Press) -> tuple[str, int | None]:
    """Return the owner's name, and identifier where a member was chosen."""
    chosen = press.text("member")
    if not chosen:
        return press.text("owner"), None
    data: dict[str, Any] = dict(press.interaction.data or {})
    resolved = data.get("resolved", {})
    user = resolved.get("users", {}).get(chosen)
    if user is None:
        raise Refusal("button.unknown")
    member = resolved.get("members", {}).get(chosen, {})
    name = member.get("nick") or user.get("global_name") or user["username"]
    return str(name), int(chosen)
