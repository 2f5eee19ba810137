"""Settings that no number, text or choice says alone: columns, who votes, a proposal…"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.workshop.consent.step import PROPOSAL_LIMIT, tidy
from bot.workshop.errors import Refusal
from bot.workshop.language import SHORT, Language
from bot.workshop.lists import plain_sign
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.recipes.shapes import Change, TextShape, whole
from bot.workshop.recipes.words import Plan, heard, said
from bot.workshop.sessions.recipe import MOST_PEOPLE
from bot.workshop.text import clean, one_line
from bot.workshop.vote.asking import read_majority, read_quorum, read_scale, read_threshold
from bot.workshop.vote.electors import Electorate
from bot.workshop.vote.scope import Within
from bot.workshop.vote.shared_budget import CURRENCY, CURRENCY_LIMIT, read_cost, read_currency

_MARKS = "+-?"
_MOST_THEMES = 25
_MOST_VOTERS = 100_000
_PEOPLE = re.compile(r"([0-9]{1,3})(?: ?(?:-|–|—|à|to|,|;|/| ) ?([0-9]{1,3}))?")


@dataclass(frozen=True)
class Columns(TextShape):
    """Columns of post-its, one a line; a sign and a space before a name is its mark."""

    limit: int = FORM_LIMIT
    long: bool = True

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        columns: Sequence[Plan] = plan.get(fields[0]) or ()
        lines = (f"{c.get('mark') or ''} {heard(c.get('name'), language)}" for c in columns)
        return "\n".join(line.strip() for line in lines)

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        before: Sequence[Plan] = plan.get(fields[0]) or ()
        known = {heard(c.get("name"), language): c["name"] for c in before}
        made = []
        for line in filter(None, map(one_line, clean(text).split("\n"))):
            sign, space, rest = line.partition(" ")
            marked = bool(space) and plain_sign(sign) in _MARKS
            name = rest if marked else line
            both = known.get(name) or {one.value: name for one in Language}
            made.append({"name": both} | ({"mark": plain_sign(sign)} if marked else {}))
        return {fields[0]: made or None}


@dataclass(frozen=True)
class Spelled(TextShape):
    """A setting that is one text in the file, as `spelled` reads it; `usual` where it is left
    out."""

    spelled: Callable[[str], str]
    usual: str = ""
    limit: int = 20

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        return str(plan.get(fields[0]) or self.usual)

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        written = one_line(text)
        return {fields[0]: self.spelled(written) if written else None}


MAJORITY = Spelled(read_majority, "1/2")
THRESHOLD = Spelled(read_threshold)
QUORUM = Spelled(read_quorum)
CURRENCY_SIGN = Spelled(read_currency, CURRENCY, CURRENCY_LIMIT)


@dataclass(frozen=True)
class Costs(TextShape):
    """What each option costs, one a line, in their order."""

    limit: int = FORM_LIMIT
    long: bool = True

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        return "\n".join(str(cost) for cost in plan.get(fields[0]) or ())

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        made = [read_cost(line) for line in filter(None, map(one_line, clean(text).split("\n")))]
        return {fields[0]: made or None}


@dataclass(frozen=True)
class Scale(TextShape):
    """The lowest and the highest score: “0-10”."""

    limit: int = 20

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        low, high = plan.get(fields[0]) or (0, 5)
        return f"{low} – {high}"

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        written = one_line(text)
        return {fields[0]: list(read_scale(written)) if written else None}


@dataclass(frozen=True)
class People(TextShape):
    """The smallest and the largest group that a recipe suits: “4-12”, “4 à 12”, “6” for six people;
    empty where it does not say."""

    limit: int = 20

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        least, most = plan.get(fields[0]) or (None, None)
        return "" if least is None else f"{least} – {most}"

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        written = one_line(text)
        if not written:
            return {fields[0]: None}
        found = _PEOPLE.fullmatch(written)
        least, most = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= least <= most <= MOST_PEOPLE:
            raise Refusal("recipe.bad.people", most=MOST_PEOPLE)
        return {fields[0]: [least, most]}


@dataclass(frozen=True)
class ChosenThemes(TextShape):
    """Of how many themes that came first a vote is on the post-its; empty for the whole wall."""

    limit: int = 3

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        within, chosen = fields
        return str(plan.get(chosen, 3)) if plan.get(within) == Within.CHOSEN else ""

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        within, chosen = fields
        written = one_line(text)
        if not written:
            return {within: None, chosen: None}
        return {within: Within.CHOSEN.value, chosen: whole(written, 1, _MOST_THEMES)}


@dataclass(frozen=True)
class Voters(TextShape):
    """How many people may vote, where that is to be known; empty for whoever is there.

    A role or a voice channel that a session chose stays, until a number takes its place.
    """

    limit: int = 6

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        electors: Plan = plan.get(fields[0]) or {}
        size = electors.get("size")
        return "" if size is None else str(size)

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        written = one_line(text)
        if not written:
            return {fields[0]: None}
        size = whole(written, 1, _MOST_VOTERS)
        electors: Plan = plan.get(fields[0]) or {}
        if electors.get("who") == Electorate.ROLE:
            return {fields[0]: {**electors, "size": size}}
        return {fields[0]: {"who": Electorate.NUMBER.value, "size": size}}


@dataclass(frozen=True)
class ProposalText(TextShape):
    """A proposal: in its languages while it is short, else in the words in which it is written."""

    limit: int = PROPOSAL_LIMIT
    long: bool = True

    def shown(self, plan: Plan, fields: Sequence[str], language: Language) -> str:
        proposal, text = fields
        return str(plan.get(text) or heard(plan.get(proposal), language))

    def read_text(self, text: str, plan: Plan, fields: Sequence[str], language: Language) -> Change:
        proposal, long_text = fields
        written = tidy(text)
        if not written:
            return {proposal: None, long_text: None}
        if len(written) > SHORT:
            return {proposal: None, long_text: written}
        return {proposal: said(plan.get(proposal), written, language), long_text: None}
