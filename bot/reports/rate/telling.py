"""What the room, the reports and the pictures say alike of marks."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.writing import inline
from bot.workshop.kinds import Rate
from bot.workshop.rate.marks import HIGHEST, LOWEST, Result

_WORDS = {1: "lost", 2: "useful", 3: "worth", 4: "more", 5: "far"}


def question(plan: Rate, t: Catalogue) -> str:
    """Return what is marked."""
    return t("rate.question") if plan.question is None else plan.question[t.language]


def word(plan: Rate, mark: int, t: Catalogue) -> str:
    """Return what a mark stands for; empty between the ends of a scale that has its own."""
    if plan.lowest is None or plan.highest is None:
        return t(f"rate.word.{_WORDS[mark]}")
    ends = {LOWEST: plan.lowest, HIGHEST: plan.highest}
    return ends[mark][t.language] if mark in ends else ""


def number(result: Result, t: Catalogue) -> str:
    """Return how many gave a mark, those in the room among them."""
    return given(result.marks, result.in_room, t)


def given(marks: int, in_room: int, t: Catalogue) -> str:
    """Return how many marks there are: “12 marks, 5 of them in the room”."""
    told = t.n("rate.marks", marks)
    if not in_room:
        return told
    key = "rate.all_in_room" if in_room == marks else "rate.of_them_in_room"
    return t.n(key, in_room, marks=told)


def mean(result: Result, t: Catalogue) -> str:
    """Return the mean, rounded, and the sum that it is exactly; empty where nothing is told."""
    exact = result.mean
    if exact is None:
        return ""
    return t(
        "rate.mean",
        mean=t.number(exact),
        points=t.n("rate.points", result.points),
        marks=t.n("rate.counted", result.marks),
    )


def counted(plan: Rate, mark: int, people: int, t: Catalogue) -> str:
    """Return how many gave a mark: “4 · Worth more than the time: 3”, the number in bold."""
    return t("rate.line", mark=inline(said(plan, mark, t)), people=people)


def said(plan: Rate, mark: int, t: Catalogue) -> str:
    """Return a mark with what it stands for: “4 · Worth more than the time”."""
    meaning = word(plan, mark, t)
    return f"{mark} · {meaning}" if meaning else str(mark)


def untold(result: Result, t: Catalogue) -> str:
    """Return why nothing is told of so few marks; empty where they are told."""
    if result.told:
        return ""
    return t("rate.untold_room" if result.in_room else "rate.untold")
