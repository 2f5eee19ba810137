"""The page that “Open…” shows: what can be opened or written down now, what is left for later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Block, Button, Rule, button, layout, option, select
from bot.interface.showing.links import page_of
from bot.services.notes.parked import listed
from bot.services.sessions.sounding import set_sound
from bot.services.sessions.whereabouts import Whereabouts, whereabouts
from bot.workshop.errors import Refusal
from bot.workshop.notes.parked import Parked
from bot.workshop.sessions.session import Session
from bot.workshop.text import escape, shorten
from cogs.sessions.opening.sound import sound_button, voice_buttons, voice_line

if TYPE_CHECKING:
    from bot.client import Gommette

_LISTED = 1800  # characters of what is left for later


def open_button(session: Session, t: Catalogue) -> Button:
    """Return the button of the panel that leads here."""
    return button(t("button.open"), custom_id("open.page", session=session.id, page=0), emoji="➕")


def page_button(session_id: int, t: Catalogue) -> Button:
    """Return the button back to this page."""
    return button(t("button.open_back"), custom_id("open.page", session=session_id, page=0))


class OpeningPage(Desk):
    @on("open.page", "session", "page")
    async def _page(self, press: Press, session: int, page: int) -> None:
        await show_page(self.bot, press, session, page=page)

    @on("sound.set", "session", "heard")
    async def _sound(self, press: Press, session: int, heard: bool) -> None:
        await set_sound(self.ctx, session, press.actor, heard=heard)
        await show_page(self.bot, press, session, press.t("sound.on" if heard else "sound.off"))

    @on("sound.off", "session", "letter")
    async def _off(self, press: Press, session: int, letter: int) -> None:
        """Turn the sound off where it was heard; the `letter` only tells the message."""
        await set_sound(self.ctx, session, press.actor, heard=False)
        await whisper(press.interaction, layout(press.t("sound.off")))


async def show_page(
    bot: Gommette, press: Press, session_id: int, head: str = "", page: int = 0
) -> None:
    """Show the page of the moment in the place of what was pressed."""
    found = await listed(bot.ctx, session_id, press.actor)
    seen = await whereabouts(bot.ctx, session_id, press.actor)
    await replace(press.interaction, opening_page(bot, seen, found, press.t, head, page))


def opening_page(
    bot: Gommette,
    seen: Whereabouts,
    found: Sequence[Parked],
    t: Catalogue,
    head: str = "",
    page: int = 0,
) -> ui.LayoutView:
    """Return the page, with what is left for later under it."""
    session, step = seen.session, seen.current
    if step is None:
        raise Refusal("session.not_started")
    n = session.id
    opens = [
        button(t("button.open_vote"), custom_id("open.vote", session=n), emoji="🗳️"),
        button(t("button.open_proposal"), custom_id("open.proposal", session=n), emoji="🤝"),
        button(t("button.open_round"), custom_id("open.round", session=n), emoji="⏱️"),
    ]
    act = custom_id("action.add", step=step.id, milestone=None, theme=None)
    writes = [
        button(t("button.note"), custom_id("note.add", step=step.id), emoji="✍️"),
        button(t("button.action"), act, emoji="✅"),
        button(t("button.park"), custom_id("park.new", session=n), emoji="🅿️"),
    ]
    panel = button(t("button.panel"), custom_id("lead.panel", session=n))
    return layout(
        head,
        Rule.LINE if head else None,
        f"### ➕ {t('opening.title')}\n{t('opening.opens')}",
        opens,
        t("opening.writes"),
        writes,
        *_later(session, found, t, page),
        voice_line(bot, session, t),
        [sound_button(session, t), *voice_buttons(bot, session, t), panel],
    )


def _later(session: Session, found: Sequence[Parked], t: Catalogue, page: int) -> list[Block]:
    """Return what is left for later, and the menu to take one of it up again."""
    if not found:
        return []
    lines = "\n".join(f"- {escape(shorten(one.text, 150))}" for one in found)
    shown, turns = page_of(
        found, page, lambda turned: custom_id("open.page", session=session.id, page=turned)
    )
    menu = select(
        custom_id("park.pick", session=session.id),
        t("parked.choose"),
        [option(one.text, str(one.id)) for one in shown],
    )
    told = shorten_lines(f"**{t('parked.title')}**\n{lines}", _LISTED)
    return [told, [menu], turns]
