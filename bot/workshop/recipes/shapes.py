"""How a setting of a recipe stands in the field of a form: shown there, and read again.

A plan is a step as a recipe file says it, gaps included; a setting that is left out is not there.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from babel.numbers import get_decimal_symbol

from bot.workshop.errors import Refusal
from bot.workshop.language import LABEL, SHORT, Language
from bot.workshop.lists import ideas
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.recipes.words import Plan, heard, listed, said
from bot.workshop.sessions.minutes import read_minutes
from bot.workshop.text import clean, one_line

Given = str | list[str]
Change = dict[str, Any]  # field → what it becomes; None where it is left out

USUAL = "usual"  # the choice that leaves a setting out


class Shape(ABC):
    """What stands in one field of a form for the `fields` of a plan, one where not said."""

    @abstractmethod
    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> Given:
        """Return what the form holds before anyone writes."""

    @abstractmethod
    def read(self, given: Given, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        """Return what becomes of the settings; raise Refusal for what cannot be read."""


class TextShape(Shape):
    """Written in a field of `limit` characters, on several lines where it is `long`."""

    limit: int
    long: bool = False
    required: bool = False

    def read(self, given: Given, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        text = given if isinstance(given, str) else "\n".join(given)
        return self.read_text(text, plan, fields, language)

    @abstractmethod
    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        """Return what becomes of the settings; raise Refusal for what cannot be read."""


@dataclass(frozen=True)
class Words(TextShape):
    """A text in its languages."""

    limit: int = SHORT
    long: bool = True
    required: bool = False

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        return heard(plan.get(fields[0]), language)

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        (field,) = fields
        written = clean(text) if self.long else one_line(text)
        if not written and not self.required:
            return {field: None}
        return {field: said(plan.get(field), written, language)}


@dataclass(frozen=True)
class Whole(TextShape):
    """A whole number from `low` to `high`; `usual` is the one of a plan that says nothing."""

    low: int
    high: int
    usual: int | None = None
    limit: int = 5

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        number = plan.get(fields[0], self.usual)
        return "" if number is None else str(number)

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        written = one_line(text)
        return {fields[0]: whole(written, self.low, self.high) if written else None}


def whole(written: str, low: int, high: int) -> int:
    """Return a whole number; raise Refusal unless it is one from `low` to `high`."""
    if re.fullmatch(r"[0-9]{1,9}", written) and low <= int(written) <= high:
        return int(written)
    raise Refusal("recipe.bad.number", low=low, high=high)


@dataclass(frozen=True)
class Length(TextShape):
    """Minutes, halves included: “5”, “0,5”, “30 s”, “1 min 30”, “1 h 30”."""

    limit: int = 15
    required: bool = True

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        minutes = plan.get(fields[0])
        text = "" if minutes is None else str(minutes)
        return text.replace(".", get_decimal_symbol(language.locale))

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        return {fields[0]: read_minutes(text)}


@dataclass(frozen=True)
class Choice(Shape):
    """One of `values`; `usual` is the one of a plan that says nothing, None where that is none.
    What is chosen in another way is `unasked`: a plan that has it keeps it."""

    values: type[StrEnum]
    usual: StrEnum | None = None
    unasked: frozenset[StrEnum] = frozenset()

    @property
    def offered(self) -> list[tuple[str, str]]:
        """Every choice, with the name of its words."""
        asked = [one for one in self.values if one not in self.unasked]
        every = [(one.value, one.name.lower()) for one in asked]
        return every if self.usual is not None else [(USUAL, USUAL), *every]

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        return str(plan.get(fields[0]) or self.usual or USUAL)

    def read(self, given: Given, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        chosen = given if isinstance(given, str) else next(iter(given), "")
        if chosen not in {value for value, _ in self.offered}:
            raise Refusal("button.unknown")
        return {fields[0]: None if chosen == USUAL else chosen}


@dataclass(frozen=True)
class Flags(Shape):
    """Boxes to tick, one a field; `usual` are those ticked in a plan that says nothing."""

    usual: frozenset[str] = frozenset()

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> list[str]:
        return [field for field in fields if plan.get(field, field in self.usual)]

    def read(self, given: Given, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        ticked = {given} if isinstance(given, str) else set(given)
        return {field: field in ticked for field in fields}


@dataclass(frozen=True)
class Lines(TextShape):
    """A list in its languages, one a line.

    What a form cannot hold stays after what is written in it.
    """

    limit: int = FORM_LIMIT
    long: bool = True

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        return "\n".join(self._fitting(plan.get(fields[0]) or (), language))

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        before: Sequence[Plan] = plan.get(fields[0]) or ()
        hidden = [dict(one) for one in before[len(self._fitting(before, language)) :]]
        made = [*listed(before, [one_line(line) for line in ideas(text)], language), *hidden]
        return {fields[0]: made or None}

    def _fitting(self, entries: Sequence[Plan], language: Language) -> list[str]:
        fitting: list[str] = []
        for line in (heard(entry, language) for entry in entries):
            if sum(map(len, fitting)) + len(fitting) + len(line) > self.limit:
                break
            fitting.append(line)
        return fitting


def line_of(text: object, language: Language) -> str:
    """Return a text in its languages in one of them; another text as it is."""
    return heard(text, language) if isinstance(text, Mapping) else str(text)


TITLE = Words(LABEL, long=False, required=True)
SENTENCE = Words(required=True)
