"""Menus of a message in which a role or a channel of the server is chosen, among all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.workshop.text import shorten

Picker = ui.RoleSelect[Any] | ui.ChannelSelect[Any]
_PLACEHOLDER = 150


def role_picker(custom_id: str, placeholder: str, chosen: int | None = None) -> ui.RoleSelect[Any]:
    """Return a menu of the server's roles, `chosen` being in it; none may be left."""
    return ui.RoleSelect(
        custom_id=custom_id,
        placeholder=shorten(placeholder, _PLACEHOLDER) or None,
        min_values=0,
        default_values=_default(chosen, discord.SelectDefaultValueType.role),
    )


def channel_picker(
    custom_id: str,
    placeholder: str,
    kinds: Sequence[discord.ChannelType],
    chosen: int | None = None,
    *,
    least: int = 1,
) -> ui.ChannelSelect[Any]:
    """Return a menu of the server's channels of some kinds, `chosen` being in it."""
    return ui.ChannelSelect(
        custom_id=custom_id,
        placeholder=shorten(placeholder, _PLACEHOLDER) or None,
        channel_types=list(kinds),
        min_values=least,
        default_values=_default(chosen, discord.SelectDefaultValueType.channel),
    )


def _default(
    chosen: int | None, kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    return [] if chosen is None else [discord.SelectDefaultValue(id=chosen, type=kind)]
