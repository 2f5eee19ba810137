"""What those who lead do about hands: one press gives the floor, from the panel or the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.chosen import chosen_member
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, form, member_field
from bot.services.hands import leading
from bot.services.hands.leading import Done
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.text import escape
from cogs.hands.here import here
from cogs.hands.page import hands_page, show_hands
from cogs.sessions.leading import show


class HandsLeadDesk(Desk):
    @on("hands.page", "session")
    async def _page(self, press: Press, session: int) -> None:
        await show_hands(self.ctx, press, session)

    @on("hands.open", "session")
    async def _open(self, press: Press, session: int) -> None:
        now = self.bot.clock()
        done = await leading.open_hands(
            self.ctx, session, press.actor, here(press.interaction), now
        )
        kept = len(done.hands.raised)
        back = press.t.n("hands.told.kept", kept) if kept else ""
        told = f"🙋 {press.t('hands.told.opened')} {back}".rstrip()
        await replace(press.interaction, hands_page(done, press.t, told))

    @on("hands.shut", "session")
    async def _shut(self, press: Press, session: int) -> None:
        done = await leading.close_hands(self.ctx, session, press.actor, self.bot.clock())
        kept = len(done.hands.raised)
        told = press.t("hands.told.shut")
        left = press.t.n("hands.told.shut_kept", kept) if kept else ""
        await replace(press.interaction, hands_page(done, press.t, f"{told} {left}".rstrip()))

    @on("hands.give", "session", "turn", "page")
    async def _give(self, press: Press, session: int, turn: int, page: bool) -> None:
        work = leading.give_next(
            self.ctx, session, press.actor, turn, here(press.interaction), self.bot.clock()
        )
        await self._act(press, session, work, _given, page=page)

    @on("hands.pick", "session", "turn")
    async def _pick(self, press: Press, session: int, turn: int) -> None:
        person = press.number()
        work = leading.give_to(self.ctx, session, press.actor, turn, person, None, self.bot.clock())
        await self._act(press, session, work, _given)

    @on("hands.whom", "session", "turn")
    async def _whom(self, press: Press, session: int, turn: int) -> None:
        await leading.seen_by(self.ctx, session, press.actor)
        t = press.t
        await press.open(
            form(
                t("form.hands_whom"),
                custom_id("hands.named", session=session, turn=turn),
                member_field("member", t("field.hands_whom"), required=True),
            )
        )

    @on("hands.named", "session", "turn")
    async def _named(self, press: Press, session: int, turn: int) -> None:
        await leading.seen_by(self.ctx, session, press.actor)
        chosen = chosen_member(press)
        if chosen is None:
            again = custom_id("hands.whom", session=session, turn=turn)
            row = [button(press.t("button.fix"), again, emoji="✏️")]
            await give_back(press, Refusal("hands.choose_someone"), row)
            return
        person, name = chosen
        work = leading.give_to(self.ctx, session, press.actor, turn, person, name, self.bot.clock())
        await self._act(press, session, work, _given)

    @on("hands.end", "session", "turn", "page")
    async def _end(self, press: Press, session: int, turn: int, page: bool) -> None:
        work = leading.end_turn(self.ctx, session, press.actor, turn, self.bot.clock())
        await self._act(press, session, work, _said("hands.told.ended"), page=page)

    @on("hands.back", "session", "turn")
    async def _back(self, press: Press, session: int, turn: int) -> None:
        work = leading.take_back(self.ctx, session, press.actor, turn)
        await self._act(press, session, work, _said("hands.told.back"))

    @on("hands.free", "session", "person")
    async def _free(self, press: Press, session: int, person: int) -> None:
        work = leading.free_chair(
            self.ctx, session, press.actor, person, here(press.interaction), self.bot.clock()
        )
        await self._act(press, session, work, _said("hands.told.freed"))

    async def _act(
        self,
        press: Press,
        session_id: int,
        work: Awaitable[Done],
        told: Callable[[Done, Catalogue], str],
        *,
        page: bool = True,
    ) -> None:
        """Do something about the floor, and show where it stands; what came too late is said."""
        try:
            done = await work
        except Outdated as refusal:
            head = press.t(refusal.key, **refusal.params)
            if page:
                await show_hands(self.ctx, press, session_id, head)
            else:
                await show(self.bot, press, session_id, head)
            return
        if page:
            await replace(press.interaction, hands_page(done, press.t, told(done, press.t)))
        else:
            await show(self.bot, press, session_id, told(done, press.t))


def _given(done: Done, t: Catalogue) -> str:
    if not done.who:
        return t("hands.told.nobody_there")
    key = "hands.told.given" if done.hands.chairs is None else "hands.told.seated"
    return t(key, who=escape(done.who))


def _said(key: str) -> Callable[[Done, Catalogue], str]:
    return lambda done, t: t(key, who=escape(done.who))
