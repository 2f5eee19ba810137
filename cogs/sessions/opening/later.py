"""What is left for later: written down, taken back, made a note or an action."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, form, layout, text_field
from bot.services.notes.parked import as_note, listed, one, park, take_back
from bot.services.sessions.whereabouts import whereabouts
from bot.workshop.errors import Refusal
from bot.workshop.notes.parked import LIMIT, Parked
from bot.workshop.text import escape
from cogs.sessions.opening.page import page_button, show_page


class Later(Desk):
    @on("park.new", "session")
    async def _new(self, press: Press, session: int) -> None:
        await listed(self.ctx, session, press.actor)
        t = press.t
        hint = t("field.parked.hint")
        field = text_field("text", t("field.parked"), description=hint, limit=LIMIT)
        await press.open(form(t("form.parked"), custom_id("park.form", session=session), field))

    @on("park.form", "session")
    async def _form(self, press: Press, session: int) -> None:
        t = press.t
        try:
            kept = await park(self.ctx, session, press.actor, press.text("text"), press.submission)
        except Refusal as refusal:
            again = custom_id("park.new", session=session)
            await give_back(press, refusal, [button(t("button.fix"), again, emoji="✏️")])
            return
        if kept is None:  # the same form, delivered twice
            await show_page(self.bot, press, session)
            return
        await replace(press.interaction, _about(kept, f"✅ {t('parked.kept')}", t))

    @on("park.pick", "session", chosen="parked")
    async def _pick(self, press: Press, session: int) -> None:
        found = await one(self.ctx, press.number(), press.actor)
        await replace(press.interaction, _about(found, f"**{press.t('parked.title')}**", press.t))

    @on("park.drop", "parked")
    async def _drop(self, press: Press, parked: int) -> None:
        found = await take_back(self.ctx, parked, press.actor)
        told = press.t("parked.dropped", text=escape(found.text))
        await show_page(self.bot, press, found.session_id, f"✅ {told}")

    @on("park.note", "parked")
    async def _note(self, press: Press, parked: int) -> None:
        step = await self._step(press, parked)
        found = await as_note(self.ctx, parked, step, press.actor, press.submission)
        told = press.t("parked.noted", text=escape(found.text))
        await show_page(self.bot, press, found.session_id, f"✅ {told}")

    async def _step(self, press: Press, parked: int) -> int:
        """Return the step under way, for whoever may do something of what was left for later."""
        found = await one(self.ctx, parked, press.actor)
        step = (await whereabouts(self.ctx, found.session_id, press.actor)).current
        if step is None:
            raise Refusal("session.not_started")
        return step.id


def _about(found: Parked, head: str, t: Catalogue) -> ui.LayoutView:
    """Return a subject with what can be made of it."""
    action = custom_id("action.add_parked", parked=found.id)
    ways = [
        button(t("button.parked_action"), action, emoji="✅"),
        button(t("button.parked_note"), custom_id("park.note", parked=found.id), emoji="✍️"),
        button(t("button.parked_drop"), custom_id("park.drop", parked=found.id), emoji="🗑️"),
    ]
    back = page_button(found.session_id, t)
    return layout(f"{head}\n> {escape(found.text)}\n-# {t('parked.ways')}", ways, [back])
