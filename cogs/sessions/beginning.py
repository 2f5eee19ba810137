"""Opening a session in a channel, from the command or from the catalogue of recipes."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import TYPE_CHECKING

import discord

from bot.i18n import Catalogue
from bot.interface.gathering.checklist import group_lines
from bot.interface.naming.channels import reader_of
from bot.interface.naming.people import actor_of, language_of_server
from bot.interface.pressing.replies import replace
from bot.interface.words.sessions.checklist import checklist, require_writing
from bot.interface.words.sessions.kinds import usual_step
from bot.services.follow.series import former
from bot.services.preparing import named
from bot.services.recipes import recipes
from bot.services.sessions import opening
from bot.services.sessions.whereabouts import whereabouts
from bot.services.settings.settings import server_settings
from bot.services.story import scenarios
from bot.workshop.errors import Gone, Refusal
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.story.scenario import Scenario
from cogs.sessions.fiction import Wish, fictions
from cogs.sessions.leading import panel

if TYPE_CHECKING:
    from bot.client import Gommette


async def begin(
    bot: Gommette,
    interaction: discord.Interaction,
    wish: Wish,
    scenario: str | None,
    t: Catalogue,
) -> None:
    """Open the session that is wished for in the channel of `interaction` and show its panel; ask
    for a `scenario` first where the recipe needs one and none is named. Raises Refusal when the
    bot cannot write there, for a scenario that nobody knows, and as `opening.create` does."""
    if interaction.guild_id is None or interaction.channel_id is None:
        raise Refusal("button.unknown")
    require_writing(interaction, t)
    settings = await server_settings(bot.ctx, interaction.guild_id)
    if scenario is None and wish.recipe.needs_scenario:
        wish = changed(wish, signing=wish.signing or settings.usual_signing)
        offered = await stories(bot, interaction.guild_id, t)
        await replace(interaction, fictions(wish, offered, recipes_in_order(bot), t))
        return
    new = await wished(bot, interaction, wish, scenario)
    session = await opening.create(bot.ctx, new, actor_of(interaction.user), bot.clock())
    ready = checklist(
        session,
        settings,
        interaction.app_permissions,
        isinstance(interaction.channel, discord.Thread),
        bot.settings.typed_postits,
        t,
        group_lines(session, interaction.guild, interaction.user.id, t),
    )
    seen = await whereabouts(bot.ctx, session.id, actor_of(interaction.user))
    await replace(interaction, await panel(bot, seen, t, head=ready))


async def wished(
    bot: Gommette, interaction: discord.Interaction, wish: Wish, scenario: str | None
) -> opening.NewSession:
    """Return the session that is wished for in the channel of `interaction`, with what was left
    out. Raises Refusal for a scenario that nobody knows."""
    if interaction.guild_id is None or interaction.channel_id is None:
        raise Refusal("button.unknown")
    fiction = await _scenario(bot, interaction.guild_id, scenario) if scenario else None
    if wish.continues is not None:  # the right to is asked again: a menu may have come between
        await former(bot.ctx, await reader_of(bot.ctx, interaction), wish.continues)
    settings = await server_settings(bot.ctx, interaction.guild_id)
    spoken = wish.language or (
        fiction.language if fiction else settings.language or language_of_server(interaction)
    )
    return opening.NewSession(
        server_id=interaction.guild_id,
        channel_id=interaction.channel_id,
        title=wish.title or (fiction.title if fiction else wish.recipe.title[spoken]),
        language=spoken,
        signing=wish.signing or settings.usual_signing,
        recipe=wish.recipe,
        scenario=fiction,
        continues=wish.continues,
        opening=usual_step("follow") if wish.continues is not None else None,
    )


async def recipe_named(
    bot: Gommette, server_id: int | None, written: str
) -> tuple[Recipe, int | None]:
    """Return the recipe that is `written`, the server's own first, with its row if it is one;
    raise Refusal where there is none."""
    own = await recipes.offered(bot.ctx, server_id) if server_id is not None else []
    mine = named([one for one, _ in own], written)
    if mine is not None and mine.saved is not None:
        return mine.saved, mine.id
    shipped = bot.library.recipe_named(written)
    if shipped is None:
        raise Refusal("session.unknown_recipe")
    return shipped, None


async def recipe_chosen(
    bot: Gommette, server_id: int | None, number: int, saved: int | None
) -> Recipe:
    """Return the recipe that a menu of scenarios came with; raise Refusal when it is gone."""
    if saved is None:
        every = recipes_in_order(bot)
        if number not in range(len(every)):
            raise Refusal("button.unknown")
        return every[number]
    found = None
    if server_id is not None:
        found = await recipes.saved_one(bot.ctx, server_id, saved)
    if found is None:
        raise Gone("recipe.gone")
    return found


def recipes_in_order(bot: Gommette) -> list[Recipe]:
    """Return the recipes as the menu of scenarios counts them."""
    return [recipe for _, recipe in sorted(bot.library.recipes.items())]


async def stories(bot: Gommette, server_id: int, t: Catalogue) -> dict[str, str]:
    """Return the scenarios to choose from, by name: the server's own first, then those in the
    person's language."""
    own = await scenarios.offered(bot.ctx, server_id)
    shipped = bot.library.scenarios_for(t.language)
    return {name: f"{s.title} ({t.language_name(s.language)})" for name, s in (*own, *shipped)}


async def _scenario(bot: Gommette, server_id: int, written: str) -> Scenario:
    own = dict(await scenarios.offered(bot.ctx, server_id))
    scenario = own.get(written) or bot.library.scenarios.get(written)
    if scenario is None:
        raise Refusal("session.unknown_scenario")
    return scenario
