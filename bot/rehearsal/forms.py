"""What a form holds before a person touches it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

# A component of which one choice is sent alone rather than as a list.
_RADIO = discord.ComponentType.radio_group.value


def _parts(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [label.get("component", {}) for label in form["components"]]


def chosen(form: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what is chosen in its menus, by their names."""
    return {
        part["custom_id"]: found
        for part in _parts(form)
        if (found := [o["value"] for o in part.get("options", ()) if o.get("default")])
    }


def standing(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what all its fields hold, as a person would send it."""
    parts = _parts(form)
    texts = {part["custom_id"]: part["value"] for part in parts if part.get("value")}
    alone = {part.get("custom_id") for part in parts if part.get("type") == _RADIO}
    menus = chosen(form)
    return texts | {name: of[0] if name in alone else of for name, of in menus.items()}
