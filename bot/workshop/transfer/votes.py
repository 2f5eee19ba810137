"""Votes, decisions by consent, marks and lines, as the export of a session has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from bot.workshop.consent.proposal import Fate
from bot.workshop.transfer.shape import Moment, Number, Part, Step, Text, Whatever, Whole
from bot.workshop.vote.mending.change import Mend
from bot.workshop.vote.methods import ClosesWhen, Method, SecondRule, VoteOn
from bot.workshop.vote.options import Departure


class Weighed(Part):
    """Ballots that say the same."""

    weight: Number = Field(description="How many people this ballot stands for.")
    ballot: Any = Field(description="What it says, in the form of its method.")


class Named(Part):
    """One ballot of a signed vote."""

    name: Text = Field(description="Who cast it, as the room saw them.")
    ballot: Any = Field(description="What it says, in the form of the method.")


class OfRoom(Part):
    """A ballot that was recorded for people without Discord, in a signed vote."""

    people: Number = Field(description="For how many people it was recorded.")
    ballot: Any = Field(description="What it says, in the form of the method.")


class Within(Part):
    """The part of the wall that was voted on."""

    themes: tuple[Text, ...] = Field(description="The themes, by their names.")
    unsorted: bool = Field(description="Whether post-its without a theme were among them.")
    tied: bool = Field(description="Whether more were taken because the last ones were level.")
    renamed: Mapping[Text, Text] = Field(
        default={}, description="Names that people voted on, each with the name since."
    )
    joined: Mapping[Text, Text] = Field(
        default={}, description="Themes that were voted on, each with the one that it joined."
    )


class Settled(Part):
    """How a tie was settled, as was declared before the vote."""

    rule: SecondRule = Field(description="What settles it.")
    winner: Text | None = Field(description="The option that it gave; null while nobody chose.")
    winners: tuple[Text, ...] = Field(
        default=(), description="Who got the places that were left, where several are filled."
    )
    seed: Text | None = Field(description="What the lot was drawn with; null for other rules.")


class DatePart(Part):
    """When an option is, in a vote that finds a date."""

    starts: Moment = Field(description="When it begins; of a day, its first moment.")
    ends: Moment | None = Field(description="When it ends; null where nobody said.")
    all_day: bool = Field(description="Whether it is a day without an hour.")


class Choice(Part):
    """One option of a ballot, as it was frozen when the vote opened."""

    name: Text = Field(description="What ballots call it: its number.")
    text: Text = Field(description="Its words, without its place.")
    place: Text | None = Field(description="The column, theme or dimension it is named after.")
    dimension: Text | None = Field(description="The dimension that it stood on.")
    year: Whole | None = Field(description="The year that it was of.")
    theme: Text | None = Field(
        description="The theme in which it stood; empty for none, null where there were no themes."
    )
    stands_for: Literal["nothing", "something"] = Field(
        description="Whether it stood for a post-it, a theme or a milestone, or was written for"
        " the vote."
    )
    source: Number | None = Field(
        description="The number of that post-it or milestone, or the rank of that theme in"
        " “themes”, from 1; null where it is not in this document."
    )
    gone: Departure | None = Field(description="Why it could be chosen no more, if so.")
    date: DatePart | None = Field(default=None, description="When it is, where it is a date.")
    cost: Whole | None = Field(
        default=None, description="What it costs, in hundredths, where a budget was shared."
    )


class MendedPart(Part):
    """What whoever led changed of a vote while it was open."""

    what: Mend = Field(
        description="An option added, corrected or taken out; the question (“asked”); who may vote"
        " (“voters”, “role”); of how many the majority is (“people”); the quorum; when the time is"
        " up (“end”); what closes the vote (“closes”); the sum that is shared (“money”)."
    )
    at: Moment = Field(description="When.")
    ballots: Whole = Field(description="How many ballots were then in the box.")
    option: Text | None = Field(description="The option, by the name that ballots gave it.")
    before: Text | None = Field(
        description="What it was; null where there was nothing. A project has its cost after its"
        " name; a date is a day, a time or an interval of ISO 8601."
    )
    after: Text | None = Field(description="What it became; null where nothing is left.")

    @model_validator(mode="after")
    def _said_as_it_is_told(self) -> Self:
        """Refuse a time, or what closes a vote, that nobody could tell."""
        for said in (self.before, self.after):
            if said is not None and self.what is Mend.END:
                datetime.fromisoformat(said)
            elif said is not None and self.what is Mend.CLOSES:
                ClosesWhen(said)
        if self.what is Mend.CLOSES and self.after is None:
            raise ValueError("what closes a vote is not said")
        return self


class ReasonPart(Part):
    """Why someone resists a proposal to which they gave 8 to 10."""

    option: Text = Field(description="The proposal, by the name that ballots give it.")
    text: Text = Field(description="What would make it bearable.")
    author: Text | None = Field(description="Whose it is; null unless the vote was signed.")
    in_room: bool = Field(
        description="Whether it was noted for people without Discord; told of a signed vote alone."
    )
    earlier: bool = Field(description="Whether it is of words that were corrected since.")


class VotePart(Part):
    """A counted vote, in the form that “python -m bot tally” recounts."""

    step: Step
    question: Text = Field(description="What was asked.")
    on: VoteOn = Field(description="What the options are.")
    within: Within | None = Field(description="The part of the wall; null for the whole of it.")
    labels: Mapping[Text, Text] = Field(description="The words of each option, with its place.")
    themes: Mapping[Text, Text] = Field(description="The theme of each option when it opened.")
    withdrawn: tuple[Text, ...] = Field(description="Options that left while people voted.")
    merged: Mapping[Text, Text] = Field(description="Options whose theme joined another: its name.")
    reworded: Mapping[Text, Text] = Field(description="Options whose source says this since.")
    mended: tuple[MendedPart, ...] = Field(
        default=(), description="What was changed while the vote was open, in order."
    )
    choices: tuple[Choice, ...] = Field(description="Every option that was counted, in its order.")
    secret: bool = Field(description="Whether ballots are linked to nobody.")
    sealed: bool = Field(
        default=False, description="Whether they were from the moment they were cast."
    )
    electors: Number | None = Field(description="How many could vote, where that is known.")
    turnout: Number = Field(description="How many people voted themselves.")
    in_room: Number = Field(description="For how many people without Discord a ballot was kept.")
    quorum: Number | None = Field(description="How many ballots it takes; null without a quorum.")
    method: Method = Field(description="The voting method.")
    options: tuple[Text, ...] = Field(description="The names by which ballots call the options.")
    settings: Whatever = Field(description="The settings that the method reads.")
    ballots: tuple[Weighed, ...] | None = Field(description="The ballots; null if withheld.")
    totals: Whatever | None = Field(
        description="What the ballots add up to, where few voted in secret; null otherwise."
    )
    ballots_withheld: Literal["too_few", "few", "deleted", "lost"] | None = Field(
        description="Why the ballots are not here; null when they are."
    )
    voters: tuple[Named, ...] | None = Field(description="Who voted what; null for a secret vote.")
    ballots_of_room: tuple[OfRoom, ...] | None = Field(
        description="What was recorded for people without Discord; null for a secret vote."
    )
    result: Whatever | None = Field(description="What the ballots give; null if it is not told.")
    second_rule: Settled | None = Field(description="How a tie was settled; null without one.")
    reasons: tuple[ReasonPart, ...] = Field(
        default=(),
        description="Why people resist, of a vote by resistance, in an order that tells nothing.",
    )


class Counts(Part):
    """How many gave each answer to a version."""

    consent: Number = Field(description="Consents without a concern.")
    concern: Number = Field(description="Consents with a concern.")
    aside: Number = Field(description="Those who take no part.")
    objection: Number = Field(description="Objections that stand.")


class Said(Part):
    """Words of one person."""

    text: Text | None = Field(description="The words.")
    author: Text | None = Field(description="Whose they are; null in a masked session.")


class Question(Said):
    """A clarifying question."""

    answer: Text | None = Field(description="The one answer to it; null without.")


class Objection(Said):
    """An objection, that stands or not."""

    became: Fate = Field(description="What became of it.")


class VersionPart(Part):
    """A proposal as it stood, with what was said of it."""

    version: Number = Field(description="Its number, from 1.")
    text: Text = Field(description="The proposal.")
    answers: Counts = Field(description="The answers to it.")
    answers_in_room: Number = Field(description="How many of these were in the room.")
    questions: tuple[Question, ...] = Field(description="Clarifying questions.")
    reactions: tuple[Said, ...] = Field(description="Reactions, one a person.")
    concerns: tuple[Said, ...] = Field(description="Concerns, which block nothing.")
    objections: tuple[Objection, ...] = Field(description="Objections, lifted ones too.")


class Objections(Part):
    """What became of the objections."""

    stands: Number = Field(description="How many stand.")
    lifted: Number = Field(description="How many their authors lifted.")
    amended: Number = Field(description="How many were met by another text.")


class DecisionPart(Part):
    """What a round of consent decided."""

    adopted: bool = Field(description="Whether the text is adopted.")
    undecided: bool = Field(description="Whether it was left before anyone decided.")
    version: Number = Field(description="The version that it is about.")
    text: Text = Field(description="The text.")
    answers: Counts = Field(description="The answers to that version.")
    answers_in_room: Number = Field(description="How many of these were in the room.")
    said_nothing: Number | None = Field(description="How many of those expected were silent.")
    not_answered_again: Number = Field(description="Those who answered an earlier version alone.")
    concerns: tuple[Text, ...] = Field(description="The concerns kept with an adopted text.")
    objections: Objections = Field(description="What became of the objections.")


class ConsentPart(Part):
    """A round of consent."""

    step: Step
    title: Text = Field(description="The title of its step.")
    silence_is_consent: bool = Field(description="Whether those who say nothing consent.")
    expected: Number | None = Field(description="How many people were expected to answer.")
    brought_by: Text | None = Field(description="Who brought it; null masked or unsaid.")
    decision: DecisionPart | None = Field(description="What was decided; null if nothing.")
    note_of_facilitators: Text | None = Field(
        default=None, description="What those who lead added beside it before the summary left."
    )
    versions: tuple[VersionPart, ...] = Field(description="Every version; none once deleted.")


class RatePart(Part):
    """Marks from 1 to 5 that were revealed."""

    step: Step
    question: Text = Field(description="What was asked.")
    scale: Mapping[Text, Text] = Field(description="What each mark means.")
    expected: Number | None = Field(description="How many people were expected.")
    marks: Number = Field(description="How many marks were given.")
    in_room: Number = Field(description="How many of these were for people in the room.")
    counts: Mapping[Text, Number] | None = Field(description="How many gave each mark, if told.")
    mean: Text | None = Field(description="The exact mean, as a fraction, if told.")
    remarks: tuple[Text, ...] = Field(description="What would have raised low marks.")
    withheld: Literal["too_few"] | None = Field(description="Why nothing is told; null if it is.")


class MomentPart(Part):
    """A line at one moment."""

    second: Number = Field(description="The seconds that were spent in the step by then.")
    spread: Mapping[Text, Number] = Field(description="How many stood at each place.")


class MovementPart(Part):
    """How people moved on a line; those in the room are in none of it."""

    moved: Number = Field(description="How many people moved.")
    up: Number = Field(description="How many stand nearer to the high end than they began.")
    down: Number = Field(description="How many stand nearer to the low end than they began.")
    back: Number = Field(description="How many moved, and stand where they began.")
    crossed: Number = Field(description="How many stand on the other side of the middle.")
    moves: Number = Field(description="How many times people moved, in all.")


class Walked(Part):
    """One person of a line: named only where the recipe had it so."""

    name: Text | None = Field(description="Who it is; null where the line tells no names.")
    began: Number | None = Field(description="Where they began; null where it tells no names.")
    place: Number | None = Field(description="Where they stood at the end; null likewise.")
    moved_by: Text | None = Field(description="What moved them; null if they did not say.")


class PositionPart(Part):
    """A claim, and how people stood and moved on it. Nothing was decided by it."""

    step: Step
    claim: Text = Field(description="What people took a place on.")
    scale: Literal["line", "sides"] = Field(
        description="A line from 0 to 10, or against (0), not sure (5), for (10)."
    )
    low: Text = Field(description="The word of the low end.")
    high: Text = Field(description="The word of the high end.")
    drawn_live: bool = Field(description="Whether the spread was drawn while people moved.")
    named: bool = Field(description="Whether it is told who stood where.")
    on_the_line: Number = Field(description="How many stood on it at the end.")
    in_room: Number = Field(description="How many of these were in the room.")
    start: Mapping[Text, Number] | None = Field(description="Where the same began, if told.")
    moments: tuple[MomentPart, ...] = Field(description="The line meanwhile, if drawn live.")
    end: Mapping[Text, Number] | None = Field(description="Where they stood at the end, if told.")
    movement: MovementPart | None = Field(description="How they moved, if told.")
    people: tuple[Walked, ...] = Field(description="What is told of people one by one.")
    withheld: Literal["too_few", "few_moved"] | None = Field(
        description="Why something is not told; null if all is."
    )


class TurnsPart(Part):
    """What a speaking round came to, in numbers of people."""

    step: Step
    people: Number = Field(description="How many were in it, those in the room included.")
    spoke: Number | None = Field(description="How many spoke, if told.")
    passed: Number | None = Field(description="How many passed, if told.")
    skipped: Number | None = Field(description="How many were skipped by who leads, if told.")
    left: Number | None = Field(description="How many had left when their turn came, if told.")
    not_reached: Number | None = Field(description="How many were still to speak, if told.")
    words: tuple[Said, ...] = Field(description="The words that people left.")
    withheld: Literal["too_few"] | None = Field(description="Why nothing is told; null if it is.")
