"""The preview: privately, step by step, the card that the room will read."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.i18n import Catalogue, catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.cards import shorten_lines
from bot.interface.showing.layout import Button, Rule, button, layout
from bot.interface.showing.screen import Screens, scene
from bot.interface.words.recipes import fault_lines, settings_lines
from bot.services.sessions.card import Showing
from bot.workshop.language import SHORT
from bot.workshop.recipes.checking import faults, step_of
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.words import heard
from bot.workshop.text import escape
from cogs.recipes.bench import back, step_name

_BODY = 1700
_SETTINGS = 700
_FAULTS = 700


def preview(
    recipe: Prepared, place: int, shown: Showing | None, screens: Screens, t: Catalogue
) -> ui.LayoutView:
    """Return the card of the step at `place`, from 0, in the language of the recipe; `t` is for
    whoever writes it. Where the step cannot open yet, what of it is wrong stands below."""
    sketch = recipe.sketch
    step, room = sketch.steps[place], catalogue(sketch.language)
    total = len(sketch.steps)
    where = room("card.place", n=place + 1, total=total, title=escape(sketch.title) or "…")
    invite = heard(step.plan.get("invite"), sketch.language)[:SHORT]
    body, acts = _body(shown, screens, room)
    settings = (
        "" if body else "\n".join(settings_lines(step.kind, step.plan, sketch.language, room))
    )
    wrong = [fault for fault in faults(sketch) if step_of(fault) == place]
    return layout(
        "-# 👁️ " + t("recipe.preview"),
        Rule.LINE,
        f"{where}\n## {escape(step_name(step, sketch))}\n{invite}".rstrip(),
        shorten_lines(body, _BODY),
        shorten_lines(settings, _SETTINGS),
        acts,
        Rule.LINE,
        f"⚠️ {t('recipe.preview_wrong')}\n{fault_lines(wrong, t)[:_FAULTS]}" if wrong else "",
        [*_turns(recipe, place, total), _edit(recipe, step.id, t), back(recipe, t)],
    )


def _body(shown: Showing | None, screens: Screens, room: Catalogue) -> tuple[str, Sequence[Button]]:
    """Return what the card of a step says under its invitation, and its buttons, out of reach."""
    if shown is None or shown.step is None:
        return "", ()
    here = scene(shown, room)
    screen = screens[shown.step.plan.kind]
    acts = screen.buttons(here)
    for one in acts:
        one.disabled = True
    return screen.body(here) if screen.invites(here) else "", acts


def _turns(recipe: Prepared, place: int, total: int) -> list[Button]:
    last = total - 1
    return [
        button(
            "◀",
            custom_id("recipe.preview", recipe=recipe.id, place=max(0, place - 1)),
            disabled=place == 0,
        ),
        button(
            "▶",
            # Never the same id as the one before it.
            custom_id("recipe.preview", recipe=recipe.id, place=place + 1),
            disabled=place >= last,
        ),
    ]


def _edit(recipe: Prepared, part: int, t: Catalogue) -> Button:
    where = custom_id("recipe.show", recipe=recipe.id, part=part)
    return button(t("button.edit"), where, emoji="✏️")
