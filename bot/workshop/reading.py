"""From the text of a TOML file to a validated model, or to a DataError that helps."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.workshop.errors import DataError
from bot.workshop.faults import Fault, FaultKind, RuleBroken, written
from bot.workshop.text import has_controls
from bot.workshop.toml import strings

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED = {
    "missing": "this key is missing",
    "extra_forbidden": "unknown key",
    "union_tag_invalid": "unknown kind; expected one of {expected_tags}",
    "union_tag_not_found": "this step needs a kind",
    "model_type": 'write it by language: {{ fr = "…", en = "…" }}',
    "tuple_type": "expected a list: write [[steps]], with double brackets, for each",
}

_KINDS = {
    "missing": FaultKind.MISSING,
    "extra_forbidden": FaultKind.UNKNOWN,
    "string_type": FaultKind.NOT_TEXT,
    "int_type": FaultKind.NOT_NUMBER,
    "int_parsing": FaultKind.NOT_NUMBER,
    "int_parsing_size": FaultKind.NOT_NUMBER,
    "int_from_float": FaultKind.NOT_NUMBER,
    "finite_number": FaultKind.NOT_NUMBER,
    "float_type": FaultKind.NOT_NUMBER,
    "float_parsing": FaultKind.NOT_NUMBER,
    "bool_type": FaultKind.NOT_FLAG,
    "bool_parsing": FaultKind.NOT_FLAG,
    "literal_error": FaultKind.CHOICE,
    "union_tag_invalid": FaultKind.CHOICE,
    "union_tag_not_found": FaultKind.MISSING,
    "tuple_type": FaultKind.NOT_LIST,
    "model_type": FaultKind.NOT_TABLE,
    "enum": FaultKind.CHOICE,
    "string_too_short": FaultKind.EMPTY,
    "string_too_long": FaultKind.LONG,
    "greater_than_equal": FaultKind.YEAR,
    "less_than_equal": FaultKind.YEAR,
    "too_short": FaultKind.FEW,
    "too_long": FaultKind.MANY,
    # What a model of ours finds is named after its kind.
    **{kind.value: kind for kind in FaultKind},
}
_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")

# Dots of one line that stand in no text: no file of ours has any. The time that `tomllib` takes
# grows with the square of the depth of a key: 128 KiB of “a.a.a…” hold it for minutes.
_DOTS = 16
# Texts and comments. Each that has begun ends, at the latest with the file: nothing is read twice.
_ASIDE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5})?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)


def read_model(
    model: type[Model],
    text: str,
    file: str,
    shaped: Callable[[dict[str, Any]], dict[str, Any]] = lambda table: table,
) -> Model:
    """Return the `model` that the TOML `text` of `file` describes, its table as `shaped` makes it.

    Raises DataError with every mistake at once: key and what was expected there.
    """
    deep = _too_deep(text)
    if deep:
        fault = Fault((), FaultKind.TOML, {"line": deep, "column": 1})
        raise DataError(file, [("TOML", f"keys too deep (at line {deep})")], [fault])
    try:
        table = shaped(tomllib.loads(text))
    except ValueError as error:  # also a number too long to be read
        found = _WHERE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (0, 0)
        fault = Fault((), FaultKind.TOML, {"line": line, "column": column})
        raise DataError(file, [("TOML", str(error))], [fault]) from error
    except RecursionError as error:
        fault = Fault((), FaultKind.TOML, {"line": 0, "column": 0})
        raise DataError(file, [("TOML", "lists or tables too deep")], [fault]) from error
    try:
        return model.model_validate(table)
    except ValidationError as error:
        problems = [
            (
                _path(problem["loc"]),
                _expectation(problem["type"], problem.get("ctx"), problem["msg"]),
            )
            for problem in _wrong(error)
        ]
        raise DataError(file, problems, faults_of(error)) from error


def read_import(model: type[Model], content: bytes, file: str) -> Model:
    """Return what a file that someone gives describes; raise DataError, with faults, unless it is
    right and holds no text that hides something. `file` is the name that mistakes give."""
    try:
        text = content.decode("utf-8-sig")  # Windows puts a mark first
    except UnicodeDecodeError as error:
        raise wrong(file, [Fault((), FaultKind.NOT_UTF8)]) from error
    found = read_model(model, text, file)
    hidden = [
        Fault(path, FaultKind.CONTROL)
        for path, written_there in strings(found.model_dump(mode="json"))
        if has_controls(written_there)
    ]
    if hidden:
        raise wrong(file, hidden)
    return found


def wrong(file: str, found: Sequence[Fault]) -> DataError:
    """Return the error of a file in which these faults were found."""
    return DataError(file, [(fault.place or "file", fault.kind) for fault in found], found)


def faults_of(error: ValidationError) -> list[Fault]:
    """Return what is wrong with a model, without words."""
    return [_fault(problem) for problem in _wrong(error)]


def _wrong(error: ValidationError) -> list[ErrorDetails]:
    every = error.errors(include_url=False, include_input=False)
    with_wrong_items = {problem["loc"][:1] for problem in every if len(problem["loc"]) > 1}
    # A list whose items are all wrong is not, on top of that, too short.
    return [
        problem
        for problem in every
        if not (problem["type"] == "too_short" and problem["loc"] in with_wrong_items)
    ]


def _fault(problem: ErrorDetails) -> Fault:
    path, context = problem["loc"], problem.get("ctx") or {}
    broken = context.get("error")
    if isinstance(broken, RuleBroken):
        return Fault(path, FaultKind.RULE, broken.figures, broken.rule)
    kind = _KINDS.get(problem["type"], FaultKind.ODD)
    among = str(context.get("expected") or context.get("expected_tags") or "")
    if kind is FaultKind.CHOICE and "language" in context:
        kind = FaultKind.LANGUAGE
    return Fault(path, kind, _figures(context), among=among)


def _too_deep(text: str) -> int:
    """Return the first line, from 1, with a key too deep to be read; 0 when there is none."""
    # What is left aside keeps its lines.
    rest = _ASIDE.sub(lambda aside: "\n" * aside[0].count("\n"), text)
    lines = enumerate(rest.split("\n"), start=1)
    return next((number for number, line in lines if line.count(".") > _DOTS), 0)


def _expectation(kind: str, context: dict[str, object] | None, message: str) -> str:
    template = _EXPECTED.get(kind)
    if template is not None:
        return template.format_map({key: str(value) for key, value in (context or {}).items()})
    return message.removeprefix("Value error, ")


def _figures(context: Mapping[str, object]) -> dict[str, int]:
    """Return what the words of a fault name: limits and years."""
    named = {"max_length": "limit", "ge": "low", "le": "high"}
    return {
        named.get(name, name): value for name, value in context.items() if isinstance(value, int)
    }


def _path(location: Sequence[int | str]) -> str:
    # The tag of a discriminated union (the step's kind) is no key of the file: left out
    # where it follows an index.
    in_steps = location[:1] == ("steps",)
    kept = [
        part
        for place, part in enumerate(location)
        if isinstance(part, int)
        or not (in_steps and place and isinstance(location[place - 1], int))
    ]
    return written(kept) or "file"
