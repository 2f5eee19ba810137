"""Opening a session, adding facilitators, and “where are we?”."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.commands import choices, command, group, language_choices
from bot.interface.naming.people import actor_of, language_of
from bot.interface.naming.presence import gone_among
from bot.interface.pressing.replies import answering, replace, sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.showing.cards import invitation, shorten_lines, time_told
from bot.interface.showing.layout import layout
from bot.interface.showing.screen import scene
from bot.interface.words.before import waiting
from bot.interface.words.hands import card_buttons, card_text
from bot.interface.words.library import by_aim, facts
from bot.interface.words.review import read_again
from bot.services.context import over
from bot.services.recipes import recipes
from bot.services.review.reviewing import waiting_in
from bot.services.sessions import opening
from bot.services.sessions.takeover import to_take_over
from bot.services.sessions.whereabouts import Whereabouts, live_session, whereabouts
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.sessions.session import Session, SessionState, Signing, StepRun, StepState
from bot.workshop.text import escape
from cogs.sessions.beginning import begin, recipe_chosen, recipe_named, stories
from cogs.sessions.continuing import former_of, formers_like
from cogs.sessions.fiction import Wish, read_wish
from cogs.sessions.leading import panel
from cogs.sessions.takeover import question

if TYPE_CHECKING:
    from bot.client import Gommette  # noqa: F401 - in the alias below

Interaction = discord.Interaction["Gommette"]

_CHOICES = 25
_BODY = 1800
_HANDS = 400


class Sessions(Desk):
    """The `/session` commands."""

    session = group("command.session")

    @command(
        session,
        "command.session.new",
        language=language_choices(),
        signing=choices("command.signing", Signing),
    )
    async def new(
        self,
        interaction: Interaction,
        recipe: str,
        scenario: str | None = None,
        title: app_commands.Range[str, 1, opening.TITLE_LIMIT] | None = None,
        language: str | None = None,
        signing: str | None = None,
        former: str | None = None,
    ) -> None:
        async with answering(interaction) as t:
            found, saved = await recipe_named(self.bot, interaction.guild_id, recipe)
            wish = Wish(
                found,
                saved,
                title or "",
                Language(language) if language else None,
                Signing(signing) if signing else None,
                former_of(former),
            )
            await begin(self.bot, interaction, wish, scenario, t)

    @on("session.story", "recipe", "how", "saved", "former")
    async def _fiction(
        self,
        press: Press,
        recipe: int,
        how: int,
        saved: int | None = None,
        former: int | None = None,
    ) -> None:
        """The scenario that was not named in the command, chosen."""
        found = await recipe_chosen(self.bot, press.interaction.guild_id, recipe, saved)
        name, wish = read_wish(press.chosen, found, how, saved, former)
        await begin(self.bot, press.interaction, wish, name, press.t)

    @new.autocomplete("recipe")
    async def _recipes(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        return await self.recipes_like(interaction.guild_id, written, language_of(interaction))

    @new.autocomplete("scenario")
    async def _scenarios(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        assert interaction.guild_id is not None
        return await self.scenarios_like(interaction.guild_id, written, language_of(interaction))

    @new.autocomplete("former")
    async def _formers(
        self, interaction: Interaction, written: str
    ) -> list[app_commands.Choice[str]]:
        return await formers_like(self.ctx, interaction, written)

    @command(session, "command.session.panel")
    async def panel(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            assert interaction.channel_id is not None
            actor = actor_of(interaction.user)
            unread = await waiting_in(self.ctx, interaction.channel_id, actor)
            if unread and await live_session(self.ctx, interaction.channel_id) is None:
                # What is left to lead is the summary.
                seen = await whereabouts(self.ctx, unread[0].id, actor)
                await whisper(interaction, await panel(self.bot, seen, t))
                return
            seen = await self._here(interaction)
            if seen.leads:
                await whisper(interaction, await panel(self.bot, seen, t))
            elif not unread:
                raise Refusal("session.not_facilitator")
            for one in unread[:1]:  # another session has begun here since
                words = t("post.waits", title=escape(one.title))
                await whisper(interaction, layout(words, [read_again(one, t)]))

    @command(session, "command.session.where")
    async def where(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            await self._catch_up(interaction, await self._here(interaction), t)

    @command(session, "command.session.facilitator")
    async def facilitator(self, interaction: Interaction, member: discord.Member) -> None:
        async with answering(interaction) as t:
            if member.bot:
                raise Refusal("session.no_bot")
            seen = await self._here(interaction)
            actor = actor_of(interaction.user)
            await opening.add_facilitator(self.ctx, seen.session.id, actor, member.id)
            await whisper(interaction, sentence(t("session.facilitator_added", who=member.mention)))

    @command(session, "command.session.remove")
    async def remove(self, interaction: Interaction, member: discord.Member | discord.User) -> None:
        async with answering(interaction) as t:
            seen = await self._here(interaction)
            actor = actor_of(interaction.user)
            await opening.remove_facilitator(
                self.ctx, seen.session.id, actor, member.id, self.bot.clock()
            )
            told = t("session.facilitator_removed", who=member.mention)
            await whisper(interaction, sentence(told))

    @command(session, "command.session.takeover")
    async def takeover(self, interaction: Interaction) -> None:
        async with answering(interaction) as t:
            seen = await self._here(interaction)
            held = await to_take_over(
                self.ctx, seen.session.id, actor_of(interaction.user), self.bot.clock()
            )
            if not held.free:  # asked for before they confirm, and again when they do
                held.check(await gone_among(interaction.guild, held.facilitators))
            await whisper(interaction, question(held, t))

    @on("session.where", "session")
    async def _where(self, press: Press, session: int) -> None:
        seen = await whereabouts(self.ctx, session, press.actor)
        await self._catch_up(press.interaction, seen, press.t)

    async def _here(self, interaction: discord.Interaction) -> Whereabouts:
        assert interaction.channel_id is not None
        session = await live_session(self.ctx, interaction.channel_id)
        if session is None:
            raise Refusal("session.none_here")
        return await whereabouts(self.ctx, session.id, actor_of(interaction.user))

    async def _catch_up(
        self, interaction: discord.Interaction, seen: Whereabouts, t: Catalogue
    ) -> None:
        session, step = seen.session, seen.current
        lines = [f"## {escape(session.title)}"]
        if session.state is SessionState.ENDED:
            lines.append(t(over(session).key if session.quick else "where.ended"))
            await replace(interaction, layout("\n".join(lines)))
            return
        plan = "\n".join(
            t(
                _standing(session, s),
                rank=s.position + 1,
                title=escape(s.plan.title[session.language]),
            )
            for s in seen.steps
        )
        if step is None:
            waits = waiting(seen.showing, t)
            words = (*lines, waits, t("where.lobby"), shorten_lines(plan, 1500))
            await replace(interaction, layout(*words))
            return
        here = scene(seen.showing, t)
        screen = self.bot.screens[step.plan.kind]
        link = ""
        if step.card_message_id is not None:
            link = t(
                "where.card",
                link=f"https://discord.com/channels/{session.server_id}/{session.channel_id}"
                f"/{step.card_message_id}",
            )
        await replace(
            interaction,
            layout(
                *lines,
                f"**{t('where.now')} {escape(step.plan.title[session.language])}**\n"
                f"{_now(session, step, t) or invitation(screen, here)}".rstrip(),
                shorten_lines(screen.for_latecomers(here), _BODY),
                card_text(seen.hands, t, _HANDS),
                time_told(screen, here, self.bot.clock()),
                _written(seen, t),
                shorten_lines(plan, 900),
                link,
                [] if step.rests(session) else list(screen.buttons(here)),
                card_buttons(seen.hands, session.id, t),
            ),
        )

    async def recipes_like(
        self, server_id: int | None, written: str, t: Catalogue
    ) -> list[app_commands.Choice[str]]:
        """Return the recipes to choose from of which something is `written`, those of the server
        first."""
        own = await recipes.offered(self.ctx, server_id) if server_id is not None else []
        titles = {
            one.slug: t(
                "session.own_recipe",
                title=recipe.title[t.language],
                length=t.minutes(recipe.minutes),
            )
            for one, recipe in own
        }
        for name, recipe in by_aim(self.bot.library.recipes):
            titles.setdefault(name, f"{recipe.title[t.language]} · {facts(recipe, t)}")
        return _matching(written, titles)

    async def scenarios_like(
        self, server_id: int, written: str, t: Catalogue
    ) -> list[app_commands.Choice[str]]:
        """Return the scenarios to choose from of which something is `written`."""
        return _matching(written, await stories(self.bot, server_id, t))


def _now(session: Session, step: StepRun, t: Catalogue) -> str:
    """Return that the time of the step has closed it, as its card does; nothing while it goes on,
    nor of one that was decided."""
    return t("card.closed_in_time") if step.rests(session) and step.outcome is None else ""


def _standing(session: Session, step: StepRun) -> str:
    """Return the key of how a step stands in the plan."""
    if step.rests(session):
        return "where.step.rests"
    # What was open before the meeting was not set aside by it.
    if step.is_aside and step.state is StepState.WAITING and not step.ahead:
        return "where.step.aside"
    return f"where.step.{step.state}"


def _written(seen: Whereabouts, t: Catalogue) -> str:
    """Return how many post-its there are, as soon as there can be some."""
    started = any(s.plan.kind == "collect" and s.state is not StepState.WAITING for s in seen.steps)
    if not (started or seen.postits):
        return ""
    return t.n("where.postits", seen.postits) + " " + t.n("where.mine", seen.mine)


def _matching(written: str, titles: dict[str, str]) -> list[app_commands.Choice[str]]:
    wanted = written.casefold()
    return [
        app_commands.Choice(name=title[:100], value=name)
        for name, title in titles.items()
        if wanted in title.casefold() or wanted in name
    ][:_CHOICES]
