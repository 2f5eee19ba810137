"""The schema that is published says what an export is, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from bot.reports.schema import schema
from bot.tally.recount import FORMAT
from tests.exported import SCHEMA, held_to_its_schema, validator
from tests.reports.builders import BRAINSTORM, record

SCHEMA_READ: dict[str, Any] = json.loads(SCHEMA.read_text())


def shapes(of: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(of, dict):
        if "properties" in of:
            yield where, of
        for name, held in of.items():
            yield from shapes(held, f"{where}.{name}")
    elif isinstance(of, list):
        for held in of:
            yield from shapes(held, where)


def test_what_is_published_is_what_is_read() -> None:
    assert SCHEMA.read_text() == schema(), (
        "write it again: python -m bot.reports.schema > data/schemas/session.schema.json"
    )


def test_it_is_a_schema_of_its_draft_and_of_this_format() -> None:
    Draft202012Validator.check_schema(SCHEMA_READ)
    assert SCHEMA_READ["properties"]["format"]["const"] == FORMAT


def test_every_field_says_what_it_is_and_no_other_is_taken() -> None:
    for where, shape in shapes(SCHEMA_READ):
        assert shape["additionalProperties"] is False, where
        for name, told in shape["properties"].items():
            part = SCHEMA_READ["$defs"].get(told.get("$ref", "").rpartition("/")[2], {})
            said = told.get("description") or part.get("description")
            assert said, f"{where}: {name} has no description"


def test_a_field_that_nobody_described_is_named() -> None:
    from tests.exported import as_json

    document = held_to_its_schema(as_json(record(BRAINSTORM)))
    with pytest.raises(ValidationError, match="mood"):
        validator().validate(document | {"mood": "warm"})
