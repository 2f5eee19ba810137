"""Refusals: their sentence is for people, their type for the program."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.sentences import PROGRAM, ROOT


@pytest.mark.parametrize("file", PROGRAM, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_done_about_a_refusal_depends_on_its_type(file: Path) -> None:
    """The key of a refusal is given to who says it, never compared: `except Outdated` reads, and
    a sentence can be renamed."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    caught = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name
    }
    said = {id(call.args[0]) for call in ast.walk(tree) if isinstance(call, ast.Call) and call.args}
    compared = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "key" and id(node) not in said
        if isinstance(node.value, ast.Name) and node.value.id in {*caught, "refusal"}
    ]
    assert compared == []
