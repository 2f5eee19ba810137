"""A step of the workbench: its settings in words, and what can be done with it; adding one."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Button, Row, Rule, button, layout, option, select
from bot.interface.words.recipes import fault_lines, in_language, settings_lines
from bot.interface.words.sessions.kinds import kind_name
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import SHORT
from bot.workshop.recipes.checking import faults, step_of
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.settings import asked, forms_of
from bot.workshop.recipes.sketch import SketchStep
from bot.workshop.recipes.words import heard
from bot.workshop.sessions.recipe import MOST_STEPS
from bot.workshop.text import escape
from cogs.recipes.bench import back, emoji_of, step_name

_ROW = 5
_SETTINGS = 1400
_FORM_EMOJI = {"words": "✏️", "time": "⏱️"}
_ANY_FORM = "⚙️"


def step_page(recipe: Prepared, step: SketchStep, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return a step as it is written, to change, move or remove."""
    sketch = recipe.sketch
    place = sketch.place(step.id) or 0
    wrong = [fault for fault in faults(sketch) if step_of(fault) == place]
    invite = heard(step.plan.get("invite"), sketch.language)
    title = f"### {place + 1}. {emoji_of(step.kind)} {escape(step_name(step, sketch))}"
    behind = [
        "🌐 " + t("recipe.behind", language=in_language(one, t))
        for one in dict.fromkeys(step.behind.values())
    ]
    return layout(
        shorten_lines(head, 400),
        Rule.LINE if head else None,
        f"{title}\n-# {kind_name(step.kind, t)}\n{escape(invite[:SHORT])}".rstrip(),
        shorten_lines(
            "\n".join(settings_lines(step.kind, step.plan, sketch.language, t)), _SETTINGS
        ),
        "\n".join(filter(None, [fault_lines(wrong, t)[:700], *behind])),
        *_forms(recipe, step, t),
        _moving(recipe, step, place, t),
        _around(recipe, place, t),
    )


def kinds_page(recipe: Prepared, after: int | None, t: Catalogue) -> ui.LayoutView:
    """Return the menu of the kinds of steps, to add one `after` another or at the end."""
    choices = [
        option(f"{emoji_of(kind)} {kind_name(kind, t)}", kind, description=t(f"kind.{kind}.invite"))
        for kind in STEP_KINDS
    ]
    where = custom_id("recipe.kind", recipe=recipe.id, after=after)
    return layout(
        t("recipe.which_kind"), [select(where, t("recipe.pick_kind"), choices)], [back(recipe, t)]
    )


def _forms(recipe: Prepared, step: SketchStep, t: Catalogue) -> list[Row]:
    """Return the buttons that open the forms of a step, those that ask something."""
    tools = [
        button(
            t(f"recipe.form.{name}"),
            custom_id("recipe.form", recipe=recipe.id, part=step.id, form=rank),
            emoji=_FORM_EMOJI.get(name, _ANY_FORM),
            style=discord.ButtonStyle.primary if name == "words" else discord.ButtonStyle.secondary,
        )
        for rank, (name, items) in enumerate(forms_of(step.kind).items())
        if asked(items, step.plan)
    ]
    return [tools[at : at + _ROW] for at in range(0, len(tools), _ROW)]


def _moving(recipe: Prepared, step: SketchStep, place: int, t: Catalogue) -> Row:
    steps = recipe.sketch.steps
    full = len(steps) >= MOST_STEPS

    return [
        button("⬆️", custom_id("recipe.up", recipe=recipe.id, part=step.id), disabled=place == 0),
        button(
            "⬇️",
            custom_id("recipe.down", recipe=recipe.id, part=step.id),
            disabled=place + 1 >= len(steps),
        ),
        button(
            t("button.recipe_copy"),
            custom_id("recipe.copy", recipe=recipe.id, part=step.id),
            disabled=full,
        ),
        button(
            t("button.recipe_add_after"),
            custom_id("recipe.add", recipe=recipe.id, after=step.id),
            disabled=full,
        ),
        button(
            t("button.recipe_drop"),
            custom_id("recipe.drop", recipe=recipe.id, part=step.id),
            style=discord.ButtonStyle.danger,
        ),
    ]


def _around(recipe: Prepared, place: int, t: Catalogue) -> Row:
    steps = recipe.sketch.steps
    found: list[Button] = []
    if place:
        before = custom_id("recipe.show", recipe=recipe.id, part=steps[place - 1].id)
        found.append(button(f"◀ {place}", before))
    if place + 1 < len(steps):
        after = custom_id("recipe.show", recipe=recipe.id, part=steps[place + 1].id)
        found.append(button(f"{place + 2} ▶", after))
    return [*found, back(recipe, t)]
