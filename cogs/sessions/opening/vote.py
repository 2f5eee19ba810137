"""A vote opened from the panel, in a form of five fields."""

from __future__ import annotations

from collections.abc import Mapping

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import give_back
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, form, layout, option, radio_field, text_field
from bot.interface.words.sessions.kinds import invitation
from bot.services.settings.settings import server_settings
from bot.services.vote.sources import sources
from bot.workshop.errors import Refusal
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.vote.asking import QUESTION_LIMIT, planned
from bot.workshop.vote.methods import Method, VoteOn
from bot.workshop.vote.short_form import METHODS, SOURCES, asked_in_form
from cogs.sessions.opening.page import page_button
from cogs.sessions.opening.steps import length_field, open_now

_ABOUT = (VoteOn.OPTIONS, *SOURCES)
_OPTIONS = 4000  # characters of a field
_SECRET, _SIGNED = "secret", "signed"


class OpenedVotes(Desk):
    @on("open.vote", "session")
    async def _vote(self, press: Press, session: int) -> None:
        """Ask what is voted on, where there is something on the wall; else open the form."""
        found = await sources(self.ctx, session, press.actor)
        if found:
            await replace(press.interaction, _asked(session, found, press.t))
        else:
            await press.open(_form(session, VoteOn.OPTIONS, await self._secret(press), press.t))

    @on("open.vote_on", "session", "about")
    async def _vote_on(self, press: Press, session: int, about: int) -> None:
        on = _read(about)
        await sources(self.ctx, session, press.actor)
        await press.open(_form(session, on, await self._secret(press), press.t))

    async def _secret(self, press: Press) -> bool:
        """Return whether votes of the server are secret where nobody says."""
        settings = await server_settings(self.ctx, press.interaction.guild_id or 0)
        return settings.usually_secret

    @on("open.vote_form", "session", "about")
    async def _sent(self, press: Press, session: int, about: int) -> None:
        try:
            asked = asked_in_form(
                question=press.text("question"),
                method=press.text("method"),
                options=press.text("options"),
                about=_read(about),
                minutes=read_minutes(press.text("minutes")),
                signed=press.text("ballots") == _SIGNED if press.text("ballots") else None,
            )
            secret = await self._secret(press)
            plan = planned(asked, invitation("vote.invite"), secret=secret)
            await open_now(self.bot, press, session, plan, "vote.opened")
        except Refusal as refusal:
            again = custom_id("open.vote_on", session=session, about=about)
            await give_back(press, refusal, [button(press.t("button.fix"), again, emoji="✏️")])


def _read(about: int) -> VoteOn:
    if not 0 <= about < len(_ABOUT):
        raise Refusal("button.unknown")
    return _ABOUT[about]


def _asked(session_id: int, found: Mapping[VoteOn, int], t: Catalogue) -> ui.LayoutView:
    """Return the question that comes before the form: what is voted on?"""
    ways = [
        button(
            t(f"button.vote_on.{on}", count=found.get(on, 0)),
            custom_id("open.vote_on", session=session_id, about=rank),
        )
        for rank, on in enumerate(_ABOUT)
        if on is VoteOn.OPTIONS or on in found
    ]
    words = f"### 🗳️ {t('form.open_vote')}\n{t('opening.vote_on')}"
    return layout(words, ways, [page_button(session_id, t)])


def _form(session_id: int, on: VoteOn, secret: bool, t: Catalogue) -> ui.Modal:
    written = on is VoteOn.OPTIONS
    methods = [m for m in METHODS if written or m is not Method.YES_NO]
    usual = Method.YES_NO if written else Method.DOTS
    options = text_field(
        "options",
        t("field.vote_options"),
        description=t("field.vote_options.hint"),
        long=True,
        required=False,
        limit=_OPTIONS,
    )
    return form(
        t("form.open_vote"),
        custom_id("open.vote_form", session=session_id, about=_ABOUT.index(on)),
        text_field("question", t("field.vote_question"), long=True, limit=QUESTION_LIMIT),
        *([options] if written else []),
        radio_field(
            "method",
            t("field.vote_method"),
            [
                option(t(f"opening.method.{method}"), str(method), default=method is usual)
                for method in methods
            ],
        ),
        length_field(t, 5),
        radio_field(
            "ballots",
            t("field.vote_ballots"),
            [
                option(
                    t(f"opening.ballots.{kind}"),
                    kind,
                    description=t(f"opening.ballots.{kind}.hint"),
                    default=(kind == _SECRET) == secret,
                )
                for kind in (_SECRET, _SIGNED)
            ],
        ),
    )
