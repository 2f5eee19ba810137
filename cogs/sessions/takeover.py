"""Taking over a session whose facilitators are gone: asked first, then told to the room."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.naming.presence import gone_among
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import button, layout
from bot.services.sessions import takeover
from bot.services.sessions.takeover import Held
from bot.services.sessions.whereabouts import whereabouts
from bot.workshop.text import escape
from cogs.sessions.leading import panel


class TakingOver(Desk):
    """The question of `/session takeover`, answered."""

    @on("lead.take", "session")
    async def _take(self, press: Press, session: int) -> None:
        now = self.bot.clock()
        held = await takeover.to_take_over(self.ctx, session, press.actor, now)
        gone = await gone_among(press.interaction.guild, held.facilitators)
        await takeover.take_over(self.ctx, session, press.actor, gone, now)
        seen = await whereabouts(self.ctx, session, press.actor)
        head = "✅ " + press.t("takeover.done")
        await replace(press.interaction, await panel(self.bot, seen, press.t, head=head))


def question(held: Held, t: Catalogue) -> ui.LayoutView:
    """Return what is asked first: who leads now, and what the room will read."""
    session = held.session
    return layout(
        t(
            "takeover.question",
            title=escape(session.title),
            who=takeover.mentioned(held.facilitators),
        ),
        [
            button(
                t("button.take_over"),
                custom_id("lead.take", session=session.id),
                style=discord.ButtonStyle.danger,
            )
        ],
    )
