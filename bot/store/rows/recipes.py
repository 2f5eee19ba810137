"""Recipes that servers write for themselves."""

from __future__ import annotations

from functools import lru_cache

from bot.store.prepared import PreparedRows
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.recipe import Recipe


class RecipeRows(PreparedRows[Sketch, Recipe]):
    table = "recipes"
    # Read again at each press and each letter of a search; nobody changes what they become.
    sketch = staticmethod(lru_cache(128)(Sketch.model_validate_json))
    whole = staticmethod(lru_cache(128)(Recipe.model_validate_json))
