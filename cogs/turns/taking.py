"""One's own place in a speaking round: being there, giving the floor on, a word."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import QUIET, Button, button, form, layout, text_field
from bot.interface.words.turns import now_text, place_text
from bot.services.turns import taking
from bot.services.turns.taking import Giving
from bot.services.turns.view import Place
from bot.workshop.errors import Refusal
from bot.workshop.text import escape
from bot.workshop.turns.round import Moved, NotYours, Stands
from bot.workshop.turns.step import Order
from bot.workshop.turns.word import WORD_LIMIT
from cogs.turns.presence import look_of
from cogs.turns.step import floor_buttons

_PRIMARY = discord.ButtonStyle.primary


class TurnsDesk(Desk):
    @on("turns.here", "step")
    async def _here(self, press: Press, step: int) -> None:
        mine = await taking.here(self.ctx, step, press.actor, look_of(press), self.bot.clock())
        await replace(press.interaction, _page(mine, press.t))

    @on("turns.done", "step", "turn")
    async def _done(self, press: Press, step: int, turn: int) -> None:
        await self._give_on(press, step, turn, Giving.DONE)

    @on("turns.pass", "step", "turn")
    async def _pass(self, press: Press, step: int, turn: int) -> None:
        await self._give_on(press, step, turn, Giving.PASS)

    @on("turns.back", "step", "turn")
    async def _back(self, press: Press, step: int, turn: int) -> None:
        await self._give_on(press, step, turn, Giving.BACK)

    async def _give_on(self, press: Press, step: int, turn: int, how: Giving) -> None:
        """Where it is not theirs to give, people read whose it is, and their own place."""
        try:
            mine = await taking.give_on(
                self.ctx, step, press.actor, turn, how, look_of(press), self.bot.clock()
            )
        except (Moved, NotYours) as refusal:
            mine = await taking.view(self.ctx, step, press.actor)
            await replace(press.interaction, _page(mine, press.t, press.t(refusal.key)))
        else:
            await replace(press.interaction, _page(mine, press.t))

    @on("turns.ahead", "step")
    async def _ahead(self, press: Press, step: int) -> None:
        mine = await taking.pass_ahead(self.ctx, step, press.actor, self.bot.clock())
        await replace(press.interaction, _page(mine, press.t))

    @on("turns.resume", "step", "turn")
    async def _resume(self, press: Press, step: int, turn: int) -> None:
        mine = await taking.resume(self.ctx, step, press.actor, turn, self.bot.clock())
        await replace(press.interaction, _page(mine, press.t))

    @on("turns.volunteer", "step", "wanted")
    async def _volunteer(self, press: Press, step: int, wanted: bool) -> None:
        mine = await taking.volunteer(self.ctx, step, press.actor, wanted, self.bot.clock())
        await replace(press.interaction, _page(mine, press.t))

    @on("turns.ping", "step", "wanted")
    async def _ping(self, press: Press, step: int, wanted: bool) -> None:
        mine = await taking.ping(self.ctx, step, press.actor, wanted, self.bot.clock())
        await replace(press.interaction, _page(mine, press.t))

    @on("turns.word", "step")
    async def _word(self, press: Press, step: int) -> None:
        mine, t = await taking.view(self.ctx, step, press.actor), press.t
        if not mine.plan.word:
            raise Refusal("button.unknown")
        if mine.closed:
            raise Refusal("turns.words_read")
        hint = "field.turns_word.masked" if mine.session.masked else "field.turns_word.hint"
        field = text_field(
            "word",
            t("field.turns_word"),
            description=t(hint),
            required=False,
            limit=WORD_LIMIT,
            default=mine.word,
        )
        await press.open(form(t("form.turns_word"), custom_id("turns.worded", step=step), field))

    @on("turns.worded", "step")
    async def _worded(self, press: Press, step: int) -> None:
        try:
            mine = await taking.write(
                self.ctx, step, press.actor, press.text("word"), self.bot.clock()
            )
        except Refusal as refusal:
            again = button(press.t("button.turns_word"), custom_id("turns.word", step=step))
            await give_back(press, refusal, [again])
            return
        if late := await self.late(press, step):
            await replace(press.interaction, layout(_word_text(mine, press.t), late))
        else:
            await replace(press.interaction, _page(mine, press.t))


def _page(mine: Place, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return where someone stands in a round, and all that they can do now."""
    seat = mine.seat
    speaks = seat is not None and seat.stands is Stands.SPEAKING
    now = "" if speaks or not mine.round.begun else f"-# 🎙️ {now_text(mine.round, t)}"
    pings = t("turns.ping_on") if seat is not None and seat.waits and seat.pings else ""
    told = [head, place_text(mine, t), now, pings, _word_text(mine, t)]
    rows = [_acts(mine, t), _wishes(mine, t)]
    return layout("\n".join(filter(None, told)), *rows, colour=None if speaks else QUIET)


def _acts(mine: Place, t: Catalogue) -> list[Button]:
    """Return what someone can do with their turn, and what undoes what they did."""
    step, seat, held = mine.step.id, mine.seat, mine.round
    if seat is None:
        here = custom_id("turns.here", step=step)
        return [button(t("button.turns_here"), here, emoji="🙋", style=_PRIMARY)]
    if seat.stands is Stands.SPEAKING:
        return floor_buttons(step, held.turn, t)
    acts = []
    if held.begun and held.last == seat.person:
        resume = custom_id("turns.resume", step=step, turn=held.turn)
        acts.append(button(t("button.turns_resume"), resume, emoji="↩️"))
    if seat.waits:
        acts.append(button(t("button.turns_ahead"), custom_id("turns.ahead", step=step)))
    elif seat.stands is not Stands.SPOKE:
        again = custom_id("turns.here", step=step)
        acts.append(button(t("button.turns_after_all"), again, emoji="🙋"))
    return acts


def _wishes(mine: Place, t: Catalogue) -> list[Button]:
    """Return what someone can ask for beside: a word, to speak early, to be mentioned."""
    step, seat, wishes = mine.step.id, mine.seat, list[Button]()
    if mine.plan.word and not mine.closed:
        label = "button.turns_word" if mine.word is None else "button.turns_word_again"
        style = _PRIMARY if mine.word is None else discord.ButtonStyle.secondary
        word = custom_id("turns.word", step=step)
        wishes.append(button(t(label), word, emoji="💬", style=style))
    if seat is None or not seat.waits:
        return wishes
    if mine.plan.order is Order.VOLUNTEERS:
        label = "button.turns_no_volunteer" if seat.volunteer else "button.turns_volunteer"
        offer = custom_id("turns.volunteer", step=step, wanted=not seat.volunteer)
        wishes.append(button(t(label), offer, emoji="✋"))
    label = "button.turns_no_ping" if seat.pings else "button.turns_ping"
    emoji = "🔕" if seat.pings else "🔔"
    ping = custom_id("turns.ping", step=step, wanted=not seat.pings)
    wishes.append(button(t(label), ping, emoji=emoji))
    return wishes


def _word_text(mine: Place, t: Catalogue) -> str:
    if not mine.plan.word or mine.word is None:
        return ""
    key = "turns.word_masked" if mine.session.masked else "turns.word_kept"
    return f"💬 {t(key, word=escape(mine.word))}"
