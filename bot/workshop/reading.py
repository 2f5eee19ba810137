"""From the text of a TOML file to a validated model, or to a DataError that helps."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.workshop.errors import DataError

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED = {
    "missing": "this key is missing",
    "extra_forbidden": "unknown key",
    "union_tag_invalid": "unknown kind; expected one of {expected_tags}",
    "union_tag_not_found": "this step needs a kind",
    "model_type": 'write it in both languages: {{ fr = "…", en = "…" }}',
    "tuple_type": "expected a list: write [[steps]], with double brackets, for each",
}


def read_model(model: type[Model], text: str, file: str) -> Model:
    """Return the `model` that the TOML `text` of `file` describes.

    Raises DataError with every mistake at once: key and what was expected there.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(file, [("TOML", str(error))]) from error
    try:
        return model.model_validate(table)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        with_wrong_items = {problem["loc"][:1] for problem in found if len(problem["loc"]) > 1}
        problems = [
            (
                _path(problem["loc"]),
                _expectation(problem["type"], problem.get("ctx"), problem["msg"]),
            )
            for problem in found
            # A list whose items are all wrong is not, on top of that, too short.
            if not (problem["type"] == "too_short" and problem["loc"] in with_wrong_items)
        ]
        raise DataError(file, problems) from error


def _expectation(kind: str, context: dict[str, object] | None, message: str) -> str:
    template = _EXPECTED.get(kind)
    if template is not None:
        return template.format_map({key: str(value) for key, value in (context or {}).items()})
    return message.removeprefix("Value error, ")


def _path(location: Sequence[int | str]) -> str:
    # The tag of a discriminated union (the step's kind) is no key of the file: left out
    # where it follows an index.
    path = ""
    for place, part in enumerate(location):
        if isinstance(part, int):
            path += f"[{part + 1}]"
        elif place and isinstance(location[place - 1], int) and path.startswith("steps["):
            continue
        else:
            path += f".{part}" if path else part
    return path or "file"
