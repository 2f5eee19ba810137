"""Everything a report can say about one session, read in one go (`bot.services.records`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from bot.workshop.actions.action import Action
from bot.workshop.before.ahead import OpenAhead
from bot.workshop.consent.proposal import Answer, Decision, Proposal, Remark
from bot.workshop.election.naming import Elected, Named, Naming, Nomination
from bot.workshop.follow.series import Followed, InSeries
from bot.workshop.hands.hand import Heard
from bot.workshop.kinds import Election, Position, Rate, Turns, Vote
from bot.workshop.moderation.hiding import Hidden
from bot.workshop.position.line import Standing
from bot.workshop.position.movement import Result as Moved
from bot.workshop.position.movement import Told
from bot.workshop.postits.postit import PostIt
from bot.workshop.rate.marks import Result
from bot.workshop.review.correction import Corrections
from bot.workshop.roadmap.grid import Gap, Milestone, gaps
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.subgroups.group import Group
from bot.workshop.themes.sorting import Sorting
from bot.workshop.themes.together import Progress
from bot.workshop.turns.round import Count
from bot.workshop.turns.word import Word
from bot.workshop.vote.ballot import CastBallot
from bot.workshop.vote.mending.change import Mended
from bot.workshop.vote.methods import Method, VoteOn
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.outcome import Outcome
from bot.workshop.vote.reasons import Reason
from bot.workshop.wall.reaction import NO_ECHO, Comment, Echo


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """One counted vote: its plan, frozen options, ballots, and what they gave.

    `ballots` are unlinked from people where the vote was `secret`, and empty once raw data was
    deleted; options that left before anyone had voted are left out of `options`. `goes_on` is how
    many of its first themes a later step takes; None where none does. `talked_about` when a later
    conversation takes the post-its that come first, one by one. `summed` is what its few ballots
    add up to, where the session came from elsewhere without them. `mended` is what was changed of
    the vote while it was open. `reasons` are why people resist proposals, in an order drawn
    by lot; `reasons_hidden` where some were hidden by those who lead.
    """

    plan: Vote
    secret: bool
    options: tuple[Option, ...]
    ballots: tuple[CastBallot, ...]
    outcome: Outcome
    goes_on: int | None = None
    talked_about: bool = False
    summed: Mapping[str, Any] | None = None
    mended: tuple[Mended, ...] = ()
    reasons: tuple[Reason, ...] = ()
    reasons_hidden: bool = False

    @property
    def detailed(self) -> bool:
        """False when so few voted that details would tell who voted what."""
        return self.outcome.detailed(self.secret)

    @property
    def by_name(self) -> Mapping[str, Option]:
        """The options by the name that ballots give them; a question has none (yes, no)."""
        return Slate.of(self.options).by_name

    @property
    def labels(self) -> dict[str, str]:
        """What stands behind each name of a ballot, with the place that it is named with."""
        return {option.name: option.said() for option in self.options}

    @property
    def reworded(self) -> tuple[Option, ...]:
        """The options whose words changed where they came from; the count is on those of before."""
        return Slate.of(self.options).reworded

    @property
    def gone(self) -> tuple[Option, ...]:
        """The options that were withdrawn, hidden or merged while people voted; what they got is
        counted."""
        return Slate.of(self.options).gone

    @property
    def totals(self) -> dict[int, int]:
        """Dots by option number; empty for other methods."""
        if self.plan.method is not Method.DOTS:
            return {}
        return {int(name): int(total) for name, total in self.outcome.figures.items()}


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One round of consent. Once raw data was deleted the `proposal` is empty, and the `decision`
    stays; it is None while nothing was decided. `note` is what those who lead added to it."""

    proposal: Proposal = field(default_factory=Proposal)
    decision: Decision | None = None
    silence_is_consent: bool = False
    expected: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """One person who was proposed in an election, why, and what the room said; None as long as it
    did not."""

    named: Named
    reason: str
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class ElectionRecord:
    """An election without candidates in which something was shown. Once raw data was deleted the
    `naming` and what was `tried` are empty, and `elected` stays: what it came to, None as long as
    it goes on."""

    plan: Election
    naming: Naming = field(default_factory=Naming)
    elected: Elected | None = None
    tried: tuple[Tried, ...] = ()


@dataclass(frozen=True, slots=True)
class RateRecord:
    """Marks that were revealed. `remarks` say what would have raised low ones, of nobody and in an
    order drawn by lot; they are empty where so few gave a mark that nothing is told, and once raw
    data was deleted."""

    plan: Rate
    result: Result
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnsRecord:
    """A speaking round that began: how many did what, and nothing of who; the words that people
    left, which are empty once raw data was deleted."""

    plan: Turns
    count: Count
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionRecord:
    """A line that is closed. `told` are what moved people, of nobody and in an order drawn by lot;
    where it is `named` each has a name, its places, and what moved that person if they said so. It
    is empty once raw data was deleted. `live` when the spread was drawn while people moved."""

    plan: Position
    result: Moved
    live: bool = True
    named: bool = False
    told: tuple[Told, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What moved people, in the order of `told`."""
        return tuple(one.text for one in self.told if one.text)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines on which people stand, by the identifier of their step: those that are `closed`,
    and what may be told of those that are `open`, which cards alone show."""

    closed: Mapping[int, PositionRecord] = field(default_factory=dict)
    open: Mapping[int, Standing] = field(default_factory=dict)


@dataclass(frozen=True)  # without slots: what is asked for each post-it is worked out once
class SessionRecord:
    """A session with everything that was said and decided.

    `postits` stand in the order of the wall; after the raw data was deleted they are empty, as
    are the ballots of `votes`. `votes`, `rates`, `turns` and `notes` are keyed by the identifier of
    their step, `echoes` by that of their post-it, `sorted_together` (what remains of its rounds) by
    that of its step. `parked` is what was left for later. Of the `participants`, `in_room` were in
    the room without Discord. `promised` is how many minutes were planned when the session was made,
    those of steps that it never came to included; `dropped` are the steps that were taken out of
    the plan before anyone was in them. `ahead` tells when a step, by its identifier,
    was open before the meeting, and `followed` which actions, of this session or of those before
    it in its `series`, such a step was shown. `groups` are the small groups of a step, of whom they
    were not among it. `floors` counts who had the floor in a step, and says nothing of who that
    was. What the facilitators hid is in none of them:
    `hidden` says how much it is. `corrections` is what was put right since, here already.
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
    consents: Mapping[int, ConsentRecord] = field(default_factory=dict)
    elections: Mapping[int, ElectionRecord] = field(default_factory=dict)
    hidden: Hidden = field(default_factory=Hidden)
    sorted_together: Mapping[int, tuple[Progress, ...]] = field(default_factory=dict)
    in_room: int = 0
    rates: Mapping[int, RateRecord] = field(default_factory=dict)
    turns: Mapping[int, TurnsRecord] = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    ahead: Mapping[int, OpenAhead] = field(default_factory=dict)
    floors: Mapping[int, Heard] = field(default_factory=dict)
    promised: float = 0
    dropped: tuple[StepRun, ...] = ()
    parked: tuple[str, ...] = ()
    series: InSeries | None = None
    followed: Mapping[int, tuple[Followed, ...]] = field(default_factory=dict)
    corrections: Corrections = field(default_factory=Corrections)
    groups: Mapping[int, tuple[Group, ...]] = field(default_factory=dict)

    def postits_of(self, step_id: int) -> tuple[PostIt, ...]:
        return tuple(p for p in self.postits if p.step_id == step_id)

    def group_of(self, postit: PostIt) -> Group | None:
        """Return the small group that wrote a post-it, where that is told."""
        groups = self.groups.get(postit.step_id, ())
        return next((group for group in groups if group.number == postit.group), None)

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

    def author(
        self, written: PostIt | Comment | Remark | Answer | Proposal | Word | Nomination
    ) -> str | None:
        """Return the name to show beside what someone wrote; None in a masked session."""
        return None if self.session.masked else written.author_name

    def echo(self, postit: PostIt) -> Echo:
        """Return the reactions to a post-it and its comments."""
        return self.echoes.get(postit.id, NO_ECHO)

    @cached_property
    def dots_of_postits(self) -> dict[int, int]:
        """Dots by post-it identifier, from the last counted vote that was on post-its: those that
        were put on the words that it still has."""
        return {postit: dots for postit, (option, dots) in self._voted.items() if not option.now}

    @cached_property
    def dots_of_old_words(self) -> dict[int, tuple[str, int]]:
        """The words that people voted on, with their dots, by post-it: those that were reworded."""
        return {p: (o.said(), dots) for p, (o, dots) in self._voted.items() if o.now and dots}

    @cached_property
    def _voted(self) -> dict[int, tuple[Option, int]]:
        found: dict[int, tuple[Option, int]] = {}
        known = {p.id for p in self.postits}
        for step in self.steps:
            vote, plan = self.votes.get(step.id), step.plan
            if not isinstance(plan, Vote) or plan.on is not VoteOn.POSTITS:
                continue
            if vote is not None and vote.detailed:
                totals = vote.totals
                found.update(
                    (o.source_id, (o, totals.get(o.number, 0)))
                    for o in vote.options
                    if totals and o.source_id is not None and o.source_id in known
                )
        return found
