"""The facilitators' panel: a private message with every control, opened from the card.

It is private so that participants never see a button they may not press. Each control carries
the position that the facilitator saw: pressed twice, it acts once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace, whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.sending.rights import lacking
from bot.interface.showing.layout import Button, Rule, button, layout
from bot.interface.showing.screen import scene
from bot.interface.showing.when import lead_time_line
from bot.interface.words.follow import take_up
from bot.interface.words.gathering import trouble_lines
from bot.interface.words.hands import lead_buttons as hands_buttons
from bot.interface.words.hands import lead_line as hands_line
from bot.interface.words.review import read_again
from bot.interface.words.sessions import unsaid
from bot.interface.words.sessions.noticing import notice_line
from bot.services.context import Context
from bot.services.sessions import steering
from bot.services.sessions.moving import Seen
from bot.services.sessions.quick import told_by_its_cards
from bot.services.sessions.retiming import clock_stamp
from bot.services.sessions.whereabouts import Whereabouts, whereabouts
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import SessionState
from bot.workshop.text import escape, shorten
from cogs.postits.bringing import bring_button
from cogs.postits.pictures import panel_button, panel_notice
from cogs.sessions.before.panel import ahead_blocks, lobby_blocks
from cogs.sessions.opening.page import open_button
from cogs.sessions.plan.button import plan_buttons
from cogs.sessions.ready_buttons import ready_buttons, ready_line
from cogs.sessions.time import more_given, session_line, time_button

if TYPE_CHECKING:
    from bot.client import Gommette

Move = Callable[[Context, int, Actor, Seen, datetime], Awaitable[None]]


async def panel(bot: Gommette, seen: Whereabouts, t: Catalogue, *, head: str = "") -> ui.LayoutView:
    """Return the control panel as it stands; `head` comes first (a checklist, an answer)."""
    session = seen.session
    head = f"{head}\n{troubles(bot, seen, t)}".strip()
    title = f"### 🎛️ {escape(session.title)}"
    if session.state is SessionState.LOBBY:
        return layout(
            head,
            Rule.LINE if head else None,
            title + "\n" + t("panel.lobby"),
            panel_notice(seen, t),
            [
                button(
                    t("button.start"),
                    custom_id("lead.start", session=session.id),
                    emoji="▶️",
                    style=discord.ButtonStyle.success,
                ),
                *panel_button(seen, t),
                *plan_buttons(session, t),
                button(t("button.cancel"), custom_id("lead.end", session=session.id)),
            ],
            take_up(session, t),
            *lobby_blocks(seen, t),
        )
    step = seen.current
    if session.state is SessionState.ENDED or step is None:
        waits = [read_again(session, t)] if session.in_review else None
        return layout(head, title + "\n" + t(ended(seen)), waits)
    if session.is_ahead:
        return layout(
            head,
            Rule.LINE if head else None,
            title,
            *ahead_blocks(seen, step, t),
            panel_notice(seen, t),
            panel_button(seen, t),
        )
    n, here = session.id, step.position
    last = here + 1 >= len(seen.steps)
    following = "" if last else seen.steps[here + 1].plan.title[session.language]
    # Pressed once the plan has been bent, a button does nothing else than it says.
    to = step.id if last else seen.steps[here + 1].id
    place = t(
        "panel.place",
        n=here + 1,
        total=len(seen.steps),
        title=escape(step.plan.title[session.language]),
    )
    moves: list[Button] = []
    if last:
        moves.append(
            button(
                t("button.end"),
                custom_id("lead.end", session=n),
                emoji="🏁",
                style=discord.ButtonStyle.success,
            )
        )
    else:
        moves.append(
            button(
                t("button.next", title=shorten(following, 50)),
                custom_id("lead.next", session=n, seen=here, step=step.id, to=to),
                emoji="⏭️",
                style=discord.ButtonStyle.primary,
            )
        )
    if here:
        before = seen.steps[here - 1].id
        at = custom_id("lead.back", session=n, seen=here, step=step.id, to=before)
        moves.append(button(t("button.back"), at))
    if not last:
        moves.append(
            button(
                t("button.skip"), custom_id("lead.skip", session=n, seen=here, step=step.id, to=to)
            )
        )
        moves.append(
            button(
                t("button.end"), custom_id("lead.end", session=n), style=discord.ButtonStyle.danger
            )
        )
    clock: list[Button] = []
    if step.outcome is None or session.paused:  # else nothing is waited for
        clock = [
            button(
                t("button.more", minutes=minutes),
                custom_id(
                    "lead.more", session=n, minutes=minutes, step=step.id, was=clock_stamp(step)
                ),
            )
            for minutes in (1, 5)
        ]
    if (timing := time_button(seen, t)) is not None:
        clock.append(timing)
    if (step.outcome is None or session.paused) and not step.rests(session):
        pause = custom_id("lead.pause", session=n, seen=here, step=step.id)
        resume = custom_id("lead.resume", session=n, seen=here, step=step.id)
        paused = session.paused
        clock.append(
            button(t("button.resume"), resume) if paused else button(t("button.pause"), pause)
        )
    clock += [
        button(t("button.refresh"), custom_id("lead.panel", session=n), emoji="🔄"),
    ]
    others = [
        *plan_buttons(session, t),
        button(
            t("button.in_room_of", people=session.in_room)
            if session.in_room
            else t("button.in_room"),
            custom_id("in_room.open", session=n),
            emoji="👥",
        ),
        open_button(session, t),
        button(t("button.hide_some"), custom_id("hide.list", session=n, what=0, page=0)),
        *panel_button(seen, t),
    ]
    screen, shown = bot.screens[step.plan.kind], scene(seen.showing, t)
    own = screen.time_up(shown) if step.is_open and step.overtime(bot.clock()) else ""
    time = own or lead_time_line(session, step, t, bot.clock(), last=last)
    if step.rests(session) and step.outcome is None:
        time = t("panel.closed_in_time")
    return layout(
        head,
        Rule.LINE if head else None,
        "\n".join(
            filter(
                None,
                (
                    title,
                    place,
                    time,
                    session_line(bot, seen, t),
                    took_part(seen, t),
                    ready_line(seen, t),
                    hands_line(seen.hands, t),
                ),
            )
        ),
        notice_line(seen.notice, t),
        panel_notice(seen, t),
        screen.lead_notice(shown),
        moves,
        clock,
        others,
        bring_button(seen, t),
        [*ready_buttons(seen, t), *hands_buttons(seen.hands, n, t)],
        [] if step.rests(session) else list(screen.lead_buttons(shown)),
    )


def troubles(bot: Gommette, seen: Whereabouts, t: Catalogue) -> str:
    """Return what the room should have read and does not, and what lacks; nothing when all is
    well."""
    session = seen.session
    lacks = lacking(bot, session.server_id, session.channel_id)
    lines = trouble_lines(seen.left, t)
    if seen.unsaid:
        lines.append(unsaid.lines(seen.unsaid, t, lacks))
    elif lacks:
        lines.append(unsaid.rights(lacks, session.channel_id, t))
    return "\n".join(lines)


def ended(seen: Whereabouts) -> str:
    """Return the key of where what came of a session that has ended is to be read."""
    if seen.session.in_review:
        return "panel.ended_review"
    alone = told_by_its_cards(seen.session, seen.steps)
    if alone and seen.session.is_round:
        return "panel.ended_round"
    return "panel.ended_quick" if alone else "panel.ended"


def took_part(seen: Whereabouts, t: Catalogue) -> str:
    """Return how many took part so far, those in the room without Discord among them; nothing of a
    round that is spoken, where nobody has anything to press."""
    if seen.session.is_round and not seen.participants:
        return ""
    if seen.in_room:
        key = "panel.all_in_room" if seen.in_room == seen.participants else "panel.in_room"
        return t.n(key, seen.participants, room=seen.in_room)
    return t.n("panel.participants", seen.participants)


class Leading(Desk):
    """The controls of the panel that take nothing away; the others are in `leaving`."""

    @on("lead.panel", "session")
    async def _panel(self, press: Press, session: int) -> None:
        seen = await whereabouts(self.ctx, session, press.actor)
        if not seen.leads:
            raise Refusal("session.not_facilitator")
        message = press.interaction.message
        if message is not None and message.flags.ephemeral:
            await replace(press.interaction, await panel(self.bot, seen, press.t))
            self.bot.cards.refresh(seen.session.id)  # brings back a card that was deleted
        else:
            await whisper(press.interaction, await panel(self.bot, seen, press.t))

    @on("lead.start", "session")
    async def _start(self, press: Press, session: int) -> None:
        await steering.start(self.ctx, session, press.actor, self.bot.clock())
        await show(self.bot, press, session, press.t("panel.started"))

    @on("lead.pause", "session", "seen", "step")
    async def _pause(self, press: Press, session: int, seen: int, step: int | None = None) -> None:
        await self._move(press, session, Seen(seen, step), steering.pause)

    @on("lead.resume", "session", "seen", "step")
    async def _resume(self, press: Press, session: int, seen: int, step: int | None = None) -> None:
        await self._move(press, session, Seen(seen, step), steering.resume)

    @on("lead.more", "session", "minutes", "step", "was")
    async def _more(self, press: Press, session: int, minutes: int, step: int, was: int) -> None:
        """Add to the end that was seen: pressed by two at once, it adds once."""
        if minutes not in (1, 5):
            raise Refusal("button.unknown")
        there, now = Seen(None, step), self.bot.clock()
        try:
            longer = await steering.extend(
                self.ctx, session, press.actor, there, minutes, now, was=was
            )
        except Outdated as refusal:
            await show(self.bot, press, session, press.t(refusal.key))
        else:
            await show(self.bot, press, session, more_given(longer, minutes, press.t, now))

    async def _move(self, press: Press, session_id: int, seen: Seen, move: Move) -> None:
        try:
            await move(self.ctx, session_id, press.actor, seen, self.bot.clock())
        except Outdated as refusal:  # say so and show the panel as it is now
            await show(self.bot, press, session_id, press.t(refusal.key))
        else:
            await show(self.bot, press, session_id)


async def show(bot: Gommette, press: Press, session_id: int, head: str = "") -> None:
    """Show the panel of the moment in the place of what was pressed."""
    seen = await whereabouts(bot.ctx, session_id, press.actor)
    await replace(press.interaction, await panel(bot, seen, press.t, head=head))
