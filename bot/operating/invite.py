"""The address that invites the bot, with the least permissions it can work with."""

from __future__ import annotations

import base64
import binascii

import discord

from bot.interface.gathering.rights import GROUPS
from bot.interface.words.sessions.checklist import WANTED

# Why each is asked for: HOSTING.md.
SCOPES = ("bot", "applications.commands")


def permissions(*, groups: bool = False) -> discord.Permissions:
    """Return the permissions asked of a server: those the checklist looks for, with `groups` those
    of small groups too."""
    wanted = (*WANTED, *GROUPS) if groups else WANTED
    return discord.Permissions(**dict.fromkeys(wanted, True))


def application_id(token: str) -> int | None:
    """Return the application's identifier, which a bot's token begins with; None if it does not."""
    head = token.split(".")[0]
    try:
        decoded = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return int(decoded) if decoded.isdecimal() else None


def invitation(application: int, *, groups: bool = False) -> str:
    """Return the address to open in a browser to add the bot to a server, or to give it what small
    groups need where it is already."""
    asked = permissions(groups=groups)
    return discord.utils.oauth_url(application, permissions=asked, scopes=SCOPES)
