"""Leaving a step: next, back, skip, end. Where people have answered, the facilitator is asked.

One question for all of them: how many have answered, what becomes of what they said, and what
else can be done (`bot.services.sessions.ahead`). Where the step that opens holds answers about
what has changed since, that is a question of its own, asked after the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import QUIET, Button, button, layout
from bot.interface.words.network.choice import goes_to, switch
from bot.interface.words.review import read_again
from bot.interface.words.sessions import clock as words
from bot.services.network.sharing import Sharing, sharing
from bot.services.sessions import steering
from bot.services.sessions.ahead import Ahead, Holding, Way, ahead, ahead_of_end
from bot.services.sessions.moving import Seen
from bot.services.sessions.whereabouts import Whereabouts, whereabouts
from bot.services.settings.settings import server_settings
from bot.services.subgroups.view import Seen as SmallGroups
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.session import SessionState
from bot.workshop.text import escape
from cogs.sessions.leading import ended, panel, show, troubles

if TYPE_CHECKING:
    from datetime import datetime

    from bot.client import Gommette

_WAYS = tuple(Way)
_MOVES = {Way.NEXT: steering.next_step, Way.SKIP: steering.skip, Way.BACK: steering.back}
_TEXT = 2500


@dataclass(frozen=True, slots=True)
class Said:
    """What the facilitator has read and answered: that ballots are `erased` without a word on what
    they say; whether the step that opens begins `afresh`, None as long as they were not asked."""

    erased: bool = False
    afresh: bool | None = None


class Leaving(Desk):
    """Each move looks again at what it would do: what was not read is asked."""

    @on("lead.next", "session", "seen", "step", "to")
    async def _next(
        self,
        press: Press,
        session: int,
        seen: int,
        step: int | None = None,
        to: int | None = None,
    ) -> None:
        await self._leave(press, session, Seen(seen, step, to), Way.NEXT)

    @on("lead.back", "session", "seen", "step", "to")
    async def _back(
        self,
        press: Press,
        session: int,
        seen: int,
        step: int | None = None,
        to: int | None = None,
    ) -> None:
        await self._leave(press, session, Seen(seen, step, to), Way.BACK)

    @on("lead.skip", "session", "seen", "step", "to")
    async def _skip(
        self,
        press: Press,
        session: int,
        seen: int,
        step: int | None = None,
        to: int | None = None,
    ) -> None:
        await self._leave(press, session, Seen(seen, step, to), Way.SKIP)

    @on("lead.leave", "session", "seen", "way", "erased", "afresh", "chosen", "step")
    async def _leave_so(
        self,
        press: Press,
        session: int,
        seen: int,
        way: int,
        erased: bool,
        afresh: bool,
        chosen: bool = False,
        step: int | None = None,
    ) -> None:
        if not 0 <= way < len(_WAYS) or _WAYS[way] not in _MOVES:
            raise Refusal("button.unknown")
        said = Said(erased, afresh if chosen or afresh else None)
        await self._leave(press, session, Seen(seen, step), _WAYS[way], said)

    async def _leave(
        self,
        press: Press,
        session_id: int,
        seen: Seen,
        way: Way,
        said: Said | None = None,
    ) -> None:
        """Leave a step; ask first, as long as something was not `said` that should be."""
        try:
            found = await ahead(self.ctx, session_id, press.actor, seen, way)
            known = said or Said()
            if found.left and (said is None or (found.erases and not known.erased)):
                await replace(press.interaction, _question(self.bot, found, seen, press.t))
                return
            if found.returning is not None and known.afresh is None:
                view = _coming_back(self.bot, found, found.returning, seen, press.t)
                await replace(press.interaction, view)
                return
            afresh, now = bool(known.afresh), self.bot.clock()
            await _MOVES[way](self.ctx, session_id, press.actor, seen, now, afresh=afresh)
        except Outdated as refusal:  # say so and show the panel as it is now
            await show(self.bot, press, session_id, press.t(refusal.key))
            return
        there = await whereabouts(self.ctx, session_id, press.actor)
        head = _reopened(there, press.t, now) if way is Way.BACK else ""
        await replace(press.interaction, await panel(self.bot, there, press.t, head=head))

    @on("lead.end", "session")
    async def _end(self, press: Press, session: int) -> None:
        """Ask first: an end cannot be taken back."""
        found = await ahead_of_end(self.ctx, session, press.actor)
        seen = await whereabouts(self.ctx, session, press.actor)
        chosen = await server_settings(self.ctx, seen.session.server_id)
        elsewhere = await sharing(self.ctx, session, press.actor)
        view = _end_question(self.bot, found, seen, elsewhere, press.t, review=chosen.review)
        await replace(press.interaction, view)

    @on("lead.end_yes", "session", "erased")
    async def _end_yes(self, press: Press, session: int, erased: bool = False) -> None:
        await self._end_so(press, session, erased, review=False)

    @on("lead.end_review", "session", "erased")
    async def _end_review(self, press: Press, session: int, erased: bool) -> None:
        """End, and have the summary wait to be read again."""
        await self._end_so(press, session, erased, review=True)

    async def _end_so(self, press: Press, session: int, erased: bool, *, review: bool) -> None:
        if not erased and (await ahead_of_end(self.ctx, session, press.actor)).erases:
            await self._end(press, session)
            return
        now = self.bot.clock()
        started = await steering.end(self.ctx, session, press.actor, now, review=review)
        seen = await whereabouts(self.ctx, session, press.actor)
        lacks = troubles(self.bot, seen, press.t)
        ends = "panel.ended_waits" if lacks else ended(seen)
        told = press.t(ends if started else "panel.cancelled")
        waits = [read_again(seen.session, press.t)] if seen.session.in_review else None
        await replace(press.interaction, layout(f"{told}\n{lacks}".strip(), waits, colour=QUIET))


def _reopened(seen: Whereabouts, t: Catalogue, now: datetime) -> str:
    """Return which step is open again, and for how long."""
    step = seen.current
    if step is None or not step.is_open:
        return ""
    title = escape(step.plan.title[seen.session.language])
    if step.closes_at is None:
        return f"↩️ {t('panel.reopened_without_clock', title=title)}"
    left = words.said(step.closes_at - now, t)
    return f"↩️ {t('panel.reopened', title=title, left=left)}"


def _question(bot: Gommette, found: Ahead, seen: Seen, t: Catalogue) -> ui.LayoutView:
    """Return what a move does to answers, and the ways on: do it, something milder, or stay."""
    texts = _fates(bot, found, t)
    ways = [
        _leaving(
            found,
            seen,
            found.way,
            Said(found.erases),
            t(f"button.{found.way}_yes"),
            found.way.closes,
        )
    ]
    if found.way is Way.NEXT:
        texts.append(t("panel.or_aside"))
        ways.append(_leaving(found, seen, Way.SKIP, Said(), t("button.skip_yes")))
    return layout("\n\n".join(texts), [*ways, _stay(found, t)])


def _coming_back(
    bot: Gommette, found: Ahead, returning: Holding, seen: Seen, t: Catalogue
) -> ui.LayoutView:
    """Return that what was answered about has changed in the step that opens, and what can be done
    of the answers; the step that is left was asked about before, and waits for this one."""
    screen = bot.screens[returning.step.plan.kind]
    waits = t(f"panel.{found.way}_waits") if found.left else ""
    kept, again = (Said(found.erases, afresh) for afresh in (False, True))
    risky = bool(found.left) and found.way.closes
    ways = [
        _leaving(found, seen, found.way, kept, t("button.keep_ballots"), risky),
        _leaving(found, seen, found.way, again, t("button.afresh"), True),
        _stay(found, t),
    ]
    asked = screen.returning(returning, found.session, t)
    return layout("\n\n".join(filter(None, (asked, waits))), ways)


def _leaving(
    found: Ahead, seen: Seen, way: Way, said: Said, label: str, risky: bool = False
) -> Button:
    """Return the button that leaves so, and carries what was read and answered until it."""
    act = custom_id(
        "lead.leave",
        session=found.session.id,
        seen=seen.position,
        way=_WAYS.index(way),
        erased=said.erased,
        afresh=bool(said.afresh),
        chosen=said.afresh is not None,
        step=seen.step,
    )
    style = discord.ButtonStyle.danger if risky else discord.ButtonStyle.secondary
    return button(label, act, style=style)


def _stay(found: Ahead, t: Catalogue) -> Button:
    return button(t("button.stay"), custom_id("lead.panel", session=found.session.id))


def _end_question(
    bot: Gommette,
    found: Ahead,
    seen: Whereabouts,
    elsewhere: Sharing,
    t: Catalogue,
    *,
    review: bool,
) -> ui.LayoutView:
    """Return what an end does; `review` where the server has every summary read again, `elsewhere`
    where the summary goes to other servers."""
    session = found.session
    waiting = sum(1 for step in seen.steps if step.is_to_come)
    # What people wrote before the meeting is summed up: it is ended rather than cancelled.
    lobby = session.state is SessionState.LOBBY and not any(step.ahead for step in seen.steps)
    if session.is_before and not lobby:
        question = t("before.end_question")
    elif session.is_round:
        question = t("panel.end_question_round")
    elif lobby:
        question = t("panel.cancel_question")
    elif waiting:
        key = "panel.end_question_early_review" if review else "panel.end_question_early"
        question = t.n(key, waiting)
    else:
        question = t("panel.end_question_review" if review else "panel.end_question")
    # What a quick session decides is told by its card: nothing of it waits.
    summed_up = not (lobby or session.quick)
    first = custom_id("lead.end_review", session=session.id, erased=found.erases)
    return layout(
        shorten_lines("\n\n".join(_fates(bot, found, t)), _TEXT),
        _never_shown(found, t),
        _brought_back(seen, t),
        question,
        (t("panel.will_review") if review else t("panel.may_review")) if summed_up else "",
        "" if lobby else goes_to(elsewhere, bot, t),
        [
            button(
                t("button.cancel_yes" if lobby else "button.end_yes"),
                custom_id("lead.end_yes", session=session.id, erased=found.erases),
                style=discord.ButtonStyle.danger,
            ),
            *([button(t("button.end_review"), first)] if summed_up and not review else []),
            button(
                t("button.cancel_no" if lobby else "button.end_no"),
                custom_id("lead.panel", session=session.id),
            ),
            *([] if lobby else switch(elsewhere, bot, t)),
        ],
    )


def _brought_back(seen: Whereabouts, t: Catalogue) -> str:
    """Return that small groups which are at work come back; "" where there are none."""
    groups = seen.found
    out = isinstance(groups, SmallGroups) and groups.formed and not groups.back and groups.peopled
    return t("subgroups.end_brings_back") if out else ""


def _never_shown(found: Ahead, t: Catalogue) -> str:
    """Return what the reports will do with post-its that the room never saw; "" without any."""
    key = "panel.unseen_masked" if found.session.masked else "panel.unseen"
    told = [t.n(key, found.unseen)] if found.unseen else []
    if found.lost:
        told.append(t.n("panel.unseen_lost", found.lost))
    return "\n".join(told)


def _fates(bot: Gommette, found: Ahead, t: Catalogue) -> list[str]:
    """Return what becomes of the answers of each step, one text a step."""
    return [
        bot.screens[one.step.plan.kind].leaving(one, found.way, found.session, t)
        for one in found.left
    ]
