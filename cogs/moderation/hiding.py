"""The facilitators choose a text and hide it, or show it again. They never read who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, form, layout, option, select, text_field
from bot.interface.showing.links import page_of
from bot.services.moderation import hiding
from bot.workshop.moderation.hiding import MARK, REASON_LIMIT, Thing, What, matching, what_of
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten

_WORD_LIMIT = 60
_SHOWN = 2000


class HidingDesk(Desk):
    """`what` is the rank of what is looked at among `What`, `thing` the identifier of one."""

    @on("hide.list", "session", "what", "page")
    async def _list(self, press: Press, session: int, what: int, page: int) -> None:
        seen, found = await hiding.things(self.ctx, session, press.actor, what_of(what))
        await replace(press.interaction, _listed(seen, what_of(what), found, press.t, page))

    @on("hide.find", "session", "what")
    async def _find(self, press: Press, session: int, what: int) -> None:
        await hiding.things(self.ctx, session, press.actor, what_of(what))
        t = press.t
        await press.interaction.response.send_modal(
            form(
                t("form.search"),
                custom_id("hide.found", session=session, what=what),
                text_field("word", t("field.word"), limit=_WORD_LIMIT),
            )
        )

    @on("hide.found", "session", "what")
    async def _found(self, press: Press, session: int, what: int) -> None:
        seen, things = await hiding.things(self.ctx, session, press.actor, what_of(what))
        found = matching(things, press.text("word"))
        none = press.t("hide.not_found", word=escape(press.text("word"))) if not found else ""
        view = _listed(seen, what_of(what), found or things, press.t, 0, none)
        await replace(press.interaction, view)

    @on("hide.pick", "session", "what")
    async def _pick(self, press: Press, session: int, what: int) -> None:
        seen, thing = await hiding.one(
            self.ctx, session, press.actor, what_of(what), press.number()
        )
        await replace(press.interaction, _one(seen, thing, press.t))

    @on("hide.why", "session", "what", "thing")
    async def _why(self, press: Press, session: int, what: int, thing: int) -> None:
        _, found = await hiding.one(self.ctx, session, press.actor, what_of(what), thing)
        t = press.t
        await press.interaction.response.send_modal(
            form(
                t("form.hide"),
                custom_id("hide.done", session=session, what=what, thing=thing),
                text_field(
                    "reason",
                    t("field.reason_hidden"),
                    description=t("field.reason_hidden.hint"),
                    required=False,
                    limit=REASON_LIMIT,
                    default=found.hidden or None,
                ),
            )
        )

    @on("hide.done", "session", "what", "thing")
    async def _done(self, press: Press, session: int, what: int, thing: int) -> None:
        seen, found = await hiding.hide(
            self.ctx,
            session,
            press.actor,
            what_of(what),
            thing,
            press.text("reason"),
            self.bot.clock(),
        )
        head = "✅ " + press.t("hide.done_nobody" if found.of_nobody else "hide.done")
        await replace(press.interaction, _one(seen, found, press.t, head))

    @on("hide.undo", "session", "what", "thing")
    async def _undo(self, press: Press, session: int, what: int, thing: int) -> None:
        shown = await hiding.show_again(
            self.ctx, session, press.actor, what_of(what), thing, self.bot.clock()
        )
        key = "hide.undone_on_ballots" if shown.on_ballots else "hide.undone"
        if shown.thing.told_in is not None:
            key = "hide.undone_reason"
        head = "✅ " + press.t(key)
        await replace(press.interaction, _one(shown.session, shown.thing, press.t, head))


def _listed(
    session: Session, what: What, found: Sequence[Thing], t: Catalogue, page: int, head: str = ""
) -> ui.LayoutView:
    shown, turns = page_of(found, page, lambda to: _list_id(session, what, to))
    menu = (
        select(
            custom_id("hide.pick", session=session.id, what=what.rank),
            t(f"hide.pick.{what}"),
            [option(_label(thing), str(thing.id)) for thing in shown],
        )
        if shown
        else None
    )
    others = [
        button(t(f"button.hide.{other}"), _list_id(session, other, 0), disabled=other is what)
        for other in What
    ]
    return layout(
        head,
        t("hide.title"),
        t("hide.of_nobody") if any(thing.of_nobody for thing in found) else "",
        "" if shown else t(f"hide.none.{what}"),
        [menu] if menu else None,
        [
            *turns,
            button(
                t("button.search"),
                custom_id("hide.find", session=session.id, what=what.rank),
                emoji="🔎",
                disabled=not shown,
            ),
        ],
        others,
        [_to_panel(session, t)],
    )


def _one(session: Session, thing: Thing, t: Catalogue, head: str = "") -> ui.LayoutView:
    what = thing.what.rank
    act: list[Button]
    state = ""
    if thing.hidden is None:
        act = [
            button(
                t("button.hide"),
                custom_id("hide.why", session=session.id, what=what, thing=thing.id),
                emoji=MARK,
                style=discord.ButtonStyle.danger,
            )
        ]
    else:
        undo = custom_id("hide.undo", session=session.id, what=what, thing=thing.id)
        act = [button(t("button.show_again"), undo, emoji="👁️")]
        reason = escape(thing.hidden)
        state = f"{MARK} " + (
            t("hide.hidden_because", reason=reason) if reason else t("hide.hidden_now")
        )
    typed = thing.message_id is not None
    back = button(t("button.hide_more"), _list_id(session, thing.what, 0))
    return layout(
        head,
        f"> {escape(shorten(thing.text, _SHOWN))}",
        state,
        t("hide.message_stays") if typed else "",
        [*act, back, _to_panel(session, t)],
    )


def _label(thing: Thing) -> str:
    number = f"{thing.number} · " if thing.number is not None else ""
    return f"{MARK} {number}{thing.text}" if thing.hidden is not None else number + thing.text


def _list_id(session: Session, what: What, page: int) -> str:
    return custom_id("hide.list", session=session.id, what=what.rank, page=page)


def _to_panel(session: Session, t: Catalogue) -> Button:
    return button(t("button.panel"), custom_id("lead.panel", session=session.id))
