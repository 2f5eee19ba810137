"""A recipe that needs a scenario, asked for without one: the scenarios are offered in a menu.

What was asked for travels with the menu: nothing is kept of a session that nobody opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import OPTION, PAGE, layout, option, select
from bot.workshop.errors import Refusal
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Signing

_SEPARATOR = "\n"  # in no name, and in no title


@dataclass(frozen=True, slots=True)
class Wish:
    """What `/session new` was given besides the scenario; the title is empty where none was.

    `saved` is the row of a recipe that the server wrote, None for a shipped one.
    """

    recipe: Recipe
    saved: int | None
    title: str
    language: Language | None = None
    signing: Signing | None = None  # None: as the server signs
    continues: int | None = None  # the session before it in its series


def fictions(
    wish: Wish, offered: Mapping[str, str], recipes: Sequence[Recipe], t: Catalogue
) -> ui.LayoutView:
    """Return the menu of scenarios (name → what is read of it). Raises Refusal when the title is
    too long to travel with it: the command takes all."""
    title = " ".join(wish.title.split())
    values = {f"{name}{_SEPARATOR}{title}": told for name, told in [*offered.items()][:PAGE]}
    name = wish.recipe.title[t.language]
    if not values or max(map(len, values)) > OPTION:
        raise Refusal("session.needs_scenario", recipe=name)
    where = custom_id(
        "session.story",
        recipe=recipes.index(wish.recipe) if wish.saved is None else 0,
        how=_hows().index((wish.language, wish.signing or Signing.SIGNED)),
        saved=wish.saved,
        former=wish.continues,
    )
    more = t("session.more_scenarios") if len(offered) > PAGE else ""
    return layout(
        t("session.which_scenario", recipe=name),
        [select(where, t("session.choose_scenario"), [option(v, k) for k, v in values.items()])],
        more,
    )


def read_wish(
    chosen: str,
    recipe: Recipe,
    how: int,
    saved: int | None,
    continues: int | None,
) -> tuple[str, Wish]:
    """Return the name of the scenario that was chosen, and what was asked for; raise Refusal for
    what was forged."""
    hows = _hows()
    if how not in range(len(hows)):
        raise Refusal("button.unknown")
    name, _, title = chosen.partition(_SEPARATOR)
    language, signing = hows[how]
    return name, Wish(recipe, saved, title, language, signing, continues)


def _hows() -> list[tuple[Language | None, Signing]]:
    """Return language and signing, which are one number there: a custom id is short."""
    return [*product((None, *Language), Signing)]
