"""A recipe as the text of a file, and back: what people export, share and import.

The file is that of `data/recipes`. What is written is read back exactly.
"""

from __future__ import annotations

from bot.workshop.errors import DataError
from bot.workshop.language import Language
from bot.workshop.reading import read_import, wrong
from bot.workshop.recipes.checking import faults, merged
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.toml import pairs

# Longer, it is no recipe: forty steps with all their texts at their limits make half of it.
FILE_LIMIT = 256 * 1024


def write_recipe(recipe: Recipe) -> str:
    """Return `recipe` as TOML, its steps in order."""
    head = recipe.model_dump(mode="json", exclude={"steps"}, exclude_defaults=True)
    steps = (f"[[steps]]\n{pairs(step.written())}" for step in recipe.steps)
    return "\n".join([pairs(head), *steps])


def read_sketch(content: bytes, file: str, language: Language) -> Sketch:
    """Return the sketch of an imported file, to be gone on with in a language.

    Raises DataError, with faults, unless it is right; `file` is the name that mistakes give.
    """
    try:
        sketch = Sketch.of(read_import(Recipe, content, file), language)
    except DataError as error:
        raise wrong(file, merged(error.faults)) from error
    # Cleaned, a text of invisible characters is empty.
    left = faults(sketch)
    if left:
        raise wrong(file, left)
    return sketch
