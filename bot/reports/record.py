"""Everything a report can say about one session, read in one go (`bot.services.records`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.tally.dots import Tally
from bot.workshop.action import Action
from bot.workshop.ballot import DETAIL_FROM, Option
from bot.workshop.postit import PostIt
from bot.workshop.reaction import NO_ECHO, Comment, Echo
from bot.workshop.roadmap import Gap, Milestone, gaps
from bot.workshop.session import Session, StepRun
from bot.workshop.steps import Vote
from bot.workshop.steps.vote import VoteOn
from bot.workshop.themes import Sorting


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
    are the ballots of `votes`. `votes` and `notes` are keyed by the identifier of their step,
    `echoes` by that of their post-it.
    """

    session: Session
    steps: tuple[StepRun, ...]
    participants: int
    postits: tuple[PostIt, ...]
    votes: Mapping[int, VoteRecord]
    notes: Mapping[int, tuple[str, ...]]
    milestones: tuple[Milestone, ...]
    actions: tuple[Action, ...]
    echoes: Mapping[int, Echo] = field(default_factory=dict)
    sorting: Sorting = field(default_factory=Sorting)

    def postits_of(self, step_id: int) -> tuple[PostIt, ...]:
        return tuple(p for p in self.postits if p.step_id == step_id)

    @property
    def day(self) -> date:
        """The day on which the session started, or was created if it never did."""
        return (self.session.started_at or self.session.created_at).date()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The silent years of the roadmap; none where no milestone was placed."""
        if self.session.scenario is None or not self.milestones:
            return ()
        return gaps(self.session.scenario, self.milestones)

    def author(self, written: PostIt | Comment) -> str | None:
        """Return the name to show beside a post-it or a comment; None in a masked session."""
        return None if self.session.masked else written.author_name

    def echo(self, postit: PostIt) -> Echo:
        """Return the reactions to a post-it and its comments."""
        return self.echoes.get(postit.id, NO_ECHO)

    @property
    def dots_of_postits(self) -> dict[int, int]:
        """Dots by post-it identifier, from the last counted vote that was on post-its."""
        found: dict[int, int] = {}
        known = {p.id for p in self.postits}
        for step in self.steps:
            vote, plan = self.votes.get(step.id), step.plan
            if not isinstance(plan, Vote) or plan.on is not VoteOn.POSTITS:
                continue
            if vote is not None and vote.detailed:
                found.update(
                    (o.source_id, vote.tally.totals[o.number])
                    for o in vote.options
                    if o.source_id in known
                )
        return found
