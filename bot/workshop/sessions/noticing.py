"""The facilitator's line: the one thing that they would most want to know now.

Facts only, in numbers and in the words of the recipe and of the scenario, never of anyone. What
waits for those who lead comes first, then who has said nothing yet, then what is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.workshop.vote.ballot import DETAIL_FROM


class Noticed(StrEnum):
    """What may be told; each is a sentence of the catalogue."""

    TIE = "tie"  # a tie waits for those who lead
    NO_BALLOT = "no_ballot"  # a vote is open, and there is nothing to vote on
    WALL_CLOSED = "wall_closed"  # the same, and so many post-its are hidden
    NO_TEXT = "no_text"  # a proposal is still to be written
    OBJECTIONS = "objections"
    QUESTIONS = "questions"  # without an answer
    NAMES = "names"  # of themes, that the room proposed
    SILENT = "silent"  # have written nothing yet
    NOT_VOTED = "not_voted"
    EMPTY = "empty"  # columns or dimensions
    NO_MILESTONE = "no_milestone"  # dimensions
    GAP = "gap"  # years of a dimension
    UNSORTED = "unsorted"
    NO_FIRST_STEP = "no_first_step"  # actions
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True)
class Gap:
    """Years without a milestone on a dimension, both included."""

    dimension: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the step under way.

    Of `came` people who took part in the session and do not lead, `said` have written or voted in
    this step; None where that is not asked of them. `no_ballot` where a vote has nothing on its
    ballot, while `hidden` post-its wait for the wall to be opened. `guarded` where what each says
    is masked or secret. `voting` where it is a vote. `empty` columns or dimensions have none of
    `things`: post-its, or milestones where `road`.
    """

    tie: bool = False
    no_ballot: bool = False
    hidden: int = 0
    no_text: bool = False
    objections: int = 0
    questions: int = 0
    names: int = 0
    came: int = 0
    said: int | None = None
    voting: bool = False
    guarded: bool = False
    things: int = 0
    empty: tuple[str, ...] = ()
    road: bool = False
    gap: Gap | None = None
    unsorted: int = 0
    no_first_step: int = 0
    no_date: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """One fact: `count` of what it is about, `of` how many people, the `names` that it tells, the
    years that it spans."""

    what: Noticed
    count: int = 0
    of: int = 0
    names: tuple[str, ...] = ()
    gap: Gap | None = None


def notice(facts: Facts) -> Notice | None:
    """Return what is worth telling first; None where nothing is."""
    if facts.tie:
        return Notice(Noticed.TIE)
    if facts.no_ballot:
        return (
            Notice(Noticed.WALL_CLOSED, facts.hidden) if facts.hidden else Notice(Noticed.NO_BALLOT)
        )
    if facts.no_text:
        return Notice(Noticed.NO_TEXT)
    for what, count in (
        (Noticed.OBJECTIONS, facts.objections),
        (Noticed.QUESTIONS, facts.questions),
        (Noticed.NAMES, facts.names),
    ):
        if count:
            return Notice(what, count)
    return _silent(facts) or _empty(facts) or _undone(facts)


def _silent(facts: Facts) -> Notice | None:
    """Return how many have said nothing yet, once some have: behind a mask, when neither these nor
    those are few enough to be guessed."""
    if not facts.said:
        return None
    silent, least = facts.came - facts.said, DETAIL_FROM if facts.guarded else 1
    if silent < least or facts.said < least:
        return None
    return Notice(Noticed.NOT_VOTED if facts.voting else Noticed.SILENT, silent, facts.came)


def _empty(facts: Facts) -> Notice | None:
    """Return what holds nothing while other things do."""
    hidden = facts.guarded and (facts.said or 0) < DETAIL_FROM
    if not facts.things or hidden:
        return None
    if facts.empty:
        what = Noticed.NO_MILESTONE if facts.road else Noticed.EMPTY
        return Notice(what, len(facts.empty), names=facts.empty)
    return Notice(Noticed.GAP, gap=facts.gap) if facts.gap is not None else None


def _undone(facts: Facts) -> Notice | None:
    for what, count in (
        (Noticed.UNSORTED, facts.unsorted),
        (Noticed.NO_FIRST_STEP, facts.no_first_step),
        (Noticed.NO_DATE, facts.no_date),
    ):
        if count:
            return Notice(what, count)
    return None
