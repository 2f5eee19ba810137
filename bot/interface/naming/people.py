"""Who is acting, and in which language they read."""

from __future__ import annotations

import discord

from bot.i18n import Catalogue, catalogue
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import Session
from bot.workshop.text import one_line

_MARKS = dict.fromkeys((0x061C, 0x200E, 0x200F))


def person_name(user: discord.User | discord.Member) -> str:
    """Return the name by which people know someone here, with nothing that reorders a line."""
    return known_as(user.display_name, user.name)


def known_as(*names: str | None) -> str:
    """Return the first of `names` of which something shows, on one line."""
    # Marks of direction too: within a name they only move what stands around it.
    cleaned = (one_line(name.translate(_MARKS)) for name in names if name)
    return next(filter(None, cleaned), "?")


def actor_of(user: discord.User | discord.Member) -> Actor:
    """Return the person as the rules know them."""
    if not isinstance(user, discord.Member):
        return Actor(user.id, person_name(user))
    # What Discord says of a member who acts; it says nothing of one who types.
    allowed = user.resolved_permissions
    return Actor(
        user.id,
        person_name(user),
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


def signing_at_once(session: Session) -> str:
    """Return the key of what a form says of the writer's name where the text shows at once."""
    return "field.at_once.masked" if session.masked else "field.ideas.signed"
