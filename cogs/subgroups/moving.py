"""Moving one person to another group, by whoever leads."""

from __future__ import annotations

from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import (
    PAGE,
    Field,
    button,
    choice_field,
    form,
    member_field,
    option,
    text_field,
)
from bot.interface.words.subgroups.card import named
from bot.reports.subgroups.naming import group_name
from bot.services.subgroups import forming, leading
from bot.workshop.errors import Refusal
from cogs.subgroups.leading import page

_DIGITS = 3


class MovingDesk(Desk):
    @on("subgroup.move", "step")
    async def _move(self, press: Press, step: int) -> None:
        led, t = await leading.led(self.ctx, step, press.actor), press.t
        groups = led.seen.groups if led.seen.doors else led.seen.peopled
        where: Field
        if len(groups) <= PAGE:
            choices = [
                option(
                    group_name(group, t),
                    str(group.number),
                    description=t.n("count.people", len(group.members)),
                )
                for group in groups
            ]
            where = choice_field("group", t("field.subgroup_where"), choices)
        else:
            where = text_field("group", t("field.subgroup_number"), limit=_DIGITS)
        who = member_field("member", t("field.subgroup_who"), required=True)
        sent = custom_id("subgroup.moved", step=step)
        await press.open(form(t("form.subgroup_move"), sent, who, where))

    @on("subgroup.moved", "step")
    async def _moved(self, press: Press, step: int) -> None:
        t = press.t
        await leading.led(self.ctx, step, press.actor)
        try:
            person, to = number(press.text("member")), _number(press.text("group"))
            await forming.move(self.ctx, step, press.actor, person, to, self.bot.clock())
        except Refusal as refusal:
            again = button(t("button.fix"), custom_id("subgroup.move", step=step))
            await give_back(press, refusal, [again])
            return
        led = await leading.led(self.ctx, step, press.actor)
        group = next(one for one in led.seen.groups if one.number == to)
        told = t("subgroups.moved", who=f"<@{person}>", name=named(group, t))
        await replace(press.interaction, page(led, t, told))


def _number(written: str) -> int:
    """Return the number of a group that was chosen, or written; raise Refusal for none."""
    if not written.strip().isdecimal():
        raise Refusal("groups.moved")
    return int(written)
