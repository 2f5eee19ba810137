"""What a group does with its card, where it meets. A press changes the card on which it was made:
that answer is no request."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import PAGE, button, form, layout, option, select, text_field
from bot.interface.showing.links import my_postits
from bot.interface.words.subgroups.group import group_card, pages_of
from bot.reports.subgroups.naming import group_name
from bot.services.subgroups import telling, view, working
from bot.services.subgroups.view import GroupSeen
from bot.services.subgroups.working import PenHeld
from bot.workshop.errors import Refusal
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.text import escape, shorten

_TEXT = 200


class WorkingDesk(Desk):
    @on("subgroup.card", "step", "group")
    async def _card(self, press: Press, step: int, group: int) -> None:
        """Show the card of one's group alone: where it has no place of its own, it works on it."""
        seen = await view.group_card(self.ctx, step, group)
        if seen is None:
            raise Refusal("groups.moved")
        if press.actor.user_id not in seen.group.members:
            raise Refusal("groups.not_yours", number=group)
        await replace(press.interaction, group_card(seen, self.bot.clock()))

    @on("subgroup.add", "step", "group")
    async def _add(self, press: Press, step: int, group: int) -> None:
        seen, t = await view.group_card(self.ctx, step, group), press.t
        if seen is None:
            raise Refusal("groups.moved")
        if press.actor.user_id not in seen.group.members:
            raise Refusal("groups.not_yours", number=group)
        field = text_field(
            "ideas",
            t("field.subgroup_add"),
            description=t("field.subgroup_add.masked" if seen.unseen else _HINT),
            long=True,
            limit=FORM_LIMIT,
            placeholder=t("field.ideas.placeholder"),
        )
        sent = custom_id("subgroup.added", step=step, group=group)
        await press.open(form(t("form.subgroup_add"), sent, field))

    @on("subgroup.added", "step", "group")
    async def _added(self, press: Press, step: int, group: int) -> None:
        try:
            seen = await working.write(
                self.ctx,
                step,
                group,
                press.actor,
                press.text("ideas"),
                press.submission,
                self.bot.clock(),
            )
        except Refusal as refusal:
            again = custom_id("subgroup.add", step=step, group=group)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])
            return
        await self._redraw(press, seen)
        if seen.refused or not seen.step.is_open:
            late = await self.late(press, step)
            await whisper(press.interaction, _receipt(seen, late, press.t))

    @on("subgroup.fix", "step", "group")
    async def _fix(self, press: Press, step: int, group: int) -> None:
        """Show what one may change or withdraw of what the group wrote."""
        session, found = await telling.to_correct(self.ctx, step, group, press.actor)
        t = press.t
        if not found:
            await whisper(press.interaction, layout(t("subgroups.nothing_to_fix")))
            return
        choices = [option(postit.text, str(postit.id)) for postit in found[-PAGE:]]
        pick = custom_id("postit.pick", session=session.id)
        beyond = len(found) - len(choices)
        await whisper(
            press.interaction,
            layout(
                t("subgroups.fix"),
                [select(pick, t("mine.pick"), choices)],
                t.n("subgroups.fix_beyond", beyond) if beyond else "",
                [my_postits(session, t)],
            ),
        )

    @on("subgroup.keep", "step", "group", "page", chosen="postit")
    async def _keep(self, press: Press, step: int, group: int, page: int) -> None:
        """Keep what the menu says, beside what the other menus of the card say."""
        chosen = press.numbers()
        seen = await view.group_card(self.ctx, step, group)
        if seen is None:
            raise Refusal("groups.moved")
        pages = pages_of(seen.taken)
        shown = {postit.id for postit in pages[page]} if 0 <= page < len(pages) else set[int]()
        if not set(chosen) <= shown:
            raise Refusal("button.unknown")
        others = [one for one in seen.group.kept if one not in shown]
        kept, now = [*others, *chosen], self.bot.clock()
        seen = await working.keep(self.ctx, step, group, press.actor, kept, now)
        await self._redraw(press, seen)

    @on("subgroup.pen", "step", "group", "over")
    async def _pen(self, press: Press, step: int, group: int, over: bool) -> None:
        """Take the pen; from another who holds it, once that was read."""
        now, t = self.bot.clock(), press.t
        try:
            seen = await working.take_pen(self.ctx, step, group, press.actor, now, over=over)
        except PenHeld as held:
            take = custom_id("subgroup.pen", step=step, group=group, over=True)
            told = t(held.key, **held.params)
            await whisper(
                press.interaction, layout(told, [button(t("button.subgroup_pen_over"), take)])
            )
            return
        if over:  # from the question: the card follows by itself
            await telling.elsewhere(self.ctx, seen, None, now)
            await replace(press.interaction, layout("✍️ " + t("subgroups.pen_taken")))
        else:
            await self._redraw(press, seen)

    @on("subgroup.pen_down", "step", "group")
    async def _pen_down(self, press: Press, step: int, group: int) -> None:
        now = self.bot.clock()
        seen = await working.put_pen_down(self.ctx, step, group, press.actor, now)
        await self._redraw(press, seen)
        if seen.group.scribe is not None:
            await whisper(press.interaction, layout(press.t("subgroups.pen_not_yours")))

    @on("subgroup.host", "step", "group", "stays")
    async def _host(self, press: Press, step: int, group: int, stays: bool) -> None:
        now = self.bot.clock()
        seen = await working.host(self.ctx, step, group, press.actor, stays, now)
        await self._redraw(press, seen)

    @on("subgroup.help", "step", "group", "asks")
    async def _help(self, press: Press, step: int, group: int, asks: bool) -> None:
        now = self.bot.clock()
        act = working.help if asks else working.helped
        await self._redraw(press, await act(self.ctx, step, group, press.actor, now))

    @on("subgroup.done", "step", "group", "done")
    async def _done(self, press: Press, step: int, group: int, done: bool) -> None:
        now = self.bot.clock()
        seen = await working.done(self.ctx, step, group, press.actor, done, now)
        await self._redraw(press, seen)

    async def _redraw(self, press: Press, seen: GroupSeen) -> None:
        """Show the card of a group as it is now, in the place of the one that was pressed: where
        the group meets, or in private."""
        card, interaction = group_card(seen, self.bot.clock()), press.interaction
        message = interaction.message
        own = interaction.channel_id in seen.places
        if message is not None and (own or message.flags.ephemeral):
            await interaction.response.edit_message(view=card)
        else:
            await whisper(interaction, card)
        shown_in = interaction.channel_id if own else None
        await telling.elsewhere(self.ctx, seen, shown_in, self.bot.clock())


_HINT = "field.subgroup_add.hint"


def _receipt(seen: GroupSeen, late: str, t: Catalogue) -> ui.LayoutView:
    """Return what was not kept, and why; where the time was up, that the rest was."""
    lines = []
    if seen.added:
        name = escape(group_name(seen.group, t))
        lines.append(t.n("subgroups.kept_all", len(seen.added), name=name))
    for reason in dict.fromkeys(why for _, why in seen.refused):
        sent_back = [text for text, why in seen.refused if why == reason]
        lines.append(f"⚠️ {t.n(reason, len(sent_back))}")
        lines += [f"- {escape(shorten(text, _TEXT))}" for text in sent_back]
    return layout("\n".join(lines), late)
