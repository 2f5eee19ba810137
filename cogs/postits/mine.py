"""My post-its: read, change and withdraw one's own."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import (
    PAGE,
    Button,
    button,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.showing.links import room_page, room_postits, where_button
from bot.interface.words.postits import postit_line
from bot.services.postits import collecting, columns
from bot.services.postits.collecting import Mine
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Collect, Subgroups
from bot.workshop.moderation.hiding import MARK
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten
from cogs.postits.past import hint, not_in_the_past
from cogs.postits.place import asked_fields, read_column, read_kind, read_place


class MineDesk(Desk):
    @on("postit.mine", "session", "page", "room")
    async def _mine(self, press: Press, session: int, page: int, room: bool = False) -> None:
        await self._show(press, session, page, room=room)

    @on("postit.pick", "session", chosen="postit")
    async def _pick(self, press: Press, session: int) -> None:
        mine = await collecting.look(self.ctx, press.number(), press.actor)
        await replace(press.interaction, _one(mine, press.t))

    @on("postit.edit", "postit")
    async def _edit(self, press: Press, postit: int) -> None:
        session, step, mine = await collecting.get_mine(self.ctx, postit, press.actor)
        plan, t = step.plan, press.t
        assert isinstance(plan, Collect | Subgroups)
        fields = [
            text_field(
                "idea",
                t("field.idea"),
                long=True,
                limit=plan.max_length,
                default=mine.text,
            )
        ]
        if isinstance(plan, Collect):
            fields += asked_fields(
                session,
                plan,
                t,
                column=mine.column,
                dimension=mine.dimension,
                year=mine.year,
                kind=mine.kind,
            )
        await press.open(form(t("form.edit"), custom_id("postit.edited", postit=postit), *fields))

    @on("postit.edited", "postit")
    async def _edited(self, press: Press, postit: int) -> None:
        try:
            session, step, _ = await collecting.get_mine(self.ctx, postit, press.actor)
            dimension, year = read_place(press, session.scenario)
            edited = await collecting.edit(
                self.ctx,
                postit,
                press.actor,
                press.text("idea"),
                dimension,
                year,
                read_column(press),
                read_kind(press),
                self.bot.clock(),
            )
        except Refusal as refusal:
            again = custom_id("postit.edit", postit=postit)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])
            return
        told = hint(not_in_the_past(session, step.plan, [edited]), 1, press.t)
        head = "\n".join(filter(None, ["✅ " + press.t("postit.changed"), told]))
        mine = await collecting.look(self.ctx, postit, press.actor)
        await replace(press.interaction, _one(mine, press.t, head=head))

    @on("postit.withdraw", "postit")
    async def _withdraw(self, press: Press, postit: int) -> None:
        gone = await collecting.withdraw(self.ctx, postit, press.actor, self.bot.clock())
        told = press.t("postit.withdrawn", text=escape(shorten(gone.postit.text, 200)))
        if gone.on_ballots:
            told += "\n" + press.t("postit.stays_on_ballots")
        session = await self._show(
            press, gone.postit.session_id, 0, head="✅ " + told, room=gone.in_room
        )
        for message_id in gone.unsaid:
            self.bot.marks.put(session.channel_id, message_id, None)
        if gone.private:
            conversation = await self.bot.create_dm(press.interaction.user)
            for message_id in gone.private:
                self.bot.marks.put(conversation.id, message_id, None)

    async def _show(
        self, press: Press, session_id: int, page: int, head: str = "", *, room: bool = False
    ) -> Session:
        session, postits = await collecting.mine(self.ctx, session_id, press.actor, in_room=room)
        t = press.t
        back = [room_page(session, t)] if room else []
        if not postits:
            none = t("mine.none_in_room" if room else "mine.none")
            await replace(press.interaction, layout(head, none, back))
            return session
        last = (len(postits) - 1) // PAGE
        page = min(max(0, page), last)
        shown = postits[page * PAGE : (page + 1) * PAGE]
        options = [
            option(
                p.text if p.hidden is None else f"{MARK} {p.text}",
                str(p.id),
                description=_place(p, t),
            )
            for p in shown
        ]
        turns: list[Button] = []
        if last:
            turns = [
                button(
                    "◀",
                    custom_id("postit.mine", session=session.id, page=page - 1, room=room),
                    disabled=page == 0,
                ),
                button(
                    "▶",
                    custom_id("postit.mine", session=session.id, page=page + 1, room=room),
                    disabled=page == last,
                ),
            ]
        step = await columns.step_of(self.ctx, postits) if not room else None
        where = [where_button(step, t)] if step is not None else []
        await replace(
            press.interaction,
            layout(
                head,
                f"**{t.n('mine.title_in_room' if room else 'mine.title', len(postits))}**",
                [select(custom_id("postit.pick", session=session.id), t("mine.pick"), options)],
                [*turns, *where, *back],
            ),
        )
        return session


def _one(mine: Mine, t: Catalogue, head: str = "") -> discord.ui.LayoutView:
    session, postit = mine.session, mine.postit
    place = _place(postit, t)
    hidden = ""
    if postit.hidden is not None:
        reason = escape(postit.hidden)
        hidden = f"{MARK} " + (
            t("mine.hidden_because", reason=reason) if reason else t("mine.hidden")
        )
    return layout(
        head,
        hidden,
        postit_line(postit, session) + (f"\n-# {escape(place)}" if place else ""),
        "-# " + t("postit.on_ballots") if mine.on_ballots else "",
        [
            button(t("button.edit"), custom_id("postit.edit", postit=postit.id), emoji="✏️"),
            button(t("button.withdraw"), custom_id("postit.withdraw", postit=postit.id), emoji="🗑️"),
            room_postits(session, t) if mine.in_room else _back(session, t),
        ],
    )


def _back(session: Session, t: Catalogue) -> Button:
    back = custom_id("postit.mine", session=session.id, page=0, room=False)
    return button(t("button.mine_back"), back)


def _place(postit: PostIt, t: Catalogue) -> str | None:
    kind = t(f"kind.{postit.kind}") if postit.kind is not None else None
    places = (kind, postit.column, postit.dimension, postit.year)
    parts = [str(part) for part in places if part is not None]
    return " · ".join(parts) or None
