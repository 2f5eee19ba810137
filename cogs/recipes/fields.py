"""The forms of the workbench, made from the table of settings (`bot.workshop.recipes.settings`).

Each carries the revision of the sketch that it shows: what was changed meanwhile is not lost.
"""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import Press, custom_id
from bot.interface.showing.layout import (
    RADIOS,
    choice_field,
    form,
    option,
    radio_field,
    text_field,
    ticks_field,
)
from bot.interface.words import recipes as words
from bot.workshop.errors import Gone, Refusal
from bot.workshop.language import Language
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.settings import HEADING, Item, asked, forms_of, owner
from bot.workshop.recipes.shapes import Choice, Flags, TextShape
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.recipes.words import Plan

_HEADING = "recipe"  # under this name stand the words of the heading's settings


def setting_form(recipe: Prepared, part: int | None, rank: int, t: Catalogue) -> ui.Modal:
    """Return a form of a step, or of the heading where `part` is None; raise Refusal when the step
    is gone, or the form was forged."""
    sketch = recipe.sketch
    name, of, items, plan = _asked(sketch, part, rank)
    return form(
        t(f"recipe.form.{name}"),
        custom_id("recipe.filled", recipe=recipe.id, seen=recipe.revision, part=part, form=rank),
        *(_field(of, item, plan, sketch.language, t) for item in items),
    )


def filled(sketch: Sketch, part: int | None, rank: int, press: Press) -> Sketch:
    """Return the sketch with what a form held; raise Refusal for what cannot be read."""
    _, of, items, plan = _asked(sketch, part, rank)
    changed: dict[str, Any] = dict(plan)
    for item in items:
        if item.name not in press.fields:
            continue
        try:
            changed |= item.read(press.fields[item.name], plan, sketch.language)
        except Refusal as refusal:
            name, t = words.label(of, item, press.t), press.t
            raise Refusal(
                "recipe.misread", name=name, why=t(refusal.key, **refusal.params)
            ) from refusal
    if part is None:
        return sketch.headed(changed)
    read = frozenset(field for item in items for field in item.fields)
    return sketch.planned(part, changed, read)


def _asked(sketch: Sketch, part: int | None, rank: int) -> tuple[str, str, list[Item], Plan]:
    """Return a form: its name, under which name its words stand, what it asks, and of what."""
    step = None if part is None else sketch.step(part)
    if part is not None and step is None:
        raise Gone("recipe.step_gone")
    forms = list((HEADING if step is None else forms_of(step.kind)).items())
    if rank not in range(len(forms)):
        raise Refusal("button.unknown")
    name, items = forms[rank]
    if step is None:
        return name, _HEADING, list(items), sketch.head
    return name, owner(step.kind, name), asked(items, step.plan), step.plan


def _field(of: str, item: Item, plan: Plan, language: Language, t: Catalogue) -> ui.Label[Any]:
    shape, shown = item.shape, item.shown(plan, language)
    label, hint = words.label(of, item, t), words.hint(of, item, t)
    if isinstance(shape, TextShape):
        text = shown if isinstance(shown, str) else "\n".join(shown)
        return text_field(
            item.name,
            label,
            description=hint,
            long=shape.long,
            required=shape.required,
            limit=shape.limit,
            default=text[: shape.limit] or None,
        )
    if isinstance(shape, Choice):
        choices = [
            option(words.choice(of, item, name, t), value, default=value == shown)
            for value, name in shape.offered
        ]
        if len(choices) > RADIOS:
            return choice_field(item.name, label, choices, description=hint)
        return radio_field(item.name, label, choices, description=hint)
    assert isinstance(shape, Flags)
    boxes = [
        option(words.flag(of, field, t), field, default=field in shown) for field in item.fields
    ]
    return ticks_field(item.name, label, boxes, description=hint)
