"""Small groups on the card, and in the panel of whoever leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.subgroups.card import (
    awaited,
    body,
    left_behind,
    next_line,
    present_line,
    standing,
    task,
    under_way,
)
from bot.services.subgroups.view import Seen
from bot.workshop.kinds import Subgroups
from bot.workshop.subgroups.step import Deal, Follows, Where
from cogs.subgroups.present import in_voice


class SubgroupsScreen(StepScreen[Seen]):
    """One card in the channel of the meeting; each group has its own where it meets. `server_of`
    gives a server by its number: who is in voice is known to Discord alone."""

    def __init__(self, server_of: Callable[[int], discord.Guild | None]) -> None:
        self._server_of = server_of

    def body(self, scene: Scene[Seen]) -> str:
        plan = scene.step.plan
        assert isinstance(plan, Subgroups)
        return body(scene.found, scene.session, plan, scene.t)

    def buttons(self, scene: Scene[Seen]) -> Sequence[Button]:
        plan, seen, t = scene.step.plan, scene.found, scene.t
        assert isinstance(plan, Subgroups)
        if seen.back:
            return ()
        step, shown = scene.step.id, list[Button]()
        if seen.formed:
            mine, style = custom_id("subgroup.mine", step=step, page=0), discord.ButtonStyle.primary
            shown.append(button(t("button.subgroup_mine"), mine, emoji="👥", style=style))
        else:
            here = custom_id("subgroup.here", step=step, there=True)
            shown.append(button(t("button.subgroup_here"), here, emoji="🙋"))
        if plan.where is not Where.THREADS and (not seen.formed or seen.home is not None):
            stay = custom_id("subgroup.stay", step=step, stays=True)
            shown.append(button(t("button.subgroup_stay"), stay, emoji="🪑"))
        return shown

    def lead_buttons(self, scene: Scene[Seen]) -> Sequence[Button]:
        plan, seen, t, step = scene.step.plan, scene.found, scene.t, scene.step.id
        assert isinstance(plan, Subgroups)
        if not seen.formed:
            return (form_button(step, plan, t),)
        if seen.back:
            return (out_button(step, t),)
        at, style = custom_id("subgroup.lead", step=step), discord.ButtonStyle.primary
        groups = button(t("button.subgroup_lead"), at, emoji="👥", style=style)
        if seen.doors:
            return (send_button(step, t), groups)
        return (groups, tell_button(step, t), back_button(step, t))

    def lead_notice(self, scene: Scene[Seen]) -> str:
        seen, t, plan = scene.found, scene.t, scene.step.plan
        assert isinstance(plan, Subgroups)
        if seen.back:
            follows = "-# " + next_line(seen, t) if seen.following is not None else ""
            return "\n".join(filter(None, ["↩️ " + t("subgroups.back_lead"), follows]))
        if not seen.formed:
            there = in_voice(self._server_of(scene.session.server_id), scene.session, seen.leaders)
            return present_line(there, seen, plan, t)
        lines = [standing(seen, t), under_way(seen, t), awaited(seen, t, links=False)]
        return "\n".join(filter(None, [*lines, "-# " + next_line(seen, t)]))

    def left_behind(self, scene: Scene[Seen]) -> str:
        return left_behind(scene.found, scene.t)

    def for_latecomers(self, scene: Scene[Seen]) -> str:
        plan, seen, t = scene.step.plan, scene.found, scene.t
        assert isinstance(plan, Subgroups)
        if not seen.formed or seen.back:
            return self.body(scene)
        key = "subgroups.find_choice" if chosen(plan) else "subgroups.find"
        return "\n".join(filter(None, [task(plan, scene.session), standing(seen, t), t(key)]))


def chosen(plan: Subgroups) -> bool:
    """True where people choose their group."""
    return plan.follows is Follows.NEW and plan.deal in (Deal.CHOICE, Deal.THEME)


def form_button(step_id: int, plan: Subgroups, t: Catalogue) -> Button:
    """Return the button that makes the groups, or has people choose theirs."""
    key = "button.subgroup_open" if chosen(plan) else "button.subgroup_form"
    style = discord.ButtonStyle.primary
    return button(t(key), custom_id("subgroup.form", step=step_id), emoji="👥", style=style)


def tell_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that tells all groups something."""
    at = custom_id("subgroup.tell", step=step_id)
    return button(t("button.subgroup_tell"), at, emoji="📣")


def back_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that brings everyone back, which asks first."""
    at = custom_id("subgroup.back", step=step_id)
    return button(t("button.subgroup_back"), at, emoji="↩️")


def out_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that sends everyone back into their groups."""
    at = custom_id("subgroup.out", step=step_id)
    return button(t("button.subgroup_out"), at, emoji="👥")


def send_button(step_id: int, t: Catalogue) -> Button:
    """Return the button that closes the doors and sends the groups off."""
    at, style = custom_id("subgroup.send", step=step_id), discord.ButtonStyle.primary
    return button(t("button.subgroup_send"), at, emoji="🚪", style=style)
