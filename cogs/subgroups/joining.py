"""Finding one's group, entering one, saying that one would rather not be moved: each in private."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Block, Button, Select, button, layout, option, select
from bot.interface.showing.links import page_of
from bot.interface.words.subgroups.back import brought_page
from bot.interface.words.subgroups.card import mentions, named
from bot.reports.subgroups.naming import group_name
from bot.services.sessions.card import showing_step
from bot.services.subgroups import arriving, forming, view
from bot.services.subgroups.view import Mine, Seen
from bot.workshop.errors import Refusal

_WITH = 16


class JoiningDesk(Desk):
    @on("subgroup.mine", "step", "page")
    async def _mine(self, press: Press, step: int, page: int) -> None:
        seen = await view.mine(self.ctx, step, press.actor)
        await replace(press.interaction, _page(seen, press.actor.user_id, press.t, page))

    @on("subgroup.here", "step", "there")
    async def _here(self, press: Press, step: int, there: bool) -> None:
        """Be counted before the groups are made; enter the smallest once they are."""
        now = self.bot.clock()
        seen = await arriving.here(self.ctx, step, press.actor, now, there=there)
        t = press.t
        if seen.seen.formed:
            await replace(press.interaction, _page(seen, press.actor.user_id, t, told=True))
            return
        other = custom_id("subgroup.here", step=step, there=not there)
        undo = button(t("button.subgroup_here_no" if there else "button.subgroup_here"), other)
        told = t("subgroups.here_told" if there else "subgroups.here_not")
        await replace(press.interaction, layout(told, [undo]))

    @on("subgroup.join", "step")
    async def _join(self, press: Press, step: int) -> None:
        now = self.bot.clock()
        await forming.join(self.ctx, step, press.actor, press.number(), now)
        seen = await view.mine(self.ctx, step, press.actor)
        await replace(press.interaction, _page(seen, press.actor.user_id, press.t, told=True))

    @on("subgroup.stay", "step", "stays")
    async def _stay(self, press: Press, step: int, stays: bool) -> None:
        seen, t = await forming.stay(self.ctx, step, press.actor, stays), press.t
        other = custom_id("subgroup.stay", step=step, stays=not stays)
        undo = button(t("button.subgroup_stay_no" if stays else "button.subgroup_stay"), other)
        told = t("subgroups.stays" if stays else "subgroups.stays_not")
        blocks: list[Block] = [told, [undo]]
        late = seen.seen.formed and not (seen.seen.doors or seen.seen.back)
        if late and seen.group is None:
            blocks += [t("subgroups.late_offer"), [_comes(step, t)]]
        await replace(press.interaction, layout(*blocks))

    @on("subgroup.read", "step", "page")
    async def _read(self, press: Press, step: int, page: int) -> None:
        """Read all that groups brought back; what they are still writing is theirs alone."""
        shown = await showing_step(self.ctx, step)
        if shown is None or shown.step is None:
            raise Refusal("session.gone")
        if not isinstance(shown.found, Seen):
            raise Refusal("button.unknown")
        if shown.step.is_open and not shown.found.back:
            raise Refusal("groups.still_out")
        await replace(press.interaction, brought_page(shown, page, press.t))


def _page(
    seen: Mine, person: int, t: Catalogue, page: int = 0, *, told: bool = False
) -> ui.LayoutView:
    """Return where someone's group is and who is in it, or how to enter one."""
    group, step = seen.group, seen.step.id
    if seen.seen.back or not seen.step.is_open:
        return layout(t("subgroups.none_left"))
    if not seen.seen.formed:
        return layout(t("subgroups.none"))
    blocks: list[Block] = []
    if group is not None:
        key = "subgroups.joined" if told else "subgroups.mine"
        lines = (t(key, name=named(group, t)), _where(seen, t), _with(seen, person, t))
        blocks.append("\n".join(lines))
        if not seen.seen.doors:
            card = custom_id("subgroup.card", step=step, group=group.number)
            blocks.append([button(t("button.subgroup_card"), card, emoji="🗒️")])
    elif seen.seen.doors:
        blocks.append(t("subgroups.choose_offer"))
    else:
        blocks += [t("subgroups.late_offer"), [_comes(step, t)]]
    if seen.stays and seen.seen.home is not None:
        moves = custom_id("subgroup.stay", step=step, stays=False)
        blocks += [t("subgroups.staying"), [button(t("button.subgroup_stay_no"), moves)]]
    if seen.seen.doors:
        menu, turns = _menu(seen, page, t)
        blocks += [[menu], turns]
    return layout(*blocks)


def _comes(step: int, t: Catalogue) -> Button:
    comes = custom_id("subgroup.here", step=step, there=True)
    return button(t("button.subgroup_here"), comes, emoji="🙋")


def _where(seen: Mine, t: Catalogue) -> str:
    if seen.seen.doors:
        return t("subgroups.mine_doors")
    if not seen.places:
        return t("subgroups.mine_soon")
    return t("subgroups.mine_where", where=" ".join(f"<#{one}>" for one in seen.places))


def _with(seen: Mine, person: int, t: Catalogue) -> str:
    assert seen.group is not None
    others = [one for one in seen.group.present if one != person]
    if not others:
        return t("subgroups.mine_alone")
    return t("subgroups.mine_with", who=mentions(others, t, _WITH))


def _menu(seen: Mine, page: int, t: Catalogue) -> tuple[Select, list[Button]]:
    shown, turns = page_of(
        seen.groups, page, lambda to: custom_id("subgroup.mine", step=seen.step.id, page=to)
    )
    choices = [
        option(
            group_name(group, t),
            str(group.number),
            description=t.n("count.people", len(group.present)),
            default=seen.group is not None and group.number == seen.group.number,
        )
        for group in shown
    ]
    into = custom_id("subgroup.join", step=seen.step.id)
    return select(into, t("subgroups.choose"), choices), turns
