"""An exported session, field by field: what is published as its JSON Schema, and read by an import.

A field that the export gets is added here, with what it means, and to what brings it in again
(`bot.services.transfer.rows`): an import compares what it made with the file, and refuses what
would not come back the same. What is not described is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.workshop.actions.action import ActionState
from bot.workshop.actions.following import Said
from bot.workshop.language import Language
from bot.workshop.postits.kind import Kind
from bot.workshop.review.correction import Of
from bot.workshop.sessions.session import RETENTION, SessionState, Signing, StepState
from bot.workshop.transfer.elections import ElectionPart
from bot.workshop.transfer.road import GapPart, LoadPart, MilestonePart
from bot.workshop.transfer.shape import (
    Corrected,
    Minutes,
    Moment,
    Number,
    Part,
    Step,
    Text,
    Whatever,
    Whole,
)
from bot.workshop.transfer.votes import (
    ConsentPart,
    PositionPart,
    RatePart,
    TurnsPart,
    VotePart,
)


class ScenarioPart(Part):
    """What a reader wants of the scenario; “scenario” beside the session is the whole of it."""

    title: Text = Field(description="Its title.")
    organisation: Text = Field(description="Whose future it is.")
    origin: Whole = Field(description="The year from which one sets out.")
    horizon: Whole = Field(description="The year from which one looks back.")
    question: Text = Field(description="The question, in the past tense.")
    dimensions: tuple[Text, ...] = Field(description="The lanes of the roadmap.")


class SessionPart(Part):
    """The session itself."""

    title: Text = Field(description="Its title.")
    language: Language = Field(description="The language of the room.")
    signing: Signing = Field(description="Whether post-its are signed or masked.")
    state: SessionState = Field(description="Whether it has begun and ended.")
    recipe: Text = Field(description="The title of its recipe.")
    scenario: ScenarioPart | None = Field(description="The scenario; null without one.")
    quick: bool = Field(description="Whether a command opened it for one decision alone.")
    planned_for: Moment | None = Field(description="When it was to open, if it was planned.")
    ends_by: Moment | None = Field(description="When those who lead wanted to end, if said.")
    created_at: Moment = Field(description="When it was created.")
    started_at: Moment | None = Field(description="When its first step opened.")
    ended_at: Moment | None = Field(description="When it ended.")
    raw_data_kept_until: Moment | None = Field(description="When what people wrote is deleted.")
    raw_data_kept_days: Annotated[int, Field(ge=1, le=365)] = Field(
        default=RETENTION.days,
        description="For how many days after its end that is, at most. Absent: 90.",
    )
    raw_data_deleted_at: Moment | None = Field(description="When it was; null while it is kept.")


class BeforePart(Part):
    """The session that another one continues."""

    title: Text = Field(description="Its title.")
    day: date | None = Field(description="The day on which it was held.")


class SeriesPart(Part):
    """Where the session stands among those that follow each other."""

    title: Text = Field(description="The title of the series.")
    rank: Number = Field(description="Its rank in it, from 1.")
    before: BeforePart | None = Field(description="The one that it continues; null for the first.")


class AnchorPart(Part):
    """A remarkable action of the fiction."""

    year: Whole = Field(description="Its year.")
    title: Text = Field(description="Its title.")
    text: Text = Field(description="What is told.")


class MediaPart(Part):
    """The recording or the picture of the fiction, which is not in this document."""

    kind: Literal["recording", "picture"] = Field(description="What it is.")
    name: Text = Field(description="The name of its file.")
    transcript: Text = Field(description="In words, what is heard or seen.")


class AwardPart(Part):
    """The fictional label given at the horizon."""

    name: Text = Field(description="Its name.")
    text: Text = Field(description="What it is given for.")


class FictionPart(Part):
    """The story that was told: fiction, never history."""

    fiction: Literal[True] = Field(description="Always true: none of it happened.")
    opening: Text = Field(description="What places people in the horizon year.")
    anchors: tuple[AnchorPart, ...] = Field(description="The remarkable actions, by year.")
    media: MediaPart | None = Field(description="The recording or picture; null without.")
    award: AwardPart | None = Field(description="The label; null without.")


class AheadPart(Part):
    """When a step was open before the meeting."""

    opened_at: Moment = Field(description="Since when.")
    closes_at: Moment = Field(description="Until when it was to be.")
    closed_at: Moment | None = Field(description="Until when it was.")
    people: Number | None = Field(description="How many answered by then; null if not told.")


class SharePart(Part):
    """How far the room agreed on one theme."""

    theme: Text = Field(description="The theme.")
    postits: Number = Field(description="How many post-its the room put in it.")
    choices: Number = Field(description="How many times these were placed anywhere.")
    agree: Number = Field(description="How many times in this theme.")


class RoundPart(Part):
    """A round in which the room sorted the wall."""

    people: Number = Field(description="How many people sorted.")
    in_room_as_one: bool = Field(default=False, description="The room sorted as one of them.")
    postits: Number = Field(description="How many post-its there were.")
    sorted: Number = Field(description="How many the room put in a theme.")
    placed_by_facilitators: Number = Field(description="How many those who lead placed.")
    left_without_a_theme: Number = Field(description="How many were said to stay without one.")
    to_discuss: Number | None = Field(description="How many found no theme that holds, if told.")
    answers: Number | None = Field(description="How many answers were given, if told.")
    agreement: tuple[SharePart, ...] | None = Field(description="Theme by theme, if told.")


class SubjectPart(Part):
    """The post-it that a conversation was about."""

    text: Text = Field(description="Its words.")
    postit: Number = Field(description="Its number on the wall.")


class FloorPart(Part):
    """How the floor was given in a step; nobody is named."""

    people: Number = Field(description="How many people had it, or a chair of a fishbowl.")
    turns: Number = Field(description="How many times it was given.")


class StepPart(Part):
    """A step as it was lived, in the order of the plan; those taken out of it come last."""

    step: Step
    kind: Text = Field(description="The kind of step.")
    title: Text = Field(description="Its title, in the language of the room.")
    planned_minutes: Minutes = Field(description="Planned when the session was made.")
    timebox_minutes: Minutes = Field(description="The timebox that it came to have.")
    spent_seconds: Number = Field(description="The time spent in it, pauses left out.")
    state: StepState = Field(description="What became of it.")
    added_since: bool = Field(default=False, description="Added after the session was made.")
    left_out_of_the_plan: bool = Field(default=False, description="Taken out once begun.")
    before_the_meeting: bool = Field(default=False, description="Open before the meeting alone.")
    postits_left_out: Number = Field(default=0, description="Late masked post-its, not shown.")
    hidden_postits: Number = Field(default=0, description="Post-its hidden by those who lead.")
    ballots_erased_before: Number = Field(default=0, description="Ballots of a vote begun again.")
    open_ahead: AheadPart | None = Field(default=None, description="Open before the meeting.")
    sorted_together: tuple[RoundPart, ...] = Field(default=(), description="Rounds of sorting.")
    floor: FloorPart | None = Field(default=None, description="How the floor was given.")
    subject: SubjectPart | None = Field(default=None, description="What was talked about.")
    subjects_not_chosen: Text | None = Field(
        default=None, description="Why no post-it was there to be talked about."
    )
    plan: Whatever = Field(
        description="The step as a recipe file says it, all its settings told; identifiers of"
        " roles, channels and rows are left out."
    )
    outcome: Whatever | None = Field(
        description="What the step decided, as its kind writes it; of a vote in which too few"
        " voted, nothing of what they said. Null for a step that decided nothing."
    )


class NotHeldPart(Part):
    """A step that was planned, then taken out before anyone was in it."""

    kind: Text = Field(description="The kind of step.")
    title: Text = Field(description="Its title.")
    planned_minutes: Minutes = Field(description="Planned when the session was made.")
    plan: Whatever = Field(description="The step as a recipe file says it.")


class ThemePart(Part):
    """A named group of post-its."""

    name: Text = Field(description="Its name.")
    corrected: Corrected = False
    postits: tuple[Number, ...] = Field(description="The numbers of its post-its.")


class CommentPart(Part):
    """A comment on a post-it."""

    text: Text = Field(description="The words.")
    author: Text | None = Field(description="Whose they are; null in a masked session.")


class GroupPart(Part):
    """A small group of a step; nothing tells who was in it."""

    step: Step
    group: Number = Field(description="Its number in the step.")
    name: Text | None = Field(description="The theme that it was about; null without.")
    table: bool = Field(description="Whether it is a table, where a host stays as others move on.")
    joins: tuple[Number, ...] = Field(
        description="The numbers of those of the step before that it comes from."
    )


class KeptPart(Part):
    """The small group that kept a post-it."""

    step: Step
    group: Number = Field(description="Its number in the step.")


class PostItPart(Part):
    """A post-it, word for word."""

    number: Number | None = Field(description="Its number on the wall; null if never revealed.")
    text: Text = Field(description="The words.")
    corrected: Corrected = False
    column: Text | None = Field(description="Its column; null without.")
    dimension: Text | None = Field(description="Its dimension; null without.")
    year: Whole | None = Field(description="Its year; null without.")
    kind: Kind | None = Field(description="What it tells of; null if that was not said.")
    files: tuple[Text, ...] = Field(description="The names of files that came with it.")
    step: Step
    group: Number | None = Field(default=None, description="The small group that wrote it.")
    kept_by: tuple[KeptPart, ...] = Field(
        default=(), description="The small groups that kept it, of what they took over."
    )
    author: Text | None = Field(description="Who wrote it; null in a masked session.")
    after_time: bool = Field(description="Whether it came after its step was left.")
    theme: Text | None = Field(description="The name of its theme; null for none.")
    dots: Number | None = Field(description="Dots from the last vote on post-its, if told.")
    reactions: Mapping[Text, Number] = Field(description="How many people gave each reaction.")
    comments: tuple[CommentPart, ...] = Field(description="The comments.")


class ActionPart(Part):
    """Who does what by when."""

    what: Text = Field(description="What is to be done.")
    corrected: Corrected = False
    owner: Text = Field(description="Who does it, as the room wrote it.")
    due: date | None = Field(description="By when; null without a date.")
    first_step: Text | None = Field(description="The very first step.")
    milestone: Number | None = Field(description="The number of the milestone it begins.")
    theme: Text | None = Field(description="The theme that it was born of.")
    state: ActionState = Field(description="What became of it since.")
    state_since: Moment | None = Field(description="When that was said; null if nothing was.")


class FollowedPart(Part):
    """An action that a step asked about, of this session or of one before it."""

    step: Step
    what: Text = Field(description="What was to be done.")
    owner: Text = Field(description="Who does it.")
    due: date | None = Field(description="By when; null without a date.")
    whence: Text = Field(alias="from", description="The title of the session that it comes from.")
    said: Said | None = Field(description="What was said of it; null if nothing was.")
    of_this_session: bool = Field(default=False, description="It is one of “actions”.")


class RewordedPart(Part):
    """Something that those who lead put right before the summary left."""

    of: Of = Field(description="What it is.")
    step: Step | None = Field(default=None, description="Its step, for what belongs to one.")
    number: Number | None = Field(default=None, description="Its number, where it has one.")
    fields: tuple[Text, ...] = Field(description="Which of its words say something else.")


class CorrectionsPart(Part):
    """What was put right, and what was left out: here already, and never what stood there."""

    reworded: tuple[RewordedPart, ...] = Field(description="What was put right.")
    left_out: Mapping[Of, Number] = Field(description="How many of each kind are not told.")


class HiddenPart(Part):
    """How much those who lead hid: none of it is in this document."""

    postits: Number = Field(description="Post-its.")
    comments: Number = Field(description="Comments.")
    actions: Number = Field(description="Actions.")


class NotePart(Part):
    """A note of a discussion."""

    step: Step
    text: Text = Field(description="The words.")


class Document(Part):
    """A session of Gommette, as it is exported. Identifiers of people, messages and channels are
    in none of it; what is masked or secret stays so."""

    format: Literal["gommette/session/2"] = Field(description="The format, with its version.")
    session: SessionPart = Field(description="The session itself.")
    series: SeriesPart | None = Field(description="Its series; null where it is in none.")
    recipe: Whatever = Field(description="Its recipe as a recipe file says it, but for its steps.")
    scenario: Whatever | None = Field(description="Its scenario, as a scenario file says it.")
    fiction: FictionPart | None = Field(description="The story; null without a scenario.")
    planned_minutes: Minutes = Field(description="The length with which it was made.")
    participants: Number = Field(description="How many people contributed.")
    participants_in_room: Number = Field(description="How many of these were without Discord.")
    steps: tuple[StepPart, ...] = Field(description="The steps.")
    steps_not_held: tuple[NotHeldPart, ...] = Field(
        default=(), description="Steps that were planned, and never begun."
    )
    themes: tuple[ThemePart, ...] = Field(description="The themes, in their order.")
    postits: tuple[PostItPart, ...] = Field(description="The post-its, in the order of the wall.")
    votes: tuple[VotePart, ...] = Field(description="The counted votes.")
    consents: tuple[ConsentPart, ...] = Field(description="The rounds of consent.")
    elections: tuple[ElectionPart, ...] = Field(
        default=(), description="The elections without candidates in which something was shown."
    )
    rates: tuple[RatePart, ...] = Field(description="The marks that were revealed.")
    positions: tuple[PositionPart, ...] = Field(
        default=(), description="The lines on which people moved, once closed."
    )
    groups: tuple[GroupPart, ...] = Field(
        default=(), description="The small groups, step by step, if there were any."
    )
    turns: tuple[TurnsPart, ...] = Field(default=(), description="What speaking rounds came to.")
    milestones: tuple[MilestonePart, ...] = Field(description="The roadmap, from its horizon.")
    gaps: tuple[GapPart, ...] = Field(description="The silent years of the roadmap.")
    overloaded_years: tuple[LoadPart, ...] = Field(description="Years that carry too much.")
    actions: tuple[ActionPart, ...] = Field(description="The actions, soonest first.")
    followed: tuple[FollowedPart, ...] = Field(
        description="What steps asked about actions, in the order of the steps."
    )
    hidden: HiddenPart = Field(description="How much was hidden.")
    notes: tuple[NotePart, ...] = Field(description="The notes.")
    left_for_later: tuple[Text, ...] = Field(description="What was kept for another day.")
    corrections: CorrectionsPart | None = Field(
        default=None, description="What was put right before the summary left, if anything was."
    )
