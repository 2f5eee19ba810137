"""Who is acting, and in which language they read."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue, catalogue
from bot.workshop.language import Language
from bot.workshop.permissions import Actor
from bot.workshop.session import Session


def actor_of(user: discord.User | discord.Member) -> Actor:
    """Return the person as the rules know them."""
    roles = frozenset(role.id for role in user.roles) if isinstance(user, discord.Member) else ()
    return Actor(user.id, user.display_name, frozenset(roles))


def language_of(interaction: discord.Interaction) -> Catalogue:
    """Return the catalogue in the person's own Discord language, for private replies."""
    return catalogue(Language.nearest(interaction.locale.value))


def language_of_room(session: Session) -> Catalogue:
    """Return the catalogue of the session's language, for what the room sees."""
    return catalogue(session.language)
