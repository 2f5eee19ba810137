"""A recipe that a server writes for itself."""

from __future__ import annotations

from bot.workshop import prepared
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.recipe import Recipe

Prepared = prepared.Prepared[Sketch, Recipe]
