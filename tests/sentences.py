"""Where the program says its sentences: every call that names a key of the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROGRAM = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "cogs").rglob("*.py")])

_KEY = re.compile(r"[a-z]+(\.[a-z_]+)+")
_BEGINS_A_KEY = re.compile(r"([a-z_]+\.)+")

# These are given verbs of custom ids, which look like keys.
_VERBS = {"on", "custom_id"}


@dataclass(frozen=True, slots=True)
class Saying:
    """One call: where it is, the key that it names, and the parameters that it gives.

    `key` is a pattern where a part of it is computed. `counted` is True for ``t.n``. `given` is
    None where the call cannot tell: one of several keys, or ``**params``.
    """

    where: str
    key: re.Pattern[str]
    given: Set[str] | None
    counted: bool


def sayings() -> Iterator[Saying]:
    """Return every call that says a sentence whose key can be read in the code."""
    for file in PROGRAM:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            counted = isinstance(call.func, ast.Attribute) and call.func.attr == "n"
            if not call.args or not (counted or _says(call.func, file)):
                continue
            names = [keyword.arg for keyword in call.keywords]
            told = isinstance(call.args[0], (ast.Constant, ast.IfExp)) and None not in names
            given = frozenset(name for name in names if name) if told else None
            for key in _keys(call.args[0], tree):
                yield Saying(f"{file.relative_to(ROOT)}:{call.lineno}", key, given, counted)


def named_keys(files: list[Path]) -> tuple[set[str], list[re.Pattern[str]]]:
    """Return what may name a key in `files`: strings, and patterns of computed ones."""
    strings: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        verbs = {
            id(argument)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and _name(call.func) in _VERBS
            for argument in call.args
        }
        for node in ast.walk(tree):
            if id(node) in verbs:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)) is not None:
                patterns.append(pattern)
    return strings, patterns


def _says(function: ast.expr, file: Path) -> bool:
    if isinstance(function, ast.Call):  # language_of_room(session)("summary.unreachable")
        return _name(function.func) == "language_of_room"
    return _name(function) in (_saying() | {"self"} if file.name == "i18n.py" else _saying())


@cache
def _saying() -> frozenset[str]:
    """What a call says in the person's words: t(…), press.t(…), self._t(…), named(…), and every
    kind of refusal."""
    bases = {
        node.name: {_name(base) for base in node.bases}
        for file in PROGRAM
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    refusals = {"Refusal"}
    while more := {name for name, of in bases.items() if of & refusals} - refusals:
        refusals |= more
    return frozenset({"t", "_t", "named"} | refusals)


def _keys(argument: ast.expr, tree: ast.Module) -> Iterator[re.Pattern[str]]:
    if isinstance(argument, ast.JoinedStr):
        if (pattern := _pattern(argument)) is not None:
            yield pattern
    elif isinstance(argument, ast.Name):  # key = "…" if … else "…", a few lines above
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == argument.id:
                yield from _keys(node.value, tree)
    elif not isinstance(argument, ast.Attribute):
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and _KEY.fullmatch(str(node.value)):
                yield re.compile(re.escape(str(node.value)))


def _pattern(text: ast.JoinedStr) -> re.Pattern[str] | None:
    """Return what an f-string may become; None unless it begins as a key does."""
    first = text.values[0]
    if not (isinstance(first, ast.Constant) and _BEGINS_A_KEY.fullmatch(str(first.value))):
        return None
    parts = [
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+"
        for part in text.values
    ]
    return re.compile("".join(parts))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
