"""Discord's limits that the simulator does not hold (brief, discord.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from simcord import HttpLogEntry

BUTTON, SELECT, TEXT_INPUT, TEXT = 2, 3, 4, 10
CONTEXT_MENUS = (2, 3)  # of a member, of a message: a name, and nothing more
COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")


def breaches(request: HttpLogEntry) -> list[str]:
    """Return the limits that a request passes, each in a few words."""
    body = request.json
    if isinstance(body, list):
        return [found for command in body for found in _top(command)]
    if not isinstance(body, dict):
        return []
    data = body.get("data", body) or {}
    found = [*_form(data)] if "title" in data else []
    parts = list(_components(data.get("components") or ()))
    if len(parts) > 40:
        found.append(f"{len(parts)} components")
    text = sum(len(part.get("content", "")) for part in parts if part.get("type") == TEXT)
    if text > 4000:
        found.append(f"{text} characters of text")
    named = [part["id"] for part in parts if "id" in part]
    if len(set(named)) != len(named):
        found.append("two components share an id")
    pressed = [part["custom_id"] for part in parts if "custom_id" in part]
    if len(set(pressed)) != len(pressed):
        found.append(f"a custom id twice in {pressed}")
    for part in parts:
        found += _component(part)
    if len(data.get("attachments") or ()) > 10:
        found.append("more than 10 files")
    return found


def _component(part: dict[str, Any]) -> Iterator[str]:
    yield from _size(part, "custom_id", 1, 100)
    yield from _size(part, "placeholder", 1, 150)
    if part.get("type") == BUTTON:
        yield from _size(part, "label", 1, 80)
    if part.get("type") == TEXT and not 1 <= len(part["content"]) <= 4000:
        yield f"a text of {len(part['content'])} characters"
    if part.get("type") == 1 and not 1 <= len(part["components"]) <= 5:
        yield f"a row of {len(part['components'])}"
    if part.get("type") == TEXT_INPUT:
        if not 1 <= part.get("max_length", 4000) <= 4000:
            yield f"a field of {part['max_length']} characters"
        if len(part.get("value") or "") > part.get("max_length", 4000):
            yield "a field filled past its limit"
    if part.get("type") == SELECT:
        options = part["options"]
        if not 1 <= len(options) <= 25:
            yield f"{len(options)} options"
        least, most = part.get("min_values", 1), part.get("max_values", 1)
        if not 0 <= least <= most <= len(options):
            yield f"from {least} to {most} of {len(options)} options"
        if len({option["value"] for option in options}) != len(options):
            yield "two options of the same value"
        for option in options:
            for name in ("label", "value", "description"):
                yield from _size(option, name, 1, 100)


def _form(data: dict[str, Any]) -> Iterator[str]:
    yield from _size(data, "title", 1, 45)
    if not 1 <= len(data["components"]) <= 5:
        yield f"a form of {len(data['components'])} fields"
    for field in data["components"]:
        yield from _size(field, "label", 1, 45)
        yield from _size(field, "description", 1, 100)


def _top(command: dict[str, Any]) -> Iterator[str]:
    if command.get("type", 1) not in CONTEXT_MENUS:
        yield from _command(command)
        return
    for name in (command["name"], *(command.get("name_localizations") or {}).values()):
        if not 1 <= len(name) <= 32:
            yield f"a menu named {name!r}"


def _command(command: dict[str, Any]) -> Iterator[str]:
    for names in (command["name"], *(command.get("name_localizations") or {}).values()):
        if not COMMAND_NAME.match(names) or names != names.lower():
            yield f"a command named {names!r}"
    for text in (
        command["description"],
        *(command.get("description_localizations") or {}).values(),
    ):
        if not 1 <= len(text) <= 100:
            yield f"a description of {len(text)} characters: {text!r}"
    if len(command.get("options") or ()) > 25 or len(command.get("choices") or ()) > 25:
        yield f"more than 25 options or choices in {command['name']}"
    for choice in command.get("choices") or ():
        for label in (choice["name"], *(choice.get("name_localizations") or {}).values()):
            if not 1 <= len(label) <= 100:
                yield f"a choice of {len(label)} characters: {label!r}"
    for option in command.get("options") or ():
        yield from _command(option)


def _size(part: dict[str, Any], name: str, least: int, most: int) -> Iterator[str]:
    value = part.get(name)
    if value is not None and not least <= len(str(value)) <= most:
        yield f"{name} of {len(str(value))} characters: {value!r}"


def _components(tops: Any) -> Iterator[dict[str, Any]]:
    for part in tops:
        yield part
        inner = [part.get("component"), part.get("accessory")]
        yield from _components([*(part.get("components") or ()), *filter(None, inner)])
