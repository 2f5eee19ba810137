"""The kinds of decisions that the workbench offers, and the settings that they may have."""

from __future__ import annotations

from bot.workshop.errors import Refusal
from cogs.vote.workbench import (
    budget,
    consent,
    dates,
    election,
    resistance,
    seats,
    several,
    yes_no,
)
from cogs.vote.workbench.details import BALLOTS, COUNTING, END, WHO
from cogs.vote.workbench.kind import Decision, Details

# In the order in which they are offered; drafts know them by their names.
DECISIONS: tuple[Decision, ...] = (
    yes_no.DECISION,
    several.CHOICE,
    several.PRIORITIES,
    seats.DECISION,
    budget.DECISION,
    consent.DECISION,
    dates.DECISION,
    election.DECISION,
    resistance.DECISION,
)
# A form of settings is known by its rank: what is new comes last.
DETAILS: tuple[Details, ...] = (COUNTING, WHO, END, BALLOTS)

# A form that is sent names its kind by its rank here: what is new comes last, wherever it is
# offered.
_RANKS = (
    *("yes_no", "choice", "priorities", "consent", "dates", "budget", "seats", "election"),
    "resistance",
)
_BY_NAME = {decision.name: decision for decision in DECISIONS}


def decision_of(name: str) -> Decision:
    """Return a kind of decision by its name; raise Refusal where there is none."""
    if name not in _BY_NAME:
        raise Refusal("button.unknown")
    return _BY_NAME[name]


def ranked(rank: int) -> Decision:
    """Return a kind of decision by its rank; raise Refusal where there is none."""
    if not 0 <= rank < len(_RANKS):
        raise Refusal("button.unknown")
    return _BY_NAME[_RANKS[rank]]


def rank_of(decision: Decision) -> int:
    """Return the rank by which the form of a kind of decision is known."""
    return _RANKS.index(decision.name)


def details_of(rank: int) -> Details:
    """Return a form of settings by its rank; raise Refusal where there is none."""
    if not 0 <= rank < len(DETAILS):
        raise Refusal("button.unknown")
    return DETAILS[rank]
