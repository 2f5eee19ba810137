"""What a kind of step brings to the reports of a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord
from bot.reports.writing import inline
from bot.workshop.sessions.session import StepRun, StepState

# What they decide stands in one part: each under its name, once there are several.
_DECIDING = ("vote", "consent", "election")


class Part(StrEnum):
    """The parts of a report in the order of reading; ``report.part.<name>`` is the heading."""

    DECIDED = "decided"
    ROADMAP = "roadmap"
    ACTIONS = "actions"
    FOLLOWED = "followed"
    OPEN = "open"  # of the short summary: dissent, what nobody understood, what was left for later
    SUBJECTS = "subjects"
    LATER = "later"
    FORWARD = "forward"
    THEMES = "themes"
    NOTES = "notes"
    GROUPS = "groups"
    POSTITS = "postits"
    ELECTION = "election"
    CONSENT = "consent"
    TALLIES = "tallies"
    TURNS = "turns"
    POSITION = "position"
    RATE = "rate"
    FICTION = "fiction"
    RUNNING = "running"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Brief:
    """A few lines for the short summary: a `lead`, maybe empty, then items, best first.

    `vain` where nobody took part or nothing was asked: it comes after what gave something.
    """

    part: Part
    lead: str
    items: tuple[str, ...]
    vain: bool = False


class Section:
    """Brings nothing; kinds override what they have to say.

    `raw` names what people leave in such a step that is deleted after a while (``report.raw.*``);
    None for nothing.
    """

    raw: ClassVar[str | None] = None

    def leaves(self, record: SessionRecord) -> bool:
        """True when people left any of it."""
        return False

    def full(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Mapping[Part, str]:
        """Return the Markdown that `step` brings to each part of the full report."""
        return {}

    def brief(self, record: SessionRecord, step: StepRun, t: Catalogue) -> Brief | None:
        """Return what the short summary says of `step`, in Discord's Markdown."""
        return None

    def stayed_open(self, record: SessionRecord, step: StepRun, t: Catalogue) -> tuple[str, ...]:
        """Return what `step` left open, one a line, for the short summary."""
        return ()


def took_place(step: StepRun) -> bool:
    """True when the room lived the step: an empty result is then worth a sentence."""
    return step.state in (StepState.OPEN, StepState.CLOSED)


def last_of_kind(record: SessionRecord, step: StepRun) -> bool:
    """True for the last step of its kind: it speaks for what belongs to the whole session."""
    alike = [other.id for other in record.steps if other.plan.kind == step.plan.kind]
    return alike[-1] == step.id


def lived(record: SessionRecord, step: StepRun) -> bool:
    """True when any step of this kind took place."""
    return any(took_place(s) for s in record.steps if s.plan.kind == step.plan.kind)


def heading(step: StepRun, t: Catalogue) -> str:
    """Return the step's title as a heading inside a part."""
    return f"### {inline(step.plan.title[t.language])}"


def heading_among(record: SessionRecord, step: StepRun, t: Catalogue) -> str:
    """Return `heading` when the session has several steps of this kind, or that decide, or when
    this one was added to its plan under a title of its own; else nothing."""
    kind = step.plan.kind
    beside = _DECIDING if kind in _DECIDING else (kind,)
    several = sum(other.plan.kind in beside for other in record.steps) > 1
    return heading(step, t) if several or came_up(record, step, t) else ""


def came_up(record: SessionRecord, step: StepRun, t: Catalogue) -> bool:
    """True for a step that was added to the plan: its title says what it was about, unless it is
    that of the session."""
    return step.first_minutes is None and step.plan.title[t.language] != record.session.title
