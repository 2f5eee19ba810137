"""Everything a report can say about one session, read in one go (`bot.services.records`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.tally.dots import Tally
from bot.workshop.action import Action
from bot.workshop.ballot import Option
from bot.workshop.postit import PostIt
from bot.workshop.roadmap import Milestone
from bot.workshop.session import Session, StepRun

# Under this many ballots a secret result is not detailed (brief, methods §4).
DETAIL_FROM = 3


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """One counted vote: frozen options, unlinked ballots, tally, and how many took part."""

    options: tuple[Option, ...]
    ballots: tuple[Mapping[int, int], ...]
    tally: Tally
    turnout: int

    @property
    def detailed(self) -> bool:
        """False when so few voted that details would tell who voted what."""
        return self.tally.ballots >= DETAIL_FROM


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session with everything that was said and decided.

    `postits` stand in the order of the wall; after the raw data was deleted they are empty, as
    are the ballots of `votes`. `votes` and `notes` are keyed by the identifier of their step.
    """

    session: Session
    steps: tuple[StepRun, ...]
    participants: int
    postits: tuple[PostIt, ...]
    votes: Mapping[int, VoteRecord]
    notes: Mapping[int, tuple[str, ...]]
    milestones: tuple[Milestone, ...]
    actions: tuple[Action, ...]

    def postits_of(self, step_id: int) -> tuple[PostIt, ...]:
        return tuple(p for p in self.postits if p.step_id == step_id)

    @property
    def dots_of_postits(self) -> dict[int, int]:
        """Dots by post-it identifier, from the last counted vote that was on post-its."""
        found: dict[int, int] = {}
        known = {p.id for p in self.postits}
        for step in self.steps:
            vote = self.votes.get(step.id)
            if vote is not None and vote.detailed:
                found.update(
                    (o.source_id, vote.tally.totals[o.number])
                    for o in vote.options
                    if o.source_id in known
                )
        return found
