"""Costs as people write them, and what a shared budget may be."""

from __future__ import annotations

from typing import Any

import pytest

from bot.tally.rules.shared_budget import Marking, Sharing
from bot.workshop.errors import Refusal
from bot.workshop.faults import RuleBroken
from bot.workshop.kinds import Vote
from bot.workshop.language import Language
from bot.workshop.vote.methods import Method, SecondRule, VoteOn
from bot.workshop.vote.shared_budget import read_money, read_projects, read_sum, worded
from bot.workshop.vote.written import written_options
from tests.builders import poll
from tests.services.room import refused

WRITTEN = {
    "Vélo cargo : 3 000 €": ("Vélo cargo", 300000),
    "Vélo cargo\u00a0: 3\u202f000\u00a0€": ("Vélo cargo", 300000),
    "Cargo bike - 3,000": ("Cargo bike", 300000),
    "Four à pain (1200,50)": ("Four à pain", 120050),
    "Four (1 200,50 €)": ("Four", 120050),
    "Bike: €1,234.56": ("Bike", 123456),
    "Bancs = 1.200,50 EUR": ("Bancs", 120050),
    "Porte-vélos: 450": ("Porte-vélos", 45000),
    "Fête 2027 : 1 000": ("Fête 2027", 100000),
    "Atelier - débutants - 300": ("Atelier - débutants", 30000),
    "Vélos (2) : 900": ("Vélos (2)", 90000),
    "Machin – 1'200 CHF": ("Machin", 120000),
    "Serre 1 500 €": ("Serre", 150000),
    "Arbres — 90": ("Arbres", 9000),
}


@pytest.mark.parametrize("line", WRITTEN)
def test_a_cost_is_read_as_people_write_it(line: str) -> None:
    found = read_projects(f"{line}\nAutre : 1", 10**9)
    assert (found.names[0], found.costs[0]) == WRITTEN[line]


@pytest.mark.parametrize(
    ("lines", "key", "params"),
    [
        ("Vélo : 300", "budget.few_projects", {}),
        ("Vélo : 300\nSalle 3", "budget.no_cost", {"line": 2, "written": "Salle 3"}),
        ("Vélo : 3k\nFour : 2", "budget.no_cost", {"line": 1}),
        ("Vélo : gratuit\nFour : 2", "budget.no_cost", {"line": 1}),
        ("Vélo : 0\nFour : 2", "budget.no_cost", {"line": 1}),
        ("Vélo : 300\nPalais : 1001", "budget.too_dear", {"line": 2}),
        ("Vélo : 300 €\nFour : 20 $", "budget.currencies", {"line": 2, "one": "€"}),
        ("Vélo : 300\n\nFour : 2\nvélo : 4\nVélo : 3", "budget.same_projects", {"first": 1}),
        ("\n".join(f"P{n} : 1" for n in range(101)), "budget.many_projects", {"count": 101}),
    ],
)
def test_the_line_that_cannot_be_read_is_named(
    lines: str, key: str, params: dict[str, Any]
) -> None:
    with pytest.raises(Refusal) as raised:
        read_projects(lines, 100_000)
    assert raised.value.key == key
    assert params.items() <= raised.value.params.items()


def test_the_money_is_a_whole_sum() -> None:
    assert read_money("10 000 €").hundredths == 1_000_000
    assert read_money("$10,000").currency == "$"
    for text in ("10000,50", "beaucoup", "0", "", "1e9", "99999999999"):
        with refused("budget.bad_money"):
            read_money(text)
    assert [worded(amount) for amount in (300000, 120050, 5)] == ["3000", "1200.50", "0.05"]
    assert read_sum("12") is not None


def budget(**settings: Any) -> Vote:
    given: dict[str, Any] = {"money": 1000, "costs": ("300", "400.50"), **settings}
    return poll("shared_budget", "Vélo", "Four", **given)


def test_a_shared_budget_is_on_written_projects_and_a_lot_settles_its_ties() -> None:
    plan = budget()
    assert (plan.on, plan.tie) == (VoteOn.OPTIONS, SecondRule.LOT)
    assert (plan.sharing, plan.marking) == (Sharing.EQUAL_SHARES, Marking.TICKS)
    assert plan.ballot is Method.APPROVAL
    assert budget(marking="points").ballot is Method.SCORE
    first, second = written_options(plan, Language.FRENCH)
    assert (first.cost, second.cost, second.currency) == (30000, 40050, "€")
    assert not Method.SHARED_BUDGET.has_totals


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ({"money": None}, "money should be"),
        ({"costs": ("300",)}, "costs should be as many"),
        ({"costs": ("300", "1000.01")}, "at most the money"),
        ({"tie": "facilitator"}, "a lot settles"),
        ({"currency": "*"}, "currency"),
        ({"costs": ("300", "0.5")}, "costs"),
    ],
)
def test_what_does_not_go_together_is_refused(settings: dict[str, Any], rule: str) -> None:
    with pytest.raises((ValueError, RuleBroken), match=rule):
        budget(**settings)


def test_its_settings_have_no_meaning_for_another_method() -> None:
    with pytest.raises(ValueError, match="money has no meaning"):
        poll("approval", "Vélo", "Four", money=100)
