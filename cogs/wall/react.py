"""One post-it of the wall, read privately: react to it, comment on it."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.naming.people import signing_at_once
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, form, layout, option, select, text_field
from bot.interface.showing.pages import in_pages
from bot.interface.words.in_room import signature, signed
from bot.interface.words.postits import postit_line
from bot.services.wall import reacting
from bot.services.wall.reacting import Viewed
from bot.workshop.errors import Refusal
from bot.workshop.in_room import MOST_IN_ROOM, read_people
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten
from bot.workshop.wall.reaction import COMMENT_LIMIT, Comment, Reaction

_REACTIONS = tuple(Reaction)
# The post-it, its place, its counts and the notices come first; comments get what is left.
_ROOM = 3300
_COMMENTS = 10
_DIGITS = len(str(MOST_IN_ROOM))


class ReactDesk(Desk):
    """Each custom id carries the page of the wall that leads back."""

    @on("react.pick", "page", "room", chosen="postit")
    async def _pick(self, press: Press, page: int, room: bool = False) -> None:
        viewed = await reacting.view(self.ctx, press.number(), press.actor, signed(room))
        await _show(press, viewed, page)

    @on("react.show", "postit", "page", "turned", "room")
    async def _turn(
        self, press: Press, postit: int, page: int, turned: int, room: bool = False
    ) -> None:
        viewed = await reacting.view(self.ctx, postit, press.actor, signed(room))
        await _show(press, viewed, page, turned=turned)

    @on("react.set", "postit", "page", "rank", "wanted")
    async def _set(self, press: Press, postit: int, page: int, rank: int, wanted: bool) -> None:
        reaction = _reaction(rank)
        viewed = await reacting.react(self.ctx, postit, press.actor, reaction, wanted)
        key = "react.kept" if wanted else "react.taken_back"
        await _show(press, viewed, page, head="✅ " + press.t(key, reaction=reaction))

    @on("react.count", "postit", "page", "rank")
    async def _count(self, press: Press, postit: int, page: int, rank: int) -> None:
        """For the people in the room, ask how many."""
        reaction = _reaction(rank)
        viewed = await reacting.view(self.ctx, postit, press.actor, signature)
        t = press.t
        number = text_field(
            "people",
            t("field.react_room", most=viewed.session.in_room),
            limit=_DIGITS,
            default=str(viewed.mine[reaction]) if reaction in viewed.mine else None,
        )
        sent = custom_id("react.counted", postit=postit, page=page, rank=rank)
        await press.open(form(f"{reaction} {t('form.react_room')}", sent, number))

    @on("react.counted", "postit", "page", "rank")
    async def _counted(self, press: Press, postit: int, page: int, rank: int) -> None:
        reaction = _reaction(rank)
        try:
            people = read_people(press.text("people"))
            viewed = await reacting.count_room(
                self.ctx, postit, press.actor, reaction, people, signature
            )
        except Refusal as refusal:
            again = custom_id("react.count", postit=postit, page=page, rank=rank)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])
            return
        told = press.t.n("react.room_kept", people, reaction=reaction)
        await _show(press, viewed, page, head=f"✅ {told}")

    @on("react.comment", "postit", "page", "room")
    async def _comment(self, press: Press, postit: int, page: int, room: bool = False) -> None:
        viewed = await reacting.view(self.ctx, postit, press.actor, signed(room))
        t = press.t
        signs = signing_at_once(viewed.session)
        if room:
            signs = "field.ideas.room_masked" if viewed.session.masked else "field.ideas.room"
        sent = custom_id("react.commented", postit=postit, page=page, room=room)
        field = text_field(
            "comment",
            t("field.comment"),
            description=t(signs),
            limit=COMMENT_LIMIT,
        )
        await press.open(form(t("form.comment"), sent, field))

    @on("react.commented", "postit", "page", "room")
    async def _commented(self, press: Press, postit: int, page: int, room: bool = False) -> None:
        try:
            viewed = await reacting.comment(
                self.ctx,
                postit,
                press.actor,
                press.text("comment"),
                press.submission,
                signed(room),
            )
        except Refusal as refusal:
            again = custom_id("react.comment", postit=postit, page=page, room=room)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])
            return
        await _show(press, viewed, page, head="✅ " + press.t("comment.kept"))

    @on("react.uncomment", "postit", "page", "room", chosen="comment")
    async def _uncomment(self, press: Press, postit: int, page: int, room: bool = False) -> None:
        viewed, gone = await reacting.withdraw_comment(
            self.ctx, postit, press.actor, press.number(), signed(room)
        )
        head = "✅ " + press.t("comment.withdrawn") if gone else ""
        await _show(press, viewed, page, head=head)


def _reaction(rank: int) -> Reaction:
    if not 0 <= rank < len(_REACTIONS):
        raise Refusal("button.unknown")
    return _REACTIONS[rank]


async def _show(
    press: Press, viewed: Viewed, page: int, *, turned: int = 0, head: str = ""
) -> None:
    await replace(press.interaction, _one(viewed, press.t, page, turned, head))


def _one(viewed: Viewed, t: Catalogue, page: int, turned: int, head: str) -> ui.LayoutView:
    postit, echo = viewed.postit, viewed.echo
    said = postit_line(postit, viewed.session)
    place = " · ".join(escape(name) for name in (postit.column, postit.dimension) if name)
    if place:
        said += f"\n-# {place}"
    lines = [_comment_line(viewed.session, comment) for comment in echo.comments]
    pages = in_pages(lines, _ROOM - len(said), _COMMENTS)
    turned = min(max(0, turned), len(pages) - 1)
    turns: list[Button] = []
    if len(pages) > 1:
        turns = [
            button(
                mark,
                custom_id(
                    "react.show", postit=postit.id, page=page, turned=to, room=viewed.in_room
                ),
                disabled=not 0 <= to < len(pages),
            )
            for mark, to in (("◀", turned - 1), ("▶", turned + 1))
        ]
    signing = "react.room" if viewed.in_room else f"react.signing.{viewed.session.signing}"
    return layout(
        head,
        said,
        echo.tally or "-# " + t("react.none"),
        "\n".join(pages[turned]),
        [_toggle(viewed, rank, page, t) for rank in range(len(_REACTIONS))],
        [
            button(
                t("button.comment"),
                custom_id("react.comment", postit=postit.id, page=page, room=viewed.in_room),
                emoji="💬",
            ),
            *turns,
            button(
                t("button.wall_back"),
                custom_id("wall.read", session=viewed.session.id, page=page, room=viewed.in_room),
            ),
        ],
        _withdrawals(viewed, page, t),
        "-# " + t(signing),
    )


def _toggle(viewed: Viewed, rank: int, page: int, t: Catalogue) -> Button:
    """Return the button of one reaction; it asks for a state, so that twice is once."""
    reaction = _REACTIONS[rank]
    mine = reaction in viewed.mine
    count = viewed.echo.count(reaction)
    label = t(f"reaction.{reaction.name.lower()}") + (f" · {count}" if count else "")
    where = custom_id("react.set", postit=viewed.postit.id, page=page, rank=rank, wanted=not mine)
    if viewed.in_room:
        where = custom_id("react.count", postit=viewed.postit.id, page=page, rank=rank)
    return button(
        f"✓ {label}" if mine else label,
        where,
        emoji=reaction,
        style=discord.ButtonStyle.primary if mine else discord.ButtonStyle.secondary,
    )


def _withdrawals(viewed: Viewed, page: int, t: Catalogue) -> Sequence[ui.Select[ui.LayoutView]]:
    if not viewed.my_comments:
        return ()
    choices = [option(comment.text, str(comment.id)) for comment in viewed.my_comments]
    where = custom_id("react.uncomment", postit=viewed.postit.id, page=page, room=viewed.in_room)
    return (select(where, t("comment.withdraw"), choices),)


def _comment_line(session: Session, comment: Comment) -> str:
    author = "" if session.masked or not comment.author_name else comment.author_name
    return f"💬 {escape(comment.text)}" + (f" — *{escape(shorten(author, 40))}*" if author else "")
