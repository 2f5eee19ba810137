"""The room that the bot plays: three invented people, what they write, how they vote.

It is a session like any other, which is in no table: the words, the count and the summary of a
trial are those of real ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import cast

from bot.i18n import Catalogue
from bot.interface.words.sessions.kinds import invitation, usual_step
from bot.reports.record import SessionRecord, VoteRecord
from bot.services.vote.voting import Ballot
from bot.workshop.kinds import Collect, Vote
from bot.workshop.postits.postit import PostIt, Source
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Session, SessionState, Signing, StepRun, StepState
from bot.workshop.vote.ballot import CastBallot, Content, Dots
from bot.workshop.vote.document import document
from bot.workshop.vote.options import Option, Slate
from bot.workshop.vote.outcome import Outcome
from cogs.trial.carrying import BUDGET

# By the keys of their names; what each writes has the same key.
INVENTED = ("ines", "malik", "rosa")
# Who has written what stands where on the wall: None is the next of who tries it. A real wall is
# shuffled; this one is mixed once for all.
_WALL = ("malik", None, "ines", None, "rosa", None)
# Where each puts their dots: on a post-it of another, or on the first of who tries it.
_BALLOTS: Mapping[str, Mapping[str | None, int]] = {
    "ines": {"rosa": 2, None: 1},
    "malik": {"ines": 1, None: 1, "rosa": 1},
    "rosa": {"malik": 2, "ines": 1},
}
_STEPS = ("collect", "reveal", "vote")


@dataclass(frozen=True)
class Room:
    """A trial in the language of who tries it: their name, what they wrote, their ballot."""

    t: Catalogue
    now: datetime
    name: str
    mine: Sequence[str] = ()
    dots: Mapping[str, int] = field(default_factory=dict)

    def holding(self, content: Content) -> Room:
        """Return the same room, in which their ballot says `content`."""
        return replace(self, dots=cast(Dots, content))

    @property
    def people(self) -> int:
        return len(INVENTED) + bool(self.mine)

    @cached_property
    def recipe(self) -> Recipe:
        collect, reveal, vote = map(usual_step, _STEPS)
        assert isinstance(collect, Collect)
        assert isinstance(vote, Vote)
        asked = collect.model_copy(update={"prompt": invitation("trial.question")})
        own = {"budget": BUDGET, "suggested": False, "question": invitation("trial.vote")}
        dots = vote.model_copy(update=own)
        return Recipe(title=collect.title, purpose=collect.invite, steps=(asked, reveal, dots))

    @cached_property
    def session(self) -> Session:
        return Session(
            id=0,
            server_id=0,
            channel_id=0,
            title=self.t("trial.subject"),
            language=self.t.language,
            signing=Signing.SIGNED,
            recipe=self.recipe,
            scenario=None,
            state=SessionState.RUNNING,
            position=0,
            paused=False,
            created_by=0,
            created_at=self.now,
            started_at=self.now,
        )

    @cached_property
    def steps(self) -> tuple[StepRun, ...]:
        return tuple(
            StepRun(id=rank, session_id=0, position=rank, plan=plan, state=StepState.CLOSED)
            for rank, plan in enumerate(self.recipe.steps)
        )

    @cached_property
    def vote(self) -> Vote:
        plan = self.recipe.steps[-1]
        assert isinstance(plan, Vote)
        return plan

    @cached_property
    def wall(self) -> tuple[tuple[str | None, str], ...]:
        """What was written, in the order of the wall, with who wrote it; None is who tries it."""
        mine = iter(self.mine)
        said = ((who, self.t(f"trial.postit.{who}") if who else next(mine, "")) for who in _WALL)
        return tuple((who, text) for who, text in said if text)

    @cached_property
    def postits(self) -> tuple[PostIt, ...]:
        return tuple(
            PostIt(
                id=number,
                session_id=0,
                step_id=0,
                author=None,
                author_name=self.t(f"trial.name.{who}") if who else self.name,
                text=text,
                dimension=None,
                year=None,
                source=Source.FORM,
                number=number,
            )
            for number, (who, text) in enumerate(self.wall, start=1)
        )

    @cached_property
    def options(self) -> Slate:
        return Slate.of([Option(p.number or 0, p.text, source_id=p.id) for p in self.postits])

    def ballot(self) -> Ballot:
        """Return the ballot of who tries it, as it is being prepared."""
        content: Dots = dict(self.dots)
        return Ballot(self.session, self.steps[-1], self.vote, self.options, content)

    def record(self) -> SessionRecord:
        """Return what a report would tell of it, once the vote is counted by `bot.tally`."""
        ballots = [(1, dict(self.dots)), *((1, self._invented(who)) for who in INVENTED)]
        counted = document(self.vote, self.t.language, self.options, ballots, None)
        outcome = Outcome.count(self.vote, counted, turnout=len(ballots))
        cast = tuple(CastBallot(rank, content) for rank, (_, content) in enumerate(ballots))
        vote = VoteRecord(self.vote, True, tuple(self.options), cast, outcome)
        return SessionRecord(
            session=self.session,
            steps=self.steps,
            participants=self.people,
            postits=self.postits,
            votes={self.steps[-1].id: vote},
            notes={},
            milestones=(),
            actions=(),
        )

    def _invented(self, who: str) -> Dots:
        """Return the ballot of someone invented."""
        numbers: dict[str | None, int] = {}
        for number, (writer, _) in enumerate(self.wall, start=1):
            numbers.setdefault(writer, number)
        found = {numbers[on]: dots for on, dots in _BALLOTS[who].items() if on in numbers}
        return {str(number): found[number] for number in sorted(found)}
