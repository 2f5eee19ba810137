"""What the room and the reports say alike of a speaking round."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.workshop.turns.round import Count
from bot.workshop.vote.ballot import DETAIL_FROM


def detailed(count: Count) -> bool:
    """True when what people did is told: of fewer, it would tell who passed."""
    return count.people >= DETAIL_FROM


def figures(count: Count, t: Catalogue) -> str:
    """Return how many were in a round, and how many did what where that is told: “12 people in the
    round: 9 spoke, 2 passed and 1 was skipped”."""
    told = t.n("turns.people", count.people)
    if not detailed(count):
        return told
    did = {
        "spoke": count.spoke,
        "passed": count.passed,
        "skipped": count.skipped,
        "gone": count.gone,
        "unheard": count.unheard,
    }
    parts = [t.n(f"turns.did.{what}", people) for what, people in did.items() if people]
    return t("turns.figures", people=told, did=t.listed(parts))
