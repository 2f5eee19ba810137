"""The roadmap in words: what the card shows, and how a milestone is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.i18n import Catalogue
from bot.interface.showing.cards import shorten_lines
from bot.reports.phrases import listed
from bot.workshop.roadmap.grid import Load, Milestone, back_from_horizon, gaps, overloaded
from bot.workshop.story.scenario import Scenario
from bot.workshop.text import escape, shorten

# Characters of the whole, and of what is asked of the room below the milestones.
_BODY = 2700
_QUESTIONS = 900
# Of a statement, and of who made it happen: shorter where there are many milestones.
_SIZES = ((160, 100), (100, 50), (60, 0), (36, 0))


def roadmap_text(scenario: Scenario, milestones: Sequence[Milestone], t: Catalogue) -> str:
    """Return milestones and fiction year by year from the horizon back; then the years that
    carry a lot, and the gaps. At most 2,700 characters."""
    if not milestones:
        empty = t("roadmap.empty", horizon=scenario.horizon)
        return shorten_lines(f"{empty}\n{_years(scenario, (), t, *_SIZES[0])}", _BODY)
    questions = shorten_lines(_questions(scenario, milestones, t), _QUESTIONS)
    room = _BODY - len(questions) - 1
    for size in _SIZES:
        years = _years(scenario, milestones, t, *size)
        if len(years) <= room:
            break
    return f"{shorten_lines(years, room)}\n{questions}".strip()


def milestone_line(milestone: Milestone) -> str:
    """Return a milestone in one line for a private screen: number, year, what happened."""
    return f"`{milestone.number}` {milestone.year} · {escape(shorten(milestone.statement, 120))}"


def load_line(scenario: Scenario, load: Load, t: Catalogue) -> str:
    """Return the question that an overloaded year asks: the horizon has no later year."""
    if load.year == scenario.horizon:
        return t("roadmap.load.horizon", year=load.year, count=load.milestones)
    if load.year == scenario.origin:
        return t("roadmap.load.origin", year=load.year, count=load.milestones)
    return t("roadmap.load", year=load.year, count=load.milestones)


def _years(
    scenario: Scenario, milestones: Sequence[Milestone], t: Catalogue, statement: int, who: int
) -> str:
    placed = dict(back_from_horizon(milestones))
    numbers = {m.id: m.number for m in milestones}
    lines: list[str] = []
    for year in reversed(scenario.years):
        fiction = [a for a in scenario.anchors if a.year == year]
        if year not in placed and not fiction:
            continue
        lines.append(f"### {year}")
        lines += [f"-# ✨ {t('roadmap.fiction', text=escape(a.title))}" for a in fiction]
        for m in placed.get(year, []):
            said = escape(shorten(m.statement, statement))
            line = f"- `{m.number}` *{escape(m.dimension)}* · {said}"
            if m.who and who:
                line += f" — {escape(shorten(listed(m.who, t), who))}"
            lines.append(line + _before(m, numbers))
    return "\n".join(lines)


def _before(milestone: Milestone, numbers: Mapping[int, int]) -> str:
    before = sorted(numbers[one] for one in milestone.after if one in numbers)
    return " ← " + " ".join(f"`{number}`" for number in before) if before else ""


def _questions(scenario: Scenario, milestones: Sequence[Milestone], t: Catalogue) -> str:
    lines = [f"🎒 {load_line(scenario, load, t)}" for load in overloaded(milestones)]
    found = gaps(scenario, milestones)
    if found:
        lines.append(f"### {t('roadmap.gaps')}")
        lines += [
            "- " + t("roadmap.gap", dimension=escape(g.dimension), first=g.first, last=g.last)
            for g in found
        ]
    return "\n".join(lines)
