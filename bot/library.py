"""The recipes and scenarios shipped in `data/`, read and checked when the program starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.workshop.errors import DataError
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe, read_recipe
from bot.workshop.story.scenario import Scenario, read_scenario, told_in
from bot.workshop.themes.likeness import plain

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Library:
    """Recipes and scenarios by the name of their file, without its ending."""

    recipes: Mapping[str, Recipe]
    scenarios: Mapping[str, Scenario]

    @classmethod
    def load(cls, data: Path = DATA) -> Self:
        """Read every file of `data`; raise LibraryError with all their mistakes."""
        problems: list[str] = []
        recipes: dict[str, Recipe] = {}
        scenarios: dict[str, Scenario] = {}
        for file in sorted((data / "recipes").glob("*.toml")):
            try:
                recipes[file.stem] = read_recipe(_text(file), f"recipes/{file.name}")
            except DataError as error:
                problems.append(str(error))
        for file in sorted((data / "scenarios").glob("*.toml")):
            try:
                scenarios |= _told(file)
            except DataError as error:
                problems.append(str(error))
        if problems:
            raise LibraryError("\n".join(problems))
        return cls(recipes, scenarios)

    def recipe_named(self, written: str) -> Recipe | None:
        """Return the recipe of a name or of a title, in any language; None when there is none."""
        wanted = plain(written).strip()
        return self.recipes.get(written) or next(
            (
                recipe
                for recipe in self.recipes.values()
                if wanted in map(plain, recipe.title.texts.values())
            ),
            None,
        )

    def scenarios_for(self, language: Language) -> list[tuple[str, Scenario]]:
        """Return the scenarios by their names, those in `language` first."""
        return sorted(self.scenarios.items(), key=lambda item: item[1].language != language)


class LibraryError(Exception):
    """Some data files are wrong: a line for each mistake."""


def _told(file: Path) -> dict[str, Scenario]:
    """Return the scenario of a file, or one for each language in which it is told."""
    text, name = _text(file), f"scenarios/{file.name}"
    each = told_in(text)
    if not each:
        return {file.stem: read_scenario(text, name)}
    return {f"{file.stem}.{one}": read_scenario(text, name, one) for one in each}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{file.parent.name}/{file.name}", [("file", "should be UTF-8")]) from error
