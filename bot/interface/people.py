"""Who is acting, and in which language they read."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue, catalogue
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session


def actor_of(user: discord.User | discord.Member) -> Actor:
    """Return the person as the rules know them."""
    if not isinstance(user, discord.Member):
        return Actor(user.id, user.display_name)
    # What Discord says of a member who acts; it says nothing of one who types.
    allowed = user.resolved_permissions
    return Actor(
        user.id,
        user.display_name,
        frozenset(role.id for role in user.roles),
        allowed is not None and allowed.manage_guild,
    )


def language_of(interaction: discord.Interaction) -> Catalogue:
    """Return the catalogue in the person's own Discord language, for private replies."""
    return catalogue(Language.nearest(interaction.locale.value))


def language_of_server(interaction: discord.Interaction) -> Language:
    """Return the language of the server, for what a room sees when nobody chose."""
    locale = interaction.guild_locale or interaction.locale
    return Language.nearest(locale.value)


def language_of_room(session: Session) -> Catalogue:
    """Return the catalogue of the session's language, for what the room sees."""
    return catalogue(session.language)
