"""Taking one's place, privately: the places of the line, then a receipt on which one moves."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, Row, button, form, layout, text_field
from bot.interface.words.position import ends_text, seen_text
from bot.reports.position.telling import claim, end_word, place_name
from bot.services.position import standing
from bot.services.position.standing import Stand
from bot.workshop.errors import Refusal
from bot.workshop.position.line import MIDDLE, REMARK_LIMIT, NobodyStands
from bot.workshop.position.step import Scale
from bot.workshop.text import escape, shorten

_CLAIM = 500


class PositionDesk(Desk):
    @on("position.open", "step")
    async def _open(self, press: Press, step: int) -> None:
        seen = await standing.view(self.ctx, step, press.actor, self.bot.clock())
        await replace(press.interaction, _page(seen, press.t))

    @on("position.stand", "step", "place")
    async def _stand(self, press: Press, step: int, place: int) -> None:
        seen = await standing.stand(self.ctx, step, press.actor, place, self.bot.clock())
        await replace(press.interaction, _page(seen, press.t))

    @on("position.leave", "step")
    async def _leave(self, press: Press, step: int) -> None:
        t, now = press.t, self.bot.clock()
        try:
            before = await standing.view(self.ctx, step, press.actor, now)
            seen = await standing.leave(self.ctx, step, press.actor, now)
        except NobodyStands as refusal:  # pressed twice: here is where it stands
            seen = await standing.view(self.ctx, step, press.actor, now)
            await replace(press.interaction, _page(seen, t, t(refusal.key)))
        else:
            line = before.mine is not None and before.mine.remark is not None
            gone = "position.left_line" if line else "position.left"
            await replace(press.interaction, _page(seen, t, t(gone)))

    @on("position.say", "step")
    async def _say(self, press: Press, step: int) -> None:
        seen = await standing.speaking(self.ctx, step, press.actor, self.bot.clock())
        t, named = press.t, seen.standing.named
        field = text_field(
            "remark",
            t("field.position_remark"),
            description=t(f"field.position_remark.{'named' if named else 'hint'}"),
            long=True,
            required=False,
            limit=REMARK_LIMIT,
            default=seen.mine.remark if seen.mine else None,
        )
        said = custom_id("position.said", step=step)
        await press.open(form(t("form.position_remark"), said, field))

    @on("position.said", "step")
    async def _said(self, press: Press, step: int) -> None:
        text = press.text("remark")
        try:
            seen = await standing.say(self.ctx, step, press.actor, text, self.bot.clock())
        except Refusal as refusal:
            again = custom_id("position.open", step=step)
            await give_back(press, refusal, [button(press.t("button.position"), again)])
            return
        late = await self.late(press, step)
        view = _late(seen, late, press.t) if late else _page(seen, press.t)
        await replace(press.interaction, view)

    @on("position.unsay", "step")
    async def _unsay(self, press: Press, step: int) -> None:
        seen = await standing.say(self.ctx, step, press.actor, "", self.bot.clock())
        await replace(press.interaction, _page(seen, press.t))


def _page(seen: Stand, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return where one stands, with the places where one could; what moved one, where one did."""
    asked = f"**{escape(shorten(claim(seen.plan, t), _CLAIM))}**"
    if seen.plan.scale is Scale.LINE:
        asked += f"\n{ends_text(seen.plan, t)}"
    told = "-# " + seen_text(seen.standing, t)
    mine = seen.mine
    if mine is None:
        return layout(head, asked, *_places(seen, t), told)
    where = escape(place_name(seen.plan, mine.journey.place, t))
    kept = f"✅ {t('position.receipt', place=where)}"
    if mine.journey.moves:
        began = escape(place_name(seen.plan, mine.journey.began, t))
        kept += " " + t.n("position.receipt_moved", mine.journey.moves, began=began)
    elif seen.settling:
        kept += " " + t("position.receipt_settling")
    leave = button(t("button.position_leave"), custom_id("position.leave", step=seen.step.id))
    acts = [*(_word_buttons(seen, t) if mine.journey.moves else ()), leave]
    return layout(head, kept, _words(seen, t), acts, asked, *_places(seen, t), told)


def _words(seen: Stand, t: Catalogue) -> str:
    """Return what the person said moved them, or that they may say it."""
    mine, who = seen.mine, "named" if seen.standing.named else "unnamed"
    assert mine is not None
    if not mine.journey.moves:
        return ""
    if mine.remark is None:
        return t(f"position.remark_asked.{who}")
    if not (seen.standing.live or seen.standing.named):
        who = "hidden"
    kept = t(f"position.remark_kept.{who}")
    return f"> {escape(mine.remark)}\n{kept}"


def _word_buttons(seen: Stand, t: Catalogue) -> list[Button]:
    mine, say = seen.mine, custom_id("position.say", step=seen.step.id)
    assert mine is not None
    if mine.remark is None:
        style = discord.ButtonStyle.primary
        return [button(t("button.position_say"), say, emoji="💬", style=style)]
    unsay = custom_id("position.unsay", step=seen.step.id)
    return [
        button(t("button.position_say_again"), say, emoji="✏️"),
        button(t("button.position_unsay"), unsay),
    ]


def _places(seen: Stand, t: Catalogue) -> list[Row]:
    """Return a button for each place: on a line those of one side, the middle, those of the
    other."""
    places = seen.plan.scale.places
    if seen.plan.scale is Scale.SIDES:
        return [[_place(seen, place, t) for place in places]]
    return [
        [_place(seen, place, t) for place in places if place < MIDDLE],
        [_place(seen, MIDDLE, t)],
        [_place(seen, place, t) for place in places if place > MIDDLE],
    ]


def _place(seen: Stand, place: int, t: Catalogue) -> Button:
    here = seen.mine is not None and seen.mine.journey.place == place
    sides = seen.plan.scale is Scale.SIDES
    label = end_word(seen.plan, place, t) if sides else str(place)
    if place == MIDDLE and not sides:
        label = t("position.line.middle", place=place)
    return button(
        f"✓ {label}" if here else label,
        custom_id("position.stand", step=seen.step.id, place=place),
        style=discord.ButtonStyle.primary if here else discord.ButtonStyle.secondary,
    )


def _late(seen: Stand, late: str, t: Catalogue) -> ui.LayoutView:
    """Return the receipt of what came once the step was left, its line still open."""
    kept = seen.mine is not None and seen.mine.remark is not None
    return layout(_words(seen, t) if kept else f"✅ {t('position.remark_gone')}", late)
