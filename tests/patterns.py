"""Whether a regular expression can take more than a time in proportion to its text.

Regular expressions run in C, where no step can be counted: their structure is read instead. One is
steady when nothing makes it read a stretch of text again and again:

- no repeat without a bound holds another that can give back what it took (``(a+)+``);
- after a repeat that can give back, no other one takes what it may have taken, unless what must
  stand between them is nothing that the first takes (``a*\\s*a*x``);
- where it is searched for, no match can begin within what a repeat took before it failed
  (``\\s+x``, ``"[^"]*x``): a boundary or a beginning of line holds that off.

What is refused may be harmless: it is then written otherwise, or bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

_parser: Any = getattr(re, "_parser")  # noqa: B009 - the library has no public name for it
_MANY = 200  # a repeat bounded above this counts as one without a bound

Node = tuple[Any, Any]
# Enough to tell sets apart: those of all scripts and signs that our patterns name.
_SAMPLE = [chr(code) for code in [*range(0x600), *range(0x2000, 0x2800), 0x3000, 0xF0B7, 0xFEFF]]
_SAMPLE += [chr(code) for code in (0x1F3F4, 0x1F600, 0xE0041, 0xFF1A, 0xFF0B, 0xD800, 0xFFFF)]


def unsteady(pattern: re.Pattern[str], *, searched: bool) -> list[str]:
    """Return why a pattern may read the same text again and again; empty when it does not."""
    tree = list(_parser.parse(pattern.pattern, pattern.flags))
    found = [*_nested(tree), *_adjacent(tree)]
    if searched:
        for branch in _branches(tree):
            found += _reread(branch)
    return sorted(set(found))


def _nested(nodes: Sequence[Node], within: bool = False) -> Iterator[str]:
    for name, value in nodes:
        if str(name) in ("MAX_REPEAT", "MIN_REPEAT"):
            gives = value[1] > _MANY
            if gives and within:
                yield "a repeat within a repeat"
            yield from _nested(list(value[2]), within or gives)
        elif str(name) == "POSSESSIVE_REPEAT":
            yield from _nested(list(value[2]), within)
        else:
            for part in _parts((name, value)):
                yield from _nested(part, within)


def _adjacent(nodes: Sequence[Node]) -> Iterator[str]:
    for branch in _branches(nodes):
        taken: frozenset[str] | None = None
        for node in branch:
            repeat = _repeat(node)
            if repeat is not None and repeat[1]:
                if taken is not None and taken & repeat[0]:
                    yield "two repeats that take the same, one after the other"
                if str(node[0]) != "POSSESSIVE_REPEAT":
                    taken = repeat[0]
            elif taken is not None and _least(node) and not taken & _all(node):
                taken = None


def _reread(branch: Sequence[Node]) -> Iterator[str]:
    guarded = bool(branch) and str(branch[0][0]) == "AT"
    over_lines = guarded and "BEGINNING" in str(branch[0][1])
    starts = _firsts(branch)
    for rank, node in enumerate(branch):
        repeat = _repeat(node)
        if repeat is None or not repeat[1] or not any(map(_may_fail, branch[rank + 1 :])):
            continue
        if over_lines and "\n" not in repeat[0]:
            continue
        if guarded and not over_lines and all(char.isalnum() or char == "_" for char in repeat[0]):
            continue
        if starts & repeat[0]:
            yield "a search that begins again within what a repeat took"


def _may_fail(node: Node) -> bool:
    return bool(_least(node)) or str(node[0]) in ("AT", "ASSERT", "ASSERT_NOT")


def _branches(nodes: Sequence[Node]) -> list[list[Node]]:
    """Return the ways through a pattern, groups and choices at its top opened."""
    ways: list[list[Node]] = [[]]
    for node in nodes:
        name, value = node
        if str(name) == "SUBPATTERN":
            inner = _branches(list(value[3]))
        elif str(name) == "BRANCH":
            inner = [way for choice in value[1] for way in _branches(list(choice))]
        else:
            inner = [[node]]
        ways = [[*way, *more] for way in ways for more in inner][:2000]
    return ways


def _parts(node: Node) -> list[list[Node]]:
    name, value = node
    match str(name):
        case "SUBPATTERN":
            return [list(value[3])]
        case "BRANCH":
            return [list(choice) for choice in value[1]]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [list(value[2])]
        case "ATOMIC_GROUP":
            return [list(value)]
    return []


def _repeat(node: Node) -> tuple[frozenset[str], bool] | None:
    """Return what a repeat takes, and whether without a bound; None for anything else."""
    name, value = node
    if not str(name).endswith("REPEAT"):
        return None
    return _all(node), value[1] > _MANY


def _least(node: Node) -> int:
    """Return how many characters a node takes at least."""
    name, value = node
    match str(name):
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return 0
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return int(value[0]) * sum(map(_least, value[2]))
        case "SUBPATTERN":
            return sum(map(_least, value[3]))
        case "BRANCH":
            return min(sum(map(_least, choice)) for choice in value[1])
        case "ATOMIC_GROUP":
            return sum(map(_least, value))
    return 1


def _firsts(nodes: Sequence[Node]) -> frozenset[str]:
    """Return what a match of `nodes` can begin with."""
    found: frozenset[str] = frozenset()
    for node in nodes:
        if str(node[0]) in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        parts = _parts(node)
        found |= frozenset().union(*map(_firsts, parts)) if parts else _all(node)
        if _least(node):
            break
    return found


def _all(node: Node) -> frozenset[str]:
    """Return every character of the sample that a node can take."""
    name, value = node
    if str(name) in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset()
    parts = _parts(node)
    if parts:
        return frozenset().union(*(_all(inner) for part in parts for inner in part))
    return _taken(str(name), repr(value))


@cache
def _taken(name: str, value: str) -> frozenset[str]:
    match name:
        case "ANY":
            return frozenset(_SAMPLE) - {"\n"}
        case "LITERAL":
            return frozenset(chr(int(value)))
        case "NOT_LITERAL":
            return frozenset(_SAMPLE) - {chr(int(value))}
    # `IN`: what the library itself says of each character.
    return frozenset(char for char in _SAMPLE if _in(value, char))


def _in(value: str, char: str) -> bool:
    found, inverted = False, False
    for name, given in _members(value):
        if name == "NEGATE":
            inverted = True
        elif name == "LITERAL":
            found |= ord(char) == given
        elif name == "RANGE":
            found |= given[0] <= ord(char) <= given[1]
        else:
            found |= bool(_CATEGORIES[given](char))
    return found is not inverted


@cache
def _members(value: str) -> list[tuple[str, Any]]:
    names = {name: name for name in ("NEGATE", "LITERAL", "RANGE", "CATEGORY", *_CATEGORIES)}
    return list(eval(value, {"__builtins__": {}}, names))


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_NOT_DIGIT": lambda char: not char.isdecimal(),
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_NOT_SPACE": lambda char: not char.isspace(),
    "CATEGORY_WORD": lambda char: char.isalnum() or char == "_",
    "CATEGORY_NOT_WORD": lambda char: not (char.isalnum() or char == "_"),
}
