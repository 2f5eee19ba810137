"""What is wrong with a data file or with what a person prepares, said without words.

Whoever shows a fault chooses the words: English for operators, a person's language for people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    """The kinds of mistakes; the words after them are the figures they come with."""

    TOML = "toml"  # not readable as TOML: line, column (0 at the end of the file)
    NOT_UTF8 = "not_utf"
    MISSING = "missing"
    UNKNOWN = "unknown"  # a key that is not expected
    NOT_TEXT = "not_text"
    NOT_NUMBER = "not_number"
    NOT_LIST = "not_list"
    NOT_TABLE = "not_table"
    LANGUAGE = "language"
    EMPTY = "empty"
    LONG = "long"  # limit, in characters
    YEAR = "year"  # low, high
    FEW = "few"  # a list that is empty
    MANY = "many"  # limit
    HORIZON = "horizon"  # not later than origin
    FAR = "far"  # horizon more than limit years after origin
    OUTSIDE = "outside"  # a year that is not from origin to horizon
    ORDER = "order"  # years out of order
    SAME = "same"  # two dimensions of the same name
    CONTROL = "control"  # control characters, or some that turn the text around
    NO_FILE = "no_file"  # a recording or picture of which only the words are there
    ODD = "odd"  # anything else
    NOT_FLAG = "not_flag"  # neither true nor false
    CHOICE = "choice"  # none of the words that can stand there
    RULE = "rule"  # settings that do not go together: which rule, with its figures


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the way to it from the top (keys, and places in lists from 0), and its kind.

    `rule` names the rule that was broken, `among` the words of which one is expected.
    """

    path: tuple[str | int, ...]
    kind: FaultKind
    figures: Mapping[str, int] = field(default_factory=dict)
    rule: str = ""
    among: str = ""

    @property
    def place(self) -> str:
        """The way to it as one writes it of a file: ``anchors[2].text``, counted from 1."""
        return written(self.path)


class RuleBroken(ValueError):  # noqa: N818 - what a file breaks, not a failure
    """Settings of a step that do not go together; raised where they are checked.

    `rule` names it for people (`recipe.rule.…` in the catalogues, filled with `figures`),
    `expected` is told to the authors of files.
    """

    def __init__(self, rule: str, expected: str, **figures: int) -> None:
        super().__init__(expected)
        self.rule = rule
        self.figures = figures


def written(path: Sequence[str | int]) -> str:
    """Return a way through keys and lists as text, places counted from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text
