"""A budget shared among projects: a sum of money, and what each project costs, as people write it.

Amounts are kept in hundredths, whole: cents. A cost stands at the end of its line, after a sign
that parts it from the name, or in brackets: “Vélo cargo : 3 000 €”, “Cargo bike - 3,000”,
“Four à pain (1200,50)”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from bot.workshop.alike import alike, twins
from bot.workshop.errors import Refusal
from bot.workshop.faults import RuleBroken
from bot.workshop.text import escape, one_line, shorten
from bot.workshop.vote.methods import SecondRule, VoteOn

MOST_PROJECTS = 100
MOST_MONEY = 999_999_999
PROJECT_LIMIT = 200
CURRENCY_LIMIT = 12
CURRENCY = "€"

_QUOTED = 60
# Thousands are parted by spaces (of any width), points, commas or apostrophes; two figures at the
# end, after another sign, are cents.
_FIGURES = r"[0-9]{1,3}(?:[\s'’.,][0-9]{3}){1,5}(?:[.,][0-9]{1,2})?|[0-9]{1,10}(?:[.,][0-9]{1,2})?"
_SIGN = r"[^\W\d_]{1,12}|[$£¢¥฿₡₣₦₩₪₫€₭₮₱₲₴₵₸₹₺₽₾₿]"
_AMOUNT = re.compile(rf"(?P<before>{_SIGN})?\s*(?P<figures>{_FIGURES})\s*(?P<after>{_SIGN})?")
_BRACKETS = re.compile(r"(?P<name>.*)[(\[](?P<cost>[^()\[\]]{1,40})[)\]]")
_PARTED = re.compile(r":|=|\t|→|\s[-–—]\s|\s[-–—](?=[0-9])|[–—]")
_ENDED = re.compile(rf"(?P<name>.*(?<=[^\s0-9])) (?P<cost>(?:{_FIGURES}) ?\S{{1,12}})")


def _worded(value: object) -> object:
    """Let a recipe write a whole number where there are no cents."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if whole else value


CURRENCY_FORM = r"^(\p{L}{1,12}|\p{Sc})$"  # the letters of a name, or one sign

# An amount in a recipe and in a file to be counted: "3000", "1200.50".
Amount = Annotated[
    str,
    BeforeValidator(_worded),
    StringConstraints(pattern=r"^[1-9][0-9]{0,8}(\.[0-9]{2})?$|^0\.(0[1-9]|[1-9][0-9])$"),
]


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in hundredths, with the currency that was written beside it, None for none."""

    hundredths: int
    currency: str | None = None


def hundredths(amount: str) -> int:
    """Return an amount of a recipe in hundredths."""
    units, _, cents = amount.partition(".")
    return int(units) * 100 + int(cents or 0)


def worded(amount: int) -> str:
    """Return hundredths as a recipe and a file write them."""
    units, cents = divmod(amount, 100)
    return f"{units}.{cents:02}" if cents else str(units)


def check_budget(
    money: int | None, costs: Sequence[str], options: int, on: VoteOn, tie: SecondRule
) -> None:
    """Raise RuleBroken for what a budget cannot be shared by."""
    if on is not VoteOn.OPTIONS:
        raise RuleBroken("budget_on", "a shared budget is on written options, which have costs")
    if money is None:
        raise RuleBroken("money", "money should be the sum that is shared, in whole units")
    if len(costs) != options:
        raise RuleBroken("costs", "costs should be as many as options, in the same order")
    if any(hundredths(cost) > money * 100 for cost in costs):
        raise RuleBroken("too_dear", f"a cost should be at most the money ({money})")
    if tie is not SecondRule.LOT:
        raise RuleBroken("budget_tie", 'a lot settles the ties of a shared budget: tie = "lot"')


def read_sum(written: str) -> Sum | None:
    """Return an amount as people write it, with its currency; None where it is none."""
    found = _AMOUNT.fullmatch(one_line(written).strip())
    # “3k” may be three thousand, or three kilos: nobody guesses.
    if found is None or (found["after"] or "").startswith(("k", "K")):
        return None
    figures = re.sub(r"[\s'’]", "", found["figures"])
    cents = re.search(r"[.,]([0-9]{1,2})$", figures)
    units = re.sub(r"[.,]", "", figures[: cents.start()] if cents else figures)
    amount = int(units) * 100 + (int(cents[1].ljust(2, "0")) if cents else 0)
    if not 0 < amount <= MOST_MONEY * 100:
        return None
    return Sum(amount, found["after"] or found["before"])


@dataclass(frozen=True, slots=True)
class Priced:
    """What was written of projects: names, costs in hundredths, and the currency of the first that
    has one."""

    names: tuple[str, ...]
    costs: tuple[int, ...]
    currency: str | None


def read_money(written: str) -> Sum:
    """Return the sum that is shared; raise Refusal unless it is a whole amount over zero."""
    found = read_sum(written)
    if found is None or found.hundredths % 100:
        raise Refusal("budget.bad_money", written=escape(shorten(one_line(written), _QUOTED)))
    return found


def read_cost(written: str) -> str:
    """Return a cost as a recipe says it; raise Refusal for what is none."""
    found = read_sum(written)
    if found is None:
        raise Refusal("budget.bad_cost", written=escape(shorten(written, _QUOTED)))
    return worded(found.hundredths)


def read_currency(written: str) -> str:
    """Return the sign or the name of a currency; raise Refusal for anything else."""
    if not re.fullmatch(_SIGN, written):
        raise Refusal("budget.bad_currency", written=escape(shorten(written, _QUOTED)))
    return written


def read_projects(written: str, money: int) -> Priced:
    """Return projects written one a line, each with its cost at the end, where `money` is shared.

    Raises the Refusal that names the first line which is not one, which costs more than all there
    is, or which reads as one before it.
    """
    lines = [line for line in map(one_line, re.split(r"[;\n]", written)) if line]
    if len(lines) < 2:
        raise Refusal("budget.few_projects")
    if len(lines) > MOST_PROJECTS:
        raise Refusal("budget.many_projects", count=len(lines), most=MOST_PROJECTS)
    names: list[str] = []
    costs: list[int] = []
    currency: str | None = None
    for number, line in enumerate(lines, start=1):
        quoted = {"line": number, "written": escape(shorten(line, _QUOTED))}
        found = project(line)
        if found is None:
            raise Refusal("budget.no_cost", **quoted)
        name, cost = found
        if len(name) > PROJECT_LIMIT:
            raise Refusal("budget.long_name", limit=PROJECT_LIMIT, **quoted)
        if cost.hundredths > money:
            raise Refusal("budget.too_dear", **quoted)
        if cost.currency and currency and alike(cost.currency) != alike(currency):
            raise Refusal("budget.currencies", one=escape(currency), **quoted)
        currency = currency or cost.currency
        names.append(name)
        costs.append(cost.hundredths)
    check_differ(names)
    return Priced(tuple(names), tuple(costs), currency)


def check_differ(names: Sequence[str]) -> None:
    """Raise the Refusal that names two projects which read the same."""
    same = twins(names)
    if same is not None:
        first, second = same
        written = escape(shorten(names[second], _QUOTED))
        raise Refusal("budget.same_projects", first=first + 1, second=second + 1, written=written)


def project(line: str) -> tuple[str, Sum] | None:
    """Return the name and the cost of a line; None where no cost stands at its end."""
    bracketed = _BRACKETS.fullmatch(line)
    if bracketed is not None and (cost := read_sum(bracketed["cost"])) is not None:
        named = bracketed["name"].strip(" :–—-")
        if named:
            return named, cost
    # The last sign that parts a cost from a name: names may hold some too.
    for parted in reversed(list(_PARTED.finditer(line))):
        name, after = line[: parted.start()].strip(), line[parted.end() :]
        if name and (cost := read_sum(after)) is not None:
            return name, cost
    # Without such a sign, a currency says what is a cost: “Vélo cargo 3 000 €”.
    ended = _ENDED.fullmatch(" ".join(line.split()))
    if ended is not None and (cost := read_sum(ended["cost"])) is not None and cost.currency:
        return ended["name"], cost
    return None
