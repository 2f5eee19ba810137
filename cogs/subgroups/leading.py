"""What whoever leads does with the groups of a step: form them, answer their calls, tell them all
something, bring everyone back."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import (
    PAGE,
    Block,
    Button,
    button,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.words.gathering import trouble_lines
from bot.interface.words.subgroups.card import (
    awaited,
    groups_of,
    listed,
    named,
    next_line,
    people_of,
    standing,
    under_way,
)
from bot.reports.subgroups.naming import group_name
from bot.services.subgroups import forming, leading, working
from bot.services.subgroups.forming import Formed
from bot.services.subgroups.leading import Led
from bot.services.subgroups.working import NOTICE
from bot.workshop.errors import Refusal
from cogs.sessions.leading import show
from cogs.subgroups.present import There, found_present
from cogs.subgroups.step import (
    back_button,
    chosen,
    form_button,
    out_button,
    send_button,
    tell_button,
)

_LIST = 2200


class GroupsLeadDesk(Desk):
    @on("subgroup.form", "step")
    async def _form(self, press: Press, step: int) -> None:
        """Make the groups of those who are present, at one press."""
        there, now = await self._there(press, step), self.bot.clock()
        formed = await forming.form(
            self.ctx, step, press.actor, there.people, there.home, there.roles, now
        )
        await self._formed(press, formed)

    @on("subgroup.lead", "step")
    async def _lead(self, press: Press, step: int) -> None:
        led = await leading.led(self.ctx, step, press.actor)
        await replace(press.interaction, page(led, press.t))

    @on("subgroup.again", "step")
    async def _again(self, press: Press, step: int) -> None:
        """Ask first: the groups of now do not come back."""
        led, t = await leading.led(self.ctx, step, press.actor), press.t
        written = sum(led.seen.wrote.values())
        view_ = layout(
            t("subgroups.again_question"),
            t.n("subgroups.again_written", written) if written else t("subgroups.again_gone"),
            [
                button(
                    t("button.subgroup_again_yes"),
                    custom_id("subgroup.again_yes", step=step),
                    style=discord.ButtonStyle.danger,
                ),
                button(t("button.subgroup_keep"), custom_id("subgroup.lead", step=step)),
            ],
        )
        await replace(press.interaction, view_)

    @on("subgroup.again_yes", "step")
    async def _again_yes(self, press: Press, step: int) -> None:
        """Those who are in a group and have not left are dealt too, wherever they are."""
        led, now = await leading.led(self.ctx, step, press.actor), self.bot.clock()
        there = await found_present(press, led)
        seated = [one for group in led.seen.groups for one in group.present]
        formed = await forming.again(
            self.ctx,
            step,
            press.actor,
            [*seated, *there.people],
            there.home,
            there.roles,
            now,
            anyway=True,
        )
        await self._formed(press, formed)

    @on("subgroup.undo", "step")
    async def _undo(self, press: Press, step: int) -> None:
        """Have no groups, as before: possible as long as none wrote."""
        formed = await forming.undo(self.ctx, step, press.actor)
        await show(self.bot, press, formed.session.id, press.t("subgroups.undone"))

    @on("subgroup.send", "step")
    async def _send(self, press: Press, step: int) -> None:
        """Close the doors: those who chose nothing are dealt, and all go."""
        there, now = await self._there(press, step), self.bot.clock()
        formed = await forming.send_off(self.ctx, step, press.actor, there.people, now)
        await self._formed(press, formed)

    @on("subgroup.out", "step")
    async def _out(self, press: Press, step: int) -> None:
        """Send everyone back into their groups, with the time that they had left."""
        there, now = await self._there(press, step), self.bot.clock()
        formed = await forming.send_out(self.ctx, step, press.actor, there.home, now)
        await self._formed(press, formed)

    async def _there(self, press: Press, step: int) -> There:
        return await found_present(press, await leading.led(self.ctx, step, press.actor))

    async def _formed(self, press: Press, formed: Formed) -> None:
        led, t = await leading.led(self.ctx, formed.step.id, press.actor), press.t
        key = "subgroups.opened" if led.seen.doors else "subgroups.formed"
        told = [t(key, groups=groups_of(led.seen, t), people=people_of(led.seen, t))]
        if formed.alone:
            told.append("⚠️ " + t("subgroups.alone"))
        if formed.met:
            told.append("-# " + t.n("subgroups.met", formed.met))
        await replace(press.interaction, page(led, t, "\n".join(told)))

    @on("subgroup.been", "step")
    async def _been(self, press: Press, step: int) -> None:
        """Whoever leads has been with a group that called."""
        await leading.led(self.ctx, step, press.actor)
        number, now = press.number(), self.bot.clock()
        await working.helped(self.ctx, step, number, press.actor, now)
        led = await leading.led(self.ctx, step, press.actor)
        group = next(one for one in led.seen.groups if one.number == number)
        told = press.t("subgroups.been_told", name=named(group, press.t))
        await replace(press.interaction, page(led, press.t, told))

    @on("subgroup.tell", "step")
    async def _tell(self, press: Press, step: int) -> None:
        await leading.led(self.ctx, step, press.actor)
        t = press.t
        field = text_field(
            "text",
            t("field.subgroup_tell"),
            description=t("field.subgroup_tell.hint"),
            long=True,
            limit=NOTICE,
        )
        await press.open(
            form(t("form.subgroup_tell"), custom_id("subgroup.told", step=step), field)
        )

    @on("subgroup.told", "step")
    async def _told(self, press: Press, step: int) -> None:
        try:
            _, _, told = await working.tell_all(
                self.ctx,
                step,
                press.actor,
                press.text("text"),
                press.submission,
                self.bot.clock(),
            )
        except Refusal as refusal:
            again = button(press.t("button.fix"), custom_id("subgroup.tell", step=step))
            await give_back(press, refusal, [again])
            return
        led = await leading.led(self.ctx, step, press.actor)
        groups = len(led.seen.peopled)
        key = "subgroups.told_all" if told else "subgroups.told_none"
        await replace(press.interaction, page(led, press.t, press.t.n(key, groups)))

    @on("subgroup.back", "step")
    async def _back(self, press: Press, step: int) -> None:
        """Ask first: what is said in rooms and threads goes away with them."""
        await leading.led(self.ctx, step, press.actor)
        t = press.t
        answers = [
            button(
                t("button.subgroup_back_yes"),
                custom_id("subgroup.back_yes", step=step),
                style=discord.ButtonStyle.danger,
            ),
            button(t("button.subgroup_back_no"), custom_id("subgroup.lead", step=step)),
        ]
        await replace(press.interaction, layout(t("subgroups.back_question"), answers))

    @on("subgroup.back_yes", "step")
    async def _back_yes(self, press: Press, step: int) -> None:
        led = await leading.led(self.ctx, step, press.actor)
        await forming.bring_back(self.ctx, step, press.actor, self.bot.clock())
        await show(self.bot, press, led.session.id, press.t("subgroups.brought_back"))


def page(led: Led, t: Catalogue, told: str = "") -> ui.LayoutView:
    """Return the groups as whoever leads sees them, and what they can do."""
    seen, step, plan = led.seen, led.step, led.plan
    panel = button(t("button.panel"), custom_id("lead.panel", session=led.session.id))
    if not seen.formed:
        return layout(told, t("subgroups.none"), [form_button(step.id, plan, t), panel])
    if seen.back:
        return layout(told, t("subgroups.back_lead"), [out_button(step.id, t), panel])
    first = [send_button(step.id, t)] if seen.doors else []
    if not any(seen.wrote.values()):
        first.append(button(t("button.subgroup_undo"), custom_id("subgroup.undo", step=step.id)))
    move = button(t("button.subgroup_move"), custom_id("subgroup.move", step=step.id), emoji="🚶")
    acts = [*first, move] if chosen(plan) else [*first, move, _again(step.id, t)]
    blocks: list[Block] = [
        told,
        "\n".join(filter(None, [t("subgroups.lead_title"), standing(seen, t), under_way(seen, t)])),
        listed(seen, t, _LIST),
        awaited(seen, t),
        "\n".join(trouble_lines(led.troubles, t)),
        "-# " + next_line(seen, t),
    ]
    calling = seen.asking[:PAGE]
    if calling:
        choices = [option(group_name(group, t), str(group.number)) for group in calling]
        been = custom_id("subgroup.been", step=step.id)
        blocks.append([select(been, t("subgroups.been"), choices)])
    again = custom_id("subgroup.lead", step=step.id)
    leaving = [] if seen.doors else [tell_button(step.id, t), back_button(step.id, t)]
    blocks += [acts, [*leaving, button(t("button.refresh"), again, emoji="🔄"), panel]]
    return layout(*blocks)


def _again(step_id: int, t: Catalogue) -> Button:
    at = custom_id("subgroup.again", step=step_id)
    return button(t("button.subgroup_again"), at, emoji="🎲")
