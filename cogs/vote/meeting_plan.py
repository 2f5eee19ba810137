"""The date that a vote found is planned as a session: one press, a form that says what it does."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import whisper
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import (
    PAGE,
    button,
    choice_field,
    form,
    layout,
    option,
    text_field,
)
from bot.interface.showing.when import day_and_clock
from bot.interface.words.library import by_aim, facts
from bot.interface.words.sessions.checklist import require_writing
from bot.services.before import planning
from bot.services.recipes import recipes
from bot.services.sessions import opening
from bot.services.vote import found as meeting
from bot.services.vote.found import FoundDate
from bot.workshop.before.planned import Planned
from bot.workshop.text import escape, shorten
from cogs.sessions.before.event import announce
from cogs.sessions.beginning import recipe_named, wished
from cogs.sessions.fiction import Wish
from cogs.vote.meeting import moment_of

_DAY = 60  # characters of a day and a time


class MeetingPlanDesk(Desk):
    @on("date.plan", "step")
    async def _form(self, press: Press, step: int) -> None:
        """Offer what is known: the title, the hour; what is left to say is how it is led."""
        held, t = await meeting.found(self.ctx, step, press.actor), press.t
        session = held.session
        await planning.check_alone(
            self.ctx, session.server_id, session.channel_id, held.slot.starts
        )
        title = text_field(
            "title",
            t("dates.plan.title"),
            limit=opening.TITLE_LIMIT,
            default=shorten(session.title, opening.TITLE_LIMIT),
        )
        when = text_field(
            "when",
            t("dates.plan.when"),
            description=t("dates.plan.hour" if held.slot.all_day else "dates.plan.read"),
            limit=_DAY,
            default=moment_of(held),
        )
        choices = await self._recipes(held, t)
        recipe = choice_field("recipe", t("dates.plan.recipe"), choices)
        act = custom_id("date.planned", step=step)
        await press.open(form(t("dates.plan"), act, t("dates.plan.about"), title, when, recipe))

    async def _recipes(self, held: FoundDate, t: Catalogue) -> list[discord.SelectOption]:
        """Return the recipes that need nothing more than an hour, the server's own first."""
        own = await recipes.offered(self.ctx, held.session.server_id)
        offered = {
            one.slug: option(
                recipe.title[t.language], one.slug, description=t.minutes(recipe.minutes)
            )
            for one, recipe in own
            if not recipe.needs_scenario
        }
        for name, recipe in by_aim(self.bot.library.recipes):
            if not recipe.needs_scenario:
                offered.setdefault(
                    name, option(recipe.title[t.language], name, description=facts(recipe, t))
                )
        return list(offered.values())[:PAGE]

    @on("date.planned", "step")
    async def _planned(self, press: Press, step: int) -> None:
        interaction, t = press.interaction, press.t
        held = await meeting.found(self.ctx, step, press.actor)
        require_writing(interaction, t)
        recipe, saved = await recipe_named(self.bot, interaction.guild_id, press.text("recipe"))
        wish = Wish(recipe, saved, press.text("title"), held.session.language, None, None)
        planned = await planning.plan(
            self.ctx,
            await wished(self.bot, interaction, wish, None),
            press.actor,
            press.text("when"),
            self.bot.clock(),
            alone=True,
        )
        await interaction.response.defer(ephemeral=True, thinking=True)
        how = await self._announced(press, held, planned)
        told = t(
            "planned.kept",
            title=escape(planned.title),
            when=day_and_clock(planned.due_at),
            channel=f"<#{planned.channel_id}>",
        )
        cancel = button(
            t("button.planned_cancel"), custom_id("planned.ask", planned=planned.id), emoji="🗑️"
        )
        every = button(t("button.planned_list"), custom_id("planned.list"))
        undone = t("dates.plan.undo")
        await whisper(interaction, layout(f"🗓️ {told}", f"-# {how}\n-# {undone}", [cancel, every]))

    async def _announced(self, press: Press, held: FoundDate, planned: Planned) -> str:
        """Have Discord announce it, unless an event was made of the date already; say which."""
        if held.begun:
            return press.t("dates.plan.event_before")
        found = await announce(self.ctx, press.interaction.guild, planned)
        kept = await planning.still_waits(self.ctx, planned.id)
        if kept is not None and kept.event_id is not None:
            await meeting.planned(self.ctx, held.step.id, kept.event_id)
        return press.t(f"planned.event.{found}")
