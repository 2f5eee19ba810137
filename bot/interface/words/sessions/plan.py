"""The plan of a session in words: each step as it stands, and what makes little sense."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.interface.words.sessions.kinds import kind_name
from bot.services.sessions.plan import Made, Seen
from bot.workshop.sessions.plan import Doubt, Plan, Stands, doubts
from bot.workshop.sessions.session import StepRun
from bot.workshop.text import escape, shorten

# Doubts that are told one by one; how many more there are is said.
_DOUBTS = 4
# What is said of a length that is known, or of what is left of it.
_PLANNED = (Stands.NOW, Stands.TO_COME, Stands.OUT)

EMOJI = {
    Stands.NOW: "▶️",
    Stands.RESTS: "⏹️",
    Stands.DONE: "✅",
    Stands.SKIPPED: "⤼",
    Stands.ASIDE: "⏸️",
    Stands.DECIDED: "✅",
    Stands.TO_COME: "▫️",
    Stands.OUT: "✖️",
}


def title_of(plan: Plan, step: StepRun, limit: int | None = None) -> str:
    """Return the title of a step in the language of its room, escaped."""
    title = step.plan.title[plan.session.language]
    return escape(title if limit is None else shorten(title, limit))


def line(seen: Seen, step: StepRun, t: Catalogue, limit: int | None = None) -> str:
    """Return a step in one line: its place, its title (of `limit` characters at most), how it
    stands, what was made in it."""
    stands, title = seen.plan.stands(step), title_of(seen.plan, step, limit)
    if stands in (Stands.NOW, Stands.RESTS):
        title = f"**{title}**"
    place = "" if step.is_out else f"{step.position + 1}. "
    facts = facts_of(seen, step, t)
    return f"{EMOJI[stands]} {' · '.join([f'{place}{title}', *facts])}"


def facts_of(seen: Seen, step: StepRun, t: Catalogue) -> list[str]:
    """Return how a step stands, how long it lasts or lasted, what was made in it."""
    stands = seen.plan.stands(step)
    facts = [] if stands in (Stands.TO_COME, Stands.OUT) else [t(f"plan.stands.{stands}")]
    if stands in _PLANNED:
        facts.append(t.minutes(step.plan.minutes))
    elif step.left_seconds is not None:
        left = max(1, -(-step.left_seconds // 30)) / 2
        facts.append(t("plan.left", left=t.minutes(left)))
    elif stands is Stands.ASIDE:
        facts.append(t.minutes(step.plan.minutes))
    elif step.spent_seconds:
        facts.append(t("plan.spent", spent=t.minutes(max(0.5, round(step.spent_seconds / 30) / 2))))
    if step.plan.optional and stands in (Stands.TO_COME, Stands.ASIDE, Stands.OUT):
        facts.append(t("plan.optional"))
    return [*facts, *made(seen.made_in(step), t)]


def made(found: Made, t: Catalogue) -> list[str]:
    """Return how much stands in a step, thing by thing."""
    return [
        t.n(f"plan.made.{what}", count)
        for what, count in (
            ("postits", found.postits),
            ("answers", found.answers),
            ("notes", found.notes),
        )
        if count
    ]


def described(seen: Seen, step: StepRun, t: Catalogue) -> str:
    """Return what is planned of a step that `facts_of` does not tell: its kind, its length once
    it was lived, what its end does."""
    plan, stands = step.plan, seen.plan.stands(step)
    facts = [kind_name(plan.kind, t)]
    if stands not in (*_PLANNED, Stands.ASIDE) or step.left_seconds is not None:
        facts.append(t("plan.planned", length=t.minutes(plan.minutes)))
    facts.append(t(f"plan.at_end.{plan.at_end}"))
    return " · ".join(facts)


def doubt(plan: Plan, found: Doubt, t: Catalogue) -> str:
    """Return the sentence on a step that makes little sense where it stands."""
    return t(f"plan.doubt.{found.why}", title=title_of(plan, found.step))


def doubted(plan: Plan, t: Catalogue, about: StepRun | None = None) -> str:
    """Return a line for each step ahead that makes little sense, the first few; `about` one step
    alone."""
    found = [one for one in doubts(plan) if about is None or one.step.id == about.id]
    lines = [doubt(plan, one, t) for one in found[:_DOUBTS]]
    if len(found) > _DOUBTS:
        lines.append(t.n("plan.doubt.more", len(found) - _DOUBTS))
    return "\n".join(lines)


def before(plan: Plan, place: int, t: Catalogue) -> str:
    """Return where a step comes that is put at a place of the plan: before which one, or last."""
    behind = plan.at(place)
    if behind is None:
        return t("plan.at_the_end")
    return t("plan.before", title=title_of(plan, behind))
