"""The group of the `/recipe` commands; each desk adds its own to it."""

from __future__ import annotations

from bot.interface.commands import group

RECIPE = group("command.recipe")
