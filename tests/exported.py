"""What every export that a test makes is held to: the schema that is published."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from bot.reports import data
from bot.reports.record import SessionRecord

SCHEMA = Path(__file__).parents[1] / "data" / "schemas" / "session.schema.json"


@lru_cache(1)
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=FormatChecker())


def as_json(record: SessionRecord) -> str:
    """Return the export of a session, held to its schema."""
    text = data.as_json(record)
    held_to_its_schema(text)
    return text


def held_to_its_schema(text: str) -> dict[str, Any]:
    """Return the document of an export; fail with the place where it leaves the schema."""
    document: dict[str, Any] = json.loads(text)
    for error in validator().iter_errors(document):
        where = ".".join(map(str, error.absolute_path))
        raise AssertionError(
            f"{where}: {error.message}\nA field that the export gets goes in"
            " bot/workshop/transfer/document.py, then: python -m bot.reports.schema"
            " > data/schemas/session.schema.json"
        )
    return document
