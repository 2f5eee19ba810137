"""Discord's own description of its API, against which requests are checked."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from simcord import HttpLogEntry

from tests.discord.checking import walk

FILE = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"

# What an answer to an interaction must be, by its type: the description only says “one of these”.
_ANSWERS = {
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}


def problems(request: HttpLogEntry) -> list[str]:
    """Return what Discord's description has against the body of a request."""
    if request.json is None:
        return []
    place = _place(request.method, request.path)
    assert place is not None, f"{request.method} {request.path} is not described"
    answer = request.json["type"] if request.path.endswith("/callback") else None
    checker = _checker(request.method, place, answer)
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in checker.iter_errors(_as_sent(request.json))
    ]


def _as_sent(body: Any) -> Any:
    """Discord takes identifiers as integers too; the description only knows strings."""
    sent = copy.deepcopy(body)
    for part in walk(sent):
        if "filename" in part and isinstance(part.get("id"), int):
            part["id"] = str(part["id"])
    return sent


@cache
def _description() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


@cache
def _place(method: str, path: str) -> str | None:
    """The described path that `path` is an instance of, the most literal one."""
    parts = path.strip("/").split("/")
    found: tuple[int, str] | None = None
    for template, methods in _description()["paths"].items():
        named = template.strip("/").split("/")
        if len(named) != len(parts) or method.lower() not in methods:
            continue
        if all(
            name.startswith("{") or name == part for name, part in zip(named, parts, strict=True)
        ):
            literal = sum(name == part for name, part in zip(named, parts, strict=True))
            if found is None or literal > found[0]:
                found = (literal, template)
    return found[1] if found else None


@cache
def _checker(method: str, place: str, answer: int | None) -> Draft202012Validator:
    description = _description()
    if answer is not None:
        schema = {"$ref": f"#/components/schemas/{_ANSWERS[answer]}"}
    else:
        body = description["paths"][place][method.lower()]["requestBody"]
        schema = body["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": description["components"]})
