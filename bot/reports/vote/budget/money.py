"""Sums of money, and the rule of a shared budget before anyone votes."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

from babel.numbers import format_decimal

from bot.i18n import Catalogue
from bot.tally.rules.shared_budget import Marking
from bot.workshop.vote.options import Option
from bot.workshop.vote.step import Vote

_CENTS = 100


def money(amount: int | Fraction, currency: str, t: Catalogue) -> str:
    """Return a sum in units of a currency, to the cent: “3 000 €”, “€83.33”, “300 points”."""
    cents = _rounded(Fraction(amount) * _CENTS)
    form = "#,##0.00" if cents % _CENTS else "#,##0"
    written = format_decimal(_decimal(cents), form, locale=t.language.locale)
    symbol = all(unicodedata.category(sign) == "Sc" for sign in currency)
    return t("money.symbol" if symbol else "money.word", amount=written, currency=currency)


def _rounded(cents: Fraction) -> int:
    return int(cents + Fraction(1, 2))


def _decimal(cents: int) -> str:
    units, rest = divmod(cents, _CENTS)
    return f"{units}.{rest:02}"


def cost_of(option: Option, t: Catalogue) -> str:
    """Return what a project costs; nothing for other options."""
    return money(Fraction(option.cost, _CENTS), option.currency, t) if option.cost else ""


def budget_rule(plan: Vote, t: Catalogue) -> str:
    """Return what there is to share, how people mark, and how it is counted."""
    low, high = plan.scale
    whole = money(plan.money or 0, plan.currency, t)
    marking = "points" if plan.marking is Marking.POINTS else "ticks"
    asked = t(f"vote.budget.{marking}", money=whole, low=low, high=high)
    return f"{asked}\n{t(f'vote.budget.{plan.sharing}')} {t('vote.budget.both')}"
