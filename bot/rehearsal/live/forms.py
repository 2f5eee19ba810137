"""Forms and menus as simulated people fill them in: at random, within what is allowed."""

from __future__ import annotations

from random import Random
from typing import Any

from bot.rehearsal.stage import Answer

_SELECT, _TEXT, _RADIO, _CHECKBOXES = 3, 4, 21, 22


def fields_of(form: Answer) -> list[dict[str, Any]]:
    """Return the fields of the form that an answer opened; none where it opened none."""
    labels = (form.form or {}).get("components", ())
    return [label["component"] for label in labels if "component" in label]


def filled(form: Answer, chance: Random, **texts: str) -> dict[str, Any]:
    """Return what is put in each field: the text given for it, else what chance chooses in it;
    nothing in a field to write in for which there is no text."""
    values: dict[str, Any] = {}
    for field in fields_of(form):
        name, kind = str(field["custom_id"]), field["type"]
        if kind == _TEXT and name in texts:
            values[name] = texts[name][: field.get("max_length", 4000)]
        elif kind == _RADIO:
            values[name] = texts.get(name) or chance.choice(field["options"])["value"]
        elif kind in (_SELECT, _CHECKBOXES):
            values[name] = [texts[name]] if name in texts else some(field, chance)
    return values


def some(menu: dict[str, Any], chance: Random, most: int | None = None) -> list[str]:
    """Return some of the choices of a menu: one for certain, `most` at most."""
    values = [str(option["value"]) for option in menu.get("options", ())]
    limit = min(menu.get("max_values") or 1, len(values), most or len(values))
    return chance.sample(values, chance.randint(1, limit)) if values else []
