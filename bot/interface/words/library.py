"""What people read of a recipe before they choose it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Catalogue
from bot.interface.words.sessions.kinds import kind_name
from bot.workshop.kinds import BaseStep
from bot.workshop.sessions.recipe import Aim, Recipe
from bot.workshop.text import escape


def by_aim(recipes: Mapping[str, Recipe]) -> list[tuple[str, Recipe]]:
    """Return recipes in the order of their aims, those that say none last, the shortest first."""
    aims = list(Aim)

    def rank(named: tuple[str, Recipe]) -> tuple[int, float, str]:
        name, recipe = named
        aim = aims.index(recipe.aim) if recipe.aim is not None else len(aims)
        return aim, recipe.minutes, name

    return sorted(recipes.items(), key=rank)


def aim_name(aim: Aim | None, t: Catalogue) -> str:
    """Return a purpose in a word or two; that of a recipe which says none has a name too."""
    return t(f"aim.{aim}" if aim is not None else "aim.other")


def facts(recipe: Recipe, t: Catalogue) -> str:
    """Return how long a recipe is, for how many people, and what it is for."""
    said = [length_and_people(recipe, t)]
    if recipe.aim is not None:
        said.append(aim_name(recipe.aim, t))
    return " · ".join(said)


def length_and_people(recipe: Recipe, t: Catalogue) -> str:
    """Return how long a recipe is, and for how many people where it says so."""
    said = [t.minutes(recipe.minutes)]
    if recipe.people is not None:
        least, most = recipe.people
        said.append(t("recipes.people", least=least, most=most))
    return " · ".join(said)


def entry(recipe: Recipe, t: Catalogue) -> str:
    """Return a recipe as the catalogue lists it: its name, its facts, and when to use it."""
    told = recipe.when or recipe.purpose
    head = f"**{escape(recipe.title[t.language])}** · {length_and_people(recipe, t)}"
    return f"{head}\n{escape(told[t.language])}"


def step_entry(step: BaseStep, rank: int, t: Catalogue) -> str:
    """Return a step as someone who chooses a recipe reads it, with what the room will read."""
    facts = [f"**{rank}. {escape(step.title[t.language])}**", t.minutes(step.minutes)]
    facts.append(kind_name(step.kind, t))
    if step.optional:
        facts.append(t("recipes.optional"))
    return f"{' · '.join(facts)}\n> {escape(step.invite[t.language])}"
