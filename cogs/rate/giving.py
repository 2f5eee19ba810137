"""Giving one's mark, privately: five buttons, then a receipt on which it can be changed."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, form, layout, text_field
from bot.reports.rate.telling import question, said
from bot.services.rate import giving
from bot.services.rate.giving import Rating
from bot.workshop.errors import Refusal
from bot.workshop.rate.marks import LOW, MARKS, REMARK_LIMIT, NothingGiven
from bot.workshop.text import escape, shorten

_QUESTION = 500


class RateDesk(Desk):
    @on("rate.open", "step")
    async def _open(self, press: Press, step: int) -> None:
        seen = await giving.view(self.ctx, step, press.actor)
        await replace(press.interaction, _page(seen, press.t))

    @on("rate.give", "step", "mark")
    async def _give(self, press: Press, step: int, mark: int) -> None:
        seen = await giving.give(self.ctx, step, press.actor, mark, self.bot.clock())
        await replace(press.interaction, _page(seen, press.t))

    @on("rate.withdraw", "step")
    async def _withdraw(self, press: Press, step: int) -> None:
        try:
            before = await giving.view(self.ctx, step, press.actor)
            seen = await giving.withdraw(self.ctx, step, press.actor, self.bot.clock())
        except NothingGiven as refusal:  # pressed twice: here is where it stands
            seen = await giving.view(self.ctx, step, press.actor)
            await replace(press.interaction, _page(seen, press.t, press.t(refusal.key)))
        else:
            line = before.mine is not None and before.mine.remark is not None
            gone = "rate.withdrawn_line" if line else "rate.withdrawn"
            await replace(press.interaction, _page(seen, press.t, press.t(gone)))

    @on("rate.say", "step")
    async def _say(self, press: Press, step: int) -> None:
        seen, t = await giving.speaking(self.ctx, step, press.actor), press.t
        field = text_field(
            "remark",
            t("field.rate_remark"),
            description=t("field.rate_remark.hint"),
            long=True,
            required=False,
            limit=REMARK_LIMIT,
            default=seen.mine.remark if seen.mine else None,
        )
        await press.open(form(t("form.rate_remark"), custom_id("rate.said", step=step), field))

    @on("rate.said", "step")
    async def _said(self, press: Press, step: int) -> None:
        text = press.text("remark")
        try:
            seen = await giving.say(self.ctx, step, press.actor, text, self.bot.clock())
        except Refusal as refusal:
            again = custom_id("rate.open", step=step)
            await give_back(press, refusal, [button(press.t("button.rate"), again)])
            return
        late = await self.late(press, step)
        view = _late(seen, late, press.t) if late else _page(seen, press.t)
        await replace(press.interaction, view)

    @on("rate.unsay", "step")
    async def _unsay(self, press: Press, step: int) -> None:
        seen = await giving.say(self.ctx, step, press.actor, "", self.bot.clock())
        await replace(press.interaction, _page(seen, press.t))


def _page(seen: Rating, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return the five marks, the person's own first in words, and what they can still do."""
    asked = f"**{escape(shorten(question(seen.plan, t), _QUESTION))}**"
    mine = seen.mine
    marks = [_mark_button(seen, mark, t) for mark in MARKS]
    if mine is None:
        return layout(head, asked, marks, "-# " + t("rate.until"))
    soon = t("rate.soon") if seen.given.complete and not seen.given.few else ""
    kept = f"✅ {t('rate.receipt', mark=escape(said(seen.plan, mine.mark, t)))}"
    acts = [
        button(t("button.rate_withdraw"), custom_id("rate.withdraw", step=seen.step.id)),
    ]
    if mine.mark <= LOW:
        acts = [*_word_buttons(seen, t), *acts]
    return layout(head, kept, _words(seen, t), acts, asked, marks, soon, "-# " + t("rate.until"))


def _words(seen: Rating, t: Catalogue) -> str:
    """Return what the person said would have raised their mark, or that they may."""
    mine = seen.mine
    assert mine is not None
    quoted = f"> {escape(mine.remark)}\n" if mine.remark else ""
    if mine.mark > LOW:
        return f"{quoted}{t('rate.remark_aside', low=LOW)}" if quoted else ""
    return f"{quoted}{t('rate.remark_kept')}" if quoted else t("rate.remark_asked")


def _word_buttons(seen: Rating, t: Catalogue) -> list[Button]:
    mine, say = seen.mine, custom_id("rate.say", step=seen.step.id)
    assert mine is not None
    if mine.remark is None:
        style = discord.ButtonStyle.primary
        return [button(t("button.rate_say"), say, emoji="💬", style=style)]
    unsay = custom_id("rate.unsay", step=seen.step.id)
    return [
        button(t("button.rate_say_again"), say, emoji="✏️"),
        button(t("button.rate_unsay"), unsay),
    ]


def _mark_button(seen: Rating, mark: int, t: Catalogue) -> Button:
    mine = seen.mine is not None and seen.mine.mark == mark
    label = said(seen.plan, mark, t)
    return button(
        f"✓ {label}" if mine else label,
        custom_id("rate.give", step=seen.step.id, mark=mark),
        style=discord.ButtonStyle.primary if mine else discord.ButtonStyle.secondary,
    )


def _late(seen: Rating, late: str, t: Catalogue) -> ui.LayoutView:
    """Return the receipt of what came once the step was left, with its marks still hidden."""
    told = _words(seen, t) if seen.mine and seen.mine.remark else t("rate.remark_gone")
    return layout(f"✅ {told}" if seen.mine and not seen.mine.remark else told, late)
