"""How an option of a vote is named, wherever it is: on a ballot, in a result, in a report."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Catalogue, catalogue
from bot.reports.vote.budget.money import cost_of
from bot.workshop.language import Language
from bot.workshop.moderation.hiding import MARK
from bot.workshop.text import shorten
from bot.workshop.vote.options import Departure, Option
from bot.workshop.vote.step import Vote, Wording


def naming(option: Option, t: Catalogue, limit: int | None = None) -> str:
    """Return an option with its place, what it costs, and the mark of one that is gone, not yet
    escaped.

    In about `limit` characters: what is cut is the words, never the place, the cost nor the mark.
    """
    cost = f" — {cost_of(option, t)}" if option.cost else ""
    room = None if limit is None else max(limit - len(cost), limit // 2)
    said = option.said(room) + cost
    if option.into:
        return t("option.merged_into", option=said, into=option.into)
    if option.gone:
        return t(f"option.{option.gone}", option=said)
    # Hidden once the vote was counted: what stands for its words does not explain itself.
    return t("option.masked", option=said) if option.label == MARK else said


def by_reason(options: Sequence[Option]) -> dict[Departure, list[Option]]:
    """Return the options that are gone, by why they are: each reason has sentences of its own."""
    found: dict[Departure, list[Option]] = {}
    for option in options:
        if option.gone:
            found.setdefault(option.gone, []).append(option)
    return found


def why_again(plan: Vote, t: Catalogue) -> str:
    """Return why the room votes again, and the ballots cast before were erased."""
    return t("sealed.why_again") if plan.sealed else t(f"vote.changed.{plan.on}")


def theme_label(name: str, size: int, language: Language) -> str:
    """Return a theme as an option: how many post-its it holds is never read as votes."""
    return catalogue(language).n("option.theme", size, theme=name)


def worded(option: Option, limit: int, *, numbered: bool = False) -> Wording:
    """Return an option as a written one that names it in each language, for another vote."""
    before = f"{option.number} · " if numbered else ""

    def said(language: Language) -> str:
        return shorten(before + naming(option, catalogue(language), limit - len(before)), limit)

    return Wording.each({one: said(one) for one in Language})
