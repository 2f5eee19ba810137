"""Consent: a proposal, its versions, what people answer, and what that decides.

An objection is an argument that the proposal would do harm or could clearly be better, not a
preference. A proposal is adopted when no objection stands; one that stands is enough, whatever
the majority. An amendment makes a new version, and what was answered to the earlier ones counts
no more. A concern is kept and blocks nothing (brief, methods §5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.workshop.consent.step import PROPOSAL_LIMIT, tidy
from bot.workshop.election.naming import Named
from bot.workshop.errors import Refusal
from bot.workshop.kinds import Consent
from bot.workshop.language import Frozen
from bot.workshop.sessions.session import LATE_FORMS, StepRun
from bot.workshop.text import one_line

QUESTION_LIMIT = 300
ANSWER_LIMIT = 600
REACTION_LIMIT = 400
REASON_LIMIT = 500
# Past these it is a conversation, and belongs in the room.
QUESTIONS_PER_PERSON = 10
OBJECTIONS_PER_PERSON = 5  # to one version, lifted ones included


class RoundStays(Refusal):
    """A round cannot go on as was asked: it stays as it is."""


class TextChanged(RoundStays):
    """The text is no longer the one that the person read."""


class Stage(StrEnum):
    """Where the round is. One may go back."""

    PROPOSAL = "proposal"  # it is written, and read
    QUESTIONS = "questions"  # what is not clear? No opinion yet
    REACTIONS = "reactions"  # one each
    OBJECTIONS = "objections"  # one answer each, on the text as it stands


class Stance(StrEnum):
    """What one person answers to one version."""

    CONSENT = "consent"
    CONCERN = "concern"  # consents, and has a concern recorded
    OBJECTION = "objection"
    ASIDE = "aside"  # takes no part in this decision, and does not block it

    @property
    def worded(self) -> bool:
        """True for those that need words."""
        return self in (Stance.CONCERN, Stance.OBJECTION)


class Fate(StrEnum):
    """What became of an objection."""

    STANDS = "stands"
    LIFTED = "lifted"  # its author gave another answer to the same version
    AMENDED = "amended"  # the text was changed after it


@dataclass(frozen=True, slots=True)
class Version:
    """The proposal as it stood; versions are numbered from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A clarifying question with its `answer`, or a reaction, about the version it was made on.

    `author` and `author_name` are as those of post-its.
    """

    id: int
    version: int
    author: str | None
    author_name: str | None
    text: str
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered to one version. A lifted objection stays beside what took its
    place. One given `in_room`, for people without Discord, stands for as many as it has `weight`.
    """

    id: int
    version: int
    author: str | None
    author_name: str | None
    stance: Stance
    reason: str | None = None
    lifted: bool = False
    weight: int = 1
    in_room: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """The answers to one version, those of people `in_room` among them; lifted objections are
    not."""

    consents: int = 0  # without a concern
    concerns: int = 0
    aside: int = 0
    objections: int = 0
    in_room: int = 0

    @property
    def answers(self) -> int:
        return self.consents + self.concerns + self.aside + self.objections

    def silent(self, expected: int | None) -> int | None:
        """Return how many of those expected said nothing; None when that is not known."""
        return None if expected is None else max(0, expected - self.answers)


@dataclass(frozen=True, slots=True)
class Electing:
    """The election whose proposal a round is on: its step, who is proposed for the role, why."""

    step_id: int
    named: Named
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round as its rows tell it; `author` brings the proposal, where that was said. The card of
    one on a person proposed for a role finds the election too (`electing`)."""

    stage: Stage = Stage.PROPOSAL
    versions: tuple[Version, ...] = ()
    questions: tuple[Remark, ...] = ()
    reactions: tuple[Remark, ...] = ()
    answers: tuple[Answer, ...] = ()
    author: str | None = None
    author_name: str | None = None
    left_stage: Stage | None = None  # the stage that it left last, at `left_at`
    left_at: datetime | None = None
    electing: Electing | None = None

    @property
    def version(self) -> int:
        """The number of the current version; 0 while none is written."""
        return self.versions[-1].number if self.versions else 0

    @property
    def text(self) -> str:
        return self.versions[-1].text if self.versions else ""

    @property
    def before(self) -> str:
        """The text before the last amendment; empty when there was none."""
        return self.versions[-2].text if len(self.versions) > 1 else ""

    def of_version(self, number: int) -> tuple[Answer, ...]:
        """Return what people answer to a version, one each."""
        return tuple(a for a in self.answers if a.version == number and not a.lifted)

    def counts(self, number: int | None = None, *, in_room: bool = False) -> Counts:
        """Return the answers to a version, by default the current one; of the room alone if
        asked."""
        given = self.of_version(self.version if number is None else number)
        people = dict.fromkeys(Stance, 0)
        theirs = sum(a.weight for a in given if a.in_room)
        for one in given:
            people[one.stance] += one.weight if one.in_room or not in_room else 0
        return Counts(
            people[Stance.CONSENT],
            people[Stance.CONCERN],
            people[Stance.ASIDE],
            people[Stance.OBJECTION],
            0 if in_room else theirs,
        )

    @property
    def answered_before(self) -> int:
        """The last version before the current one that anyone answered; 0 when there is none."""
        return max((a.version for a in self.answers if a.version < self.version), default=0)

    @property
    def not_again(self) -> int:
        """How many answered an earlier version, or reacted, and do not answer the current one."""
        answered = {a.author for a in self.of_version(self.version)}
        spoke = {a.author for a in self.answers} | {r.author for r in self.reactions}
        return len(spoke - answered)

    @property
    def unanswered(self) -> tuple[Remark, ...]:
        """The clarifying questions that wait for an answer."""
        return tuple(one for one in self.questions if one.answer is None)

    @property
    def people(self) -> int:
        """How many have said something, whatever the version; those in the room once each."""
        remarks = {one.author for one in (*self.questions, *self.reactions)}
        spoke = remarks | {one.author for one in self.answers if not one.in_room}
        return len(spoke) + max((self.counts(v.number).in_room for v in self.versions), default=0)

    @property
    def standing(self) -> tuple[Answer, ...]:
        """The objections to the current version that nobody lifted."""
        return tuple(a for a in self.of_version(self.version) if a.stance is Stance.OBJECTION)

    def fate(self, objection: Answer) -> Fate:
        """Return what became of an objection so far."""
        if objection.lifted:
            return Fate.LIFTED
        return Fate.STANDS if objection.version == self.version else Fate.AMENDED

    def worded(self, stance: Stance, number: int | None = None) -> tuple[Answer, ...]:
        """Return the concerns or the objections, lifted ones too, of one version or of all."""
        return tuple(a for a in self.answers if a.stance is stance and number in (None, a.version))

    def answer_of(self, author: str) -> Answer | None:
        """Return what someone answers to the current version."""
        return next((a for a in self.of_version(self.version) if a.author == author), None)

    def earlier_answer_of(self, author: str) -> Answer | None:
        """Return what someone answered last to an earlier version."""
        earlier = (a for a in self.answers if a.version < self.version and not a.lifted)
        theirs = (a for a in earlier if a.author == author)
        return max(theirs, key=lambda a: a.version, default=None)

    def reaction_of(self, author: str) -> Remark | None:
        """Return someone's reaction to the current version."""
        return next(
            (r for r in self.reactions if (r.author, r.version) == (author, self.version)), None
        )


class Decision(Frozen):
    """What a round decided: it stays once the rest is deleted, and names nobody.

    `consents` are those without a concern; so many of all who answered were `in_room`, without
    Discord. `not_again` counts those who had answered an earlier version, or reacted, and did not
    answer this one. `concerns` are the words of those who consented with one, kept with an adopted
    text alone; `with_concern` counts them. `lifted` and `amended` count the objections that no
    longer stood. A round that was left before anyone decided is not adopted, and `undecided`.
    """

    adopted: bool
    undecided: bool = False
    version: int
    text: str
    silence_is_consent: bool
    expected: int | None
    consents: int
    with_concern: int
    aside: int
    standing: int
    lifted: int
    amended: int
    concerns: tuple[str, ...] = ()
    not_again: int = 0
    in_room: int = 0

    @property
    def counts(self) -> Counts:
        return Counts(self.consents, self.with_concern, self.aside, self.standing, self.in_room)


def decision_of(step: StepRun) -> Decision | None:
    """Return what the round of a step decided; None before it did."""
    return None if step.outcome is None else Decision.model_validate_json(step.outcome)


def decided(proposal: Proposal, plan: Consent, *, adopt: bool, undecided: bool = False) -> Decision:
    """Return the decision on the current version; raise Refusal when it cannot be adopted."""
    if adopt:
        check_adoption(proposal, plan)
    check_written(proposal)
    counts = proposal.counts()
    fates = [proposal.fate(a) for a in proposal.worded(Stance.OBJECTION)]
    concerns = proposal.worded(Stance.CONCERN, proposal.version) if adopt else ()
    return Decision(
        adopted=adopt,
        undecided=undecided,
        version=proposal.version,
        text=proposal.text,
        silence_is_consent=plan.silence_is_consent,
        expected=plan.expected,
        consents=counts.consents,
        with_concern=counts.concerns,
        aside=counts.aside,
        standing=counts.objections,
        lifted=fates.count(Fate.LIFTED),
        amended=fates.count(Fate.AMENDED),
        # In an order that says nothing of who spoke when.
        concerns=tuple(sorted(a.reason or "" for a in concerns)),
        not_again=proposal.not_again,
        in_room=counts.in_room,
    )


def check_adoption(proposal: Proposal, plan: Consent) -> None:
    """Raise Refusal, with what is missing, when the current version cannot be adopted."""
    check_written(proposal)
    if proposal.stage is not Stage.OBJECTIONS:
        raise RoundStays("consent.not_asked")
    counts = proposal.counts()
    if counts.objections:
        raise RoundStays("consent.objection_stands", count=counts.objections)
    if plan.silence_is_consent:
        return
    if not counts.consents + counts.concerns:
        raise RoundStays("consent.nobody")
    if missing := counts.silent(plan.expected):
        raise RoundStays("consent.missing", missing=missing, expected=plan.expected)


def check_written(proposal: Proposal) -> None:
    """Raise Refusal while there is no text."""
    if not proposal.versions:
        raise RoundStays("consent.unwritten")


def check_stage(proposal: Proposal, stage: Stage, now: datetime | None = None) -> None:
    """Raise Refusal when the round is elsewhere, and left that stage too long ago for a form
    that was sent at `now`."""
    left = proposal.left_at if proposal.left_stage is stage else None
    late = now is not None and left is not None and now - left <= LATE_FORMS
    if proposal.stage is not stage and not late:
        raise Refusal(f"consent.elsewhere.{stage}")


def check_version(proposal: Proposal, seen: int) -> None:
    """Raise Refusal when the text is no longer the one that the person saw."""
    if proposal.version != seen:
        raise TextChanged("consent.changed", version=proposal.version)


def check_proposal(text: str) -> str:
    """Return the text of a proposal, its paragraphs kept; raise Refusal when it cannot be."""
    return _checked(tidy(text), PROPOSAL_LIMIT)


def check_line(text: str, limit: int) -> str:
    """Return `text` on one line; raise Refusal when nothing is left or when it is too long."""
    return _checked(one_line(text), limit)


def _checked(text: str, limit: int) -> str:
    if not text:
        raise Refusal("consent.empty")
    if len(text) > limit:
        raise Refusal("text.too_long", length=len(text), limit=limit)
    return text


def check_number(written: Sequence[object], limit: int) -> None:
    """Raise Refusal when someone has written more than `limit` of a kind."""
    if len(written) > limit:
        raise Refusal("consent.too_many", limit=limit)
