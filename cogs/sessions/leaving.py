"""Leaving a step: next, back, skip, end. Where people have answered, the facilitator is asked.

One question for all of them: how many have answered, what becomes of what they said, and what
else can be done (`bot.services.sessions.ahead`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cards import shorten_lines
from bot.interface.cog import Desk
from bot.interface.layout import Button, button, layout
from bot.interface.replies import replace, sentence
from bot.interface.router import Press, custom_id, on
from bot.services.sessions import steering
from bot.services.sessions.ahead import Ahead, Way, ahead, ahead_of_end
from bot.services.sessions.whereabouts import Whereabouts, whereabouts
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.session import SessionState, StepState
from cogs.sessions.leading import show, troubles

if TYPE_CHECKING:
    from bot.client import Gommette

_WAYS = tuple(Way)
_MOVES = {Way.NEXT: steering.next_step, Way.SKIP: steering.skip, Way.BACK: steering.back}
_TEXT = 2500


class Leaving(Desk):
    """`erased` says that the facilitator read that ballots go; `afresh` that they chose it."""

    @on("lead.next", "session", "seen")
    async def _next(self, press: Press, session: int, seen: int) -> None:
        await self._leave(press, session, seen, Way.NEXT)

    @on("lead.back", "session", "seen")
    async def _back(self, press: Press, session: int, seen: int) -> None:
        await self._leave(press, session, seen, Way.BACK)

    @on("lead.skip", "session", "seen")
    async def _skip(self, press: Press, session: int, seen: int) -> None:
        await self._leave(press, session, seen, Way.SKIP)

    @on("lead.leave", "session", "seen", "way", "erased", "afresh")
    async def _leave_so(
        self, press: Press, session: int, seen: int, way: int, erased: bool, afresh: bool
    ) -> None:
        if not 0 <= way < len(_WAYS) or _WAYS[way] not in _MOVES:
            raise Refusal("button.unknown")
        await self._leave(press, session, seen, _WAYS[way], (erased, afresh))

    async def _leave(
        self,
        press: Press,
        session_id: int,
        seen: int,
        way: Way,
        told: tuple[bool, bool] | None = None,
    ) -> None:
        """Leave a step; ask first, unless what becomes of it was `told`."""
        erased, afresh = told or (False, False)
        try:
            found = await ahead(self.ctx, session_id, press.actor, seen, way)
            if (told is None and found.asks) or (found.erases and not erased):
                await replace(press.interaction, _question(self.bot, found, seen, press.t))
                return
            now = self.bot.clock()
            await _MOVES[way](self.ctx, session_id, press.actor, seen, now, afresh=afresh)
        except Outdated as refusal:  # say so and show the panel as it is now
            await show(self.bot, press, session_id, press.t(refusal.key))
        else:
            await show(self.bot, press, session_id)

    @on("lead.end", "session")
    async def _end(self, press: Press, session: int) -> None:
        """Ask first: an end cannot be taken back."""
        found = await ahead_of_end(self.ctx, session, press.actor)
        seen = await whereabouts(self.ctx, session, press.actor)
        await replace(press.interaction, _end_question(self.bot, found, seen, press.t))

    @on("lead.end_yes", "session", "erased")
    async def _end_yes(self, press: Press, session: int, erased: bool = False) -> None:
        if not erased and (await ahead_of_end(self.ctx, session, press.actor)).erases:
            await self._end(press, session)
            return
        started = await steering.end(self.ctx, session, press.actor, self.bot.clock())
        seen = await whereabouts(self.ctx, session, press.actor)
        lacks = troubles(self.bot, seen, press.t)
        ended = "panel.ended_waits" if lacks else "panel.ended"
        told = press.t(ended if started else "panel.cancelled")
        await replace(press.interaction, sentence(f"{told}\n{lacks}".strip()))


def _question(bot: Gommette, found: Ahead, seen: int, t: Catalogue) -> ui.LayoutView:
    """Return what a move does to answers, and the ways on: do it, something milder, or stay."""
    session, returning = found.session, found.returning
    texts = list(_fates(bot, found, t))
    asking = found.way is Way.NEXT and bool(found.left)
    if asking:
        texts.append(t("panel.or_aside"))
    if returning is not None:
        screen = bot.screens[returning.step.plan.kind]
        texts.append(screen.returning(returning, session, t))

    def leaving(label: str, way: Way, *, afresh: bool = False, risky: bool = False) -> Button:
        act = custom_id(
            "lead.leave",
            session=session.id,
            seen=seen,
            way=_WAYS.index(way),
            erased=found.erases,
            afresh=afresh,
        )
        style = discord.ButtonStyle.danger if risky else discord.ButtonStyle.secondary
        return button(t(label), act, style=style)

    ways: list[Button] = []
    if returning is not None:
        ways += [
            leaving("button.keep_ballots", found.way, risky=found.erases),
            leaving("button.afresh", found.way, afresh=True, risky=True),
        ]
    else:
        ways.append(leaving(f"button.{found.way}_yes", found.way, risky=found.way.closes))
    if asking:
        ways.append(leaving("button.skip_yes", Way.SKIP))
    ways.append(button(t("button.stay"), custom_id("lead.panel", session=session.id)))
    return layout("\n\n".join(texts), ways)


def _end_question(bot: Gommette, found: Ahead, seen: Whereabouts, t: Catalogue) -> ui.LayoutView:
    session = found.session
    waiting = sum(1 for step in seen.steps if step.state is StepState.WAITING)
    lobby = session.state is SessionState.LOBBY
    if lobby:
        question = t("panel.cancel_question")
    elif waiting:
        question = t.n("panel.end_question_early", waiting)
    else:
        question = t("panel.end_question")
    return layout(
        shorten_lines("\n\n".join(_fates(bot, found, t)), _TEXT),
        question,
        [
            button(
                t("button.cancel_yes" if lobby else "button.end_yes"),
                custom_id("lead.end_yes", session=session.id, erased=found.erases),
                style=discord.ButtonStyle.danger,
            ),
            button(
                t("button.cancel_no" if lobby else "button.end_no"),
                custom_id("lead.panel", session=session.id),
            ),
        ],
    )


def _fates(bot: Gommette, found: Ahead, t: Catalogue) -> list[str]:
    """Return what becomes of the answers of each step, one text a step."""
    return [
        bot.screens[one.step.plan.kind].leaving(one, found.way, found.session, t)
        for one in found.left
    ]
